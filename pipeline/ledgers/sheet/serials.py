"""A column that counts 1, 2, 3 … is 序号, whatever its heading says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.base.grid import Grid
from pipeline.ledgers.sheet.headers import Header
from pipeline.schema.convert import plain

_LONGEST = 6
_MOST = 0.8
"""The least share of cells and of steps that count: totals, feet and gaps are among the cells too."""


def without_serials(grid: Grid, header: Header, key: str) -> Header:
    """The header without the columns of ``key`` that only count. The first of them becomes 序号 where there is none.

    Where one of several columns of ``key`` remains it is the column of ``key``; where none remains, the header names no
    ``key``.
    """
    columns = header.doubles.get(key, (header.columns[key],) if key in header.columns else ())
    counting = [column for column in columns if _counts(_below(grid, header, column))]
    if not counting:
        return header
    remaining = tuple(column for column in columns if column not in counting)
    named = {id_: column for id_, column in header.columns.items() if id_ != key}
    doubles = {id_: several for id_, several in header.doubles.items() if id_ != key}
    return replace(
        header,
        columns={key: remaining[0], **named} if remaining else named,
        doubles={key: remaining, **doubles} if len(remaining) > 1 else doubles,
        serial=counting[0] if header.serial is None else header.serial,
    )


def _below(grid: Grid, header: Header, column: int) -> list[str]:
    return [text for row in grid.rows[header.last :] if column < len(row) and (text := plain(row[column]))]


def _counts(texts: Sequence[str]) -> bool:
    """Whether texts are 1, 2, 3 … without leading zeros; they may start again at 1."""
    numbers = [int(text) for text in texts if len(text) <= _LONGEST and text.isdecimal() and not text.startswith("0")]
    if not numbers or numbers[0] != 1 or len(numbers) < _MOST * len(texts):
        return False
    return sum(b in (a + 1, 1) for a, b in pairwise(numbers)) >= _MOST * (len(numbers) - 1)
