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


def gains_of_months(tricked: Mapping[str, Computed], true: Mapping[str, Computed], unit: str) -> dict[str, list[str]]:
    """The gains of months that follow each other.

    What moves from one month into a later one is no gain there: a rate is one only where the sums from the first month
    on are better too, and a score only where a rate is, or where no score was lost before.
    """
    found: dict[str, list[str]] = {}
    lost = False
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
            if not _better(id_, *(_summed(id_, unit, [each[name] for name in upto]) for each in (true, tricked)))
        }
        kept = [line for line in lines if line.split(" ")[0] not in moved]
        if lost and not any(line.split(" ")[0] in _LABELS for line in kept):
            kept = [line for line in kept if not line.startswith("得分")]
        found[month] = kept
        was, now = (_standing(each[month], unit) for each in (true, tricked))
        lost = lost or now["group"] != "排名" or Fraction(str(now["score"])) < Fraction(str(was["score"]))
    return found


def _summed(id_: str, unit: str, months: Sequence[Computed]) -> tuple[int | None, int | None]:
    figures = [_figures(unit, each)[id_][0] for each in months]
    return sum(n or 0 for n, _ in figures), sum(of or 0 for _, of in figures)


def gains(tricked: Computed, true: Computed, unit: str = TRICKSTER) -> list[str]:
    """What the trickster has better than its honest twin, in words; [] when nothing.

    Ranks follow from the scores and aren't compared.
    """
    found = [
        f"{INDICATOR[id_].label} {_shown(was)} → {_shown(now)}"
        for id_, (was, now) in _figures(unit, true, tricked).items()
        if _better(id_, was, now)
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


def _shown(figure: tuple[int | None, int | None]) -> str:
    return f"{figure[0]}" if figure[1] is None else f"{figure[0]}/{figure[1]}"


def _figures(unit: str, *computed: Computed) -> Mapping[str, tuple[tuple[int | None, int | None], ...]]:
    tables = [each.report.tables["indicators"] for each in computed]
    own = [table[table["township"] == unit].set_index("indicator") for table in tables]
    return {
        str(id_): tuple(
            tuple(None if pd.isna(v) else int(v) for v in t.loc[id_, ["numerator", "denominator"]]) for t in own
        )
        for id_ in own[0].index
    }  # type: ignore[return-value]


def _better(id_: str, was: tuple[int | None, int | None], now: tuple[int | None, int | None]) -> bool:
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
