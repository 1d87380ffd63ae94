"""A date that an edition published stands until the register or a decision confirms another; every change is told."""

from __future__ import annotations

import pandas as pd
import pytest
from merge_rows import JANUARY, edition, merged, only, told

from pipeline.schema.standing import HELD_IDS

PUBLISHED = {"accepted_on": "2023-01-12", "concluded_on": "2023-01-20"}
LATE = {"registered_on": "2022-11-01", "accepted_on": "2022-11-05", "concluded_on": "2023-01-20"}


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


@pytest.mark.parametrize("moved", ["2023-01-19", "2023-02-20", None])
def test_an_acceptance_stands_as_published(moved: str | None) -> None:
    """Moved earlier, later, or taken out; what was written is kept beside it."""
    result = merged({"accepted_on": moved}, editions=[edition({"accepted_on": "2023-01-15"})])
    assert only(result)["accepted_on"] == day("2023-01-15")
    written = only(result)["accepted_on_submitted"]
    assert (None if pd.isna(written) else f"{written:%Y-%m-%d}") == moved


def test_a_date_moved_to_gain_time_is_an_error() -> None:
    """Accepted eight days later: eight days more."""
    result = merged({"accepted_on": "2023-01-20"}, editions=[edition({"accepted_on": "2023-01-12"})])
    assert told(result, "R215") == [
        ("甲镇", "1件的受理日期与已发布的2023-01不同，改后会变为按期或期限变长（如编号01：2023-01-12 → 2023-01-20），按已发布的日期计算")
    ]
    assert [f.severity for f in result.findings if f.code == "R215"] == ["错误"]
    assert told(result, "R216") == []


def test_a_conclusion_moved_into_its_limit_is_an_error() -> None:
    """Due 4 January, concluded on the 20th, now on the 3rd."""
    result = merged({**LATE, "concluded_on": "2023-01-03"}, editions=[edition(LATE)])
    assert only(result)["concluded_on"] == day("2023-01-20")
    assert not only(result)["backfilled_concluded"]
    assert [text for _, text in told(result, "R215")] == [
        "1件的办结日期与已发布的2023-01不同，改后会变为按期或期限变长（如编号01：2023-01-20 → 2023-01-03），按已发布的日期计算"
    ]


def test_a_date_moved_without_gain_is_a_reminder() -> None:
    """In time before and after."""
    result = merged({**PUBLISHED, "concluded_on": "2023-01-25"}, editions=[edition(PUBLISHED)])
    assert only(result)["concluded_on"] == day("2023-01-20")
    assert told(result, "R216") == [("甲镇", "1件的办结日期与已发布的2023-01不同（如编号01：2023-01-20 → 2023-01-25），按已发布的日期计算")]


def test_a_concluded_matter_may_be_opened_again_and_that_is_told() -> None:
    """It counts as open; concluded once more, the new day counts."""
    had = edition(PUBLISHED)
    reopened = merged({"accepted_on": "2023-01-12"}, editions=[had])
    assert pd.isna(only(reopened)["concluded_on"])
    assert told(reopened, "R217") == [("甲镇", "1件在已发布的2023-01中已办结，本期台账没有办结日期（如编号01：2023-01-20），按未办结计算")]
    again = edition({"accepted_on": "2023-01-12"}, name="2023-02")
    after = merged({**PUBLISHED, "concluded_on": "2023-03-10", "folder": "2023-03"}, folders=("2023-03",), editions=[had, again])
    assert only(after)["concluded_on"] == day("2023-03-10")
    assert [f.code for f in after.findings if f.code in ("R215", "R216", "R217")] == []


@pytest.mark.parametrize("confirmed", [{"decisions": [{"subject": "01", "decision": "更正属实"}]},
                                       {"superior": [{"case_no": "01", "township": "甲镇", "registered_on": "2023-01-10", "accepted_on": "2023-01-20"}]}])  # fmt: skip
def test_the_register_or_a_decision_confirms_a_change(confirmed: dict[str, list[dict[str, object]]]) -> None:
    result = merged({"accepted_on": "2023-01-20"}, editions=[edition({"accepted_on": "2023-01-12"})], **confirmed)
    assert only(result)["accepted_on"] == day("2023-01-20")
    assert told(result, "R215") + told(result, "R216") == []


def test_what_lay_after_the_cut_off_of_an_edition_was_not_published() -> None:
    """January's ledger had a conclusion of February: it may be corrected in February."""
    early = edition({"accepted_on": "2023-01-12", "concluded_on": "2023-02-03"})
    result = merged({"accepted_on": "2023-01-12", "concluded_on": "2023-02-08"}, editions=[early])
    assert only(result)["concluded_on"] == day("2023-02-08")
    assert only(result)["open_at"] == day("2023-01-31")


def test_an_extension_published_once_is_not_lengthened() -> None:
    given = {"accepted_on": "2023-01-12", "extension_approved_on": "2023-01-20", "extended_to": "2023-03-20"}
    result = merged({**given, "extended_to": "2023-04-10"}, editions=[edition(given)])
    assert only(result)["extended_to"] == day("2023-03-20")
    assert [code for code in ("R215", "R216") if told(result, code)] == ["R215"]


def test_the_first_edition_that_has_a_date_is_the_one_that_counts() -> None:
    """Written differently every month, it stays what it was."""
    first, second = edition({"accepted_on": "2023-01-12"}), edition({"accepted_on": "2023-01-20"}, name="2023-02")
    result = merged({"accepted_on": "2023-01-28", "folder": "2023-03"}, folders=("2023-03",), editions=[first, second])
    assert only(result)["accepted_on"] == day("2023-01-12")


def test_changes_of_an_accusation_are_held_and_never_told() -> None:
    row = {"accepted_on": "2023-01-12", "procedure": "检举控告"}
    result = merged({**row, "accepted_on": "2023-01-20"}, editions=[edition(row)])
    assert only(result)["accepted_on"] == day("2023-01-12")
    assert [f for f in result.findings if f.code in ("R215", "R216")] == []


def test_a_cell_that_cannot_be_read_is_left_to_its_own_rule() -> None:
    result = merged({"bad": ("accepted_on",)}, editions=[edition({"accepted_on": "2023-01-12"})])
    assert pd.isna(only(result)["accepted_on"])
    assert only(result)["accepted_on_bad"]


def test_the_ids_that_are_held_are_dates_of_the_ledger() -> None:
    assert set(HELD_IDS) <= set(merged({"folder": JANUARY}).matters.columns)
