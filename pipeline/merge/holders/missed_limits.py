"""The limits that a contested row has missed.

A matter with a missed limit doesn't move by agreement, and a claimant can't get rid of an unfavourable one by leaving
it out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.merge.holders.stand_rows import first_stands
from pipeline.merge.sources import Sources
from pipeline.merge.values import with_values
from pipeline.rules.accusations import ACCUSATION
from pipeline.rules.deadlines import deadlines

_NONE = pd.Timestamp.max


@dataclass(frozen=True)
class Limits:
    """``missed_on``: position of a row -> the limit that it missed first; ``bad``: rows with something unfavourable."""

    missed_on: Mapping[int, pd.Timestamp]
    bad: frozenset[int]

    def missed(self, at: int, day: pd.Timestamp) -> bool:
        """Whether a limit was missed before ``day``."""
        return self.missed_on.get(at, _NONE) < day

    def unfavourable(self, at: int) -> bool:
        """Whether the row is overdue, late, 不满意 or concluded without being 已化解."""
        return at in self.bad


def limits_of(contested: np.ndarray, sources: Sources) -> Limits:
    """The limits, up to the cut-off, of the contested rows, by the values that would count if the row's unit held it.

    ``contested``: whether the matter of each row of ``sources`` is walked. A conclusion stands for a blank 受理日期;
    one before registration or acceptance, or after the cut-off, is none.
    """
    at = np.flatnonzero(contested)
    if not len(at):
        return Limits({}, frozenset())
    context = sources.context
    rows = sources.rows.iloc[at].reset_index(drop=True)
    stands = first_stands(rows["case_no"], rows["part"], at, "")
    frame, _ = with_values(stands.assign(township=[context.today(part) for part in rows["part"]]), sources)
    limit = deadlines(frame, context.settings)
    accusing = (frame["procedure"] == ACCUSATION) | (frame["purpose"] == ACCUSATION)
    accepted, concluded = frame["accepted_on"], frame["concluded_on"]
    early = (concluded < frame["registered_on"]) | (concluded < accepted)
    concluded = concluded.where(~early & (concluded <= context.end))
    accepted = accepted.fillna(concluded.where(~frame["accepted_on_bad"]))
    acceptance = limit["acceptance_limit"].where(~(accepted <= limit["acceptance_limit"]) & ~accusing)
    due = limit["due_date"].where(~(concluded <= limit["due_date"]))
    first = acceptance.where(~(due < acceptance), due).fillna(due)
    first = first.where(first <= context.end)
    bad = first.notna() | (frame["rating_unit"] == "不满意") | (concluded.notna() & (frame["settled"] != "已化解"))
    days = {int(place): day for place, day in zip(at, first, strict=True) if not pd.isna(day)}
    return Limits(days, frozenset(int(place) for place, is_bad in zip(at, bad, strict=True) if is_bad))
