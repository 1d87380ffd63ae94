"""A sheet as it is stored: cells untouched, with what a reader must know about them.

The common coin of ingest and settings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that holds no value a ledger can use: ``text`` is '#REF!' and the like, or '公式未计算' for a formula without result."""

    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """``rows[r][c]`` is the cell of sheet row r + 1, column c (A is 0); rows may differ in length, short ones end in blanks.

    A cell is str, int, float, bool, datetime.date, datetime.datetime, datetime.time, CellFault or None. Numbers keep
    what was stored. ``hidden_rows`` counts from 1, ``hidden_columns`` from 0; ``merges`` are (row, column, last row,
    last column) with rows from 1 and columns from 0. ``shapes``: the number format of cells, by (row, column), whose
    format makes part of a number. ``struck``: the cells with text that is struck out, by (row, column), and whether all
    of it is.
    """

    name: str
    rows: tuple[tuple[object, ...], ...]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[tuple[int, int, int, int], ...] = field(default=())
    epoch_1904: bool = False
    shapes: Mapping[tuple[int, int], str] = field(default_factory=dict)
    struck: Mapping[tuple[int, int], bool] = field(default_factory=dict)
