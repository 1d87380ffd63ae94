"""The Regulation's time limits, on the last day that counts and the first that doesn't."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from pipeline.base.day_columns import shifted
from pipeline.rules.deadlines import WorkingDays, acceptance_limit, add_working_days, deadlines, roll_over
from tests.rules.deadline_rows import ROLLED, SETTINGS, days, matters


def one(row, settings=SETTINGS):
    """The limits of one matter as plain values."""
    limits = deadlines(matters({"registered_on": date(2023, 1, 3), **row}), settings)
    return {id_: bool(limits[id_].iloc[0]) if id_ == "extension_valid" else days(limits[id_])[0] for id_ in limits}


def test_working_days_after_the_spring_festival_of_2023():
    """21 to 27 January are off; Saturday and Sunday 28 and 29 January are worked."""
    calendar = WorkingDays({})
    assert [calendar.add_working_days(date(2023, 1, 20), n) for n in (0, 1, 2, 3)] == [
        date(2023, 1, 20),
        date(2023, 1, 28),
        date(2023, 1, 29),
        date(2023, 1, 30),
    ]


def test_the_countys_own_days_come_before_the_official_calendar():
    calendar = WorkingDays({date(2023, 1, 28): True, date(2023, 1, 27): False})
    assert calendar.add_working_days(date(2023, 1, 20), 1) == date(2023, 1, 27)
    assert calendar.roll(date(2023, 1, 28)) == date(2023, 1, 29)


def test_a_year_without_calendar_has_plain_weeks_and_says_that_it_is_not_covered():
    calendar = WorkingDays({})
    assert [calendar.covered(year) for year in (2003, 2004, 2023, 2099)] == [False, True, True, False]
    assert calendar.add_working_days(date(2099, 10, 1), 2) == date(2099, 10, 5)
    assert WorkingDays({date(2099, 10, 1): True}).covered(2099)


def test_an_empty_column_stays_empty_and_keeps_its_type():
    empty = pd.Series([], dtype="datetime64[s]")
    for result in (shifted(empty, 5), add_working_days(empty, 5, WorkingDays({})), roll_over(empty, WorkingDays({}))):
        assert (len(result), str(result.dtype)) == (0, "datetime64[s]")


def test_limits_keep_the_rows_labels_and_the_shared_types():
    frame = matters({"registered_on": date(2023, 1, 3)}, {"registered_on": date(2023, 1, 4)}).set_axis([7, 3])
    limits = deadlines(frame, ROLLED)
    assert list(limits.index) == [7, 3]
    assert {c: str(t) for c, t in limits.dtypes.items()} == {
        "acceptance_limit": "datetime64[s]",
        "base_due": "datetime64[s]",
        "extension_valid": "bool",
        "due_date": "datetime64[s]",
        "simple_limit": "datetime64[s]",
        "law_due": "datetime64[s]",
    }


def test_flags_of_unreadable_cells_may_be_missing():
    frame = matters({"registered_on": date(2023, 1, 3), "accepted_on": date(2023, 1, 5)})
    plain = frame.drop(columns=[c for c in frame if c.endswith("_bad")])
    pd.testing.assert_frame_equal(deadlines(plain, SETTINGS), deadlines(frame, SETTINGS))


@pytest.mark.parametrize(
    ("row", "limit"),
    [
        ({}, date(2023, 1, 18)),
        ({"level": "乡镇"}, date(2023, 1, 18)),
        ({"level": "县"}, date(2023, 2, 2)),
        ({"level": "国家"}, date(2023, 2, 2)),
        ({"level": "省", "received_on": date(2023, 1, 9)}, date(2023, 1, 24)),
        ({"level": "省", "received_on": date(2023, 1, 9), "bad": ("received_on",)}, date(2023, 2, 2)),
        ({"level": "省", "bad": ("level",)}, date(2023, 1, 18)),
    ],
)
def test_the_acceptance_limit_counts_from_receipt_or_else_from_registration(row, limit):
    frame = matters({"registered_on": date(2023, 1, 3), **row})
    assert days(acceptance_limit(frame, SETTINGS)) == [limit]


def test_an_acceptance_limit_on_a_day_off_rolls_over_only_when_the_county_says_so():
    frame = matters({"registered_on": date(2023, 1, 6)})
    assert days(acceptance_limit(frame, SETTINGS)) == [date(2023, 1, 21)]
    assert days(acceptance_limit(frame, ROLLED)) == [date(2023, 1, 28)]


ACCEPTED = {"accepted_on": date(2023, 1, 3)}
BASE = date(2023, 3, 4)


@pytest.mark.parametrize(
    ("approved", "extended", "valid"),
    [
        (date(2023, 3, 4), date(2023, 4, 3), True),
        (date(2023, 3, 5), date(2023, 4, 3), False),
        (date(2023, 3, 4), date(2023, 4, 4), False),
        (date(2023, 1, 3), date(2023, 3, 5), True),
        (date(2023, 1, 2), date(2023, 3, 5), False),
        (date(2023, 3, 1), date(2023, 3, 4), False),
        (None, date(2023, 4, 3), False),
        (date(2023, 3, 1), None, False),
    ],
)
def test_an_extension_counts_only_if_approved_in_time_and_at_most_thirty_days(approved, extended, valid):
    limits = one({**ACCEPTED, "extension_approved_on": approved, "extended_to": extended})
    assert (limits["extension_valid"], limits["due_date"], limits["base_due"]) == (
        valid,
        extended if valid else BASE,
        BASE,
    )


def test_a_due_date_on_a_saturday_rolls_to_monday_and_an_approval_on_that_monday_is_in_time():
    extension = {"extension_approved_on": date(2023, 3, 6), "extended_to": date(2023, 4, 1)}
    assert one({**ACCEPTED, **extension})["extension_valid"] is False
    limits = one({**ACCEPTED, **extension}, ROLLED)
    assert (limits["base_due"], limits["extension_valid"], limits["due_date"]) == (
        date(2023, 3, 6),
        True,
        date(2023, 4, 3),
    )


def test_thirty_days_of_extension_are_counted_from_the_date_that_was_not_rolled():
    late = {**ACCEPTED, "extension_approved_on": date(2023, 3, 1), "extended_to": date(2023, 4, 4)}
    assert one(late, ROLLED)["extension_valid"] is False


def test_a_matter_concluded_without_acceptance_was_accepted_that_day():
    assert one({"concluded_on": date(2023, 1, 3)})["due_date"] == BASE
    assert one({})["due_date"] is None


def test_registration_stands_in_for_an_acceptance_that_cannot_be_read_and_no_extension_counts():
    limits = one(
        {
            "bad": ("accepted_on",),
            "concluded_on": date(2023, 2, 1),
            "extension_approved_on": date(2023, 2, 1),
            "extended_to": date(2023, 3, 20),
        }
    )
    assert (limits["due_date"], limits["extension_valid"]) == (BASE, False)


@pytest.mark.parametrize(
    ("row", "due"),
    [
        ({}, BASE),
        ({"procedure": "信访处理意见"}, BASE),
        ({"procedure": "简易办理"}, BASE),
        ({"procedure": "检举控告", "bad": ("procedure",)}, BASE),
        ({"procedure": "法定程序"}, None),
        ({"procedure": "建议意见"}, None),
        ({"procedure": "检举控告"}, None),
        ({"purpose": "检举控告"}, None),
        ({"purpose": "检举控告", "bad": ("procedure",)}, BASE),
    ],
)
def test_only_matters_that_end_in_an_opinion_have_a_due_date(row, due):
    assert one({**ACCEPTED, **row})["due_date"] == due


def test_the_limit_of_simple_handling_is_ten_working_days():
    assert one({"accepted_on": date(2023, 1, 16), "procedure": "简易办理"})["simple_limit"] == date(2023, 2, 2)
    assert one({"accepted_on": date(2023, 1, 16)})["simple_limit"] is None
    assert one({"bad": ("accepted_on",), "procedure": "简易办理"})["simple_limit"] is None
