"""关注规则: who gets which letter, and who is proposed for a talk."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.measure.attention import Occasions, letters
from pipeline.period import parse_period
from pipeline.settings import Settings
from pipeline.settings_measures import BUILT_IN_ATTENTION
from tests.measure.matter_rows import FEBRUARY, SETTINGS

SET: Settings = replace(SETTINGS, attention=BUILT_IN_ATTENTION)
Figures = dict[tuple[str, str], tuple[int | None, int | None]]
ON_TIME, CONTENT, OPEN, UNACCEPTED = "concluded_on_time", "satisfaction", "overdue_open", "overdue_unaccepted"


def of(figures: Figures, omitted: dict[str, tuple[str, ...]] | None = None) -> Occasions:
    return Occasions(figures, omitted or {})


def told(now: Occasions, before: Occasions | None = None, **cases: tuple[str, ...]) -> list[tuple[str, str]]:
    """(document, indicator) of 甲镇's letters; ``cases``: numbers of a count."""
    frame = letters(now, before, {("甲镇", id_): numbers for id_, numbers in cases.items()}, SET, ("甲镇",), FEBRUARY)
    return list(zip(frame["document"], frame["indicator"], strict=True))


def test_one_overdue_matter_is_urged() -> None:
    assert told(of({("甲镇", OPEN): (1, None)}), overdue_open=("01",)) == [("督办函", OPEN)]
    assert told(of({("甲镇", OPEN): (0, None)})) == []


def test_matters_of_accusation_alone_ask_for_no_letter() -> None:
    """They are counted, and never listed."""
    assert told(of({("甲镇", OPEN): (1, None)}), overdue_open=()) == []


@pytest.mark.parametrize(("figure", "letter"), [((8, 10), True), ((9, 10), False), ((7, 9), False), ((0, 0), False), ((None, None), False)])
def test_a_rate_below_its_line_is_reminded_of_from_ten_matters(figure: tuple[int | None, int | None], letter: bool) -> None:
    """The line of 按期办结率 is 90 %."""
    assert told(of({("甲镇", ON_TIME): figure})) == ([("工作提示函", ON_TIME)] if letter else [])


def test_two_rates_below_their_lines_are_reminded_of_whatever_their_size() -> None:
    assert told(of({("甲镇", ON_TIME): (1, 2), ("甲镇", CONTENT): (1, 2)})) == [("工作提示函", ON_TIME), ("工作提示函", CONTENT)]


def test_a_rate_that_urged_matters_lower_is_not_told_twice() -> None:
    figures: Figures = {("甲镇", OPEN): (3, None), ("甲镇", ON_TIME): (7, 10), ("甲镇", CONTENT): (7, 10)}
    assert told(of(figures), overdue_open=("01", "02", "03")) == [("督办函", OPEN), ("工作提示函", CONTENT)]


def test_an_omission_is_reminded_of_with_its_numbers() -> None:
    frame = letters(of({}, {"甲镇": ("07", "08")}), None, {}, SET, ("甲镇", "乙镇"), FEBRUARY)
    assert frame.to_dict("records")[0]["case_nos"] == "07、08"
    assert list(frame["reason"]) == ["漏报2件"]


def test_the_same_rule_in_two_months_proposes_a_talk() -> None:
    low = of({("甲镇", CONTENT): (7, 10)})
    assert told(low, low) == [("工作提示函", CONTENT), ("约谈建议", CONTENT)]
    assert told(low, of({("甲镇", CONTENT): (8, 10)})) == [("工作提示函", CONTENT)]
    assert told(low, of({("甲镇", CONTENT): (5, 9)})) == [("工作提示函", CONTENT)], "too few matters the month before"


def test_omissions_in_two_months_propose_a_talk() -> None:
    left_out = of({}, {"甲镇": ("07",)})
    assert told(left_out, left_out) == [("工作提示函", "omission"), ("约谈建议", "omission")]
    assert told(left_out, of({})) == [("工作提示函", "omission")]


def test_only_months_are_compared_with_the_one_before() -> None:
    low = of({("甲镇", CONTENT): (7, 10)})
    frame = letters(low, low, {}, SET, ("甲镇",), parse_period("2023-Q1"))
    assert list(frame["document"]) == ["工作提示函"]


def test_rows_come_in_roster_order_then_by_paper() -> None:
    figures: Figures = {(n, CONTENT): (7, 10) for n in ("甲镇", "乙镇")} | {("乙镇", OPEN): (1, None)}
    frame = letters(of(figures), of(figures), {("乙镇", OPEN): ("09",)}, SET, ("甲镇", "乙镇"), FEBRUARY)
    assert list(zip(frame["township"], frame["document"], frame["indicator"], strict=True)) == [
        ("甲镇", "工作提示函", CONTENT), ("甲镇", "约谈建议", CONTENT), ("乙镇", "督办函", OPEN), ("乙镇", "工作提示函", CONTENT),
        ("乙镇", "约谈建议", OPEN), ("乙镇", "约谈建议", CONTENT),
    ]  # fmt: skip
    assert frame.loc[1, "reason"] == "责任单位满意率连续两个月低于80%"
    assert frame.loc[4, "reason"] == "连续两个月有逾期未办结"
