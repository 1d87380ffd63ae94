"""Lists in the cells of a table: null stands for an empty one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd


def texts_in(cell: object) -> list[str]:
    """Return the texts of one cell of a list column, none for null.

    >>> texts_in(["A1", "A2"]), texts_in(None), texts_in(float("nan"))
    (['A1', 'A2'], [], [])
    """
    return cell if isinstance(cell, list) else []


def holds(cells: pd.Series, text: str) -> pd.Series:
    """Return which cells of a list column hold the text, as bool."""
    return pd.Series([text in texts_in(cell) for cell in cells], index=cells.index, dtype=bool)


def list_column(cells: Iterable[Iterable[str]], index: pd.Index | None = None) -> pd.Series:
    """Return a list column, with null for what is empty."""
    lists: Sequence[list[str] | None] = [list(cell) or None for cell in cells]
    return pd.Series(lists, index=index, dtype="object")
