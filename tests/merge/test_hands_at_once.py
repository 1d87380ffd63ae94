"""Matters of one county that change hands, share numbers or have several rows, merged at once: each number shows one.

The slow tests of this folder show each by itself, with its twins; here it all costs one
merge, and is no slow test, for it stands for them where small faults are put into the program (tools/mutants.py).
"""

from __future__ import annotations

from collections import defaultdict

import pandas as pd
import pytest

from pipeline.bundles import Merged
from tests.merge.merge_rows import JANUARY, Row, merged, only, reasons, stands

A: Row = {"accepted_on": "2023-01-12"}
B: Row = {**A, "township": "乙镇"}
NAMES_B: Row = {**A, "file": "甲镇", "sender": "甲镇", "township": "乙镇"}
BACK: Row = {**A, "withdrawn_on": "2023-02-06"}
DONE: Row = {**A, "concluded_on": "2023-01-20", "outcome": "予以支持", "settled": "已化解"}
LATE: Row = {"registered_on": "2022-11-01", "accepted_on": "2022-11-10"}
"""Due on 9 January."""
ENDED: Row = {"outcome": "予以支持", "settled": "已化解"}
IN_TIME: Row = {**LATE, **ENDED, "concluded_on": "2022-11-20"}
NEVER: Row = {**LATE, **ENDED, "concluded_on": "2022-11-05"}
"""Concluded before it was accepted, which is no conclusion."""
FIRST_ONLY = [("甲镇", "首报", "", "", "")]


def until(day: str, *then: str) -> list[tuple[str, ...]]:
    """甲镇's until a day, then another stand."""
    return [("甲镇", "首报", "", "", day), (*then, "")]


AGREED = until("2023-01-31", "乙镇", "协议", "", "2023-02-01")
STILL: Row = {"registered_on": "2022-12-20", "accepted_on": None}
"""Its limit of acceptance is 4 January; an accusation has none."""
SECRET: Row = {**STILL, "purpose": "检举控告"}
HANDS: dict[str, tuple[Row | None, list[Row], list[tuple[str, ...]]]] = {
    "decided": (A, [A], until("2023-02-14", "乙镇", "决定", "2023-02-15", "2023-02-15")),
    "decided later": (A, [A], FIRST_ONLY),
    "agreed": (A, [NAMES_B, B], until("2023-01-31", "乙镇", "协议", "", "2023-02-01")),
    "named alone": (A, [NAMES_B], FIRST_ONLY),
    "left out": (A, [B], FIRST_ONLY),
    "gone": (A, [], FIRST_ONLY),
    "moved above": (A, [A], until("2023-02-08", "乙镇", "决定", "2023-02-09", "2023-02-09")),
    "assigned": (A, [A], until("2023-02-07", "乙镇", "决定", "2023-02-08", "2023-02-08")),
    "handed back": (A, [BACK, {"township": "乙镇"}], until("2023-02-06", "乙镇", "退回", "2023-02-07", "2023-02-07")),
    "nobodys": (A, [BACK], until("2023-02-06", "", "退回", "2023-02-07", "2023-02-07")),
    "not consented": (A, [BACK, {"township": "乙镇"}], FIRST_ONLY),
    "anew": (DONE, [DONE], until("2023-02-09", "甲镇", "重办", "2023-02-10", "2023-02-10")),
    "agreed but late": (LATE, [{**NAMES_B, **LATE}, {**B, **LATE}], FIRST_ONLY),
    "agreed but never concluded": (NEVER, [{**NAMES_B, **NEVER}, {**B, **NEVER}], FIRST_ONLY),
    "agreed once concluded": (
        IN_TIME,
        [{**NAMES_B, **IN_TIME}, {**B, **IN_TIME}],
        AGREED,
    ),
    "agreed but never accepted": (STILL, [{**NAMES_B, **STILL}, {**B, **STILL}], FIRST_ONLY),
    "agreed and an accusation": (SECRET, [{**NAMES_B, **SECRET}, {**B, **SECRET}], AGREED),
    "of the register": (None, [{"township": "丙镇"}], FIRST_ONLY),
    "of two for one": (None, [NAMES_B, B], until("2023-01-31", "乙镇", "协议", "", "2023-02-01")),
}
"""What a number shows -> its row of January, those of February, and the stands."""
ROWS: list[Row] = [
    {"case_no": "claimed", "accepted_on": "2023-02-01"},
    {"case_no": "claimed", "township": "乙镇"},
    {"case_no": "q-0", "folder": JANUARY},
    {"case_no": "Q—0"},
    {"case_no": "0012", "row": 90},
    {"case_no": "0012", "township": "乙镇", "registered_on": "2023-01-11", "row": 91},
    {"case_no": "twice", **DONE, "row": 92},
    {"case_no": "twice", **A, "row": 93},
    {"case_no": "same", "row": 94},
    {"case_no": "same", "row": 95},
    {"case_no": "ahead", "registered_on": "2023-03-02"},
    {"case_no": "undated", "bad": ("registered_on",)},
]
TOLD = {
    "R204": {"left out", "gone"},
    "R205": {"claimed"},
    "R206": {
        "left out",
        "not consented",
        "decided",
        "moved above",
        "assigned",
        "handed back",
        "of the register",
        "agreed but late",
        "agreed but never accepted",
        "agreed but never concluded",
    },
    "R207": {"of the register"},
    "R212": {"named alone", "agreed but late", "agreed but never concluded", "agreed but never accepted"},
    "R223": {"q-0"},
    "R235": {"agreed but late", "agreed but never concluded", "agreed but never accepted"},
    "R236": {"nobodys"},
}
"""Rule -> the numbers of which it tells. R206: who lists a matter that another has, by whosever word."""


@pytest.fixture(scope="module")
def february() -> Merged:
    above = {"township": "甲镇", "registered_on": "2023-01-10"}
    moved = {**above, "case_no": "moved above"}
    first = [{**row, "case_no": n, "folder": JANUARY} for n, (row, _, _) in HANDS.items() if row is not None]
    second = [{**row, "case_no": n} for n, (_, rows, _) in HANDS.items() for row in rows]
    return merged(
        *first,
        *second,
        *ROWS,
        superior=[
            {**moved, "folder": JANUARY, "received_on": "2023-01-11"},
            {**moved, "township": "乙镇", "received_on": "2023-02-09"},
            {**above, "case_no": "of the register", "received_on": "2023-01-11"},
        ],
        assigned=[{"case_no": "assigned", "township": "乙镇", "batch": "第二批", "assigned_on": "2023-02-08"}],
        decisions=[
            {"subject": "decided", "decision": "归属乡镇：乙镇", "decided_on": "2023-02-15"},
            {"subject": "decided later", "decision": "归属乡镇：乙镇", "decided_on": "2023-03-02"},
            {"subject": "handed back", "decision": "同意退回"},
            {"subject": "nobodys", "decision": "同意退回"},
            {"subject": "anew", "decision": "重新办理", "decided_on": "2023-02-10"},
        ],
    )


def test_each_matter_is_in_the_hands_in_which_the_rules_put_it(february: Merged) -> None:
    found = {number: stands(february, number) for number in HANDS}
    said = {number: expected for number, (_, _, expected) in HANDS.items()}
    assert {n: found[n] for n in HANDS if found[n] != said[n]} == {}


def test_a_stands_values_are_those_of_its_own_clock(february: Merged) -> None:
    """乙镇 has accepted on its own day; handled anew nothing is concluded; the county has the worse of two claims."""
    decided = only(february, "decided")
    assert (decided["accepted_on"], decided["receipt_on"]) == (pd.Timestamp("2023-02-15"),) * 2
    assert pd.isna(only(february, "anew")["concluded_on"])
    assert pd.isna(only(february, "claimed")["accepted_on"])
    back = february.matters[february.matters["case_no"] == "handed back"]
    assert back["handed_back"].tolist() == [True, False]
    claims = february.matters[february.matters["case_no"].isin(["claimed", "nobodys"])]
    assert sorted(zip(claims["case_no"], claims["claim"], claims["township"], claims["present"], strict=True)) == [
        ("claimed", "争议", "乙镇", False),
        ("claimed", "争议", "甲镇", False),
        ("claimed", "待定", "乙镇", True),
        ("nobodys", "待定", "", True),
        ("nobodys", "确定", "甲镇", False),
    ]
    assert february.unclaimed["case_no"].tolist() == ["nobodys"]


def test_what_is_told_is_told_of_the_matters_of_which_it_is_so(february: Merged) -> None:
    told = defaultdict[str, set[str]](set)
    for finding in february.findings:
        told[finding.code] |= set(finding.case_nos)
    assert {code: told[code] for code in TOLD} == TOLD
    assert {f.township for f in february.findings if f.code == "R206" and "left out" in f.case_nos} == {"甲镇", "乙镇"}
    assert {f.township for f in february.findings if f.code == "R227"} == {"甲镇", "乙镇"}


def test_one_number_given_by_two_units_on_two_days_is_two_matters_and_two_rows_of_one_are_one(february: Merged) -> None:
    numbers = february.matters.loc[february.matters["present"], "case_no"].tolist()
    assert sorted(number for number in numbers if number.startswith(("0012", "q", "twice", "same"))) == [
        "0012（乙镇）",
        "0012（甲镇）",
        "q-0",
        "same",
        "twice",
    ]
    assert only(february, "twice")["source_row"] == 93
    assert pd.isna(only(february, "twice")["concluded_on"])
    lost = {row: reason for _, row, reason in reasons(february)}
    assert (lost[92], lost[95]) == ("同一编号有内容不同的多行，按较不利的一行计", "同一台账内完全相同的重复行，计一件")


def test_a_row_whose_day_nobody_has_is_set_aside_for_its_township(february: Merged) -> None:
    """One day can't be read, the other lies ahead of the month."""
    aside = february.set_aside
    assert aside[["township", "folder"]].to_numpy().tolist() == [["甲镇", "2023-02"]] * 2
    assert not set(february.matters["case_no"]) & {"ahead", "undated"}
