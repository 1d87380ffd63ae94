"""Findings become entries: what the list 需修改 says, and which cells of which sheet are marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.base.finding import SEVERITY_ORDER, Finding, Severity
from pipeline.base.originals import Original, OriginalSheet
from pipeline.base.place import column_letter
from pipeline.schema.registers import REGISTERS

Cell = tuple[int, int]
"""(row from 1, column from 0)."""
_SPAN = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")
_MOST_RANGES = 4
_REGISTERS = frozenset(sheet.name for sheet in REGISTERS)


@dataclass(frozen=True)
class Entry:
    """A line of the list.

    ``sheet`` is '' when it isn't about a sheet of this file; ``cells`` are marked; ``where`` is read by people.
    """

    severity: Severity
    sheet: str
    cells: tuple[Cell, ...]
    where: str
    message: str
    remedy: str

    @property
    def comment(self) -> str:
        """What stands on each marked cell."""
        return f"【{self.severity}】{self.message}。\n怎么改：{self.remedy}。"


def entries_of(findings: Iterable[Finding], original: Original) -> tuple[Entry, ...]:
    """An entry a finding: errors first, then in the order of the sheets, rows and columns."""
    sheets = {sheet.grid.name: sheet for sheet in original.sheets}
    order = list(sheets)
    made = []
    for found in findings:
        own = found.place.file == original.path_rel
        sheet = sheets.get(found.place.sheet) if own else None
        cells = tuple(dict.fromkeys(_anchor(cell, sheet) for cell in _cells(found, sheet))) if sheet else ()
        name = sheet.grid.name if sheet else ""
        made.append(
            Entry(found.severity, name, cells, _where(found, own=own, cells=cells), found.message, found.remedy)
        )
    return tuple(
        sorted(
            made, key=lambda e: (SEVERITY_ORDER.index(e.severity), order.index(e.sheet) if e.sheet else -1, e.cells[:1])
        )
    )


def marks_by_sheet(entries: Iterable[Entry]) -> dict[str, dict[Cell, list[Entry]]]:
    """Sheet -> cell -> its entries, the gravest first."""
    marks: dict[str, dict[Cell, list[Entry]]] = {}
    for entry in entries:
        for cell in entry.cells:
            marks.setdefault(entry.sheet, {}).setdefault(cell, []).append(entry)
    return marks


def address(cell: Cell) -> str:
    """A1 of a cell."""
    return f"{column_letter(cell[1])}{cell[0]}"


def _cells(found: Finding, sheet: OriginalSheet) -> Iterator[Cell]:
    """The cells that the place names, and those of its matters in the same column where it names only the first of several."""
    column, count = None, 0
    for left, top, right, bottom in _SPAN.findall(found.place.cell):
        first, last = _index(left), _index(right or left)
        column = first if column is None else column
        for row in range(int(top), int(bottom or top) + 1):
            for at in range(first, last + 1):
                count += 1
                yield row, at
    if column is not None and count < found.cells:
        for number in found.case_nos:
            yield from ((row, column) for row in sheet.rows_of.get(number, ()))


def _index(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _anchor(cell: Cell, sheet: OriginalSheet) -> Cell:
    """The cell that a merged area shows."""
    row, column = cell
    for top, left, bottom, right in sheet.grid.merges:
        if top <= row <= bottom and left <= column <= right:
            return top, left
    return cell


def _where(found: Finding, *, own: bool, cells: tuple[Cell, ...]) -> str:
    if not own:
        return "整份台账" if found.place.sheet in _REGISTERS else found.place.file.rpartition("/")[2] or "整份台账"
    if not cells:
        return found.place.cell or "整份台账"
    ranges = found.place.cell.split("、")
    shown = "、".join(ranges[:_MOST_RANGES])
    return f"{shown}等{found.cells}格" if len(ranges) > _MOST_RANGES or found.cells > len(cells) else shown


def counted(entries: Iterable[Entry]) -> Mapping[Severity, int]:
    """How many entries of each severity, none left out of SEVERITY_ORDER."""
    every = list(entries)
    return {severity: sum(e.severity is severity for e in every) for severity in SEVERITY_ORDER}
