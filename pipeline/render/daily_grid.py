"""The daily reports of a special period as a grid: a mark for each unit and day, in the workbook and in the paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from pipeline.schema.vocabulary import Daily

SIGNS: dict[str, str] = {Daily.ZERO: "零", Daily.ON_TIME: "报", Daily.LATE: "迟", Daily.MISSING: "缺"}


@dataclass(frozen=True)
class DailyGrid:
    """The table daily by unit and day. A unit that didn't exist on a day has no entry for it."""

    table: pd.DataFrame

    @cached_property
    def days(self) -> Sequence[pd.Timestamp]:
        """The due days, oldest first; none where nobody reports daily."""
        return sorted(self.table["day"].unique())

    @cached_property
    def _states(self) -> Mapping[tuple[str, pd.Timestamp], str]:
        return {(name, day): state for name, day, state in self.table[["township", "day", "status"]].to_numpy()}

    def sign(self, name: str, day: pd.Timestamp) -> str:
        """The mark of a unit's day; '' where it owed nothing."""
        return SIGNS.get(self._states.get((name, day), ""), "")

    def count(self, *states: str) -> int:
        """How many reports, of all units and days, stand so."""
        return int(self.table["status"].isin(states).sum())

    def days_of(self, name: str, *states: str) -> list[pd.Timestamp]:
        """The days on which a unit's report stands so, oldest first."""
        return [day for day in self.days if self._states.get((name, day)) in states]
