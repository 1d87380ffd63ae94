"""Groups, shared ranks and marks (docs/definitions.md, 排名); the scores are made in ``scoring``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.rate import Rate, nearest
from pipeline.bundles import contract_table
from pipeline.measure.ranks.scoring import (
    WHOLE,
    YEAR,
    Figures,
    Rates,
    Scorer,
    Standing,
    rates_of,
    scored_rows,
    summed,
)
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


@dataclass(frozen=True, slots=True)
class Judged:
    """A unit before it is ranked: the figures of the period as they count, those of 12 months, and what they come to.

    ``ranked``: it has a score that takes part in the ranks.
    """

    name: str
    kind: str
    own: Rates
    year: Rates
    standing: Standing
    group: str
    ranked: bool


def shared_ranks(scores: Sequence[Fraction | int]) -> list[int]:
    """Ranks from the highest; ties share one and the next is skipped.

    >>> shared_ranks([Fraction(9), Fraction(7), Fraction(9), Fraction(5)])
    [1, 3, 1, 4]
    """
    places: dict[Fraction | int, int] = {}
    for place, value in enumerate(sorted(scores, reverse=True), start=1):
        places.setdefault(value, place)
    return [places[value] for value in scores]


def rank(indicators: pd.DataFrame, settings: Settings, units: Units) -> Ranked:
    """Rank the units of an indicators table as ``ranking_of`` does, and lay each score open."""
    figures = rates_of(indicators)
    judged = [*judge(figures, settings, units)]
    county = _counted(COUNTY, figures, units)
    scored = scored_rows(COUNTY, settings, county, units.year.get(COUNTY, {}), None)
    for each in judged:
        standing = None if units.special else each.standing
        scored += scored_rows(each.name, settings, each.own, each.year, standing)
    return Ranked(ranking_of(judged, units), contract_table("scored", scored))


def judge(figures: Figures, settings: Settings, units: Units) -> Iterator[Judged]:
    """Yield each unit with its score and its group, in roster order.

    样本不足: the unit's own figures carry less than 样本不足线 (60) of each 100 of the weight in use for it. 无件:
    nothing is in force and every denominator of a matter indicator is 0. Only 排名 has a score and a rank. In a special
    period all are in 专项 and nothing counts for a score.
    """
    of_departments = summed(_counted(name, figures, units) for name in units.names if name in units.departments)
    scorers = {
        TOWNSHIP: Scorer(_counted(COUNTY, figures, units), settings),
        DEPARTMENT: Scorer(of_departments, settings),
    }
    for name in units.names:
        kind = DEPARTMENT if name in units.departments else TOWNSHIP
        rates, year = figures[name], units.year.get(name, {})
        own = {**rates, **units.instead.get(name, {})}
        standing = scorers[kind].standing(own, year)
        group = Group.SPECIAL if units.special else _group(name, standing, rates, settings, units)
        yield Judged(name, kind, own, year, standing, group, group == Group.RANKED and standing.score is not None)


def _counted(name: str, figures: Figures, units: Units) -> Rates:
    return {**figures[name], **units.instead.get(name, {})}


def ranking_of(judged: Iterable[Judged], units: Units) -> pd.DataFrame:
    """The contract's ranking: the townships, then 县直部门, which are ranked among themselves.

    Within each by group, rank, roster order. Ranks go by the printed score, and equal ones share a rank.
    """
    rows: list[dict[str, Any]] = [
        {
            "township": each.name,
            "kind": each.kind,
            "group": each.group,
            "_score": each.standing.score if each.ranked else None,
            "_order": order,
            "previous_rank": units.previous.get(each.name),
            "three_none": Title.NOT_ASSESSED
            if each.kind == DEPARTMENT
            else _title(each.name, each.group, units.titles),
            "marks": [Mark.TO_MEND] if each.name in units.with_errors else None,
            "of_year": _stood_in(each.standing, YEAR) if each.ranked else None,
            "of_whole": _stood_in(each.standing, WHOLE) if each.ranked else None,
        }
        for order, each in enumerate(judged)
    ]
    _give_ranks(rows)
    kinds, groups = ({each: place for place, each in enumerate(order)} for order in (KINDS, Group))
    rows.sort(key=lambda r: (kinds[r["kind"]], groups[r["group"]], r.get("rank", 0), r["_order"]))
    return contract_table("ranking", rows)


def _give_ranks(rows: Sequence[dict[str, Any]]) -> None:
    """Add rank (within each kind), score and score_1dp to ``rows``, from _score; a row without one has no rank."""
    for row in rows:
        exact = row["_score"]
        row["_tenths"] = None if exact is None else tenths(exact)
        row["score"] = None if exact is None else str(exact)
        row["score_1dp"] = None if exact is None else one_decimal(exact)
    for kind in KINDS:
        in_ranks = [row for row in rows if row["kind"] == kind and row["_score"] is not None]
        places = shared_ranks([row["_tenths"] for row in in_ranks])
        for row, place in zip(in_ranks, places, strict=True):
            row["rank"] = place


def tenths(score: Fraction) -> int:
    """A score as it is printed, in tenths, half up. Ranks go by it, so that two that look alike are alike.

    >>> tenths(Fraction(8082, 100)) == tenths(Fraction(8077, 100))
    True
    """
    return nearest(10 * score.numerator, score.denominator)


def one_decimal(value: Fraction) -> str:
    """A score with one decimal, half up.

    >>> one_decimal(Fraction(475, 7))
    '67.9'
    """
    whole, part = divmod(tenths(value), 10)
    return f"{whole}.{part}"


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
    if name not in units.in_force:
        matter_rates = [r for i, r in rates.items() if INDICATOR[i].matter and not INDICATOR[i].count and r is not None]
        if all(r.denominator == 0 for r in matter_rates):
            return Group.IDLE
    return Group.RANKED if standing.carries(settings.options.own_weight_line) else Group.SMALL
