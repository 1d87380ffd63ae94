"""A whole table at once reads as cells written one by one, and its rows are high enough."""

from __future__ import annotations

import inspect
import io
from datetime import date

import openpyxl
import pandas as pd
import pytest
from xlsxwriter.format import Format
from xlsxwriter.sharedstrings import SharedStringTable
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pipeline.render.workbook.block import BlockSheet, Column, height_for, lines_needed


def test_a_block_reads_like_cells_written_one_by_one():
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    day, plain = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"bold": True})
    block, cells = book.add_worksheet("块", BlockSheet), book.add_worksheet("格")
    texts, numbers, days = (
        ["甲", None, "=1+1", "甲"],
        [1, None, 0.5, "—"],
        [date(2023, 2, 1), None, date(1999, 12, 31), date(2023, 2, 1)],
    )
    for sheet in (block, cells):
        sheet.write_string(0, 0, "表头", plain)
    end = block.add_block(
        1,
        [Column(texts, plain), Column(numbers, plain), Column(pd.to_datetime(pd.Series(days)), day)],
        [20.0, 20.0, 40.0, 20.0],
    )
    for row, (text, number, when) in enumerate(zip(texts, numbers, days, strict=True), start=1):
        for column, value, style in ((0, text, plain), (1, number, plain)):
            cells.write_blank(row, column, None, style) if value is None else cells.write(row, column, value, style)
        cells.write_blank(row, 2, None, day) if when is None else cells.write_datetime(row, 2, when, day)
    book.close()
    read = openpyxl.load_workbook(buffer)
    seen = [
        [(c.value, c.number_format, c.font.bold) for row in read[name].iter_rows() for c in row]
        for name in ("块", "格")
    ]
    assert seen[0] == seen[1]
    assert end == 5
    assert read["块"].row_dimensions[4].height == 40


def test_wrapped_rows_are_high_enough_for_their_text():
    assert [
        lines_needed("一二三四五六", 9),
        lines_needed("123456", 9),
        lines_needed(None, 9),
        lines_needed("a\nb", 9),
    ] == [2, 1, 1, 2]
    assert height_for(2) == 32


@pytest.mark.parametrize(
    ("of", "method", "arguments"),
    [
        (Worksheet, "_write_rows", ()),
        (Worksheet, "_write_hyperlinks", ()),
        (Worksheet, "_write_hyperlink_internal", ("row", "col", "url")),
        (Worksheet, "_check_dimensions", ("row", "col", "ignore_row", "ignore_col")),
        (Worksheet, "_xml_start_tag", ("tag", "attributes")),
        (Worksheet, "_xml_empty_tag", ("tag", "attributes")),
        (Worksheet, "_xml_end_tag", ("tag",)),
        (Format, "_get_xf_index", ()),
        (SharedStringTable, "_get_shared_string_index", ("string",)),
    ],
)
def test_the_private_methods_of_xlsxwriter_that_a_block_builds_on_are_as_they_were(
    of: type, method: str, arguments: tuple[str, ...]
):
    there = getattr(of, method, None)
    assert there is not None, f"XlsxWriter has no {of.__name__}.{method} any more: render/workbook/block.py needs it"
    now = tuple(inspect.signature(there).parameters)[1:]
    assert now == arguments, f"{of.__name__}.{method} takes {now} now: see what render/workbook/block.py hands it"


def test_the_private_fields_of_xlsxwriter_that_a_block_builds_on_are_as_they_were():
    book = Workbook(io.BytesIO(), {"in_memory": True})
    sheet = book.add_worksheet("块", BlockSheet)
    used = {
        "dim_rowmax": (type(None), int),
        "hyperlinks": dict,
        "external_hyper_links": list,
        "rel_count": int,
        "str_table": SharedStringTable,
    }
    wrong = [name for name, kind in used.items() if not isinstance(getattr(sheet, name, "none"), kind)]
    assert wrong == [], f"XlsxWriter keeps {wrong} otherwise now: see render/workbook/block.py"
    assert isinstance(sheet.str_table.count, int), "a block counts the uses of shared strings"
