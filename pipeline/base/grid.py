"""A sheet as it is stored: its cells, unchanged, and what a reader must know about them.

Ledgers, registers and settings are read from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell without a usable value: ``text`` is '#REF!' and the like, or '公式未计算' for a formula without result."""

    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. ``rows[r][c]`` is the cell of sheet row r + 1, column c (A is 0).

    Rows may differ in length; a short row ends in blanks. A cell is str, int, float, bool, datetime.date,
    datetime.datetime, datetime.time, CellFault or None. Numbers are as they were stored. In the other fields rows count
    from 1 and columns from 0: ``hidden_rows``, ``hidden_columns``, ``merges`` (first row, first column, last row, last
    column) and ``shapes``, (row, column) -> number format, for the cells whose format makes part of a number.
    ``struck``: (row, column) -> whether all of the cell is struck out, for the cells with struck-out text.
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
