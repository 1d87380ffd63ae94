"""What was published can't be made to disappear: a matter that an edition has and no newer ledger."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from pipeline.bundles import Merged, PastEdition
from tests.merge.merge_rows import FEBRUARY, JANUARY, Row, as_published, edition, merged, only, reasons, told

pytestmark = pytest.mark.slow

MARCH = "2023-03"
OTHER = {"case_no": "02"}
"""What the exchanged ledger of a month still has."""
BOTH_LACK_IT = ({**OTHER, "folder": JANUARY}, OTHER)
OVERDUE = {"registered_on": "2022-11-01", "accepted_on": "2022-11-05"}
TAKEN_OUT = {"subject": "01", "rule": "R204", "decision": "更正属实"}


def published(*rows: Row, name: str = JANUARY, made_from: tuple[str, ...] = ()) -> PastEdition:
    return replace(edition(*rows, name=name), made_from=frozenset(made_from))


def numbers(result: Merged) -> list[str]:
    return list(result.matters["case_no"])


def test_a_matter_that_january_published_stays_when_its_ledgers_are_exchanged() -> None:
    """January's ledger put in anew lacks it, February's too: it is open and overdue as before.

    The error says where it was published.
    """
    result = merged(*BOTH_LACK_IT, editions=[edition(OVERDUE, OTHER)])
    row = only(result)
    assert (row["township"], row["origin"], row["accepted_on"]) == ("甲镇", "往期", pd.Timestamp("2022-11-05"))
    assert told(result, "R204") == [
        ("甲镇", "已发布的2023-01有、本期台账缺少1件仍应报送的事项：01；按最后报送的状态继续计算")
    ]
    assert [str(f.place) for f in result.findings if f.code == "R204"] == ["2023-02/"]


def test_a_matter_whose_folder_was_taken_away_is_told_too() -> None:
    """Its edition is there, its folder isn't."""
    result = merged(OTHER, folders=(FEBRUARY,), editions=[edition(OVERDUE, OTHER)])
    assert numbers(result) == ["01", "02"]
    assert [text[:12] for _, text in told(result, "R204")] == ["已发布的2023-01有"]


@pytest.mark.parametrize(
    "row", [{"registered_on": "2022-05-01", "concluded_on": "2022-09-30"}, {"withdrawn_on": "2023-01-12"}]
)
def test_what_need_not_be_reported_is_kept_without_an_error(row: Row) -> None:
    """Concluded long ago, or handed back."""
    result = merged(*BOTH_LACK_IT, editions=[edition(row, OTHER)])
    assert numbers(result) == ["01", "02"]
    assert told(result, "R204") == []


def test_an_accusation_is_kept_and_never_named() -> None:
    result = merged(*BOTH_LACK_IT, editions=[edition({"procedure": "检举控告"}, OTHER)])
    assert numbers(result) == ["01", "02"]
    assert told(result, "R204") == [
        ("", "已发布的2023-01有、本期台账缺少1件仍应报送的事项：另有检举控告1件（编号不列）；按最后报送的状态继续计算")
    ]
    assert [f.case_nos for f in result.findings if f.code == "R204"] == [()]


def test_a_zero_report_against_a_published_open_matter_is_an_error() -> None:
    result = merged(
        {**OTHER, "folder": JANUARY, "concluded_on": "2023-01-20"},
        zero=[(FEBRUARY, "甲镇")],
        editions=[edition(OVERDUE)],
    )
    assert told(result, "R203") == [("甲镇", "申报零报告，但仍有1件在办事项（如01）")]


def test_a_newer_published_state_goes_before_an_older_ledger() -> None:
    """December's ledger has it open; January, exchanged since, had published it as concluded, not settled."""
    done = {"concluded_on": "2023-01-20", "outcome": "其他", "settled": "未化解"}
    folders = ("2022-12", JANUARY, FEBRUARY)
    open_then = {"folder": "2022-12", "township": "乙镇", "registered_on": "2022-12-01", "occurrence": "重件"}
    result = merged(
        open_then,
        *BOTH_LACK_IT,
        folders=folders,
        sent=[(FEBRUARY, "乙镇")],
        editions=[edition({**done, "registered_on": "2022-12-01"}, OTHER)],
    )
    row = only(result)
    assert (row["township"], row["settled"], row["concluded_on"]) == ("甲镇", "未化解", pd.Timestamp("2023-01-20"))
    assert row["occurrence"] == "初件", (
        "as the edition had it, which speaks before a ledger put into an older folder since"
    )
    assert [why for why in reasons(result) if "乙镇" in why[0]] == [("2022-12/乙镇.xlsx", 4, "以已发布的往期成果为准")]


def test_a_ledger_of_the_same_or_a_newer_folder_goes_before_what_was_published() -> None:
    """January's ledger corrected, then February's."""
    then = edition({"settled": "已化解"})
    assert only(merged({"folder": JANUARY, "settled": "未化解"}, OTHER, editions=[then]))["settled"] == "未化解"
    assert only(merged({"folder": JANUARY}, {"settled": "部分化解"}, editions=[then]))["settled"] == "部分化解"


def test_a_county_whose_every_matter_was_published_since_counts_each_once() -> None:
    """January's ledger has it still, February published it and its ledger was taken away: no row is left over."""
    result = merged(
        {"folder": JANUARY},
        folders=(JANUARY, FEBRUARY),
        editions=[edition({"accepted_on": "2023-02-03"}, name=FEBRUARY)],
    )
    assert only(result)["accepted_on"] == pd.Timestamp("2023-02-03")
    assert len(result.matters) == 1


def test_first_values_are_those_of_the_first_edition_that_had_it() -> None:
    """February had another day of registration, which didn't count; that it is left out now changes nothing."""
    january = edition({"registered_on": "2023-01-05"}, OTHER)
    february = edition({"registered_on": "2023-01-20"}, OTHER, name=FEBRUARY, editions=[january])
    result = merged(
        *BOTH_LACK_IT, {**OTHER, "folder": MARCH}, folders=(JANUARY, FEBRUARY, MARCH), editions=[january, february]
    )
    row = only(result)
    assert (row["registered_on"], row["registered_on_submitted"]) == (
        pd.Timestamp("2023-01-05"),
        pd.Timestamp("2023-01-20"),
    )
    assert [text[:12] for _, text in told(result, "R204")] == ["已发布的2023-02有"]


def test_what_could_not_be_read_when_it_was_published_still_counts_so() -> None:
    """A garbled acceptance is no blank one: the matter stays in the denominators.

    A procedure that nobody could read isn't 信访处理意见.
    """
    row = only(merged(*BOTH_LACK_IT, editions=[edition({"bad": ("accepted_on", "procedure")}, OTHER)]))
    assert (bool(row["accepted_on_bad"]), bool(row["procedure_bad"]), bool(row["concluded_on_bad"])) == (
        True,
        True,
        False,
    )
    assert pd.isna(row["procedure"])


def test_an_edition_that_a_later_one_was_made_from_says_nothing_more() -> None:
    """February was made from January and lacks the matter: it was taken out there.

    Made without January, it says nothing of it.
    """
    march = {**OTHER, "folder": MARCH}
    for made_from, expected in (((JANUARY,), ["02"]), ((), ["01", "02"])):
        past = [published(OVERDUE, OTHER), published(OTHER, name=FEBRUARY, made_from=made_from)]
        assert numbers(merged(march, folders=(MARCH,), editions=past)) == expected


def test_a_matter_that_only_the_register_had_is_not_taken_from_an_edition() -> None:
    above = {"case_no": "01", "township": "甲镇", "registered_on": "2023-01-02", "received_on": "2023-01-03"}
    omission = merged({**OTHER, "folder": JANUARY}, folders=(JANUARY,), superior=[{**above, "folder": JANUARY}])
    assert numbers(omission) == ["01", "02"]
    past = PastEdition(JANUARY, pd.Timestamp("2023-01-31").date(), as_published(omission.matters))
    assert numbers(merged(*BOTH_LACK_IT, editions=[past])) == ["02"]


def test_a_number_written_wrongly_is_taken_out_when_the_office_says_so() -> None:
    """By edition or by an older ledger alike; a note names it and the trace has its row."""
    for result in (
        merged(*BOTH_LACK_IT, editions=[edition(OVERDUE, OTHER)], decisions=[TAKEN_OUT]),
        merged({**OVERDUE, "folder": JANUARY}, OTHER, decisions=[TAKEN_OUT]),
    ):
        assert numbers(result) == ["02"]
        assert told(result, "R204") == []
        assert told(result, "R222") == [
            ("甲镇", "1件以往报送过、本期台账没有的事项已按处理决定“更正属实”撤销，不再计入：01")
        ]
        assert [str(f.place) for f in result.findings if f.code == "R222"] == ["2023-02/登记簿.xlsx 处理决定 A2"]
        (file, *_, why) = next(each for each in reasons(result) if "处理决定" in each[2])
        assert (file, why) == ("2023-01/甲镇.xlsx", "处理决定更正属实，不再计入")


@pytest.mark.parametrize("rule", [None, "R208"])
def test_a_value_once_corrected_is_no_leave_to_drop_the_matter(rule: str | None) -> None:
    """更正属实 for the day of registration, or for nothing named, takes nothing out."""
    decisions = [{**TAKEN_OUT, "rule": rule}]
    assert numbers(merged(*BOTH_LACK_IT, editions=[edition(OVERDUE, OTHER)], decisions=decisions)) == ["01", "02"]
    assert len(told(merged({**OVERDUE, "folder": JANUARY}, OTHER, decisions=decisions), "R204")) == 1


def test_a_matter_that_the_newest_ledger_has_is_not_taken_out() -> None:
    """Nor one of a township that sent nothing since."""
    assert numbers(merged({}, decisions=[TAKEN_OUT])) == ["01"]
    assert numbers(merged({"folder": JANUARY}, {**OTHER, "township": "乙镇"}, decisions=[TAKEN_OUT])) == ["01", "02"]


def test_a_matter_taken_out_that_the_register_has_is_an_omission() -> None:
    """The level above knows of it."""
    above = {"case_no": "01", "township": "甲镇", "registered_on": "2023-01-02", "received_on": "2023-01-03"}
    result = merged(*BOTH_LACK_IT, editions=[edition(OVERDUE, OTHER)], decisions=[TAKEN_OUT], superior=[above])
    assert only(result)["origin"] == "上级"
    assert list(result.omissions["case_no"]) == ["01"]


def test_a_quarter_is_no_month_that_spoke_before_the_first_folder() -> None:
    """Its table has what was written last, in March: what January wrote first still counts."""
    rows = [
        {"folder": name, "registered_on": day}
        for name, day in ((JANUARY, "2023-01-05"), (MARCH, "2023-01-20"), ("2023-04", "2023-01-20"))
    ]
    quarter = PastEdition(
        "2023-Q1", pd.Timestamp("2023-03-31").date(), merged(*rows[:2], folders=(JANUARY, MARCH)).matters
    )
    quarter = replace(
        quarter, matters=as_published(quarter.matters).assign(registered_on=quarter.matters["registered_on_submitted"])
    )
    result = merged(*rows, folders=(JANUARY, FEBRUARY, MARCH, "2023-04"), editions=[quarter])
    assert only(result)["registered_on"] == pd.Timestamp("2023-01-05")
