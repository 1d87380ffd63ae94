"""One row a matter: which row counts, and what became of the others (docs/definitions.md, section 5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.base.period import parse_period
from pipeline.merge.merge import merge
from pipeline.rules.windows import windows_of
from pipeline.settings.record import Township
from tests.merge.merge_rows import (
    BOTH,
    FEBRUARY,
    JANUARY,
    SETTINGS,
    edition,
    ledger,
    merged,
    only,
    reading,
    reasons,
    told,
)

pytestmark = pytest.mark.slow


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


def test_the_newest_folder_wins() -> None:
    """February's state counts; January's row goes to the trace."""
    result = merged({"folder": JANUARY}, {"accepted_on": "2023-02-03"})
    assert only(result)["accepted_on"] == day("2023-02-03")
    assert only(result)["origin"] == "台账"
    assert reasons(result) == [("2023-01/甲镇.xlsx", 4, "以2023-02台账为准")]


def test_the_newest_folder_wins_even_where_it_says_less() -> None:
    """A conclusion that the newer ledger no longer has is gone."""
    assert pd.isna(only(merged({"folder": JANUARY, "concluded_on": "2023-01-20"}, {}))["concluded_on"])


def test_identical_rows_of_one_ledger_are_one() -> None:
    """The lower one goes to the trace, and that is all."""
    result = merged({}, {})
    assert only(result)["source_row"] == 4
    assert reasons(result) == [("2023-02/甲镇.xlsx", 5, "同一台账内完全相同的重复行，计一件")]


def test_of_differing_rows_the_less_favourable_state_counts() -> None:
    """Open before concluded, later before earlier, unaccepted before accepted.

    未化解 and blank before 已化解, 不满意 before 满意.
    """
    done = {"accepted_on": "2023-01-12", "concluded_on": "2023-02-01", "settled": "已化解", "rating_unit": "满意"}
    for worse in (
        {**done, "concluded_on": None},
        {**done, "concluded_on": "2023-02-02"},
        {**done, "accepted_on": None},
        {**done, "accepted_on": "2023-01-13"},
        {**done, "settled": "未化解"},
        {**done, "settled": None},
        {**done, "settled": "部分化解"},
        {**done, "rating_unit": "不满意"},
        {**done, "rating_unit": None},
    ):
        for rows, row in (((done, worse), 5), ((worse, done), 4)):
            result = merged(*rows)
            assert only(result)["source_row"] == row, worse
            assert reasons(result)[0][2] == "同一编号有内容不同的多行，按较不利的一行计"


def test_a_blank_procedure_is_an_opinion_and_an_accusation_where_the_purpose_says_so() -> None:
    """An unreadable one stays null; what was submitted is kept beside."""
    result = merged(
        {"procedure": None},
        {"case_no": "02", "procedure": None, "purpose": "检举控告"},
        {"case_no": "03", "bad": ("procedure",)},
    )
    assert only(result, "01")["procedure"] == "信访处理意见"
    assert pd.isna(only(result, "01")["procedure_submitted"])
    assert only(result, "02")["procedure"] == "检举控告"
    assert pd.isna(only(result, "03")["procedure"])


def test_registration_occurrence_and_procedure_count_as_first_submitted() -> None:
    """Later changes are told with both values."""
    first = {"folder": JANUARY, "registered_on": "2023-01-05", "occurrence": "重件", "procedure": "简易办理"}
    result = merged(first, {"registered_on": "2023-01-09"})
    row = only(result)
    assert (row["registered_on"], row["occurrence"], row["procedure"]) == (day("2023-01-05"), "重件", "简易办理")
    assert row["registered_on_submitted"] == day("2023-01-09")
    assert told(result, "R208") == [
        ("甲镇", "1件的登记日期与首次报送不同（如编号01：2023-01-05 → 2023-01-09），按首次报送计算"),
        ("甲镇", "1件的初重件与首次报送不同（如编号01：重件 → 初件），按首次报送计算"),
        ("甲镇", "1件的办理程序与首次报送不同（如编号01：简易办理 → 信访处理意见），按首次报送计算"),
    ]


def test_a_later_change_counts_when_a_decision_names_it() -> None:
    """更正属实: the newest values count, and nothing is told."""
    result = merged(
        {"folder": JANUARY, "occurrence": "重件"}, {}, decisions=[{"subject": "01", "decision": "更正属实"}]
    )
    assert only(result)["occurrence"] == "初件"
    assert told(result, "R208") == []


def test_a_first_value_that_cannot_be_read_gives_way_to_the_next_that_can() -> None:
    """And the mark of unreadable is gone with it."""
    row = only(merged({"folder": JANUARY, "bad": ("occurrence",)}, {"occurrence": "重件"}))
    assert row["occurrence"] == "重件"
    assert not row["occurrence_bad"]


def test_what_an_edition_older_than_every_folder_had_was_submitted_first() -> None:
    """A month whose folder isn't a source: a change that was ignored then doesn't come to count a year later."""
    first = {"registered_on": "2022-11-02", "occurrence": "重件", "procedure": "简易办理", "bad": ()}
    row = only(merged({"folder": JANUARY}, {}, editions=[edition(first, name="2022-12")]))
    assert (row["registered_on"], row["occurrence"], row["procedure"]) == (day("2022-11-02"), "重件", "简易办理")
    known = only(merged({"folder": JANUARY}, {}, editions=[edition({**first, "occurrence": None}, name="2022-12")]))
    assert known["occurrence"] == "初件"


def test_what_its_holders_submitted_first_counts_for_a_matter_that_moved() -> None:
    """A township can't make a 重件 a 初件 by handing it to its neighbour."""
    accepted = {"accepted_on": "2023-01-12"}
    named = {**accepted, "township": "乙镇", "file": "甲镇", "sender": "甲镇"}
    result = merged({**accepted, "folder": JANUARY, "occurrence": "重件"}, named, {**accepted, "township": "乙镇"})
    assert only(result)["township"] == "乙镇"
    assert only(result)["occurrence"] == "重件"


def test_the_register_of_the_level_above_counts_where_it_has_a_value() -> None:
    """registered_on, level, occurrence and ratings are its; what it leaves blank stays the ledger's."""
    result = merged(
        {"level": "乡镇", "rating_unit": "满意"},
        superior=[{"case_no": "01", "township": "甲镇", "registered_on": "2023-01-03", "level": "县"}],
    )
    row = only(result)
    assert (row["registered_on"], row["level"], row["rating_unit"]) == (day("2023-01-03"), "县", "满意")
    assert row["in_superior"]
    assert told(result, "R210") == [
        ("甲镇", "1件的登记日期与上级登记台账不同（如编号01：台账2023-01-10，登记台账2023-01-03），按登记台账计算"),
        ("甲镇", "1件的信访层级与上级登记台账不同（如编号01：台账乡镇，登记台账县），按登记台账计算"),
    ]


def test_the_values_of_an_accusation_are_not_told() -> None:
    """Neither number nor value of one stands in a sentence."""
    result = merged({"folder": JANUARY, "procedure": "检举控告", "occurrence": "重件"}, {"procedure": "检举控告"})
    assert only(result)["occurrence"] == "重件"
    assert told(result, "R208") == []


def test_a_month_without_any_register_merges() -> None:
    """Every sheet of 登记簿.xlsx is optional."""
    result = merged({}, folders=(FEBRUARY,))
    assert not only(result)["in_superior"]
    assert result.registers == {}


def test_two_files_of_one_township_are_both_refused() -> None:
    """Neither counts, both are told, every row is in the trace."""
    result = merged({"file": "甲镇"}, {"file": "甲镇（2）", "channel": "来信"})
    assert result.matters.empty
    assert told(result, "R201") == 2 * [
        (
            "甲镇",
            (
                "甲镇本期有多份内容不同的台账（“甲镇.xlsx”、“甲镇（2）.xlsx”），无法判断以哪份为准，均未采用"
                "；两份都有的事项有1格不同，例如第一份的第4行“信访形式”"
            ),
        )
    ]
    assert list(result.files["verdict"]) == ["拒收", "拒收"]
    assert len(result.trace) == 2


def test_what_two_files_of_one_township_each_list_alone_is_counted() -> None:
    """01 is alike in both, 02 and 03 stand in one of them."""
    rows: tuple[dict[str, object], ...] = ({"file": "甲镇"}, {"file": "甲镇", "case_no": "02"})
    result = merged(*rows, {"file": "二"}, {"file": "二", "case_no": "03"})
    assert {said.partition("均未采用")[2] for _, said in told(result, "R201")} == {"；只在其中一份里的事项有2件"}


def test_two_files_of_one_township_that_share_no_number_are_both_read() -> None:
    result = merged({"file": "甲镇"}, {"file": "甲镇（2）", "case_no": "02"})
    assert list(result.matters["case_no"]) == ["01", "02"]
    assert told(result, "R230") == [
        ("甲镇", "甲镇本期有多份台账（“甲镇.xlsx”、“甲镇（2）.xlsx”），编号互不相同，合并采用")
    ]


def test_a_decision_names_a_file_of_its_own_folder() -> None:
    """采用此件 of January says nothing of a file of the same name in February."""
    rows = ({"file": "甲镇"}, {"file": "甲镇（2）", "channel": "来信"})
    said = {"subject": "甲镇（2）.xlsx", "decision": "采用此件"}
    assert len(merged(*rows, decisions=[said]).matters) == 1
    assert merged(*rows, decisions=[{**said, "folder": JANUARY}]).matters.empty


def test_a_register_or_a_decision_names_the_file_that_counts() -> None:
    """文件名 in 报送登记, or 采用此件 on the file."""
    rows = ({"file": "甲镇"}, {"file": "甲镇（2）", "case_no": "02"})
    by_register = merged(
        *rows,
        reports=[{"township": "甲镇", "due_on": "2023-03-03", "sent_on": "2023-03-01", "file_name": "甲镇（2）.xlsx"}],
    )
    by_decision = merged(*rows, decisions=[{"subject": "2023-02/甲镇（2）.xlsx", "decision": "采用此件"}])
    for result in (by_register, by_decision):
        assert list(result.matters["case_no"]) == ["02"]
        assert list(result.files["verdict"]) == ["被替换", "采用"]
        assert told(result, "R201") == []


def test_an_old_units_matters_belong_to_the_unit_it_was_merged_into() -> None:
    """From 撤并日期 on; before it the old unit is itself."""
    gone = Township(3, "丙镇", merged_into="甲镇", merged_on=date(2023, 2, 1))
    county = replace(SETTINGS, roster=(*SETTINGS.roster[:2], gone))
    row = {"township": "丙镇", "folder": JANUARY}
    assert only(merged(row, settings=county, folders=(JANUARY,)))["township"] == "丙镇"
    result = merged(row, {"case_no": "02"}, settings=county)
    assert only(result)["township"] == "甲镇"
    assert only(result)["origin"] == "往期"
    assert [t for t, _ in told(result, "R204")] == ["甲镇"]
    published = edition({"township": "丙镇", "case_no": "09", "registered_on": "2022-12-01"}, name="2022-12")
    assert only(merged(settings=county, editions=[published]), "09")["township"] == "甲镇"


ROWS = (
    {"folder": JANUARY, "occurrence": "重件"},
    {"accepted_on": "2023-02-03"},
    {"accepted_on": "2023-02-04"},
    {"accepted_on": "2023-02-04"},
    {"case_no": "02", "township": "乙镇", "folder": JANUARY},
    {"case_no": "02", "township": "甲镇"},
    {"case_no": "02", "township": "乙镇"},
    {"case_no": "03", "township": "甲镇", "accepted_on": "2023-02-03"},
    {"case_no": "03", "township": "乙镇"},
    {"case_no": "04", "township": "乙镇", "folder": JANUARY},
    {"case_no": "05", "related_case_no": "01", "occurrence": "重件"},
)


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(len(ROWS))))
def test_the_order_in_which_files_are_read_never_changes_the_result(order: list[int]) -> None:
    """The rows of the files in any order: the same matters, trace and findings."""
    numbered = ledger(ROWS)
    plain = reading(ROWS)
    results = []
    for rows in (numbered, numbered.iloc[order].reset_index(drop=True)):
        read = replace(plain, ledger=rows)
        last_day = parse_period(FEBRUARY).last_day
        windows = windows_of(parse_period(FEBRUARY), BOTH, None, (), SETTINGS)
        results.append(
            merge(read, SETTINGS, folders=BOTH, editions=(), last_day=last_day, cut_off=last_day, windows=windows)
        )
    first, second = results
    pd.testing.assert_frame_equal(first.matters, second.matters)
    pd.testing.assert_frame_equal(first.trace, second.trace)
    assert first.findings == second.findings
