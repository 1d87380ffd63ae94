"""What came, was accepted, was concluded and is in hand, by unit and level: told side by side, never judged."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.bundles import contract_table
from pipeline.measure.indicators import Measured, places
from pipeline.measure.stands import in_hand
from pipeline.measure.volumes import level_of
from pipeline.schema.ledger import LEVELS
from pipeline.schema.table_labels import BLANK
from pipeline.schema.vocabulary import Claim

GROUP = 5
"""From so many persons on a visit is 集体访."""
COUNTS = ("registered", "visits", "persons", "group_visits", "group_persons", "accepted", "concluded", "open_end")


def workload(measured: Measured, moves: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """The contract's workload: a row per unit and level that has any matter, roster order, 全县 last.

    ``moves``: what ``balance.movements`` gives. Each number is the one that other papers have: registered, visits and
    persons are those of the table volumes, accepted the denominator of 办结率, concluded and open_end those of
    收支核对. group_visits, group_persons: the visits of GROUP persons or more. A blank level is 乡镇, one that can't be
    read stands under 未填. 全县 has 待定 matters too, so that the units needn't add up to it.
    """
    state = measured.state
    counts = _Counts(names)
    sure, level = places(state["township"].where(state["claim"] == Claim.SURE), names), _places(level_of(state))
    repeat, conclusion = measured.members["repeat"], measured.members["conclusion"]
    assert repeat.county is not None
    assert conclusion.unit is not None
    assert conclusion.county is not None
    registered, accepted = repeat.inside & repeat.county, conclusion.inside
    visit, persons = registered & (state["channel"] == "来访"), state["persons"].fillna(1).astype("int64")
    group = visit & (persons >= GROUP)
    still = in_hand(state, state["last"]) & state["present"]
    one = pd.Series(1, index=state.index)
    for column, unit, county, amount in (
        ("registered", registered, registered, one),
        ("visits", visit, visit, one),
        ("persons", visit, visit, persons),
        ("group_visits", group, group, one),
        ("group_persons", group, group, persons),
        ("accepted", accepted & conclusion.unit, accepted & conclusion.county, one),
        ("open_end", still, still, one),
    ):
        counts.add(column, sure[unit], level[unit], amount[unit].to_numpy())
        counts.add(column, np.full(int(county.sum()), len(names)), level[county], amount[county].to_numpy())
    ended, now = moves[moves["term"] == "concluded"], state["present"]
    of_matter = pd.Series(level[now], index=state.loc[now, "case_no"].to_numpy())
    at = of_matter.loc[ended["case_no"].to_numpy()].to_numpy()
    counts.add("concluded", places(ended["township"], names), at)
    counts.add("concluded", np.where(ended["county"], len(names), -1), at)
    return contract_table("workload", counts.rows())


class _Counts:
    """Numbers by unit (全县 last), level (未填 last) and column of COUNTS."""

    def __init__(self, names: Sequence[str]) -> None:
        self._units = (*names, COUNTY)
        self._counts = np.zeros((len(self._units), len(LEVELS) + 1, len(COUNTS)), dtype="int64")

    def add(self, column: str, unit: np.ndarray, level: np.ndarray, amount: np.ndarray | int = 1) -> None:
        """Add the amount of each row at the places of its unit and level; a unit of -1 is nobody's."""
        known = unit >= 0
        amounts = amount if isinstance(amount, int) else amount[known]
        np.add.at(self._counts[..., COUNTS.index(column)], (unit[known], level[known]), amounts)

    def rows(self) -> list[dict[str, object]]:
        """A row per unit and level with any number."""
        return [
            {"township": unit, "level": code, **dict(zip(COUNTS, self._counts[at, place], strict=True))}
            for at, unit in enumerate(self._units)
            for place, code in enumerate((*LEVELS, BLANK))
            if self._counts[at, place].any()
        ]


def _places(level: pd.Series) -> np.ndarray:
    """The place of each level in LEVELS; the one behind them for a level that can't be read."""
    codes: np.ndarray = pd.Categorical(level, categories=list(LEVELS)).codes.astype("int64")
    return np.where(codes < 0, len(LEVELS), codes)
