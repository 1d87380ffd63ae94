"""How many matters, visits and persons: told, never ranked, and never added to one another."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pipeline.measure.state import within
from pipeline.model import COUNTY
from pipeline.period import Period
from pipeline.schema.ledger import CHANNELS, CLASSES, HANDLINGS, LEVELS

BY = {"channel": CHANNELS, "class": CLASSES, "level": LEVELS, "handling": HANDLINGS}
_COLUMN = {"channel": "channel", "class": "category", "level": "level", "handling": "handling"}
BLANK = "未填"


def volumes(state: pd.DataFrame, names: Sequence[str], period: Period) -> pd.DataFrame:
    """The contract's volumes table: matters registered in the period by channel, class, level; by handling those concluded in it.

    visits: rows of 来访. persons: their 人数, a blank one is 1. Blank or unreadable codes stand under 未填. Only codes that occur
    are rows; 全县 last, with matters whose holder is 待定. Handed back matters are left out.
    """
    here = ~state["withdrawn_valid"]
    frame = state.assign(
        _visits=(state["channel"] == "来访").astype("Int64"),
        _persons=state["persons"].fillna(1).where(state["channel"] == "来访", 0).astype("Int64"),
        _holder=state["township"].where(state["claim"] == "确定"),
        _level=state["level"].fillna("乡镇").mask(state["level_bad"], BLANK),
    )
    parts = []
    for by, codes in BY.items():
        when = "concluded_on" if by == "handling" else "registered_on"
        chosen = frame[here & within(frame[when], period)]
        code = chosen["_level"] if by == "level" else chosen[_COLUMN[by]].fillna(BLANK)
        own = chosen.assign(code=code, township=chosen["_holder"])
        both = pd.concat([own[own["township"].notna()], own.assign(township=COUNTY)])
        sums = both.groupby(["township", "code"], sort=False).agg(
            matters=("case_no", "size"), visits=("_visits", "sum"), persons=("_persons", "sum")
        )
        table = sums.reset_index().assign(by=by)
        table["_code"] = table["code"].map({c: i for i, c in enumerate((*codes, BLANK))})
        parts.append(table)
    result = pd.concat(parts)
    result["_unit"] = result["township"].map({n: i for i, n in enumerate((*names, COUNTY))})
    result["_by"] = result["by"].map({b: i for i, b in enumerate(BY)})
    result = result.sort_values(["_unit", "_by", "_code"], kind="stable")[["township", "by", "code", "matters", "visits", "persons"]]
    return result.reset_index(drop=True).astype(
        {"township": "str", "by": "str", "code": "str", "matters": "Int64", "visits": "Int64", "persons": "Int64"}
    )
