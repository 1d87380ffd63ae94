"""Where a sheet's header is, and which column is which field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from pipeline.grid import Grid
from pipeline.ingest.words import SERIAL_HEADINGS, heading_key, is_refused
from pipeline.schema.fields import Field

_SEARCH_ROWS, _MAX_LEVELS, _LONGEST_HEADING = 15, 3, 40
LEAST_MATCHED = 3
_TITLE_SHARE = 0.8
"""A merged cell over more of the width is a title, never a group of columns."""


@dataclass(frozen=True)
class Header:
    """``first`` and ``last`` are its sheet rows, counted from 1; columns count from 0.

    ``columns``: field id -> column. ``serial``: the column of 序号. ``doubles``: field id -> all its columns where there are
    several. ``refused``, ``unknown``: column -> heading. ``levels``: column -> its texts from top to bottom. ``taken``: column ->
    the text by which its field is known.
    """

    first: int
    last: int
    columns: Mapping[str, int]
    serial: int | None = None
    doubles: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    refused: Mapping[int, str] = field(default_factory=dict)
    unknown: Mapping[int, str] = field(default_factory=dict)
    levels: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    taken: Mapping[int, str] = field(default_factory=dict)

    @property
    def matched(self) -> int:
        """How many different fields the header names."""
        return len(self.columns)

    @property
    def rank(self) -> tuple[int, int, int]:
        """What makes one header better than another: fields named, other columns known, fewest rows."""
        return self.matched, len(self.refused) + (self.serial is not None), -self.height

    @property
    def height(self) -> int:
        """How many rows it takes."""
        return self.last - self.first + 1


def heading_lookup(fields: Iterable[Field], aliases: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Every accepted heading (as a key) -> field id; ``aliases`` by label, from 列名别名. A label beats another field's alias."""
    known = list(fields)
    lookup: dict[str, str] = {}
    for column in known:
        for text in (*column.headings, *aliases.get(column.label, ())):
            lookup.setdefault(heading_key(text), column.id)
    lookup.update({heading_key(column.label): column.id for column in known})
    return lookup


def suggestion(heading: str, lookup: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """The label that an unknown heading is most like, '' when none is near. It is only ever suggested."""
    near = process.extractOne(heading_key(heading), list(lookup), scorer=fuzz.ratio, score_cutoff=65)
    return labels[lookup[near[0]]] if near else ""


def find_header(grid: Grid, lookup: Mapping[str, str], least: int = LEAST_MATCHED) -> Header | None:
    """The best header of 1 to 3 rows within the first 15, by the number of fields named; of equals the lowest, then the upper one.

    More than one row is tried only where a merged cell opens, and nothing below the first header found is looked at, so that
    no row of values is taken for headings. None when no row names ``least`` fields.
    """
    best: Header | None = None
    stop = min(_SEARCH_ROWS, len(grid.rows))
    row = 0
    while row < stop:
        levels: list[list[str]] = []
        for at in range(row, min(row + (_MAX_LEVELS if _has_spans(grid, row + 1) else 1), len(grid.rows))):
            levels.append(_level(grid, at))
            found = _mapped(levels, row + 1, lookup)
            if found.matched >= least:
                stop = min(stop, at + 1)
                if best is None or found.rank > best.rank:
                    best = found
        row += 1
    return best


def _has_spans(grid: Grid, row: int) -> bool:
    """Whether a merge in this sheet row reaches over several columns or rows: the sign of a header of several levels."""
    return any(top <= row <= bottom for top, _, bottom, _ in grid.merges)


def _level(grid: Grid, at: int) -> list[str]:
    """The texts of a sheet row (from 0) as one level of a header: a group's text over all its columns, a tall one only on top."""
    row = [cell if isinstance(cell, str) and len(cell) <= _LONGEST_HEADING else None for cell in grid.rows[at]]
    for top, left, bottom, right in grid.merges:
        if top <= at + 1 <= bottom and left < len(row) and right - left < _TITLE_SHARE * len(row):
            value = grid.rows[top - 1][left] if left < len(grid.rows[top - 1]) else None
            row.extend([None] * (right + 1 - len(row)))
            for column in range(left, right + 1):
                row[column] = value if top == at + 1 and isinstance(value, str) and len(value) <= _LONGEST_HEADING else None
    return [heading_key(cell) if cell else "" for cell in row]


def _mapped(levels: list[list[str]], first: int, lookup: Mapping[str, str]) -> Header:
    width = max(map(len, levels))
    columns: dict[str, list[int]] = {}
    refused: dict[int, str] = {}
    unknown: dict[int, str] = {}
    texts: dict[int, tuple[str, ...]] = {}
    taken: dict[int, str] = {}
    serial = None
    for column in range(width):
        parts = tuple(level[column] for level in levels if column < len(level) and level[column])
        if not parts:
            continue
        texts[column] = parts
        known = next((t for t in ("".join(parts), parts[-1], "".join(parts[-2:])) if t in lookup), "")
        if known:
            columns.setdefault(lookup[known], []).append(column)
            taken[column] = known
        elif parts[-1].upper() in SERIAL_HEADINGS and serial is None:
            serial = column
        elif any(map(is_refused, (*parts, "".join(parts)))):
            refused[column] = parts[-1] if is_refused(parts[-1]) else "".join(parts)
        else:
            unknown[column] = parts[-1]
    doubles = {id_: tuple(found) for id_, found in columns.items() if len(found) > 1}
    firsts = {id_: found[0] for id_, found in columns.items()}
    return Header(first, first + len(levels) - 1, firsts, serial, doubles, refused, unknown, texts, taken)
