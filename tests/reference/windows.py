"""Windows, section 5.1: which days of a unit a period counts."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.base.period import parse_period
from tests.reference.view import View

ONE = timedelta(days=1)


def next_month(month: str) -> str:
    return f"{parse_period(month).last_day + ONE:%Y-%m}"


def month_before(month: str) -> str:
    return f"{parse_period(month).first_day - ONE:%Y-%m}"


class Windows:
    """The windows of every unit of the roster, by month, as one run sees them."""

    def __init__(self, view: View) -> None:
        self._view = view
        known = [m for e in view.binding for _, m in e.windows]
        self._first = min([*view.folders[:1], *known], key=lambda name: parse_period(name).first_day)[:7]
        self._last = view.period.months()[-1]
        self._memory: dict[tuple[str, str], tuple[date, date] | None] = {}

    def of(self, name: str, month: str) -> tuple[date, date] | None:
        """First and last day; None for a part whose open window no window of its unit closes yet."""
        if (name, month) not in self._memory:
            self._memory[name, month] = self._published(name, month) or self._made(name, month)
        return self._memory[name, month]

    def _published(self, name: str, month: str) -> tuple[date, date] | None:
        """ "An edition publishes each unit's window … and it stands, whatever 报送登记 says later"."""
        found = [e.windows[name, month] for e in self._view.binding if e.closes and e.windows.get((name, month))]
        return found[0] if found else None

    def _begin(self, name: str, month: str) -> date:
        """ "It begins on the day after the window before ended; where there is none, on the month's first day"."""
        before = self.of(name, month_before(month)) if month > self._first else None
        return before[1] + ONE if before else parse_period(month).first_day

    def _made(self, name: str, month: str) -> tuple[date, date] | None:
        each = self._view.of_roster(name)
        if each.merged_on and each.merged_on <= parse_period(month).last_day:
            return self._open_window_of_a_part(name, month, each.merged_on)
        begin = self._begin(name, month)
        return begin, self._end(name, month, begin)

    def _end(self, name: str, month: str, begin: date) -> date:
        """ "ends on the month's last day, or, where its ledger for that month was sent earlier, on the day it was
        sent …".
        """
        following = self._published(name, next_month(month))
        if following:
            return following[0] - ONE  # windows tile the calendar
        last = parse_period(month).last_day
        sent, due_on = self._sent(name, month)
        if sent is None or sent >= last:
            return last
        least = min(due_on or last, last - timedelta(days=7))
        return max(sent, least, begin)

    def _sent(self, name: str, month: str) -> tuple[date | None, date | None]:
        """ "the earliest 报送日期 of its rows for the month, a 零报告 being a ledger", with that row's 应报日期."""
        if month not in self._view.data:
            return None, None
        rows = [
            r
            for r in self._view.data[month].registers.get("reports", ())
            if r["daily"] != "是" and r["township"] == name and r["sent_on"]
        ]
        first = min(rows, key=lambda r: r["sent_on"], default=None)
        return (first["sent_on"], first["due_on"]) if first else (None, None)

    def _open_window_of_a_part(self, name: str, month: str, merged_on: date) -> tuple[date, date] | None:
        """ "A merged part's open window ends with the first window of its unit that reaches the day of the merger";
        then its unit's hold.
        """
        heir = self._view.on(name, merged_on)
        reach = f"{merged_on:%Y-%m}"
        while reach < month and not self._reaches(heir, reach, merged_on):
            reach = next_month(reach)
        if reach < month:
            return self.of(self._view.on(name, parse_period(month).last_day), month)
        if not self._reaches(heir, reach, merged_on):
            return None
        owed = month_before(f"{merged_on:%Y-%m}")
        before = self.of(name, owed) if owed >= self._first else None
        begin = before[1] + ONE if before else parse_period(f"{merged_on:%Y-%m}").first_day
        end = self.of(heir, month)[1]
        return (begin, end) if begin <= end else None

    def _reaches(self, heir: str, month: str, day: date) -> bool:
        found = self.of(heir, month)
        return found is not None and found[1] >= day

    def inside(self, name: str | None, day: date) -> bool:
        """Whether an event or a limit of a unit's matter is "in P". What is nobody's goes by the calendar."""
        period = self._view.period
        if period.kind == "range" or name is None:
            return period.first_day <= day <= period.last_day
        return any(w and w[0] <= day <= w[1] for w in (self.of(name, month) for month in period.months()))

    def begin(self, name: str | None) -> date:
        """The first day of the unit's window of P."""
        period = self._view.period
        if period.kind == "range" or name is None:
            return period.first_day
        found = [w for w in (self.of(name, month) for month in period.months()) if w]
        return found[0][0] if found else self.end(name) + ONE

    def end(self, name: str | None) -> date:
        """ "by the end of P" means the window's end; of a part its last one's."""
        period = self._view.period
        if period.kind == "range" or name is None:
            return period.last_day
        month = period.months()[-1]
        while month >= self._first:
            if found := self.of(name, month):
                return found[1]
            month = month_before(month)
        return period.first_day - ONE

    def month_of(self, name: str | None, day: date) -> str | None:
        """The month in whose window a day lies; None before the first one and after P's last one."""
        month = self._first
        while month <= self._last:
            if name is None:
                if f"{day:%Y-%m}" == month:
                    return month
            elif (found := self.of(name, month)) and found[0] <= day <= found[1]:
                return month
            month = next_month(month)
        return None
