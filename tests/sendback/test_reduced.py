"""A township's file is reduced to what was read of it: nothing else is left, and it reads as before, word for word."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.base.period import parse_period
from pipeline.sendback.reduced import Reducer
from pipeline.settings.reader import read_settings
from pipeline.sheets.files import SourceFile, identify
from pipeline.sheets.grids import read_grids
from tests.shared_editions import GOLDEN

MONTH, SECRET = parse_period("2023-02"), "样例某甲"
HEADER = 3
Change = Callable[[openpyxl.Workbook, Worksheet], object]


@pytest.fixture(scope="module")
def reducer() -> Reducer:
    place = GOLDEN / "设置.xlsx"
    return Reducer(read_settings(read_grids(place), place.name).within(MONTH.last_day), MONTH)


def ledger(change: Change) -> SourceFile:
    book = openpyxl.load_workbook(GOLDEN / "2023-02" / "东岭镇.xlsx")
    change(book, book.worksheets[0])
    out = io.BytesIO()
    book.save(out)
    return identify(out.getvalue(), "2023-02/东岭镇.xlsx", "2023-02")


def column(sheet: Worksheet, heading: str, text: str) -> None:
    """One column more, with the text in every row of a matter."""
    at = sheet.max_column + 1
    sheet.cell(HEADER, at, heading)
    for row in range(HEADER + 1, sheet.max_row + 1):
        sheet.cell(row, at, text if sheet.cell(row, 1).value else None)


def addresses(_: openpyxl.Workbook, sheet: Worksheet) -> None:
    """An address that is no more than the township's name, which stands in the title too, and ages that dates hold."""
    column(sheet, "住址", "东岭镇")
    column(sheet, "年龄", "20")
    column(sheet, "姓名", SECRET)


def named_elsewhere(_: openpyxl.Workbook, sheet: Worksheet) -> None:
    column(sheet, "姓名", SECRET)
    sheet["A1"] = f"信访事项台账（2023年2月）{SECRET}"
    sheet["O5"] = f"与{SECRET}协商中"
    sheet["S5"] = SECRET
    sheet.cell(sheet.max_row + 2, 1, f"填表人：{SECRET} 13912345678")


def struck(_: openpyxl.Workbook, sheet: Worksheet) -> None:
    """A cell that is struck out isn't read, though its column is."""
    sheet["O5"] = SECRET
    sheet["O5"].font = Font(strike=True)


def around(book: openpyxl.Workbook, sheet: Worksheet) -> None:
    sheet["A5"].comment = Comment(SECRET, SECRET)
    sheet["A6"].hyperlink = f"mailto:{SECRET}"
    sheet.oddHeader.center.text = SECRET
    drop_down = DataValidation(type="list", formula1=f'"{SECRET},其他"')
    sheet.add_data_validation(drop_down)
    drop_down.add("D5")
    book.defined_names["某"] = DefinedName("某", attr_text=f'"{SECRET}"')
    book.create_sheet("底稿")["A1"] = SECRET
    book.properties.creator = SECRET


def holding(content: bytes, *texts: str, name: str = "") -> Iterator[str]:
    """The parts of a file, packages unpacked, that hold one of the texts however it is written."""
    for text in texts:
        forms = [text.encode(each) for each in ("utf-8", "gb18030", "utf-16-le")]
        if any(form in content for form in (*forms, text.encode("ascii", "xmlcharrefreplace"))):
            yield name
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for part in package.namelist():
                yield from holding(package.read(part), *texts, name=f"{name}/{part}")


@pytest.mark.parametrize("change", [addresses, named_elsewhere, struck, around])
def test_what_was_not_read_is_gone_from_every_part(reducer: Reducer, change: Change):
    source = ledger(change)
    assert set(holding(source.data, SECRET))
    content = reducer.reduced(source)
    assert content is not None, "it reads as before"
    assert set(holding(content, SECRET, "13912345678")) == set()


@pytest.mark.parametrize("end", ["", "\r\n"])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("between", [",", "\t"])
def test_a_text_is_reduced_whatever_its_form(reducer: Reducer, between: str, encoding: str, end: str):
    rows = [
        [f"信访事项台账{SECRET}", "", "", "", ""],
        ["填报单位：东岭镇", "", "", "", ""],
        ["信访件编号", "登记日期", "信访形式", "初重件", "姓名"],
        ["N31", "2023-02-03", "来访", "初件", SECRET],
        ["N32", "2023-02-04", "来信", "初件", SECRET],
    ]
    text = "\r\n".join(between.join(row) for row in rows) + end
    content = reducer.reduced(identify(text.encode(encoding), "2023-02/东岭镇.csv", "2023-02"))
    assert content is not None
    assert set(holding(content, SECRET)) == set()
