"""Scores as exact fractions: which rate counts for a unit, and whose it is (docs/definitions.md, 排名)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import NamedTuple

import numpy as np
import pandas as pd

from pipeline.base.rate import Rate
from pipeline.schema.indicators import INDICATOR, INDICATORS
from pipeline.settings.as_text import value_in_words
from pipeline.settings.record import Settings

OWN, YEAR, WHOLE = "本期", "近12个月", "代用"
"""Whose rate counts: the unit's own of the period, its own of 12 months, or the county's (县直部门: all of them)."""
Rates = Mapping[str, Rate | None]
Figures = Mapping[str, Rates]
"""Unit (全县 too) -> indicator -> its rate; None where its register is missing."""


class Term(NamedTuple):
    """The rate that counts for one indicator, and whose it is: OWN, YEAR or WHOLE."""

    rate: Rate
    source: str


@dataclass(frozen=True)
class Standing:
    """A unit's score, None when no indicator could be used.

    ``own_weight``: the weight that its own figures carry, 12 months included, of ``total_weight``, the weight in use
    for it. ``terms``: indicators that fall out for it are missing.
    """

    score: Fraction | None
    own_weight: Fraction
    total_weight: Fraction
    terms: Mapping[str, Term]


def score(own: Rates, whole: Rates, settings: Settings, year: Rates | None = None) -> Standing:
    """100 × Σ w·r / Σ w over the weighted indicators that the county has a rate for.

    r is the unit's own rate where its N reaches the smallest sample, else its own of the last 12 months where that N
    does, else the ``whole``'s. 按时报送率 is a duty, not a sample: always its own, and with N = 0 it falls out for the
    unit. 积案化解率 and 领导包案率 are states, which can't be added up over months: the whole's below the smallest
    sample. Weights 25 and 75, own rates 1/2 (N=4) and 1/1 (N=2, too small), 12 months 3/4: 100·(25·1/2 + 75·3/4)/100 =
    68.75.
    """
    terms = {}
    for id_, weight in settings.weights.items():
        counted = whole.get(id_)
        if weight and counted is not None and counted.denominator:
            term = _term(id_, own.get(id_), (year or {}).get(id_), counted, settings.options.smallest_sample)
            if term is not None:
                terms[id_] = term
    weights = {id_: settings.weights[id_] for id_ in terms}
    # Whole numbers over one denominator: a Fraction reduces every step of a sum, which took half the time of ranking.
    below = lcm(*(weight.denominator for weight in weights.values()))
    parts = {id_: weight.numerator * (below // weight.denominator) for id_, weight in weights.items()}
    total = sum(parts.values())
    carried = sum(parts[i] for i, term in terms.items() if term.source != WHOLE)
    of = lcm(*(term.rate.denominator for term in terms.values()))
    weighted = sum(parts[i] * t.rate.numerator * (of // t.rate.denominator) for i, t in terms.items())
    exact = Fraction(100 * weighted, of * total) if total else None
    return Standing(exact, Fraction(carried, below), Fraction(total, below), terms)


def _term(id_: str, own: Rate | None, year: Rate | None, whole: Rate, least: int) -> Term | None:
    indicator = INDICATOR[id_]
    if indicator.duty:
        return Term(own, OWN) if own is not None and own.denominator else None
    if own is not None and own.denominator >= least:
        return Term(own, OWN)
    if year is not None and year.denominator >= least and not indicator.a_state:
        return Term(year, YEAR)
    return Term(whole, WHOLE)


def scored_rows(
    unit: str, settings: Settings, own: Rates, year: Rates, standing: Standing | None
) -> list[dict[str, object]]:
    """The contract's rows of scored for one unit: one row per indicator that may be weighted, in INDICATORS' order.

    numerator, denominator and source: what counts (null where it has no weight or falls out; 全县, which has no score,
    ``standing`` None). own_: the period's own figures as they count for the score; year_: of the last 12 months; null
    where there are none.
    """
    rows = []
    for indicator in INDICATORS:
        if indicator.weightable:
            term = None if standing is None else standing.terms.get(indicator.id)
            weight = settings.weights.get(indicator.id)
            rows.append(
                {
                    "township": unit,
                    "indicator": indicator.id,
                    "weight": value_in_words(weight) if weight else None,
                    "source": None if term is None else term.source,
                    **_pair("", None if term is None else term.rate),
                    **_pair("own_", own.get(indicator.id)),
                    **_pair("year_", year.get(indicator.id)),
                }
            )
    return rows


def _pair(prefix: str, rate: Rate | None) -> dict[str, object]:
    return {
        f"{prefix}numerator": None if rate is None else rate.numerator,
        f"{prefix}denominator": None if rate is None else rate.denominator,
    }


@lru_cache(maxsize=1 << 16)
def _rate(numerator: int, denominator: int) -> Rate:
    """One object for all alike: a million rates of townships have a few thousand distinct pairs."""
    return Rate(numerator, denominator)


class RatesByUnit(Mapping[str, Rates]):
    """Unit -> indicator -> rate, of an indicators table or of scored (``prefix`` own_, year_); None: off or a count.

    A unit's rates are made when they are asked for: those of a province's townships would be a million objects.
    ``besides``: the rates of units that aren't in the table.
    """

    def __init__(self, table: pd.DataFrame, prefix: str = "", besides: Figures | None = None) -> None:
        self._besides = besides or {}
        codes, units = pd.factorize(table["township"])
        order = np.argsort(codes, kind="stable")
        ends = np.searchsorted(codes[order], np.arange(len(units) + 1)).tolist()
        self._place = {unit: slice(ends[at], ends[at + 1]) for at, unit in enumerate(units.tolist())}
        self._ids = table["indicator"].to_numpy(dtype=object)[order]
        # -1 is no figure: a Series of whole numbers with nulls is dear to walk through.
        self._numerators, self._denominators = (
            table[f"{prefix}{part}"].astype("Int64").to_numpy(dtype="int64", na_value=-1)[order]
            for part in ("numerator", "denominator")
        )

    def __getitem__(self, unit: str) -> Rates:
        if unit in self._besides:
            return self._besides[unit]
        place = self._place[unit]
        columns = (self._ids, self._numerators, self._denominators)
        rows = zip(*(column[place].tolist() for column in columns), strict=True)
        return {id_: None if of < 0 else _rate(n, of) for id_, n, of in rows}

    def __contains__(self, unit: object) -> bool:
        return unit in self._place or unit in self._besides

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self._place, *self._besides)))

    def __len__(self) -> int:
        return len({*self._place, *self._besides})


def rates_of(table: pd.DataFrame, prefix: str = "") -> dict[str, Rates]:
    """What RatesByUnit gives for every unit of the table."""
    return dict(RatesByUnit(table, prefix))


def summed(units: Iterable[Rates]) -> dict[str, Rate | None]:
    """Σn of ΣN by indicator over several units; None where none of them has a figure."""
    totals: dict[str, tuple[int, int]] = {}
    for rates in units:
        for id_, rate in rates.items():
            if rate is not None:
                n, of = totals.get(id_, (0, 0))
                totals[id_] = n + rate.numerator, of + rate.denominator
    return {id_: Rate(n, of) for id_, (n, of) in totals.items()}
