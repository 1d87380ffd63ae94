"""Groups, shared ranks and marks (docs/definitions.md, 排名); the scores are made in measure.scoring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.rate import Rate, round_half_up
from pipeline.bundles import contract_table
from pipeline.measure.ranks.scoring import WHOLE, YEAR, Figures, Standing, rates_of, score, scored_rows, summed
from pipeline.schema.indicators import INDICATOR
from pipeline.settings.record import DEPARTMENT, TOWNSHIP, Settings

GROUPS = ("排名", "样本不足", "无件", "未报送")
KINDS = (TOWNSHIP, DEPARTMENT)
IDLE = "无件，不评定"
"""What stands under 三无 for a unit in 无件: it isn't assessed."""
NOT_ASSESSED = "不参加"
"""What stands there for 县直部门: 三无 is the townships'."""


@dataclass(frozen=True)
class Ranked:
    """``ranking``: the contract's, streak still null.

    ``scored``: the contract's, the figures that each score is made of.
    """

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


def rank(
    indicators: pd.DataFrame,
    settings: Settings,
    *,
    names: Sequence[str],
    unsent: frozenset[str],
    in_force: frozenset[str],
    with_errors: frozenset[str],
    titles: Mapping[str, str],
    previous: Mapping[str, int],
    year: Figures | None = None,
    instead: Figures | None = None,
    departments: frozenset[str] = frozenset(),
    whole: str = COUNTY,
) -> Ranked:
    """The ranking: townships, then ``departments`` (县直部门), which are ranked among themselves; in each the groups in order, then rank,

    then roster order.

    ``unsent``: no ledger and no declaration. ``in_force``: units with a matter in force in the period. ``titles``: 三无
    by unit, empty when no list is made. ``year``: figures of the last 12 months. ``instead``: figures that count for
    the score instead of those of ``indicators`` (自报评价计分). ``whole``: what the mark calls the rows under 全县,
    whose rate stands in. 样本不足: own figures carry less than 样本不足线 (60) of each 100 of the weight in use for the
    unit. 无件: nothing in force and every denominator of a matter indicator 0. Only 排名 has score and rank; ranks go
    by the printed score.
    """
    rates = rates_of(indicators)
    own = {name: {**figures, **(instead or {}).get(name, {})} for name, figures in rates.items()}
    stand_in = {TOWNSHIP: own[COUNTY], DEPARTMENT: summed([own[name] for name in names if name in departments])}
    label = {TOWNSHIP: whole, DEPARTMENT: DEPARTMENT}
    rows: list[dict[str, Any]] = []
    scored = scored_rows(COUNTY, settings, own[COUNTY], (year or {}).get(COUNTY, {}), None)
    for order, name in enumerate(names):
        kind = DEPARTMENT if name in departments else TOWNSHIP
        standing = score(own[name], stand_in[kind], settings, (year or {}).get(name, {}))
        group = _group(name, standing, rates[name], settings, unsent, in_force)
        ranked = group == "排名" and standing.score is not None
        rows.append(
            {
                "township": name,
                "kind": kind,
                "group": group,
                "_score": standing.score if ranked else None,
                "_order": order,
                "previous_rank": previous.get(name),
                "three_none": NOT_ASSESSED if kind == DEPARTMENT else _title(name, group, titles),
                "marks": _marks(standing, label[kind], settings, to_mend=name in with_errors, ranked=ranked),
            }
        )
        scored += scored_rows(name, settings, own[name], (year or {}).get(name, {}), standing)
    for kind in KINDS:
        here = [row for row in rows if row["kind"] == kind and row["_score"] is not None]
        for row, place in zip(here, shared_ranks([printed(row["_score"]) for row in here]), strict=True):
            row["rank"] = place
    rows.sort(key=lambda r: (KINDS.index(r["kind"]), GROUPS.index(r["group"]), r.get("rank", 0), r["_order"]))
    for row in rows:
        exact = row["_score"]
        row["score"] = None if exact is None else str(exact)
        row["score_1dp"] = None if exact is None else one_decimal(exact)
    return Ranked(contract_table("ranking", rows), contract_table("scored", scored))


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
    """A unit in 无件 isn't assessed, but what it failed it has failed: 否 stays."""
    title = titles.get(name, "未评定")
    if group == "未报送":
        return "否"
    return IDLE if group == "无件" and titles and title != "否" else title


def _marks(standing: Standing, whole: str, settings: Settings, *, to_mend: bool, ranked: bool) -> str | None:
    marks = ["待更正"] if to_mend else []
    if ranked:
        for source, words in ((YEAR, "本单位近12个月的率代用"), (WHOLE, f"{whole}率代用")):
            if stood_in := [id_ for id_, term in standing.terms.items() if term.source == source]:
                marks.append(f"{words}：" + "、".join(settings.label(id_) for id_ in stood_in))
    return "；".join(marks) or None


def _group(
    name: str,
    standing: Standing,
    rates: Mapping[str, Rate | None],
    settings: Settings,
    unsent: frozenset[str],
    in_force: frozenset[str],
) -> str:
    if name in unsent:
        return "未报送"
    matter_rates = [r for i, r in rates.items() if INDICATOR[i].matter and not INDICATOR[i].count and r is not None]
    if name not in in_force and all(r.denominator == 0 for r in matter_rates):
        return "无件"
    line = Fraction(settings.options.own_weight_line, 100)
    return "样本不足" if standing.own_weight < line * standing.total_weight or not standing.total_weight else "排名"
