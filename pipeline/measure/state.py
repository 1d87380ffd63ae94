"""The matters as they stood at the close of the cut-off, with what the rules derive from them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.measure.clauses import Clause, all_hold
from pipeline.rules.accusations import is_accusation, is_hidden
from pipeline.rules.deadlines import deadlines
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
    "claim": ("确定", "待定", "争议"),
}
"""Asked of every matter again and again: as categories a comparison is one of whole numbers."""
_DAYS_APART = 10_000_000
"""More days than any two dates are apart."""
_WITH_CONCLUSION = ("outcome", "handling", "settled", "rating_unit", "rating_office")


def as_of(matters: pd.DataFrame, cut_off: date, settings: Settings, windows: Windows) -> pd.DataFrame:
    """The stands at the close of ``cut_off``: of matters registered by then, later events undone, derived columns added.

    ``matters``: Merged's, a stand a row. Undone with a conclusion after the cut-off: outcome, handling, settled,
    ratings. With an approval: the extension. Concluded without acceptance: accepted on that day. Concluded before
    acceptance, or before registration: not concluded. A 告知日期 after the cut-off stays, for it is late all the same.
    Added: first and last (the window of the unit that held it, of the period), moved (held from a day or until a day),
    key (number and clock, by which an item is counted once), acceptance_limit, due_date, extension_valid, simple_limit,
    opinion (a 信访处理意见 matter, or 简易办理 past its limit or handled anew; one whose 受理日期 can't be read isn't
    known to have kept it), accusation (检举控告, by the values that count), withdrawn_valid, repeat_no (the matter by
    which it came back), came_back, resolved. The columns of _CODES are categorical.
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
    state["moved"] = state["held_from"].notna() | state["held_until"].notna()
    state["key"] = keys(state)
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


def keys(rows: pd.DataFrame) -> pd.Series:
    """The number of each row, with the day of its clock where it has one of its own."""
    own = rows["clock_on"].notna()
    if not own.any():
        return rows["case_no"]
    return rows["case_no"].mask(own, rows["case_no"] + "@" + rows["clock_on"].dt.strftime("%Y-%m-%d"))


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
        (Why.NOT_SETTLED, says(state[settled], "已化解")),
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
    there: pd.Series = days.notna()
    if state["moved"].any():
        few = state.loc[state["moved"], ["held_from", "held_until"]]
        there[few.index] &= ~(days[few.index] < few["held_from"]) & ~(days[few.index] > few["held_until"])
    return there


def came_back(state: pd.DataFrame, days: int) -> pd.Series:
    """The first 重件 of the same first matter that was registered after the conclusion, at most ``days`` later; null where none was.

    Of this township; of another only if 上级登记台账 has it. Handed back ones don't count; one whose 初重件 can't be
    read does. The conclusion's day is concluded_day. A 重件 whose first matter isn't named or known comes back to its
    unit's latest conclusion of the last ``days`` days that counts as 已化解 and has none; a 待定 one to one of each
    claimant.
    """
    # A repeat is a matter, not a stand: the claimants' rows of a 待定 one are its own in each claimant's hands, the
    # county's row in nobody's.
    speaks = state["present"].where(state["claim"] != "待定", other=False) | (state["claim"] == "争议")
    again = (
        ((state["occurrence"] == "重件") | state["occurrence_bad"]) & ~state["withdrawn_valid"] & speaks.astype(bool)
    )
    # Few matters are ever repeated: what shares its first matter with no repeat needn't be joined.
    may = state["concluded_day"].notna() & among(state["root_case_no"], state.loc[again, "root_case_no"])
    asked = again | may
    texts = state.loc[asked, ["root_case_no", "township"]]
    # Texts as whole numbers: what is equal stays equal, and comparing a million of them takes a tenth of the time.
    root, unit = (pd.factorize(texts[column])[0] for column in texts)
    table = pd.DataFrame({"_root": root, "_place": np.flatnonzero(asked), "_unit": unit}, index=texts.index)
    repeats = table[again[asked]].join(state.loc[again, ["registered_on", "in_superior"]])
    concluded = table[may[asked]].join(state.loc[may, "concluded_day"])
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
    links = state.loc[again, ["case_no", "related_case_no"]]
    known = numbers[among(state["case_no"], links["related_case_no"]).to_numpy()]
    named = among(links["related_case_no"], known) & (links["related_case_no"] != links["case_no"])
    linked = named | among(links["case_no"], found["case_no"])
    _unlinked(state, state.loc[linked.index[~linked], ["township", "case_no", "registered_on"]], days, repeat_no)
    return repeat_no


def _unlinked(state: pd.DataFrame, loose: pd.DataFrame, days: int, repeat_no: pd.Series) -> None:
    """Give each 重件 whose first matter isn't named or known (``loose``), one that names itself among them and one whose 初重件 can't be read, to

    its unit's latest settled conclusion that has none, oldest 重件 first.
    """
    if loose.empty:
        return
    may = (
        state["concluded_on"].notna()
        & says(state["settled"], "已化解")
        & state["outcome"].notna()
        & ~state["found_false"]
        & (state["claim"] != "待定")
        & held(state, state["concluded_day"])
        & ~state["withdrawn_valid"]
        & repeat_no.isna()
    ).to_numpy(dtype=bool)
    units = pd.Index(loose["township"].dropna().unique())
    places = np.flatnonzero(may)
    conclusions = _by_unit(
        state["township"].iloc[places], state["concluded_day"].iloc[places], state["case_no"].iloc[places], units
    )
    repeats = _by_unit(loose["township"], loose["registered_on"], loose["case_no"], units)
    first, last = (conclusions["at"].searchsorted(repeats["at"] - back, side="left") for back in (days, 0))
    numbers, places = conclusions["case_no"].tolist(), places[conclusions["place"]]
    # Where each conclusion that has its 重件 sends the next one: to the one before it. They are counted from 1; 0 is
    # none.
    before = list(range(len(numbers) + 1))
    found: dict[int, str] = {}

    def free(at: int) -> int:
        while before[at] != at:
            before[at] = before[before[at]]
            at = before[at]
        return at

    for number, none, newest in zip(repeats["case_no"].to_numpy(), first.tolist(), last.tolist(), strict=True):
        at = free(newest)
        while at > none and numbers[at - 1] == number:
            at = free(at - 1)
        if at > none:
            found[at - 1] = number
            before[at] = at - 1
    repeat_no.iloc[places[list(found)]] = list(found.values())


def _by_unit(unit: pd.Series, day: pd.Series, case_no: pd.Series, units: pd.Index) -> pd.DataFrame:
    """Rows of the ``units`` by unit, day and number: case_no, place (which row it was) and at (one whole number for unit and day)."""
    days = day.to_numpy().astype("datetime64[D]").astype(np.int64)
    codes = units.get_indexer(pd.Index(unit))
    rows = pd.DataFrame(
        {"at": codes * _DAYS_APART + days, "case_no": case_no.to_numpy(), "place": np.arange(len(unit))}
    )
    return (kept := rows[codes >= 0]).iloc[order_of(kept[["at", "case_no"]])].reset_index(drop=True)


def says(texts: pd.Series, word: str) -> pd.Series:
    """``texts == word``, in a third of the time: the texts of a column are mostly the same few objects, which Python tells by their place."""
    return pd.Series((texts.to_numpy() == word).astype(bool), index=texts.index)


def order_of(rows: pd.DataFrame) -> np.ndarray:
    """The positions of ``rows`` by all their columns, ascending, nulls last, ties as they come.

    Arrow sorts texts in a fraction of pandas' time, and in the same order: bytes of UTF-8 are ordered as their
    characters are.
    """
    table = pa.Table.from_pandas(rows, preserve_index=False)
    order: np.ndarray = pc.sort_indices(table, sort_keys=[(column, "ascending") for column in rows]).to_numpy()
    return order


def among(texts: pd.Series, wanted: Iterable[str]) -> pd.Series:
    """``texts.isin(wanted)`` for case numbers: Python's strings keep their hash, so its own set answers a million three times as fast."""
    known = frozenset(wanted)
    if not known:
        return pd.Series(data=False, index=texts.index)
    return pd.Series(
        np.fromiter(map(known.__contains__, texts.to_numpy()), dtype=bool, count=len(texts)), index=texts.index
    )


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
