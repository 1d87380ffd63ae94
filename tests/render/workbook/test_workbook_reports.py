"""报送 of 汇总.xlsx: townships × folders, and the zero reports of a special period day by day."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.bundles import Report
from pipeline.render.workbook.book import render_workbook
from pipeline.render.workbook.links import Beside
from tests.render.excel_samples import make_report, table, with_table

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def report() -> Report:
    return make_report(18, 12, 3)


def sheet(report: Report, beside: Beside | None = None) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(render_workbook(report, beside or Beside())))["报送"]


def row_of(sheet: Worksheet, name: str) -> list[object]:
    return next([cell.value for cell in row] for row in sheet.iter_rows(min_row=4) if row[0].value == name)


def with_days(report: Report, *days: tuple[str, str, str]) -> Report:
    """Rows of the table daily: township, day, status."""
    rows = [{"township": name, "day": pd.Timestamp(day), "status": status} for name, day, status in days]
    return with_table(report, "daily", table("daily", rows))


def test_each_township_says_when_its_ledger_came(report: Report) -> None:
    frame = table(
        "submissions",
        [
            {
                "township": "城关镇",
                "folder": "2023-02",
                "due_on": date(2023, 3, 3),
                "sent_on": date(2023, 3, 4),
                "zero": "否",
                "status": "迟报",
            },
            {"township": "东禾镇", "folder": "2023-02", "due_on": date(2023, 3, 3), "status": "漏报"},
            {
                "township": "云台乡",
                "folder": "2023-02",
                "due_on": date(2023, 3, 3),
                "sent_on": date(2023, 3, 3),
                "zero": "是",
                "status": "按时",
            },
        ],
    )
    opened = sheet(with_table(report, "submissions", frame))
    assert opened["C3"].value == "2023年2月\n应报03-03"
    assert [row_of(opened, name)[2] for name in ("城关镇", "东禾镇", "云台乡", "北塘镇")] == [
        "▲ 迟报 03-04",
        "✗ 漏报",
        "✓ 按时 03-03，零报告",
        "—",
    ]
    assert opened["B2"].value.startswith("2023年2月。按登记簿“报送登记”：▲ 迟报1份，✗ 漏报1份，✓ 按时1份。")


def test_a_quarter_has_a_column_for_each_of_its_folders(report: Report) -> None:
    folders = ("2023-01", "2023-02", "2023-03")
    frame = table(
        "submissions",
        [{"township": "城关镇", "folder": f, "sent_on": date(2023, 4, 1), "status": "按时"} for f in folders],
    )
    opened = sheet(with_table(report, "submissions", frame))
    assert [cell.value.split("\n")[0] for cell in opened[3][2:5]] == ["2023年1月", "2023年2月", "2023年3月"]


def test_beside_it_stand_what_was_kept_and_what_is_wrong(report: Report) -> None:
    """石门乡: a row kept, 2 set aside; 南坪乡 sent nothing."""
    opened = sheet(report)
    findings = report.tables["findings"]
    errors = int(((findings["township"] == "石门乡") & (findings["severity"] == "错误")).sum())
    assert row_of(opened, "石门乡")[:5] == ["石门乡", "已报（退回）", 1, 2, errors]
    assert row_of(opened, "南坪乡")[:4] == ["南坪乡", "✗ 未报送", 0, 0]


def test_a_county_without_the_register_is_told_so(report: Report) -> None:
    assert sheet(report)["B2"].value.startswith("2023年2月。没有报送登记，应报和报送日期无从列出。")


def test_the_papers_of_a_township_open_from_its_row(report: Report) -> None:
    paths = ("反馈单/城关镇.docx", "退回/城关镇.xlsx", "函件/城关镇-督办函.docx", "反馈单/东禾镇.docx")
    opened = sheet(report, Beside(paths))
    links = {
        (opened.cell(cell.row, 1).value, cell.value): cell.hyperlink.target
        for row in opened.iter_rows()
        for cell in row
        if cell.hyperlink
    }
    assert links == {
        ("城关镇", "反馈单 →"): "反馈单/城关镇.docx",
        ("城关镇", "退回台账 →"): "退回/城关镇.xlsx",
        ("城关镇", "督办函 →"): "函件/城关镇-督办函.docx",
        ("东禾镇", "反馈单 →"): "反馈单/东禾镇.docx",
    }


def test_each_paper_that_a_township_has_is_a_column_and_no_other(report: Report) -> None:
    paths = ("其他文书/通知单/东禾镇.docx", "其他文书/简报.docx", "通报/月度通报.docx", "函件/城关镇-督办函.docx")
    opened = sheet(report, Beside(paths))
    assert [cell.value for cell in opened[3]][-3:] == ["提醒", "督办函", "通知单"]
    assert row_of(opened, "东禾镇")[-1] == "通知单 →"


def test_a_special_period_has_its_zero_reports_day_by_day(report: Report) -> None:
    """城关镇: zero on the 1st, late on the 2nd; 东禾镇: matters, then nothing; nobody else owed any."""
    registered = with_days(
        report,
        ("城关镇", "2023-02-01", "零报告"),
        ("城关镇", "2023-02-02", "迟报"),
        ("东禾镇", "2023-02-01", "按时"),
        ("东禾镇", "2023-02-02", "缺报"),
    )
    opened = sheet(registered)
    assert [cell.value for cell in opened[3][-3:]] == ["缺报\n天数", "02-01", "02-02"]
    assert [row_of(opened, name)[-3:] for name in ("城关镇", "东禾镇", "北塘镇")] == [
        [0, "零", "迟"],
        [1, "报", "缺"],
        [0, None, None],
    ]
    assert opened.print_title_cols == "$A:$A"


def test_without_daily_reports_there_is_no_grid(report: Report) -> None:
    assert [cell.value for cell in sheet(report)[3]][-4:] == ["计入行", "未计入行", "错误", "提醒"]
