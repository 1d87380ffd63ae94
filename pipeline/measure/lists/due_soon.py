"""The matters whose limit comes up soon, so that a township can act in time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from pipeline.rules.coded import plain
from pipeline.schema.vocabulary import Claim

DAYS = 30


def due_soon(state: pd.DataFrame, names: Sequence[str], cut_off: date) -> pd.DataFrame:
    """bundles.Report.due_soon: limits from the day after ``cut_off`` to 30 days after it.

    Order: roster, then the soonest first.

    待受理: neither accepted nor concluded. 待办结: a 信访处理意见 matter not concluded. Left out are 检举控告,
    matters handed back and those whose holder is 待定.
    """
    open_ = (
        (state["claim"] == Claim.SURE)
        & state["present"]
        & ~state["withdrawn_valid"]
        & ~state["hidden"]
        & state["concluded_on"].isna()
    )
    first, last = pd.Timestamp(cut_off) + pd.Timedelta(days=1), pd.Timestamp(cut_off) + pd.Timedelta(days=DAYS)
    parts = []
    for kind, limit, wanted in (
        ("待受理", "acceptance_limit", state["accepted_on"].isna()),
        ("待办结", "due_date", state["opinion"] & state["accepted_on"].notna()),
    ):
        here = state[open_ & wanted & state[limit].between(first, last)]
        rows = plain(here[["case_no", "township", "registered_on", "accepted_on"]])
        parts.append(rows.assign(kind=kind, due=here[limit]))
    frame = pd.concat(parts)
    frame["days_left"] = (frame["due"] - pd.Timestamp(cut_off)).dt.days.astype("Int64")
    frame["_unit"] = frame["township"].map({n: i for i, n in enumerate(names)})
    frame = frame.sort_values(["_unit", "due", "case_no"], kind="stable")
    columns = ["case_no", "township", "kind", "registered_on", "accepted_on", "due", "days_left"]
    return frame[columns].reset_index(drop=True).astype({"kind": "str"})
