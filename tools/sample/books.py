"""Sheets become files: xlsx, xls, WPS et and csv.

The same cells give the same bytes: fixed properties and zip times.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt

from tools.sample.layout import Formula, Page

CREATED = datetime(2023, 3, 1, 9, 0, 0)
_XLS_DATE = "YYYY-MM-DD"


def write_xlsx(path: Path, pages: list[Page], finish: Callable[[Any, Any, Page], None] | None = None) -> None:
    """Write sheets with XlsxWriter; ``finish`` adds what only one kind of workbook has (drop-downs, widths)."""
    book = xlsxwriter.Workbook(
        str(path),
        {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False},
    )
    book.set_properties({"title": path.stem, "author": "样例", "created": CREATED})
    head = book.add_format(
        {"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"}
    )
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    plain = book.add_format({})
    for page in pages:
        sheet = book.add_worksheet(page.name)
        for first_row, first, last_row, last in page.merges:
            if (first_row, first) != (last_row, last):
                sheet.merge_range(
                    first_row, first, last_row, last, "", head if first_row in page.header_rows else plain
                )
        for (row, column), value in sorted(page.cells.items()):
            style = head if row in page.header_rows else plain
            if isinstance(value, Formula):
                sheet.write_formula(row, column, value.text, style, value.value)
            elif isinstance(value, date):
                sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)
            elif isinstance(value, int | float):
                sheet.write_number(row, column, value, style)
            else:
                sheet.write_string(row, column, str(value), style)
        if page.cells:
            sheet.set_column(0, max(column for _, column in page.cells), 13)
        for row in sorted(page.hidden_rows):
            sheet.set_row(row, None, None, {"hidden": True})
        if finish:
            finish(book, sheet, page)
    book.close()


def write_xls(path: Path, pages: list[Page]) -> None:
    """Write BIFF8 with xlwt: Excel's xls, and WPS's et, which is the same inside. Formulas come as their values."""
    book = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str=_XLS_DATE)
    head = xlwt.easyxf("font: bold on; align: wrap on, horiz centre")
    plain = xlwt.easyxf("")
    for page in pages:
        sheet = book.add_sheet(page.name)
        for first_row, first, last_row, last in page.merges:
            sheet.merge(first_row, last_row, first, last)
        for (row, column), value in sorted(page.cells.items()):
            shown = value.value if isinstance(value, Formula) else value
            style = day if isinstance(value, date) else head if row in page.header_rows else plain
            sheet.write(row, column, shown, style)
    book.save(str(path))


def write_csv(path: Path, page: Page) -> None:
    """Write the way Excel saves CSV in China: GB18030, lines ended by CR LF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    rows = 1 + max(row for row, _ in page.cells)
    columns = 1 + max(column for _, column in page.cells)
    writer.writerows(
        [["" if (value := page.cells.get((r, c))) is None else str(value) for c in range(columns)] for r in range(rows)]
    )
    path.write_bytes(text.getvalue().encode("gb18030"))


def write_book(path: Path, kind: str, pages: list[Page]) -> None:
    """Write in the format the township uses; a csv holds the first sheet alone."""
    if kind == "xlsx":
        write_xlsx(path, pages)
    elif kind == "csv":
        write_csv(path, pages[0])
    else:
        write_xls(path, pages)
