"""Whose matter it is, folder by folder (docs/definitions.md, 归属): one contested matter at a time, in plain loops.

It stays with its holder. It changes hands (a) by 处理决定, else 上级登记台账, else 交办清单; (b) without them, when
both ledgers say so; (c) by a valid hand-back. A ledger alone changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from pipeline.merge.holders.moving import Moving
from pipeline.merge.holders.rework import with_rework
from pipeline.merge.holders.stand import (
    BY_ASSIGNED,
    BY_BACK,
    BY_DECISION,
    BY_SUPERIOR,
    Around,
    Day,
    Entry,
    Matter,
    Outcome,
    Stand,
)
from pipeline.merge.registers import Decision
from pipeline.schema.vocabulary import Way

_DAY = pd.Timedelta(days=1)


@dataclass
class _Walk(Moving):
    """The state between two folders; used inside walk() alone."""

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
        """Begin where an edition ended.

        A decision that was written into a published folder since then has effect all the same, and so has a hand-back
        that is valid only now: the consent came later, or its day lay after the edition's cut-off.
        """
        known = [d for d in self.matter.given if d.folder_no <= self.matter.after]
        unknown = (
            bool(known)
            and bool(self.stands)
            and self.holder.way != Way.BACK
            and not self.around.same(known[-1].to, self.holder.part)
        )
        self.applied = len(known) - unknown
        if unknown:
            self._by_decision(self.matter.after)
        if self.stands and self.holder.part:
            self._hand_back(self.matter.after)

    def _first_listing(self, no: int) -> None:
        claims = self._claims(no)
        parts = self._distinct([r.part for r in claims])
        decision = self._decision(no)
        superior = self._entry(self.matter.superior, no)
        if decision is not None:
            listed = self._distinct([r.part for r in self.matter.rows if r.folder_no == no and r.withdrawn_on is None])
            if listed or superior is not None or any(r.folder_no <= no for r in self.matter.rows):
                self._first_by(decision, listed, superior)
        elif superior is not None:
            self.stands = [Stand(superior.part, Way.FIRST, basis=BY_SUPERIOR)]
        elif len(parts) == 1:
            self.stands = [Stand(self._part_of(self._giver(parts[0], no), no), Way.FIRST)]
            self._move(no)
        elif parts:
            given = [e for e in self.matter.assigned if e.day is not None and e.day <= self.around.end]
            assigned = self._entry(given, no)
            named = [p for p in parts if assigned is not None and self.around.same(p, assigned.part)]
            if named:
                self.stands = [Stand(named[0], Way.FIRST, basis=BY_ASSIGNED)]
            else:
                self.pending = parts
        else:
            handed = [r for r in self.matter.rows if r.folder_no == no and r.withdrawn_on is not None]
            if handed:
                self.stands = [Stand(handed[0].part, Way.FIRST)]

    def _giver(self, part: str, no: int) -> str:
        """The unit that gives the matter to ``part`` in the folder in which both first list it, else ``part``.

        The giver has the matter until the day on which it moves.
        """
        rows = [
            r
            for r in self.matter.rows
            if r.folder_no == no and r.withdrawn_on is None and not self.around.same(r.part, part)
        ]
        givers = self._distinct([r.part for r in rows if self.around.same(r.names, part)])
        return givers[0] if len(givers) == 1 else part

    def _part_of(self, part: str, no: int) -> str:
        """The part of a merged unit to which what it lists for the first time belongs."""
        row = self._row(part, no)
        return part if row is None else self.around.part_of(part, no, row.registered_on)

    def _first_by(self, decision: Decision, parts: Sequence[str], superior: Entry | None) -> None:
        """处理决定 settles whose it is, from its day.

        Before it was the giver's: whom the register names, else the one other unit that lists it.
        """
        self.applied = self.matter.given.index(decision) + 1
        if superior is not None and not self.around.same(superior.part, decision.to):
            parts = [superior.part]
        if decision.day is None:
            self.stands = [Stand(decision.to, Way.FIRST, basis=BY_DECISION)]
        else:
            self._given_from(decision.to, decision.day, BY_DECISION, decision.folder_no, parts)

    def _given_from(self, to: str, day: Day, basis: str, no: int, parts: Sequence[str]) -> None:
        """From ``day`` the matter is ``to``'s, before that the one other unit's of ``parts``, if there is one."""
        others = [p for p in parts if not self.around.same(p, to)]
        if len(others) == 1:
            self.stands = [Stand(others[0], Way.FIRST)]
            self._to(to, day, Way.DECIDED, basis, no)
        else:
            self.stands = [Stand(to, Way.DECIDED, day, basis=basis)]

    def _settle(self, no: int) -> None:
        decision, superior = self._decision(no), self._entry(self.matter.superior, no)
        if decision is not None:
            self._first_by(decision, self.pending, None)
        elif superior is not None:
            self.stands = [Stand(superior.part, Way.FIRST, basis=BY_SUPERIOR)]
        elif len(self._distinct(self.pending)) == 1:
            self.stands = [Stand(self.pending[0], Way.FIRST)]  # the claimants have been merged
        elif given := self._assigned_anew(no, self.pending):
            self._given_from(*given[-1], BY_ASSIGNED, no, self.pending)
        else:
            self._claimants_left(no)
            if len(self.pending) == 1:
                self.stands = [Stand(self.pending[0], Way.FIRST)]
            else:
                self._both_name(no)
        if self.stands:
            self._from(self.since)
            self.pending = []

    def _from(self, day: Day | None) -> None:
        """A matter that several took over after a hand-back: its clock begins on the day after it."""
        if day is not None:
            self.stands[0] = replace(
                self.stands[0], way=Way.BACK, clock_on=self.stands[0].clock_on or day, held_from=day
            )
            self.stands = [*self.before, *self.stands]

    def _claimants_left(self, no: int) -> None:
        """Drop the claimants that claim no more.

        Those are claimants whose hand-back is valid, and claimants that leave the matter out while another lists it,
        unless something in their last row is unfavourable.
        """
        listing = {p: self._row(p, no) for p in self.pending}
        stay = []
        for part, row in listing.items():
            last = self._newest(part, no)
            if row is not None:
                stays = row.withdrawn_on is None
            else:
                has_left = (no, self.around.unit.get(part, part)) in self.around.sent and any(listing.values())
                stays = not has_left or (last is not None and self.around.unfavourable(last.at))
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
        self.stands = [Stand(giver, Way.FIRST)]
        self._agree(no)
        if self.holder.way != Way.AGREED:
            self.stands = []

    def _hand_back(self, no: int) -> None:
        """By a valid hand-back to the unit whose ledger lists it, from the day after; to nobody until one does."""
        takers = [r for r in self._claims(no) if not self.around.same(r.part, self.holder.part)]
        takers = [r for r in takers if self.around.same(r.names, r.part)]
        if self.holder.part:
            row = self._newest(self.holder.part, no)
            if row is None or row.withdrawn_on is None or self._decided(row.withdrawn_on):
                return
            self._to("", row.withdrawn_on + _DAY, Way.BACK, BY_BACK, no)
        parts = self._distinct([r.part for r in takers])
        if len(parts) == 1:
            self.stands[-1] = replace(self.holder, part=parts[0])
        elif parts:
            self.since = self.holder.clock_on
            self.before = self.stands[:-1]
            self.stands, self.pending = [], parts


def walk(matter: Matter, around: Around) -> Outcome:
    """The stands of one matter after all folders."""
    state = _Walk(matter, around, list(matter.start), list(matter.rivals))
    if matter.start or matter.rivals:
        state.take_up()
    folder_nos = (
        {r.folder_no for r in matter.rows}
        | {e.folder_no for e in (*matter.superior, *matter.assigned)}
        | {d.folder_no for d in matter.given}
    )
    for no in sorted(n for n in folder_nos if n > matter.after):
        state.step(no)
    stands = with_rework(state.stands or state.before, matter.rework, around.end)
    return Outcome(tuple(stands), tuple(state.pending), tuple(state.refused.values()), state.since)
