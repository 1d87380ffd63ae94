"""What the trickster of trick_county has better than its honest twin, figure by figure."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pandas as pd
from trick_county import TRICKSTER

from pipeline.compute import Computed
from pipeline.model import Rate
from pipeline.schema.indicators import INDICATOR

LOWER_IS_BETTER = ("repeat",)
NEUTRAL = ("extended",)


def gains(tricked: Computed, true: Computed, unit: str = TRICKSTER) -> list[str]:
    """What the trickster has better than its honest twin, in words; [] when nothing. Ranks follow from the scores and aren't compared."""
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
        str(id_): tuple(tuple(None if pd.isna(v) else int(v) for v in t.loc[id_, ["numerator", "denominator"]]) for t in own)
        for id_ in own[0].index
    }  # type: ignore[return-value]


def _better(id_: str, was: tuple[int | None, int | None], now: tuple[int | None, int | None]) -> bool:
    """A count that fell, a rate that rose. A rate that is no more is no better; what stands in for it shows in the score."""
    if id_ in NEUTRAL or was[0] is None or now[0] is None:
        return False
    if INDICATOR[id_].count:
        return now[0] < was[0]
    old, new = Rate(was[0], was[1] or 0).value, Rate(now[0], now[1] or 0).value
    if old is None or new is None:
        return False
    return new < old if id_ in LOWER_IS_BETTER else new > old


def _held(computed: Computed, unit: str) -> dict[str, int]:
    """Condition -> 1 held, 0 not assessed, -1 failed."""
    table = computed.report.tables["three_none"]
    own = table[table["township"] == unit]
    return {str(c): 0 if pd.isna(h) else 1 if h else -1 for c, h in zip(own["condition"], own["holds"].astype("object"), strict=True)}


def _standing(computed: Computed, unit: str) -> dict[str, object]:
    table = computed.report.tables["ranking"]
    return {str(k): v for k, v in table[table["township"] == unit].iloc[0].to_dict().items()}
