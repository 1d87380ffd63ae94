"""What every step of merging goes by: the source folders, the windows, the units and the cut-off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from pipeline.base.period import parse_period
from pipeline.rules.windows import Windows
from pipeline.settings.record import Settings


@dataclass(frozen=True)
class Context:
    """The same for every step of one merge.

    ``folders``: the source folders, oldest first. ``windows``: those of the period. ``last_day``: the period's, by
    which the units of today are known. ``cut_off``: the last day of which anything may be counted.
    """

    settings: Settings
    folders: Sequence[str]
    windows: Windows
    last_day: date
    cut_off: date

    @property
    def end(self) -> pd.Timestamp:
        """The cut-off, to compare with columns of days."""
        return pd.Timestamp(self.cut_off)

    @property
    def newest(self) -> int:
        """The number of the newest folder."""
        return len(self.folders) - 1

    @cached_property
    def folder_no(self) -> Mapping[str, int]:
        """Folder -> its number, 0 for the oldest."""
        return {name: number for number, name in enumerate(self.folders)}

    @cached_property
    def unit_today(self) -> Mapping[str, str]:
        """Roster name -> the unit that it is on the last day."""
        return self.settings.successors(self.last_day)

    @cached_property
    def unit_on(self) -> Mapping[str, Mapping[str, str]]:
        """Folder -> roster name -> the unit that it is on the folder's last day."""
        return {folder: self.settings.successors(parse_period(folder).last_day) for folder in self.folders}

    def today(self, name: str) -> str:
        """The unit that ``name`` is today; a name that the roster lacks stays."""
        return self.unit_today.get(name, name)

    def by_number(self, submitted: Iterable[tuple[str, str]]) -> frozenset[tuple[int, str]]:
        """(folder, unit) of the source folders as (folder's number, unit of today)."""
        return frozenset((self.folder_no[f], self.today(unit)) for f, unit in submitted if f in self.folder_no)
