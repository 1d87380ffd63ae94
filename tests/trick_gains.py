"""What the trickster of trick_county has better than its honest twin, figure by figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import pandas as pd

from pipeline.base.rate import Rate
from pipeline.report.compute import Computed
from pipeline.schema.indicators import INDICATOR
from tests.trick_county import TRICKSTER

FEWER_IS_BETTER = ("repeat",)
"""Of 重复信访率 the number of 重件 is looked at: one more first visit in N is no merit."""
NEUTRAL = ("extended",)
_LABELS = {each.label for each in INDICATOR.values() if not each.count}
Figure = tuple[int | None, int | None]
"""Numerator and denominator; a count has no denominator."""


def gains_of_months(tricked: Mapping[str, Computed], true: Mapping[str, Computed], unit: str) -> dict[str, list[str]]:
    """The gains of months that follow each other.

    What moves from one month into a later one is no gain there: a rate is one only where the sums from the first month
    on are better too, and a score only where a rate is, or where no score was lost before.
    """
    found: dict[str, list[str]] = {}
    lost = False
    both = [{month: _figures(unit, each[month]) for month in tricked} for each in (true, tricked)]
    for month in tricked:
        lines = gains(tricked[month], true[month], unit)
        upto = [name for name in tricked if name <= month]
        moved = {
            label
            for id_, label in (
                (id_, INDICATOR[id_].label)
                for id_ in INDICATOR
                if not INDICATOR[id_].count and id_ not in FEWER_IS_BETTER
            )
            if not _better(id_, *(_summed([figures[name][id_] for name in upto]) for figures in both))
        }
        kept = [line for line in lines if line.split(" ")[0] not in moved]
        if lost and not any(line.split(" ")[0] in _LABELS for line in kept):
            kept = [line for line in kept if not line.startswith("得分")]
        found[month] = kept
        was, now = (_standing(each[month], unit) for each in (true, tricked))
        lost = lost or now["group"] != "排名" or Fraction(str(now["score"])) < Fraction(str(was["score"]))
    return found


def _summed(figures: Sequence[Figure]) -> Figure:
    return sum(n or 0 for n, _ in figures), sum(of or 0 for _, of in figures)


def gains(tricked: Computed, true: Computed, unit: str = TRICKSTER) -> list[str]:
    """What the trickster has better than its honest twin, in words; [] when nothing.

    Ranks follow from the scores and aren't compared.
    """
    figures = _figures(unit, tricked)
    found = [
        f"{INDICATOR[id_].label} {_shown(was)} → {_shown(figures[id_])}"
        for id_, was in _figures(unit, true).items()
        if _better(id_, was, figures[id_])
    ]
    held = [_held(each, unit) for each in (true, tricked)]
    found += [f"{name} {held[0][name]} → {held[1][name]}" for name in held[0] if held[1][name] > held[0][name]]
    was, now = (_standing(each, unit) for each in (true, tricked))
    if now["three_none"] == "是" and was["three_none"] != "是":
        found.append("三无")
    if now["group"] == "排名":
        if was["group"] != "排名":
            found.append(f"{was['group']} → 排名")
        elif Fraction(str(now["score"])) > Fraction(str(was["score"])):
            found.append(f"得分 {was['score_1dp']} → {now['score_1dp']}")
    elif now["group"] != was["group"] and now["group"] != "未报送":
        found.append(f"{was['group']} → {now['group']}")
    return found


def _shown(figure: Figure) -> str:
    return f"{figure[0]}" if figure[1] is None else f"{figure[0]}/{figure[1]}"


def _figures(unit: str, computed: Computed) -> Mapping[str, Figure]:
    table = computed.report.tables["indicators"]
    own = table[table["township"] == unit]
    counts = own[["numerator", "denominator"]].astype("object").to_numpy().tolist()
    return {
        str(id_): (None if pd.isna(n) else int(n), None if pd.isna(of) else int(of))
        for id_, (n, of) in zip(own["indicator"], counts, strict=True)
    }


def _better(id_: str, was: Figure, now: Figure) -> bool:
    """A count that fell, a rate that rose.

    A rate that is no more is no better; what stands in for it shows in the score.
    """
    if id_ in NEUTRAL or was[0] is None or now[0] is None:
        return False
    if INDICATOR[id_].count:
        return now[0] < was[0]
    if id_ in FEWER_IS_BETTER:
        return now[0] < was[0] and bool(now[1])
    old, new = Rate(was[0], was[1] or 0).value, Rate(now[0], now[1] or 0).value
    if old is None or new is None:
        return False
    return new > old


def _held(computed: Computed, unit: str) -> dict[str, int]:
    """Condition -> 1 held, 0 not assessed, -1 failed."""
    table = computed.report.tables["three_none"]
    own = table[table["township"] == unit]
    return {
        str(c): 0 if pd.isna(h) else 1 if h else -1
        for c, h in zip(own["condition"], own["holds"].astype("object"), strict=True)
    }


def _standing(computed: Computed, unit: str) -> dict[str, object]:
    table = computed.report.tables["ranking"]
    return {str(k): v for k, v in table[table["township"] == unit].iloc[0].to_dict().items()}
