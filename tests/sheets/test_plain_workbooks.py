"""The reader for usual workbooks reads what it is sure of, cell for cell as the library, which reads the others."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.base.grid import CellFault, Grid
from pipeline.schema.options import Options
from pipeline.sheets.formats.faults import NotPlain, Refused
from pipeline.sheets.formats.from_xlsx import read_xlsx
from pipeline.sheets.formats.plain_book import read_plain
from tests.ledgers.conftest import CASES
from tests.sheets.damaged_files import mutants
from tests.sheets.hostile_files import BOOK, LINKS, SHEET, packed, parts_of, replaced, with_part, with_rows

pytestmark = pytest.mark.slow

WORKBOOKS = [*sorted(CASES.glob("*.xlsx")), *sorted((Path(__file__).parent.parent.parent / "inputs").rglob("*.xlsx"))]
LIMITS = Options()
STYLES, TEXTS = "xl/styles.xml", "xl/sharedStrings.xml"


def cells(grids: Sequence[Grid]) -> list[object]:
    """Everything of the sheets, values with their types, without blank cells at the ends of rows and sheets."""
    trimmed = []
    for grid in grids:
        rows = [tuple((type(cell).__name__, cell) for cell in _cut(list(row))) for row in grid.rows]
        trimmed.append(replace(grid, rows=tuple(_cut(rows))))
    return trimmed


def _cut(items: list) -> list:
    while items and not (items[-1] is not None and items[-1] != ()):
        items.pop()
    return items


def assert_same(data: bytes) -> tuple[Grid, ...]:
    """Check that both readers give the same sheets."""
    plain = read_plain(data, LIMITS)
    assert cells(plain) == cells(read_xlsx(data, LIMITS))
    return plain


def test_every_case_and_sample_that_is_plain_reads_as_the_library_reads_it() -> None:
    """The few that aren't are those made to be odd."""
    left, plain = [], 0
    for path in WORKBOOKS:
        try:
            assert_same(path.read_bytes())
            plain += 1
        except NotPlain:
            left.append(path)
        except Refused:
            continue
    assert {path.parent for path in left} == {CASES}, "the sample's ledgers are as townships send them"
    assert plain > 50
    assert len(left) < plain / 5


def test_a_damaged_workbook_that_is_still_plain_reads_as_the_library_reads_it() -> None:
    """Where the library refuses one, the damage is in a part that holds no cell."""
    taken = 0
    for mutant in mutants(1_200, 31):
        if not mutant.name.endswith(".xlsx"):
            continue
        try:
            plain = read_plain(mutant.data, LIMITS)
        except (NotPlain, Refused):
            continue
        try:
            held = cells(read_xlsx(mutant.data, LIMITS))
        except Refused:
            held = cells(read_plain((CASES / mutant.name.partition("-")[2]).read_bytes(), LIMITS))
        assert cells(plain) == held, f"{mutant.name} {mutant.how}"
        taken += 1
    assert taken > 100


FORMATS = (
    "General",
    "0.00",
    "@",
    "yyyy-mm-dd",
    'yyyy"年"m"月"d"日"',
    "m/d/yy h:mm",
    "[$-804]yyyy年m月d日;@",
    "¥#,##0.00",
    "[h]:mm",
    "mmm d",
    14,
    31,
    58,
)
VALUES = (
    st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=12)
    | st.integers(-5, 99_999_999_999)
    | st.floats(-1e6, 3e6)
    | st.booleans()
    | st.dates(date(1901, 1, 1), date(2100, 1, 1))
    | st.datetimes(datetime(1901, 1, 1), datetime(2100, 1, 1))
    | st.none()
)
ROWS = st.lists(st.lists(st.tuples(VALUES, st.sampled_from(FORMATS)), max_size=6), max_size=8)


@given(ROWS, st.booleans(), st.booleans())
@settings(max_examples=150, deadline=None, derandomize=True, database=None)
def test_any_table_is_read_as_the_library_reads_it_or_left_to_it(rows: list, epoch_1904: bool, own_texts: bool) -> None:
    """Texts, numbers, days and times in any format, texts shared or in the cells themselves."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": not own_texts, "constant_memory": own_texts, "date_1904": epoch_1904}
    )
    sheet = book.add_worksheet("台 账&1")
    for at, row in enumerate(rows):
        for column, (value, format_) in enumerate(row):
            look = book.add_format({"num_format": format_})
            if isinstance(value, date):
                sheet.write_datetime(at, column, value, look)
            elif isinstance(value, str):
                sheet.write_string(at, column, value, look)
            elif value is not None:
                sheet.write(at, column, value, look)
    book.close()
    try:
        assert_same(file.getvalue())
    except NotPlain:
        return


def test_days_and_times_of_either_epoch() -> None:
    """Worked out by hand: day 45000 is 15 March 2023, and 16 March 2027 where days are counted from 1904."""
    for epoch_1904, day in ((False, date(2023, 3, 15)), (True, date(2027, 3, 16))):
        file = io.BytesIO()
        book = xlsxwriter.Workbook(file, {"date_1904": epoch_1904})
        sheet = book.add_worksheet()
        for column, number in enumerate((45_000, 45_000.5, 45_000.25)):
            sheet.write_number(0, column, number, book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_number(0, 3, 45_000, book.add_format({"num_format": "0"}))
        book.close()
        noon = datetime.combine(day, datetime.min.time()) + timedelta(hours=12)
        assert assert_same(file.getvalue())[0].rows == ((day, noon, noon - timedelta(hours=6), 45_000.0),)


def test_what_openpyxl_writes_is_plain() -> None:
    """Formulas without a result are faults, as everywhere."""
    book = openpyxl.Workbook()
    book.active.append(["信访件编号", "登记日期", "人数", "=1+1", True])
    book.active.append([" a < b & c ", date(2023, 2, 1), 1.5, 10**12, False])
    book.active.column_dimensions["B"].hidden = True
    book.active.row_dimensions[2].hidden = True
    book.active.merge_cells("A4:B6")
    book.create_sheet("空").sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    first, second = assert_same(file.getvalue())
    assert first.rows[0] == ("信访件编号", "登记日期", "人数", CellFault("公式未计算"), True)
    assert first.rows[1] == (" a < b & c ", date(2023, 2, 1), 1.5, 1e12, False)
    assert (first.hidden_rows, first.hidden_columns, first.merges) == (frozenset({2}), frozenset({1}), ((4, 0, 6, 1),))
    assert (second.hidden, second.rows) == (True, ())


def row(content: bytes) -> bytes:
    return with_rows(b'<row r="1">' + content + b"</row>")


ODD = {
    "a cell without its address": row(b"<c><v>1</v></c>"),
    "a row without its number": with_rows(b'<row><c r="A1"><v>1</v></c></row>'),
    "a cell of another row": row(b'<c r="A2"><v>1</v></c>'),
    "cells out of order": row(b'<c r="B1"><v>1</v></c><c r="A1"><v>1</v></c>'),
    "a cell twice": row(b'<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>'),
    "rows out of order": with_rows(b'<row r="2"/><row r="1"/>'),
    "an address in small letters": row(b'<c r="a1"><v>1</v></c>'),
    "a value outside a cell": with_rows(b'<row r="1"><v>1</v></row>'),
    "text between tags": row(b'<c r="A1">5<v>1</v></c>'),
    "a line break between tags": row(b'<c r="A1"><v>1</v></c>\n'),
    "a comment": row(b'<!-- --><c r="A1"><v>1</v></c>'),
    "a tag of another kind": row(b'<c r="A1"><w>1</w></c>'),
    "a tag that only begins like one": row(b'<c r="A1"><vv>1</vv></c>'),
    "a row that isn't closed": with_rows(b'<row r="1"><c r="A1"><v>1</v></c>'),
    "two values in a cell": row(b'<c r="A1"><v>1</v><v>2</v></c>'),
    "single quotes": row(b"<c r='A1'><v>1</v></c>"),
    "an attribute that nobody knows": row(b'<c r="A1" x="1"><v>1</v></c>'),
    "an attribute twice": row(b'<c r="A1" s="0" s="0"><v>1</v></c>'),
    "a type that nobody knows": row(b'<c r="A1" t="d"><v>2023-02-01</v></c>'),
    "a text that isn't there": row(b'<c r="A1" t="s"><v>99999999</v></c>'),
    "a text by a number that is none": row(b'<c r="A1" t="s"><v>1x</v></c>'),
    "a style that isn't there": row(b'<c r="A1" s="999"><v>1</v></c>'),
    "a number that is none": row(b'<c r="A1"><v>0x10</v></c>'),
    "an endless number": row(b'<c r="A1"><v>inf</v></c>'),
    "a truth that is none": row(b'<c r="A1" t="b"><v>2</v></c>'),
    "an entity in a number": row(b'<c r="A1"><v>&#49;</v></c>'),
    "an escape of Excel": row(b'<c r="A1" t="inlineStr"><is><t>_x0041_</t></is></c>'),
    "runs of fonts in the cell": row(b'<c r="A1" t="inlineStr"><is><r><t>a</t></r></is></c>'),
    "bytes that are no text": row(b'<c r="A1" t="inlineStr"><is><t>\xff</t></is></c>'),
    "another encoding": with_part(
        SHEET, b'<?xml version="1.0" encoding="GBK"?>' + parts_of(row(b""))[SHEET].partition(b"?>")[2]
    ),
    "a merge that is none": with_rows(b"", after=b'<mergeCells><mergeCell ref="A1"/></mergeCells>'),
    "a lone far cell": with_rows(b'<row r="99999"><c r="ZZ99999"><v>1</v></c></row>'),
    "another folder": replaced(LINKS, b"worksheets/", b"../worksheets/"),
    "a part by another case": packed(
        {name.replace("sharedS", "SharedS"): part for name, part in parts_of(with_rows(b"")).items()}
    ),
    "something before the container": b"x" + with_rows(b""),
    "something after the container": with_rows(b"") + b"x",
    "a sheet twice by name": replaced(
        BOOK,
        b"</sheets>",
        parts_of(with_rows(b""))[BOOK].partition(b"<sheets>")[2].partition(b"</sheets>")[0] + b"</sheets>",
    ),
    "strings with line ends of another system": with_part(
        TEXTS, parts_of(with_rows(b""))[TEXTS].replace(b"<si>", b"\r\n<si>")
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_is_left_to_the_library(name: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(NotPlain):
        read_plain(ODD[name], LIMITS)


def test_the_twin_of_the_odd_ones_is_plain() -> None:
    """What they are made from is read."""
    assert assert_same(row(b'<c r="A1" s="0"><v>1</v></c>'))[0].rows == ((1.0,),)
