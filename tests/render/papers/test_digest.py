"""The sheet of numbers for a leader's talk: the tables' own figures, each with its source, on one page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from pipeline.base.county import COUNTY
from pipeline.base.period import parse_period
from pipeline.bundles import Report, contract_table
from pipeline.render.papers.digest import DIGEST
from pipeline.render.papers.digest_room import named
from pipeline.render.templates.faults import check_template
from tests.render import full_digest
from tests.render.excel_samples import make_report, with_table
from tests.render.word_texts import TEMPLATES, papers, tables, texts


@pytest.fixture(scope="module")
def report() -> Report:
    return make_report()


def numbers(report: Report) -> dict[str, list[str]]:
    (content,) = papers(DIGEST, report).values()
    return {row[0]: row[1:] for row in tables(content)[0]}


def test_the_template_that_ships_has_no_fault() -> None:
    assert check_template((TEMPLATES / DIGEST.template).read_bytes(), DIGEST.names) == ()


def test_it_lies_among_the_internal_papers_under_its_title(report: Report) -> None:
    (path, content) = next(iter(papers(DIGEST, report).items()))
    assert path == "内部/会议数据摘要.docx"
    assert texts(content)[:2] == ["2023年2月信访工作数据摘要", "青禾县信访工作联席会议办公室　　数据截至2023年2月28日"]


def test_rates_are_the_countys_with_their_numbers_and_change(report: Report) -> None:
    frame = report.tables["indicators"].copy()
    row = (frame["township"] == COUNTY) & (frame["indicator"] == "resolution")
    frame.loc[row, ["numerator", "denominator"]] = (17, 18)
    before = frame.copy()
    before.loc[row, ["numerator", "denominator"]] = (12, 13)
    figures = numbers(replace(with_table(report, "indicators", frame), previous={"indicators": before}))
    assert figures["化解率"] == ["94.4%（17/18），较上月上升2.1个百分点", "汇总表“指标”"]


def test_counts_of_nothing_are_said_in_words(report: Report) -> None:
    figures = numbers(report)
    assert figures["逾期未办结"] == ["2件", "汇总表“指标”"]
    assert figures["有责督办"] == ["没有", "汇总表“指标”"]


def test_leaders_on_duty_are_told_without_a_rank(report: Report) -> None:
    assert "领导接访" not in numbers(report)
    columns = ("place", "days", "due", "visits", "settled")
    counted = [("城关镇", 3, 4, 6, 3), ("东禾镇", 4, 4, 2, 0), ("县级", 2, None, 5, 2), (COUNTY, 8, None, 13, 5)]
    duty = contract_table("leaders_on_duty", [dict(zip(columns, row, strict=True)) for row in counted])
    figures = numbers(with_table(report, "leaders_on_duty", duty))
    assert figures["领导接访"] == ["县级2天、乡镇7天，13批次，当场化解5批次", "接访登记"]


def test_volumes_are_sourced_from_a_paper_that_has_them(report: Report) -> None:
    """A year has no circular with a section of volumes, a special period one of another name."""
    assert numbers(report)["来访"][1] == "通报“总体情况”"
    year = replace(report, period=parse_period("2023"), cut_off=date(2023, 12, 31))
    assert {numbers(year)[label][1] for label in ("来访", "信访形式", "内容居前的")} == {"各乡镇台账汇总"}
    special = replace(report, period=parse_period("2023-02-01..2023-02-28"))
    assert numbers(special)["来访"][1] == "通报“信访事项”"


def test_a_blank_class_is_not_among_the_foremost(report: Report) -> None:
    volumes = report.tables["volumes"]
    blanks = [
        volumes[volumes["by"] == by].head(1).assign(code="未填", matters=pd.array([99], dtype="Int64"))
        for by in ("class", "channel")
    ]
    figures = numbers(with_table(report, "volumes", pd.concat([volumes, *blanks])))
    assert figures["内容居前的"][0] == "城乡建设16件、农业农村9件、其他9件"
    assert figures["信访形式"][0].endswith("，另有99件信访形式没有填写或者无法识别")


def test_registrations_and_ledgers_are_told(report: Report) -> None:
    figures = numbers(report)
    assert figures["来访"][0] == "12批次、30人次，其中集体访（5人及以上）2批次、13人次"
    assert figures["内容居前的"][0] == "城乡建设16件、农业农村9件、其他9件"
    assert (
        figures["台账报送"][0]
        == "已报16个，零报告1个（云台乡），迟报1个（马头乡），已报（退回）1个（石门乡），未报送1个（南坪乡）"
    )
    assert figures["参加排名"][0] == "16个乡镇（其中待更正的有城关镇、石门乡2个乡镇）"


@pytest.mark.parametrize(
    ("title", "run", "period", "expected"),
    [
        ("是", 3, "2023", "是（连续3年）"),
        ("是", 2, "2023-02", "是（截至上年连续2年）"),
        ("否", None, "2023-02", "否"),
        ("未评定", None, "2023", "未评定"),
    ],
)
def test_the_county_s_own_title_is_told_with_its_years(
    report: Report, title: str, run: int | None, period: str, expected: str
) -> None:
    """In a month the years are those up to last year."""
    figures = numbers(replace(report, county_title=title, county_streak=run, period=parse_period(period)))
    assert figures["三无县"] == [expected, "汇总表“三无”、年度名单" if run else "汇总表“三无”"]


def test_where_nobody_was_assessed_nobody_is_said_to_be_without(report: Report) -> None:
    ranking = report.tables["ranking"]
    unlisted = ranking.assign(three_none=ranking["three_none"].where(ranking["three_none"] == "不参加", "未评定"))
    assert numbers(with_table(report, "ranking", unlisted))["“三无”乡镇"][0] == "未评定（原因见口径）"


def test_a_list_without_comparison_is_a_draft(report: Report) -> None:
    """Of one township it couldn't be judged."""
    assert "拟定" not in numbers(report)["“三无”乡镇"][0]
    said = numbers(replace(report, draft_list=True))["“三无”乡镇"][0]
    assert said.endswith("17个乡镇（拟定名单，未经比对）；1个未评定")


def test_what_was_mended_is_told_only_when_there_is_a_period_before(report: Report) -> None:
    assert "上月逾期事项" not in numbers(report)
    frame = pd.DataFrame({"case_no": ["A1", "A2"], "township": "城关镇", "kind": "逾期未办结", "mended": [True, False]})
    assert numbers(replace(report, follow_up=frame))["上月逾期事项"][0] == "2件中已解决1件"


def test_where_all_fits_nothing_is_left_out() -> None:
    few = full_digest.fit(8)
    assert few.left_out == ""
    assert list(few.numbers) == full_digest.rows()[:8]


def test_where_a_page_cannot_hold_all_the_comparison_with_last_year_goes_first_and_it_is_said() -> None:
    fit = full_digest.fit(20)
    assert fit.left_out == "一页排不下，没有列：各率与上年同期的比较，见通报和汇总表。"
    assert fit.numbers[2].value == "91.8%（579/631），较上月上升10.3个百分点"
    assert len(fit.numbers) == 20


def test_then_whole_rows_go_by_name_and_what_a_speech_needs_most_stays() -> None:
    rows, fit = full_digest.rows(), full_digest.fit(99)
    kept = {number.label for number in fit.numbers}
    gone = [row.label for row in rows if row.label not in kept]
    first = "各率与上年同期的比较、参加排名、信访形式、领导接访、督办反馈"
    assert fit.left_out == f"一页排不下，没有列：{first}等{len(gone) + 1}项，见通报和汇总表。"
    assert {
        "“三无”乡镇",
        "三无县",
        "及时受理（告知）率",
        "按期办结率",
        "逾期未办结",
        "登记信访事项",
        "内容居前的",
    } <= kept
    assert [n.label for n in fit.numbers] == [r.label for r in rows if r.label in kept], "in the paper's order"


def test_batches_with_long_names_are_told_together(report: Report) -> None:
    assigned = report.tables["assigned"]
    rows = pd.concat([assigned.head(1).assign(batch=f"第{n}批集中治理重复信访和突出信访问题") for n in "一二三"])
    assert numbers(with_table(report, "assigned", rows))["交办各批次"][0].startswith("共3批，交办3件次，已化解")


def test_many_long_names_are_a_number() -> None:
    assert named(["城关镇", "东禾镇"]) == "城关镇、东禾镇2个乡镇"
    assert named([f"东岭彝族苗族{n}乡" for n in range(8)]) == "8个乡镇"
