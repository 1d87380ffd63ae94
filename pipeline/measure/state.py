"""The matters as they stood at the close of the cut-off, with what the rules derive from them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np
import pandas as pd

from pipeline.deadlines import deadlines
from pipeline.hidden import is_hidden
from pipeline.measure.clauses import Clause, all_hold
from pipeline.period import Period
from pipeline.schema.ledger import OCCURRENCES, PROCEDURES, PURPOSES, RATED, RATINGS
from pipeline.schema.reasons import Why
from pipeline.settings import Settings

_CODES = {"procedure": PROCEDURES, "purpose": PURPOSES, "occurrence": OCCURRENCES, "rating_unit": RATINGS, "rating_office": RATINGS}
"""Asked of every matter again and again: as categories a comparison is one of whole numbers."""
_WITH_CONCLUSION = ("outcome", "handling", "settled", "rating_unit", "rating_office")


def as_of(matters: pd.DataFrame, cut_off: date, settings: Settings) -> pd.DataFrame:
    """The state at the close of ``cut_off``: matters registered by then, later events undone, derived columns added.

    Undone with a conclusion after the cut-off: outcome, handling, settled, ratings. With an approval: the extension.
    Concluded without acceptance: accepted on that day. Concluded before acceptance, or before registration: not concluded.
    Added: acceptance_limit, due_date, extension_valid, simple_limit, opinion (a 信访处理意见 matter, or 简易办理 past its limit; one
    whose 受理日期 can't be read or whose conclusion is 补登 isn't known to have kept it), accusation (检举控告, by the values that count), hidden (listed nowhere), withdrawn_valid,
    repeat_no (the matter by which it came back), came_back, resolved. The columns of _CODES are categorical.
    """
    end = pd.Timestamp(cut_off)
    state = matters[matters["registered_on"] <= end]
    for id_, codes in _CODES.items():
        state[id_] = pd.Categorical(state[id_], categories=list(codes))
    # Required, so a blank counts as one that can't be read: leaving it out would take the matter out of the rates of 初件.
    state["occurrence_bad"] |= state["occurrence"].isna()
    for id_ in ("received_on", "notified_on", "accepted_on", "withdrawn_on"):
        state[id_] = state[id_].where(state[id_] <= end)
    late_approval = state["extension_approved_on"] > end
    for id_ in ("extension_approved_on", "extended_to"):
        state[id_] = state[id_].mask(late_approval)
    _conclusions(state, end)
    state = state.join(deadlines(state, settings))
    state["extension_valid"] &= ~state["backfilled_approved"]
    state["due_date"] = state["due_date"].where(state["extension_valid"] | state["base_due"].isna(), state["base_due"])
    simple = state["procedure"] == "简易办理"
    in_time = (state["concluded_on"] <= state["simple_limit"]) & ~state["backfilled_concluded"]
    overrun = simple & (state["accepted_on_bad"] | ((state["simple_limit"] <= end) & ~in_time))
    state["simple"] = simple
    state["opinion"] = (state["procedure"] == "信访处理意见") | state["procedure_bad"] | overrun
    state["accusation"] = is_accusation(state)
    state["hidden"] = is_hidden(state)
    state["withdrawn_valid"] = state["withdrawn_on"].notna() & state["handed_back"]
    state["repeat_no"] = _came_back(state, settings.options.came_back_days)
    state["came_back"] = state["repeat_no"].notna()
    state["resolved"] = all_hold(resolution(state))
    return state


def resolution(state: pd.DataFrame) -> list[Clause]:
    """What makes a matter 已化解 as 化解率 counts it."""
    concluded = state["concluded_on"].notna()
    return [
        (Why.READ_CONCLUDED, concluded | ~state["concluded_on_bad"]),
        (Why.NOT_CONCLUDED, concluded),
        (Why.READ_SETTLED, ~state["settled_bad"]),
        (Why.NOT_SETTLED, state["settled"] == "已化解"),
        (Why.READ_OUTCOME, ~state["outcome_bad"]),
        (Why.NO_OUTCOME, state["outcome"].notna()),
        (Why.READ_RATING, ~state["rating_unit_bad"]),
        (Why.DISCONTENT, state["rating_unit"] != "不满意"),
        (Why.FOUND_FALSE, ~state["found_false"]),
        (Why.CAME_BACK, ~state["came_back"]),
    ]


def _conclusions(state: pd.DataFrame, end: pd.Timestamp) -> None:
    """Undo conclusions after the cut-off or before acceptance; accept on the day of a conclusion without acceptance."""
    early = (state["concluded_on"] < state["accepted_on"]) | (state["concluded_on"] < state["registered_on"])
    undone = (state["concluded_on"] > end) | early
    state["concluded_on"] = state["concluded_on"].mask(undone)
    for id_ in _WITH_CONCLUSION:
        state[id_] = state[id_].mask(undone)
        if f"{id_}_bad" in state:
            state[f"{id_}_bad"] &= ~undone
    silent = state["accepted_on"].isna() & ~state["accepted_on_bad"] & state["concluded_on"].notna()
    state["accepted_on"] = state["accepted_on"].mask(silent, state["concluded_on"])
    state["backfilled_accepted"] |= silent & state["backfilled_concluded"]


def _came_back(state: pd.DataFrame, days: int) -> pd.Series:
    """The first 重件 of the same first matter that was registered after the conclusion, at most ``days`` later; null where none was.

    Of this township; of another only if 上级登记台账 has it. Handed back ones don't count; one whose 初重件 can't be read does.
    """
    # Texts as whole numbers: what is equal stays equal, and comparing a million of them takes a tenth of the time.
    root, of = pd.factorize(state["root_case_no"])
    table = pd.DataFrame({"_root": root, "_place": np.arange(len(state)), "_unit": pd.factorize(state["township"])[0]}, index=state.index)
    again = ((state["occurrence"] == "重件") | state["occurrence_bad"]) & ~state["withdrawn_valid"]
    repeats = table[again].join(state.loc[again, ["registered_on", "in_superior"]])
    # Few matters are ever repeated: what shares its first matter with no repeat needn't be joined.
    repeated = np.zeros(len(of), dtype=bool)
    repeated[repeats["_root"]] = True
    may = state["concluded_on"].notna() & repeated[root]
    concluded = table[may].join(state.loc[may, "concluded_on"])
    pairs = concluded.merge(repeats, on="_root", suffixes=("", "_again"))
    gap = (pairs["registered_on"] - pairs["concluded_on"]).dt.days
    back = (pairs["_place"] != pairs["_place_again"]) & (gap > 0) & (gap <= days)
    back &= (pairs["_unit"] == pairs["_unit_again"]) | pairs["in_superior"]
    pairs = pairs[back]
    found = pairs.assign(case_no=state["case_no"].to_numpy()[pairs["_place_again"]])
    first = found.sort_values(["registered_on", "case_no"], kind="stable").drop_duplicates("_place")
    repeat_no = pd.Series(None, index=state.index, dtype="str")
    repeat_no.iloc[first["_place"].to_numpy()] = first["case_no"].to_numpy()
    return repeat_no


def among(texts: pd.Series, wanted: Iterable[str]) -> pd.Series:
    """``texts.isin(wanted)`` for case numbers: Python's strings keep their hash, so its own set answers a million three times as fast."""
    known = frozenset(wanted)
    return pd.Series(np.fromiter(map(known.__contains__, texts.to_numpy()), dtype=bool, count=len(texts)), index=texts.index)


def is_accusation(frame: pd.DataFrame) -> pd.Series:
    """检举控告, by 办理程序 or by 信访目的."""
    told: pd.Series = (frame["procedure"] == "检举控告") | (frame["purpose"] == "检举控告")
    return told


def in_hand(state: pd.DataFrame, day: date) -> pd.Series:
    """在办 at the close of ``day``: registered by it, neither concluded nor validly handed back by it."""
    end = pd.Timestamp(day)
    back = state["withdrawn_valid"] & (state["withdrawn_on"] <= end)
    return (state["registered_on"] <= end) & ~(state["concluded_on"] <= end) & ~back


def in_force(state: pd.DataFrame, period: Period) -> pd.Series:
    """Registered by the period's last day and not concluded before its first."""
    over = state["concluded_on"] < pd.Timestamp(period.first_day)
    return (state["registered_on"] <= pd.Timestamp(period.last_day)) & ~over


def within(dates: pd.Series, period: Period) -> pd.Series:
    """Dates that fall in the period, both days included; null is not."""
    return dates.between(pd.Timestamp(period.first_day), pd.Timestamp(period.last_day))


def rated(state: pd.DataFrame, id_: str) -> pd.Series:
    """已评价: 满意, 基本满意 or 不满意."""
    return state[id_].isin(RATED)
