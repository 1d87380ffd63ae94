"""A matter's clocks: section 5.3, "Day and clock of a move", and how it stands on each of them at C."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from tests.reference import days
from tests.reference.holders import Holders
from tests.reference.late import Late
from tests.reference.ledgers import Ledgers
from tests.reference.line import Line, Stint
from tests.reference.standing import stand, still_to_report
from tests.reference.values import RATED, first_values, record, worse_rating
from tests.reference.view import View
from tests.reference.windows import Windows


@dataclass
class Clock:
    """``id``: the same in every edition.

    ``start``: the day of a move or of 重新办理, None for the first; limits from ``until`` on are the next one's.

    ``stand``: unit -> how the matter stands by that unit's rows. ``void``: handed back with consent.
    """

    id: str
    way: str
    start: date | None
    until: date | None
    units: list
    stand: dict = field(default_factory=dict)
    void: bool = False

    @property
    def last(self):
        return self.units[-1]


@dataclass
class Matter:
    """``clocks`` in order, of a 待定 matter one for each claimant.

    ``omitted``: it counts from the register. ``claims``: claimant -> what counts as first submitted of its row.
    """

    number: str
    line: Line
    clocks: list[Clock]
    records: dict
    first: dict
    omitted: bool = False
    claims: dict = field(default_factory=dict)

    @property
    def pending(self):
        return bool(self.line.claimants)

    @property
    def now(self) -> Clock:
        return self.clocks[-1]


class Matters:
    """Every matter that a run knows."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.windows = Windows(view)
        self.ledgers = Ledgers(view)
        self.late = Late(view, self.windows, self.ledgers)
        self.holders = Holders(view, self.windows, self.ledgers, self._missed)
        self.all = {}
        for number in self._numbers():
            if found := self._matter(number):
                self.all[number] = found

    def _numbers(self):
        numbers = set(self.ledgers.numbers())
        numbers |= {key for e in self.view.spoken for key in self.view.keys_of(e).values()}
        return sorted(numbers | {self.view.number(r["case_no"]) for r in self.view.entries("superior")})

    def _matter(self, number):
        line = self.holders.line(number)
        if line is None or self._taken_out(number, line):
            return None
        units = [self.view.unit(u) for u in line.claimants] or [self.view.unit(s.unit) for s in line.stints]
        rows = {unit: self.ledgers.of(number, unit) if unit else [] for unit in units}
        published = any(
            self.view.unit(unit) in units
            for e, n in self.view.published(self.view.spoken, number)
            for unit, r in e.records[n].items()
            if not r.get("omitted")  # "another claimant's" rows don't speak for who holds it since
        )
        if not line.claimants and units[0] and not rows[units[0]] and not published:
            rows[units[0]] = self.holders.as_claimed(number, units[0])
        omitted = not any(rows.values()) and not published
        if omitted:
            if not self._is_omission(number, line):
                return None
            above = {**self.view.above(number), "sender": line.holder}
            rows[units[-1]] = [(above["folder"], above)]
        first = first_values(self.view, number, self._in_order(rows), units)
        if first.get("registered_on") is None and not (self.view.above(number) or {}).get("registered_on"):
            return None
        matter = Matter(number, line, [], {}, first, omitted)
        if matter.pending:
            for unit in units:
                self._claim(matter, unit, rows[unit])
        else:
            self._clocks(matter, rows)
        return matter if any(matter.records.values()) else None

    def _in_order(self, rows):
        """The holders' rows, the earliest folder first, within one the holder before."""
        every = [(f, at, row) for at, own in enumerate(rows.values()) for f, row in own]
        return [(f, row) for f, _, row in sorted(every, key=lambda each: (self.view.place(each[0]), each[1]))]

    def _taken_out(self, number, line):
        """更正属实 with rule R204, of what its holder's newest ledger lacks."""
        named = any(d["rule"] == "R204" for d in self.view.decisions(number, "更正属实"))
        holder = self.view.unit(line.holder)
        own = self.ledgers.of(number, holder) if holder else []
        return named and not (own and own[-1][0] == self.ledgers.current(holder))

    def _is_omission(self, number, line):
        """Section 5.3, Omission; 检举控告 is never one."""
        above, unit = self.view.above(number), line.holder
        if above is None or unit is None or above["withdrawn_on"] or self.view.decisions(number, "同意退回"):
            return False
        if above["purpose"] == "检举控告" or above["procedure"] == "检举控告":
            return False
        came = above["received_on"] or above["registered_on"] + timedelta(days=days.ROUTING_DAYS)
        grace = timedelta(days=self.view.settings.options.omission_grace_days)
        return came + grace <= self.windows.end(self.view.unit(unit)) and still_to_report(
            above, self.view.period.last_day
        )

    def _base(self, number, unit, giver, *, by_agreement):
        """What the newest edition that has the matter has of it: the unit's own record, after an agreed move the
        giver's.
        """
        had = self.view.published(self.view.spoken, number)
        if not had:
            return None
        edition, name = had[-1]
        kept = {self.view.unit(u): r for u, r in edition.records[name].items() if not r.get("omitted")}
        return kept.get(unit) or (kept.get(giver) if by_agreement else None)

    def _record(self, matter, unit, rows, giver, giver_unit=None, *, by_agreement=False):
        base = self._base(matter.number, unit, giver_unit, by_agreement=by_agreement)
        found = record(self.view, matter.number, rows, matter.first, base=base, giver=giver)
        if found:
            found["omitted"] = matter.omitted
            self._hold_ratings(matter.number, unit, found, base)
        return found

    def _hold_ratings(self, number, unit, found, base):
        """ "不满意 is held as soon as an edition has it, another rating once the window with concluded_on + 30 has
        closed"; the register's aside.
        """
        if self.view.above(number) or not base:
            return
        day = base["event"] and base["event"] + timedelta(days=self.view.settings.options.rating_days)
        month = day and self.windows.month_of(unit, day)
        closed = bool(
            month and any(e.closes and month in e.period.months() for e in self.view.spoken + self.view.binding)
        )
        for id_ in ("rating_unit", "rating_office"):
            if base[id_] not in RATED or (id_ in found["vouched"] and found[id_]):
                continue
            if found[id_] is None:
                found[id_] = base[id_]
                found["bad"] -= {id_}
            elif base[id_] == "不满意" or closed:
                found[id_] = worse_rating(found[id_], base[id_])

    def _claim(self, matter, unit, rows):
        """ "For each claimant its own row decides"; where 登记日期 can't be read in it, it is the other's."""
        own = first_values(self.view, matter.number, rows, [unit])
        day = {id_: matter.first[id_] for id_ in ("registered_on",) if id_ in matter.first}
        made = Matter(matter.number, matter.line, [], {}, {**day, **own} if rows else matter.first)
        found = self._record(made, unit, rows, None)
        if found:
            matter.records[unit], matter.claims[unit] = found, made.first
            clock = Clock("first", "first", None, None, [unit])
            clock.stand[unit] = self._stand(matter.line, matter.number, found, clock, unit)
            matter.clocks.append(clock)

    def _clocks(self, matter, rows):
        """A move by a word or after a hand-back opens a clock, an agreed one doesn't; 重新办理 opens one for its
        holder of the day.
        """
        giver, before = None, None
        clock = Clock("first", "first", None, None, [])
        for at, stint in enumerate(matter.line.stints):
            unit = self.view.unit(stint.unit)
            if stint.day is not None and stint.way in ("a", "c"):
                done = giver or self._record(matter, unit, rows.get(unit) or [], None)
                if done and done["event"] and done["event"] < stint.day and not done["taken_back"] and stint.way == "a":
                    if giver:
                        # "A matter concluded before that day opens no clock, and the conclusion stays the old holder's"
                        continue
                    # Nobody listed it before: it was this unit's.
                    matter.line = replace(
                        matter.line, stints=[Stint(stint.unit, None, "first"), *matter.line.stints[at + 1 :]]
                    )
                else:
                    clock = self._next(matter, clock, stint.way, stint.day)
            giver = self._record(matter, unit, rows.get(unit) or [], giver, before, by_agreement=stint.way == "b")
            before = unit
            if giver is None:
                continue
            matter.records[unit] = giver
            clock.units.append(unit)
        if clock.units:
            matter.clocks.append(clock)
        for each in matter.clocks:
            each.void = each.void or self._given_back(matter, each)
        self._again(matter)
        for each in matter.clocks:
            for unit in each.units:
                each.stand[unit] = self._stand(matter.line, matter.number, matter.records[unit], each, unit)

    def _given_back(self, matter, clock):
        """Whether the one unit of a clock handed the matter back with consent though a word had moved it before: that
        "takes the clock of the unit … out" all the same.
        """
        own = self.ledgers.of(matter.number, clock.last) if clock.last and len(set(clock.units)) == 1 else []
        if not own or not self.holders.handed_back(matter.number, own[-1][1]):
            return False
        return clock.start is None or own[-1][1]["withdrawn_on"] >= clock.start

    def _next(self, matter, clock, way, day):
        """The clock before ends; by a hand-back it leaves every figure."""
        if clock.units:
            clock.until, clock.void = day, way == "c"
            matter.clocks.append(clock)
        return Clock(f"{way}{day}", way, day, None, [])

    def _again(self, matter):
        """ "from the decision's day the matter is open …, due that day + 60, without an acceptance limit; its next
        conclusion counts anew".
        """
        for decision in self.view.decisions(matter.number, "重新办理"):
            day = decision["from_on"]
            at = next(
                (
                    i
                    for i, c in enumerate(matter.clocks)
                    if (c.start or date.min) <= day and (c.until is None or day < c.until)
                ),
                None,
            )
            if at is None:
                continue
            old = matter.clocks[at]
            made = Clock(f"again{day}", "again", day, old.until, [old.last])
            old.until = day
            matter.clocks.insert(at + 1, made)

    def _stand(self, line, number, found, clock, unit):
        """A merged part answers for its days by its own ledgers."""

        def part(day):
            name = line.on(day) if day and line.stints else None
            return name if name and self.view.unit(name) == unit else unit

        return stand(self.view, self.late, number, found, clock, part)

    def _missed(self, number, line, unit, day):
        """Whether a limit of the present clock was missed before a day; with None whether a claimant's last row is
        unfavourable.
        """
        unit = self.view.unit(unit)
        rows = self.ledgers.of(number, unit)
        made = Matter(number, line, [], {}, first_values(self.view, number, rows, [unit]))
        found = self._record(made, unit, rows, None)
        if found is None:
            return False
        start = None if day is None else next((s.day for s in reversed(line.stints) if s.way in ("a", "c")), None)
        clock = Clock("first", "a" if start else "first", start, None, [unit])
        now = self._stand(line, number, found, clock, unit)
        before = day or self.windows.end(unit) + timedelta(days=1)
        late = _was_missed(now["limit"], now["accepted_on"], before) and not now["accusation"]
        late = late or _was_missed(now["due"], now["concluded_on"], before)
        if day is not None:
            return late
        concluded = now["concluded_on"] is not None
        return late or now["rating_unit"] == "不满意" or (concluded and not now["solved"])


def _was_missed(limit, done, before):
    return limit is not None and limit < before and (done is None or done > limit)
