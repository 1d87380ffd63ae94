"""To which part of a merged unit a matter belongs that the unit lists for the first time (docs/definitions.md, 5.1).

What was registered before the merger belongs to the part, while the part's last window is open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pandas as pd

from pipeline.base.period import parse_period
from pipeline.merge.context import Context
from pipeline.rules.windows import Windows
from pipeline.settings.record import Settings, Township

_DAY = timedelta(days=1)
Day = pd.Timestamp


@dataclass(frozen=True)
class _Part:
    """A part of a unit: the days of registration that may be its own, and the first day of its window (``begin``).

    These days are those from ``since`` on and before ``until``, None for no bound.
    """

    name: str
    begin: Day
    since: Day | None
    until: Day | None

    def may_have(self, registered_on: Day) -> bool:
        return (self.since is None or registered_on >= self.since) and (
            self.until is None or registered_on < self.until
        )


class OpenParts:
    """(unit, folder) -> its parts whose windows are open in the folder's month; none without a merged one."""

    def __init__(self, context: Context) -> None:
        settings, windows = context.settings, context.windows
        self._parts: dict[tuple[str, int], list[_Part]] = {}
        for no, folder in enumerate(context.folders):
            day = parse_period(folder).last_day
            month = f"{day:%Y-%m}"
            for each in settings.roster:
                if each.merged_on is None or each.merged_on > day or not _is_open(each, month, windows):
                    continue
                unit = settings.successor(each.name, day)
                parts = self._parts.setdefault((unit, no), self._itself(unit, month, settings, windows))
                first = pd.Timestamp(windows.months[each.name, month][0])
                parts.append(_Part(each.name, first, None, pd.Timestamp(each.merged_on)))

    @staticmethod
    def _itself(unit: str, month: str, settings: Settings, windows: Windows) -> list[_Part]:
        """The unit that keeps its name is a part too, unless the merger made it."""
        of_roster = next((each for each in settings.roster if each.name == unit), None)
        since = None if of_roster is None or of_roster.since is None else pd.Timestamp(of_roster.since)
        return [_Part(unit, pd.Timestamp(windows.month(unit, month)[0]), since, None)]

    def of(self, unit: str, no: int, registered_on: Day | None) -> str:
        """The part to which a matter belongs that ``unit`` lists for the first time in folder ``no``.

        Of several parts it is the one whose window began first, of those the unit itself. It is the unit where 登记日期
        can't be read or lies in no open part's time.
        """
        if registered_on is None or pd.isna(registered_on):
            return unit
        may = [part for part in self._parts.get((unit, no), ()) if part.may_have(registered_on)]
        return min(may, key=lambda part: part.begin).name if may else unit

    def first_listed(self, rows: pd.DataFrame) -> np.ndarray:
        """Whether the matter of each row (sorted by folder) is first listed by a unit to whose part it belongs."""
        result = np.zeros(len(rows), dtype=bool)
        if not self._parts:
            return result
        first = rows[~rows["case_no"].duplicated() & rows["fresh"]]
        wanted = {no for _, no in self._parts}
        first = first[first["folder_no"].isin(wanted)]
        numbers = {
            number
            for number, part, no, day in zip(
                first["case_no"], first["part"], first["folder_no"], first["registered_on"], strict=True
            )
            if self.of(part, int(no), day) != part
        }
        if numbers:
            result = rows["case_no"].isin(list(numbers)).to_numpy(dtype=bool)
        return result


def _is_open(part: Township, month: str, windows: Windows) -> bool:
    """Whether the part still has a window: this one has a day, and the one before ended before the merger."""
    own = windows.months.get((part.name, month))
    if own is None or own[1] < own[0]:
        return False
    before = windows.months.get((part.name, f"{parse_period(month).first_day - _DAY:%Y-%m}"))
    return before is None or part.merged_on is None or before[1] < part.merged_on
