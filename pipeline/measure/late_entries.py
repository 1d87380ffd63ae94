"""补登: steps dated in a window that is closed, which the edition that closed it lacked though it had the unit's ledger (5.4)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pipeline.bundles import PastEdition
from pipeline.measure.state import among
from pipeline.rules.windows import Closing, Windows, closes, closing_of

STEPS = {"accepted_on": "accepted", "extension_approved_on": "approved", "concluded_on": "concluded"}


def mark_late_entries(
    state: pd.DataFrame,
    windows: Windows,
    own: PastEdition | None,
    superior: pd.DataFrame | None,
    confirmed: pd.DataFrame,
) -> dict[str, pd.Series]:
    """Add backfilled_<step> and confirmed_<step> to ``state``; return date id -> name of the edition that lacked it (null: none).

    A step is 补登 when the first edition that closed its window with the unit's ledger in it had no date for it, nor
    any edition before; an approval also when that ledger was due and missing. Not where 上级登记台账 has the same date
    or 处理决定 accepts it (``confirmed``, Merged's). ``own``: the edition of this very period where it stays. A
    conclusion that counts as acceptance too (no 受理日期) makes both 补登.

    Example: February's edition, with the ledger in it, had no 受理日期; March's ledger says 20 February: 补登, never on
    time.
    """
    closing = [*windows.closing, *([closing_of(own)] if own is not None and own.stays and closes(own) else [])]
    lacking: dict[str, pd.Series] = {}
    # What was concluded before it was given away is by the ledgers of who concluded it.
    ran_on = (state["way"] == "决定") & state["held_from"].notna() & ~(state["clock_on"] == state["held_from"])
    parts = state["part"].where(~ran_on).ffill() if ran_on.any() else state["part"]
    for id_, step in STEPS.items():
        state[f"confirmed_{step}"] = _confirmed(state, id_, superior, confirmed)
        name = pd.Series(None, index=state.index, dtype="str")
        asked = (
            state[id_].notna() & ~state[f"confirmed_{step}"] & (state["mended"].isna() if "mended" in state else True)
        )
        if closing and asked.any():
            name[asked] = _lacked_by(state.loc[asked], parts[asked], id_, closing)
        state[f"backfilled_{step}"] = name.notna()
        lacking[id_] = name
    silent = state["silent"]
    state["backfilled_accepted"] = state["backfilled_accepted"].mask(silent, state["backfilled_concluded"])
    state["confirmed_accepted"] |= silent & state["confirmed_concluded"]
    lacking["accepted_on"] = lacking["accepted_on"].mask(silent)
    return lacking


def _lacked_by(rows: pd.DataFrame, units: pd.Series, id_: str, closing: Sequence[Closing]) -> np.ndarray:
    """The name of the first edition with the unit's (``units``) ledger in it that closed the window of each date and lacked the date; None: none."""
    days, numbers = rows[id_], rows["case_no"].to_numpy()
    names = np.full(len(rows), None, dtype=object)
    open_ = np.ones(len(rows), dtype=bool)
    known = np.zeros(len(rows), dtype=bool)
    for each in closing:
        known = known | _has(each.edition, id_, numbers)
        covers = each.covers(units, days).to_numpy() & open_
        if not covers.any():
            continue
        there = each.had_ledger(units, days).to_numpy()
        if id_ == "extension_approved_on":
            there = there | ~each.had_ledger(units, days, "refused").to_numpy()
        hit = covers & there
        names[hit & ~known] = each.edition.name
        open_ = open_ & ~hit
    return names


def _has(edition: PastEdition, id_: str, numbers: np.ndarray) -> np.ndarray:
    """Whether the edition had a date of this step for each number, in any unit's row; one after its cut-off had not happened."""
    end = pd.Timestamp(edition.cut_off)
    had = set(edition.matters.loc[edition.matters[id_] <= end, "case_no"])
    stands = edition.tables.get("stands")
    if stands is not None and id_ in stands:
        had |= set(stands.loc[stands[id_] <= end, "case_no"])
    return np.fromiter((number in had for number in numbers), dtype=bool, count=len(numbers))


def _confirmed(state: pd.DataFrame, id_: str, superior: pd.DataFrame | None, confirmed: pd.DataFrame) -> pd.Series:
    """Whether 上级登记台账 has the same date, or 更正属实 says so of this date; of another one it says nothing."""
    result = pd.Series(data=False, index=state.index)
    if superior is not None and len(superior):
        above = (
            superior.drop_duplicates("case_no", keep="last")
            .set_index("case_no")[id_]
            .reindex(state["case_no"])
            .set_axis(state.index)
        )
        result |= (above == state[id_]).fillna(value=False)
    said = confirmed[confirmed["id"] == id_]
    if len(said):
        right = set(zip(said["case_no"], said["township"], said["value"], strict=True))
        about = state.loc[among(state["case_no"], said["case_no"])]
        hits = [key in right for key in zip(about["case_no"], about["township"], about[id_], strict=True)]
        result[about.index] |= np.array(hits, dtype=bool)
    return result
