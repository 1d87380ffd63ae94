"""Held once published: a better value waits, a worse one counts at once (docs/definitions.md, 已发布).

Beside each trick stands its honest twin.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from pipeline.base.finding import Severity
from tests.merge.merge_rows import DONE, FEBRUARY, JANUARY, OPEN, Row, edition, merged, only, told

pytestmark = pytest.mark.slow

MARCH, APRIL = "2023-03", "2023-04"
ABOVE: Row = {"case_no": "01", "township": "甲镇", "registered_on": "2023-01-10"}


def day(text: str | None) -> pd.Timestamp | None:
    return None if text is None else pd.Timestamp(text)


def confirmed(column: str | None = None, rule: str | None = None, folder: str = FEBRUARY) -> list[Row]:
    """An entry 更正属实."""
    return [{"subject": "01", "decision": "更正属实", "column": column, "rule": rule, "folder": folder}]


@pytest.mark.parametrize(
    ("now", "counts", "due_from"),
    [
        ("2023-01-12", "2023-01-15", "2023-01-12"),
        ("2023-01-20", "2023-01-20", "2023-01-15"),
        (None, "2023-01-15", "2023-01-15"),
    ],
)
def test_a_later_acceptance_counts_at_once_and_the_due_date_stays_the_earlier_ones(
    now: str | None, counts: str, due_from: str
) -> None:
    """An earlier one waits; a blank changes nothing."""
    result = merged({"accepted_on": now}, editions=[edition(OPEN)])
    assert only(result)["accepted_on"] == day(counts)
    assert only(result)["accepted_first"] == day(due_from)


def test_a_published_acceptance_that_cannot_be_read_now_stands() -> None:
    """Case 10."""
    result = merged({"accepted_on": None, "bad": ("accepted_on",)}, editions=[edition(OPEN)])
    assert only(result)["accepted_on"] == day("2023-01-15")
    assert not only(result)["accepted_on_bad"]


def test_a_later_conclusion_is_late_at_once_and_keeps_its_published_day() -> None:
    result = merged({**DONE, "concluded_on": "2023-02-10"}, editions=[edition(DONE)])
    assert (only(result)["concluded_on"], only(result)["concluded_day"]) == (day("2023-02-10"), day("2023-01-20"))


def test_an_earlier_conclusion_waits() -> None:
    late = {**DONE, "registered_on": "2022-11-01", "accepted_on": "2022-11-05"}
    result = merged({**late, "concluded_on": "2023-01-03"}, editions=[edition(late)])
    assert only(result)["concluded_on"] == day("2023-01-20")
    assert [t for t, _ in told(result, "R215")] == ["甲镇"], "due on 4 January: it would be in time"


def test_both_cells_blank_take_the_conclusion_back() -> None:
    """The matter is open again and stays in its cohorts with n 0; one blank cell alone changes nothing."""
    blank = {"accepted_on": "2023-01-12"}
    result = merged(blank, editions=[edition(DONE)])
    row = only(result)
    assert pd.isna(row["concluded_on"])
    assert row["concluded_day"] == day("2023-01-20")
    assert row["taken_back"]
    assert pd.isna(row["settled"])
    assert [t for t, _ in told(result, "R217")] == ["甲镇"]
    half = only(merged({**blank, "outcome": "予以支持"}, editions=[edition(DONE)]))
    assert half["concluded_on"] == day("2023-01-20")
    assert not half["taken_back"]


def test_a_conclusion_taken_back_keeps_a_published_discontent() -> None:
    """Case 31."""
    bad = {**DONE, "rating_unit": "不满意"}
    assert only(merged({"accepted_on": "2023-01-12"}, editions=[edition(bad)]))["rating_unit"] == "不满意"
    assert pd.isna(only(merged({"accepted_on": "2023-01-12"}, editions=[edition(DONE)]))["rating_unit"])


def test_a_conclusion_merely_taken_back_keeps_its_day_when_it_comes_again() -> None:
    """Taken back in February, concluded and settled in March: the day is January's, the better state waits."""
    january = edition(DONE)
    february = edition(
        {"folder": JANUARY, **DONE},
        {"accepted_on": "2023-01-12", "folder": FEBRUARY},
        name=FEBRUARY,
        editions=[january],
    )
    again = {**DONE, "concluded_on": "2023-03-10", "folder": MARCH}
    row = only(merged(again, folders=(JANUARY, FEBRUARY, MARCH), editions=[january, february]))
    assert (row["concluded_on"], row["concluded_day"]) == (day("2023-03-10"), day("2023-01-20"))
    assert not row["taken_back"]
    assert (row["settled"], row["settled_cohort"]) == ("已化解", "未化解")


def test_a_better_state_counts_at_once_for_the_backlog_and_waits_for_the_cohort() -> None:
    """An honest 未化解 → 已化解, told; a worse one counts at once for both."""
    result = merged(DONE, editions=[edition({**DONE, "settled": "未化解"})])
    assert (only(result)["settled"], only(result)["settled_cohort"]) == ("已化解", "未化解")
    assert [t for t, _ in told(result, "R233")] == ["甲镇"]
    worse = only(merged({**DONE, "settled": "部分化解"}, editions=[edition(DONE)]))
    assert (worse["settled"], worse["settled_cohort"]) == ("部分化解", "部分化解")


def test_a_check_that_found_it_true_lets_the_better_state_count() -> None:
    row = only(
        merged(
            DONE, editions=[edition({**DONE, "settled": "未化解"})], spot_checks=[{"case_no": "01", "result": "属实"}]
        )
    )
    assert row["settled_cohort"] == "已化解"


@pytest.mark.parametrize(
    ("published", "now", "counts"),
    [
        ("不满意", "满意", "不满意"),
        ("不满意", None, "不满意"),
        ("不满意", "未评价", "不满意"),
        ("满意", "不满意", "不满意"),
        ("基本满意", "满意", "满意"),
        ("未评价", "满意", "满意"),
        ("满意", None, "满意"),
    ],
)
def test_discontent_is_held_at_once_another_rating_once_its_window_has_closed(
    published: str, now: str | None, counts: str
) -> None:
    """The rating window of a conclusion of 20 January ends on 19 February, which no edition has closed yet."""
    row = only(merged({**DONE, "rating_unit": now}, editions=[edition({**DONE, "rating_unit": published})]))
    assert row["rating_unit"] == counts


def test_a_rating_whose_window_has_closed_is_held() -> None:
    """By February's edition: 基本满意 → 满意 waits, → 不满意 counts at once, 未评价 is no published value."""
    months = (JANUARY, FEBRUARY, MARCH)

    def counted(published: str, now: str) -> object:
        rows = {**DONE, "rating_unit": published}
        january = edition(rows)
        february = edition({"folder": JANUARY, **rows}, {"folder": FEBRUARY, **rows}, name=FEBRUARY, editions=[january])
        return only(
            merged({**DONE, "rating_unit": now, "folder": MARCH}, folders=months, editions=[january, february])
        )["rating_unit"]

    assert counted("基本满意", "满意") == "基本满意"
    assert counted("基本满意", "不满意") == "不满意"
    assert counted("未评价", "满意") == "满意"


def test_ratings_of_a_matter_that_the_register_has_are_the_registers() -> None:
    """A blank there is 未评价."""
    assert only(merged(DONE, superior=[ABOVE]))["rating_unit"] == "未评价"
    row = only(merged(DONE, superior=[{**ABOVE, "rating_unit": "不满意"}]))
    assert (row["rating_unit"], row["rating_own"]) == ("不满意", False)
    assert only(merged(DONE))["rating_own"]


def test_another_outcome_counts_and_a_blank_does_not() -> None:
    assert only(merged({**DONE, "outcome": "不予支持"}, editions=[edition(DONE)]))["outcome"] == "不予支持"
    assert only(merged({**DONE, "outcome": None}, editions=[edition(DONE)]))["outcome"] == "予以支持"


def test_an_extension_published_once_is_not_lengthened_and_may_be_shortened() -> None:
    given = {"accepted_on": "2023-01-12", "extension_approved_on": "2023-01-20", "extended_to": "2023-03-20"}
    longer = merged({**given, "extended_to": "2023-04-10"}, editions=[edition(given)])
    assert only(longer)["extended_to"] == day("2023-03-20")
    assert [t for t, _ in told(longer, "R215")] == ["甲镇"]
    assert only(merged({**given, "extended_to": "2023-03-15"}, editions=[edition(given)]))["extended_to"] == day(
        "2023-03-15"
    )


def test_a_later_notice_counts_at_once() -> None:
    given = {"accepted_on": "2023-01-12", "notified_on": "2023-01-13"}
    assert only(merged({**given, "notified_on": "2023-02-20"}, editions=[edition(given)]))["notified_on"] == day(
        "2023-02-20"
    )
    assert only(merged({**given, "notified_on": "2023-01-12"}, editions=[edition(given)]))["notified_on"] == day(
        "2023-01-13"
    )


def test_what_lay_after_the_cut_off_of_an_edition_was_not_published() -> None:
    """January's ledger had a conclusion of February: it may be corrected in February."""
    early = edition({**DONE, "concluded_on": "2023-02-03"})
    assert only(merged({**DONE, "concluded_on": "2023-02-01"}, editions=[early]))["concluded_on"] == day("2023-02-01")


def test_the_standing_edition_of_the_period_itself_holds_too() -> None:
    """A draft of February that had 30 January; February's ledger exchanged says the 12th."""
    own = edition({"folder": FEBRUARY, "accepted_on": "2023-01-30"}, name=FEBRUARY)
    assert only(merged({"accepted_on": "2023-01-12"}, own=own))["accepted_on"] == day("2023-01-30")


def test_what_counted_stays_though_the_submitted_value_was_published_otherwise() -> None:
    """January 15th; February writes the 12th, which waits; March goes on writing it."""
    january = edition(OPEN)
    february = edition(
        {"folder": JANUARY, **OPEN},
        {"folder": FEBRUARY, "accepted_on": "2023-01-12"},
        name=FEBRUARY,
        editions=[january],
    )
    row = only(
        merged(
            {"folder": MARCH, "accepted_on": "2023-01-12"},
            folders=(JANUARY, FEBRUARY, MARCH),
            editions=[january, february],
        )
    )
    assert row["accepted_on"] == day("2023-01-15")


# -- 更正属实
# ------------------------------------------------------------------------------------------


def test_a_decision_lets_the_column_that_it_names_count() -> None:
    assert only(merged({"accepted_on": "2023-01-12"}, editions=[edition(OPEN)], decisions=confirmed("accepted_on")))[
        "accepted_on"
    ] == day("2023-01-12")


def test_a_decision_about_one_column_opens_no_other() -> None:
    """Case 13."""
    late = {**DONE, "registered_on": "2022-11-01", "accepted_on": "2022-11-05"}
    now = {**late, "accepted_on": "2022-11-03", "concluded_on": "2023-01-03"}
    row = only(merged(now, editions=[edition(late)], decisions=confirmed("accepted_on")))
    assert (row["accepted_on"], row["concluded_on"]) == (day("2022-11-03"), day("2023-01-20"))


def test_a_decision_speaks_for_its_folder_and_opens_no_later_change() -> None:
    """Case 13: February's 12th was right; March's 10th waits."""
    months = (JANUARY, FEBRUARY, MARCH)
    said = [{"folder": FEBRUARY, "accepted_on": "2023-01-12"}, {"folder": MARCH, "accepted_on": "2023-01-10"}]
    row = only(
        merged(*said, folders=months, editions=[edition(OPEN)], decisions=confirmed("accepted_on", folder=FEBRUARY))
    )
    assert row["accepted_on"] == day("2023-01-12")


def test_without_a_column_it_speaks_of_those_of_its_rule() -> None:
    """R217 is about a conclusion: an acceptance bettered beside it waits."""
    row = only(merged({"accepted_on": "2023-01-12"}, editions=[edition(OPEN)], decisions=confirmed(rule="R217")))
    assert row["accepted_on"] == day("2023-01-15")
    row = only(merged({"accepted_on": "2023-01-12"}, editions=[edition(OPEN)], decisions=confirmed(rule="R215")))
    assert row["accepted_on"] == day("2023-01-12")


def test_the_register_confirms_a_better_date() -> None:
    above = [{**ABOVE, "accepted_on": "2023-01-12"}]
    assert only(merged({"accepted_on": "2023-01-12"}, editions=[edition(OPEN)], superior=above))["accepted_on"] == day(
        "2023-01-12"
    )


def test_a_blank_is_nothing_to_confirm() -> None:
    """January published the acceptance of 15 January; February's cell is blank, and 更正属实 names it: the 15th stands,
    and the matter isn't taken as accepted by its conclusion.
    """
    now = {"accepted_on": None, "concluded_on": "2023-02-20", "outcome": "予以支持"}
    row = only(merged(now, editions=[edition(OPEN)], decisions=confirmed("accepted_on")))
    assert row["accepted_on"] == day("2023-01-15")
    assert row["accepted_first"] == day("2023-01-15")


def test_what_differs_from_the_period_s_own_draft_alone_waits_and_is_no_error() -> None:
    """The draft of February told 甲镇 to mend the day; from February's issued edition the same is an error."""
    late = {**DONE, "registered_on": "2022-11-01", "accepted_on": "2022-11-05"}
    mended = {**late, "concluded_on": "2023-01-03"}
    for stays, severity in ((False, Severity.REMINDER), (True, Severity.ERROR)):
        own = replace(edition(late, name=FEBRUARY), stays=stays)
        result = merged(mended, editions=[own], own=own)
        assert only(result)["concluded_on"] == day("2023-01-20")
        assert [f.severity for f in result.findings if f.code == "R215"] == [severity]
