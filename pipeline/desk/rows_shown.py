"""The rows that findings point to, as they stand in the township's own table.

Only the columns that were read are shown, with masked cells masked: what stands beside the table stays in the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.base.finding import Finding, Severity
from pipeline.base.grid import CellFault
from pipeline.base.originals import Original, OriginalSheet
from pipeline.base.period import Period
from pipeline.base.place import Place, column_letter
from pipeline.ledgers.sheet.kind import ledger_kind
from pipeline.ledgers.sheet.tables import read_table
from pipeline.sendback.returnable import Originals
from pipeline.settings.record import Settings

_CELLS = re.compile(r"([A-Z]{1,3})(\d+)")
_MOST_ROWS, _MOST_OF_FILE = 3, 60
"""Rows shown of a finding, and of a file in all: a page is read by people."""


@dataclass(frozen=True)
class Known:
    """A file as it may go back, None where it can't; ``columns``: sheet -> the columns of it that were read."""

    original: Original | None
    columns: dict[str, frozenset[int]] = field(default_factory=dict)


@dataclass
class Rows:
    """Reads each file once, as it may go back: without columns about persons, with masked cells masked.

    ``shas``: file -> the SHA-256 of what is to be shown; a file among ``before`` by both isn't read again. ``known``:
    what was shown, to be handed on.
    """

    inputs: Path
    settings: Settings
    period: Period
    shas: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[tuple[str, str], Known] = field(default_factory=dict)
    known: dict[tuple[str, str], Known] = field(default_factory=dict)
    _shown: dict[str, int] = field(default_factory=dict)

    def shown(self, finding: Finding) -> list[dict[str, Any]]:
        """The first rows of a finding: their number, the heading above, the cells with the faulty ones marked."""
        return [] if finding.severity is Severity.NOTE else self.at(finding.place)

    def at(self, place: Place) -> list[dict[str, Any]]:
        """The same for the cells of a place; nothing where the file has no such sheet, row or heading."""
        spots = [(int(row), letter) for letter, row in _CELLS.findall(place.cell)]
        if not spots or not place.sheet or self._shown.get(place.file, 0) >= _MOST_OF_FILE:
            return []
        sheet = self._sheet(place.file, place.sheet)
        if sheet is None or not sheet.header_row:
            return []
        numbers = sorted({row for row, _ in spots if sheet.header_row < row <= len(sheet.grid.rows)})[:_MOST_ROWS]
        self._shown[place.file] = self._shown.get(place.file, 0) + len(numbers)
        faulty = {letter for _, letter in spots}
        read = self._read_columns(self._known(place.file), sheet)
        return [_row(sheet, number, read, faulty) for number in numbers]

    @cached_property
    def _originals(self) -> Originals:
        return Originals(self.inputs, self.settings, self.period)

    def _sheet(self, file: str, name: str) -> OriginalSheet | None:
        original = self._known(file).original
        sheets = () if original is None else original.sheets
        return next((sheet for sheet in sheets if sheet.grid.name == name), None)

    def _known(self, file: str) -> Known:
        key = (file, self.shas.get(file, ""))
        if key not in self.known:
            there = self.before.get(key) if key[1] else None
            self.known[key] = there or Known(self._originals.read(file))
        return self.known[key]

    def _read_columns(self, known: Known, sheet: OriginalSheet) -> frozenset[int]:
        if sheet.grid.name not in known.columns:
            table = read_table(sheet.grid, ledger_kind(self.settings))
            known.columns[sheet.grid.name] = frozenset(table.columns.values()) - sheet.cut
        return known.columns[sheet.grid.name]


def _row(sheet: OriginalSheet, number: int, read: frozenset[int], faulty: set[str]) -> dict[str, Any]:
    header, cells = sheet.grid.rows[sheet.header_row - 1], sheet.grid.rows[number - 1]
    return {
        "number": number,
        "header": sheet.header_row,
        "columns": [
            {
                "letter": column_letter(c),
                "heading": sheet.masked.get((sheet.header_row, c), _at(header, c)),
                "text": sheet.masked.get((number, c), sheet.written.get((number, c), _at(cells, c))),
                "bad": column_letter(c) in faulty,
            }
            for c in sorted(read)
        ],
    }


def _at(row: Any, column: int) -> str:
    """A cell as Excel shows it, near enough: a day without its midnight, a whole number without its point."""
    value = row[column] if column < len(row) else None
    if value is None:
        return ""
    if isinstance(value, CellFault):
        return str(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if not (value.hour or value.minute) else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
