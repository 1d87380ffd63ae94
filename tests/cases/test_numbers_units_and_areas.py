"""What stands for a number and is none, units within a township, registers by other names, styles far away."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
import xlsxwriter

from pipeline.bundles import Reading
from pipeline.schema.options import Options
from pipeline.sheets.formats import witness
from pipeline.sheets.formats.faults import Refused
from pipeline.sheets.formats.from_xlsx import read_xlsx
from tests.cases.test_lines_that_are_no_matters import HEADINGS, ReadRows, matter, read_rows
from tests.ledgers.conftest import read_bytes, told
from tests.ledgers.readings import page
from tools.ingest_cases.makers import xlsx

__all__ = ["read_bytes", "read_rows"]
ReadBytes = Callable[..., Reading]


@pytest.mark.parametrize("words", ["王样例", "李样例等5人", "关于样例村土地的问题", "待编", "样例：已电话告知"])
def test_words_in_the_column_of_numbers_are_no_number_and_are_shown_nowhere(words: str, read_rows: ReadRows) -> None:
    """A row pasted one column off, or a matter not numbered yet: set aside with an error that doesn't quote it."""
    reading = read_rows(matter(1), matter(2, 信访件编号=words))
    assert list(reading.ledger["case_no"]) == ["QH20230001"]
    assert list(reading.unplaced["source_row"]) == [4]
    assert words not in page(reading)
    assert [line for line in told(reading) if line.startswith("错误 Sheet1 B4")]


@pytest.mark.parametrize("heading", ["编号", "信访件编号", "事项编号"])
def test_a_column_that_counts_upward_is_no_column_of_numbers(heading: str, read_rows: ReadRows) -> None:
    """1, 2, 3 are running numbers, whatever the heading says: two townships would share them."""
    rows = [[n, *matter(n)[2:]] for n in (1, 2, 3)]
    reading = read_rows(*rows, headings=[heading, *HEADINGS[2:]])
    assert reading.ledger.empty
    assert any("顺序号" in line for line in told(reading))


@pytest.mark.parametrize(
    ("name", "severity"),
    [
        ("东街村", "提醒"),
        ("城关鎮", "说明"),
        ("某省青禾县城关镇", "提醒"),
        ("城关镇党委", "说明"),
        ("城关镇司法所", "说明"),
        ("城关镇党委、政府", "说明"),
        ("青禾县城关镇东街村", "说明"),
        ("城关派出所", "说明"),
    ],
)
def test_a_unit_within_the_township_counts_for_the_township(name: str, severity: str, read_rows: ReadRows) -> None:
    """An overdue matter can't leave the figures by a village's name; the cell is told, by a note where it opens with
    the township's name, and there is no error.
    """
    reading = read_rows(matter(1, 责任单位=name), matter(2))
    assert list(reading.ledger["township"].fillna("城关镇")) == ["城关镇", "城关镇"]
    assert list(reading.ledger["source_row"]) == [3, 4]
    assert [line.split("：")[0] for line in told(reading) if "责任单位" in line] == [f"{severity} Sheet1 C3"]
    assert not [line for line in told(reading) if line.startswith("错误")]


REPORTS = [["乡镇", "应报日期", "报送日期", "零报告"], ["城关镇", date(2023, 3, 3), date(2023, 3, 2), "否"]]
ABOVE = [
    ["信访件编号", "责任单位", "登记日期", "信访形式", "初重件"],
    ["QH20230077", "城关镇", date(2023, 2, 3), "网上", "初件"],
]


@pytest.mark.parametrize("name", ["2023年2月登记簿.xlsx", "信访局汇总.xlsx", "城关镇登记.xlsx"])
def test_the_offices_register_is_known_by_its_sheets_whatever_it_is_called(name: str, read_bytes: ReadBytes) -> None:
    """It is no township's ledger: its matters are the office's word."""
    ledger = xlsx({"Sheet1": [["填报单位：城关镇"], HEADINGS, matter(1)]})
    reading = read_bytes({"城关镇.xlsx": ledger, name: xlsx({"上级登记台账": ABOVE, "报送登记": REPORTS})})
    assert list(reading.ledger["case_no"]) == ["QH20230001"]
    assert list(reading.registers["superior"]["case_no"]) == ["QH20230077"]
    assert list(reading.registers["reports"]["township"]) == ["城关镇"]


@pytest.mark.parametrize(
    ("stored", "shape", "number"),
    [(20230004, '"QH"00000000', "QH20230004"), (4, '"QH2023"0000', "QH20230004"), (370001, "0000000000", "0000370001")],
)
def test_a_register_has_the_number_that_its_cell_shows(
    stored: int, shape: str, number: str, read_bytes: ReadBytes
) -> None:
    """交办清单 with numbers that a number format completes."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    sheet = book.add_worksheet("交办清单")
    sheet.write_row(0, 0, ("信访件编号", "乡镇", "批次", "交办日期", "要求化解日期"))
    sheet.write_number(1, 0, stored, book.add_format({"num_format": shape}))
    sheet.write_row(1, 1, ("城关镇", "突出信访问题", "2023-01-05", "2023-02-20"))
    book.close()
    reading = read_bytes({"登记簿.xlsx": data.getvalue()})
    assert list(reading.registers["assigned"]["case_no"]) == [number]


@pytest.mark.parametrize("sheet", ["上级登记台帐", "上级登记台账2月", "2023年上级登记台账", "上级登记台账（县）"])
def test_the_offices_ledger_under_nearly_its_name_is_read_as_no_townships_ledger(
    sheet: str, read_bytes: ReadBytes
) -> None:
    """Beside a township's own sheet, or alone in a workbook: its rows are nobody's, and the right name is told."""
    own = [["填报单位：城关镇"], HEADINGS, matter(1)]
    for book in ({"Sheet1": own, sheet: ABOVE}, {sheet: ABOVE}):
        reading = read_bytes({"城关镇.xlsx": xlsx(book)})
        assert "QH20230077" not in set(reading.ledger["case_no"])
        assert len(reading.ledger) == len(book) - 1
        assert any(f"提醒 {sheet}" in line and "“上级登记台账”相同或相近" in line for line in told(reading))


@pytest.mark.parametrize("near", ["上级登记台帐", "督办登记表", "交办清单1"])
def test_a_register_with_a_sheet_named_nearly_right_is_told_the_nearest(near: str, read_bytes: ReadBytes) -> None:
    """The other sheets are read; the misnamed one passes for no township's ledger."""
    reading = read_bytes({"信访局汇总.xlsx": xlsx({"报送登记": REPORTS, near: ABOVE})})
    assert list(reading.registers) == ["reports"]
    assert reading.ledger.empty
    assert any(f"没有名为“{near}”的表，最接近的是“{near[:4]}" in line for line in told(reading))


@pytest.mark.parametrize(("row", "column"), [(899, 29), (899, 400), (5, 900)])
def test_an_empty_cell_with_a_style_far_away_costs_nothing(
    row: int, column: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Below the table, at the right of it, or both: room is made for what cells hold. The limit is lowered."""
    monkeypatch.setattr(witness, "_MAX_BOX", 500)
    for value, taken in ((None, True), ("x", False)):
        data = io.BytesIO()
        book = xlsxwriter.Workbook(data)
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        sheet.write(row, column, value, book.add_format({"bg_color": "yellow"}))
        book.close()
        if taken:
            (grid,) = read_xlsx(data.getvalue(), Options())
            assert grid.rows == (HEADINGS,)
        else:
            with pytest.raises(Refused):
                read_xlsx(data.getvalue(), Options())
