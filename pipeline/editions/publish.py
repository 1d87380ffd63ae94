"""A finished run becomes outputs/PERIOD, whole or not at all: written aside, checked, and swapped in by two renames.

During a swap three hidden names stand beside the edition: ``.NAME.new`` (the scratch folder), ``.NAME.old`` (the
edition that is replaced) and ``.NAME.swap`` (the journal: the scratch folder is complete, the renames may have begun).
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pipeline.base.errors import UserError
from pipeline.base.file_names import illegal_part
from pipeline.base.period import is_period
from pipeline.editions.lock import one_writer
from pipeline.messages.refusals import refusal

_NEW, _OLD, _SWAP = ".new", ".old", ".swap"


def publish(outputs: Path, name: str, files: Mapping[str, bytes]) -> Path:
    """Make ``outputs/name`` hold exactly ``files`` (relative path with '/' -> content) and return the folder.

    An interrupted swap of an earlier run is settled first. Raises UserError when a file name can't exist on Windows,
    when another program holds the folder open, or when the disk is full; the earlier edition is then untouched.
    """
    _check_names(files)
    with _writing(outputs, name), one_writer(outputs):
        _settle_all(outputs)
        new, old, swap = (_beside(outputs, name, end) for end in (_NEW, _OLD, _SWAP))
        target = outputs / name
        try:
            _write(new, files)
            _check(new, files)
            _write_journal(swap, name)
            if target.exists():
                target.rename(old)
            new.rename(target)
        except OSError:
            with contextlib.suppress(OSError):  # the journal stays, and the next start settles it
                _settle(outputs, name, undo=True)
            raise
        _settle(outputs, name)
    return target


def recover(outputs: Path) -> list[str]:
    """Settle every interrupted swap under ``outputs`` and return the names of the periods settled, sorted.

    ``outputs`` is made when it is absent. Where the renames hadn't begun the old edition stays; where they had, the new
    one is put in place. Raises UserError when the folder can't be written or a program holds the edition open.
    """
    with _writing(outputs, ""), one_writer(outputs):
        return _settle_all(outputs)


@contextmanager
def _writing(outputs: Path, name: str) -> Iterator[None]:
    """Make the folder; a fault of the disk becomes a UserError."""
    try:
        outputs.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as fault:
        raise _refusal(outputs, name, fault) from fault


def _settle_all(outputs: Path) -> list[str]:
    hidden = {
        p.name[1:].removesuffix(p.suffix)
        for p in outputs.iterdir()
        if p.name[0] == "." and p.suffix in (_NEW, _OLD, _SWAP)
    }
    names = sorted(n for n in hidden if is_period(n))
    for name in names:
        with _writing(outputs, name):
            _settle(outputs, name)
    return names


def _settle(outputs: Path, name: str, *, undo: bool = False) -> None:
    """Finish or undo a swap, whichever step it has reached; the next call settles a crash in here.

    A journal without an edition means that the renames had begun: the scratch folder is complete and is put in place,
    or the old edition comes back. Without a journal both hidden folders are rubbish.
    """
    new, old, swap = (_beside(outputs, name, end) for end in (_NEW, _OLD, _SWAP))
    target = outputs / name
    if swap.exists() and not target.exists():
        if new.exists() and not undo:
            new.rename(target)
        elif old.exists():
            old.rename(target)
    _sync_folder(outputs)
    swap.unlink(missing_ok=True)
    _sync_folder(outputs)
    shutil.rmtree(new, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)


def _check_names(files: Mapping[str, bytes]) -> None:
    seen: dict[str, str] = {}
    for path in files:
        for part in path.split("/"):
            if illegal := illegal_part(part):
                raise refusal("E010", path=path, illegal=illegal)
        if (twin := seen.setdefault(path.casefold(), path)) != path:
            raise refusal("E011", twin=twin, path=path)


def _beside(outputs: Path, name: str, end: str) -> Path:
    return outputs / f".{name}{end}"


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folders = {folder}
    for path, content in sorted(files.items()):
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        folders.update(p for p in place.parents if p.is_relative_to(folder))
        with place.open("xb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
    folder.mkdir(exist_ok=True)
    for place in sorted(folders):
        _sync_folder(place)


def _check(folder: Path, files: Mapping[str, bytes]) -> None:
    """Read back what the disk holds. Raises OSError when it isn't what was written."""
    paths = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    for path, content in files.items():
        if path not in paths or (folder / path).read_bytes() != content:
            raise OSError(errno.EIO, "read back differs", path)
    if len(paths) != len(files):
        raise OSError(errno.EIO, "a file too many", str(folder))


def _write_journal(swap: Path, name: str) -> None:
    with swap.open("x", encoding="utf-8") as handle:
        handle.write(name)
        handle.flush()
        os.fsync(handle.fileno())
    _sync_folder(swap.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows has no fsync of a folder; its renames are journalled by NTFS
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _refusal(outputs: Path, name: str, fault: OSError) -> UserError:
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return refusal("E012", outputs=outputs.name)
    if (
        isinstance(fault, PermissionError)
        and name
        and ((outputs / name).exists() or _beside(outputs, name, _OLD).exists())
    ):
        return refusal("E013", outputs=outputs.name, name=name)
    if isinstance(fault, PermissionError):
        return refusal("E014", outputs=outputs.name)
    return refusal("E015", outputs=outputs.name)
