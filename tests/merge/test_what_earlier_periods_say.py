"""Vanished matters, zero reports, hand-backs, omissions, late ledgers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from tests.merge.merge_rows import FEBRUARY, JANUARY, edition, merged, only, told

pytestmark = pytest.mark.slow

A_SENT = [(FEBRUARY, "甲镇")]
ABOVE = {"case_no": "01", "township": "甲镇", "registered_on": "2023-02-01"}


def test_a_matter_that_vanished_keeps_its_last_state_and_an_error_names_it() -> None:
    """January had it open; February's ledger is in and lacks it."""
    result = merged({"folder": JANUARY, "accepted_on": "2023-01-12"}, {"case_no": "02"})
    assert only(result)["accepted_on"] == pd.Timestamp("2023-01-12")
    assert only(result)["origin"] == "往期"
    assert told(result, "R204") == [("甲镇", "以往台账有、本期台账缺少1件仍应报送的事项：01；按最后报送的状态继续计算")]


@pytest.mark.parametrize(
    ("registered", "concluded", "owed"),
    [
        ("2022-05-01", "2022-09-30", False),
        ("2022-05-01", "2022-10-01", True),
        ("2022-05-01", None, True),
        ("2022-12-31", "2022-12-31", True),
        ("2023-01-01", "2023-01-02", True),
    ],
)
def test_a_ledger_owes_this_years_matters_and_older_ones_not_concluded_before_october(
    registered: str, concluded: str | None, *, owed: bool
) -> None:
    """Concluded on 30 September last year it may go, on 1 October not."""
    result = merged({"folder": JANUARY, "registered_on": registered, "concluded_on": concluded}, sent=A_SENT)
    assert bool(told(result, "R204")) is owed


def test_a_township_that_sent_nothing_is_told_that_and_not_what_vanished() -> None:
    """Its last known matters are kept."""
    result = merged({"folder": JANUARY}, {"township": "乙镇", "case_no": "02"})
    assert only(result)["township"] == "甲镇"
    assert told(result, "R204") == []
    assert told(result, "R213") == [
        ("甲镇", "未报送2023-02台账，也未申报零报告；按以往已知事项计算，不参加排名"),
        ("丙镇", "未报送2023-02台账，也未申报零报告；按以往已知事项计算，不参加排名"),
    ]


def test_a_township_whose_two_ledgers_were_refused_is_not_told_that_it_sent_none() -> None:
    two = [
        {"township": "乙镇", "case_no": "02", "file": name, "persons": n}
        for n, name in enumerate(("乙", "乙（改）"), 1)
    ]
    result = merged({"township": "甲镇"}, *two)
    assert told(result, "R283") == [("乙镇", "报来的2023-02台账没有采用，按以往已知事项计算，不参加排名")]
    assert [unit for unit, _ in told(result, "R213")] == ["丙镇"]


def test_a_zero_report_against_open_matters_is_an_error() -> None:
    """Concluded ones may be passed over in it, open ones not; they still count."""
    rows = ({"folder": JANUARY}, {"folder": JANUARY, "case_no": "02", "concluded_on": "2023-01-20"})
    declared = [{"township": "甲镇", "due_on": "2023-03-03", "zero": "是"}]
    for result in (merged(*rows, reports=declared), merged(*rows, zero=A_SENT)):
        assert told(result, "R203") == [("甲镇", "申报零报告，但仍有1件在办事项（如01）")]
        assert told(result, "R204") == []
        assert (FEBRUARY, "甲镇") in result.submitted
        assert len(result.matters) == 2


def test_a_zero_report_beside_a_ledger_with_rows_is_an_error() -> None:
    """The ledger counts."""
    result = merged({}, reports=[{"township": "甲镇", "due_on": "2023-03-03", "zero": "是"}])
    assert told(result, "R202") == [("甲镇", "2023-02既申报零报告，又报有信访事项的台账")]
    assert result.zero == frozenset()


LATE_ENTRY = "1件{}的日期不晚于已发布的2023-01截止日，但当时台账没有（如编号01），按补登处理：不计为按期"
TIMELY_ENTRY = (
    "1件{}的日期不晚于已发布的2023-01截止日，但当时台账没有，现在填的日期恰在期限内（如编号01），按补登处理：不计为按期"
)
EXTENSION = {"accepted_on": "2023-01-12", "extended_to": "2023-04-01"}


def test_a_hand_back_needs_the_agreement_of_the_register_or_a_decision() -> None:
    """Without it the matter stays the township's, which is told."""
    row = {"withdrawn_on": "2023-02-06"}
    alone = merged(row)
    assert not only(alone)["handed_back"]
    assert told(alone, "R211") == [
        ("甲镇", "1件填了退回日期，但上级登记台账和处理决定都没有同意退回（如编号01），仍计入本单位")
    ]
    for agreed in (
        merged(row, decisions=[{"subject": "01", "decision": "同意退回"}]),
        merged(row, superior=[{**ABOVE, "withdrawn_on": "2023-02-06"}]),
    ):
        assert agreed.matters.iloc[0]["handed_back"]
        assert told(agreed, "R211") == []


@pytest.mark.parametrize(
    ("received", "registered", "cut_off", "omitted"),
    [
        ("2023-02-25", "2023-02-20", date(2023, 2, 28), True),
        ("2023-02-26", "2023-02-20", date(2023, 2, 28), False),
        (None, "2023-02-10", date(2023, 2, 28), True),
        (None, "2023-02-11", date(2023, 2, 28), False),
        (None, "2023-02-11", date(2023, 3, 1), False),
    ],
)
def test_a_matter_of_the_register_that_no_ledger_has_is_an_omission_three_days_after_receipt(
    received: str | None, registered: str, cut_off: date, *, omitted: bool
) -> None:
    """Without 收到日期 it is taken as received 15 days after registration."""
    row = {**ABOVE, "registered_on": registered, "received_on": received}
    result = merged({"case_no": "02"}, superior=[row], cut_off=cut_off)
    assert list(result.omissions["case_no"]) == (["01"] if omitted else [])
    assert list(result.matters["case_no"]) == (["01", "02"] if omitted else ["02"])
    assert bool(told(result, "R207")) is omitted


def test_an_omission_counts_from_the_register() -> None:
    """With its dates, for the township that it names."""
    result = merged({"case_no": "02"}, superior=[{**ABOVE, "received_on": "2023-02-03"}])
    row = only(result)
    assert (row["township"], row["origin"], row["received_on"]) == ("甲镇", "上级", pd.Timestamp("2023-02-03"))
    assert row["procedure"] == "信访处理意见"
    assert told(result, "R207") == [("甲镇", "上级登记台账有、本单位可采用的台账没有1件：01；已按登记台账计入")]


@pytest.mark.parametrize(
    "row",
    [
        {"procedure": "检举控告"},
        {"purpose": "检举控告"},
        {"withdrawn_on": "2023-02-08"},
        {"registered_on": "2022-05-01", "concluded_on": "2022-09-30"},
    ],
)
def test_what_a_ledger_need_not_have_is_no_omission(row: dict[str, str]) -> None:
    """检举控告, handed back, or concluded long ago."""
    result = merged({"case_no": "02"}, superior=[{**ABOVE, "received_on": "2023-02-03", **row}])
    assert result.omissions.empty
    assert merged({"case_no": "02"}, superior=[{**ABOVE, "received_on": "2023-02-03"}]).omissions[
        "case_no"
    ].tolist() == ["01"]


def test_a_matter_that_only_an_edition_and_the_register_have_is_one_row() -> None:
    """A folder that was taken away: the edition's state counts, and it is no omission."""
    past = edition({"registered_on": "2022-12-01", "accepted_on": "2022-12-10"}, name="2022-12")
    above = {**ABOVE, "registered_on": "2022-12-01", "received_on": "2022-12-02"}
    result = merged({"case_no": "02"}, editions=[past], superior=[above])
    assert only(result)["accepted_on"] == pd.Timestamp("2022-12-10")
    assert result.omissions.empty


def test_a_row_that_a_file_has_no_more_is_not_named() -> None:
    """January's ledger was replaced since the range was published, without 09: whose row that is now, nobody says.

    A file that isn't among those read keeps the row where an edition found it.
    """
    had = edition({"case_no": "09", "registered_on": "2022-12-01", "accepted_on": "2022-12-20"})
    now = merged(
        {"folder": JANUARY}, {}, editions=[edition({}, name="2022-12"), replace(had, name="2023-01-01..2023-01-31")]
    )
    place = only(now, "09")[["source_file", "source_sheet", "source_row"]]
    assert place.iloc[:2].tolist() == ["2023-01/甲镇.xlsx", "台账"]
    assert pd.isna(place["source_row"])
    assert only(merged({}, folders=(FEBRUARY,), editions=[had]), "09")["source_row"] == 4


def test_an_unreadable_conclusion_is_read_over_an_edition_with_nothing_open() -> None:
    """January had one matter, concluded: it says of no matter until when it was open. 02 was open at its cut-off where
    January had it so.
    """
    done, unread = {"concluded_on": "2023-01-20", "outcome": "解释说明"}, {"case_no": "02", "bad": ("concluded_on",)}
    result = merged(done, unread, editions=[edition(done)])
    assert pd.isna(only(result, "02")["open_at"])
    result = merged(done, unread, editions=[edition(done, {"case_no": "02"})])
    assert only(result, "02")["open_at"] == pd.Timestamp("2023-01-31")


def test_a_ledger_after_its_day_is_late() -> None:
    """On the day it isn't; daily rows of a special period are outside."""
    row = {"township": "甲镇", "due_on": "2023-03-03", "daily": "否"}
    assert told(merged({}, reports=[{**row, "sent_on": "2023-03-03"}]), "R214") == []
    assert told(merged({}, reports=[{**row, "sent_on": "2023-03-04", "daily": "是"}]), "R214") == []
    assert told(merged({}, reports=[{**row, "sent_on": "2023-03-04"}]), "R214") == [
        ("甲镇", "2023-02台账迟报：应于2023-03-03前报送，实际2023-03-04报送")
    ]


def test_nobody_is_told_to_have_sent_nothing_for_a_special_period() -> None:
    """It is reported day by day; a ledger isn't due."""
    result = merged({"folder": "2023-03-04..2023-03-20"}, folders=(JANUARY, "2023-03-04..2023-03-20"))
    assert told(result, "R213") == []


def test_a_ledger_that_the_register_has_and_nobody_else_is_told_to_the_office() -> None:
    """Its township isn't late by the register and yet stands among those that sent nothing: one of the two is wrong."""
    row = {"township": "乙镇", "due_on": "2023-03-03", "sent_on": "2023-03-02"}
    (told_,) = told(merged({}, reports=[row]), "R282")
    assert told_[0] == ""
    assert told_[1].startswith("“报送登记”写乙镇已于2023-03-02报送2023-02台账，这里却没有它的台账")
    assert told(merged({}, reports=[{**row, "zero": "是"}]), "R282") == []
    assert told(merged({}, {"case_no": "02", "township": "乙镇"}, reports=[row]), "R282") == []
    assert told(merged({}, reports=[{**row, "sent_on": None}]), "R282") == []


@pytest.mark.parametrize(
    ("sent", "cut_off", "early"),
    [("2023-02-27", None, True), ("2023-02-28", None, False), ("2023-03-02", date(2023, 3, 5), True)],
)
def test_a_ledger_sent_before_the_cut_off_is_noted(sent: str, cut_off: date | None, *, early: bool) -> None:
    """It can't tell of the days in between; a daily row says nothing of that."""
    report = {"township": "甲镇", "due_on": "2023-03-03", "sent_on": sent}
    result = merged({}, reports=[report, {**report, "sent_on": "2023-02-03", "daily": "是"}], cut_off=cut_off)
    sentence = f"2023-02台账于{sent}报送，早于数据截至日{cut_off or '2023-02-28'}，其后的办理情况没有反映"
    assert told(result, "R219") == ([("甲镇", sentence)] if early else [])


def test_the_first_matter_of_a_chain_is_found_through_every_link() -> None:
    """03 → 02 → 01; a number that no ledger has is a first matter too; a circle ends at its smallest number."""
    links = {"02": "01", "03": "02", "05": "99", "06": "07", "07": "06"}
    rows = [{"case_no": n, "related_case_no": links.get(n)} for n in ("01", "02", "03", "05", "06", "07")]
    matters = merged(*rows).matters
    assert dict(zip(matters["case_no"], matters["root_case_no"], strict=True)) == {
        "01": "01",
        "02": "01",
        "03": "01",
        "05": "99",
        "06": "06",
        "07": "06",
    }


def test_an_assigned_matter_handled_the_simple_way_is_told() -> None:
    """One of the usual kind isn't, nor a simple one that nobody assigned."""
    simple = {"procedure": "简易办理"}
    listed = [
        {"case_no": number, "township": "甲镇", "batch": "第二批", "assigned_on": "2023-01-15"}
        for number in ("01", "02")
    ]
    result = merged(simple, {"case_no": "02"}, {"case_no": "03", **simple}, assigned=listed)
    assert told(result, "R221") == [("甲镇", "1件交办清单中的事项按简易办理（如编号01）")]
    (place,) = [f.place for f in result.findings if f.code == "R221"]
    assert (place.file, place.sheet) == ("2023-02/甲镇.xlsx", "台账")


def test_the_newest_entry_of_a_register_counts() -> None:
    """A spot check found 不属实 in January and 属实 in February."""
    checks = [{"case_no": "01", "result": "不属实", "folder": JANUARY}, {"case_no": "01", "result": "属实"}]
    assert not only(merged({}, spot_checks=checks))["found_false"]
    assert only(merged({}, spot_checks=checks[:1]))["found_false"]
