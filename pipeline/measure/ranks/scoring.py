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
from pipeline.schema.indicators import INDICATOR, INDICATORS, Indicator
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

    def carries(self, percent: int) -> bool:
        """Whether its own figures carry at least so much of the weight in use; not when no weight is."""
        own, total = self.own_weight, self.total_weight
        return total > 0 and 100 * own.numerator * total.denominator >= percent * total.numerator * own.denominator


class Scorer:
    """Gives units their scores: 100 × Σ w·r / Σ w over the weighted indicators that the ``whole`` has a rate for.

    r is the unit's own rate where its N reaches the smallest sample, else its own of the last 12 months where that N
    does, else the ``whole``'s. 按时报送率 is a duty, not a sample: always its own, and with N = 0 it falls out for the
    unit. 积案化解率 and 领导包案率 are states, which can't be added up over months: the whole's below the smallest
    sample. Weights 25 and 75, own rates 1/2 (N=4) and 1/1 (N=2, too small), 12 months 3/4: 100·(25·1/2 + 75·3/4)/100 =
    68.75.
    """

    def __init__(self, whole: Rates, settings: Settings) -> None:
        self._least = settings.options.smallest_sample
        counted = {
            id_: (weight, rate)
            for id_, weight in settings.weights.items()
            if weight and (rate := whole.get(id_)) is not None and rate.denominator
        }
        # Whole numbers over one denominator: a Fraction reduces every step of a sum, half the time of ranking.
        self._below = lcm(*(weight.denominator for weight, _ in counted.values()))
        self._counted = [
            (INDICATOR[id_], weight.numerator * (self._below // weight.denominator), Term(rate, WHOLE))
            for id_, (weight, rate) in counted.items()
        ]

    def standing(self, own: Rates, year: Rates) -> Standing:
        """The score of a unit by its ``own`` rates of the period and of the last 12 months."""
        terms: dict[str, Term] = {}
        parts = []
        carried = 0
        for indicator, part, whole in self._counted:
            term = self._term(indicator, own.get(indicator.id), year.get(indicator.id), whole)
            if term is None:
                continue
            terms[indicator.id] = term
            parts.append((part, term.rate))
            if term is not whole:
                carried += part
        total = sum(part for part, _ in parts)
        of = lcm(*(rate.denominator for _, rate in parts))
        weighted = sum(part * rate.numerator * (of // rate.denominator) for part, rate in parts)
        exact = Fraction(100 * weighted, of * total) if total else None
        return Standing(exact, _fraction(carried, self._below), _fraction(total, self._below), terms)

    def _term(self, indicator: Indicator, own: Rate | None, year: Rate | None, whole: Term) -> Term | None:
        if indicator.duty:
            return Term(own, OWN) if own is not None and own.denominator else None
        if own is not None and own.denominator >= self._least:
            return Term(own, OWN)
        if year is not None and year.denominator >= self._least and not indicator.a_state:
            return Term(year, YEAR)
        return whole


_fraction = lru_cache(maxsize=1 << 12)(Fraction)
"""The weights that units carry are the same few again and again."""


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


class RatesByUnit(Mapping[str, Rates]):
    """Unit -> indicator -> rate, of an indicators table or of scored (``prefix`` own_, year_); None: off or a count.

    A unit's rates are put together when they are asked for, and all alike are one object: a province's townships have a
    million rates with a few thousand distinct pairs.
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
        numerators, denominators = (
            table[f"{prefix}{part}"].astype("Int64").to_numpy(dtype="int64", na_value=-1)[order]
            for part in ("numerator", "denominator")
        )
        pairs, distinct = pd.factorize(numerators * (denominators.max(initial=0) + 2) + denominators)
        at = np.zeros(len(distinct), dtype="int64")
        at[pairs] = np.arange(len(pairs))
        rates = np.empty(len(distinct), dtype=object)
        rates[:] = [
            None if of < 0 else Rate(n, of)
            for n, of in zip(numerators[at].tolist(), denominators[at].tolist(), strict=True)
        ]
        self._rates = rates[pairs]

    def __getitem__(self, unit: str) -> Rates:
        if unit in self._besides:
            return self._besides[unit]
        place = self._place[unit]
        return dict(zip(self._ids[place].tolist(), self._rates[place].tolist(), strict=True))

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
