"""A number format that makes part of a matter's number: what the cell shows counts, by either reader and when the
ledger goes back.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pipeline.base.grid import Grid
from pipeline.ledgers.sheet.kind import ledger_kind
from pipeline.ledgers.sheet.tables import SheetTable, read_table
from pipeline.schema.options import Options
from pipeline.sheets.formats.from_xlsx import read_xlsx
from pipeline.sheets.formats.number_formats import shown
from pipeline.sheets.formats.plain_book import read_plain
from tests.ledgers.conftest import SETTINGS
from tests.sendback.returned_samples import back, fault, original_of

HEADINGS = ("信访件编号", "登记日期", "信访形式", "初重件", "人数", "关联件编号")


def ledger(*formats: tuple[object, str], persons: str = "General") -> bytes:
    """A ledger whose numbers are (value, number format)."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEADINGS)
    for value, code in formats:
        sheet.append([value, date(2023, 2, 1), "来访", "初件", 3, None])
        sheet.cell(sheet.max_row, 1).number_format = code
        sheet.cell(sheet.max_row, 5).number_format = persons
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.fixture(params=[read_plain, read_xlsx], ids=["here", "apart"])
def read(request: pytest.FixtureRequest) -> Callable[[bytes], SheetTable]:
    reader: Callable[[bytes, Options], tuple[Grid, ...]] = request.param
    return lambda content: read_table(reader(content, Options())[0], ledger_kind(SETTINGS))


def test_words_and_leading_zeros_of_the_format_are_part_of_the_number(read: Callable[[bytes], SheetTable]) -> None:
    table = read(
        ledger(
            (12, '"QH2023"0000'),
            (12, "0000"),
            (20230012, '0000"-"0000'),
            ("12", '"QH"@'),
            (12, "General"),
            (12, "#,##0"),
        )
    )
    assert table.cells["case_no"] == ["QH20230012", "0012", "2023-0012", "QH12", 12, 12]
    assert [d.sentence for d in table.decided if "单元格格式" in d.sentence] == [
        "“信访件编号”有4格由单元格格式补出一部分，按显示的编号读取"
    ]


def test_numbers_that_count_upward_behind_their_words_are_no_serial_column(read: Callable[[bytes], SheetTable]) -> None:
    table = read(ledger(*((n, '"QH2023"0000') for n in range(1, 8))))
    assert table.cells["case_no"][0] == "QH20230001"
    assert [issue.code for issue in table.issues if issue.code == "R066"] == []


def test_a_format_elsewhere_says_nothing(read: Callable[[bytes], SheetTable]) -> None:
    assert read(ledger(("QH1", "General"), persons='0"人"')).cells["persons"] == [3]


@pytest.mark.parametrize(
    ("cell", "code", "text"),
    [
        (12, '[Red]"QH"0000', "QH0012"),
        (12, r"\Q\H0000", "QH0012"),
        (12, '"第"0"号"', "第12号"),
        (123456, "000-000", "123-456"),
        (1, '"〔2023〕"000号', "〔2023〕001号"),
        (0, '"A"0;"B"0;"C"0', "C0"),
        (12, 'General"号"', "12号"),
        (12, "0.00", None),
        (12, "0", None),
        (12, "yyyy年m月d日", None),
        (12, '[>100]"A"0;"B"0', None),
        (12.5, '"A"0', None),
        (-3, '"A"0', None),
        (True, '"A"0', None),
        (date(2023, 1, 1), '"A"0', None),
        ("甲", '"A"0', None),
        (12, '"', None),
        (12, "", None),
    ],
)
def test_formats_of_words_signs_and_digits_are_understood_and_no_others(
    cell: object, code: str, text: str | None
) -> None:
    assert shown(cell, code) == text


def test_a_ledger_that_goes_back_and_returns_keeps_its_numbers(tmp_path: Path) -> None:
    """Marked in its number and elsewhere, as a clerk gets it back: read again it has the same numbers."""
    numbers = [(12, '"QH2023"0000'), (13, '"QH2023"0000'), ("14", '"QH2023"@')]
    sent_back = back(original_of(tmp_path, ledger(*numbers)), fault("A2"), fault("C3"))
    sheet = next(grid for grid in read_xlsx(sent_back, Options()) if grid.name == "Sheet")
    assert read_table(sheet, ledger_kind(SETTINGS)).cells["case_no"] == ["QH20230012", "QH20230013", "QH202314"]
