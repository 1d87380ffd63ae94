"""Days that fit a row: examples for what its sender is asked to fill in or to look at.

An example never contradicts the row's other dates and never lies after the cut-off; limits that the Regulation sets
(限办日期, 延期至) lie where it sets them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pandas as pd

from pipeline.rules.deadlines import CONCLUDE_DAYS, EXTEND_DAYS
from pipeline.schema.fields import Field

Dates = Mapping[str, date]
"""Column id -> the row's date; a column without a readable one is left out."""
_BETWEEN: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "registered_on": ((), ("received_on", "accepted_on", "notified_on", "concluded_on", "withdrawn_on")),
    "received_on": (("registered_on",), ("accepted_on", "concluded_on")),
    "accepted_on": (("registered_on", "received_on"), ("notified_on", "concluded_on")),
    "notified_on": (("registered_on", "accepted_on"), ("concluded_on",)),
    "concluded_on": (("registered_on", "accepted_on", "notified_on"), ()),
    "extension_approved_on": (("registered_on", "accepted_on"), ("extended_to",)),
    "withdrawn_on": (("registered_on", "received_on"), ()),
}
"""Column -> what comes before it, what comes after it."""
_EARLIEST = ("registered_on", "received_on")
"""Columns from which limits run: a later day is the better one for the sender."""
_LIMITS = {"due_on": CONCLUDE_DAYS, "extended_to": CONCLUDE_DAYS + EXTEND_DAYS}
_SENT = {"sent_on": 2, "due_on": 3}
"""Columns of 报送登记 -> days after the month's end, on which ledgers are sent."""
_NUMBERS = ("case_no", "related_case_no", "subject")


def fitting_day(id_: str, dates: Dates, last_day: date) -> date:
    """A day for the column ``id_`` of a row with these other ``dates``; the ledger's month ends on ``last_day``.

    Of the days that contradict none of them it is the one that is worst for the sender, so that no example tells
    anybody a day that would be on time: the latest up to ``last_day``, of 登记日期 and 收到日期 the earliest (登记日期
    in the ledger's month, unless another date is earlier). Where the row's own dates begin after ``last_day`` it is the
    latest of those that come before it.

    >>> f"{fitting_day('accepted_on', {'registered_on': date(2023, 2, 6)}, date(2023, 2, 28)):%m-%d}"
    '02-28'
    """
    if id_ in _LIMITS:
        start = dates.get("accepted_on") or fitting_day("accepted_on", dates, last_day)
        return start + timedelta(days=_LIMITS[id_])
    before, after = _BETWEEN[id_]
    low = max((dates[name] for name in before if name in dates), default=None)
    later = [day for name in after if (day := dates.get(name)) is not None and (low is None or day >= low)]
    if id_ in _EARLIEST:
        return low or min([*later, last_day.replace(day=1)])
    return min([*later, max(low or last_day, last_day)])


def dates_of(frame: pd.DataFrame, row: int) -> dict[str, date] | None:
    """The dates of a row of ledgers, by its position; None for a frame without the columns of a ledger."""
    if "accepted_on" not in frame:
        return None
    values = {id_: frame[id_].array[row] for id_ in _BETWEEN}
    return {id_: day.date() for id_, day in values.items() if isinstance(day, pd.Timestamp) and not pd.isna(day)}


def example_of(field: Field, last_day: date, dates: Dates | None = None, unit: str = "") -> str:
    """An example for a field of the ledger or of a register, in a folder whose month ends on ``last_day``.

    ``dates``: those of the ledger's row, None for another register. Numbers bear the folder's year and month; a
    township is ``unit``, the sender's, where known.
    """
    if field.type == "date":
        sent = last_day + timedelta(days=_SENT[field.id]) if field.id in _SENT else last_day.replace(day=10)
        return f"{sent if dates is None else fitting_day(field.id, dates, last_day):%Y-%m-%d}"
    if field.type == "township" and unit:
        return unit
    return number_of(field.example, last_day) if field.id in _NUMBERS else field.example


def number_of(example: str, last_day: date) -> str:
    """The example of a number with year and month of the folder in the place of its own.

    >>> number_of("3700002023020001", date(2026, 5, 31)), number_of("3700002022110007", date(2026, 5, 31))
    ('3700002026050001', '3700002025110007')
    """
    return example.replace("202302", f"{last_day:%Y%m}").replace("202211", f"{last_day.year - 1}11")
