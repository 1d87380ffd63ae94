"""Struck-out text, two numbers in a cell, days with a word more, error values of other writers, formulas without a
result.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
import xlsxwriter
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from pipeline.bundles import Reading
from tests.cases.test_lines_that_are_no_matters import HEADINGS, ReadRows, matter, read_rows
from tests.ledgers.conftest import read_bytes, told
from tools.ingest_cases.makers import on_sheet, repack, xlsx

__all__ = ["read_bytes", "read_rows"]
ReadBytes = Callable[..., Reading]


def struck_book() -> bytes:
    """Row 3 plain, row 4 struck out as a whole, in row 5 a number and a day corrected beside what is struck out, in
    row 6 a channel struck out.
    """
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    sheet = book.add_worksheet("Sheet1")
    day, plain = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format()
    struck, struck_day = (
        book.add_format({"font_strikeout": True}),
        book.add_format({"num_format": "yyyy-mm-dd", "font_strikeout": True}),
    )
    for number, cells in enumerate([["填报单位：城关镇"], HEADINGS, *map(matter, (1, 2, 3, 4))]):
        for column, value in enumerate(cells):
            gone = number == 3 or (number == 5 and column == 4)
            if isinstance(value, date):
                sheet.write_datetime(number, column, value, struck_day if gone else day)
            elif value is not None:
                sheet.write(number, column, value, struck if gone else plain)
    sheet.write_rich_string(4, 1, struck, "QH20230003", plain, "QH20230033")
    sheet.write_rich_string(4, 8, struck, "2023.2.14", plain, "2023.2.24")
    book.close()
    return data.getvalue()


def test_struck_out_text_is_not_read_and_a_struck_row_still_counts(read_bytes: ReadBytes) -> None:
    """What stands beside the struck-out text counts; a row can't be taken back by a line through it."""
    reading = read_bytes({"城关镇.xlsx": struck_book()})
    assert list(reading.ledger["case_no"]) == ["QH20230001", "QH20230002", "QH20230033", "QH20230004"]
    assert list(reading.ledger["concluded_on"].dt.day.fillna(0)) == [0, 0, 24, 0]
    assert list(reading.ledger["channel"].isna()) == [False, False, False, True]
    assert [line for line in told(reading) if "删除线" in line] == [
        "提醒 Sheet1 A4：第4行整行文字带删除线，已照常计入",
        "说明 Sheet1 B5、I5、E6：有3格的文字带删除线，划去的部分没有读取",
    ]


def struck_by_openpyxl() -> bytes:
    """The texts stand in the cells themselves, so that a parser reads the workbook."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    for cells in (["填报单位：城关镇"], HEADINGS, matter(1), matter(2)):
        sheet.append(list(cells))
    gone, plain = TextBlock(InlineFont(strike=True), "QH20230001"), TextBlock(InlineFont(b=True), "QH20230031")
    sheet["B3"] = CellRichText(gone, plain)
    sheet["E4"].font = openpyxl.styles.Font(strike=True)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def struck_in_an_old_workbook() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    day, gone = xlwt.easyxf(num_format_str="YYYY-MM-DD"), xlwt.easyxf("font: struck_out on")
    for number, cells in enumerate([["填报单位：城关镇"], HEADINGS, matter(1), matter(2)]):
        for column, value in enumerate(cells):
            if value is not None and (number, column) != (2, 1):
                struck = (number, column) == (3, 4)
                sheet.write(number, column, value, day if isinstance(value, date) else gone if struck else day)
    struck_font = xlwt.Font()
    struck_font.struck_out = True
    sheet.write_rich_text(2, 1, [("QH20230001", struck_font), ("QH20230031", xlwt.Font())])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "make"), [("城关镇.xlsx", struck_by_openpyxl), ("城关镇.xls", struck_in_an_old_workbook)]
)
def test_struck_out_text_of_other_writers_is_not_read_either(
    name: str, make: Callable[[], bytes], read_bytes: ReadBytes
) -> None:
    """A number corrected beside the struck-out one, and a channel that is struck out."""
    reading = read_bytes({name: make()})
    assert list(reading.ledger["case_no"]) == ["QH20230031", "QH20230002"]
    assert list(reading.ledger["channel"].isna()) == [False, True]
    assert [line for line in told(reading) if "删除线" in line] == [
        "说明 Sheet1 B3、E4：有2格的文字带删除线，划去的部分没有读取"
    ]


@pytest.mark.parametrize(
    "cell", ["QH20230008\nQH20230009", "QH20230010、QH20230011", "青信〔2023〕15号，16号", "QH20230001 / QH20230002"]
)
def test_two_numbers_in_a_cell_are_unreadable(cell: str, read_rows: ReadRows) -> None:
    """They are no third number; the row is set aside with the reason."""
    reading = read_rows(matter(1), matter(2, 信访件编号=cell))
    assert list(reading.ledger["case_no"]) == ["QH20230001"]
    assert told(reading) == ["错误 Sheet1 B4：“信访件编号”有1格读不出（一格里有两个编号），所在行无法计入，已搁置"]


@pytest.mark.parametrize(
    ("cell", "number"), [("3700 0020 2302 0001", "3700002023020001"), ("青信/2023/0015", "青信/2023/0015")]
)
def test_one_number_with_gaps_stays_one(cell: str, number: str, read_rows: ReadRows) -> None:
    """Groups of four digits, and parts with a stroke between."""
    assert list(read_rows(matter(1, 信访件编号=cell)).ledger["case_no"]) == [number]


DAYS = [
    "二〇二三年二月十五日",
    "2023年2月15日（星期三）",
    "2023.02.15 周三",
    "2023-02-15 上午",
    "2023/2/15 下午3:20",
    "2023年2月15日上午9时",
    "2023\u20132\u201315",
    "2023—2—15",
    "15-Feb-2023",
    "2023-02-15T00:00:00.000Z",
    "20230215 10:20",
    "2023-2-15；",
    "'2023-02-15",
    "已办结（2023年2月15日）",
]


@pytest.mark.parametrize("text", DAYS)
def test_a_day_that_can_mean_one_day_only_is_read_with_a_note(text: str, read_rows: ReadRows) -> None:
    """Each is the fifteenth of February 2023."""
    reading = read_rows(matter(1, 办结日期=text))
    assert list(reading.ledger["concluded_on"].dt.strftime("%Y-%m-%d")) == ["2023-02-15"]
    assert [line[:2] for line in told(reading)] == ["说明"]


@pytest.mark.parametrize(
    "text", ["拟办结（2023年2月15日）", "2023年2月", "二月十五日以前", "2023-02-30 上午", "2023-2-15至2-20"]
)
def test_a_day_that_may_mean_another_stays_unreadable(text: str, read_rows: ReadRows) -> None:
    """A plan, a month, a limit, a day that there isn't, a span."""
    reading = read_rows(matter(1, 办结日期=text))
    assert reading.ledger["concluded_on_bad"].all()


@pytest.mark.parametrize("error", ["#GETTING_DATA", "#SPILL!", "#CALC!", "#FIELD!", "#BUSY!", "Err:502", "#PYTHON!"])
def test_an_error_of_another_writer_is_its_cells_fault(error: str, read_bytes: ReadBytes) -> None:
    """The file is read; the cell is unreadable by the words that it shows."""
    data = xlsx({"Sheet1": [["填报单位：城关镇"], HEADINGS, matter(1, 办结日期=date(2023, 2, 9)), matter(2)]})
    cell = f'<c r="I3" t="e"><v>{error}</v></c>'.encode()
    data = repack(data, on_sheet(lambda xml: re.sub(rb'<c r="I3"[^>]*>.*?</c>', cell, xml)))
    reading = read_bytes({"城关镇.xlsx": data})
    assert told(reading) == [f"错误 Sheet1 I3：“办结日期”有1格读不出（单元格显示 {error}）"]
    assert list(reading.ledger["concluded_on_bad"]) == [True, False]


def old_book(*formulas: str) -> bytes:
    """An xls by a writer that doesn't calculate, 办结日期 a formula."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    rows = [["填报单位：城关镇"], HEADINGS, *(matter(number + 1) for number in range(len(formulas)))]
    for number, cells in enumerate(rows):
        for column, value in enumerate(cells):
            if column == 8 and number > 1:
                sheet.write(number, column, xlwt.Formula(formulas[number - 2]), day)
            elif value is not None:
                sheet.write(number, column, value, day if isinstance(value, date) else xlwt.Style.default_style)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize("formulas", [("H3+7", "H4+7"), ("TODAY()",), ("DATE(2023,2,9)", 'IF(H4="","",H4+5)', "H5")])
def test_a_formula_of_an_old_workbook_without_result_is_told(formulas: tuple[str, ...], read_bytes: ReadBytes) -> None:
    """Else concluded matters would count as open, and nobody would know."""
    reading = read_bytes({"城关镇.xls": old_book(*formulas)})
    last = f":I{2 + len(formulas)}" if len(formulas) > 1 else ""
    assert told(reading) == [f"错误 Sheet1 I3{last}：“办结日期”有{len(formulas)}格读不出（公式未计算）"]
    assert reading.ledger["concluded_on_bad"].all()


def test_number_formats_and_struck_out_cells_of_an_old_workbook_count(read_bytes: ReadBytes) -> None:
    """ "QH2023"0000 over 1, 2 makes QH20230001 and QH20230002; 信访形式 of the first is struck out."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    day, number = xlwt.easyxf(num_format_str="yyyy-mm-dd"), xlwt.easyxf(num_format_str='"QH2023"0000')
    struck = xlwt.easyxf("font: struck_out true")
    for at, cells in enumerate([["填报单位：城关镇"], HEADINGS, matter(1, 信访件编号=1), matter(2, 信访件编号=2)]):
        for column, value in enumerate(cells):
            style = (
                number
                if column == 1 and at > 1
                else day
                if isinstance(value, date)
                else struck
                if (at, column) == (2, 4)
                else None
            )
            if value is not None:
                sheet.write(at, column, value, style or xlwt.Style.default_style)
    data = io.BytesIO()
    book.save(data)
    reading = read_bytes({"城关镇.xls": data.getvalue()})
    assert list(reading.ledger["case_no"]) == ["QH20230001", "QH20230002"]
    assert list(reading.ledger["channel"].isna()) == [True, False]


ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
    'office:version="1.2"><office:body><office:spreadsheet><table:table '
    'table:name="Sheet1">{rows}</table:table></office:spreadsheet></office:body>'
    "</office:document-content>"
)
FAULTY = (
    (
        '<table:table-cell table:formula="of:=1" office:value-type="string" '
        'office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
    ),
    (
        '<table:table-cell table:formula="of:=1" office:value-type="string" '
        'office:string-value=""><text:p>Err:502</text:p></table:table-cell>'
    ),
    '<table:table-cell table:formula="of:=1"/>',
)


@pytest.mark.parametrize(
    ("cell", "reason"), list(zip(FAULTY, ("单元格显示 #N/A", "单元格显示 Err:502", "公式未计算"), strict=True))
)
def test_faults_of_an_open_document_are_told(cell: str, reason: str, read_bytes: ReadBytes) -> None:
    """办结日期 of the first matter, behind columns repeated; the second matter has none."""

    def line(values: list[object], last: str = "") -> str:
        texts = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
            if value
            else "<table:table-cell/>"
            for value in values
        )
        return f"<table:table-row>{texts}{last}</table:table-row>"

    body = [line(["填报单位：城关镇"]), line(list(HEADINGS)), line([*matter(1)[:8]], cell), line([*matter(2)[:8]])]
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(rows="".join(body)))
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    reading = read_bytes({"城关镇.ods": data.getvalue()})
    assert f"错误 Sheet1 I3：“办结日期”有1格读不出（{reason}）" in told(reading)
    assert list(reading.ledger["concluded_on_bad"]) == [True, False]


@pytest.mark.parametrize(
    ("last", "sentence"),
    [
        ("QH20230002,城关镇,2023-02-0", "文件在第3行中间就结束了（这一行3格，其他行5格），后面的内容可能没有了"),
        ("QH20230002,城关镇,2023-02-02,来访,初件", "文件的最后一行（第3行）没有换行就结束了，已按完整的一行读取"),
    ],
)
def test_a_text_that_ends_within_a_line_is_told(last: str, sentence: str, read_bytes: ReadBytes) -> None:
    """The cells that are there are read."""
    lines = ("信访件编号,责任单位,登记日期,信访形式,初重件", "QH20230001,城关镇,2023-02-01,来访,初件", last)
    assert sentence in "".join(told(read_bytes({"城关镇.csv": "\r\n".join(lines).encode()})))
