"""归属: its day, a decision for the present holder, and merged units (docs/definitions.md, 归属)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from tests.merge.merge_rows import FEBRUARY, JANUARY, SETTINGS, Row, merged, only, stands

pytestmark = pytest.mark.slow

MARCH = "2023-03"
Q1 = (JANUARY, FEBRUARY, MARCH)
A_JAN: Row = {"folder": JANUARY, "accepted_on": "2023-01-12"}
A_NAMES_B: Row = {"accepted_on": "2023-01-12", "file": "甲镇", "sender": "甲镇", "township": "乙镇"}
B_FEB: Row = {"township": "乙镇", "accepted_on": "2023-01-12"}


def given(to: str, day: str, folder: str = FEBRUARY) -> list[Row]:
    return [{"subject": "01", "decision": f"归属乡镇：{to}", "decided_on": day, "folder": folder}]


def test_the_day_holds_for_a_matter_that_its_new_holder_lists_first() -> None:
    """Registered on 10 January, given on 3 February: receipt on that day, accepted on it."""
    result = merged(B_FEB, decisions=given("乙镇", "2023-02-03"))
    assert stands(result) == [("乙镇", "决定", "2023-02-03", "", "")]
    assert only(result)["receipt_on"] == pd.Timestamp(2023, 2, 3)
    assert only(result)["accepted_on"] == pd.Timestamp(2023, 2, 3)


def test_a_decision_that_comes_in_later_tells_the_day_within_the_first_window_alone() -> None:
    """A day of February for what 乙 first listed in February is the day when 乙 got it.

    A day of March would renew the limits of its own matter.
    """
    early, late = (
        merged(B_FEB, {**B_FEB, "folder": MARCH}, folders=Q1, decisions=given("乙镇", day, MARCH))
        for day in ("2023-02-20", "2023-03-20")
    )
    assert stands(early) == [("乙镇", "决定", "2023-02-20", "", "")]
    assert stands(late) == [("乙镇", "首报", "", "", "")]


def test_the_day_holds_after_both_had_agreed() -> None:
    """Agreed in February, decided in March for 10 February: until the 9th 甲's, and 乙's own clock from then on."""
    result = merged(
        A_JAN, A_NAMES_B, B_FEB, {**B_FEB, "folder": MARCH}, folders=Q1, decisions=given("乙镇", "2023-02-10", MARCH)
    )
    assert stands(result) == [("甲镇", "首报", "", "", "2023-02-09"), ("乙镇", "决定", "2023-02-10", "2023-02-10", "")]


def test_a_matter_concluded_before_the_day_opens_no_clock() -> None:
    """Concluded by 甲 on 5 February, given away on the 10th: the clock runs on, with what 甲 wrote."""
    done: Row = {"accepted_on": "2023-01-12", "concluded_on": "2023-02-05", "outcome": "予以支持"}
    result = merged(A_JAN, done, decisions=given("乙镇", "2023-02-10"))
    assert stands(result) == [("甲镇", "首报", "", "", "2023-02-09"), ("乙镇", "决定", "", "2023-02-10", "")]
    assert only(result)["concluded_on"] == pd.Timestamp(2023, 2, 5)
    assert only(result)["accepted_on"] == pd.Timestamp(2023, 1, 12)


def test_what_is_given_to_a_unit_that_was_merged_by_then_goes_to_its_unit() -> None:
    """丙 was merged into 乙 on 1 February; by a day of January it is still 丙's."""
    units = tuple(
        replace(t, merged_into="乙镇", merged_on=date(2023, 2, 1)) if t.name == "丙镇" else t for t in SETTINGS.roster
    )
    settings = replace(SETTINGS, roster=units)
    after = merged(A_JAN, {}, settings=settings, decisions=given("丙镇", "2023-02-10"))
    before = merged(A_JAN, {}, settings=settings, decisions=given("丙镇", "2023-01-20"))
    assert [part for part, *_ in stands(after)] == ["甲镇", "乙镇"]
    assert [part for part, *_ in stands(before)][:2] == ["甲镇", "丙镇"]
    assert only(before)["township"] == "乙镇"


def test_the_first_row_of_the_register_above_moves_nothing() -> None:
    """甲 has it since January; the register has it in February, in 乙's name, and moves it in March by naming 丙."""
    above: Row = {"case_no": "01", "township": "乙镇", "registered_on": "2023-01-10", "folder": FEBRUARY}
    rows = [A_JAN, {"accepted_on": "2023-01-12"}]
    assert stands(merged(*rows, superior=[above])) == [("甲镇", "首报", "", "", "")]
    moved = merged(*rows, folders=Q1, superior=[above, {**above, "township": "丙镇", "folder": MARCH}])
    assert stands(moved) == [("甲镇", "首报", "", "", "2023-02-28"), ("丙镇", "决定", "2023-03-01", "2023-03-01", "")]
