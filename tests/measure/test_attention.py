"""关注规则: who gets which letter, and who is proposed for a talk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pandas as pd
import pytest

from pipeline.base.period import parse_period
from pipeline.bundles import contract_table
from pipeline.measure.lists.attention import Occasions, Urging, letters, reply_days, urged_until
from pipeline.settings.attention import BUILT_IN_ATTENTION
from pipeline.settings.record import AttentionRule, Settings
from tests.measure.matter_rows import FEBRUARY, SETTINGS

SET: Settings = replace(SETTINGS, attention=BUILT_IN_ATTENTION)
Figures = dict[tuple[str, str], tuple[int | None, int | None]]
ON_TIME, CONTENT, OPEN = "concluded_on_time", "satisfaction", "overdue_open"


def of(
    figures: Figures, omitted: dict[str, tuple[str, ...]] | None = None, *, overdue: tuple[str, ...] = ()
) -> Occasions:
    """``overdue``: 甲镇's matters past a limit."""
    return Occasions(figures, omitted or {}, {"甲镇": overdue})


def told(
    now: Occasions, before: Occasions | None = None, settings: Settings = SET, **cases: tuple[str, ...]
) -> list[tuple[str, int, str]]:
    """(document, part, indicator) of 甲镇's letters; ``cases``: numbers of a count."""
    frame = letters(
        now, before, {("甲镇", id_): numbers for id_, numbers in cases.items()}, settings, ("甲镇",), FEBRUARY
    )
    return list(zip(frame["document"], frame["part"], frame["indicator"], strict=True))


def test_one_overdue_matter_is_urged() -> None:
    assert told(of({("甲镇", OPEN): (1, None)}), overdue_open=("01",)) == [("督办函", 1, OPEN)]
    assert told(of({("甲镇", OPEN): (0, None)})) == []


def test_matters_of_accusation_alone_ask_for_no_letter() -> None:
    """They are counted, and never listed."""
    assert told(of({("甲镇", OPEN): (1, None)}), overdue_open=()) == []


@pytest.mark.parametrize(
    ("figure", "letter"), [((8, 10), True), ((9, 10), False), ((7, 9), False), ((0, 0), False), ((None, None), False)]
)
def test_a_rate_below_its_line_is_reminded_of_from_ten_matters(
    figure: tuple[int | None, int | None], letter: bool
) -> None:
    """The line of 按期办结率 is 90 %."""
    assert told(of({("甲镇", ON_TIME): figure})) == ([("工作提示函", 1, ON_TIME)] if letter else [])


def test_in_a_special_period_counts_ask_for_a_letter_and_rates_for_none() -> None:
    now = of({("甲镇", ON_TIME): (8, 10), ("甲镇", OPEN): (1, None), ("甲镇", CONTENT): (1, 10)})
    cases = {("甲镇", OPEN): ("01",)}
    frame = letters(now, None, cases, SET, ("甲镇",), parse_period("2023-02-04..2023-02-20"))
    assert list(zip(frame["document"], frame["indicator"], strict=True)) == [("督办函", OPEN)]


def test_two_rates_below_their_lines_over_too_few_matters_ask_for_nothing() -> None:
    assert told(of({("甲镇", ON_TIME): (1, 9), ("甲镇", CONTENT): (1, 9)})) == []


LATE_AND_LOW: Figures = {("甲镇", OPEN): (3, None), ("甲镇", ON_TIME): (7, 10), ("甲镇", CONTENT): (7, 10)}


def test_who_is_urged_gets_one_letter_with_a_second_part() -> None:
    """满意率 and the omission are its second part; 按期办结率 is lowered by the very matters that are urged, and
    isn't told twice.
    """
    found = told(of(LATE_AND_LOW, {"甲镇": ("07",)}), overdue_open=("01", "02", "03"))
    assert found == [("督办函", 1, OPEN), ("督办函", 2, CONTENT), ("督办函", 2, "omission")]


def test_a_county_may_send_both_letters_apart() -> None:
    apart = replace(SET, options=replace(SET.options, letters_apart=True))
    assert told(of(LATE_AND_LOW), settings=apart, overdue_open=("01",)) == [
        ("督办函", 1, OPEN),
        ("工作提示函", 1, CONTENT),
    ]


def test_an_omission_is_reminded_of_with_its_numbers() -> None:
    frame = letters(of({}, {"甲镇": ("07", "08")}), None, {}, SET, ("甲镇", "乙镇"), FEBRUARY)
    assert frame.to_dict("records")[0]["case_nos"] == ["07", "08"]
    assert list(frame["reason"]) == ["遗漏2件"]


def test_the_same_rate_in_two_months_proposes_a_talk() -> None:
    low = of({("甲镇", CONTENT): (7, 10)})
    assert told(low, low) == [("工作提示函", 1, CONTENT), ("约谈建议", 1, CONTENT)]
    assert told(low, of({("甲镇", CONTENT): (8, 10)})) == [("工作提示函", 1, CONTENT)]
    assert told(low, of({("甲镇", CONTENT): (5, 9)})) == [("工作提示函", 1, CONTENT)], (
        "too few matters the month before"
    )


def test_a_paper_of_the_countys_own_is_asked_for_beside_the_letters_and_proposes_no_talk() -> None:
    own = (AttentionRule(CONTENT, Fraction(9, 10), 10, "走访通知"), AttentionRule(OPEN, None, 0, "走访通知"))
    both = replace(SET, attention=(*BUILT_IN_ATTENTION, *own))
    low = of({("甲镇", CONTENT): (17, 20), ("甲镇", OPEN): (1, None)})
    assert told(low, low, both, overdue_open=("01",)) == [
        ("督办函", 1, OPEN),
        ("走访通知", 1, OPEN),
        ("走访通知", 1, CONTENT),
    ]


def test_omissions_in_two_months_propose_a_talk() -> None:
    left_out = of({}, {"甲镇": ("07",)})
    assert told(left_out, left_out) == [("工作提示函", 1, "omission"), ("约谈建议", 1, "omission")]
    assert told(left_out, of({})) == [("工作提示函", 1, "omission")]


def proposed(still: tuple[str, ...], *, listed: tuple[str, ...] = ("01", "02", "03", "04")) -> list[str]:
    """The case numbers of a talk; January had 01, 02, 03 and 04 overdue.

    ``listed``: in a 督办函 whose reply day had passed by then.
    """
    figures: Figures = {("甲镇", OPEN): (len(still), None)}
    before = of({}, overdue=("01", "02", "03", "04"))
    frame = letters(of(figures, overdue=still), before, {}, SET, ("甲镇",), FEBRUARY, {"甲镇": listed})
    return list(frame.loc[frame["document"] == "约谈建议", "case_nos"])


def test_three_matters_overdue_at_two_cut_offs_after_the_reply_day_propose_a_talk() -> None:
    """Matters of which the letter says nothing don't count, new ones don't, and two don't suffice."""
    assert proposed(("01", "02", "04", "09")) == [["01", "02", "04"]]
    assert proposed(("01", "02", "09")) == []
    assert proposed(("01", "02", "04"), listed=()) == []
    assert proposed(("01", "02", "04"), listed=("01", "02")) == []


def test_a_letter_counts_once_its_reply_day_lies_before_the_first_of_the_two_cut_offs() -> None:
    """甲镇 urged at the end of December, with fifteen days to reply, had until 15 January, before the cut-off of 31
    January; the letter that

    bears 16 January has its reply day on that cut-off, and the one of January itself in February: both wait for the
    month after.
    """
    letter = contract_table("letters", [{"township": "甲镇", "document": "督办函"}])
    december = Urging(letter, date(2022, 12, 31), {"甲镇": ("01", "02")})
    january = Urging(letter, date(2023, 1, 31), {"甲镇": ("01", "02", "03")})
    issued = pd.DataFrame({"document": ["督办函"], "township": ["甲镇"], "dated_on": pd.to_datetime(["2023-01-16"])})
    first, second = date(2023, 1, 31), date(2023, 2, 28)
    assert urged_until([december, january], None, SET, first) == {"甲镇": {"01", "02"}}
    assert urged_until([december, january], None, SET, second) == {"甲镇": {"01", "02", "03"}}
    assert urged_until([december], issued, SET, first) == {}
    assert urged_until([december], issued, SET, second) == {"甲镇": {"01", "02"}}


def test_the_reply_day_counts_from_the_day_that_the_letter_bears() -> None:
    """Fifteen days after 成文日期 of 发文登记, else after the cut-off."""
    then = contract_table("letters", [{"township": n, "document": "督办函"} for n in ("甲镇", "乙镇")])
    issued = pd.DataFrame(
        {
            "document": ["督办函", "工作提示函"],
            "township": ["甲镇", "乙镇"],
            "dated_on": pd.to_datetime(["2023-02-06", "2023-02-06"]),
        }
    )
    january = date(2023, 1, 31)
    assert reply_days(then, january, issued, SET) == {"甲镇": date(2023, 2, 21), "乙镇": date(2023, 2, 15)}
    assert reply_days(then, january, None, SET) == {"甲镇": date(2023, 2, 15), "乙镇": date(2023, 2, 15)}


def test_only_months_are_compared_with_the_one_before() -> None:
    low = of({("甲镇", CONTENT): (7, 10)})
    frame = letters(low, low, {}, SET, ("甲镇",), parse_period("2023-Q1"))
    assert list(frame["document"]) == ["工作提示函"]


def test_letters_come_in_roster_order_and_those_to_be_talked_with_the_worst_first() -> None:
    """乙镇's 6/10 is worse than 甲镇's 7/10."""
    figures: Figures = {("甲镇", CONTENT): (7, 10), ("乙镇", CONTENT): (6, 10), ("乙镇", OPEN): (1, None)}
    frame = letters(of(figures), of(figures), {("乙镇", OPEN): ("09",)}, SET, ("甲镇", "乙镇"), FEBRUARY)
    assert list(zip(frame["township"], frame["document"], frame["part"], frame["indicator"], strict=True)) == [
        ("甲镇", "工作提示函", 1, CONTENT),
        ("乙镇", "督办函", 1, OPEN),
        ("乙镇", "督办函", 2, CONTENT),
        ("乙镇", "约谈建议", 1, CONTENT),
        ("甲镇", "约谈建议", 1, CONTENT),
    ]
    assert frame.loc[3, "reason"] == "责任单位满意率连续两个月低于80%（上月60.0%（6/10），本月60.0%（6/10））"


def test_the_talk_about_matters_still_overdue_is_about_the_limit_of_which_more_are() -> None:
    """Three were urged and are overdue yet; nothing is counted of the limit of acceptance, or less of it."""
    three = ("01", "02", "03")
    for unaccepted, named in ((None, OPEN), (0, OPEN), (4, "overdue_unaccepted")):
        figures: Figures = {("甲镇", OPEN): (1, None), ("甲镇", "overdue_unaccepted"): (unaccepted, None)}
        now = of(figures if unaccepted is not None else {("甲镇", OPEN): (1, None)}, overdue=three)
        frame = letters(now, of({}, overdue=three), {}, SET, ("甲镇",), FEBRUARY, {"甲镇": three})
        talks = frame[frame["document"] == "约谈建议"]
        assert list(zip(talks["indicator"], talks["numerator"], strict=True)) == [(named, 3)]
        assert talks["case_nos"].tolist() == [["01", "02", "03"]]
