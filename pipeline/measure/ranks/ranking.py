"""Groups, shared ranks and marks (docs/definitions.md, 排名); the scores are made in ``scoring``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.rate import Rate, round_half_up
from pipeline.bundles import contract_table
from pipeline.measure.ranks.scoring import WHOLE, YEAR, Figures, Standing, rates_of, score, scored_rows, summed
from pipeline.schema.indicators import INDICATOR
from pipeline.schema.vocabulary import Group, Mark, Title
from pipeline.settings.record import DEPARTMENT, TOWNSHIP, Settings

KINDS = (TOWNSHIP, DEPARTMENT)


@dataclass(frozen=True)
class Units:
    """Which units are ranked, and what decides their places besides the figures of the period.

    ``names``: in roster order. ``unsent``: those without a ledger and a declaration. ``in_force``: those with a matter
    in force in the period. ``with_errors``: those with open 错误. ``titles``: 三无 by unit; empty when no list is made.
    ``previous``: rank of the period before. ``departments``: 县直部门 among ``names``. ``special``: the period is a
    special one, in which nobody is ranked.

    ``year``: figures of the last 12 months, 全县 too. ``instead``: figures that count for the score instead of the
    period's (自报评价计分).
    """

    names: Sequence[str]
    unsent: frozenset[str] = frozenset()
    in_force: frozenset[str] = frozenset()
    with_errors: frozenset[str] = frozenset()
    titles: Mapping[str, str] = field(default_factory=dict)
    previous: Mapping[str, int] = field(default_factory=dict)
    departments: frozenset[str] = frozenset()
    special: bool = False
    year: Figures = field(default_factory=dict)
    instead: Figures = field(default_factory=dict)


@dataclass(frozen=True)
class Ranked:
    """``ranking``: the contract's, streak still null. ``scored``: the contract's, the figures behind each score."""

    ranking: pd.DataFrame
    scored: pd.DataFrame


def shared_ranks(scores: Sequence[Fraction]) -> list[int]:
    """Ranks from the highest; ties share one and the next is skipped.

    >>> shared_ranks([Fraction(9), Fraction(7), Fraction(9), Fraction(5)])
    [1, 3, 1, 4]
    """
    places: dict[Fraction, int] = {}
    for place, value in enumerate(sorted(scores, reverse=True), start=1):
        places.setdefault(value, place)
    return [places[value] for value in scores]


def rank(indicators: pd.DataFrame, settings: Settings, units: Units) -> Ranked:
    """Rank the townships, then 县直部门, which are ranked among themselves; within each by group, rank, roster order.

    样本不足: the unit's own figures carry less than 样本不足线 (60) of each 100 of the weight in use for it. 无件:
    nothing is in force and every denominator of a matter indicator is 0. Only 排名 has a score and a rank; ranks go by
    the printed score, and equal ones share a rank. In a special period all are in 专项 and nothing counts for a score.
    """
    rates = rates_of(indicators)
    own = {name: {**figures, **units.instead.get(name, {})} for name, figures in rates.items()}
    of_departments = summed([own[name] for name in units.names if name in units.departments])
    stand_in = {TOWNSHIP: own[COUNTY], DEPARTMENT: of_departments}
    rows: list[dict[str, Any]] = []
    scored = scored_rows(COUNTY, settings, own[COUNTY], units.year.get(COUNTY, {}), None)
    for order, name in enumerate(units.names):
        kind = DEPARTMENT if name in units.departments else TOWNSHIP
        year = units.year.get(name, {})
        standing = score(own[name], stand_in[kind], settings, year)
        group = Group.SPECIAL if units.special else _group(name, standing, rates[name], settings, units)
        ranked = group == Group.RANKED and standing.score is not None
        rows.append(
            {
                "township": name,
                "kind": kind,
                "group": group,
                "_score": standing.score if ranked else None,
                "_order": order,
                "previous_rank": units.previous.get(name),
                "three_none": Title.NOT_ASSESSED if kind == DEPARTMENT else _title(name, group, units.titles),
                "marks": [Mark.TO_MEND] if name in units.with_errors else None,
                "of_year": _stood_in(standing, YEAR) if ranked else None,
                "of_whole": _stood_in(standing, WHOLE) if ranked else None,
            }
        )
        scored += scored_rows(name, settings, own[name], year, None if units.special else standing)
    _give_ranks(rows)
    rows.sort(key=lambda r: (KINDS.index(r["kind"]), [*Group].index(r["group"]), r.get("rank", 0), r["_order"]))
    return Ranked(contract_table("ranking", rows), contract_table("scored", scored))


def _give_ranks(rows: Sequence[dict[str, Any]]) -> None:
    """Add rank (within each kind), score and score_1dp to ``rows``, from _score; a row without one has no rank."""
    for kind in KINDS:
        in_ranks = [row for row in rows if row["kind"] == kind and row["_score"] is not None]
        places = shared_ranks([printed(row["_score"]) for row in in_ranks])
        for row, place in zip(in_ranks, places, strict=True):
            row["rank"] = place
    for row in rows:
        exact = row["_score"]
        row["score"] = None if exact is None else str(exact)
        row["score_1dp"] = None if exact is None else one_decimal(exact)


def printed(value: Fraction) -> Fraction:
    """A score as it is printed: one decimal, half up. Ranks go by it, so that two that look alike are alike.

    >>> printed(Fraction(8082, 100)) == printed(Fraction(8077, 100))
    True
    """
    return Fraction(round_half_up(value * 10), 10)


def one_decimal(value: Fraction) -> str:
    """A score with one decimal, half up.

    >>> one_decimal(Fraction(475, 7))
    '67.9'
    """
    tenths = round_half_up(value * 10)
    return f"{tenths // 10}.{tenths % 10}"


def _title(name: str, group: str, titles: Mapping[str, str]) -> str:
    """The title of a unit: one in 无件 isn't assessed, except that 否 stays, because a failed condition is failed."""
    title = titles.get(name, Title.UNASSESSED)
    if group == Group.UNSENT:
        return Title.NO
    return Title.IDLE if group == Group.IDLE and titles and title != Title.NO else title


def _stood_in(standing: Standing, source: str) -> list[str] | None:
    """The indicators of which another rate counts, by where it comes from; None for no such indicator."""
    return [id_ for id_, term in standing.terms.items() if term.source == source] or None


def _group(name: str, standing: Standing, rates: Mapping[str, Rate | None], settings: Settings, units: Units) -> str:
    if name in units.unsent:
        return Group.UNSENT
    matter_rates = [r for i, r in rates.items() if INDICATOR[i].matter and not INDICATOR[i].count and r is not None]
    if name not in units.in_force and all(r.denominator == 0 for r in matter_rates):
        return Group.IDLE
    line = Fraction(settings.options.own_weight_line, 100)
    return (
        Group.SMALL if standing.own_weight < line * standing.total_weight or not standing.total_weight else Group.RANKED
    )
