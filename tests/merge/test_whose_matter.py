"""Whose matter it is, from which day and by which clock (docs/definitions.md, 归属).

Beside each trick stands its honest twin.
"""

from __future__ import annotations

import pandas as pd
import pytest

from tests.merge.merge_rows import FEBRUARY, JANUARY, Row, edition, merged, only, stands, told

pytestmark = pytest.mark.slow

MARCH = "2023-03"
Q1 = (JANUARY, FEBRUARY, MARCH)
ABOVE = {"case_no": "01", "township": "甲镇", "registered_on": "2023-01-10"}
LISTED = {"case_no": "01", "township": "甲镇", "batch": "第二批", "assigned_on": "2023-01-05"}
A_JAN: Row = {"folder": JANUARY, "accepted_on": "2023-01-12"}
A_FEB: Row = {"accepted_on": "2023-01-12"}
A_NAMES_B: Row = {**A_FEB, "file": "甲镇", "sender": "甲镇", "township": "乙镇"}
B_FEB: Row = {"township": "乙镇", "accepted_on": "2023-01-12"}
FIRST_ONLY = [("甲镇", "首报", "", "", "")]
AGREED_IN_FEBRUARY = [("甲镇", "首报", "", "", "2023-01-31"), ("乙镇", "协议", "", "2023-02-01", "")]


def decided(to: str, day: str | None = None, folder: str = FEBRUARY) -> list[Row]:
    """An entry 归属乡镇."""
    return [{"subject": "01", "decision": f"归属乡镇：{to}", "decided_on": day, "folder": folder}]


# -- a ledger alone changes nothing
# -------------------------------------------------------------------------------------------------


def test_a_matter_that_its_holder_leaves_out_while_a_neighbour_lists_it_stays() -> None:
    """Both are told, with the row for 处理决定."""
    result = merged(A_JAN, B_FEB, sent=[(FEBRUARY, "甲镇")])
    assert stands(result) == FIRST_ONLY
    assert told(result, "R206") == [
        ("乙镇", "编号01由甲镇承办（首报台账），乙镇的台账也列了该件，归属不变"),
        ("甲镇", "编号01由甲镇承办（首报台账），乙镇的台账也列了该件，归属不变"),
    ]
    assert [t for t, _ in told(result, "R204")] == ["甲镇"]
    remedy = next(f.remedy for f in result.findings if f.code == "R206")
    assert remedy.endswith("在登记簿“处理决定”登记：文件或信访件编号 01，决定“归属乡镇：乙镇”")


def test_naming_another_unit_moves_nothing_while_that_unit_does_not_list_it() -> None:
    result = merged(A_JAN, A_NAMES_B, sent=[(FEBRUARY, "乙镇")])
    assert stands(result) == FIRST_ONLY
    sentence = "台账由甲镇报送，其中1行的责任单位是乙镇（如编号01）；只凭这一栏归属不变，仍归甲镇"
    assert told(result, "R212") == [("甲镇", sentence), ("乙镇", sentence)]


def test_a_neighbour_that_names_the_holder_is_told_nothing_of_a_claim() -> None:
    result = merged(A_JAN, A_FEB, {"township": "甲镇", "file": "乙镇", "sender": "乙镇"})
    assert stands(result) == FIRST_ONLY
    assert told(result, "R206") == []


# -- first listed
# ------------------------------------------------------------------------------------------


def test_a_matter_first_listed_by_one_unit_for_another_that_lists_it_too_is_the_others() -> None:
    """A row that names another unit which lists it itself is no claim.

    A move joins the two, and until its day the matter is the giver's.
    """
    assert stands(merged(A_NAMES_B, B_FEB)) == AGREED_IN_FEBRUARY


def test_what_was_missed_before_both_listed_it_first_stays_with_whoever_gives_it() -> None:
    """Registered on 10 January: to be accepted by the 25th, before the first window in which 乙 lists it."""
    late: Row = {"accepted_on": "2023-02-03"}
    assert stands(merged({**A_NAMES_B, **late}, {**B_FEB, **late})) == FIRST_ONLY


def test_the_register_says_whose_it_is_before_the_ledger_that_lists_it_first() -> None:
    """Case 30: 上级登记台账 names 甲镇, which leaves it out, 丙镇 lists it first: 甲镇's, an omission."""
    result = merged({"township": "丙镇"}, superior=[{**ABOVE, "received_on": "2023-01-11"}], sent=[(FEBRUARY, "甲镇")])
    assert stands(result) == FIRST_ONLY
    assert [t for t, _ in told(result, "R207")] == ["甲镇"]
    assert list(result.omissions["case_no"]) == ["01"]


def test_listed_by_several_without_a_word_it_is_pending_row_by_row() -> None:
    """The county has the less favourable row, each claimant its own."""
    result = merged({"accepted_on": "2023-02-01"}, {"township": "乙镇"})
    rows = result.matters.sort_values(["claim", "township"])
    assert list(zip(rows["claim"], rows["township"], rows["present"], strict=True)) == [
        ("争议", "乙镇", False),
        ("争议", "甲镇", False),
        ("待定", "乙镇", True),
    ]
    assert pd.isna(only(result)["accepted_on"])
    assert {t for t, _ in told(result, "R205")} == {"甲镇", "乙镇"}
    assert {f.severity for f in result.findings if f.code == "R205"} == {"提醒"}, "it bars no title"


def test_a_pending_matter_counts_by_the_less_favourable_of_its_rows() -> None:
    """Open comes before all else: the open row, with all that stands in it."""
    result = merged(
        {"concluded_on": "2023-02-05", "rating_unit": "不满意"}, {"township": "乙镇", "rating_unit": "满意"}
    )
    assert pd.isna(only(result)["concluded_on"])
    assert only(result)["rating_unit"] == "满意"


@pytest.mark.parametrize("word", [{"decisions": decided("甲镇")}, {"superior": [ABOVE]}, {"assigned": [LISTED]}])
def test_a_decision_or_a_register_settles_whose_it_is(word: dict[str, list[Row]]) -> None:
    """From the beginning, by its first clock: nobody gave it away."""
    assert stands(merged({}, {"township": "乙镇"}, **word)) == FIRST_ONLY


def test_a_decision_goes_before_every_register() -> None:
    above = [{**ABOVE, "township": "乙镇"}]
    assert only(merged({}, {"township": "乙镇"}, decisions=decided("甲镇"), superior=above))["township"] == "甲镇"


def test_a_pending_matter_is_settled_when_both_rows_name_one() -> None:
    """甲镇's February row names itself, its March row 乙镇: until then 甲镇's, the clock runs on."""
    both = [{"accepted_on": "2023-01-12"}, {"township": "乙镇", "accepted_on": "2023-01-12"}]
    march = [{**A_NAMES_B, "folder": MARCH}, {**B_FEB, "folder": MARCH}]
    result = merged(*both, *march, folders=Q1)
    assert stands(result) == [("甲镇", "首报", "", "", "2023-02-28"), ("乙镇", "协议", "", "2023-03-01", "")]


def test_a_claimant_that_leaves_a_good_row_out_claims_no_more() -> None:
    good = {"accepted_on": "2023-01-12", "concluded_on": "2023-02-02", "outcome": "予以支持", "settled": "已化解"}
    result = merged(
        good,
        {**good, "township": "乙镇"},
        {**good, "township": "乙镇", "folder": MARCH},
        folders=Q1,
        sent=[(MARCH, "甲镇")],
    )
    assert stands(result) == [("乙镇", "首报", "", "", "")]


def test_a_claimant_cannot_leave_a_bad_row_behind() -> None:
    """Never accepted, its limit long past: 甲镇 stays a claimant."""
    late = {"registered_on": "2023-01-10"}
    result = merged(
        late,
        {**late, "township": "乙镇"},
        {**late, "township": "乙镇", "folder": MARCH},
        folders=Q1,
        sent=[(MARCH, "甲镇")],
    )
    assert only(result)["claim"] == "待定"
    assert set(result.matters.loc[result.matters["claim"] == "争议", "township"]) == {"甲镇", "乙镇"}


def test_a_row_received_after_the_windows_end_is_not_there_yet() -> None:
    """乙镇 received it on 2 March: in February it claims nothing."""
    assert stands(merged(A_FEB, {"township": "乙镇", "received_on": "2023-03-02"})) == FIRST_ONLY


def test_a_claim_whose_hand_back_is_valid_is_no_claim() -> None:
    back = {"township": "乙镇", "withdrawn_on": "2023-02-08"}
    assert stands(merged(A_FEB, back, decisions=[{"subject": "01", "decision": "同意退回"}])) == FIRST_ONLY
    assert only(merged(A_FEB, back))["claim"] == "待定", "nobody has agreed"


# -- by agreement
# ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [(A_JAN, A_NAMES_B, B_FEB)])
def test_both_ledgers_agreeing_move_it_and_the_clock_runs_on(rows: tuple[Row, ...]) -> None:
    """From the first day of the window in which 乙镇 lists it first, the day after 甲镇's last window of its own."""
    result = merged(*rows)
    assert stands(result) == AGREED_IN_FEBRUARY
    assert result.moves.to_dict("records")[0] | {"on": ""} == {
        "case_no": "01",
        "from": "甲镇",
        "to": "乙镇",
        "on": "",
        "way": "协议",
        "basis": "两地台账一致",
    }
    assert {t for t, _ in told(result, "R234")} == {"甲镇", "乙镇"}


def test_either_may_speak_first() -> None:
    """乙镇 lists it in February, 甲镇 names 乙镇 in March; or 甲镇 names it in February and 乙镇 lists it in March."""
    taker_first = merged(A_JAN, A_FEB, B_FEB, {**A_NAMES_B, "folder": MARCH}, {**B_FEB, "folder": MARCH}, folders=Q1)
    assert stands(taker_first) == [("甲镇", "首报", "", "", "2023-02-28"), ("乙镇", "协议", "", "2023-03-01", "")]
    giver_first = merged(A_JAN, A_NAMES_B, {**B_FEB, "folder": MARCH}, folders=Q1)
    assert stands(giver_first) == [("甲镇", "首报", "", "", "2023-02-28"), ("乙镇", "协议", "", "2023-03-01", "")]


def test_a_month_between_the_two_words_is_no_agreement() -> None:
    april = "2023-04"
    result = merged(
        A_JAN, A_NAMES_B, {**B_FEB, "folder": april}, folders=(*Q1, april), sent=[(MARCH, "甲镇"), (MARCH, "乙镇")]
    )
    assert stands(result) == FIRST_ONLY


def test_a_matter_with_a_limit_missed_does_not_move_by_agreement() -> None:
    """Registered on 10 January, never accepted: its limit was the 25th, and it was 甲镇's."""
    result = merged({"folder": JANUARY}, {**A_NAMES_B, "accepted_on": None}, {"township": "乙镇"})
    assert stands(result) == FIRST_ONLY
    assert {t for t, _ in told(result, "R235")} == {"甲镇", "乙镇"}


def test_a_limit_written_better_since_does_not_help_it_away() -> None:
    """Published without an acceptance; that the published one is later than the limit stands."""
    had = edition({"accepted_on": "2023-01-30"})
    result = merged({"folder": JANUARY, "accepted_on": "2023-01-12"}, A_NAMES_B, B_FEB, editions=[had])
    assert stands(result) == FIRST_ONLY


@pytest.mark.parametrize("word", [{"superior": [ABOVE]}, {"decisions": decided("甲镇", "2023-01-20", JANUARY)}])
def test_agreement_counts_only_without_a_register_or_a_decision(word: dict[str, list[Row]]) -> None:
    assert only(merged(A_JAN, A_NAMES_B, B_FEB, **word))["township"] == "甲镇"


def test_what_the_old_holder_had_stays_where_the_new_ones_cell_is_blank() -> None:
    result = merged(
        A_JAN, A_NAMES_B, {"township": "乙镇", "accepted_on": None, "concluded_on": "2023-02-20", "outcome": "予以支持"}
    )
    assert only(result)["accepted_on"] == pd.Timestamp("2023-01-12")
    assert only(result)["concluded_on"] == pd.Timestamp("2023-02-20")


def test_an_agreed_move_stays_though_later_nobody_lists_the_matter() -> None:
    """Case 4: published twice as 乙镇's, concluded; later in nobody's ledger."""
    done = {**B_FEB, "concluded_on": "2023-02-20", "outcome": "予以支持", "settled": "已化解"}
    january = edition(A_JAN)
    february = edition(A_JAN, A_NAMES_B, done, name=FEBRUARY, editions=[january])
    result = merged(
        A_JAN, A_NAMES_B, done, folders=Q1, editions=[january, february], sent=[(MARCH, "甲镇"), (MARCH, "乙镇")]
    )
    assert stands(result) == AGREED_IN_FEBRUARY
    assert only(result)["concluded_on"] == pd.Timestamp("2023-02-20")


def test_an_exchanged_old_folder_does_not_rewrite_who_held_it() -> None:
    """After January's edition 甲镇's January ledger names 乙镇, and 乙镇's lists it."""
    january = edition(A_JAN)
    forged = [{**A_NAMES_B, "folder": JANUARY}, {**B_FEB, "folder": JANUARY}]
    result = merged(*forged, editions=[january], sent=[(FEBRUARY, "甲镇"), (FEBRUARY, "乙镇")])
    assert stands(result) == FIRST_ONLY
