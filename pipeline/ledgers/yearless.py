"""Days that were written without a year: the year is the one with which they fit the other days of their row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from pipeline.ledgers.cells.values import BAD, NOTED, Column, Context
from pipeline.messages import read_words
from pipeline.rules.day_in_number import day_in
from pipeline.schema.convert import Unreadable
from pipeline.schema.days import NEAR, NO_YEAR_FITS, month_and_day, to_date

_BEFORE = {
    "registered_on": (),
    "accepted_on": ("registered_on",),
    "notified_on": ("registered_on",),
    "extension_approved_on": ("registered_on", "accepted_on"),
    "concluded_on": ("registered_on", "accepted_on"),
    "withdrawn_on": ("registered_on",),
}
"""Each day of a matter that lies in the past, and the days that come before it. Days settled here are known to those
that follow, so the order counts."""


def settle_years(columns: Mapping[str, Column], contexts: Sequence[Context], context_of: np.ndarray) -> None:
    """Change the year of each day that was written without one, in place, to that which its row allows.

    By itself such a day was read as the newest one that the period allows. In a row with 登记日期 it has to lie between
    the days that come before it and those that come after it, and no later than the period's last day. Where one year
    alone does that, it counts; where several do, the cell can't be read, for a wrong guess would make a matter late, or
    in time, that isn't. Where none does it is the day nearest to those before it, and the contradiction is told.

    登记日期 itself is the day nearest to the one that the number holds (rules.day_in_number), else the newest day
    before the first of those that come after it.

    ``columns``: the converted columns of one frame. ``contexts``, ``context_of``: each row's sheet.

    Example. 登记 2021-12-09, 受理 12月15日, 办结 2022-10-17 in January 2023: 受理 is 2021-12-15, not 2022-12-15.
    """
    known = [id_ for id_ in _BEFORE if id_ in columns]
    for id_ in known:
        column = columns[id_]
        for row, (month, day) in _without_year(column):
            last = contexts[context_of[row]].last_day
            after = [d for other in known if id_ in _BEFORE[other] and (d := _sure(columns[other], row))]
            before = [d for other in _BEFORE[id_] if other in columns and (d := _day(columns[other], row))]
            if id_ == "registered_on":
                number = columns["case_no"].values[row] if "case_no" in columns else None
                if numbered := None if pd.isna(number) else day_in(str(number)):
                    _set(column, row, _nearest(month, day, numbered, min([last, *after])))
                elif after:
                    _set(column, row, _newest(column, row, min(last, *after)))
            elif before:
                _set(column, row, _between(month, day, max(before), min([last, *after])))


def _without_year(column: Column) -> Iterator[tuple[int, tuple[int, int]]]:
    """The rows whose cell has a day without a year, with its month and day."""
    pairs = zip(column.shown, column.reasons, strict=True)
    of_code = [month_and_day(text) if reason in ("", NO_YEAR_FITS) else None for text, reason in pairs]
    if not any(of_code):
        return
    for row in np.flatnonzero((column.state == NOTED) | (column.state == BAD)).tolist():
        if found := of_code[column.codes[row]]:
            yield row, found


def _sure(column: Column, row: int) -> date | None:
    """The row's day, if it was written with its year."""
    code = column.codes[row]
    return None if code >= 0 and month_and_day(column.shown[code]) else _day(column, row)


def _day(column: Column, row: int) -> date | None:
    value = column.values[row]
    return None if pd.isna(value) else pd.Timestamp(value).date()


def _between(month: int, day: int, first: date, last: date) -> date | None:
    """The one day from ``first`` to ``last``; None for several; where there is none the nearest, if it is near."""
    fitting = list(_fitting(month, day, first, last))
    if fitting:
        return fitting[0] if len(fitting) == 1 else None
    near = [d for d in _fitting(month, day, first - NEAR, first + NEAR) if d <= last]
    return near[0] if len(near) == 1 else None


def _fitting(month: int, day: int, first: date, last: date) -> Iterator[date]:
    for year in range(first.year, last.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if first <= found <= last:
            yield found


def _nearest(month: int, day: int, near: date, last: date) -> date | None:
    days = _fitting(month, day, date(near.year - 1, 1, 1), last)
    return min(days, key=lambda d: (abs(d - near), d), default=None)


def _newest(column: Column, row: int, last: date) -> date | None:
    """The cell as the newest day that isn't later than ``last``, as far back as a day without a year may reach."""
    try:
        found = to_date(column.shown[column.codes[row]], period_year=last.year, around=last).value
    except Unreadable:
        return None
    return found if isinstance(found, date) else None


def _set(column: Column, row: int, day: date | None) -> None:
    """Let the cell have this day; None: it can't be read."""
    if day is not None:
        column.values[row], column.state[row] = np.datetime64(day, "s"), NOTED
        return
    column.values[row] = np.datetime64("NaT")
    column.state[row] = BAD
    column.reasons.append(read_words.NO_YEAR)
    column.shown.append(column.shown[column.codes[row]])
    column.faulty.append(False)
    column.codes[row] = len(column.reasons) - 1
