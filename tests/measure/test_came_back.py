"""A matter came back when a 重件 of the same first matter was registered after its conclusion (docs/definitions.md,
section 5).
"""

from __future__ import annotations

import pytest

from tests.measure.matter_rows import RESOLVED, figure, measured, state, with_options

DONE = {**RESOLVED, "concluded_on": "2022-11-10", "root": "01"}
AGAIN = {"occurrence": "重件", "root": "01", "concluded_on": None}


@pytest.mark.parametrize(
    ("registered", "back"),
    [("2022-11-09", False), ("2022-11-10", False), ("2022-11-11", True), ("2023-02-08", True), ("2023-02-09", False)],
)
def test_strictly_after_the_conclusion_and_within_ninety_days(registered: str, *, back: bool) -> None:
    """Concluded on 10 November: the 90th day is 8 February."""
    assert list(state(DONE, {**AGAIN, "registered_on": registered})["came_back"]) == [back, False]


def test_a_matter_that_came_back_is_not_resolved() -> None:
    """It stays in the denominator."""
    again = {**AGAIN, "registered_on": "2023-02-01"}
    assert figure(measured(DONE, again), "first_time_resolution") == (0, 1)
    assert figure(measured(DONE, {**again, "registered_on": "2023-03-01"}), "first_time_resolution") == (1, 1)


def test_the_number_of_days_is_the_countys() -> None:
    """重新信访天数."""
    rows = (DONE, {**AGAIN, "registered_on": "2022-12-11"})
    assert list(state(*rows, settings=with_options(came_back_days=30))["came_back"]) == [False, False]
    assert list(state(*rows, settings=with_options(came_back_days=31))["came_back"]) == [True, False]


def test_a_repeat_that_was_concluded_can_come_back_too() -> None:
    """Three of one chain: the second is followed by the third."""
    second = {**AGAIN, "registered_on": "2022-11-20", "concluded_on": "2022-12-01"}
    assert list(state(DONE, second, {**AGAIN, "registered_on": "2023-01-05"})["came_back"]) == [True, True, False]


@pytest.mark.parametrize(
    ("again", "back"),
    [
        ({"township": "乙镇"}, False),
        ({"township": "乙镇", "in_superior": True}, True),
        ({"root": "02"}, True),
        ({"occurrence": "初件"}, False),
        ({"bad": ("occurrence",)}, True),
        ({"withdrawn_on": "2023-01-20", "handed_back": True}, False),
        ({"withdrawn_on": "2023-01-20"}, True),
    ],
)
def test_whose_repeat_counts(again: dict[str, object], *, back: bool) -> None:
    """Of this township; of another only if the register has it; not one handed back; one that can't be read does,
    and so does one that

    names no first matter: it is taken for a return to its unit's latest resolved matter.
    """
    assert bool(state(DONE, {**AGAIN, "registered_on": "2023-01-10", **again})["came_back"].iloc[0]) is back


def test_a_repeat_of_another_matter_is_no_return_of_this_one() -> None:
    """It names 02, which is known."""
    other = {**DONE, "root": "02", "concluded_on": "2022-11-12"}
    again = {**AGAIN, "related_case_no": "02", "root": "02", "registered_on": "2023-01-10"}
    assert list(state(DONE, other, again)["came_back"]) == [False, True, False]


def test_what_came_back_is_not_settled_for_the_unit_to_which_it_was_given_since() -> None:
    """甲镇 concluded 01 on 10 November; 交办清单 gave it to 乙镇 on 1 December, and a 重件 of 甲镇 came in January: the
    conclusion isn't 已化解 in 积案化解率 either.
    """
    first = {**DONE, "case_no": "01", "held_until": "2022-11-30", "present": False}
    given = {**DONE, "case_no": "01", "township": "乙镇", "way": "决定", "held_from": "2022-12-01"}
    again = {"occurrence": "重件", "concluded_on": None, "registered_on": "2023-01-10"}
    entry = {"case_no": "01", "township": "乙镇", "batch": "第一批", "assigned_on": "2022-12-01"}
    for repeat in ({**again, "root": "01"}, again):
        result = measured(first, given, repeat, assigned=[entry])
        assert list(result.state["came_back"]) == [True, True, False]
        assert figure(result, "backlog_clearance", "乙镇") == (0, 1)
    alone = measured(first, given, {**again, "root": "01", "township": "乙镇"}, assigned=[entry])
    assert figure(alone, "backlog_clearance", "乙镇") == (1, 1)


def test_a_return_is_a_fact_where_the_repeat_leads_to_the_matter_and_else_an_ascription() -> None:
    """The first leads from 01; the second names nothing known, and is ascribed to the unit's latest."""
    again = {**AGAIN, "registered_on": "2023-01-10"}
    assert state(DONE, again)["came_back_named"].tolist() == [True, False]
    ascribed = state(DONE, {**again, "root": "02"})
    assert (ascribed["came_back"].tolist(), ascribed["came_back_named"].tolist()) == ([True, False], [False, False])
    assert not state(DONE)["came_back_named"].any()


def test_repeats_that_name_nothing_are_taken_for_returns_to_the_units_latest_matters_one_each() -> None:
    """Concluded on 10 and 12 November: the first goes to the latter, the second to the former, a third to none."""
    matters = [DONE, {**DONE, "root": "02", "concluded_on": "2022-11-12"}]
    loose = [{**AGAIN, "root": f"x{day}", "registered_on": f"2023-01-{day}"} for day in (10, 11, 12)]
    for count, back in ((1, [False, True]), (2, [True, True]), (3, [True, True])):
        rows = state(*matters, *loose[:count])
        assert rows["came_back"].tolist() == [*back, *[False] * count]
    assert state(*matters, *loose)["repeat_no"].tolist()[:2] == ["04", "03"]
