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
"""The share of cells and of steps that make a column count: totals, feet and a lost row are among its cells."""


def without_serials(grid: Grid, header: Header, key: str) -> Header:
    """The header without the columns of ``key`` that only count; the first of them is its 序号 where it has no other.

    Where one of several columns of ``key`` is left, that is its column; where none is, the header names no ``key``.
    """
    columns = header.doubles.get(key, (header.columns[key],) if key in header.columns else ())
    counting = [column for column in columns if _counts(_below(grid, header, column))]
    if not counting:
        return header
    left = tuple(column for column in columns if column not in counting)
    named = {id_: column for id_, column in header.columns.items() if id_ != key}
    doubles = {id_: found for id_, found in header.doubles.items() if id_ != key}
    return replace(
        header,
        columns={key: left[0], **named} if left else named,
        doubles={key: left, **doubles} if len(left) > 1 else doubles,
        serial=counting[0] if header.serial is None else header.serial,
    )


def _below(grid: Grid, header: Header, column: int) -> list[str]:
    return [text for row in grid.rows[header.last :] if column < len(row) and (text := plain(row[column]))]


def _counts(texts: Sequence[str]) -> bool:
    """Whether texts are 1, 2, 3 … without leading zeros, starting again at 1 as often as they like."""
    numbers = [int(text) for text in texts if len(text) <= _LONGEST and text.isdecimal() and not text.startswith("0")]
    if not numbers or numbers[0] != 1 or len(numbers) < _MOST * len(texts):
        return False
    return sum(b in (a + 1, 1) for a, b in pairwise(numbers)) >= _MOST * (len(numbers) - 1)
