"""The circular of a special period: who reported on which day, what came in, and neither rates nor ranks."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest

from pipeline.base.period import parse_period
from pipeline.bundles import Report
from pipeline.render.papers.circular import MONTHLY
from pipeline.render.papers.digest import numbers_of
from pipeline.render.papers.feedback import Sheets
from pipeline.render.papers.special import SPECIAL, days_in_words
from pipeline.settings.record import Document
from tests.render.excel_samples import make_report, table, with_table
from tests.render.sample_figures import NAMES
from tests.render.word_texts import papers, tables, texts

pytestmark = pytest.mark.slow

BASIS = "《重大活动期间信访工作方案》"


def special(name: str, told: dict[tuple[str, str], str] | None = None) -> Report:
    """The hand-made report of a range of days; 零报告 by everybody on each of them but where ``told`` says otherwise.

    None: nobody reports daily.
    """
    period = parse_period(name)
    days = [period.first_day + timedelta(days=n) for n in range((period.last_day - period.first_day).days + 1)]
    rows: list[dict[str, object]] = []
    if told is not None:
        rows = [
            {"township": unit, "day": pd.Timestamp(day), "status": told.get((unit, day.isoformat()), "零报告")}
            for unit in NAMES
            for day in days
        ]
    return with_table(replace(make_report(), period=period, cut_off=period.last_day), "daily", table("daily", rows))


def test_the_other_papers_speak_of_daily_reports_and_not_of_a_ledger_that_isn_t_due() -> None:
    """3 days: 60 reports due, one of them missing, one a day late; one unit's own three."""
    told = {("城关镇", "2023-03-30"): "缺报", ("城关镇", "2023-03-31"): "迟报"}
    report = special("2023-03-30..2023-04-01", told)
    rows = {number.label: number.value for number in numbers_of(report)}
    assert rows["每日报送"] == "应报60次，当日报送58次（其中零报告58次），迟报1次，缺报1次"
    assert "台账报送" not in rows
    assert Sheets(report).of("城关镇").sent == "应报3次，当日1次，迟报1次，缺报1次"
    nobody = special("2023-03-30..2023-04-01")
    assert Sheets(nobody).of("城关镇").sent == "没有登记"
    assert {number.label: number.value for number in numbers_of(nobody)}["每日报送"] == "报送登记没有每日报送的记录"


def only(report: Report) -> bytes:
    (content,) = papers(SPECIAL, report).values()
    return content


def test_every_missed_and_every_late_day_is_told_with_its_unit() -> None:
    """20 townships, 5 days: 100 reports due; three of them missing, one late, two with matters, 94 zero."""
    told = {
        ("城关镇", "2023-03-30"): "缺报",
        ("城关镇", "2023-04-02"): "缺报",
        ("东禾镇", "2023-03-31"): "缺报",
        ("东禾镇", "2023-04-01"): "迟报",
        ("城关镇", "2023-04-01"): "按时",
        ("东禾镇", "2023-04-02"): "按时",
    }
    content = only(special("2023-03-30..2023-04-03", told))
    said = "\n".join(texts(content))
    assert "20个乡镇应报100次，当日报送96次（其中零报告94次），迟报1次，缺报3次，逐日情况见附件1。" in said
    assert "零报告说明当天没有紧急重大情况，不说明没有人来访。" in said
    assert "缺报的有：城关镇3月30日、4月2日（2天）；东禾镇3月31日（1天）。" in said
    assert "迟报的有：东禾镇4月1日（1天）。" in said
    assert "建议城关镇、东禾镇2个乡镇补报缺报日期的情况，妥善安排每日报送。" in said
    march, april = tables(content)[:2]
    assert (march[0], april[0]) == (["单位", "30", "31"], ["单位", "1", "2", "3"])
    assert [row for row in march if row[0] in ("城关镇", "东禾镇")] == [["城关镇", "缺", "零"], ["东禾镇", "零", "缺"]]
    assert [row for row in april if row[0] in ("城关镇", "东禾镇")] == [
        ["城关镇", "报", "缺", "零"],
        ["东禾镇", "迟", "报", "零"],
    ]
    assert not re.search(r"率\d|第\d+名|得分|排名：|“三无”", said)


def test_where_every_day_came_in_nobody_is_named() -> None:
    said = "\n".join(texts(only(special("2023-03-04..2023-03-20", {}))))
    assert "应报340次，当日报送340次（其中零报告340次），迟报0次，缺报0次" in said
    assert "缺报的有" not in said
    assert "补报缺报" not in said


def test_without_daily_rows_there_is_no_grid_and_nothing_is_claimed() -> None:
    content = only(special("2023-03-04..2023-03-20"))
    said = "\n".join(texts(content))
    assert "报送登记没有每日报送的记录，不列每日报送情况。" in said
    assert "附件：统计口径" in said
    assert "每日报送情况" not in [line for line in said.split("\n") if not line.endswith("。")]


def test_the_days_of_a_long_month_stand_in_two_tables_of_like_width() -> None:
    grids = tables(only(special("2023-03-01..2023-03-31", {})))[:2]
    assert [len(grid[0]) - 1 for grid in grids] == [16, 15]


def test_the_basis_and_the_days_are_printed_and_the_title_ends_in_its_kind() -> None:
    report = special("2023-03-04..2023-03-20", {})
    documents = {SPECIAL.name: Document("专项", "各乡镇", basis=BASIS, periods=("range",))}
    said = "\n".join(texts(only(replace(report, settings=replace(report.settings, documents=documents)))))
    assert "关于2023年3月4日—3月20日\n专项期间信访工作情况的通报" in said
    assert f"根据{BASIS}，2023年3月4日至2023年3月20日为专项期间，共17天。" in said


def test_a_special_period_has_this_circular_alone() -> None:
    assert list(papers(MONTHLY, special("2023-03-04..2023-03-20", {}))) == []
    assert list(papers(SPECIAL, make_report())) == []


def test_nobody_is_sent_to_a_feedback_sheet_that_is_not_made() -> None:
    report = special("2023-03-30..2023-04-03")
    off = replace(report, settings=replace(report.settings, documents={"乡镇情况反馈单": Document(enabled=False)}))
    assert ["具体事项见各乡镇反馈单。" in "\n".join(texts(only(each))) for each in (report, off)] == [True, False]


def test_days_of_one_month_are_told_together() -> None:
    days = [pd.Timestamp(date(2022, 12, 31)), pd.Timestamp(date(2023, 1, 1)), pd.Timestamp(date(2023, 1, 3))]
    assert days_in_words(days) == "12月31日、1月1日、3日"
