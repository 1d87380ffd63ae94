"""A marked file that comes back: the SHA-256 of the file that it replaces, and its sheet 需修改, which is no ledger."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.grid import Grid
from pipeline.base.originals import MARK_SHEET, PROPERTY, carried_in
from pipeline.sheets.files import SourceFile
from pipeline.sheets.formats.archives import open_archive, read_part
from pipeline.sheets.formats.faults import NotPlain, Refused
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
        with open_archive(source.data) as archive:
            xml = read_part(archive, _PART, _LARGEST).decode("utf-8", "replace")
    except (Refused, NotPlain):
        return ()
    return carried_in(_texts_of(xml, PROPERTY))


def _texts_of(xml: str, name: str) -> Iterator[str]:
    """The content of each property of this name. The text is cut apart, never searched twice: time grows as it does.

    >>> list(_texts_of('<property pid="2" name="a"><vt:lpwstr>1</vt:lpwstr></property><property name="b">2', "a"))
    ['<vt:lpwstr>1</vt:lpwstr>']
    """
    for piece in xml.split(f'name="{name}"')[1:]:
        yield piece.partition(">")[2].partition("property>")[0].rpartition("</")[0]
