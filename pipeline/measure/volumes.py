"""How many matters, visits and persons: reported, never ranked, and never added to one another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.period import Period
from pipeline.bundles import contract_table
from pipeline.measure.indicators import Measured, places
from pipeline.measure.stands import held, within
from pipeline.schema.ledger import CHANNELS, CLASSES, HANDLINGS, LEVELS
from pipeline.schema.table_labels import BLANK
from pipeline.schema.vocabulary import Claim

BY = {"channel": CHANNELS, "class": CLASSES, "level": LEVELS, "handling": HANDLINGS}
_COLUMN = {"channel": "channel", "class": "category", "level": "level", "handling": "handling"}

_ASKED = (*_COLUMN.values(), "level_bad", "persons", "township", "claim")


def volumes(measured: Measured, names: Sequence[str]) -> pd.DataFrame:
    """The contract's volumes: matters registered in the period by channel, class, level; concluded ones by handling.

    Both by the windows of their units, each matter once. visits: rows of 来访. persons: their 人数, a blank one is 1.
    Blank or unreadable codes stand under 未填. Only codes that occur are rows; 全县 last, with matters whose holder is
    待定. Handed back matters are left out.
    """
    state = measured.state
    registered = measured.members["repeat"]
    assert registered.denominator is not None
    assert registered.county is not None
    concluded = held(state, state["concluded_on"]) & within(state["concluded_on"], state["first"], state["last"])
    return _table(state, registered.denominator & registered.county, concluded, names, "volumes")


def by_calendar(measured: Measured, names: Sequence[str], period: Period) -> pd.DataFrame:
    """The contract's calendar: the volumes by the days of the year alone, not by windows; empty unless it is a year.

    Registered, or concluded, from the year's first day to its last, by the matters that the ledgers of the year know:
    what was registered after a township sent its last ledger isn't among them.
    """
    if period.kind != "year":
        return contract_table("calendar")
    state = measured.state
    listing = measured.members["repeat"].fall
    assert listing is not None
    first, last = (pd.Timestamp(day) for day in (period.first_day, period.last_day))
    registered = (
        listing.there
        & state["registered_on"].between(first, last)
        & ~state["withdrawn_valid"]
        & (state["claim"] != Claim.CLAIMED)
    )
    concluded = held(state, state["concluded_on"]) & state["concluded_on"].between(first, last)
    return _table(state, registered, concluded, names, "calendar")


def level_of(rows: pd.DataFrame) -> pd.Series:
    """The level of each row: a blank one is 乡镇, one that can't be read is null."""
    return rows["level"].fillna("乡镇").mask(rows["level_bad"])


def _amounts(rows: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """The columns of BY, and per row place (in ``names``; -1: nobody's), matters (1), visits and people of 来访."""
    visits = (rows["channel"] == "来访").astype("int64")
    return rows[[*_COLUMN.values()]].assign(
        level=level_of(rows),
        place=places(rows["township"].where(rows["claim"] == Claim.SURE), names),
        matters=1,
        visits=visits,
        people=rows["persons"].fillna(1).astype("int64") * visits,
    )


def _table(
    state: pd.DataFrame, registered: pd.Series, ended: pd.Series, names: Sequence[str], table: str
) -> pd.DataFrame:
    """The rows of ``table``: of ``registered`` by channel, class and level, of ``ended`` by handling."""
    done = ended & ~state["withdrawn_valid"] & (state["claim"] != Claim.CLAIMED)
    came, concluded = (_amounts(state.loc[mask, [*_ASKED]], names) for mask in (registered, done))
    counts: dict[str, np.ndarray] = {}
    for by, codes in BY.items():
        chosen = concluded if by == "handling" else came
        # The last place of each is 全县 and 未填, which is where -1 leads: no holder, no code.
        where = chosen["place"].to_numpy(), pd.Categorical(chosen[_COLUMN[by]], categories=list(codes)).codes
        counts[by] = np.zeros((len(names) + 1, len(codes) + 1, 3), dtype="int64")
        np.add.at(counts[by], where, chosen[["matters", "visits", "people"]].to_numpy())
        counts[by][-1] = counts[by].sum(axis=0)
    rows = [
        {
            "township": unit,
            "by": by,
            "code": code,
            **dict(zip(("matters", "visits", "persons"), counts[by][at, place], strict=True)),
        }
        for at, unit in enumerate((*names, COUNTY))
        for by, codes in BY.items()
        for place, code in enumerate((*codes, BLANK))
        if counts[by][at, place, 0]
    ]
    return contract_table(table, rows)
