"""The figures of many units as columns, one row a unit, from a long table with one row for each unit and figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.base.rate import Rate
from pipeline.render.overview import NO_VALUE


@dataclass(frozen=True)
class UnitFigures:
    """``units``: the columns that name a unit, in the order in which the table names them first.

    ``columns``: name of a figure -> column of the table -> its values in the order of ``units``, null where the table
    has no row for it.
    """

    units: pd.DataFrame
    columns: Mapping[str, Mapping[str, pd.Series]]

    def places(self, units: pd.DataFrame) -> np.ndarray:
        """For each row of another table with the same units its place here; -1 for none."""
        names = list(self.units.columns)
        there, asked = (
            pd.MultiIndex.from_frame(table[names]) if len(names) > 1 else pd.Index(table[names[0]])
            for table in (self.units, units)
        )
        places: np.ndarray = there.get_indexer(asked)
        return places


def unit_figures(frame: pd.DataFrame, names: Sequence[str], figure: str, columns: Sequence[str]) -> UnitFigures:
    """Spread a long table: ``names`` name its units, ``figure`` is the column that says which figure a row has."""
    codes = np.zeros(len(frame), dtype="int64")
    for name in names:
        own, distinct = pd.factorize(frame[name])
        codes = codes * (len(distinct) + 1) + own
    row, first = pd.factorize(codes)
    _, at = np.unique(row, return_index=True)
    units = frame[list(names)].iloc[at].reset_index(drop=True).astype("str")
    kinds, ids = pd.factorize(frame[figure])
    spread: dict[str, dict[str, pd.Series]] = {}
    for number, id_ in enumerate(ids.tolist()):
        mine = np.flatnonzero(kinds == number)
        there = np.full(len(first), -1)
        there[row[mine]] = mine
        spread[id_] = {column: pd.Series(frame[column].array.take(there, allow_fill=True)) for column in columns}
    return UnitFigures(units, spread)


def printed_rates(numerators: pd.Series, denominators: pd.Series, none: str) -> np.ndarray:
    """The rates as they are printed, so that a spreadsheet program has nothing left to round.

    — where nothing is due; ``none`` where there is no figure. Each distinct pair is divided once.
    """
    n, of = (each.to_numpy(dtype="int64", na_value=-1) for each in (numerators, denominators))
    _, first, codes = np.unique(n * (of.max(initial=0) + 2) + of, return_index=True, return_inverse=True)
    shares = [
        none if n < 0 else NO_VALUE if of < 0 or (share := Rate(n, of).printed) is None else share
        for n, of in zip(n[first].tolist(), of[first].tolist(), strict=True)
    ]
    return np.array([*shares, None], dtype=object)[codes]
