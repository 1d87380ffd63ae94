"""三无: conditions, what can't be counted, sound reporting, and the title (docs/definitions.md, section 7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd
import pytest

from pipeline.base.county import COUNTY as WHOLE
from pipeline.base.listed import texts_in
from pipeline.measure.ranks.three_none import Soundness, _townships_alone, three_none, titles, with_months
from pipeline.schema.options import Options
from pipeline.settings.conditions import BUILT_IN_CONDITIONS
from pipeline.settings.record import Condition, Settings
from pipeline.settings.record import Test as OneTest  # pytest would collect a name that begins with Test
from tests.measure.matter_rows import FEBRUARY, SETTINGS, Row, measured, register

COUNTY = replace(SETTINGS, conditions=BUILT_IN_CONDITIONS)
EVENTS = replace(COUNTY, options=replace(Options(), three_none_preset="事件类"))
SOUND = Soundness(missing_ledgers={}, omissions={}, errors={})
OVERDUE, BACKLOG, FAULT = "无逾期未受理、未办结件", "无到期未化解积案", "无有责督办件"
LATE: Row = {"registered_on": "2022-12-01", "accepted_on": "2022-12-01", "concluded_on": None}
REGISTERS: dict[str, Iterable[Row]] = {"assigned": [], "supervised": []}


def judged(
    *rows: Row, county: Settings = COUNTY, soundness: Soundness = SOUND, **registers: Iterable[Row]
) -> pd.DataFrame:
    """The table of February."""
    supervised = register("supervised", registers["supervised"]) if "supervised" in registers else None
    return three_none(measured(*rows, settings=county, **registers), supervised, soundness, county, FEBRUARY)


def cell(table: pd.DataFrame, condition: str, township: str = "甲镇") -> tuple[int | None, bool | None, str | None]:
    """Count, whether it holds, and evidence; None where null."""
    found = table[(table["township"] == township) & (table["condition"] == condition)]
    assert len(found) == 1
    count, holds, cases = (found[c].iloc[0] for c in ("count", "holds", "case_nos"))
    return (
        None if pd.isna(count) else int(count),
        None if pd.isna(holds) else bool(holds),
        "、".join(texts_in(cases)) or None,
    )


def test_a_condition_fails_with_the_numbers_that_fail_it() -> None:
    """Overdue unaccepted and overdue open are one condition; its count is their sum."""
    table = judged(LATE, {**LATE, "accepted_on": None}, **REGISTERS)
    assert cell(table, OVERDUE) == (2, False, "01、02")
    assert cell(table, OVERDUE, "乙镇") == (0, True, None)
    assert cell(table, OVERDUE, "全县") == (2, False, "01、02")


def test_a_condition_without_its_register_is_unknown_not_held_and_not_failed() -> None:
    """Neither 交办清单 nor 督办登记: two conditions are null, and nobody has the title."""
    table = judged({})
    assert cell(table, OVERDUE) == (0, True, None)
    assert cell(table, BACKLOG) == (None, None, None)
    assert cell(table, FAULT) == (None, None, None)
    assert set(titles(table).values()) == {"未评定"}


def test_another_condition_that_fails_makes_the_title_a_no_though_one_is_unknown() -> None:
    """甲镇 fails outright, 乙镇 can't be judged."""
    assert titles(judged(LATE)) == {"甲镇": "否", "乙镇": "未评定", "丙镇": "未评定", "全县": "否"}


def test_a_township_that_holds_every_condition_and_reports_soundly_has_the_title() -> None:
    """The county too, when every township is sound and its own counts are within the limit."""
    assert set(titles(judged({}, **REGISTERS)).values()) == {"是"}


@pytest.mark.parametrize(
    ("soundness", "condition", "found"),
    [
        (Soundness({"甲镇": 1}, {}, {}), "台账报送", (1, False, None)),
        (Soundness({}, {"甲镇": ("02", "01")}, {}), "无遗漏", (2, False, "01、02")),
        (Soundness({}, {}, {"甲镇": 3}), "无错误", (3, False, None)),
    ],
)
def test_unsound_reporting_bars_the_title(soundness: Soundness, condition: str, found: tuple[object, ...]) -> None:
    """A missing ledger, an omission, an error: the township and the county lose it, the neighbour keeps it."""
    table = judged({}, soundness=soundness, **REGISTERS)
    assert cell(table, condition) == found
    assert cell(table, condition, "全县") == found
    assert titles(table) == {"甲镇": "否", "乙镇": "是", "丙镇": "是", "全县": "否"}


def test_without_the_register_of_the_level_above_omissions_are_unknown_and_bar_nobody() -> None:
    """The list is then 拟定名单."""
    table = judged({}, soundness=replace(SOUND, omissions=None), **REGISTERS)
    assert cell(table, "无遗漏") == (None, None, None)
    assert set(titles(table).values()) == {"是"}


def test_as_many_as_the_county_allows_are_allowed() -> None:
    """允许数 1: one is within it, two aren't."""
    overdue = replace(BUILT_IN_CONDITIONS[0], allowed=1)
    county = replace(COUNTY, conditions=(overdue,))
    assert cell(judged(LATE, county=county), OVERDUE) == (1, True, None)
    assert cell(judged(LATE, LATE, county=county), OVERDUE) == (2, False, "01、02")


def test_a_condition_on_a_rate_compares_fractions_and_passes_where_nothing_was_due() -> None:
    """化解率 ≥ 50 %: one of two holds, none of one fails, 0 of 0 holds."""
    county = replace(
        COUNTY, conditions=(Condition("化解类", "化解率过半", (OneTest("resolution", "≥", "50%", on_indicator=True),)),)
    )
    done = {"concluded_on": "2023-02-10", "outcome": "予以支持", "settled": "已化解"}
    open_ = {"concluded_on": "2023-02-10", "outcome": "予以支持", "settled": "未化解"}
    table = judged(done, open_, {**open_, "township": "乙镇"}, county=county)
    assert [cell(table, "化解率过半", t)[1] for t in ("甲镇", "乙镇", "丙镇")] == [True, False, True]


@pytest.mark.slow
def test_events_count_only_where_the_register_says_at_fault() -> None:
    """仅计有责: a matter registered in the month, level 国家 and 异常, that 督办登记 has as 有责."""
    visit = {
        "registered_on": "2023-02-05",
        "level": "国家",
        "visit_class": "异常",
        "accepted_on": None,
        "concluded_on": None,
    }
    fault = {"case_no": "01", "township": "甲镇", "supervised_on": "2023-02-10", "at_fault": "是"}
    name = "无异常访登记"
    assert cell(judged(visit, county=EVENTS, supervised=[fault]), name) == (1, False, "01")
    assert cell(judged(visit, county=EVENTS, supervised=[{**fault, "at_fault": "否"}]), name) == (0, True, None)
    assert cell(judged({**visit, "visit_class": "正常"}, county=EVENTS, supervised=[fault]), name) == (0, True, None)
    assert cell(judged({**visit, "registered_on": "2023-01-31"}, county=EVENTS, supervised=[fault]), name) == (
        0,
        True,
        None,
    )
    assert cell(judged(visit, county=EVENTS), name) == (None, None, None)


def test_departments_have_no_conditions_and_do_not_cost_the_county_its_title() -> None:
    """丙镇 is a 县直部门 here: its overdue matter is in 全县's figures, not in 三无县's."""
    roster = (*COUNTY.roster[:2], replace(COUNTY.roster[2], kind="县直部门"))
    table = judged(
        {**LATE, "township": "丙镇"},
        county=replace(COUNTY, roster=roster),
        soundness=Soundness({"丙镇": 1}, {"丙镇": ("09",)}, {"丙镇": 1}),
        **REGISTERS,
    )
    assert "丙镇" not in set(table["township"])
    assert cell(table, OVERDUE, "全县") == (0, True, None)
    assert set(titles(table).values()) == {"是"}


def test_an_unreadable_value_meets_a_condition_on_its_column() -> None:
    """Errors never help."""
    visit = {"registered_on": "2023-02-05", "level": "国家", "bad": ("visit_class",)}
    fault = {"case_no": "01", "township": "甲镇", "supervised_on": "2023-02-10", "at_fault": "是"}
    assert cell(judged(visit, county=EVENTS, supervised=[fault]), "无异常访登记") == (1, False, "01")


def test_the_evidence_of_a_condition_leaves_accusations_out() -> None:
    """The count has it, the numbers don't."""
    fault = {"township": "甲镇", "supervised_on": "2023-02-10", "at_fault": "是"}
    table = judged(
        {"procedure": "检举控告"}, {}, supervised=[{**fault, "case_no": "01"}, {**fault, "case_no": "02"}], assigned=[]
    )
    assert cell(table, FAULT) == (2, False, "02")


def test_a_quarter_holds_what_each_of_its_months_held() -> None:
    """Failed in one month: failed. What can't be counted stays unknown."""
    now, january = judged({}, supervised=[]), judged(LATE, supervised=[])
    table = with_months(now, {"2023-01": january})
    assert cell(table, OVERDUE)[1] is False
    assert cell(table, OVERDUE, "乙镇")[1] is True
    assert cell(table, BACKLOG)[1] is None
    assert cell(with_months(now, {"2023-01": now}), OVERDUE)[1] is True


@pytest.mark.slow
def test_a_month_that_could_not_count_a_condition_leaves_it_unknown_unless_another_month_failed_it() -> None:
    """January had no 交办清单; in February one was overdue, and its number stands as evidence."""
    now, unknown = judged({}, **REGISTERS), judged({}, supervised=[])
    late = {"case_no": "01", "township": "甲镇", "assigned_on": "2022-12-01", "settle_by": "2023-01-31"}
    failed = judged({}, supervised=[], assigned=[late])
    assert cell(now, BACKLOG) == (0, True, None)
    assert cell(with_months(now, {"2023-01": unknown}), BACKLOG) == (0, None, None)
    assert cell(with_months(now, {"2023-01": unknown, "2023-02": failed}), BACKLOG) == (0, False, "01")
    assert cell(with_months(now, {"2023-01": failed, "2023-02": unknown}), BACKLOG) == (0, False, "01")


def test_what_departments_have_is_taken_off_the_countys_figures_where_both_are_known() -> None:
    """A count has no denominator; without its register nothing is known."""
    figures = {
        ("甲镇", "rate"): (3, 6),
        ("某局", "rate"): (2, 4),
        (WHOLE, "rate"): (5, 10),
        ("某局", "count"): (1, None),
        (WHOLE, "count"): (3, None),
        ("某局", "half"): (None, None),
        (WHOLE, "half"): (3, None),
        ("某局", "unknown"): (None, None),
        (WHOLE, "unknown"): (None, None),
    }
    alone = _townships_alone(figures, ["某局"])
    assert [alone[WHOLE, id_] for id_ in ("rate", "count")] == [(3, 6), (2, None)]
    assert [alone[WHOLE, id_] for id_ in ("unknown", "half")] == [(None, None), (3, None)]
    assert alone["甲镇", "rate"] == (3, 6)
