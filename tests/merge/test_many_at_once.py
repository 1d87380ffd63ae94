"""Matters of one county, merged at once after an edition of January: each number shows one thing that is held or waits.

What each one shows is shown by itself, with its twins, in the slow tests of this folder; here it all costs one
merge, and is no slow test, for it stands for them where small faults are put into the program (tools/mutants.py).
"""

from __future__ import annotations

from collections import defaultdict

import pandas as pd
import pytest

from pipeline.bundles import Merged
from tests.merge.merge_rows import DONE, FEBRUARY, JANUARY, OPEN, Row, edition, merged, only

LONG_AGO: Row = {**DONE, "registered_on": "2022-11-01", "accepted_on": "2022-11-05"}
EXTENDED: Row = {"accepted_on": "2023-01-12", "extension_approved_on": "2023-01-20", "extended_to": "2023-03-20"}
NOTIFIED: Row = {"accepted_on": "2023-01-12", "notified_on": "2023-01-13"}
THEN_AND_NOW: dict[str, tuple[Row, Row, dict[str, object]]] = {
    "acceptance earlier": (OPEN, {"accepted_on": "2023-01-12"}, {"accepted_on": "01-15", "accepted_first": "01-12"}),
    "acceptance later": (OPEN, {"accepted_on": "2023-01-20"}, {"accepted_on": "01-20", "accepted_first": "01-15"}),
    "acceptance blank": (OPEN, {}, {"accepted_on": "01-15", "accepted_first": "01-15"}),
    "acceptance unreadable": (OPEN, {"bad": ("accepted_on",)}, {"accepted_on": "01-15", "accepted_on_bad": False}),
    "acceptance confirmed": (OPEN, {"accepted_on": "2023-01-12"}, {"accepted_on": "01-12"}),
    "acceptance above": (OPEN, {"accepted_on": "2023-01-12"}, {"accepted_on": "01-12", "rating_own": False}),
    "conclusion later": (
        DONE,
        {**DONE, "concluded_on": "2023-02-10"},
        {"concluded_on": "02-10", "concluded_day": "01-20", "taken_back": False},
    ),
    "conclusion earlier": (LONG_AGO, {**LONG_AGO, "concluded_on": "2023-01-03"}, {"concluded_on": "01-20"}),
    "taken back": (
        DONE,
        {"accepted_on": "2023-01-12"},
        {"concluded_on": None, "concluded_day": "01-20", "taken_back": True, "settled": None, "rating_unit": None},
    ),
    "half blank": (
        DONE,
        {"accepted_on": "2023-01-12", "outcome": "予以支持"},
        {"concluded_on": "01-20", "taken_back": False, "settled": "已化解"},
    ),
    "taken back in discontent": (
        {**DONE, "rating_unit": "不满意"},
        {"accepted_on": "2023-01-12"},
        {"taken_back": True, "rating_unit": "不满意"},
    ),
    "settled since": (
        {**DONE, "settled": "未化解"},
        DONE,
        {"settled": "已化解", "settled_cohort": "未化解", "settled_returned": "已化解"},
    ),
    "settled and found true": ({**DONE, "settled": "未化解"}, DONE, {"settled": "已化解", "settled_cohort": "已化解"}),
    "settled no more": (DONE, {**DONE, "settled": "部分化解"}, {"settled": "部分化解", "settled_cohort": "部分化解"}),
    "discontent stands": ({**DONE, "rating_unit": "不满意"}, DONE, {"rating_unit": "不满意"}),
    "discontent now": (DONE, {**DONE, "rating_unit": "不满意"}, {"rating_unit": "不满意"}),
    "content since": ({**DONE, "rating_unit": "基本满意"}, DONE, {"rating_unit": "满意"}),
    "rating blank": (DONE, {**DONE, "rating_unit": None}, {"rating_unit": "满意"}),
    "rated since": ({**DONE, "rating_unit": "未评价"}, {**DONE, "rating_unit": None}, {"rating_unit": None}),
    "another outcome": (DONE, {**DONE, "outcome": "不予支持"}, {"outcome": "不予支持"}),
    "outcome blank": (DONE, {**DONE, "outcome": None}, {"outcome": "予以支持"}),
    "extension longer": (EXTENDED, {**EXTENDED, "extended_to": "2023-04-10"}, {"extended_to": "03-20"}),
    "extension shorter": (EXTENDED, {**EXTENDED, "extended_to": "2023-03-15"}, {"extended_to": "03-15"}),
    "notice later": (NOTIFIED, {**NOTIFIED, "notified_on": "2023-02-20"}, {"notified_on": "02-20"}),
    "notice earlier": (NOTIFIED, {**NOTIFIED, "notified_on": "2023-01-12"}, {"notified_on": "01-13"}),
    "visit class better": ({"visit_class": "异常"}, {"visit_class": "正常"}, {"visit_class": "异常"}),
    "visit class worse": ({"visit_class": "正常"}, {"visit_class": "异常"}, {"visit_class": "异常"}),
    "batch blank": ({"backlog_batch": "第二批"}, {}, {"backlog_batch": "第二批"}),
    "batch new": ({"backlog_batch": "第二批"}, {"backlog_batch": "第三批"}, {"backlog_batch": "第三批"}),
    "registration later": ({}, {"registered_on": "2023-01-22"}, {"registered_on": "01-10"}),
    "registration confirmed": ({}, {"registered_on": "2023-01-22"}, {"registered_on": "01-22"}),
    "repeat no more": ({"occurrence": "重件"}, {}, {"occurrence": "重件"}),
    "procedure since": ({"procedure": None}, {"procedure": "简易办理"}, {"procedure": "信访处理意见"}),
    "level above": ({"level": "乡镇"}, {"level": "乡镇"}, {"level": "县"}),
    "unchanged": (DONE, DONE, {"concluded_on": "01-20", "settled": "已化解", "rating_own": True, "origin": "台账"}),
    "settled less": ({**DONE, "settled": "部分化解"}, {**DONE, "settled": "未化解"}, {"settled": "未化解"}),
    "acceptance found false": (OPEN, OPEN, {"accepted_on": None, "accepted_first": None, "registered_false": False}),
    "extension found false": (EXTENDED, EXTENDED, {"accepted_on": "01-12", "extended_to": None}),
    "rating found false": (DONE, DONE, {"concluded_on": "01-20", "rating_unit": None, "settled": "已化解"}),
    "registration found false": (OPEN, OPEN, {"registered_on": "01-10", "registered_false": True}),
    "registration found false and above": (OPEN, OPEN, {"registered_on": "01-10", "registered_false": False}),
}
"""What a number shows -> January's row, February's, and what counts; days of 2023 as 02-10."""
FOUND_FALSE = {
    "acceptance found false": "受理告知",
    "extension found false": "延期",
    "rating found false": "评价",
    "registration found false": "登记",
    "registration found false and above": "登记",
}
"""What 抽查登记 found 不属实."""
TOLD = {
    "R208": {"registration later", "repeat no more", "procedure since"},
    "R215": {"conclusion earlier", "extension longer"},
    "R216": {"acceptance earlier", "notice earlier"},
    "R217": {"taken back", "taken back in discontent"},
    "R231": {"discontent stands", "visit class better"},
    "R233": {"settled since", "settled and found true"},
}

JANUARYS = "与已发布的2023-01不同（如编号{}：{} → {}），"
TO_GAIN = "与已发布的2023-01不同，改后会变为按期或期限变长（如编号{}：{} → {}），"
CHANGES: dict[tuple[str, str], str] = {
    ("R208", "D33"): "1件的登记日期与首次报送不同（如编号registration later：2023-01-10 → 2023-01-22），",
    ("R208", "I35"): "1件的初重件与首次报送不同（如编号repeat no more：重件 → 初件），",
    ("R208", "N36"): "1件的办理程序与首次报送不同（如编号procedure since：信访处理意见 → 简易办理），",
    ("R210", "K37"): "1件的信访层级与上级登记台账不同（如编号level above：台账乡镇，登记台账县），",
    ("R215", "R25"): "1件的延期至" + TO_GAIN.format("extension longer", "2023-03-20", "2023-04-10"),
    ("R215", "U11"): "1件的办结日期" + TO_GAIN.format("conclusion earlier", "2023-01-20", "2023-01-03"),
    ("R216", "O28"): "1件的告知日期" + JANUARYS.format("notice earlier", "2023-01-13", "2023-01-12"),
    ("R216", "P4"): "1件的受理日期" + JANUARYS.format("acceptance earlier", "2023-01-15", "2023-01-12"),
    ("R217", "U12、U14"): (
        "2件在已发布的2023-01中已办结，本期台账没有办结日期和办理结果（如编号taken back：2023-01-20），"
    ),
    ("R231", "L29"): "1件的来访类别比已发布的2023-01更有利（如编号visit class better：异常 → 正常），",
    ("R231", "AA18"): "1件的对责任单位评价比已发布的2023-01更有利（如编号discontent stands：不满意 → 满意），",
    ("R232", "L30"): "1件的来访类别" + JANUARYS.format("visit class worse", "正常", "异常"),
    ("R232", "O27"): "1件的告知日期" + JANUARYS.format("notice later", "2023-01-13", "2023-02-20"),
    ("R232", "P5、P8:P9"): "3件的受理日期" + JANUARYS.format("acceptance later", "2023-01-15", "2023-01-20"),
    ("R232", "R26"): "1件的延期至" + JANUARYS.format("extension shorter", "2023-03-20", "2023-03-15"),
    ("R232", "U10"): "1件的办结日期" + JANUARYS.format("conclusion later", "2023-01-20", "2023-02-10"),
    ("R232", "V23"): "1件的办理结果" + JANUARYS.format("another outcome", "予以支持", "不予支持"),
    ("R232", "X17、X39"): "2件的化解状态" + JANUARYS.format("settled no more", "已化解", "部分化解"),
    ("R232", "Z32"): "1件的积案批次" + JANUARYS.format("batch new", "第二批", "第三批"),
    ("R232", "AA19:AA20"): "2件的对责任单位评价" + JANUARYS.format("discontent now", "满意", "不满意"),
    ("R233", "X15:X16"): "2件已发布的2023-01为未化解，本期改为已化解（如编号settled since）：",
}
"""Rule and cells -> how the sentence to 甲镇 begins."""


@pytest.fixture(scope="module")
def february() -> Merged:
    """February after January's edition, with what the registers and decisions say of some of them."""
    then: list[Row] = [{**row, "case_no": number} for number, (row, _, _) in THEN_AND_NOW.items()]
    now: list[Row] = [{**row, "case_no": number} for number, (_, row, _) in THEN_AND_NOW.items()]
    above = {"township": "甲镇", "registered_on": "2023-01-10"}
    return merged(
        *({**row, "folder": JANUARY} for row in then),
        *({**row, "folder": FEBRUARY} for row in now),
        editions=[edition(*then)],
        superior=[
            {**above, "case_no": "acceptance above", "accepted_on": "2023-01-12"},
            {**above, "case_no": "level above", "level": "县"},
            {**above, "case_no": "registration found false and above"},
            {**above, "case_no": "omitted", "township": "乙镇", "received_on": "2023-02-03"},
            {**above, "case_no": "not yet", "township": "乙镇", "received_on": "2023-02-26"},
            {**above, "case_no": "handed back", "township": "乙镇", "withdrawn_on": "2023-01-20"},
        ],
        spot_checks=[
            {"case_no": "settled and found true", "result": "属实"},
            *({"case_no": number, "checked": what, "result": "不属实"} for number, what in FOUND_FALSE.items()),
        ],
        decisions=[
            {"subject": "acceptance confirmed", "decision": "更正属实", "column": "accepted_on"},
            {"subject": "registration confirmed", "decision": "更正属实", "column": "registered_on"},
        ],
    )


def shown(value: object) -> object:
    """A cell, None for null, a day as 02-10."""
    if isinstance(value, pd.Timestamp):
        return f"{value:%m-%d}"
    return None if pd.isna(value) else value  # type: ignore[call-overload]


def test_what_counts_of_each_is_what_was_first_submitted_or_published_or_is_worse_now(february: Merged) -> None:
    wrong = {}
    for number, (_, _, counts) in THEN_AND_NOW.items():
        row = only(february, number)
        found = {id_: shown(row[id_]) for id_ in counts}
        if found != counts:
            wrong[number] = (found, counts)
    assert wrong == {}


def test_what_waits_or_was_taken_back_is_told_of_the_matters_of_which_it_is_so(february: Merged) -> None:
    told = defaultdict[str, set[str]](set)
    for finding in february.findings:
        told[finding.code] |= set(finding.case_nos)
    assert {code: told[code] for code in TOLD} == TOLD


def test_each_change_is_told_once_for_its_column_with_the_value_of_before_and_of_now(february: Merged) -> None:
    codes = {code for code, _ in CHANGES}
    said = {(f.code, f.place.cell): f.message for f in february.findings if f.code in codes}
    assert said.keys() == CHANGES.keys()
    assert {place: text for place, text in CHANGES.items() if not said[place].startswith(text)} == {}
    assert {f.township for f in february.findings if f.code in codes} == {"甲镇"}
    assert {f.severity for f in february.findings if f.code == "R215"} == {"错误"}


def test_what_the_level_above_alone_has_is_omitted_once_its_days_of_grace_are_over(february: Merged) -> None:
    """Received on 3 February and three days: by the 6th. What was handed back, or came on the 26th, isn't."""
    assert february.omissions["case_no"].tolist() == ["omitted"]
    row = only(february, "omitted")
    assert (row["township"], row["origin"], shown(row["received_on"])) == ("乙镇", "上级", "02-03")
    assert not set(february.matters["case_no"]) & {"not yet", "handed back"}


def test_a_first_value_that_counts_has_its_place_in_the_ledger_that_said_it_first(february: Merged) -> None:
    told = {"registration later": "registered_on", "repeat no more": "occurrence", "procedure since": "procedure"}
    first = february.first
    assert dict(zip(first["case_no"], first["id"], strict=True)) == told
    assert set(first["source_file"]) == {"2023-01/甲镇.xlsx"}
