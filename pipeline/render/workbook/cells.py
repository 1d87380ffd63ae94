"""Writing single cells, for those sheets of 汇总.xlsx that aren't one table."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from xlsxwriter.format import Format

from pipeline.base.rate import Rate, decimal
from pipeline.render.overview import NO_VALUE
from pipeline.render.workbook.block import BlockSheet, Link, safe_text
from pipeline.render.workbook.formats import Formats


def put(sheet: BlockSheet, row: int, column: int, text: object, style: Format) -> None:
    """Write a text; for '' and for anything that isn't a text, an empty cell with its border."""
    if isinstance(text, str) and text:
        sheet.write_string(row, column, safe_text(text), style)
    else:
        sheet.write_blank(row, column, None, style)


def number(sheet: BlockSheet, row: int, column: int, value: float | None, style: Format, none: str = "") -> None:
    """Write a number; the text ``none`` for None."""
    if value is None:
        put(sheet, row, column, none, style)
    else:
        sheet.write_number(row, column, value, style)


def four_decimals(score: object) -> float | None:
    """An exact score as people can read it, None for none: '1511/21' is 71.9524."""
    return float(decimal(Fraction(score))) if isinstance(score, str) and score else None


@lru_cache(maxsize=65_536)
def printed_rate(n: int, of: int) -> float | str:
    """The rate as it is printed, so that a spreadsheet program has nothing left to round; — where nothing is due."""
    return NO_VALUE if (share := Rate(int(n), int(of)).printed) is None else share


def to_sheet(sheet: BlockSheet, row: int, column: int, name: str, formats: Formats) -> None:
    """Write a link to the sheet ``name`` of this workbook."""
    sheet.write_url(row, column, f"internal:'{name}'!A1", formats.link, f"{name} →")


def to_file(sheet: BlockSheet, row: int, column: int, path: str, text: str, formats: Formats) -> None:
    """Write a link to a file or folder beside this workbook."""
    put(sheet, row, column, text, formats.link)
    sheet.add_link(row, column, Link(path))
