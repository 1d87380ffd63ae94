"""Where the values of a stand come from: rows, editions and registers."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.merge.context import Context
from pipeline.merge.editions import Published
from pipeline.merge.registers import Registers
from pipeline.rules.windows import closes, closing_of


@dataclass(frozen=True)
class Sources:
    """``rows``: all rows, those that only editions have among them, sorted by folder."""

    rows: pd.DataFrame
    published: Published
    registers: Registers
    context: Context

    def is_closed(self, units: pd.Series, days: pd.Series) -> pd.Series:
        """Whether each day lies in a window of its unit that an edition has closed, this very period's own included."""
        closed = self.context.windows.is_closed(units, days)
        own = self.published.own
        return closed | closing_of(own).covers(units, days) if own is not None and closes(own) else closed
