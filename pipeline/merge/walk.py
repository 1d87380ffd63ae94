"""Whose matter it is, folder by folder (docs/definitions.md, 归属): one contested matter at a time, in plain loops.

It stays with its holder. It changes hands (a) by 处理决定, else 上级登记台账, else 交办清单; (b) without them, when both ledgers say so;
(c) by a valid hand-back. A ledger alone changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from pipeline.merge.registers import Decision

Day = pd.Timestamp
_DAY = pd.Timedelta(days=1)
FIRST, AGREED, DECIDED, BACK, REWORK = "首报", "协议", "决定", "退回", "重办"
BY_DECISION, BY_SUPERIOR, BY_ASSIGNED, BY_BOTH, BY_BACK, BY_LEDGER, BY_EDITION = (
    "处理决定", "上级登记台账", "交办清单", "两地台账一致", "退回", "首报台账", "往期成果",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A row of one ledger. ``at``: its position among all rows. ``names``: whom its 责任单位 names. ``withdrawn_on``: 退回日期, where the
    hand-back is valid. ``received_on``: 收到日期.
    """

    folder_no: int
    part: str
    names: str
    at: int
    withdrawn_on: Day | None = None
    received_on: Day | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A register's row: 上级登记台账 (``day`` is 收到日期) or 交办清单 (``day`` is 交办日期)."""

    folder_no: int
    part: str
    day: Day | None
    batch: str = ""


@dataclass(frozen=True, slots=True)
class Stand:
    """A matter in the hands of one unit by one clock. ``until_no``: the folder in which its end came to be known, -1 while it lasts."""

    part: str
    way: str
    clock_on: Day | None = None
    held_from: Day | None = None
    held_until: Day | None = None
    basis: str = BY_LEDGER
    until_no: int = -1
    rework_on: Day | None = None


@dataclass(frozen=True)
class Matter:
    """All that was ever said of one matter's holder. ``start``: the stands that an edition has published, ``rivals``: its claimants,
    ``after``: its last folder. ``unseen``: the row of an edition that is newer than what its unit's ledgers have of the matter today.
    """

    number: str
    rows: tuple[Row, ...]
    superior: tuple[Entry, ...] = ()
    assigned: tuple[Entry, ...] = ()
    given: tuple[Decision, ...] = ()
    rework: Decision | None = None
    start: tuple[Stand, ...] = ()
    rivals: tuple[str, ...] = ()
    after: int = -1
    unseen: Row | None = None


@dataclass(frozen=True)
class Around:
    """What the walk asks. ``unit``: roster name -> unit of today. ``window``: (part, folder_no) -> its window. ``sent``: (folder_no, unit of
    today) whose ledger is in. ``missed``: (row position, day) -> whether a limit was missed before that day. ``unfavourable``: row position
    -> whether something in the row is. ``end``: the cut-off.
    """

    unit: Mapping[str, str]
    window: Callable[[str, int], tuple[Day, Day]]
    sent: frozenset[tuple[int, str]]
    missed: Callable[[int, Day], bool]
    unfavourable: Callable[[int], bool]
    end: Day

    def same(self, one: str, other: str) -> bool:
        """Whether two roster names are one unit today."""
        return self.unit.get(one, one) == self.unit.get(other, other)


@dataclass(frozen=True)
class Outcome:
    """``stands``: oldest first; of a 待定 matter none, but its ``claimants``. ``refused``: (giver, taker) who agreed though a limit had been
    missed. ``since``: the day from which a claim after a hand-back begins, ``stands`` then are those before it.
    """

    stands: tuple[Stand, ...]
    claimants: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    since: Day | None = None


@dataclass
class _Walk:
    """The state between two folders; used inside walk() alone."""

    matter: Matter
    around: Around
    stands: list[Stand] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    refused: dict[str, tuple[str, str]] = field(default_factory=dict)
    applied: int = 0
    since: Day | None = None
    before: list[Stand] = field(default_factory=list)

    def step(self, no: int) -> None:
        """What folder ``no`` adds."""
        if not self.stands and not self.pending:
            self._first_listing(no)
        elif self.pending:
            self._settle(no)
        else:
            self._move(no)
        if self.stands:
            self._hand_back(no)

    def take_up(self) -> None:
        """Begin where an edition ended; a decision that was written into a published folder since has effect all the same."""
        known = [d for d in self.matter.given if d.folder_no <= self.matter.after]
        unknown = bool(known) and bool(self.stands) and self.holder.way != BACK and not self.around.same(known[-1].to, self.holder.part)
        self.applied = len(known) - unknown
        if unknown:
            self._by_decision(self.matter.after)

    # -- who lists it ---------------------------------------------------------------------------------------------------------------

    def _row(self, part: str, no: int) -> Row | None:
        mine = [r for r in self.matter.rows if r.folder_no == no and self.around.same(r.part, part)]
        return mine[-1] if mine else None

    def _newest(self, part: str, no: int) -> Row | None:
        mine = [r for r in self.matter.rows if r.folder_no <= no and self.around.same(r.part, part)]
        return mine[-1] if mine else None

    def _claims(self, no: int) -> list[Row]:
        """The rows of a folder that claim the matter: not handed back validly, received by the window's end, and not naming another unit
        that lists it itself.
        """
        rows = [r for r in self.matter.rows if r.folder_no == no and r.withdrawn_on is None]
        rows = [r for r in rows if r.received_on is None or r.received_on <= self.around.window(r.part, no)[1]]
        units = {self.around.unit.get(r.part, r.part) for r in rows}
        own = [r for r in rows if self.around.same(r.names, r.part) or self.around.unit.get(r.names, r.names) not in units]
        return own or rows

    def _decision(self, no: int) -> Decision | None:
        """The newest 归属 that has effect, of the folders up to ``no``."""
        found = [d for d in self.matter.given if d.folder_no <= no and not (d.day is not None and d.day > self.around.end)]
        return found[-1] if found else None

    def _entry(self, entries: Sequence[Entry], no: int) -> Entry | None:
        found = [e for e in entries if e.folder_no <= no]
        return found[-1] if found else None

    # -- first listed ---------------------------------------------------------------------------------------------------------------

    def _first_listing(self, no: int) -> None:
        claims = self._claims(no)
        parts = self._distinct([r.part for r in claims])
        decision = self._decision(no)
        superior = self._entry(self.matter.superior, no)
        if decision is not None:
            if parts or superior is not None or any(r.folder_no <= no for r in self.matter.rows):
                self._first_by(decision, parts, superior)
        elif superior is not None:
            self.stands = [Stand(superior.part, FIRST, basis=BY_SUPERIOR)]
        elif len(parts) == 1:
            self.stands = [Stand(parts[0], FIRST)]
        elif parts:
            assigned = self._entry(self.matter.assigned, no)
            named = [p for p in parts if assigned is not None and self.around.same(p, assigned.part)]
            if named:
                self.stands = [Stand(named[0], FIRST, basis=BY_ASSIGNED)]
            else:
                self.pending = parts
        else:
            handed = [r for r in self.matter.rows if r.folder_no == no and r.withdrawn_on is not None]
            if handed:
                self.stands = [Stand(handed[0].part, FIRST)]

    def _first_by(self, decision: Decision, parts: Sequence[str], superior: Entry | None) -> None:
        """处理决定 settles whose it is. Before its day it was the giver's: whom the register names, else the one other unit that lists it."""
        self.applied = self.matter.given.index(decision) + 1
        others = [p for p in parts if not self.around.same(p, decision.to)]
        if superior is not None and not self.around.same(superior.part, decision.to):
            others = [superior.part]
        among = any(self.around.same(p, decision.to) for p in parts)
        day = decision.from_on if among else decision.day
        if day is None:
            self.stands = [Stand(decision.to, FIRST, basis=BY_DECISION)]
        elif len(others) != 1:
            self.stands = [Stand(decision.to, DECIDED if decision.from_on is not None else FIRST, decision.from_on, basis=BY_DECISION)]
        else:
            self.stands = [Stand(others[0], FIRST)]
            self._to(decision.to, day, DECIDED, BY_DECISION, decision.folder_no)

    def _distinct(self, parts: Sequence[str]) -> list[str]:
        found: list[str] = []
        for part in parts:
            if not any(self.around.same(part, other) for other in found):
                found.append(part)
        return found

    # -- 待定 -----------------------------------------------------------------------------------------------------------------------

    def _settle(self, no: int) -> None:
        decision, superior = self._decision(no), self._entry(self.matter.superior, no)
        if decision is not None:
            self._first_by(decision, self.pending, None)
        elif superior is not None:
            self.stands = [Stand(superior.part, FIRST, basis=BY_SUPERIOR)]
        else:
            self._claimants_left(no)
            if len(self.pending) == 1:
                self.stands = [Stand(self.pending[0], FIRST)]
            else:
                self._both_name(no)
        if self.stands:
            self._from(self.since)
            self.pending = []

    def _from(self, day: Day | None) -> None:
        """A matter that several took over after a hand-back: its clock begins on the day after it."""
        if day is not None:
            self.stands[0] = replace(self.stands[0], way=BACK, clock_on=self.stands[0].clock_on or day, held_from=day)
            self.stands = [*self.before, *self.stands]

    def _claimants_left(self, no: int) -> None:
        """A claimant whose hand-back is valid claims no more, nor one that leaves it out while another lists it and whose last row was good."""
        listing = {p: self._row(p, no) for p in self.pending}
        stay = []
        for part, row in listing.items():
            last = self._newest(part, no)
            if row is not None:
                stays = row.withdrawn_on is None
            else:
                left = (no, self.around.unit.get(part, part)) in self.around.sent and any(listing.values())
                stays = not left or (last is not None and self.around.unfavourable(last.at))
            if stays:
                stay.append(part)
        self.pending = stay or self.pending

    def _both_name(self, no: int) -> None:
        """Both rows naming one of them settle it as an agreement does."""
        newest = [self._newest(p, no) for p in self.pending]
        named = self._distinct([r.names for r in newest if r is not None])
        if len(self.pending) != 2 or len(named) != 1 or not any(self.around.same(named[0], p) for p in self.pending):
            return
        giver = next(p for p in self.pending if not self.around.same(p, named[0]))
        self.stands = [Stand(giver, FIRST)]
        self._agree(no)

    # -- it changes hands -------------------------------------------------------------------------------------------------------------

    @property
    def holder(self) -> Stand:
        return self.stands[-1]

    def _move(self, no: int) -> None:
        if self._by_decision(no) or self._decision(no) is not None:
            return
        if self.matter.superior and self._entry(self.matter.superior, no) is not None:
            self._by_superior(no)
        elif self._entry(self.matter.assigned, no) is not None:
            self._by_assigned(no)
        elif self.holder.part:
            self._agree(no)

    def _by_decision(self, no: int) -> bool:
        moved = False
        for at, decision in enumerate(self.matter.given):
            if at < self.applied or decision.folder_no > no or (decision.day is not None and decision.day > self.around.end):
                continue
            self.applied = at + 1
            day = decision.day if decision.day is not None else self.around.window(decision.to, no)[0]
            if not self.around.same(decision.to, self.holder.part) or self.holder.way == AGREED:
                self._to(decision.to, day, DECIDED, BY_DECISION, no)
                moved = True
        return moved

    def _by_superior(self, no: int) -> None:
        here = [e for e in self.matter.superior if e.folder_no == no]
        before = [e for e in self.matter.superior if e.folder_no < no]
        if not here or self.around.same(here[-1].part, self.holder.part):
            return
        now, then = here[-1], before[-1] if before else None
        if then is not None and self.around.same(then.part, now.part):
            return
        received = now.day if then is not None and then.day is not None and now.day is not None and then.day < now.day else None
        self._to(now.part, received if received is not None else self.around.window(now.part, no)[0], DECIDED, BY_SUPERIOR, no)

    def _by_assigned(self, no: int) -> None:
        for now in [e for e in self.matter.assigned if e.folder_no == no]:
            before = [e for e in self.matter.assigned if e.folder_no < no and e.batch == now.batch]
            if self.around.same(now.part, self.holder.part) or now.day is None:
                continue
            first = min((r.folder_no for r in self.matter.rows if self.around.same(r.part, self.stands[0].part)), default=no)
            differs = bool(before) and not self.around.same(before[-1].part, now.part)
            late = not before and now.day > self.around.window(self.stands[0].part, first)[1]
            if differs or late:
                self._to(now.part, now.day, DECIDED, BY_ASSIGNED, no)

    def _agree(self, no: int) -> None:
        """The holder's row names another unit as 责任单位 and that unit's own ledger lists it, in the same folder or the next."""
        given = self._row(self.holder.part, no) or self._row(self.holder.part, no - 1)
        if given is None or self.around.same(given.names, self.holder.part) or given.withdrawn_on is not None:
            return
        taken = self._row(given.names, no) or self._row(given.names, no - 1)
        if taken is None or max(given.folder_no, taken.folder_no) != no:
            return
        if taken.withdrawn_on is not None or not self.around.same(taken.names, taken.part):
            return
        mine = [r for r in self.matter.rows if self.around.same(r.part, self.holder.part) and r.folder_no <= no]
        own = [r for r in mine if self.around.same(r.names, r.part)]
        first = min(r.folder_no for r in self.matter.rows if self.around.same(r.part, taken.part))
        day = self.around.window(taken.part, first)[0]
        if own:
            day = max(day, self.around.window(own[-1].part, own[-1].folder_no)[1] + _DAY)
        if self.around.missed(given.at, day):
            self.refused["missed"] = (self.holder.part, taken.part)
            return
        self._to(taken.part, day, AGREED, BY_BOTH, no)

    def _hand_back(self, no: int) -> None:
        """By a valid hand-back to the unit whose ledger lists it, from the day after; to nobody until one does."""
        takers = [r for r in self._claims(no) if not self.around.same(r.part, self.holder.part)]
        takers = [r for r in takers if self.around.same(r.names, r.part)]
        if self.holder.part:
            row = self._row(self.holder.part, no)
            if row is None or row.withdrawn_on is None or self._decided(row.withdrawn_on):
                return
            self._to("", row.withdrawn_on + _DAY, BACK, BY_BACK, no)
        parts = self._distinct([r.part for r in takers])
        if len(parts) == 1:
            self.stands[-1] = replace(self.holder, part=parts[0])
        elif parts:
            self.since = self.holder.clock_on
            self.before = self.stands[:-1]
            self.stands, self.pending = [], parts

    def _decided(self, withdrawn_on: Day) -> bool:
        """Whether the holder has it by a decision or register of a later day than its hand-back: it was given the matter again."""
        return self.holder.held_from is not None and self.holder.held_from > withdrawn_on

    def _to(self, part: str, day: Day, way: str, basis: str, no: int) -> None:
        """From ``day`` on the matter is ``part``'s. What began on that day or later is taken over; what was before ends the day before."""
        kept = [s for s in self.stands if s.held_from is None or s.held_from < day]
        last = replace(kept[-1], held_until=day - _DAY, until_no=no)
        clock = last.clock_on if way == AGREED else day
        self.stands = [*kept[:-1], last, Stand(part, way, clock, day, basis=basis)]


def walk(matter: Matter, around: Around) -> Outcome:
    """The stands of one matter after all folders."""
    state = _Walk(matter, around, list(matter.start), list(matter.rivals))
    if matter.start or matter.rivals:
        state.take_up()
    told = {r.folder_no for r in matter.rows} | {e.folder_no for e in (*matter.superior, *matter.assigned)} | {d.folder_no for d in matter.given}
    for no in sorted(n for n in told if n > matter.after):
        state.step(no)
    stands = _with_rework(state.stands or state.before, matter.rework, around.end)
    return Outcome(tuple(stands), tuple(state.pending), tuple(state.refused.values()), state.since)


def _with_rework(stands: Sequence[Stand], decision: Decision | None, end: Day) -> list[Stand]:
    """重新办理: from its day the matter is open and its clock begins anew, in the hands of whoever holds it then."""
    day = None if decision is None else decision.day
    if decision is None or day is None or day > end:
        return list(stands)
    found: list[Stand] = []
    for stand in stands:
        starts, ends = stand.held_from, stand.held_until
        if ends is not None and ends < day:
            found.append(stand)
        elif starts is not None and starts >= day:
            found.append(replace(stand, clock_on=day, rework_on=day) if stand.way == AGREED else stand)
        elif stand.way == REWORK and stand.rework_on == day:
            found.append(stand)
        else:
            found.append(replace(stand, held_until=day - _DAY, until_no=decision.folder_no))
            found.append(replace(stand, way=REWORK, clock_on=day, held_from=day, rework_on=day))
    return found
