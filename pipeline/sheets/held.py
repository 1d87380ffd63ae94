"""Files that can't be opened now: another program has them for itself alone, a share is locked, or it isn't allowed.

Whoever made an edition without such a file would say in print that a township's ledger was refused, or would count
without a register, for content that nobody has seen.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.schema.claims import CLAIMS_BOOK, VERSIONS_FOLDER
from pipeline.schema.settings_sheets import SETTINGS_BOOK
from pipeline.sheets.files import passed_over
from pipeline.sheets.personal import masked


def held_files(inputs: Path, folders: Sequence[str]) -> list[str]:
    """The files of the inputs that a run over these period folders would read and can't, as paths with '/'.

    设置.xlsx, the county's own templates and every file of the folders are opened and closed again, 认领.xlsx and
    earlier versions among them. What isn't there isn't named. A folder that can't be listed ends with '/'.
    """
    places = [inputs / SETTINGS_BOOK, *_below(inputs / "templates"), *(p for f in folders for p in _below(inputs / f))]
    return _named(inputs, places)


def held_before_a_check(inputs: Path, folders: Sequence[str]) -> list[str]:
    """Those of ``held_files`` without which a check can say nothing: 设置.xlsx, 认领.xlsx and the list of versions."""
    own = (CLAIMS_BOOK, VERSIONS_FOLDER)
    places = [p for f in folders for name in own for p in (inputs / f / name, *_below(inputs / f / name))]
    return _named(inputs, [inputs / SETTINGS_BOOK, *places])


def _named(inputs: Path, places: Sequence[Path]) -> list[str]:
    held = {place: os.path.isdir(place) for place in places if _is_held(place)}  # noqa: PTH112 - it never raises
    return sorted(f"{masked(p.relative_to(inputs).as_posix())}{'/' if folder else ''}" for p, folder in held.items())


def _below(top: Path) -> Iterator[Path]:
    """The files below a folder without hidden ones (a lock is one), and the folders in it that can't be listed."""
    closed: list[Path] = []
    for current, _, names in os.walk(top, onerror=lambda fault: closed.append(Path(str(fault.filename)))):
        yield from (Path(current) / name for name in names if not (name.startswith(".") or passed_over(name)))
    yield from closed


def _is_held(place: Path) -> bool:
    """Whether a file is there and its first byte can't be read, or a folder is there and can't be listed."""
    try:
        if place.is_symlink():
            return False
        if place.is_dir():
            os.scandir(place).close()
        elif place.is_file():
            with place.open("rb", buffering=0) as handle:
                handle.read(1)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False
