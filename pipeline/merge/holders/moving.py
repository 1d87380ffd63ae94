"""How a matter with a holder changes hands: by decision, register or agreement (docs/definitions.md, 归属)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.merge.holders.stand import BY_ASSIGNED, BY_BOTH, BY_DECISION, BY_SUPERIOR, Day, Stand
from pipeline.merge.holders.walk_state import Ground
from pipeline.merge.registers import Decision
from pipeline.schema.vocabulary import Way

_DAY = pd.Timedelta(days=1)


@dataclass
class Moving(Ground):
    """The moves of one matter; the base of the walk."""

    def _move(self, no: int) -> None:
        """What folder ``no`` moves: by a decision, else a register, else an agreement."""
        if self._by_decision(no) or self._decision(no) is not None:
            return
        if self.matter.superior and self._entry(self.matter.superior, no) is not None:
            self._by_superior(no)
        elif self._entry(self.matter.assigned, no) is not None:
            self._by_assigned(no)
        elif self.holder.part:
            self._agree(no)

    def _by_decision(self, no: int) -> bool:
        """Follow the decisions up to folder ``no`` that haven't been followed yet; whether any changed a stand."""
        moved = False
        for at, decision in enumerate(self.matter.given):
            if (
                at < self.applied
                or decision.folder_no > no
                or (decision.day is not None and decision.day > self.around.end)
            ):
                continue
            self.applied = at + 1
            day = decision.day if decision.day is not None else self.around.window(decision.to, no)[0]
            if not self.around.same(decision.to, self.holder.part):
                self._to(decision.to, day, Way.DECIDED, BY_DECISION, no)
                moved = True
            elif self._began_with(day):
                self._begin_by(decision, day, no)
                moved = True
        return moved

    def _began_with(self, day: Day) -> bool:
        """Whether a decision for the present holder fixes the day on which it got the matter.

        It does where the holder has it by an agreement, or for a day up to the end of the window in which the holder
        was the first to list it. A later decision changes nothing, or one per month would renew every limit.
        """
        if self.holder.way == Way.AGREED and self.holder.clock_on == self.stands[-2].clock_on:
            return True
        mine = [r.folder_no for r in self.matter.rows if self.around.same(r.part, self.holder.part)]
        return (
            len(self.stands) == 1
            and self.holder.way == Way.FIRST
            and bool(mine)
            and day <= self.around.window(self.holder.part, min(mine))[1]
        )

    def _begin_by(self, decision: Decision, day: Day, no: int) -> None:
        """Let the present stand begin on the day that a decision names."""
        if self.holder.way == Way.AGREED:
            self.stands.pop()
            self._to(decision.to, day, Way.DECIDED, BY_DECISION, no)
        else:
            self.stands = [Stand(decision.to, Way.DECIDED, day, basis=BY_DECISION)]

    def _by_superior(self, no: int) -> None:
        """Move the matter by a row of 上级登记台账 that names another unit than the row before."""
        rows = [e for e in self.matter.superior if e.folder_no <= no]
        if len(rows) < 2 or rows[-1].folder_no != no:
            return
        then, now = rows[-2:]
        if self.around.same(now.part, self.holder.part) or self.around.same(then.part, now.part):
            return
        later = then.day is not None and now.day is not None and then.day < now.day
        day = now.day if later and now.day is not None else self.around.window(now.part, no)[0]
        if day <= self.around.end:
            self._to(now.part, day, Way.DECIDED, BY_SUPERIOR, no)

    def _by_assigned(self, no: int) -> None:
        """Move the matter by a row of 交办清单 of folder ``no``."""
        for part, day in self._assigned_anew(no, [self.stands[0].part]):
            if not self.around.same(part, self.holder.part):
                self._to(part, day, Way.DECIDED, BY_ASSIGNED, no)

    def _assigned_anew(self, no: int, first: Sequence[str]) -> list[tuple[str, Day]]:
        """Unit and day of the rows of 交办清单 of folder ``no`` by which a matter moves.

        Such a row differs from its batch's before, or is the batch's first and its day lies after the windows in which
        those of ``first`` first listed the matter.
        """
        moves = []
        for now in [e for e in self.matter.assigned if e.folder_no == no]:
            if now.day is None or now.day > self.around.end:
                continue
            before = [e for e in self.matter.assigned if e.folder_no < no and e.batch == now.batch]
            ends = [self.around.window(part, self._first_listed(part, no))[1] for part in first]
            differs = bool(before) and not self.around.same(before[-1].part, now.part)
            if differs or (not before and now.day > max(ends)):
                moves.append((now.part, now.day))
        return moves

    def _first_listed(self, part: str, no: int) -> int:
        """The folder in which a unit first listed the matter, ``no`` where it didn't."""
        return min((r.folder_no for r in self.matter.rows if self.around.same(r.part, part)), default=no)

    def _agree(self, no: int) -> None:
        """Move the matter to the unit that the holder's row names and whose ledger lists it.

        Both rows stand in folder ``no`` or the one before. The matter doesn't move when the holder had missed a limit.
        """
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
        self._to(taken.part, day, Way.AGREED, BY_BOTH, no)
