"""The time limits of the definitions, section 4, by counting days one by one.

A row is a dict of ledger ids to values (None blank); ``bad`` holds the ids whose cells can't be read.
"""

from __future__ import annotations

from datetime import timedelta

import chinese_calendar

HIGHER_LEVELS = ("县", "市", "省", "国家")


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


def rolled(day, settings):
    while day and settings.options.roll_over_holidays and not office_works(day, settings.holidays):
        day = later(day, 1)
    return day


def procedure_of(row):
    """信访处理意见 where blank or unreadable, 检举控告 where blank and 信访目的 says so."""
    if "procedure" in row["bad"]:
        return "信访处理意见"
    return row["procedure"] or ("检举控告" if row["purpose"] == "检举控告" else "信访处理意见")


def acceptance_limit(row, settings):
    if row["received_on"]:
        limit = later(row["received_on"], 15)
    else:
        limit = later(row["registered_on"], 30 if row["level"] in HIGHER_LEVELS else 15)
    return rolled(limit, settings)


def start(row):
    """From when the conclusion's limit runs, None where none does."""
    if procedure_of(row) not in ("信访处理意见", "简易办理"):
        return None
    return row["registered_on"] if "accepted_on" in row["bad"] else row["accepted_on"] or row["concluded_on"]


def extension_valid(row, settings):
    first, approved, extended = start(row), row["extension_approved_on"], row["extended_to"]
    if not (first and approved and extended) or "accepted_on" in row["bad"]:
        return False
    base = later(first, 60)
    return first <= approved <= rolled(base, settings) and base < extended <= later(base, 30)


def simple_limit(row, settings):
    """Of a 简易办理 matter with a readable acceptance."""
    if procedure_of(row) != "简易办理" or "accepted_on" in row["bad"] or not start(row):
        return None
    day, left = start(row), settings.options.simple_working_days
    while left:
        day = later(day, 1)
        left -= office_works(day, settings.holidays)
    return day


def limits(row, settings):
    """Every limit that the program's ``deadlines`` gives, by its names."""
    row = {id_: None if id_ in row["bad"] else value for id_, value in row.items()}
    base = start(row) and rolled(later(start(row), 60), settings)
    valid = extension_valid(row, settings)
    due = rolled(row["extended_to"], settings) if valid else base
    return {
        "acceptance_limit": acceptance_limit(row, settings), "base_due": base, "extension_valid": valid, "due_date": due,
        "simple_limit": simple_limit(row, settings), "law_due": due,
    }  # fmt: skip
