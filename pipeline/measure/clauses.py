"""A rule as a row of clauses: all of them must hold, and the first that doesn't is the reason."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pipeline.schema.reasons import Why

Clause = tuple[Why, pd.Series]
"""What is said of the matters for which the mask is false."""
WHYS = tuple(Why)
_CODES = {why: code for code, why in enumerate(WHYS)}


def all_hold(clauses: Sequence[Clause]) -> pd.Series:
    """Whether a matter meets every clause. At least one is needed."""
    held = clauses[0][1]
    for _, mask in clauses[1:]:
        held = held & mask  # not in place: the mask is the clause's own
    return held


def first_broken(clauses: Sequence[Clause], chosen: np.ndarray, otherwise: Why) -> np.ndarray:
    """For each of the ``chosen`` (a mask) the index in WHYS of the first clause that it breaks, or of ``otherwise``; -1 for the rest.

    >>> codes = first_broken([(Why.NOT_ACCEPTED, pd.Series([True, False, True]))], np.array([True, True, False]), Why.MET)
    >>> [str(WHYS[code]) if code >= 0 else None for code in codes]
    ['符合', '未受理', None]
    """
    codes = np.full(len(chosen), -1, dtype=np.int8)
    left = chosen.copy()
    for why, mask in clauses:
        broken = left & ~mask.to_numpy(dtype=bool)
        codes[broken] = _CODES[why]
        left &= ~broken
    codes[left] = _CODES[otherwise]
    return codes


def within_clauses(dates: pd.Series, first: pd.Timestamp, last: pd.Timestamp, before: Why, after: Why) -> list[Clause]:
    """Dates, none of them null, that fall between two days, both included."""
    return [(before, dates >= first), (after, dates <= last)]
