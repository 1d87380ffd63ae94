"""The arithmetic of the Regulation's time limits, for checking and for measuring alike (docs/definitions.md, 期限).

due = start + N days, the first day not counted. Nothing rolls over at days off unless the option 遇节假日顺延 is on;
then only final dates move, never the day from which the next limit is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import chinese_calendar
import pandas as pd

from pipeline.base.day_columns import chosen, earlier, filled, later, shifted, until
from pipeline.schema.ledger import NOTICE_IMPOSSIBLE
from pipeline.settings.record import Settings

REGISTER_DAYS = 15
ACCEPT_DAYS = 15
CONCLUDE_DAYS = 60
EXTEND_DAYS = 30
OBJECT_WORKING_DAYS = 5

_OPINION = "信访处理意见"
_SIMPLE = "简易办理"
_ACCUSATION = "检举控告"
_HIGHER_LEVELS = ("县", "市", "省", "国家")


def calendar_years() -> range:
    """The years of the State Council's calendar that the installed library has; a new one is added each autumn."""
    return range(min(chinese_calendar.holidays).year, max(chinese_calendar.holidays).year + 1)


class WorkingDays:
    """The days on which the office works: by 节假日, else the State Council's calendar, else Monday to Friday.

    ``overrides`` maps a day to True when it is off, to False when it is worked (a Saturday worked in exchange).
    """

    def __init__(self, overrides: Mapping[date, bool]) -> None:
        self._overrides = dict(overrides)
        self._years = {day.year for day in self._overrides}

    def covered(self, year: int) -> bool:
        """Whether a year has the official calendar or a day that the county named, and not only plain weekdays."""
        return year in calendar_years() or year in self._years

    def is_working(self, day: date) -> bool:
        """Whether the office works on ``day``.

        >>> WorkingDays({}).is_working(date(2023, 1, 28)), WorkingDays({}).is_working(date(2023, 1, 27))
        (True, False)
        """
        if day in self._overrides:
            return not self._overrides[day]
        return day in chinese_calendar.workdays or (day.weekday() < 5 and day not in chinese_calendar.holidays)

    def add_working_days(self, start: date, n: int) -> date:
        """The ``n``-th working day after ``start``, itself not counted.

        >>> WorkingDays({}).add_working_days(date(2023, 1, 20), 2)
        datetime.date(2023, 1, 29)
        """
        day = start
        while n > 0:
            day += timedelta(days=1)
            n -= self.is_working(day)
        return day

    def roll(self, day: date) -> date:
        """``day`` itself, or the first working day after it."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day


def add_working_days(series: pd.Series, n: int, working_days: WorkingDays) -> pd.Series:
    """The ``n``-th working day after each date; null stays null."""
    return _by_date(series, lambda day: working_days.add_working_days(day, n))


def roll_over(series: pd.Series, working_days: WorkingDays) -> pd.Series:
    """Each date, a day off moved to the first working day after it; null stays null."""
    return _by_date(series, working_days.roll)


def _by_date(series: pd.Series, change: Callable[[date], date]) -> pd.Series:
    codes, days = pd.factorize(series)
    changed = pd.Series([change(day.date()) for day in pd.DatetimeIndex(days)] + [pd.NaT], dtype="datetime64[s]")
    return pd.Series(changed.to_numpy()[codes], index=series.index, dtype="datetime64[s]")


def unreadable(frame: pd.DataFrame, id_: str) -> pd.Series:
    """``<id>_bad``; False throughout when the frame has no such column."""
    name = f"{id_}_bad"
    return frame[name].fillna(value=False).astype(bool) if name in frame else pd.Series(data=False, index=frame.index)


def counted_procedure(frame: pd.DataFrame) -> pd.Series:
    """办理程序 as it counts: blank or unreadable is 信访处理意见; blank is 检举控告 where 信访目的 says so."""
    accusing = frame["procedure"].isna() & ~unreadable(frame, "procedure") & (frame["purpose"] == _ACCUSATION)
    return frame["procedure"].fillna(_OPINION).mask(accusing, _ACCUSATION)


def told_days(notified_on: pd.Series) -> pd.Series:
    """告知日期 where it is a day: null where it says 无法告知."""
    return notified_on.mask(notified_on == pd.Timestamp(NOTICE_IMPOSSIBLE))


def receipt(frame: pd.DataFrame) -> pd.Series:
    """The day from which the acceptance limit counts (the Regulation, Art. 23).

    receipt_on where the stand has its own (a decided move, a hand-back); 收到日期 of 上级登记台账 as it is there
    (``received_above``); else at level 乡镇 the earlier of 收到日期, cut to registered_on − 15, and registered_on; at a
    higher level 收到日期 cut to registered_on … registered_on + 15 (the limit to route), and that last day where it is
    blank. A level that is blank or can't be read is 乡镇, a 收到日期 that can't be read is none.

    Example: registered 2023-03-10 at level 县, 收到日期 blank: received 2023-03-25, to be accepted by 2023-04-09.
    """
    registered, given = frame["registered_on"], frame["received_on"]
    routed = shifted(registered, REGISTER_DAYS)
    # Not Series.clip, which can't bound dates by dates of which one is null (登记日期 that can't be read).
    earliest = shifted(registered, -REGISTER_DAYS)
    early = filled(chosen(earlier(given, earliest), earliest, given), registered)
    own = chosen(until(early, registered), early, registered)
    higher = chosen(earlier(given, registered), registered, given)
    higher = filled(chosen(later(higher, routed), routed, higher), routed)
    day = chosen(frame["level"].isin(_HIGHER_LEVELS), higher, own)
    if "received_above" in frame:
        day = chosen(frame["received_above"] & given.notna(), given, day)
    if "receipt_on" in frame:
        day = filled(frame["receipt_on"], day)
    return day


def acceptance_limit(frame: pd.DataFrame, settings: Settings) -> pd.Series:
    """The last day to accept: receipt + 15; none for a matter handled anew (rework_on).

    Rolled over where the option says so.
    """
    limit = shifted(receipt(frame), ACCEPT_DAYS)
    if "rework_on" in frame:
        limit = limit.mask(frame["rework_on"].notna())
    return roll_over(limit, WorkingDays(settings.holidays)) if settings.options.roll_over_holidays else limit


def deadlines(frame: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Every limit of every matter, on the index of ``frame``: columns as in Reading.ledger, ``<id>_bad`` optional.

    acceptance_limit: see there. base_due: accepted_on + 60 (``accepted_first`` where there is one: of a published and a
    new date the earlier). Concluded without 受理日期, and 受理日期 unreadable: registered_on stands in, so that a blank
    never makes a matter timely. Handled anew: rework_on + 60. extension_valid: accepted_on ≤ approved ≤ base_due and
    base < extended_to ≤ base + 30; never where accepted_on is unreadable. law_due: extended_to where the extension is
    valid, else base_due. due_date: the date that counts, the same as law_due; a 简易办理 matter has one too, for it is
    a 信访处理意见 matter once its own limit passes. simple_limit: accepted_on + N working days, of 简易办理 only; null
    where accepted_on is unreadable, and handled anew.

    All but acceptance_limit are null for 法定程序, 建议意见 and 检举控告 and for matters not accepted. Where days off
    roll over, every date given is rolled; an approval is in time up to the rolled base, the span of 30 days is counted
    from the plain one.

    Example: accepted 2023-01-03, base 2023-03-04; extended to 2023-04-03 and approved 2023-03-04 is valid, to
    2023-04-04 is not.
    """
    working_days = WorkingDays(settings.holidays)
    final: Callable[[pd.Series], pd.Series] = (
        (lambda dates: roll_over(dates, working_days)) if settings.options.roll_over_holidays else (lambda dates: dates)
    )
    unread = unreadable(frame, "accepted_on")
    procedure = counted_procedure(frame)
    simple = procedure == _SIMPLE
    accepted = frame["accepted_first"] if "accepted_first" in frame else frame["accepted_on"]
    stands_in = filled(frame["receipt_on"], frame["registered_on"]) if "receipt_on" in frame else frame["registered_on"]
    start = chosen((accepted.isna() & frame["concluded_on"].notna()) | unread, stands_in, accepted)
    if "rework_on" in frame:
        start = filled(frame["rework_on"], start)
        simple &= frame["rework_on"].isna()
    start = start.where(procedure.isin([_SIMPLE, _OPINION]))

    base = shifted(start, CONCLUDE_DAYS)
    base_due = final(base)
    approved, extended = frame["extension_approved_on"], frame["extended_to"]
    valid = (
        until(start, approved)
        & until(approved, base_due)
        & earlier(base, extended)
        & until(extended, shifted(base, EXTEND_DAYS))
        & ~unread
    )
    law_due = chosen(valid, final(extended), base_due)
    return pd.DataFrame(
        {
            "acceptance_limit": acceptance_limit(frame, settings),
            "base_due": base_due,
            "extension_valid": valid,
            "due_date": law_due,
            "simple_limit": add_working_days(
                start.where(simple & ~unread), settings.options.simple_working_days, working_days
            ),
            "law_due": law_due,
        },
        index=frame.index,
    )


def notice_due(limit: pd.Series, settings: Settings) -> pd.Series:
    """Whether a blank 告知日期 means no notice: it does for acceptance limits from 告知计入起 on."""
    day = settings.options.notice_from
    return pd.Series(data=False, index=limit.index) if day is None else limit >= pd.Timestamp(day)
