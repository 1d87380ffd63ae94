"""The state of a walk over the folders: the matter's rows and entries up to a folder, and its stands so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from pipeline.merge.holders.stand import Around, Day, Entry, Matter, Row, Stand
from pipeline.merge.registers import Decision
from pipeline.schema.vocabulary import Way

_DAY = pd.Timedelta(days=1)


@dataclass
class Ground:
    """The state between two folders, and what may be asked of it."""

    matter: Matter
    around: Around
    stands: list[Stand] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    refused: dict[str, tuple[str, str]] = field(default_factory=dict)
    applied: int = 0
    since: Day | None = None
    before: list[Stand] = field(default_factory=list)

    def _row(self, part: str, no: int) -> Row | None:
        return next(
            (r for r in reversed(self.matter.rows) if r.folder_no == no and self.around.same(r.part, part)), None
        )

    def _newest(self, part: str, no: int) -> Row | None:
        return next(
            (r for r in reversed(self.matter.rows) if r.folder_no <= no and self.around.same(r.part, part)), None
        )

    def _claims(self, no: int) -> list[Row]:
        """The rows of a folder that claim the matter; where none does, all that aren't handed back validly.

        A row claims it when it isn't handed back validly, the matter was received by the end of the window, and the row
        doesn't name another unit that lists the matter itself.
        """
        rows = [r for r in self.matter.rows if r.folder_no == no and r.withdrawn_on is None]
        there = [r for r in rows if r.received_on is None or r.received_on <= self.around.window(r.part, no)[1]]
        units = {self.around.unit.get(r.part, r.part) for r in rows}
        own = [
            r for r in there if self.around.same(r.names, r.part) or self.around.unit.get(r.names, r.names) not in units
        ]
        return own or rows

    def _decision(self, no: int) -> Decision | None:
        """The newest 归属 that has effect, of the folders up to ``no``."""
        decisions = [
            d for d in self.matter.given if d.folder_no <= no and not (d.day is not None and d.day > self.around.end)
        ]
        return decisions[-1] if decisions else None

    def _entry(self, entries: Sequence[Entry], no: int) -> Entry | None:
        return next((e for e in reversed(entries) if e.folder_no <= no), None)

    def _distinct(self, parts: Sequence[str]) -> list[str]:
        distinct: list[str] = []
        for part in parts:
            if not any(self.around.same(part, other) for other in distinct):
                distinct.append(part)
        return distinct

    @property
    def holder(self) -> Stand:
        """The stand that the matter has now."""
        return self.stands[-1]

    def _decided(self, withdrawn_on: Day) -> bool:
        """Whether the holder got the matter, by a decision or register, on a later day than its hand-back."""
        return self.holder.held_from is not None and self.holder.held_from > withdrawn_on

    def _to(self, part: str, day: Day, way: str, basis: str, no: int) -> None:
        """From ``day`` on the matter is ``part``'s.

        What began on that day or later is taken over; what was before ends the day before.
        """
        earlier = [s for s in self.stands if s.held_from is None or s.held_from < day]
        last = replace(earlier[-1], held_until=day - _DAY, until_no=no)
        clock = last.clock_on if way == Way.AGREED else day
        self.stands = [*earlier[:-1], last, Stand(part, way, clock, day, basis=basis)]
