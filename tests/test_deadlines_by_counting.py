"""Time limits against a slow reference that counts the days one by one, in the words of the definitions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import chinese_calendar
import pandas as pd
from deadline_rows import BAD, SETTINGS, days, matters
from hypothesis import example, given
from hypothesis import settings as example_settings
from hypothesis import strategies as st

from pipeline.deadlines import WorkingDays, add_working_days, deadlines, roll_over
from pipeline.schema.ledger import LEVELS, PROCEDURES, PURPOSES
from pipeline.settings import Options


def later(day, n):
    for _ in range(n):
        day += timedelta(days=1)
    return day


def office_works(day, overrides):
    if day in overrides:
        return not overrides[day]
    try:
        return chinese_calendar.is_workday(day)
    except NotImplementedError:
        return day.weekday() < 5


def rolled(day, settings):
    while day and settings.options.roll_over_holidays and not office_works(day, settings.holidays):
        day = later(day, 1)
    return day


def reference(row, settings):
    bad = row["bad"]
    row = {id_: None if id_ in bad else value for id_, value in row.items()}
    if row["received_on"]:
        limit = later(row["received_on"], 15)
    else:
        limit = later(row["registered_on"], 30 if row["level"] in ("县", "市", "省", "国家") else 15)
    procedure = row["procedure"]
    if procedure is None:
        procedure = "检举控告" if row["purpose"] == "检举控告" and "procedure" not in bad else "信访处理意见"
    start = row["registered_on"] if "accepted_on" in bad else row["accepted_on"] or row["concluded_on"]
    if procedure not in ("信访处理意见", "简易办理"):
        start = None
    base = start and later(start, 60)
    base_due = base and rolled(base, settings)
    approved, extended = row["extension_approved_on"], row["extended_to"]
    valid = bool(
        base and approved and extended and "accepted_on" not in bad and start <= approved <= base_due and base < extended <= later(base, 30)
    )
    simple = None
    if procedure == "简易办理" and start and "accepted_on" not in bad:
        simple, left = start, settings.options.simple_working_days
        while left:
            simple = later(simple, 1)
            left -= office_works(simple, settings.holidays)
    due = rolled(extended, settings) if valid else base_due
    return {
        "acceptance_limit": rolled(limit, settings), "base_due": base_due, "extension_valid": valid, "due_date": due, "simple_limit": simple, "law_due": due,
    }  # fmt: skip


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
    lambda roll, n, holidays: replace(SETTINGS, options=Options(roll_over_holidays=roll, simple_working_days=n), holidays=holidays),
    st.booleans(), st.integers(1, 15), _HOLIDAYS,
)  # fmt: skip


@example_settings(deadline=None, max_examples=150)
@given(st.lists(_ROW, min_size=1, max_size=8), _SETTINGS)
def test_every_limit_is_that_of_counting_the_days_one_by_one(rows, settings):
    limits = deadlines(matters(*rows), settings)
    told = [
        dict(zip(limits, values, strict=True))
        for values in zip(*(days(limits[c]) if c != "extension_valid" else limits[c] for c in limits), strict=True)
    ]
    assert told == [reference(row, settings) for row in rows]


@example_settings(deadline=None)
@given(st.lists(st.none() | st.dates(date(2003, 12, 1), date(2028, 12, 31)), min_size=1, max_size=12), st.integers(0, 12), _HOLIDAYS)
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
