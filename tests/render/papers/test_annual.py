"""The tables behind the year's report: every code has its row, nothing is added up that can't be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from pipeline.base.period import parse_period
from pipeline.bundles import Report, contract_table
from pipeline.render.papers.annual import ANNUAL
from pipeline.render.templates.faults import check_template
from pipeline.schema.ledger import CHANNELS, CLASSES
from tests.render.excel_samples import make_report, with_table
from tests.render.word_texts import TEMPLATES, papers, tables, texts


@pytest.fixture(scope="module")
def report() -> Report:
    return replace(make_report(), period=parse_period("2023"), cut_off=date(2023, 12, 31))


def tables_of(report: Report) -> list[list[list[str]]]:
    (content,) = papers(ANNUAL, report).values()
    return tables(content)


def test_the_template_that_ships_has_no_fault() -> None:
    assert check_template((TEMPLATES / ANNUAL.template).read_bytes(), ANNUAL.names) == ()


def test_only_a_year_has_it(report: Report) -> None:
    assert papers(ANNUAL, make_report()) == {}
    assert list(papers(ANNUAL, report)) == ["内部/年度报告附表.docx"]


def test_every_channel_and_class_has_its_row_with_matters_visits_and_persons_apart(report: Report) -> None:
    channels, classes = tables_of(report)[:2]
    assert [row[0] for row in channels[1:]] == [*CHANNELS, "合计"]
    assert channels[2] == ["来访", "12", "30.0%", "12", "30", "—"]
    assert channels[-1] == ["合计", "40", "100.0%", "12", "30", "—"]
    assert channels[4] == ["来电", "0", "0.0%", "0", "0", "—"]
    assert [row[0] for row in classes[1:]] == [*CLASSES, "合计"]


def test_last_year_stands_beside_it_and_a_code_it_lacked_is_nought(report: Report) -> None:
    counted = report.tables["calendar"]
    before = counted[counted["code"] != "来信"].assign(matters=counted["matters"] + 1)
    channels = tables_of(replace(report, previous={"calendar": before}))[0]
    assert [row[5] for row in channels[1:4]] == ["0", "13", "24"]


def test_a_blank_is_no_class_and_how_many_there_are_is_said_below(report: Report) -> None:
    """40 matters with a channel and 2 without: 12 of 42 are 28.6 %."""
    counted = report.tables["calendar"]
    blank = counted.head(1).assign(code="未填", matters=pd.array([2], dtype="Int64"))
    with_blanks = with_table(report, "calendar", pd.concat([counted, blank]))
    channels = tables_of(with_blanks)[0]
    assert [row[0] for row in channels[1:]] == [*CHANNELS, "合计"]
    assert channels[2] == ["来访", "12", "28.6%", "12", "30", "—"]
    assert channels[-1][:3] == ["合计", "42", "100.0%"]
    (content,) = papers(ANNUAL, with_blanks).values()
    assert "2.信访形式没有填写或无法识别的有2件，不列入各类，计入合计，占比按全部事项计算。" in texts(content)


def test_the_registers_of_the_year_are_counted_and_a_missing_one_is_a_dash(report: Report) -> None:
    assert [row[1] for row in tables_of(report)[5][1:]] == ["—", "—", "—", "—"]

    def days(*texts: str) -> pd.Series:
        return pd.Series(pd.to_datetime(list(texts)), dtype="datetime64[s]")

    registers = {
        "assigned": pd.DataFrame(
            {"case_no": ["A", "A", "B"], "assigned_on": days("2023-03-01", "2023-05-01", "2022-12-31")}
        ),
        "supervised": pd.DataFrame(
            {"case_no": ["A", "B"], "supervised_on": days("2023-01-01", "2023-12-31"), "at_fault": ["是", "否"]}
        ),
        "visits": pd.DataFrame({"on": days("2023-02-15", "2023-02-15"), "visits": [3, 2], "settled": [1, 0]}),
    }
    lines = tables_of(replace(report, registers=registers))[5]
    assert [row[1] for row in lines[1:]] == ["1件", "2件，其中认定有责1件", "1天，接待5批次，当场化解1批次", "—"]


def test_advice_of_the_year_is_told_by_kind(report: Report) -> None:
    counted = [("改进工作", "城关镇", 2, 1, 1), ("改进工作", "全县", 3, 2, 1), ("追究责任", "全县", 1, 0, 0)]
    rows = [dict(zip(("kind", "township", "given", "answered", "adopted"), row, strict=True)) for row in counted]
    changed = replace(
        with_table(report, "advice", contract_table("advice", rows)), registers={"advice": pd.DataFrame()}
    )
    assert tables_of(changed)[5][4:] == [
        ["改进工作的建议（建议登记）", "3条，书面反馈2条，采纳1条"],
        ["追究责任的建议（建议登记）", "1条，书面反馈0条，采纳0条"],
    ]


def test_it_says_that_it_counts_by_the_calendar_and_of_how_many_townships_the_last_days_are_unknown(
    report: Report,
) -> None:
    def first_note(last_of_second: str) -> str:
        rows = [
            {
                "township": name,
                "month": "2023-12",
                "first": pd.Timestamp("2023-12-01"),
                "last": pd.Timestamp(last),
                "ledger": "在内",
            }
            for name, last in zip(list(report.submissions)[:2], ("2023-12-31", last_of_second), strict=True)
        ]
        (content,) = papers(ANNUAL, with_table(report, "windows", contract_table("windows", rows))).values()
        return next(text for text in texts(content) if text.startswith("1."))

    note = (
        "1.表1至表5的登记件数和按三到位一处理统计的办结件数按日历统计，即登记日期、办结日期在本期之内；"
        "各项指标按统计窗口计算，两者件数可以不同。"
    )
    assert first_note("2023-12-31") == note
    early = "有1个乡镇的最后一期台账在12月31日以前报送，报送以后登记、办结的事项当时尚不知道，不在表内。"
    assert first_note("2023-12-25") == note + early
