"""What a contested row has missed: a matter with a limit missed doesn't move by agreement, and a claimant can't leave a bad one behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.merge.values import Sources, with_values
from pipeline.rules.accusations import ACCUSATION
from pipeline.rules.deadlines import deadlines
from pipeline.settings.record import Settings

_NONE = pd.Timestamp.max


@dataclass(frozen=True)
class Limits:
    """By the position of a row: the first day of a limit that it has missed (``missed_on``), and whether something in it is unfavourable."""

    missed_on: Mapping[int, pd.Timestamp]
    bad: frozenset[int]

    def missed(self, at: int, day: pd.Timestamp) -> bool:
        """Whether a limit was missed before ``day``."""
        return self.missed_on.get(at, _NONE) < day

    def unfavourable(self, at: int) -> bool:
        """Overdue, late, 不满意 or 未化解."""
        return at in self.bad


def limits_of(
    rows: pd.DataFrame,
    contested: np.ndarray,
    sources: Sources,
    settings: Settings,
    unit: Mapping[str, str],
    end: pd.Timestamp,
) -> Limits:
    """The limits of the contested rows, each by the values that count were its unit the holder; by ``end``."""
    at = np.flatnonzero(contested)
    if not len(at):
        return Limits({}, frozenset())
    blank = pd.Series(pd.NaT, index=range(len(at)), dtype="datetime64[s]")
    picked = rows.iloc[at]
    stands = (
        pd.DataFrame({"case_no": picked["case_no"].to_numpy(), "part": picked["part"].to_numpy()})
        .astype("str")
        .assign(
            way="首报",
            clock_on=blank,
            held_from=blank,
            held_until=blank,
            present=True,
            claim="确定",
            at=at,
            fill=-1,
            basis="",
            until_no=-1,
            rework_on=blank,
            first_part=picked["part"].to_numpy(),
            township=[unit.get(p, p) for p in picked["part"]],
        )
    )
    frame, _ = with_values(stands, sources)
    limit = deadlines(frame, settings)
    accusing = (frame["procedure"] == ACCUSATION) | (frame["purpose"] == ACCUSATION)
    acceptance = limit["acceptance_limit"].where(~(frame["accepted_on"] <= limit["acceptance_limit"]) & ~accusing)
    due = limit["due_date"].where(~(frame["concluded_on"] <= limit["due_date"]))
    first = acceptance.where(~(due < acceptance), due).fillna(due)
    first = first.where(first <= end)
    bad = (
        first.notna()
        | (frame["rating_unit"] == "不满意")
        | (frame["concluded_on"].notna() & (frame["settled"] != "已化解"))
    )
    days = {int(place): day for place, day in zip(at, first, strict=True) if not pd.isna(day)}
    return Limits(days, frozenset(int(place) for place, is_bad in zip(at, bad, strict=True) if is_bad))
