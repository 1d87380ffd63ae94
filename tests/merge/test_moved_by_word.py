"""Whose matter it is by a decision, a register or a hand-back, and 重新办理 (docs/definitions.md, 归属)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from test_whose_matter import A_FEB, A_JAN, A_NAMES_B, ABOVE, B_FEB, FIRST_ONLY, LISTED, MARCH, Q1, decided

from pipeline.settings.record import Township
from tests.merge.merge_rows import FEBRUARY, JANUARY, SETTINGS, Row, edition, merged, only, stands, told

pytestmark = pytest.mark.slow

# -- by a decision or a register
# ------------------------------------------------------------------------------------------


def test_a_decided_move_begins_a_clock_of_its_own_on_the_decisions_day() -> None:
    """Case 22: 乙镇 has its own receipt; what was accepted before counts as that day; what 甲镇 did stays 甲镇's."""
    result = merged(A_JAN, A_FEB, decisions=decided("乙镇", "2023-02-15"))
    assert stands(result) == [("甲镇", "首报", "", "", "2023-02-14"), ("乙镇", "决定", "2023-02-15", "2023-02-15", "")]
    assert only(result)["accepted_on"] == pd.Timestamp("2023-02-15")
    assert only(result)["receipt_on"] == pd.Timestamp("2023-02-15")
    old = result.matters.iloc[0]
    assert (old["township"], old["accepted_on"]) == ("甲镇", pd.Timestamp("2023-01-12"))


def test_a_decision_after_the_cut_off_has_no_effect_yet() -> None:
    assert stands(merged(A_JAN, A_FEB, decisions=decided("乙镇", "2023-03-02"))) == FIRST_ONLY


def test_a_decision_holds_until_another() -> None:
    """January's decision stands in February and March, though the ledgers go on as before; March's gives it back."""
    first = decided("乙镇", "2023-01-20", JANUARY)
    held = merged(A_JAN, A_FEB, decisions=first)
    assert only(held)["township"] == "乙镇"
    back = merged(
        A_JAN, A_FEB, folders=Q1, decisions=[*first, *decided("甲镇", "2023-03-05", MARCH)], sent=[(MARCH, "甲镇")]
    )
    assert [s[:3] for s in stands(back)][-1] == ("甲镇", "决定", "2023-03-05")


def test_a_decisions_day_holds_after_both_had_agreed() -> None:
    agreed = merged(
        A_JAN, A_NAMES_B, B_FEB, {**B_FEB, "folder": MARCH}, folders=Q1, decisions=decided("乙镇", "2023-02-20", MARCH)
    )
    assert stands(agreed)[-1] == ("乙镇", "决定", "2023-02-20", "2023-02-20", "")


def test_a_register_row_that_differs_from_its_row_before_moves_the_matter() -> None:
    """From the new 收到日期 where the row before had an earlier one, else from the window of the first row for 乙镇."""
    jan, feb = (
        {**ABOVE, "folder": JANUARY, "received_on": "2023-01-11"},
        {**ABOVE, "township": "乙镇", "received_on": "2023-02-09"},
    )
    assert stands(merged(A_JAN, A_FEB, superior=[jan, feb]))[-1] == ("乙镇", "决定", "2023-02-09", "2023-02-09", "")
    same = {**feb, "received_on": "2023-01-11"}
    assert stands(merged(A_JAN, A_FEB, superior=[jan, same]))[-1] == ("乙镇", "决定", "2023-02-01", "2023-02-01", "")


def test_a_register_row_that_says_the_same_again_moves_nothing() -> None:
    rows = [{**ABOVE, "folder": JANUARY}, ABOVE]
    assert stands(merged(A_JAN, A_FEB, B_FEB, superior=rows)) == FIRST_ONLY


def test_an_assignment_after_the_first_window_moves_the_matter() -> None:
    """Assigned to 乙镇 on 8 February; one of 5 January was known when 甲镇 first listed it and moves nothing."""
    moved = merged(A_JAN, A_FEB, assigned=[{**LISTED, "township": "乙镇", "assigned_on": "2023-02-08"}])
    assert stands(moved)[-1] == ("乙镇", "决定", "2023-02-08", "2023-02-08", "")
    assert stands(merged(A_JAN, A_FEB, assigned=[{**LISTED, "township": "乙镇"}])) == FIRST_ONLY


def test_a_matter_concluded_before_the_move_stays_concluded() -> None:
    """The conclusion is 甲镇's; 乙镇's stand has it and opens no clock."""
    done = {**A_FEB, "concluded_on": "2023-02-02", "outcome": "予以支持"}
    result = merged(A_JAN, done, decisions=decided("乙镇", "2023-02-15"))
    assert list(result.matters["concluded_on"].dt.strftime("%Y-%m-%d")) == ["2023-02-02", "2023-02-02"]


def test_a_decision_written_into_a_published_folder_since_has_effect() -> None:
    january = edition(A_JAN)
    result = merged(A_JAN, A_FEB, editions=[january], decisions=decided("乙镇", "2023-01-25", JANUARY))
    assert stands(result)[-1][:3] == ("乙镇", "决定", "2023-01-25")


# -- by a hand-back
# ------------------------------------------------------------------------------------------


BACK: Row = {**A_FEB, "withdrawn_on": "2023-02-06"}
AGREED = [{"subject": "01", "decision": "同意退回"}]


def test_a_valid_hand_back_gives_it_to_the_unit_that_lists_it_from_the_day_after() -> None:
    """Case 6: taken over by 乙镇 and left lying: 乙镇's, by its own clock."""
    result = merged(A_JAN, BACK, {"township": "乙镇"}, decisions=AGREED)
    assert stands(result) == [("甲镇", "首报", "", "", "2023-02-06"), ("乙镇", "退回", "2023-02-07", "2023-02-07", "")]
    assert bool(result.matters.iloc[0]["handed_back"])
    assert not only(result)["handed_back"]


def test_a_hand_back_that_nobody_takes_up_counts_for_the_county_alone() -> None:
    result = merged(A_JAN, BACK, decisions=AGREED)
    assert stands(result)[-1] == ("", "退回", "2023-02-07", "2023-02-07", "")
    assert only(result)["claim"] == "待定"
    assert list(result.unclaimed["case_no"]) == ["01"]
    assert told(result, "R236") == [("", "1件已同意退回，至今没有单位接手，只计入全县：01")]
    taken = merged(
        A_JAN, BACK, BACK | {"folder": MARCH}, {"township": "乙镇", "folder": MARCH}, folders=Q1, decisions=AGREED
    )
    assert stands(taken)[-1] == ("乙镇", "退回", "2023-02-07", "2023-02-07", "")


def test_a_hand_back_that_nobody_agreed_to_changes_nothing() -> None:
    assert stands(merged(A_JAN, BACK, {"township": "乙镇"})) == FIRST_ONLY


# -- handled anew
# ------------------------------------------------------------------------------------------


def test_handled_anew_the_matter_is_open_from_the_decisions_day() -> None:
    """Concluded on 20 January; 重新办理 on 10 February; concluded again on the 25th."""
    done = {**A_JAN, "concluded_on": "2023-01-20", "outcome": "予以支持", "settled": "已化解"}
    again = [{"subject": "01", "decision": "重新办理", "decided_on": "2023-02-10"}]
    open_ = merged(done, {**done, "folder": FEBRUARY}, decisions=again)
    assert stands(open_) == [("甲镇", "首报", "", "", "2023-02-09"), ("甲镇", "重办", "2023-02-10", "2023-02-10", "")]
    assert pd.isna(only(open_)["concluded_on"])
    assert pd.isna(only(open_)["settled"])
    assert open_.matters.iloc[0]["concluded_on"] == pd.Timestamp("2023-01-20")
    closed = merged(done, {**done, "folder": FEBRUARY, "concluded_on": "2023-02-25"}, decisions=again)
    assert only(closed)["concluded_on"] == pd.Timestamp("2023-02-25")
    assert only(closed)["rework_on"] == pd.Timestamp("2023-02-10")


# -- what concerns 检举控告
# ------------------------------------------------------------------------------------------


def test_what_concerns_an_accusation_goes_to_the_office_without_its_number() -> None:
    """Pending, listed by another, moved, given back: no township is told, no number stands anywhere."""
    secret = {"procedure": "检举控告", "case_no": "77"}
    cases = [
        merged({**A_FEB, **secret}, {**B_FEB, **secret}),
        merged({**A_JAN, **secret}, {**A_FEB, **secret}, {**B_FEB, **secret}),
        merged({**A_JAN, **secret}, {**A_NAMES_B, **secret}, {**B_FEB, **secret}),
        merged({**A_JAN, **secret}, {**A_NAMES_B, **secret}),
        merged({**A_JAN, **secret}, sent=[(FEBRUARY, "甲镇")]),
        merged({**A_JAN, **secret}, {**BACK, **secret}, decisions=[{"subject": "77", "decision": "同意退回"}]),
    ]
    for result in cases:
        findings = [f for f in result.findings if f.code in ("R204", "R205", "R206", "R212", "R234", "R235", "R236")]
        assert findings
        for f in findings:
            assert f.township == ""
            assert f.case_nos == ()
            assert "77" not in f.message + f.remedy
            assert f.place.cell == ""


def test_what_the_register_alone_has_moves_though_no_ledger_has_a_row() -> None:
    """No ledger came at all: 甲镇's by January's 上级登记台账, 乙镇's by February's, an omission of 乙镇."""
    result = merged(superior=[{**ABOVE, "folder": JANUARY}, {**ABOVE, "township": "乙镇"}])
    assert stands(result) == [("乙镇", "决定", "2023-02-01", "2023-02-01", "")]
    assert list(result.omissions["township"]) == ["乙镇"]


def test_an_edition_that_had_it_from_the_register_alone_leaves_its_history_to_the_register() -> None:
    """甲镇's by January's register, 乙镇's by February's, in nobody's ledger until March, when 甲镇 lists it: the part
    of 甲镇 stands before 乙镇's whether February was published or not.
    """
    register = [{**ABOVE, "folder": JANUARY}, {**ABOVE, "township": "乙镇"}]
    told_late = {**A_JAN, "folder": MARCH}
    february = edition(name=FEBRUARY, folders=(JANUARY, FEBRUARY), superior=register)
    line = [("甲镇", "首报", "", "", "2023-01-31"), ("乙镇", "决定", "2023-02-01", "2023-02-01", "")]
    for editions in ((), (february,)):
        result = merged(told_late, folders=Q1, editions=editions, superior=register)
        assert stands(result) == line


def test_a_merged_part_keeps_the_days_of_an_omission_that_an_edition_had() -> None:
    """丙镇's by the register, never listed; 丙镇 was merged into 甲镇 on 15 January: 丙镇's until its last window ended
    with January, 甲镇's since, told after an edition as without one.
    """
    gone = Township(3, "丙镇", merged_into="甲镇", merged_on=date(2023, 1, 15))
    settings = replace(SETTINGS, roster=(*SETTINGS.roster[:2], gone))
    register = [{**ABOVE, "township": "丙镇", "folder": JANUARY}, {**ABOVE, "township": "甲镇"}]
    february = edition(name=FEBRUARY, folders=(JANUARY, FEBRUARY), superior=register, settings=settings)
    line = [("丙镇", "首报", "", "", "2023-01-31"), ("甲镇", "协议", "", "2023-02-01", "")]
    for editions in ((), (february,)):
        assert stands(merged(folders=Q1, editions=editions, superior=register, settings=settings)) == line


def test_what_the_old_holder_did_is_by_its_next_ledger_though_that_names_no_new_holder() -> None:
    """Given to 乙镇 from 15 February; 甲镇 sent nothing in February, and March's ledger says that it accepted the
    matter on 20 January: that is 甲镇's, and for 乙镇 it is accepted on the 15th.
    """
    before = {**A_JAN, "accepted_on": None}
    later = {**A_FEB, "folder": MARCH, "accepted_on": "2023-01-20"}
    result = merged(before, later, folders=Q1, decisions=decided("乙镇", "2023-02-15"))
    assert [s[0] for s in stands(result)] == ["甲镇", "乙镇"]
    assert list(result.matters["accepted_on"].dt.strftime("%Y-%m-%d")) == ["2023-01-20", "2023-02-15"]


def test_a_unit_that_had_the_matter_twice_speaks_for_each_time_by_its_rows_of_then() -> None:
    """甲镇 until 31 January, 乙镇 in February, 甲镇 again from March, which has accepted it on 5 March."""
    given = [*decided("乙镇", "2023-02-01", JANUARY), *decided("甲镇", "2023-03-01", MARCH)]
    now = {**A_FEB, "folder": MARCH, "accepted_on": "2023-03-05"}
    result = merged({**A_JAN, "accepted_on": None}, {**B_FEB, "accepted_on": None}, now, folders=Q1, decisions=given)
    accepted = result.matters["accepted_on"]
    assert [s[0] for s in stands(result)][-1] == "甲镇"
    assert accepted.isna().iloc[0]
    assert accepted.iloc[-1] == pd.Timestamp("2023-03-05")


def test_an_omission_handled_anew_keeps_its_clock_of_before() -> None:
    """甲镇 never listed it; the register has it as concluded on 5 February; 重新办理 from the 10th: the conclusion and
    the limits before that day are the first clock's.
    """
    again = [{"subject": "01", "decision": "重新办理", "from_on": "2023-02-10"}]
    result = merged(superior=[{**ABOVE, "concluded_on": "2023-02-05"}], decisions=again)
    assert stands(result) == [("甲镇", "首报", "", "", "2023-02-09"), ("甲镇", "重办", "2023-02-10", "2023-02-10", "")]
    assert list(result.matters["concluded_on"].dt.strftime("%Y-%m-%d").fillna("")) == ["2023-02-05", ""]
