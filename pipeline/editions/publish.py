"""A finished run becomes outputs/PERIOD, whole or not at all: written aside, checked, and swapped in by two renames.

During a swap three hidden names stand beside the edition: ``.NAME.new`` (the scratch folder), ``.NAME.old`` (the
edition that is replaced) and ``.NAME.swap`` (the journal: the scratch folder is complete, the renames may have begun;
its second line says where the replaced edition is kept, when it is). ``.NAME.issue`` is the folder of ``journal``.
"""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pipeline.base.errors import UserError
from pipeline.base.file_names import illegal_part
from pipeline.base.machine import sync_folder
from pipeline.base.period import is_period
from pipeline.editions.aside import keep_changed
from pipeline.editions.disk import remove, write_through
from pipeline.editions.issued import KEPT
from pipeline.editions.journal import ISSUE, replace_together, settle_replacing
from pipeline.editions.lock import one_writer
from pipeline.editions.manifest import MANIFEST_FILE
from pipeline.messages.refusals import refusal

_NEW, _OLD, _SWAP = ".new", ".old", ".swap"


def publish(outputs: Path, name: str, files: Mapping[str, bytes], keep: str = "") -> Path:
    """Make ``outputs/name`` hold exactly ``files`` (relative path with '/' -> content) and return the folder.

    ``keep``: the folder in ``outputs`` into which the files of the replaced edition go, '' to drop them. A file that
    lies there already is an issued paper and stays.
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
            _write_journal(swap, f"{name}\n{keep}")
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
    one is put in place. Raises UserError when the folder can't be written, a program holds the edition open, or a file
    or link has the name of a period.
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


def interrupted(outputs: Path) -> list[str]:
    """The periods of which something under a hidden name waits to be settled, sorted."""
    places = outputs.iterdir() if outputs.is_dir() else ()
    hidden = {
        p.name[1:].removesuffix(p.suffix) for p in places if p.name[0] == "." and p.suffix in (_NEW, _OLD, _SWAP, ISSUE)
    }
    return sorted(n for n in hidden if is_period(n))


def _settle_all(outputs: Path) -> list[str]:
    for place in sorted(outputs.iterdir()):
        if (is_period(place.name) or place.name == KEPT) and (place.is_symlink() or not place.is_dir()):
            raise _in_the_way(f"{outputs.name}/{place.name}")
    names = interrupted(outputs)
    for name in names:
        with _writing(outputs, name):
            _settle(outputs, name)
            settle_replacing(outputs, name)
    return names


def _settle(outputs: Path, name: str, *, undo: bool = False) -> None:
    """Finish or undo a swap, whichever step it has reached; the next call settles a crash in here.

    A journal without an edition means that the renames had begun: the scratch folder is complete and is put in place,
    or the old edition comes back. Without a journal both hidden folders are rubbish.
    """
    new, old, swap = (_beside(outputs, name, end) for end in (_NEW, _OLD, _SWAP))
    target = outputs / name
    for place in (new, old):
        if place.is_symlink() or not place.is_dir():  # somebody else's: no edition can lie there
            remove(place)
    if swap.is_dir():
        remove(swap)
    if swap.exists() and not target.exists():
        if new.exists() and not undo:
            new.rename(target)
        elif old.exists():
            old.rename(target)
    if swap.exists() and old.exists() and (keep := swap.read_text("utf-8").partition("\n")[2]):
        _move_into(old, outputs / keep)
    sync_folder(outputs)
    swap.unlink(missing_ok=True)
    sync_folder(outputs)
    remove(new)
    remove(old)


def _move_into(old: Path, kept: Path) -> None:
    """Move every file of ``old`` to ``kept``, the manifest last; what lies there already stays as it is."""
    files = sorted((p for p in old.rglob("*") if p.is_file()), key=lambda p: (p.name == MANIFEST_FILE, p))
    for place in files:
        target = kept / place.relative_to(old)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            place.replace(target)
            sync_folder(target.parent)


def issue_files(outputs: Path, name: str, files: Mapping[Path, bytes]) -> None:
    """Replace or add files of the period, all or none, under the lock; an interrupted change is settled first.

    Raises UserError when a file is held open or can't be written; nothing has changed then.
    """
    with _writing(outputs, name), one_writer(outputs):
        _settle_all(outputs)
        replace_together(outputs, name, files)


def keep_aside(outputs: Path, name: str) -> dict[str, str]:
    """What ``aside.keep_changed`` does, under the lock; {} where nothing was published."""
    if not (outputs / name).is_dir():
        return {}
    with _writing(outputs, name), one_writer(outputs):
        _settle_all(outputs)
        return keep_changed(outputs, name)


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
        write_through(place, content)
    folder.mkdir(exist_ok=True)
    for place in sorted(folders):
        sync_folder(place)


def _check(folder: Path, files: Mapping[str, bytes]) -> None:
    """Read back what the disk holds. Raises OSError when it isn't what was written."""
    paths = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    for path, content in files.items():
        if path not in paths or (folder / path).read_bytes() != content:
            raise OSError(errno.EIO, "read back differs", path)
    if len(paths) != len(files):
        raise OSError(errno.EIO, "a file too many", str(folder))


def _write_journal(swap: Path, content: str) -> None:
    write_through(swap, content.encode("utf-8"))
    sync_folder(swap.parent)


def _refusal(outputs: Path, name: str, fault: OSError) -> UserError:
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return refusal("E012", outputs=outputs.name)
    if file := next((place for place in (outputs, *outputs.parents) if place.exists() and not place.is_dir()), None):
        return _in_the_way(file.name)
    if fault.errno == errno.ENAMETOOLONG:
        return refusal("E058", place=Path(str(fault.filename)).name, outputs=outputs.name)
    if (
        isinstance(fault, PermissionError)
        and name
        and ((outputs / name).exists() or _beside(outputs, name, _OLD).exists())
    ):
        return refusal("E013", outputs=outputs.name, name=name)
    if isinstance(fault, PermissionError):
        return refusal("E014", outputs=outputs.name)
    return refusal("E015", outputs=outputs.name)


def _in_the_way(place: str) -> UserError:
    return refusal("E057", place=place)
