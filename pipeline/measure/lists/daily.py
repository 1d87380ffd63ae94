"""The daily reports of a special period: who reported on which day (table daily). They rate and rank nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pandas as pd

from pipeline.base.period import Period
from pipeline.bundles import contract_table
from pipeline.schema.vocabulary import Answer, Daily
from pipeline.settings.record import Settings


def daily_reports(
    reports: pd.DataFrame | None, names: Sequence[str], unit_of: Mapping[str, str], period: Period, settings: Settings
) -> pd.DataFrame:
    """The contract's daily from the rows of 报送登记 marked 每日: a row per unit and due day, roster order, then days.

    In a special period each calendar day is due, in other periods each day that somebody has a row for; nothing is due
    where nobody has one. Due from the units that existed on that day, by the unit that answers for them now; from a
    县直部门 only where a row of the period is its own, for not every one is asked. Sent on a later day it is 迟报, not
    at all 缺报; of several rows of one unit for one day the earliest counts. A 报送日期 after the period is one of a
    later day as well.
    """
    if reports is None or reports.empty:
        return contract_table("daily")
    first, last = pd.Timestamp(period.first_day), pd.Timestamp(period.last_day)
    rows = reports[(reports["daily"] == Answer.YES) & reports["due_on"].between(first, last)]
    if rows.empty:
        return contract_table("daily")
    rows = rows.assign(unit=rows["township"].map(lambda name: unit_of.get(name, name)))
    rows = rows.sort_values("sent_on", kind="stable", na_position="last").drop_duplicates(["unit", "due_on"])
    sent = {(unit, day): (on, zero) for unit, day, on, zero in rows[["unit", "due_on", "sent_on", "zero"]].to_numpy()}
    span = [period.first_day + timedelta(days=n) for n in range((period.last_day - period.first_day).days + 1)]
    told = {day.date() for day in rows["due_on"]}
    unasked = settings.departments - set(rows["unit"])
    listed = []
    days = {day: _owing(settings, day, period) for day in span if period.special or day in told}
    for name in (name for name in names if name not in unasked):
        for day, owing in days.items():
            if name in owing:
                on, zero = sent.get((name, pd.Timestamp(day)), (pd.NaT, None))
                listed.append(
                    {"township": name, "day": day, "sent_on": on, "status": _status(pd.Timestamp(day), on, zero)}
                )
    return contract_table("daily", listed)


def _owing(settings: Settings, day: date, period: Period) -> frozenset[str]:
    """The units of the period's last day that answer for a unit that existed on the day."""
    return frozenset(settings.successor(name, period.last_day) for name in settings.names_on(day))


def _status(day: pd.Timestamp, sent_on: pd.Timestamp, zero: object) -> Daily:
    if pd.isna(sent_on):
        return Daily.MISSING
    return Daily.LATE if sent_on > day else Daily.ZERO if zero == Answer.YES else Daily.ON_TIME
