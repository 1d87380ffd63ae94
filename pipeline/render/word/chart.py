"""A chart as a value, which a Word template places by a tag like any other value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ChartKind = Literal["条形图", "折线图"]
MOST_BARS = 60
"""The most bars of a chart, on paper or on a sheet: with more, neither names nor lengths can be read."""


@dataclass(frozen=True, slots=True)
class Line:
    """One series: one value per category; None where there is no value, which is drawn as a gap, never as a zero."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart's data.

    条形图 has horizontal bars, the first category at the top, each with its number; 折线图 one line per series.
    ``meaning``: the alternative text, for those who can't see it. ``percent``: whether values are shares of 1, printed
    as 94.4%, or plain numbers, printed as 97.3. ``without``: the sentence in place of a chart without any value.
    """

    kind: ChartKind
    meaning: str
    categories: tuple[str, ...]
    lines: tuple[Line, ...]
    percent: bool
    without: str

    @property
    def empty(self) -> bool:
        """Whether no series has a value."""
        return all(value is None for line in self.lines for value in line.values)
