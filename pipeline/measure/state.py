"""The matters as they stood at the close of the cut-off, with what the rules derive from them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np
import pandas as pd

from pipeline.measure.clauses import Clause, all_hold
from pipeline.rules.deadlines import deadlines
from pipeline.rules.hidden import is_hidden
from pipeline.rules.windows import Windows
from pipeline.schema.ledger import OCCURRENCES, PROCEDURES, PURPOSES, RATED, RATINGS
from pipeline.schema.reasons import Why
from pipeline.settings.record import Settings

_CODES = {
    "procedure": PROCEDURES,
    "purpose": PURPOSES,
    "occurrence": OCCURRENCES,
    "rating_unit": RATINGS,
    "rating_office": RATINGS,
}
"""Asked of every matter again and again: as categories a comparison is one of whole numbers."""
_WITH_CONCLUSION = ("outcome", "handling", "settled", "rating_unit", "rating_office")


def as_of(matters: pd.DataFrame, cut_off: date, settings: Settings, windows: Windows) -> pd.DataFrame:
    """The stands at the close of ``cut_off``: of matters registered by then, later events undone, derived columns added.

    ``matters``: Merged's, a stand a row. Undone with a conclusion after the cut-off: outcome, handling, settled,
    ratings. With an approval: the extension. Concluded without acceptance: accepted on that day. Concluded before
    acceptance, or before registration: not concluded. A 告知日期 after the cut-off stays, for it is late all the same.
    Added: first and last (the window of the unit that held it, of the period), key (number and clock, by which an item
    is counted once), acceptance_limit, due_date, extension_valid, simple_limit, opinion (a 信访处理意见 matter, or
    简易办理 past its limit or handled anew; one whose 受理日期 can't be read isn't known to have kept it), accusation
    (检举控告, by the values that count), withdrawn_valid, repeat_no (the matter by which it came back), came_back,
    resolved. The columns of _CODES are categorical.
    """
    end = pd.Timestamp(cut_off)
    state = matters[(matters["registered_on"] <= end) & ~(matters["held_from"] > end)]
    for id_, codes in _CODES.items():
        state[id_] = pd.Categorical(state[id_], categories=list(codes))
    # Required, so a blank counts as one that can't be read: leaving it out would take the matter out of the rates of
    # 初件.
    state["occurrence_bad"] |= state["occurrence"].isna()
    for id_ in ("accepted_on", "accepted_first", "withdrawn_on"):
        state[id_] = state[id_].where(state[id_] <= end)
    late_approval = state["extension_approved_on"] > end
    for id_ in ("extension_approved_on", "extended_to"):
        state[id_] = state[id_].mask(late_approval)
    _conclusions(state, end)
    state["first"], state["last"] = windows.first(state["part"]), windows.last(state["part"])
    own_clock = state["clock_on"].notna()
    state["key"] = state["case_no"].mask(own_clock, state["case_no"] + "@" + state["clock_on"].dt.strftime("%Y-%m-%d"))
    state = state.join(deadlines(state, settings))
    _own_clocks(state)
    return state


def with_late_entries(state: pd.DataFrame, cut_off: date, settings: Settings) -> pd.DataFrame:
    """``state`` with backfilled_accepted, backfilled_approved, backfilled_concluded taken into account, and all that rests on them."""
    state["extension_submitted"] = state["extension_valid"]
    state["extension_valid"] &= ~state["backfilled_approved"]
    state["due_date"] = state["due_date"].where(state["extension_valid"] | state["base_due"].isna(), state["base_due"])
    simple = (state["procedure"] == "简易办理") & state["rework_on"].isna()
    anew = (state["procedure"] == "简易办理") & ~simple
    in_time = (state["concluded_on"] <= state["simple_limit"]) & ~state["backfilled_concluded"]
    overrun = simple & (state["accepted_on_bad"] | ((state["simple_limit"] <= pd.Timestamp(cut_off)) & ~in_time))
    state["simple"] = simple
    state["opinion"] = (state["procedure"] == "信访处理意见") | state["procedure_bad"] | overrun | anew
    state["accusation"] = is_accusation(state)
    state["hidden"] = is_hidden(state)
    state["withdrawn_valid"] = state["withdrawn_on"].notna() & state["handed_back"]
    state["repeat_no"] = came_back(state, settings.options.came_back_days)
    state["came_back"] = state["repeat_no"].notna()
    state["resolved"] = all_hold(resolution(state, "settled", settings))
    return state


def present(state: pd.DataFrame) -> pd.DataFrame:
    """One row a matter: the stand that it has now, or the row of one that is 待定."""
    return state[state["present"]]


def resolution(state: pd.DataFrame, settled: str, settings: Settings) -> list[Clause]:
    """What makes a matter 已化解.

    ``settled``: the column that says so, settled or settled_cohort or settled_returned (where a better state waits).
    """
    concluded = state["concluded_on"].notna()
    clauses = [
        (Why.READ_CONCLUDED, concluded | ~state["concluded_on_bad"]),
        (Why.NOT_CONCLUDED, concluded),
        (Why.READ_SETTLED, ~state["settled_bad"]),
        (Why.NOT_SETTLED, state[settled] == "已化解"),
        (Why.READ_OUTCOME, ~state["outcome_bad"]),
        (Why.NO_OUTCOME, state["outcome"].notna()),
    ]
    if settings.options.discontent_is_unsettled:
        clauses += [(Why.READ_RATING, ~state["rating_unit_bad"]), (Why.DISCONTENT, state["rating_unit"] != "不满意")]
    return [*clauses, (Why.FOUND_FALSE, ~state["found_false"]), (Why.CAME_BACK, ~state["came_back"])]


def _conclusions(state: pd.DataFrame, end: pd.Timestamp) -> None:
    """Undo conclusions after the cut-off or before acceptance; accept on the day of a conclusion without acceptance.

    A published conclusion that only a later acceptance contradicts keeps its day for the cohorts, so that none is left
    by writing one.
    """
    early = (state["concluded_on"] < state["accepted_on"]) | (state["concluded_on"] < state["registered_on"])
    undone = (state["concluded_on"] > end) | early
    state["concluded_on"] = state["concluded_on"].mask(undone)
    day, first = state["concluded_day"], state["accepted_first"]
    undone &= ~(early & (first < state["accepted_on"]) & (day >= first) & (day >= state["registered_on"]))
    state["concluded_day"] = state["concluded_day"].where(state["taken_back"], state["concluded_day"].mask(undone))
    state["concluded_day"] = state["concluded_day"].mask(state["concluded_day"] > end)
    for id_ in (*_WITH_CONCLUSION, "settled_cohort", "settled_returned"):
        state[id_] = state[id_].mask(undone)
        if f"{id_}_bad" in state:
            state[f"{id_}_bad"] &= ~undone
    silent = state["accepted_on"].isna() & ~state["accepted_on_bad"] & state["concluded_on"].notna()
    state["silent"] = silent
    state["accepted_on"] = state["accepted_on"].mask(silent, state["concluded_on"])


def _own_clocks(state: pd.DataFrame) -> None:
    """A stand begun after the matter was concluded opens no clock, and neither does one handed back later; limits lie in its own days."""
    over = (state["clock_on"].notna() & (state["concluded_day"] < state["clock_on"])).to_numpy()
    for id_ in ("acceptance_limit", "due_date", "base_due", "simple_limit"):
        state[id_] = state[id_].mask(over)


def held(state: pd.DataFrame, days: pd.Series) -> pd.Series:
    """Whether the stand held its matter on each day; null days it didn't."""
    return days.notna() & ~(days < state["held_from"]) & ~(days > state["held_until"])


def came_back(state: pd.DataFrame, days: int) -> pd.Series:
    """The first 重件 of the same first matter that was registered after the conclusion, at most ``days`` later; null where none was.

    Of this township; of another only if 上级登记台账 has it. Handed back ones don't count; one whose 初重件 can't be
    read does. The conclusion's day is concluded_day. A 重件 whose first matter isn't named or known comes back to its
    unit's latest conclusion of the last ``days`` days that counts as 已化解 and has none; a 待定 one to one of each
    claimant.
    """
    # Texts as whole numbers: what is equal stays equal, and comparing a million of them takes a tenth of the time.
    root, of = pd.factorize(state["root_case_no"])
    table = pd.DataFrame(
        {"_root": root, "_place": np.arange(len(state)), "_unit": pd.factorize(state["township"])[0]}, index=state.index
    )
    # A repeat is a matter, not a stand: the claimants' rows of a 待定 one are its own in each claimant's hands, the
    # county's row in nobody's.
    speaks = state["present"].where(state["claim"] != "待定", other=False) | (state["claim"] == "争议")
    again = (
        ((state["occurrence"] == "重件") | state["occurrence_bad"]) & ~state["withdrawn_valid"] & speaks.astype(bool)
    )
    repeats = table[again].join(state.loc[again, ["registered_on", "in_superior"]])
    # Few matters are ever repeated: what shares its first matter with no repeat needn't be joined.
    repeated = np.zeros(len(of), dtype=bool)
    repeated[repeats["_root"]] = True
    may = state["concluded_day"].notna() & repeated[root]
    concluded = table[may].join(state.loc[may, "concluded_day"])
    pairs = concluded.merge(repeats, on="_root", suffixes=("", "_again"))
    gap = (pairs["registered_on"] - pairs["concluded_day"]).dt.days
    numbers = state["case_no"].to_numpy()
    back = (
        pd.Series(numbers[pairs["_place"]] != numbers[pairs["_place_again"]], index=pairs.index)
        & (gap > 0)
        & (gap <= days)
    )
    back &= (pairs["_unit"] == pairs["_unit_again"]) | pairs["in_superior"]
    pairs = pairs[back]
    found = pairs.assign(case_no=numbers[pairs["_place_again"]])
    first = found.sort_values(["registered_on", "case_no"], kind="stable").drop_duplicates("_place")
    repeat_no = pd.Series(None, index=state.index, dtype="str")
    repeat_no.iloc[first["_place"].to_numpy()] = first["case_no"].to_numpy()
    linked = (state["related_case_no"].isin(state["case_no"]) & (state["related_case_no"] != state["case_no"])) | state[
        "case_no"
    ].isin(found["case_no"])
    _unlinked(state, again & ~linked, days, repeat_no)
    return repeat_no


def _unlinked(state: pd.DataFrame, unlinked: pd.Series, days: int, repeat_no: pd.Series) -> None:
    """Give each 重件 whose first matter isn't named or known, one that names itself among them and one whose 初重件 can't be read, to its unit's

    latest settled conclusion that has none, oldest 重件 first.
    """
    loose = state[unlinked]
    if loose.empty:
        return
    own = state[
        state["concluded_on"].notna()
        & (state["settled"] == "已化解")
        & state["outcome"].notna()
        & ~state["found_false"]
        & (state["claim"] != "待定")
        & state["township"].isin(loose["township"])
        & held(state, state["concluded_day"])
        & ~state["withdrawn_valid"]
    ]
    by_unit = {
        unit: rows.sort_values(["concluded_day", "case_no"]) for unit, rows in own.groupby("township", sort=False)
    }
    loose = loose.sort_values(["registered_on", "case_no"], kind="stable")
    for unit, number, day in zip(loose["township"], loose["case_no"], loose["registered_on"], strict=True):
        mine = by_unit.get(unit)
        if mine is None:
            continue
        gap = (day - mine["concluded_day"]).dt.days
        free = mine.index[(gap > 0) & (gap <= days) & repeat_no.loc[mine.index].isna() & (mine["case_no"] != number)]
        if len(free):
            repeat_no.loc[free[-1]] = number


def among(texts: pd.Series, wanted: Iterable[str]) -> pd.Series:
    """``texts.isin(wanted)`` for case numbers: Python's strings keep their hash, so its own set answers a million three times as fast."""
    known = frozenset(wanted)
    return pd.Series(
        np.fromiter(map(known.__contains__, texts.to_numpy()), dtype=bool, count=len(texts)), index=texts.index
    )


def is_accusation(frame: pd.DataFrame) -> pd.Series:
    """检举控告, by 办理程序 or by 信访目的."""
    told: pd.Series = (frame["procedure"] == "检举控告") | (frame["purpose"] == "检举控告")
    return told


def in_hand(state: pd.DataFrame, end: pd.Series) -> pd.Series:
    """在办 at the close of ``end``, a day for each stand: registered by it, neither concluded nor validly handed back by it."""
    back = state["withdrawn_valid"] & (state["withdrawn_on"] <= end)
    return (state["registered_on"] <= end) & ~(state["concluded_on"] <= end) & ~back


def in_force(state: pd.DataFrame) -> pd.Series:
    """In hand at any time of the window: registered by its end and not concluded before its beginning; of whoever holds the matter at the end of

    its window, or did when it was concluded.
    """
    over = state["concluded_on"] < state["first"]
    now = state["present"] | (state["claim"] == "争议")
    elsewhere = now & ((state["concluded_on"] < state["held_from"]) | (state["held_from"] > state["last"]))
    if elsewhere.any():
        about = state[among(state["case_no"], state.loc[elsewhere, "case_no"]) & (state["claim"] != "争议")]
        ended = about.loc[about["present"]].set_index("case_no")["concluded_on"]
        had = about[~(about["held_from"] > about["case_no"].map(ended).fillna(about["last"]))]
        now &= ~elsewhere
        now[had.index[~had["case_no"].duplicated(keep="last")]] = True
    force: pd.Series = (state["registered_on"] <= state["last"]) & ~over & now
    return force


def within(dates: pd.Series, first: pd.Series, last: pd.Series) -> pd.Series:
    """Dates that fall between two days of their own, both included; null is not."""
    return (dates >= first) & (dates <= last)


def rated(state: pd.DataFrame, id_: str) -> pd.Series:
    """已评价: 满意, 基本满意 or 不满意."""
    return state[id_].isin(RATED)
