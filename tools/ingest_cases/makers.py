"""Makers of rows, sheets and small workbooks; the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any

import xlsxwriter
import xlwt

HEADINGS = ("序号", "信访件编号", "责任单位", "登记日期", "信访形式", "初重件", "人数", "受理日期", "办结日期")
Rows = Sequence[Sequence[Any]]
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Styled:
    """A cell whose style says something: its number format's code, a line through it, or struck-out text before it."""

    value: Any
    code: str = ""
    struck: bool = False
    before: str = ""


def matter(serial: int, **cells: object) -> list[object]:
    """Return a sound row of 城关镇 with some cells changed, by heading."""
    sound = (
        serial,
        f"QH2023{serial:04d}",
        "城关镇",
        date(2023, 2, serial),
        "来访",
        "初件",
        1,
        date(2023, 2, serial),
        None,
    )
    row: dict[str, object] = dict(zip(HEADINGS, sound, strict=True))
    row.update(cells)
    return list(row.values())


def ledger(
    *rows: Sequence[object], headings: Sequence[str] = HEADINGS, unit: str = "填报单位：城关镇"
) -> list[Sequence[object]]:
    """Return a sheet with a title, a unit line, one row of headings, and rows."""
    return [["青禾县信访事项台账（2023年2月）"], [unit], headings, *rows]


def xlsx(
    sheets: Mapping[str, Rows],
    *,
    merges: Sequence[str] = (),
    hidden_rows: Sequence[int] = (),
    hidden_columns: str = "",
    hidden_sheets: Sequence[str] = (),
    epoch_1904: bool = False,
) -> bytes:
    """Return a workbook; merges and hidden rows (from 1) are those of the first sheet.

    A str that begins with = is a formula without result, one that begins with # an error.
    """
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_urls": False, "date_1904": epoch_1904}
    book = xlsxwriter.Workbook(file, options)
    book.set_properties({"author": "样例", "created": datetime(2023, 3, 1)})

    @cache
    def form(code: str, struck: bool) -> Any:
        return book.add_format({"num_format": code, **({"font_strikeout": True} if struck else {})})

    for code in ("yyyy-mm-dd", "hh:mm"):
        form(code, False)
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        if name in hidden_sheets:
            sheet.hide()
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                _write(sheet, r, c, cell, form)
    first: Any = book.worksheets()[0]
    for area in merges:
        top = re.match(r"([A-Z]+)(\d+)", area)
        assert top
        cells = next(iter(sheets.values()))
        row_at, column = int(top[2]) - 1, ord(top[1]) - 65
        value = cells[row_at][column] if row_at < len(cells) and column < len(cells[row_at]) else ""
        first.merge_range(area, "" if isinstance(value, date | Styled) else value, None)
        _write(first, row_at, column, value, form)
    for number in hidden_rows:
        first.set_row(number - 1, None, None, {"hidden": True})
    if hidden_columns:
        first.set_column(hidden_columns, None, None, {"hidden": True})
    book.close()
    return file.getvalue()


def _write(sheet: Any, r: int, c: int, cell: Any, form: Callable[[str, bool], Any]) -> None:
    style = cell if isinstance(cell, Styled) else Styled(cell)
    value, plain = style.value, form(style.code, style.struck) if style.code or style.struck else None
    if style.before:
        sheet.write_rich_string(r, c, form("", True), style.before, form("", False), value)
    elif isinstance(value, str) and value.startswith("#"):
        sheet.write_formula(r, c, "=NA()", plain, value)
    elif isinstance(value, str) and value.startswith("="):
        sheet.write_formula(r, c, value, plain)
    elif isinstance(value, str):
        sheet.write_string(r, c, value, plain)
    elif isinstance(value, time):
        sheet.write_datetime(r, c, value, form("hh:mm", style.struck))
    elif isinstance(value, date):
        day = datetime(value.year, value.month, value.day)
        sheet.write_datetime(r, c, day, form("yyyy-mm-dd", style.struck))
    elif value is not None:
        sheet.write_number(r, c, value, plain)


def repack(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """Return a container with its parts changed, with a fixed time."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(
                zipfile.ZipInfo(part.filename, _EPOCH), change(part.filename, old.read(part)), zipfile.ZIP_DEFLATED
            )
    return file.getvalue()


def on_sheet(change: Callable[[bytes], bytes]) -> Callable[[str, bytes], bytes]:
    """Return a change that is applied to the first sheet's XML alone."""
    return lambda name, xml: change(xml) if name.endswith("sheet1.xml") else xml


def xls(rows: Rows, *, merges: Sequence[tuple[int, int, int, int]] = (), hidden_rows: Sequence[int] = ()) -> bytes:
    """Return BIFF8, as in Excel's xls and WPS's et; merges are as xlwt takes them, rows count from 0."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for area in merges:
        sheet.merge(*area)
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if isinstance(cell, str) and cell.startswith("#"):
                sheet.row(r).set_cell_error(c, cell)
            elif cell is not None:
                sheet.write(r, c, cell, day if isinstance(cell, date) else xlwt.Style.default_style)
    for number in hidden_rows:
        sheet.row(number - 1).hidden = True
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def text(rows: Rows, delimiter: str = ",") -> str:
    """Return lines of text that end as in Windows."""
    return "".join(delimiter.join("" if cell is None else str(cell) for cell in row) + "\r\n" for row in rows)
