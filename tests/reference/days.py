"""The time limits of the definitions, section 4, by counting days one by one.

A row is a dict of ledger ids to values (None blank); ``bad`` holds the ids whose cells can't be read.
``received_above``: 收到日期 of 上级登记台账, which counts as it is there.
"""

from __future__ import annotations

from datetime import timedelta

import chinese_calendar

HIGHER_LEVELS = ("县", "市", "省", "国家")
ROUTING_DAYS, ACCEPTANCE_DAYS, CONCLUSION_DAYS, EXTENSION_DAYS = 15, 15, 60, 30


def later(day, n):
    for _ in range(n):
        day += timedelta(days=1)
    return day


def earlier(day, n):
    for _ in range(n):
        day -= timedelta(days=1)
    return day


def office_works(day, overrides):
    if day in overrides:
        return not overrides[day]
    try:
        return chinese_calendar.is_workday(day)
    except NotImplementedError:
        return day.weekday() < 5


def next_working_day(day, settings):
    """The day itself, or on a day off the next working day."""
    while not office_works(day, settings.holidays):
        day = later(day, 1)
    return day


def rolled(day, settings):
    """ "No roll-over at holidays (setting 遇节假日顺延, off; it moves only final dates)"."""
    return next_working_day(day, settings) if day and settings.options.roll_over_holidays else day


def procedure_of(row):
    """信访处理意见 where blank or unreadable, 检举控告 where blank and 信访目的 says so."""
    if "procedure" in row["bad"]:
        return "信访处理意见"
    return row["procedure"] or ("检举控告" if row["purpose"] == "检举控告" else "信访处理意见")


def receipt(row):
    """The day of receipt by the unit, section 4, "Acceptance limit"."""
    registered, received = row["registered_on"], row["received_on"]
    if row.get("received_above"):
        return row["received_above"]
    if row["level"] not in HIGHER_LEVELS:
        return min(max(received, earlier(registered, ROUTING_DAYS)), registered) if received else registered
    last = later(registered, ROUTING_DAYS)
    return min(max(received, registered), last) if received else last


def acceptance_limit(row, settings):
    return rolled(later(receipt(row), ACCEPTANCE_DAYS), settings)


def start(row):
    """From when the conclusion's limit runs, None where none does yet; from registration where 受理日期 is blank or
    unreadable.
    """
    if procedure_of(row) not in ("信访处理意见", "简易办理"):
        return None
    if "accepted_on" in row["bad"]:
        return row["registered_on"]
    return row["accepted_on"] or (row["registered_on"] if row["concluded_on"] else None)


def base_due(row, settings):
    first = start(row)
    return first and rolled(later(first, CONCLUSION_DAYS), settings)


def extension_valid(row, settings):
    """ "accepted_on ≤ approved ≤ base, base < extended_to ≤ base + 30"; the base of the 30 days is the one before
    rolling.
    """
    first, approved, extended = start(row), row["extension_approved_on"], row["extended_to"]
    if not (first and approved and extended) or "accepted_on" in row["bad"]:
        return False
    base = later(first, CONCLUSION_DAYS)
    return first <= approved <= rolled(base, settings) and base < extended <= later(base, EXTENSION_DAYS)


def simple_limit(row, settings):
    """Of a 简易办理 matter whose acceptance can be read."""
    if procedure_of(row) != "简易办理" or "accepted_on" in row["bad"] or not start(row):
        return None
    day, left = start(row), settings.options.simple_working_days
    while left:
        day = later(day, 1)
        left -= office_works(day, settings.holidays)
    return day


def limits(row, settings):
    """Every limit that the program's ``deadlines`` gives, by its names."""
    row = {id_: None if id_ in row["bad"] else value for id_, value in row.items()} | {"bad": row["bad"]}
    base = base_due(row, settings)
    valid = extension_valid(row, settings)
    due = rolled(row["extended_to"], settings) if valid else base
    return {
        "acceptance_limit": acceptance_limit(row, settings),
        "base_due": base,
        "extension_valid": valid,
        "due_date": due,
        "simple_limit": simple_limit(row, settings),
        "law_due": due,
    }
