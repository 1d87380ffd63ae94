"""The lists behind the papers: ledgers due, matters assigned, omissions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from pipeline.measure.lists import lists
from pipeline.settings.record import Township
from tests.measure.matter_rows import FEBRUARY, RESOLVED, SETTINGS, register, state, windows

NAMES = ("甲镇", "乙镇")
UNITS = {"甲镇": "甲镇", "乙镇": "乙镇", "旧乡": "乙镇"}
LAST_DAY = FEBRUARY.last_day
MERGED = replace(
    SETTINGS, roster=(*SETTINGS.roster, Township(4, "旧乡", merged_into="乙镇", merged_on=date(2023, 3, 1)))
)


def test_a_ledger_is_in_time_late_or_missing() -> None:
    """旧乡 is a part of 乙镇 from 1 March on: its last ledger stands under its own name; daily rows are no ledger
    of the month.
    """
    rows = [
        {"township": "甲镇", "due_on": "2023-03-03", "sent_on": "2023-03-03", "zero": "否"},
        {"township": "旧乡", "due_on": "2023-03-03", "sent_on": "2023-03-04", "zero": "是"},
        {"township": "乙镇", "due_on": "2023-02-10", "sent_on": "2023-02-10", "daily": "是"},
    ]
    table = lists.submissions(register("reports", rows), ["2023-02"], MERGED, LAST_DAY, windows(settings=MERGED))
    assert list(zip(table["township"], table["status"], strict=True)) == [
        ("甲镇", "按时"),
        ("乙镇", "漏报"),
        ("丙镇", "漏报"),
        ("旧乡", "迟报"),
    ]
    assert pd.isna(table.loc[1, "due_on"])


def test_a_unit_owes_no_ledger_of_the_month_in_which_it_ended() -> None:
    """旧乡 went into 乙镇 on 28 February, and owes no ledger of a month on whose last day it is no more."""
    gone = replace(MERGED, roster=(*SETTINGS.roster, replace(MERGED.roster[3], merged_on=LAST_DAY)))
    rows = [
        {"township": name, "due_on": "2023-03-03", "sent_on": "2023-03-03", "zero": "否"}
        for name in ("甲镇", "乙镇", "丙镇", "旧乡")
    ]
    table = lists.submissions(register("reports", rows), ["2023-02"], gone, LAST_DAY, windows(settings=gone))
    assert table["township"].tolist() == ["甲镇", "乙镇", "丙镇"]


def test_without_the_register_nothing_is_listed() -> None:
    assert lists.submissions(None, ["2023-02"], MERGED, LAST_DAY, windows(settings=MERGED)).empty
    assert lists.assigned(None, None, state({}), NAMES, UNITS, windows(settings=MERGED), pd.Timestamp(LAST_DAY)).empty


def test_a_matter_in_two_batches_stands_in_both() -> None:
    rows = [
        {"case_no": "02", "township": "旧乡", "batch": "乙批", "assigned_on": "2022-06-01", "settle_by": "2023-02-28"},
        {"case_no": "01", "township": "甲镇", "batch": "乙批", "assigned_on": "2022-06-01", "settle_by": "2023-02-28"},
        {"case_no": "01", "township": "甲镇", "batch": "甲批", "assigned_on": "2022-07-01", "settle_by": None},
        {"case_no": "02", "township": "乙镇", "batch": "丙批", "assigned_on": "2023-03-01", "settle_by": None},
    ]
    now = state({**RESOLVED}, {"township": "乙镇"})
    table = lists.assigned(
        register("assigned", rows), None, now, NAMES, UNITS, windows(settings=MERGED), pd.Timestamp(LAST_DAY)
    )
    assert list(
        zip(table["township"], table["case_no"], table["batch"], table["settled"], table["overdue"], strict=True)
    ) == [
        ("甲镇", "01", "乙批", True, False),
        ("甲镇", "01", "甲批", True, False),
        ("乙镇", "02", "乙批", False, True),
    ]


def test_omissions_go_to_the_unit_of_today_in_roster_order() -> None:
    """One that somebody calls 检举控告 is in no list."""
    missing = pd.DataFrame(
        {
            "case_no": ["9", "3", "1", "2"],
            "township": ["旧乡", "乙镇", "甲镇", "甲镇"],
            "registered_on": pd.to_datetime(["2023-02-01"] * 4),
            "received_on": pd.to_datetime([None] * 4),
            "hidden": [False, False, False, True],
        }
    )
    table = lists.omissions(missing, NAMES, UNITS)
    assert list(zip(table["township"], table["case_no"], strict=True)) == [("甲镇", "1"), ("乙镇", "3"), ("乙镇", "9")]
