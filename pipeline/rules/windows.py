"""Windows: which days of a unit's work a period speaks of (docs/definitions.md, 窗口).

A ledger sent on the 25th can't tell of the 27th. So a unit's window of a month ends on the day its ledger was sent,
within bounds, and the next one begins on the day after: windows tile the calendar, nothing is counted twice and nothing
falls between.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from pipeline.base.period import Period, parse_period
from pipeline.bundles import PastEdition, contract_table
from pipeline.rules.unit_days import Window, lies_in, unit_days
from pipeline.schema.vocabulary import Answer, Held
from pipeline.settings.record import Settings, Township

SLACK_DAYS = 7
"""A window reaches at least to so many days before the month's end, or to 应报日期 where that is earlier."""
_DAY = timedelta(days=1)
_CLOSING_KINDS = ("month", "quarter", "year")


@dataclass(frozen=True)
class Windows:
    """The windows of a period. ``months``: (unit, month) -> window, of every unit of the roster, merged ones too.

    ``period``: unit -> the whole window of the period: from the first of its months to the last one. ``closing``: the
    editions that close windows, oldest first. ``early``: how many units of the roster sent a ledger of the period's
    last month before that month's end.
    """

    of_period: Period
    months: Mapping[tuple[str, str], Window]
    period: Mapping[str, Window]
    closing: tuple[Closing, ...]
    early: int = 0

    def first(self, units: pd.Series) -> pd.Series:
        """The first day of each unit's window of the period; a unit that the roster doesn't know has the calendar's."""
        return unit_days(units, {unit: window[0] for unit, window in self.period.items()}, self.of_period.first_day)

    def last(self, units: pd.Series) -> pd.Series:
        """The last day of each unit's window of the period."""
        return unit_days(units, {unit: window[1] for unit, window in self.period.items()}, self.of_period.last_day)

    def month(self, unit: str, month: str) -> Window:
        """The unit's window of a month (a folder's name), else the calendar's; for a range of days its own days."""
        if (unit, month) in self.months:
            return self.months[unit, month]
        span = parse_period(month)
        return span.first_day, span.last_day

    def is_closed(self, units: pd.Series, days: pd.Series) -> pd.Series:
        """Whether each day lies in a window of its unit that an earlier edition has closed; null days don't."""
        result = pd.Series(data=False, index=days.index)
        for each in self.closing:
            result |= each.covers(units, days)
        return result


@dataclass(frozen=True)
class Closing:
    """An edition that closes windows: of a whole month, quarter or year, by this formula version.

    ``windows``: unit -> its window of the edition's period. ``in_it``: (unit, month) whose ledger or 零报告 the edition
    had, ``refused``: those whose only ledger was refused.
    """

    edition: PastEdition
    windows: Mapping[str, Window]
    in_it: frozenset[tuple[str, str]]
    refused: frozenset[tuple[str, str]]
    months: Mapping[tuple[str, str], Window]

    @property
    def kind(self) -> str:
        """month, quarter or year."""
        return parse_period(self.edition.name).kind

    def covers(self, units: pd.Series, days: pd.Series) -> pd.Series:
        """Whether each day lies in its unit's window of the edition's period."""
        return lies_in(self.windows, units, days)

    def had_ledger(self, units: pd.Series, days: pd.Series, among: str = "in_it") -> pd.Series:
        """Whether the edition had the unit's ledger of each day's month (``among``: in_it or refused)."""
        result = pd.Series(data=False, index=days.index)
        by_month: dict[str, dict[str, Window]] = {}
        for unit, month in getattr(self, among):
            by_month.setdefault(month, {})[unit] = self.months.get((unit, month), (date.max, date.min))
        for spans in by_month.values():
            result |= lies_in(spans, units, days)
        return result


def windows_of(
    period: Period,
    folders: Sequence[str],
    reports: pd.DataFrame | None,
    editions: Sequence[PastEdition],
    settings: Settings,
    standing: PastEdition | None = None,
    later: Sequence[PastEdition] = (),
) -> Windows:
    """The windows of ``period`` and of every month from the oldest source folder on, with an edition or without.

    ``folders``: the source folders. ``reports``: 报送登记 of all of them, None without it; of several rows of one unit
    for one month the earliest 报送日期 counts, daily rows and special periods aside. ``editions``: those published
    earlier, oldest first; months up to the newest of formula version 1 have the calendar's. ``standing``: the edition
    of this very period, where its windows stand because a later one rests on it or a paper of it was issued. ``later``:
    editions of later periods; their windows stand.
    """
    closing = tuple(closing_of(e) for e in editions if closes(e))
    known = {key: window for each in closing for key, window in each.months.items()}
    for each in closing:  # the month's own edition has the last word on its windows
        if each.kind == "month":
            known |= each.months
    if standing is not None and standing.current:  # one of another formula has none to stand
        known |= _months_of(standing)
    for edition in later:
        known = _months_of(edition) | known if closes(edition) else known
    published, sent = frozenset(known), _sent(reports)
    by_calendar = max((_last_month(e) for e in editions if not e.current), default="")
    for month in _up_to(period, [*(f"{parse_period(f).last_day:%Y-%m}" for f in folders), *(m for _, m in published)]):
        sent_in_month = sent if month in folders and month > by_calendar else {}
        for unit in settings.roster:
            if (unit.name, month) not in published:
                known[unit.name, month] = _own(unit, month, known, sent_in_month, published)
        for unit in settings.roster:
            if (unit.name, month) not in published:
                _close_part(unit, month, known, settings)
    if period.kind == "range":
        whole = {unit.name: (period.first_day, period.last_day) for unit in settings.roster}
        return Windows(period, known, whole, closing)
    names = period.months()
    whole = {unit.name: (known[unit.name, names[0]][0], known[unit.name, names[-1]][1]) for unit in settings.roster}
    early = {unit.name for unit in settings.roster if whole[unit.name][1] < parse_period(names[-1]).last_day}
    return Windows(period, known, whole, closing, len(early & set(settings.names_on(period.last_day))))


def _up_to(period: Period, others: Iterable[str]) -> list[str]:
    """Every month from the first of the period's and the ``others`` to the period's last one."""
    own = period.months()
    month, months = min([own[0], *others]), []
    while month <= own[-1]:
        months.append(month)
        month = f"{parse_period(month).last_day + _DAY:%Y-%m}"
    return months


def _last_month(edition: PastEdition) -> str:
    return f"{min(parse_period(edition.name).last_day, edition.cut_off):%Y-%m}"


def closes(edition: PastEdition) -> bool:
    """Whether an edition closes windows: of a whole month, quarter or year, by this formula version, with windows."""
    period = parse_period(edition.name)
    return period.kind in _CLOSING_KINDS and not edition.cut and edition.current and "windows" in edition.tables


def windows_table(
    windows: Windows,
    folders: Iterable[str],
    submitted: frozenset[tuple[str, str]],
    refused: frozenset[tuple[str, str]],
    settings: Settings,
) -> pd.DataFrame:
    """The contract's windows: one row per month of the period and unit of the roster (a range of days: per unit).

    Order: months, then roster.

    ``submitted``, ``refused``: (folder, unit) with an adopted ledger or 零报告, and with nothing but refused files.
    ledger: 已报, 退回 or 未报; null for a month without a folder.
    """
    period, there = windows.of_period, set(folders)
    months = [period.name] if period.kind == "range" else period.months()
    rows = []
    for month in months:
        for unit in settings.roster:
            first, last = windows.period[unit.name] if period.kind == "range" else windows.months[unit.name, month]
            key = (month, unit.name)
            state = (
                Held.SENT
                if key in submitted
                else Held.REFUSED
                if key in refused
                else Held.MISSING
                if month in there
                else None
            )
            rows.append({"township": unit.name, "month": month, "first": first, "last": last, "ledger": state})
    return contract_table("windows", rows)


def _own(
    unit: Township,
    month: str,
    known: Mapping[tuple[str, str], Window],
    sent: Mapping[tuple[str, str], tuple[date | None, date | None]],
    published: frozenset[tuple[str, str]],
) -> Window:
    """A unit's window of a month by its own ledger; it ends where the next one, published before, begins."""
    span = parse_period(month)
    before = known.get((unit.name, f"{span.first_day - _DAY:%Y-%m}"))
    first = span.first_day if before is None else before[1] + _DAY
    after = (unit.name, f"{span.last_day + _DAY:%Y-%m}")
    if after in published:
        return first, known[after][0] - _DAY
    day, due = sent.get((month, unit.name), (None, None))
    if day is None or day >= span.last_day:
        return first, span.last_day
    floor = span.last_day - timedelta(days=SLACK_DAYS)
    if due is not None:
        floor = min(floor, due)
    return first, min(max(day, floor, first), span.last_day)


def _close_part(unit: Township, month: str, known: dict[tuple[str, str], Window], settings: Settings) -> None:
    """End a merged part's open window with the first window of its unit that reaches the day of the merger.

    After it the unit's windows hold, in which what the part concluded is rated or comes back.
    """
    day = unit.merged_on
    span = parse_period(month)
    if day is None or span.last_day < day:
        return
    first = known[unit.name, month][0]
    into = known.get((settings.successor(unit.name, span.last_day), month))
    before = known.get((unit.name, f"{span.first_day - _DAY:%Y-%m}"))
    over = before is not None and before[1] >= day
    if into is None:
        return
    if over:
        known[unit.name, month] = into
    else:
        known[unit.name, month] = (first, first - _DAY if into[1] < day else max(into[1], first - _DAY))


def _sent(reports: pd.DataFrame | None) -> dict[tuple[str, str], tuple[date | None, date | None]]:
    """(folder, unit) -> the earliest day on which its monthly ledger was sent, and 应报日期 of that row."""
    if reports is None or reports.empty:
        return {}
    rows = reports[reports["daily"] != Answer.YES].sort_values(["sent_on", "due_on"], kind="stable", na_position="last")
    rows = rows.drop_duplicates(["folder", "township"])
    return {
        (str(folder), str(unit)): (None if pd.isna(sent) else sent.date(), None if pd.isna(due) else due.date())
        for folder, unit, sent, due in zip(
            rows["folder"], rows["township"], rows["sent_on"], rows["due_on"], strict=True
        )
    }


def closing_of(edition: PastEdition) -> Closing:
    """The windows that an edition closes, and whose ledgers it had."""
    months = _months_of(edition)
    by_unit: dict[str, list[Window]] = {}
    for (unit, _), window in months.items():
        by_unit.setdefault(unit, []).append(window)
    span = parse_period(edition.name)
    by_unit[""] = [(span.first_day, span.last_day)]  # what is nobody's goes by the calendar
    table = edition.tables["windows"]
    keys = list(zip(table["township"], table["month"], table["ledger"], strict=True))
    return Closing(
        edition,
        {unit: (min(w[0] for w in spans), max(w[1] for w in spans)) for unit, spans in by_unit.items()},
        frozenset((unit, month) for unit, month, ledger in keys if ledger == Held.SENT),
        frozenset((unit, month) for unit, month, ledger in keys if ledger == Held.REFUSED),
        months,
    )


def _months_of(edition: PastEdition) -> dict[tuple[str, str], Window]:
    table = edition.tables["windows"]
    return {
        (unit, month): (first.date(), last.date())
        for unit, month, first, last in zip(
            table["township"], table["month"], table["first"], table["last"], strict=True
        )
    }
