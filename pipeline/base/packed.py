"""Wide tables whose columns were set one by one, laid together again."""

from __future__ import annotations

import pandas as pd

_FEW = 20_000
"""Rows up to which a copy costs less than the next selection of rows saves."""


def packed(frame: pd.DataFrame) -> pd.DataFrame:
    """The same table; a small one with its columns of one type in one block.

    A column that is set stands in a block of its own, and choosing rows costs a step for each block: with a hundred
    columns and few rows that is all it costs. pandas lays blocks together when it copies.

    >>> table = pd.DataFrame({"a": [True, False]}).assign(b=True)
    >>> packed(table).equals(table)
    True
    """
    return frame.copy() if len(frame) <= _FEW else frame
