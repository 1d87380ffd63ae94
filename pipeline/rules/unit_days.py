"""A day for each row by its unit, found once for each distinct unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

Window = tuple[date, date]
"""First and last day; a last day before the first is a window without a day."""


def unit_days(units: pd.Series, by_unit: Mapping[str, date], otherwise: date | None) -> pd.Series:
    """Return the day of each unit as datetime64[s], ``otherwise`` for a unit without one and for null."""
    codes, names = pd.factorize(units)
    days = _by_code([by_unit.get(str(name), otherwise) for name in names], otherwise)
    return pd.Series(days[codes], index=units.index)


def lies_in(windows: Mapping[str, Window], units: pd.Series, days: pd.Series) -> pd.Series:
    """Return whether each day lies in its unit's window; null days and units without a window don't."""
    codes, names = pd.factorize(units)
    known = [windows.get(str(name)) for name in names]
    first, last = (_by_code([each and each[end] for each in known], None)[codes] for end in (0, 1))
    values = days.to_numpy()
    return pd.Series((values >= first) & (values <= last), index=days.index)


def _by_code(days: Sequence[date | None], otherwise: date | None) -> np.ndarray:
    """The days by the codes of pandas.factorize, whose -1 for null finds the last one, ``otherwise``."""
    return np.array([*days, otherwise], dtype="datetime64[s]")
