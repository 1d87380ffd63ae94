"""A sheet of one table with title, note, header and filter, as most sheets of 汇总.xlsx are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd
from xlsxwriter.format import Format

from pipeline.messages import workbook_words
from pipeline.render.workbook.block import BlockSheet, Column, Link, height_for, lines_needed
from pipeline.render.workbook.formats import Formats, Titled, set_page, set_title

HEADER_ROW = 2
MOST_ROWS = 1_000_000
"""The most rows of a table on one sheet, which ends at row 1,048,576."""
_UPRIGHT = 104
"""The sum of column widths that an upright page holds at four fifths of their size or more."""


@dataclass(frozen=True)
class Listed:
    """A column of a table: heading, width in characters, cells and their format; ``links`` as in block.Column."""

    label: str
    width: float
    cells: pd.Series | Sequence[object]
    format: Format
    links: Sequence[Link | None] = ()


def table(
    sheet: BlockSheet,
    overview: Titled,
    formats: Formats,
    name: str,
    note: str,
    columns: Sequence[Listed],
    *,
    wide: int = 1,
    printed: int | None = None,
    filtered: bool = True,
) -> list[tuple[BlockSheet, int]]:
    """Write title, note, header and rows. The header is frozen and printed on every page; a narrow table is upright.

    A table of more than MOST_ROWS goes on in further sheets at the end of the workbook, each of which says where the
    others are. Returns the sheets with their numbers of rows.

    ``wide``: the number of pages across; if more than 1, the first column is printed on each. ``printed``: how many of
    the columns are printed; None: all. ``filtered``: whether there is a filter.
    """
    count = len(columns[0].cells)
    starts = range(0, max(count, 1), MOST_ROWS)
    names = [workbook_words.NEXT_SHEET.format(name=name, number=i) if i > 1 else name for i, _ in enumerate(starts, 1)]
    sheets = [sheet, *(sheet.further(each) for each in names[1:])]
    for one, start, each in zip(sheets, starts, names, strict=True):
        rows = slice(start, start + MOST_ROWS)
        part, told = [_part(column, rows) for column in columns], note
        if len(names) > 1:
            others = "、".join(other for other in names if other != each)
            last = min(start + MOST_ROWS, count)
            told += workbook_words.SPLIT.format(count=count, first=start + 1, last=last, others=others)
        _write(one, overview, formats, each, told, part, wide=wide, printed=printed, filtered=filtered)
    return [(one, min(MOST_ROWS, count - start)) for one, start in zip(sheets, starts, strict=True)]


def _part(column: Listed, rows: slice) -> Listed:
    cells = column.cells.iloc[rows] if isinstance(column.cells, pd.Series) else column.cells[rows]
    return replace(column, cells=cells, links=column.links[rows])


def _write(
    sheet: BlockSheet,
    overview: Titled,
    formats: Formats,
    name: str,
    note: str,
    columns: Sequence[Listed],
    *,
    wide: int,
    printed: int | None,
    filtered: bool,
) -> None:
    across = min(len(columns), 12) - 1
    widths = [column.width for column in columns]
    label = overview.period_label
    title, note, first = (name, f"{label}。{note}", 1) if wide > 1 else (f"{name}（{label}）", note, 0)
    height = height_for(lines_needed(note, sum(widths[first : across + 1])))
    set_title(sheet, formats, title, note, last_column=across, height=height, first_column=first)
    sheet.set_row(HEADER_ROW, 34)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
        sheet.write_string(HEADER_ROW, index, column.label, formats.header)
    heights = _heights(
        [(column.width, column.cells) for column in columns if column.format in (formats.wrapped, formats.link_wrapped)]
    )
    end = sheet.add_block(
        HEADER_ROW + 1, [Column(column.cells, column.format, column.links) for column in columns], heights
    )
    sheet.freeze_panes(HEADER_ROW + 1, 1)
    if filtered:
        sheet.autofilter(HEADER_ROW, 0, max(end - 1, HEADER_ROW), len(columns) - 1)
    set_page(
        sheet, overview, first_row=HEADER_ROW, last_row=HEADER_ROW, wide=wide, upright=sum(widths[:printed]) <= _UPRIGHT
    )
    if wide > 1:
        sheet.repeat_columns(0, 0)
    if printed:
        sheet.print_area(0, 0, max(end - 1, HEADER_ROW), printed - 1)


def _heights(wrapped: list[tuple[float, pd.Series | Sequence[object]]]) -> list[float]:
    """The height of each row by its longest wrapped cell, for programs that don't fit rows when they open a file."""
    lines = []
    for width, cells in wrapped:
        needed = {text: lines_needed(text, width) for text in set(cells)}
        lines.append([needed[text] for text in cells])
    return [height_for(max(row)) for row in zip(*lines, strict=True)]


def format_of(column: pd.Series, formats: Formats) -> Format:
    """The format of a column of the report's tables, by its type."""
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return formats.date
    return formats.number if pd.api.types.is_integer_dtype(column.dtype) else formats.text
