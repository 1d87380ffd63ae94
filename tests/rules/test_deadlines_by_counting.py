"""Time limits against a slow reference that counts the days one by one, in the words of the definitions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import settings as example_settings
from hypothesis import strategies as st

from pipeline.rules.deadlines import WorkingDays, add_working_days, deadlines, roll_over
from pipeline.schema.ledger import LEVELS, PROCEDURES, PURPOSES
from pipeline.schema.options import Options
from tests.reference.days import later, limits, office_works
from tests.rules.deadline_rows import BAD, SETTINGS, days, matters

pytestmark = pytest.mark.slow

_DAY = st.dates(date(2022, 8, 1), date(2023, 12, 31))
_CLOSE = st.none() | st.dates(date(2023, 2, 20), date(2023, 5, 20))
_ROW = st.fixed_dictionaries(
    {
        "registered_on": _DAY,
        "received_on": st.none() | _DAY,
        "accepted_on": st.none() | st.dates(date(2022, 12, 20), date(2023, 2, 10)),
        "concluded_on": st.none() | _DAY,
        "extension_approved_on": _CLOSE,
        "extended_to": _CLOSE,
        "level": st.none() | st.sampled_from(LEVELS),
        "procedure": st.none() | st.sampled_from(PROCEDURES),
        "purpose": st.none() | st.sampled_from(PURPOSES),
        "bad": st.sets(st.sampled_from(BAD), max_size=1),
    }
)
_HOLIDAYS = st.dictionaries(st.dates(date(2023, 1, 1), date(2023, 6, 30)), st.booleans(), max_size=12)
_SETTINGS = st.builds(
    lambda roll, n, holidays: replace(
        SETTINGS, options=Options(roll_over_holidays=roll, simple_working_days=n), holidays=holidays
    ),
    st.booleans(),
    st.integers(1, 15),
    _HOLIDAYS,
)


@example_settings(deadline=None, max_examples=150)
@given(st.lists(_ROW, min_size=1, max_size=8), _SETTINGS)
def test_every_limit_is_that_of_counting_the_days_one_by_one(rows, settings):
    found = deadlines(matters(*rows), settings)
    told = [
        dict(zip(found, values, strict=True))
        for values in zip(*(days(found[c]) if c != "extension_valid" else found[c] for c in found), strict=True)
    ]
    assert told == [limits(row, settings) for row in rows]


@example_settings(deadline=None)
@given(
    st.lists(st.none() | st.dates(date(2003, 12, 1), date(2028, 12, 31)), min_size=1, max_size=12),
    st.integers(0, 12),
    _HOLIDAYS,
)
@example([date(2003, 12, 31), date(2026, 12, 31)], 5, {})
def test_working_days_are_those_of_counting_one_by_one(starts, n, holidays):
    calendar = WorkingDays(holidays)
    series = pd.Series(pd.to_datetime(pd.Series(starts, dtype="object")), dtype="datetime64[s]")

    def after(day):
        left = n
        while left:
            day = later(day, 1)
            left -= office_works(day, holidays)
        return day

    def first(day):
        while not office_works(day, holidays):
            day = later(day, 1)
        return day

    assert days(add_working_days(series, n, calendar)) == [day and after(day) for day in starts]
    assert days(roll_over(series, calendar)) == [day and first(day) for day in starts]
