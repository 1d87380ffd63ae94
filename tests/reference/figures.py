"""Every indicator of a run: (unit or 全县, indicator) -> n and N, by section 6."""

from __future__ import annotations

from datetime import date

from pipeline.base.period import parse_period
from tests.reference import backlog
from tests.reference.choosing import Choosing
from tests.reference.clocks import Matters
from tests.reference.days import next_working_day
from tests.reference.items import items_of
from tests.reference.ledgers import least_favourable
from tests.reference.returns import mark_returns

COUNTY = "全县"
DESCRIPTIVE = ("conclusion", "repeat", "office_satisfaction", "simple_on_time", "extended")
RATES = (
    "accepted_on_time",
    "concluded_on_time",
    "resolution",
    "first_time_resolution",
    "satisfaction",
    "rating_turnout",
    "led_by_official",
    *DESCRIPTIVE,
)
OVERDUE = ("overdue_unaccepted", "overdue_open")


class Figures:
    """``table``: (unit, indicator) -> [n, N]; ``cases``: (unit, indicator) -> numbers of a count; ``counted``,
    ``known``: keys of items.
    """

    def __init__(self, view) -> None:
        self.view, self.matters = view, Matters(view)
        mark_returns(self.matters)
        self.choosing = Choosing(self.matters)
        self.table = {(name, id_): [0, 0] for name in (*view.names, COUNTY) for id_ in RATES}
        self.table |= {(name, id_): [0, None] for name in (*view.names, COUNTY) for id_ in OVERDUE}
        self.cases, self.counted, self.known, self.aside_counted = {}, set(), set(), set()
        for matter in self.matters.all.values():
            self._matter(matter)
        self._set_aside()
        self._led_by_official()
        backlog.count(self)
        self._ledgers_on_time()

    def add(self, name, id_, n, of=None):
        for each in dict.fromkeys((name, COUNTY)) if name else (COUNTY,):
            if (each, id_) in self.table:
                self.table[each, id_][0] += bool(n)
                if of is not None:
                    self.table[each, id_][1] += of

    def _matter(self, matter):
        worst = self.worst(matter)
        for item in items_of(self.matters, matter):
            unit = self.view.unit(item.unit)
            if item.certain and item.days[0] <= self.matters.windows.end(item.unit):
                self.known |= self._sides(item)
            if self.choosing.mended(item):
                continue
            if item.claimant is not None:
                self._claimed(item, unit, worst)
            else:
                self._settled(item, unit)
        self._overdue(matter, worst)

    def worst(self, matter):
        """The claimant by whose row a 待定 matter counts for 全县: "once …, at the less favourable of the rows"; of
        rows alike the one whose window begins first, then ends last.
        """
        if not matter.pending:
            return None
        windows = self.matters.windows
        units = sorted(matter.records, key=lambda unit: (windows.begin(unit), -windows.end(unit).toordinal()))
        row = least_favourable([matter.records[u] for u in units])
        return next(u for u, r in matter.records.items() if r is row)

    def _settled(self, item, unit):
        """For its unit and for 全县, each where it hasn't stood yet: a matter that several claimed may have stood
        for one alone.
        """
        sides = [name for name in (unit, COUNTY) if name and self.choosing.counts(item, name)]
        for name in sides:
            self._put(name, self.choosing.marks(item))
        if sides and item.certain:
            self.counted |= {*([item.key] if unit else []), *((*item.key, name) for name in sides)}

    def _claimed(self, item, unit, worst):
        """ "what is unfavourable in it counts; what is favourable stands in no n and no N until settled;
        descriptive rates leave it out".
        """
        marks = self.choosing.marks(item)
        if item.claimant == worst and self.choosing.counts(item, COUNTY):
            self.counted |= {(*item.key, COUNTY)} if item.certain else set()
            self._put(COUNTY, marks)
        unfavourable = {id_: n for id_, n in marks.items() if id_ not in DESCRIPTIVE and not n}
        if unfavourable and self.choosing.counts(item, unit):
            self.counted |= {(*item.key, unit)} if item.certain else set()
            self._put(unit, unfavourable)

    def _sides(self, item):
        """The keys by which an item stands: its own, or while several claim the matter or in nobody's hands those
        of the sides on which it does.
        """
        if item.claimant is None:
            return {item.key} if item.unit else {(*item.key, COUNTY)}
        bad = not all(n for id_, n in item.marks.items() if id_ not in DESCRIPTIVE)
        return {(*item.key, COUNTY)} | ({(*item.key, item.unit)} if bad else set())

    def _put(self, name, marks):
        for id_, n in marks.items():
            if (name, id_) in self.table:
                self.table[name, id_][0] += bool(n)
                self.table[name, id_][1] += 1

    # overdue

    def _overdue(self, matter, worst):
        for clock in matter.clocks:
            if clock.void:
                continue
            for unit in dict.fromkeys(clock.units):
                now = clock.stand[unit]
                waiting = (now["accepted_on"] is None or "accepted_on" in now["bad"]) and now["concluded_on"] is None
                if now["limit"] and not now["accusation"] and waiting:
                    self._missed("overdue_unaccepted", matter, clock, unit, now["limit"], worst)
                if now["due"] and now["concluded_on"] is None:
                    self._missed("overdue_open", matter, clock, unit, now["due"], worst)

    def _missed(self, id_, matter, clock, unit, limit, worst):
        """ "by the end of P"; a limit that an old holder missed before a move counts in "that period alone"."""
        windows, view = self.matters.windows, self.view
        if matter.pending:
            if limit <= windows.end(unit):
                self._count(id_, unit, matter.number, clock.stand[unit], county=unit == worst)
            return
        name = matter.line.on(limit)
        holder = name and view.on(name, limit)
        speaks = unit == view.unit(name) or (view.unit(name) not in clock.units and unit == clock.last)
        if not speaks:
            return
        if clock.until is not None:
            if limit < clock.until and windows.inside(holder, limit):
                self._count(id_, view.unit(name), matter.number, clock.stand[unit])
        elif limit <= windows.end(holder):
            self._count(id_, view.unit(name), matter.number, clock.stand[unit])

    def _count(self, id_, unit, number, now, *, county=True):
        names = ([unit] if unit else []) + ([COUNTY] if county else [])
        for name in names:
            if (name, id_) in self.table:
                self.table[name, id_][0] += 1
                if not now["accusation"]:
                    self.cases.setdefault((name, id_), []).append(number)

    # rows set aside

    def _set_aside(self):
        """ "Each counts 0/1 in 及时受理率 of the month of its folder …; in quarters and years the rows of the
        unit's newest ledger count".
        """
        ledgers, view = self.matters.ledgers, self.view
        for sender, folder in sorted(ledgers.aside):
            if folder not in view.own:
                continue
            newest = ledgers.current(view.unit(sender)) == folder
            rows = (
                ledgers.new_aside(sender, folder)
                if view.period.kind == "month"
                else ledgers.aside[sender, folder]
                if newest
                else []
            )
            for _ in rows:
                self.aside_counted.add((sender, folder))
                self.add(view.unit(sender), "accepted_on_time", False, 1)

    # states

    def _led_by_official(self):
        """ "in force in P and (in 交办清单 or of a batch, or 重件)"."""
        assigned = {
            self.view.number(r["case_no"])
            for r in self.view.entries("assigned")
            if r["assigned_on"] <= self.view.cut_off
        }
        for matter in self.matters.all.values():
            worst = self.worst(matter)
            for clock, unit in self.present(matter):
                found = self._led(clock, unit, matter.number in assigned)
                if found is None:
                    continue
                if not matter.pending:
                    self.add(unit, "led_by_official", found, 1)
                    continue
                if unit == worst:
                    self.add(None, "led_by_official", found, 1)
                if not found:
                    self.table[unit, "led_by_official"][1] += 1

    def present(self, matter):
        """The clock and the unit that has the matter at the end of its window; each claimant's."""
        if matter.pending:
            return [(c, c.last) for c in matter.clocks]
        if not matter.clocks or matter.now.void:
            return []
        clock, view = matter.now, self.view
        event = clock.stand[clock.last]["event"]
        stints = [
            s
            for s in matter.line.stints
            if s.day is None or s.day <= (event or self.matters.windows.end(view.unit(s.unit)))
        ]
        unit = view.unit((stints or matter.line.stints)[-1].unit)
        begun = [
            c
            for c in matter.clocks
            if unit in c.units and not c.void and (c.start or date.min) <= self.matters.windows.end(unit)
        ]
        if not begun and any(c.void and unit in c.units for c in matter.clocks):
            return [(clock, None)]  # handed back, and nobody's: it "counts for 全县"
        return [(begun[-1] if begun else clock, unit)]

    def _led(self, clock, unit, listed):
        now, windows = clock.stand.get(unit) or clock.stand[clock.last], self.matters.windows
        ended = now["concluded_on"]  # of two days of a conclusion the later: what was open then was in force
        in_force = now["registered_on"] <= windows.end(unit) and not (ended and ended < windows.begin(unit))
        listed = listed or now["backlog_batch"] is not None
        if not in_force or not (listed or now["occurrence"] != "初件"):
            return None
        return now["lead_official"] is not None and (listed or now["occurrence"] == "重件")

    def _ledgers_on_time(self):
        """ "one monthly ledger per township in each month folder of P that has 报送登记", "daily rows … are
        outside"; a merged unit answers for each part's.
        """
        view = self.view
        monthly = {f: [r for r in view.data[f].registers.get("reports", ()) if r["daily"] != "是"] for f in view.own}
        kept = [f for f, rows in monthly.items() if rows and parse_period(f).kind == "month"]
        if view.period.kind == "range":
            kept = []
        for name in (*view.names, COUNTY):
            self.table[name, "reported_on_time"] = [0, 0] if kept else [None, None]
        for folder in kept:
            for each in view.settings.roster:
                if view.owes(each.name, folder):
                    rows = [r for r in monthly[folder] if r["township"] == each.name]
                    timely = any(
                        r["sent_on"] and r["sent_on"] <= next_working_day(r["due_on"], view.settings)
                        for r in rows
                        if r["due_on"]
                    )
                    self.add(view.unit(each.name), "reported_on_time", timely, 1)
