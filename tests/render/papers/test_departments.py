"""A roster with 县直部门: they are ranked apart, named as units, and written to by their own name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.bundles import Report
from pipeline.render.naming import as_context
from pipeline.render.papers.circular import circular_of
from pipeline.render.papers.digest import numbers_of
from pipeline.render.papers.feedback import Sheets
from pipeline.render.papers.letters import letter_names
from pipeline.settings.record import DEPARTMENT
from tests.render.excel_samples import make_report, with_table
from tests.render.word_texts import circular, tables, text_of

pytestmark = pytest.mark.slow

BUREAU, ADDRESSED = "县住建局", "各乡镇信访工作联席会议"


@pytest.fixture(scope="module")
def report() -> Report:
    """The hand-made county with 县住建局 in 马头乡's place: late with its ledger, and the first of its own ranking."""
    made = make_report()

    def renamed(text: object) -> object:
        return BUREAU if text == "马头乡" else text

    for name, table in made.tables.items():
        if "township" in table:
            made = with_table(made, name, table.assign(township=table["township"].map(renamed).astype("str")))
    ranking = made.tables["ranking"]
    apart = ranking["township"] == BUREAU
    ranking = ranking.assign(
        rank=ranking["rank"].mask(apart, 1),
        score_1dp=ranking["score_1dp"].mask(apart, "99.9"),
        group=ranking["group"].mask(apart, "排名"),
    )
    roster = tuple(replace(t, name=BUREAU, kind=DEPARTMENT) if t.name == "马头乡" else t for t in made.settings.roster)
    return replace(
        with_table(made, "ranking", ranking),
        settings=replace(made.settings, roster=roster, office={**made.settings.office, "主送": ADDRESSED}),
        submissions={str(renamed(name)): status for name, status in made.submissions.items()},
    )


def test_the_circular_counts_and_praises_townships_alone(report: Report) -> None:
    circular = circular_of(report)
    assert (circular.standing.ranked, circular.standing.departments) == (16, 1)
    assert BUREAU not in [each.township for each in circular.better]
    assert BUREAU not in circular.ranked_table.chart.categories
    assert BUREAU in [line.township for line in circular.ranked_table.lines]
    assert circular.ranked_table.notes[-1].endswith("县直部门单独排名，列在乡镇之后，不参加三无。")


def test_the_circular_names_and_addresses_them_as_units(report: Report) -> None:
    said = text_of(report)
    assert f"{ADDRESSED}，县直有关部门：" in said
    assert "应报送台账的单位20个" in said
    assert f"迟报台账的有{BUREAU}；" in said
    assert "县直部门1个单独排名，排名和各项指标见附件1。" in said
    assert "2023年2月各乡镇和县直部门主要指标和排名" in said
    assert circular_of(report).ledgers.townships.endswith("个单位")
    assert [rows[0][at] for at, rows in zip((1, 0), tables(circular(report)), strict=False)] == ["单位", "单位"]


def test_without_departments_nothing_of_them_is_said() -> None:
    said = text_of(make_report())
    assert "县直" not in said
    assert "个单位" not in said


def test_a_letter_calls_a_department_by_its_name(report: Report) -> None:
    names = letter_names(report, "督办函", BUREAU, issuer="青禾县信访局", title="关于督办的函")
    assert (names["addressee"], names["you"]) == (BUREAU, "你局")
    assert letter_names(report, "督办函", "城关镇", issuer="青禾县信访局", title="")["you"] == "你镇"


def test_its_feedback_sheet_speaks_of_a_unit(report: Report) -> None:
    sheets = Sheets(report)
    assert as_context(sheets.of(BUREAU))["称谓"] == "单位"
    assert as_context(sheets.of("城关镇"))["称谓"] == "乡镇"


def test_its_feedback_sheet_says_that_it_has_no_part_in_three_none(report: Report) -> None:
    rows = report.tables["three_none"]
    without = with_table(report, "three_none", rows[~rows["township"].isin(report.settings.departments)])
    sheet = Sheets(without).of(next(iter(report.settings.departments)))
    assert (sheet.conditions, sheet.conditions_note) == ((), "县直部门不参加“三无”评定。")
    assert Sheets(without).of("城关镇").conditions_note == ""


def test_the_sheet_of_numbers_counts_ranked_townships_alone(report: Report) -> None:
    told = {number.label: number.value for number in numbers_of(report)}
    assert told["参加排名"].startswith(f"{circular_of(report).standing.ranked}个乡镇")
