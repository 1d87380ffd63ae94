"""Two townships claim one matter: who holds it, in the order of docs/definitions.md."""

from __future__ import annotations

import pandas as pd
from merge_rows import FEBRUARY, JANUARY, Row, merged, only, reasons, told

BOTH_NEW: tuple[Row, ...] = ({"township": "甲镇"}, {"township": "乙镇"})
HELD_BY_A: tuple[Row, ...] = ({"township": "甲镇", "folder": JANUARY}, *BOTH_NEW)
ABOVE_SAYS_B = [{"case_no": "01", "township": "乙镇", "registered_on": "2023-01-10"}]
LIST_SAYS_B = [{"case_no": "01", "township": "乙镇", "batch": "第二批", "assigned_on": "2022-06-01"}]


def test_a_decision_goes_before_every_register() -> None:
    """归属乡镇：甲镇, though the register of the level above and 交办清单 say 乙镇."""
    decided = [{"subject": "01", "decision": "归属乡镇：甲镇"}]
    result = merged(*BOTH_NEW, decisions=decided, superior=ABOVE_SAYS_B, assigned=LIST_SAYS_B)
    assert only(result)["township"] == "甲镇"
    assert told(result, "R206") == [("乙镇", "编号01也出现在甲镇的台账中，按处理决定归甲镇")]


def test_the_register_of_the_level_above_goes_before_the_list_of_assigned_matters() -> None:
    """乙镇 by 上级登记台账, though 交办清单 and January say 甲镇."""
    listed = [{**LIST_SAYS_B[0], "township": "甲镇"}]
    result = merged(*HELD_BY_A, superior=ABOVE_SAYS_B, assigned=listed)
    assert only(result)["township"] == "乙镇"
    assert told(result, "R206") == [("甲镇", "编号01也出现在乙镇的台账中，按上级登记台账归乙镇")]


def test_the_list_of_assigned_matters_goes_before_the_earlier_holder() -> None:
    """乙镇 by 交办清单, though 甲镇 had it in January."""
    assert only(merged(*HELD_BY_A, assigned=LIST_SAYS_B))["township"] == "乙镇"


def test_the_holder_of_the_earlier_period_keeps_it_where_nothing_else_answers() -> None:
    """甲镇 had it in January; 乙镇 is told."""
    result = merged(*HELD_BY_A)
    assert only(result)["township"] == "甲镇"
    assert only(result)["claim"] == "确定"
    assert told(result, "R206") == [("乙镇", "编号01也出现在甲镇的台账中，按上期承办单位归甲镇")]


def test_with_no_answer_it_is_pending_and_both_are_told() -> None:
    """The less favourable row stands, for the county alone; an error goes to each."""
    result = merged({"township": "甲镇", "accepted_on": "2023-02-01"}, {"township": "乙镇"})
    assert only(result)["claim"] == "待定"
    assert pd.isna(only(result)["accepted_on"])
    sentence = "编号01同时出现在乙镇、甲镇的台账中，归属未定，暂只计入全县"
    assert told(result, "R205") == [("乙镇", sentence), ("甲镇", sentence)]
    assert reasons(result) == [("2023-02/甲镇.xlsx", 4, "多个乡镇同报、归属待定，按较不利的一行暂计全县")]


def test_a_register_that_names_a_third_township_settles_nothing() -> None:
    """丙镇 has no row of it."""
    assert only(merged(*BOTH_NEW, superior=[{**ABOVE_SAYS_B[0], "township": "丙镇"}]))["claim"] == "待定"


def test_a_matter_that_moved_belongs_to_the_unit_that_has_it_now() -> None:
    """甲镇 had it in January and no longer does; nobody claims it against 乙镇."""
    result = merged({"folder": JANUARY}, {"township": "乙镇"}, sent=[(FEBRUARY, "甲镇")])
    assert only(result)["township"] == "乙镇"
    assert told(result, "R206") == []
    assert told(result, "R204") == []


def test_a_decision_holds_a_matter_back_from_the_unit_that_took_it_over() -> None:
    """甲镇 dropped an overdue matter, 乙镇 took it up; 归属乡镇：甲镇 settles it."""
    decided = [{"subject": "01", "decision": "归属乡镇：甲镇"}]
    result = merged({"folder": JANUARY}, {"township": "乙镇"}, sent=[(FEBRUARY, "甲镇")], decisions=decided)
    assert only(result)["township"] == "甲镇"
    assert told(result, "R206") == [("乙镇", "编号01也出现在甲镇的台账中，按处理决定归甲镇")]


def test_the_number_of_an_accusation_that_two_claim_is_not_told() -> None:
    """The sentence says that there is one, not which."""
    rows = [{**row, "procedure": "检举控告"} for row in BOTH_NEW]
    result = merged(*rows)
    assert {m for _, m in told(result, "R205")} == {"编号（检举控告件，编号不列）同时出现在乙镇、甲镇的台账中，归属未定，暂只计入全县"}
    assert all(f.case_nos == () for f in result.findings)
