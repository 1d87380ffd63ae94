"""xls and WPS et, both BIFF8 in an OLE2 container, read with xlrd."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import time
from itertools import pairwise
from typing import Any

import xlrd
from xlrd.biffh import error_text_from_code
from xlrd.xldate import XLDateError, xldate_as_datetime

from pipeline.base.grid import CellFault, Grid
from pipeline.sheets.formats.faults import Issue, Refused
from pipeline.sheets.formats.number_formats import shapes_number
from pipeline.sheets.formats.sheet_xml import NOT_CALCULATED
from pipeline.sheets.formats.witness_xls import SheetRecords, look
from pipeline.sheets.personal import sheet_named

_EMPTY, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR, _BLANK = range(7)


def read_xls(data: bytes) -> tuple[tuple[Grid, ...], tuple[Issue, ...]]:
    """The worksheets in workbook order, and an issue for each whose rows aren't those that its records name.

    Raises Refused for a protected or damaged file.
    """
    try:
        seen = look(data)
        book = _open(data)
        sheets = book.sheets()
        return tuple(_grid(book, sheet, rows) for sheet, rows in zip(sheets, seen, strict=True)), tuple(
            n for s, rows in zip(sheets, seen, strict=True) for n in _short(s, rows)
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise Refused("R006") from None
        raise Refused("R008", detail="无法解析") from None
    except (KeyboardInterrupt, SystemExit, MemoryError, Refused):
        raise
    except BaseException:  # noqa: BLE001 - xlrd fails on damaged files with whatever it stumbles over
        raise Refused("R008", detail="无法解析") from None


def column_widths(data: bytes) -> dict[str, dict[int, float]]:
    """Sheet -> column -> width in characters, for a file that read_xls reads; columns of usual width are missing."""
    widths = {}
    for sheet in _open(data).sheets():
        widths[sheet.name] = {
            column: info.width / 256 for column, info in sheet.colinfo_map.items() if info.width and column < 256
        }
    return widths


def _short(sheet: Any, rows: SheetRecords) -> Iterator[Issue]:
    """An issue when the rows read aren't those that the records name, or when the records don't agree.

    A blank text counts as a value here, because some programs fill whole rows with them.
    """
    read = {
        number for number in range(sheet.nrows) if any(kind not in (_EMPTY, _BLANK) for kind in sheet.row_types(number))
    }
    if read != rows.with_value or (rows.announced and rows.announced != rows.with_cells):
        expected = len(rows.with_value | rows.announced)
        yield Issue(
            "R087", sheet.name, words={"sheet": sheet_named(sheet.name), "expected": expected, "read": len(read)}
        )
    elif rows.doubtful:
        yield Issue("R097", sheet.name)


def _open(data: bytes) -> Any:
    try:
        return xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except (KeyError, IndexError, AssertionError, NotImplementedError, TypeError):
        # Some writers leave out style records; the values can still be read, without merges and hidden rows.
        return xlrd.open_workbook(file_contents=data, logfile=io.StringIO())


def _grid(book: Any, sheet: Any, seen: SheetRecords) -> Grid:
    rows: list[list[object]] = []
    for number in range(sheet.nrows):
        kinds, values = sheet.row_types(number), sheet.row_values(number)
        rows.append([_cell(kind, value, book.datemode) for kind, value in zip(kinds, values, strict=True)])
    for row, column in seen.uncalculated:
        if row < len(rows):
            rows[row].extend([None] * (column + 1 - len(rows[row])))
            rows[row][column] = CellFault(NOT_CALCULATED)
    shapes, struck = _looks(book, sheet)
    for (row, column), standing in _corrected(book, sheet).items():
        rows[row][column] = standing or None
        struck[row + 1, column] = not standing
    return Grid(
        name=sheet.name,
        rows=tuple(map(tuple, rows)),
        hidden=sheet.visibility != 0,
        hidden_rows=frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden),
        hidden_columns=frozenset(column for column, info in sheet.colinfo_map.items() if info.hidden),
        merges=tuple((top + 1, left, bottom, right - 1) for top, bottom, left, right in sheet.merged_cells),
        epoch_1904=bool(book.datemode),
        shapes=shapes,
        struck=struck,
    )


def _looks(book: Any, sheet: Any) -> tuple[dict[tuple[int, int], str], dict[tuple[int, int], bool]]:
    """(row from 1, column) -> number format that makes part of a number; the cells that are struck out."""
    if not book.formatting_info:
        return {}, {}
    codes = {key: fmt.format_str for key, fmt in book.format_map.items()}
    shaping = {at for at, style in enumerate(book.xf_list) if shapes_number(codes.get(style.format_key, ""))}
    striking = {at for at, style in enumerate(book.xf_list) if book.font_list[style.font_index].struck_out}
    shapes, struck = {}, {}
    for row in range(sheet.nrows) if shaping or striking else ():
        for column in range(sheet.row_len(row)):
            style = sheet.cell_xf_index(row, column)
            if style in shaping:
                shapes[row + 1, column] = codes[book.xf_list[style].format_key]
            if style in striking:
                struck[row + 1, column] = True
    return shapes, struck


def _corrected(book: Any, sheet: Any) -> dict[tuple[int, int], str]:
    """(row, column), both from 0 -> what stands of a text of which some letters are struck out."""
    runs_of = sheet.rich_text_runlist_map if book.formatting_info else {}
    standing = {}
    for (row, column), runs in runs_of.items():
        text, first = str(sheet.cell_value(row, column)), book.xf_list[sheet.cell_xf_index(row, column)].font_index
        starts = [(0, first), *runs, (len(text), first)]
        spans = [(text[a:b], book.font_list[font].struck_out) for (a, font), (b, _) in pairwise(starts)]
        if any(part and gone for part, gone in spans):
            standing[row, column] = "".join(part for part, gone in spans if not gone)
    return standing


def _cell(kind: int, value: Any, datemode: int) -> object:
    if kind in (_EMPTY, _BLANK) or value == "":
        return None
    if kind == _DATE:
        return _day(value, datemode)
    if kind == _BOOLEAN:
        return bool(value)
    return CellFault(error_text_from_code.get(value, "#N/A")) if kind == _ERROR else value


def _day(value: float, datemode: int) -> object:
    try:
        moment = xldate_as_datetime(value, datemode)
    except (XLDateError, OverflowError, ValueError):
        return value
    if value < 1:
        return moment.time()
    return moment.date() if moment.time() == time() else moment
