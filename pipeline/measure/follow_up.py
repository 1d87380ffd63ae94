"""What became of the matters that the edition before had past their limit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from pipeline.hidden import is_hidden
from pipeline.period import Period


def follow_up(
    before: pd.DataFrame, period: Period, cut_off: date, state: pd.DataFrame, unit_of: Mapping[str, str], names: Sequence[str]
) -> pd.DataFrame:
    """bundles.Report.follow_up from the matters table ``before`` of the edition of ``period``, taken at ``cut_off``.

    A matter is mended when ``state`` has it concluded, accepted (where only that was missing) or validly handed back; one that
    the state lacks is not. 检举控告 and matters whose holder was 待定 aside. Now of the holder of today; roster order, then number.
    """
    late = _late(before, period, pd.Timestamp(cut_off), frozenset(state.loc[state["hidden"], "case_no"]))
    now = state[state["present"]].set_index("case_no").reindex(late["case_no"])
    done = (now["concluded_on"].notna() | (now["withdrawn_valid"] == True)).to_numpy()  # noqa: E712 - null where the state lacks it
    accepted = now["accepted_on"].notna().to_numpy() & (late["kind"] == "逾期未受理").to_numpy()
    holder = now["township"].where(now["claim"] == "确定")
    frame = late.assign(township=[h if isinstance(h, str) else unit_of.get(t, t) for h, t in zip(holder, late["township"], strict=True)])
    frame["mended"] = done | accepted
    frame["_unit"] = frame["township"].map({n: i for i, n in enumerate(names)})
    frame = frame.sort_values(["_unit", "case_no"], kind="stable")[["case_no", "township", "kind", "mended"]].reset_index(drop=True)
    return frame.astype({"case_no": "str", "township": "str", "kind": "str"})


def _late(before: pd.DataFrame, period: Period, close: pd.Timestamp, hidden: frozenset[str]) -> pd.DataFrame:
    """case_no, township, kind of what the edition counted as 逾期未受理 or 逾期未办结; ``hidden``: those that are listed nowhere today."""
    last = pd.Timestamp(period.last_day)
    accepted = before["accepted_on"].where(before["accepted_on"] <= close)
    concluded = before["concluded_on"].where(before["concluded_on"] <= close)
    concluded = concluded.mask((concluded < accepted) | (concluded < before["registered_on"]))
    listed = (before["claim"] == "确定") & ~is_hidden(before) & ~before["case_no"].isin(hidden)
    listed &= (before["registered_on"] <= close) & ~before["withdrawn_valid"].fillna(value=False).astype(bool) & concluded.isna()
    kinds = {
        "逾期未受理": accepted.isna() & (before["acceptance_limit"] <= last),
        "逾期未办结": before["due_date"] <= last,
    }
    return pd.concat([before.loc[listed & hit, ["case_no", "township"]].assign(kind=kind) for kind, hit in kinds.items()])
