"""Who held a matter on a day, what is in hand, what is in force: asked of a few stands of February."""

from __future__ import annotations

import pandas as pd

from pipeline.measure.stands import held, holder_on, in_force, in_hand, keys, present, within

DAYS = ("clock_on", "held_from", "held_until", "registered_on", "concluded_on", "withdrawn_on")


def days(*texts: str | None) -> pd.Series:
    """Days of 2023 as 02-10."""
    return pd.Series(pd.to_datetime([text and f"2023-{text}" for text in texts]), dtype="datetime64[s]")


def state(*rows: dict[str, object]) -> pd.DataFrame:
    """Stands of 01 in 甲镇's hands since January, settled and present, in the window of February."""
    usual: dict[str, object] = {"case_no": "01", "part": "甲镇", "claim": "确定", "present": True}
    usual |= {"withdrawn_valid": True, "registered_on": "01-10"}
    made = [{**usual, **row} for row in rows]
    frame = pd.DataFrame({id_: [row[id_] for row in made] for id_ in ("case_no", "part", "claim")}, dtype="str")
    frame = frame.assign(**{id_: [row[id_] for row in made] for id_ in ("present", "withdrawn_valid")})
    frame = frame.assign(**{id_: days(*(row.get(id_) for row in made)) for id_ in DAYS})
    moved = frame["held_from"].notna() | frame["held_until"].notna()
    return frame.assign(moved=moved, first=pd.Timestamp("2023-02-01"), last=pd.Timestamp("2023-02-28"))


MOVED = (
    {"held_until": "02-09", "present": False},
    {"part": "乙镇", "held_from": "02-10", "held_until": "02-19", "present": False},
    {"part": "丙镇", "held_from": "02-20"},
)
"""甲镇 until the 9th, 乙镇 from the 10th to the 19th, then 丙镇."""


def test_a_key_is_the_number_and_the_day_of_the_clock_unless_it_is_the_first() -> None:
    assert keys(state({}, {"clock_on": "02-03"})).tolist() == ["01", "01@2023-02-03"]
    assert keys(state({})).tolist() == ["01"]


def test_the_present_stand_is_the_matters() -> None:
    assert present(state(*MOVED))["part"].tolist() == ["丙镇"]


def test_a_stand_holds_its_matter_from_its_first_day_to_its_last() -> None:
    rows = state(*MOVED)
    for day, holding in (("02-09", 0), ("02-10", 1), ("02-19", 1), ("02-20", 2)):
        assert held(rows, days(day, day, day)).tolist() == [at == holding for at in range(3)]
    assert held(state({}, {}), days("02-09", None)).tolist() == [True, False]


def test_the_holder_on_a_day_is_the_stand_that_held_it_then_and_otherwise_the_row_itself() -> None:
    rows = state(*MOVED, {"case_no": "02"}, {"case_no": "03", "held_from": "02-10"})
    asked = days("02-15", "02-15", "02-09", "02-15", "02-01")
    assert holder_on(rows, asked).tolist() == [1, 1, 0, 3, 4]
    assert holder_on(rows, days(None, None, None, None, None)).tolist() == [0, 1, 2, 3, 4]


def test_a_claimant_is_asked_for_itself_and_holds_nothing_for_others() -> None:
    rows = state({"claim": "争议", "held_from": "02-10"}, {"held_from": "02-20"}, {"held_until": "02-19"})
    assert holder_on(rows, days("02-01", "02-15", "02-15")).tolist() == [0, 2, 2]


def test_in_hand_is_what_is_registered_and_neither_concluded_nor_validly_handed_back_by_the_day() -> None:
    rows = state(
        {},
        {"registered_on": "02-28"},
        {"registered_on": "03-01"},
        {"concluded_on": "02-28"},
        {"concluded_on": "03-01"},
        {"withdrawn_on": "02-28"},
        {"withdrawn_on": "03-01"},
        {"withdrawn_on": "02-28", "withdrawn_valid": False},
    )
    assert in_hand(rows, rows["last"]).tolist() == [True, True, False, False, True, False, True, True]


def test_in_force_is_what_was_in_hand_on_any_day_of_the_window() -> None:
    rows = state(
        {"case_no": "1"},
        {"case_no": "2", "registered_on": "03-01"},
        {"case_no": "3", "registered_on": "02-28"},
        {"case_no": "4", "concluded_on": "01-31"},
        {"case_no": "5", "concluded_on": "02-01"},
    )
    assert in_force(rows).tolist() == [True, False, True, False, True]


def test_of_several_stands_who_holds_it_at_the_end_has_it_in_force_or_who_held_it_when_it_was_concluded() -> None:
    assert in_force(state(*MOVED)).tolist() == [False, False, True]
    concluded = [{**row, "concluded_on": "02-15"} for row in MOVED]
    assert in_force(state(*concluded)).tolist() == [False, True, False]
    on_its_last = [{**row, "concluded_on": "02-19"} for row in MOVED]
    assert in_force(state(*on_its_last)).tolist() == [False, True, False]
    later = ({"held_until": "03-04", "present": False}, {"part": "乙镇", "held_from": "03-05"})
    assert in_force(state(*later)).tolist() == [True, False]
    on_the_last_day = ({"held_until": "02-27", "present": False}, {"part": "乙镇", "held_from": "02-28"})
    assert in_force(state(*on_the_last_day)).tolist() == [False, True]


def test_what_is_nobodys_is_in_force_for_the_county_and_each_claimants_own_is_its_own() -> None:
    back = ({"held_until": "02-09", "present": False}, {"part": "", "held_from": "03-05"})
    assert in_force(state(*back)).tolist() == [False, True]
    claims = (
        {"claim": "争议", "present": False},
        {"claim": "争议", "part": "乙镇", "present": False},
        {"claim": "待定"},
    )
    assert in_force(state(*claims)).tolist() == [True, True, True]


def test_a_day_lies_within_its_own_two_days_both_included() -> None:
    asked = days("01-31", "02-01", "02-28", "03-01", None)
    first, last = days(*["02-01"] * 5), days(*["02-28"] * 5)
    assert within(asked, first, last).tolist() == [False, True, True, False, False]
