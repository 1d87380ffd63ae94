"""The feedback sheet shows a township its own figures, limits and faults, and nobody else's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from openxml_audit import OpenXmlValidator

from pipeline.base.county import COUNTY
from pipeline.base.period import parse_period
from pipeline.bundles import Report, contract_table
from pipeline.render.package import unpack
from pipeline.render.papers.feedback import FEEDBACK
from pipeline.render.templates.faults import check_template
from tests.render.excel_samples import NAMES, SECRET, make_report, with_table
from tests.render.word_texts import TEMPLATES, outside_runs, papers, tables, texts

pytestmark = pytest.mark.slow


def sheets(report: Report) -> dict[str, bytes]:
    return papers(FEEDBACK, report)


@pytest.fixture(scope="module")
def report() -> Report:
    return make_report()


@pytest.fixture(scope="module")
def documents(report: Report) -> dict[str, bytes]:
    return sheets(report)


def test_the_template_that_ships_has_no_fault() -> None:
    assert check_template((TEMPLATES / FEEDBACK.template).read_bytes(), FEEDBACK.names) == ()


def test_every_township_gets_one(documents: dict[str, bytes]) -> None:
    assert list(documents) == [f"反馈单/{name}.docx" for name in NAMES]


@pytest.mark.parametrize("name", ["城关镇", "南坪乡"])
def test_word_would_open_it_without_repair(documents: dict[str, bytes], name: str, tmp_path: Path) -> None:
    path = tmp_path / "单.docx"
    path.write_bytes(documents[f"反馈单/{name}.docx"])
    assert [str(e) for e in OpenXmlValidator().validate(path).errors] == outside_runs(path.read_bytes()) == []


def test_own_rates_stand_beside_the_countys(report: Report, documents: dict[str, bytes]) -> None:
    frame = report.tables["indicators"].set_index(["township", "indicator"])
    own, county = frame.loc[("城关镇", "concluded_on_time")], frame.loc[(COUNTY, "concluded_on_time")]
    (line,) = [row for row in tables(documents["反馈单/城关镇.docx"])[0] if row[0] == "按期办结率"]
    assert line[1].startswith(f"{own['numerator']}/{own['denominator']}  ")
    assert line[2].endswith("%")
    assert line[3:] == ["—", "—"]
    assert county["denominator"] > own["denominator"]


def test_a_change_is_told_in_points(report: Report) -> None:
    frame = report.tables["indicators"].copy()
    row = (frame["township"] == "城关镇") & (frame["indicator"] == "concluded_on_time")
    frame.loc[row, ["numerator", "denominator"]] = (17, 18)
    before = frame.copy()
    before.loc[row, ["numerator", "denominator"]] = (12, 13)
    now = replace(report, tables={**report.tables, "indicators": frame}, previous={"indicators": before})
    (line,) = [r for r in tables(sheets(now)["反馈单/城关镇.docx"])[0] if r[0] == "按期办结率"]
    assert (line[1], line[3], line[4]) == ("17/18  94.4%", "92.3%", "+2.1")


def test_standing_is_told_in_words(documents: dict[str, bytes]) -> None:
    assert "排名：第1名，得分97.9　　“三无”：否" in texts(documents["反馈单/城关镇.docx"])
    assert "排名：不排名（未报送）　　“三无”：否" in texts(documents["反馈单/南坪乡.docx"])
    assert "排名：不排名（无件）　　“三无”：未评定" in texts(documents["反馈单/云台乡.docx"])


def test_movement_is_told_against_the_period_before(report: Report) -> None:
    lines = texts(sheets(replace(report, previous={"indicators": report.tables["indicators"]}))["反馈单/东禾镇.docx"])
    # Rank 2 now, rank 4 before.
    assert "排名：第2名，得分97.5，较上月上升2位　　“三无”：是" in lines


def test_conditions_come_with_their_evidence(documents: dict[str, bytes]) -> None:
    lines = tables(documents["反馈单/城关镇.docx"])[2]
    assert lines[1] == ["无逾期未受理、未办结件", "3", "不符合", "00202211020004、QH202211020004"]
    assert ["无有责督办件", "—", "未评定", ""] in tables(documents["反馈单/云台乡.docx"])[2]


def test_that_conditions_are_judged_month_by_month_is_told_where_they_are(report: Report) -> None:
    """In a quarter or a year a count of 0 may stand beside 不符合."""
    told = "逐月判断：有一个月末不成立即不成立；件数为期末数，编号含各月末的。"
    assert told not in texts(sheets(report)["反馈单/城关镇.docx"])
    quarter = replace(report, period=parse_period("2023-Q1"))
    assert told in texts(sheets(quarter)["反馈单/城关镇.docx"])


def test_limits_passed_and_to_come_are_listed(documents: dict[str, bytes]) -> None:
    listed = tables(documents["反馈单/城关镇.docx"])
    assert listed[3][1] == ["1", "QH202211020004", "逾期未办结", "2022-11-02", "2022-11-10", "2023-01-09", "50"]
    assert listed[4][1] == ["1", "QH202301010003", "待办结", "2023-01-01", "2023-01-10", "2023-03-11", "11"]
    other = texts(documents["反馈单/东禾镇.docx"])
    assert "没有逾期未受理、逾期未办结的事项。" in other
    assert "30天内没有到期的事项。" in other


def test_nothing_of_another_township_and_no_accusation_is_in_it(report: Report, documents: dict[str, bytes]) -> None:
    for path, content in documents.items():
        whole = b"".join(unpack(content).values()).decode("utf-8", "replace")
        assert SECRET not in whole
        others = [name for name in NAMES if f"/{name}." not in path and f"{name}台账" in whole]
        assert others == []
    assert len({fault.township for fault in report.faults}) > 3


def test_the_day_for_objections_is_blank_until_set(report: Report, documents: dict[str, bytes]) -> None:
    assert "请在2023年　月　日前向青禾县信访工作联席会议办公室书面反馈" in texts(documents["反馈单/城关镇.docx"])[3]
    office = {**report.settings.office, "异议截止日期": "2023年3月10日"}
    now = replace(report, settings=replace(report.settings, office=office))
    assert "请在2023年3月10日前向" in texts(sheets(now)["反馈单/城关镇.docx"])[3]
    dated = replace(report, settings=replace(report.settings, office={**office, "异议截止日期": "2023-03-10"}))
    assert "请在2023年3月10日前向" in texts(sheets(dated)["反馈单/城关镇.docx"])[3]


def test_late_hand_backs_are_counted_and_a_limit_on_the_last_day_is_called_so(report: Report) -> None:
    back = contract_table(
        "late_returns", [{"township": "城关镇", "case_no": "A"}, {"township": "东禾镇", "case_no": "B"}]
    )
    today = replace(
        with_table(report, "late_returns", back),
        overdue=report.overdue.assign(days_over=pd.array([0, 39], dtype="Int64")),
    )
    content = papers(FEEDBACK, today)["反馈单/城关镇.docx"]
    assert ["退回超期", "1", "—"] in tables(content)[1]
    assert [row[-1] for table in tables(content) for row in table if row[-1] in ("当日期满", "39")] == [
        "当日期满",
        "39",
    ]


def test_a_matter_that_no_list_may_name_is_counted_under_the_own_lists(report: Report) -> None:
    """It is overdue, or soon due, so that 没有 would be false; its number stands nowhere."""

    def lines(overdue: pd.DataFrame, soon: pd.DataFrame) -> list[str]:
        content = sheets(replace(report, overdue=overdue, due_soon=soon))["反馈单/城关镇.docx"]
        assert SECRET not in "".join(texts(content))
        return [line for line in texts(content) if line.startswith(("没有逾期", "30天内没有", "另有"))]

    listed, none = report.overdue, report.overdue.head(0)
    soon = report.due_soon
    named = report.overdue.iloc[[0]].assign(case_no=SECRET, township="城关镇")
    due = soon.iloc[[0]].assign(case_no=SECRET, township="城关镇")
    free = ["没有逾期未受理、逾期未办结的事项。", "30天内没有到期的事项。"]
    assert lines(none, soon.head(0)) == free
    assert lines(named, due) == ["另有1件只计数、不列表。"] * 2
    assert lines(pd.concat([listed, named]), soon.head(0)) == ["另有1件只计数、不列表。", free[1]]
    assert lines(listed, soon.head(0)) == [free[1]]


def test_the_matters_behind_a_rate_stand_by_indicator_and_reason(report: Report) -> None:
    """A matter that no list may name is counted; the note about ratings stands beside them."""
    rows = [
        {"indicator": id_, "township": "城关镇", "item": item, "part": part, "reason": reason}
        for id_, item, part, reason in (
            ("satisfaction", "A1", "只计分母", "评价不满意"),
            ("satisfaction", SECRET, "只计分母", "评价不满意"),
            ("satisfaction", "A2", "计入", ""),
            ("led_by_official", "A3", "只计分母", "没有包案领导"),
        )
    ]
    told = with_table(report, "members", contract_table("members", rows))
    sheet = next(content for path, content in papers(FEEDBACK, told).items() if "城关镇" in path)
    assert ["责任单位满意率", "评价不满意", "2", "A1"] in [row for table in tables(sheet) for row in table]
    assert ["领导包案率", "没有包案领导", "1", "A3"] in [row for table in tables(sheet) for row in table]
    assert "不得要求信访人更改评价，不得打击报复。" in texts(sheet)
    assert SECRET not in "\n".join(cell for table in tables(sheet) for row in table for cell in row)
    bare = next(content for path, content in papers(FEEDBACK, report).items() if "城关镇" in path)
    assert "计分指标和领导包案率都没有未计入分子的事项。" in texts(bare)
