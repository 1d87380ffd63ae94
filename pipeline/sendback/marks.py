"""Findings become entries: the lines of the list 需修改, and the cells of each sheet that are marked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.base.finding import SEVERITY_ORDER, Finding, Severity
from pipeline.base.originals import Original, OriginalSheet
from pipeline.base.place import cell_name
from pipeline.messages import return_words
from pipeline.schema.registers import REGISTERS
from pipeline.schema.showable import may_be_shown

Cell = tuple[int, int]
"""(row from 1, column from 0)."""
_SPAN = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")
_MOST_RANGES, _SEVERAL = 4, 2
_REGISTERS = frozenset(sheet.name for sheet in REGISTERS)


@dataclass(frozen=True)
class Entry:
    """A line of the list.

    ``sheet``: '' for a finding that isn't about a sheet of this file. ``cells``: those that are marked. ``where``: the
    text of the column 单元格. ``every``: each matter by its number with its cells, and the cells of those without a
    number, to be copied; '' where there is only one. ``code``: the rule's.
    """

    severity: Severity
    sheet: str
    cells: tuple[Cell, ...]
    where: str
    message: str
    remedy: str
    every: str = ""
    code: str = ""

    @property
    def comment(self) -> str:
        """The comment on each marked cell."""
        return return_words.COMMENT.format(severity=self.severity, message=self.message, remedy=self.remedy)


def entries_of(findings: Iterable[Finding], original: Original) -> tuple[Entry, ...]:
    """One entry per finding: errors first, then in the order of sheets, rows and columns."""
    sheets = {sheet.grid.name: sheet for sheet in original.sheets}
    anchors = {name: _Anchors(sheet.grid.merges) for name, sheet in sheets.items()}
    order = list(sheets)
    entries = []
    for finding in findings:
        own = finding.place.file == original.path_rel
        sheet = sheets.get(finding.place.sheet) if own else None
        name = sheet.grid.name if sheet else ""
        cells = tuple(dict.fromkeys(map(anchors[name].of, _cells(finding, sheet)))) if sheet else ()
        where = _where(finding, own=own, cells=cells)
        every = _every(finding, cells, sheet)
        entries.append(
            Entry(finding.severity, name, cells, where, finding.message, finding.remedy, every, finding.code)
        )

    def rank(entry: Entry) -> tuple[int, int, tuple[Cell, ...]]:
        return (
            SEVERITY_ORDER.index(entry.severity),
            order.index(entry.sheet) if entry.sheet else -1,
            entry.cells[:1],
        )

    return tuple(sorted(entries, key=rank))


def marks_by_sheet(entries: Iterable[Entry]) -> dict[str, dict[Cell, list[Entry]]]:
    """Sheet -> cell -> its entries, the gravest first when ``entries`` are in that order."""
    marks: dict[str, dict[Cell, list[Entry]]] = {}
    for entry in entries:
        for cell in entry.cells:
            marks.setdefault(entry.sheet, {}).setdefault(cell, []).append(entry)
    return marks


def _cells(finding: Finding, sheet: OriginalSheet) -> Iterator[Cell]:
    """The cells that a finding's place names.

    Where it names only the first of several, the cells of its matters in the same column follow.
    """
    column, count = None, 0
    for left, top, right, bottom in _SPAN.findall(finding.place.cell):
        first, last = column_index(left), column_index(right or left)
        column = first if column is None else column
        for row in range(int(top), int(bottom or top) + 1):
            for index in range(first, last + 1):
                count += 1
                yield row, index
    if column is not None and count < finding.cells:
        for number in finding.case_nos:
            yield from ((row, column) for row in sheet.rows_of.get(number, ()))


@lru_cache(maxsize=1024)
def column_index(letters: str) -> int:
    """The index of a column from 0.

    >>> column_index("A"), column_index("AA")
    (0, 26)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


class _Anchors:
    """The first cells of merged areas. Those of a column are sorted once; areas of a sheet don't overlap."""

    def __init__(self, merges: Iterable[tuple[int, int, int, int]]) -> None:
        self._merges = sorted(merges)
        self._of_column: dict[int, list[tuple[int, int, int, int]]] = {}

    def of(self, cell: Cell) -> Cell:
        """The first cell of the merged area that holds this cell, or the cell itself."""
        row, column = cell
        if column not in self._of_column:
            self._of_column[column] = [area for area in self._merges if area[1] <= column <= area[3]]
        areas = self._of_column[column]
        at = bisect_right(areas, row, key=lambda area: area[0]) - 1
        return areas[at][:2] if at >= 0 and row <= areas[at][2] else cell


def _where(finding: Finding, *, own: bool, cells: tuple[Cell, ...]) -> str:
    if not own:
        name = finding.place.file.rpartition("/")[2]
        return name if name and finding.place.sheet not in _REGISTERS and may_be_shown(name) else "整份台账"
    if not cells:
        return finding.place.cell or "整份台账"
    ranges = finding.place.cell.split("、")
    listed = "、".join(ranges[:_MOST_RANGES])
    return f"{listed}等{finding.cells}格" if len(ranges) > _MOST_RANGES or finding.cells > len(cells) else listed


def _every(finding: Finding, cells: tuple[Cell, ...], sheet: OriginalSheet | None) -> str:
    """'QH0001 P4、QH0007 P10': the finding's numbers and all its cells; a number that stands in no cell by itself."""
    if len(cells) < _SEVERAL and len(finding.case_nos) < _SEVERAL:
        return ""
    number_in = {row: n for n in finding.case_nos for row in sheet.rows_of.get(n, ())} if sheet else {}
    parts = [f"{number_in.get(cell[0], '')} {cell_name(*cell)}".strip() for cell in cells]
    placed = {number_in.get(row) for row, _ in cells}
    return "、".join([*parts, *(number for number in finding.case_nos if number not in placed)])


def counted(entries: Iterable[Entry]) -> Mapping[Severity, int]:
    """The number of entries of each severity, in SEVERITY_ORDER, zeros included."""
    every = list(entries)
    return {severity: sum(e.severity is severity for e in every) for severity in SEVERITY_ORDER}
