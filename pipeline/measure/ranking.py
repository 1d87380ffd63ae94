"""Scores, groups and shared ranks (docs/definitions.md, 排名)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from pipeline.model import COUNTY, Rate, round_half_up
from pipeline.schema.indicators import INDICATOR
from pipeline.settings import Settings

GROUPS = ("排名", "样本不足", "无件", "未报送")


@dataclass(frozen=True)
class Standing:
    """A township's score: None when no indicator could be used. ``own_weight``: weight carried by its own figures.

    ``stood_in``: indicators where the county's rate stands in. ``terms``: the rate that counts, by indicator.
    """

    score: Fraction | None
    own_weight: Fraction
    total_weight: Fraction
    stood_in: tuple[str, ...]
    terms: Mapping[str, Rate]


def score(rates: Mapping[str, Rate | None], county: Mapping[str, Rate | None], settings: Settings) -> Standing:
    """100 × Σ w·r / Σ w over the weighted indicators that the county has a rate for.

    r is the township's own rate where its denominator reaches the smallest sample, else the county's.
    Weights 25 and 75, own rates 1/2 (N=4) and 1/1 (N=2, too small), county 3/4: 100·(25·1/2 + 75·3/4)/100 = 68.75.
    """
    total = own = weighted = Fraction(0)
    stood_in = []
    terms: dict[str, Rate] = {}
    for id_, weight in settings.weights.items():
        whole = county.get(id_)
        if not weight or whole is None or whole.value is None:
            continue
        rate = rates.get(id_)
        total += weight
        if rate is not None and rate.denominator >= settings.options.smallest_sample and rate.value is not None:
            own += weight
            terms[id_] = rate
            weighted += weight * rate.value
        else:
            stood_in.append(id_)
            terms[id_] = whole
            weighted += weight * whole.value
    return Standing(100 * weighted / total if total else None, own, total, tuple(stood_in), terms)


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
    whole: str = COUNTY,
) -> pd.DataFrame:
    """The contract's ranking table: groups in order, then rank, then roster order; streak is null until measure.streaks gives it.

    ``unsent``: no ledger and no declaration. ``in_force``: townships with a matter in force in the period.
    样本不足: own figures carry less than 样本不足线 (60) of each 100 of the weight in use. 无件: nothing in force and every
    denominator of a matter indicator 0. Only 排名 has score and ranks; within a tie roster order. ``whole``: what the mark calls the
    rows under 全县, whose rate stands in.
    """
    rates = rates_of(indicators)
    county = rates[COUNTY]
    rows: list[dict[str, Any]] = []
    for order, name in enumerate(names):
        standing = score(rates[name], county, settings)
        group = _group(name, standing, rates[name], settings, unsent, in_force)
        marks = ["待更正"] if name in with_errors else []
        ranked = group == "排名" and standing.score is not None
        if ranked and standing.stood_in:
            marks.append(f"{whole}率代用：" + "、".join(INDICATOR[i].label for i in standing.stood_in))
        rows.append({
            "township": name, "group": group, "_score": standing.score if ranked else None, "_order": order,
            "previous_rank": previous.get(name), "three_none": "否" if group == "未报送" else titles.get(name, "未评定"),
            "marks": "；".join(marks) or None,
        })  # fmt: skip
    ranked_rows = [r for r in rows if r["_score"] is not None]
    for row, place in zip(ranked_rows, shared_ranks([r["_score"] for r in ranked_rows]), strict=True):
        row["rank"] = place
    rows.sort(key=lambda r: (GROUPS.index(r["group"]), r.get("rank", 0), r["_order"]))
    frame = pd.DataFrame(rows)
    exact = [r["_score"] for r in rows]
    frame["score"] = [None if s is None else f"{s.numerator}/{s.denominator}" if s.denominator != 1 else str(s.numerator) for s in exact]
    frame["score_1dp"] = [None if s is None else one_decimal(s) for s in exact]
    frame = frame.reindex(columns=["township", "group", "score", "score_1dp", "rank", "previous_rank", "three_none", "streak", "marks"])
    text = dict.fromkeys(("township", "group", "score", "score_1dp", "three_none", "marks"), "str")
    return frame.astype({**text, "rank": "Int64", "previous_rank": "Int64", "streak": "Int64"})


def one_decimal(value: Fraction) -> str:
    """A score with one decimal, half up.

    >>> one_decimal(Fraction(475, 7))
    '67.9'
    """
    tenths = round_half_up(value * 10)
    return f"{tenths // 10}.{tenths % 10}"


def _group(
    name: str, standing: Standing, rates: Mapping[str, Rate | None], settings: Settings, unsent: frozenset[str], in_force: frozenset[str]
) -> str:
    if name in unsent:
        return "未报送"
    matter_rates = [r for i, r in rates.items() if INDICATOR[i].matter and not INDICATOR[i].count and r is not None]
    if name not in in_force and all(r.denominator == 0 for r in matter_rates):
        return "无件"
    line = Fraction(settings.options.own_weight_line, 100)
    return "样本不足" if standing.own_weight < line * standing.total_weight or not standing.total_weight else "排名"


def rates_of(indicators: pd.DataFrame) -> dict[str, dict[str, Rate | None]]:
    """Township -> indicator -> rate; None when off or a count."""
    found: dict[str, dict[str, Rate | None]] = {}
    columns = (indicators["township"], indicators["indicator"], indicators["numerator"], indicators["denominator"])
    for name, id_, n, of in zip(*columns, strict=True):
        found.setdefault(name, {})[id_] = None if pd.isna(of) else Rate(int(n), int(of))
    return found
