"""The line of a matter: who held it from which day, by whose word and on what evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass
class Stint:
    """``unit`` as it was called then, None for nobody's; ``way``: first, a (by a word), b (agreed), c (handed back)."""

    unit: str | None
    day: date | None
    way: str


@dataclass
class Line:
    """``seen``: (way, unit, folder) of moves already made, so that a published move is made once."""

    stints: list[Stint] = field(default_factory=list)
    claimants: tuple[str, ...] = ()
    first_folder: str = ""
    seen: set = field(default_factory=set)

    @property
    def holder(self) -> str | None:
        return self.stints[-1].unit if self.stints else None

    def on(self, day: date) -> str | None:
        """Who held it on a day; the first before all."""
        held = [s for s in self.stints if s.day is None or s.day <= day]
        return (held or self.stints)[-1 if held else 0].unit
