"""A marked file that comes back: the SHA-256 of the file that it replaces, and its sheet 需修改, which is no ledger."""

from __future__ import annotations

import io
import re
import zipfile

from pipeline.base.grid import Grid
from pipeline.base.originals import MARK_SHEET, PROPERTY, carried_in
from pipeline.sheets.files import SourceFile
from pipeline.sheets.kinds import XLSM, XLSX

_PART = "docProps/custom.xml"
_LARGEST = 1_000_000


def split_marks(
    source: SourceFile, grids: tuple[Grid, ...]
) -> tuple[tuple[Grid, ...], tuple[Grid, ...], tuple[str, ...]]:
    """The sheets to read, the sheets 需修改 (copies of it too), and the SHA-256 of each file that this one replaces."""
    marks = tuple(grid for grid in grids if is_mark_sheet(grid))
    texts = [cell for grid in marks for row in grid.rows for cell in row]
    carried = dict.fromkeys((*carried_in(texts), *_from_property(source)))
    return tuple(grid for grid in grids if grid not in marks), marks, tuple(carried)


def is_mark_sheet(grid: Grid) -> bool:
    """Whether a sheet is the list of a file sent back: it has the name 需修改 and holds a SHA-256.

    A township's own sheet of that name, without a SHA-256, is read.
    """
    return grid.name.strip().startswith(MARK_SHEET) and bool(carried_in(cell for row in grid.rows for cell in row))


def _from_property(source: SourceFile) -> tuple[str, ...]:
    if source.kind not in (XLSX, XLSM) or _PART.encode("ascii") not in source.data:
        return ()
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            if archive.getinfo(_PART).file_size > _LARGEST:
                return ()
            xml = archive.read(_PART).decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        return ()
    return carried_in(re.findall(rf'name="{PROPERTY}"[^>]*>(.*?)</(?:\w+:)?property>', xml, re.DOTALL))
