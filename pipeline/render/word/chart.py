"""A chart as a value that a Word template places by a tag, like any other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ChartKind = Literal["条形图", "折线图"]


@dataclass(frozen=True, slots=True)
class Line:
    """One series: a value a category, None where there is none (a gap, never a zero)."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """条形图: lying bars, the first category at the top, each with its number. 折线图: a line a series.

    ``meaning`` is read out to those who can't see it. ``percent``: values are shares of 1, shown as 94.4%; else as
    97.3. ``without`` is the sentence that stands in its place when it has no value at all.
    """

    kind: ChartKind
    meaning: str
    categories: tuple[str, ...]
    lines: tuple[Line, ...]
    percent: bool
    without: str

    @property
    def empty(self) -> bool:
        """Whether nothing can be drawn."""
        return all(value is None for line in self.lines for value in line.values)
