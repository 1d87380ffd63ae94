"""A new .xlsx made of a ledger's values, laid out as a clerk expects.

It is for .xls, .et and .csv, and for packages that can't be patched.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import numpy as np
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pipeline.base.grid import CellFault, Grid
from pipeline.base.originals import MARK_SHEET, Original, OriginalSheet

_LEAST_WIDTH, _MOST_WIDTH, _LOOKED_AT = 6.0, 40.0, 60
_LONGEST_NAME = 31
_NO_NAME = re.compile(r"[\[\]:*?/\\]|^'|'$|^$|^history$", re.IGNORECASE)
_FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_DAY, _MOMENT, _TIME = "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "hh:mm"


def with_twin(original: Original) -> tuple[Original, dict[str, str]]:
    """The original with a new package made of the values that may go back; and old -> new name of each sheet.

    The sheet of a text file is named after the file, whose name may be too long for Excel or hold forbidden characters.
    """
    names: dict[str, str] = {}
    for number, sheet in enumerate(original.sheets, 1):
        name = sheet.title
        names[sheet.grid.name] = (
            f"台账{number}" if len(name) > _LONGEST_NAME or _NO_NAME.search(name) or name == MARK_SHEET else name
        )
    sheets = tuple(
        replace(sheet, grid=replace(sheet.grid, name=names[sheet.grid.name]), shown="") for sheet in original.sheets
    )
    return replace(original, package=_package(sheets), sheets=sheets), names


def _package(sheets: Sequence[OriginalSheet]) -> bytes:
    buffer = io.BytesIO()
    book = Workbook(
        buffer, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    )
    formats = _Formats(book)
    for sheet in sheets:
        _write(book.add_worksheet(sheet.grid.name), sheet, formats)
    book.close()
    return buffer.getvalue()


class _Formats:
    """The formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self.title = book.add_format({**_FONT, "bold": True, "font_size": 14, "align": "center"})
        self.above = book.add_format(_FONT)
        head = {**_FONT, "bold": True, "border": 1, "align": "center", "text_wrap": True, "bg_color": "#DCE3EA"}
        self.header = book.add_format(head)
        body = {**_FONT, "border": 1}
        self.body = book.add_format(body)
        self.text = book.add_format({**body, "num_format": "@"})
        self.dated = {pattern: book.add_format({**body, "num_format": pattern}) for pattern in (_DAY, _MOMENT, _TIME)}

    def of(self, row: int, column: int, cell: object, sheet: OriginalSheet) -> Format:
        if row < sheet.header_row:
            return self.title if row == 1 else self.above
        if row == sheet.header_row:
            return self.header
        if isinstance(cell, date | time):
            return self.dated[_pattern(cell)]
        return self.text if column in sheet.ids else self.body


def _pattern(cell: date | time) -> str:
    return _MOMENT if isinstance(cell, datetime) else _TIME if isinstance(cell, time) else _DAY


def _write(into: Worksheet, sheet: OriginalSheet, formats: _Formats) -> None:
    grid = sheet.grid
    merged = _areas(grid)
    for number, cells in enumerate(grid.rows, 1):
        for column, cell in enumerate(cells):
            value = _value(sheet, number, column, cell)
            form = formats.of(number, column, value, sheet)
            if (number, column) in merged:
                bottom, right = merged[number, column]
                into.merge_range(number - 1, column, bottom - 1, right, "", form)
            _put(into, number - 1, column, value, form)
    for column, width in _widths(sheet).items():
        into.set_column(column, column, width, None, {"hidden": column in grid.hidden_columns})
    for number in grid.hidden_rows:
        into.set_row(number - 1, None, None, {"hidden": True})
    if grid.hidden:
        into.hide()
    if sheet.header_row:
        into.freeze_panes(sheet.header_row, 0)


def _areas(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """First cell -> last cell of each merged area, within the cells that the sheet has; of two that overlap the first.

    XlsxWriter writes every cell of an area, and refuses one that lies over another.
    """
    height, width = len(grid.rows), max(map(len, grid.rows), default=0)
    taken = np.zeros((height + 1, width), dtype=bool)
    areas = {}
    for top, left, bottom, right in grid.merges:
        last = min(bottom, height), min(right, width - 1)
        area = taken[top : last[0] + 1, left : last[1] + 1]
        if area.size > 1 and not area.any():
            area[:] = True
            areas[top, left] = last
    return areas


def _value(sheet: OriginalSheet, row: int, column: int, cell: object) -> object:
    if row > sheet.header_row and column in sheet.cut:
        return None
    return sheet.masked.get((row, column), cell) or None if (row, column) in sheet.masked else cell


def _put(into: Worksheet, row: int, column: int, value: Any, form: Format) -> None:
    if isinstance(value, CellFault):
        into.write_string(row, column, value.text, form)
    elif isinstance(value, bool):
        into.write_boolean(row, column, value, form)
    elif isinstance(value, int | float):
        into.write_number(row, column, value, form)
    elif isinstance(value, date | time):
        into.write_datetime(row, column, value, form)
    elif isinstance(value, str):
        into.write_string(row, column, value, form)
    else:
        into.write_blank(row, column, None, form)


def _widths(sheet: OriginalSheet) -> dict[int, float]:
    """The file's own column widths; for a column without one, the width of the longest of its first cells."""
    return {**_by_content(sheet.grid, sheet.header_row), **sheet.widths}


def _by_content(grid: Grid, header_row: int) -> dict[int, float]:
    widths: dict[int, float] = {}
    for cells in grid.rows[max(0, header_row - 1) : header_row + _LOOKED_AT]:
        for column, cell in enumerate(cells):
            text = "2023-02-28" if isinstance(cell, date) else str(cell or "")
            needed = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text) + 2.0
            widths[column] = min(_MOST_WIDTH, max(widths.get(column, _LEAST_WIDTH), needed))
    return widths
