"""The matters past their limit, as the circular lists them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from pipeline.measure.indicators import Measured
from pipeline.rules.coded import plain
from pipeline.schema.vocabulary import Claim

_LIMIT = {"overdue_unaccepted": "acceptance_limit", "overdue_open": "due_date"}


def overdue_list(measured: Measured, names: Sequence[str], labels: dict[str, str], cut_off: date) -> pd.DataFrame:
    """bundles.Report.overdue: one row per matter and kind of limit that it has passed.

    Left out are 检举控告 and matters whose holder is 待定. Order: roster, then most days over, then number.
    """
    state = measured.state
    parts = []
    for id_, limit in _LIMIT.items():
        hit = measured.members[id_].numerator & ~state["hidden"] & (state["claim"] == Claim.SURE)
        rows = plain(state.loc[hit, ["case_no", "township", "registered_on", "accepted_on"]]).assign(
            kind=labels[id_], due=state.loc[hit, limit]
        )
        parts.append(rows)
    frame = pd.concat(parts)
    frame["days_over"] = (pd.Timestamp(cut_off) - frame["due"]).dt.days.astype("Int64")
    frame["_unit"] = frame["township"].map({n: i for i, n in enumerate(names)})
    frame = frame.sort_values(["_unit", "days_over", "case_no"], ascending=[True, False, True], kind="stable")
    frame["kind"] = frame["kind"].astype("str")
    return frame[["case_no", "township", "kind", "registered_on", "accepted_on", "due", "days_over"]].reset_index(
        drop=True
    )
