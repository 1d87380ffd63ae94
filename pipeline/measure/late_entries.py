"""补登: steps dated in a closed window that the edition closing it lacked, though it had the unit's ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from pipeline.bundles import PastEdition
from pipeline.measure.judges import entered_late
from pipeline.rules.windows import Closing, Windows, closes, closing_of
from pipeline.schema.vocabulary import Way
from pipeline.schema.whose_word import STEP_IDS

STEPS = dict(zip(STEP_IDS, ("accepted", "approved", "concluded"), strict=True))


def mark_late_entries(
    state: pd.DataFrame, windows: Windows, own: PastEdition | None, registers: Mapping[str, pd.DataFrame]
) -> dict[str, pd.Series]:
    """Add backfilled_<step> and confirmed_<step> to ``state``; return date id -> which edition lacked it (null: none).

    A step is 补登 when the first edition that closed its window with the unit's ledger in it had no date for it, nor
    any edition before; an approval also when that ledger was due and missing. Not where 上级登记台账 has the same date
    or 处理决定 accepts it (confirmed). ``own``: the edition of this very period where it stays. A conclusion that
    counts as acceptance too (no 受理日期) makes both 补登.

    Example: February's edition, with the ledger in it, had no 受理日期; March's ledger says 20 February: 补登, never on
    time.
    """
    closing = [*windows.closing, *([closing_of(own)] if own is not None and own.stays and closes(own) else [])]
    lacking: dict[str, pd.Series] = {}
    editions = pd.CategoricalDtype(sorted({each.edition.name for each in closing}))
    # What was concluded before it was given away is by the ledgers of who concluded it.
    ran_on = state["held_from"].notna() & ~(state["clock_on"] == state["held_from"])
    if ran_on.any():
        ran_on &= state["way"] == Way.DECIDED
    parts = state["part"].where(~ran_on).ffill() if ran_on.any() else state["part"]
    unmended = state["mended"].isna() if "mended" in state else pd.Series(data=True, index=state.index)
    for id_, step in STEPS.items():
        state[f"confirmed_{step}"] = _confirmed(state, id_, registers)
        name = pd.Series(
            pd.Categorical.from_codes(np.full(len(state), -1, dtype=np.int8), dtype=editions), index=state.index
        )
        asked = state[id_].notna() & ~state[f"confirmed_{step}"] & unmended
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
    """The name of the first edition that closed the window of each date and lacked the date; None where there is none.

    Only an edition with the ledger of the row's unit (``units``) in it counts.
    """
    days, numbers = rows[id_], rows["case_no"].to_numpy()
    names = np.full(len(rows), None, dtype=object)
    open_ = np.ones(len(rows), dtype=bool)
    known = np.zeros(len(rows), dtype=bool)
    for each in closing:
        known = known | _has(each, id_, numbers)
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


def _has(closing: Closing, id_: str, numbers: np.ndarray) -> np.ndarray:
    """Whether the edition had a date of this step, not after its cut-off, for each number, in any unit's row.

    A 办结日期 before the registration or the acceptance is no conclusion, and a date that the edition had as 补登 in
    its own window wasn't known when that was closed: made again and again, it stays 补登.
    """
    edition, late = closing.edition, entered_late(closing, id_)
    end, matters = pd.Timestamp(edition.cut_off), edition.matters
    told = (matters[id_] <= end) & ~late
    if id_ == "concluded_on":
        told &= ~((matters[id_] < matters["registered_on"]) | (matters[id_] < matters["accepted_on"]))
    had = set(matters.loc[told, "case_no"])
    stands = edition.tables.get("stands")
    if stands is not None and id_ in stands:
        dated = stands.loc[stands[id_] <= end, ["case_no", id_]]
        had |= set(dated.loc[~_pairs(dated).isin(_pairs(matters.loc[late, ["case_no", id_]])), "case_no"])
    return np.fromiter((number in had for number in numbers), dtype=bool, count=len(numbers))


def _pairs(rows: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(rows)


def _confirmed(state: pd.DataFrame, id_: str, registers: Mapping[str, pd.DataFrame]) -> pd.Series:
    """Whether 上级登记台账 has the same date, or 更正属实 accepts it.

    更正属实 speaks of the ledger of the folder in which the date lies (column ``<id>_confirmed`` of merging).
    """
    result: pd.Series = state[f"{id_}_confirmed"].copy()
    superior = registers.get("superior")
    if superior is not None and len(superior):
        above = (
            superior.drop_duplicates("case_no", keep="last")
            .set_index("case_no")[id_]
            .reindex(state["case_no"])
            .set_axis(state.index)
        )
        result |= (above == state[id_]).fillna(value=False)
    return result
