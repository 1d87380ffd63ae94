"""A rule as a row of clauses: all of them must hold, and the first that doesn't is the reason."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pipeline.schema.reasons import Why

Clause = tuple[Why, pd.Series]
"""A reason and a mask: the reason is given for the matters for which the mask is false."""
WHYS = tuple(Why)
_CODES = {why: code for code, why in enumerate(WHYS)}


def all_hold(clauses: Sequence[Clause]) -> pd.Series:
    """Whether a matter meets every clause. At least one is needed."""
    first = clauses[0][1]
    held = first.to_numpy(dtype=bool, copy=True)
    for _, mask in clauses[1:]:
        held &= mask.to_numpy(dtype=bool)
    return pd.Series(held, index=first.index)


def first_broken(clauses: Sequence[Clause], chosen: np.ndarray, otherwise: Why) -> np.ndarray:
    """Why each ``chosen`` matter is out: the index in WHYS of the first clause that it breaks, or of ``otherwise``.

    ``chosen`` is a mask; the other matters get -1.

    >>> accepted = pd.Series([True, False, True])
    >>> codes = first_broken([(Why.NOT_ACCEPTED, accepted)], np.array([True, True, False]), Why.MET)
    >>> [str(WHYS[code]) if code >= 0 else None for code in codes]
    ['符合', '未受理', None]
    """
    codes = np.full(len(chosen), -1, dtype=np.int8)
    unbroken = chosen.copy()
    for why, mask in clauses:
        broken = unbroken & ~mask.to_numpy(dtype=bool)
        codes[broken] = _CODES[why]
        unbroken &= ~broken
    codes[unbroken] = _CODES[otherwise]
    return codes
