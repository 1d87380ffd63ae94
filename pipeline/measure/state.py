"""The matters as they stood at the close of the cut-off, with what the rules derive from them."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pipeline.base.day_columns import chosen, earlier, since, until
from pipeline.measure.came_back import came_back
from pipeline.measure.clauses import Clause, all_hold
from pipeline.measure.stands import keys
from pipeline.rules.accusations import is_accusation, is_hidden
from pipeline.rules.deadlines import deadlines
from pipeline.rules.windows import Windows
from pipeline.schema.reasons import Why
from pipeline.settings.record import Settings

_WITH_CONCLUSION = ("outcome", "handling", "settled", "rating_unit", "rating_office")


def as_of(matters: pd.DataFrame, cut_off: date, settings: Settings, windows: Windows) -> pd.DataFrame:
    """The stands of the matters registered by the close of ``cut_off``, with later events undone and columns derived.

    ``matters``: Merged's, one row per stand.

    A conclusion after the cut-off is undone together with outcome, handling, settled and the ratings; an approval
    after it together with the extension. A matter concluded without acceptance is accepted on the day of its
    conclusion. One concluded before its acceptance or registration isn't concluded. A 告知日期 after the cut-off stays,
    because it is late in any case.

    Added columns: first and last (the window, in this period, of the unit that held the matter), moved (the stand
    begins or ends on a day), key (number and clock, by which an item is counted once), base_due, due_date,
    acceptance_limit, extension_valid, simple_limit, silent (accepted only by its conclusion). ``with_late_entries``
    adds what depends on 补登.
    """
    end = pd.Timestamp(cut_off)
    # Handed back on the last day it is nobody's from the next on, and counts for 全县 all the same.
    begun_by = end + pd.Timedelta(days=1) if (matters["part"] == "").any() else end
    begun = ~(matters["held_from"] > end) | ((matters["part"] == "") & (matters["held_from"] <= begun_by))
    known = (matters["registered_on"] <= end) & begun
    # Nearly always every stand is known, and a shallow copy shares its columns until one is changed.
    state = matters.copy(deep=False) if known.all() else matters[known]
    # 初重件 is required, so a blank counts as unreadable: otherwise leaving it out would take the matter out of the
    # rates of 初件.
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
    limits = deadlines(state, settings)
    state[limits.columns] = limits
    _own_clocks(state)
    return state


def with_late_entries(state: pd.DataFrame, cut_off: date, settings: Settings) -> pd.DataFrame:
    """``state`` with the columns that depend on 补登 (backfilled_accepted, backfilled_approved, backfilled_concluded).

    Changed: extension_valid and due_date, because an approval that is 补登 extends nothing (extension_submitted keeps
    whether it would have). Added: simple (简易办理 not handled anew), opinion (a 信访处理意见 matter, or 简易办理 past
    its limit or handled anew; a matter whose 受理日期 can't be read isn't known to have kept the limit), accusation
    (检举控告, by the values that count), hidden (to be listed nowhere), withdrawn_valid, repeat_no (the matter by
    which it came back), came_back, came_back_named (关联件编号 leads from that one to this one's first matter),
    resolved.
    """
    state["extension_submitted"] = state["extension_valid"]
    state["extension_valid"] &= ~state["backfilled_approved"]
    extended = state["extension_valid"] | state["base_due"].isna()
    state["due_date"] = chosen(extended, state["due_date"], state["base_due"])
    simple = (state["procedure"] == "简易办理") & state["rework_on"].isna()
    anew = (state["procedure"] == "简易办理") & ~simple
    in_time = until(state["concluded_on"], state["simple_limit"]) & ~state["backfilled_concluded"]
    overrun = simple & (state["accepted_on_bad"] | ((state["simple_limit"] <= pd.Timestamp(cut_off)) & ~in_time))
    state["simple"] = simple
    state["opinion"] = (state["procedure"] == "信访处理意见") | state["procedure_bad"] | overrun | anew
    state["accusation"] = is_accusation(state)
    state["hidden"] = is_hidden(state)
    state["withdrawn_valid"] = state["withdrawn_on"].notna() & state["handed_back"]
    state["repeat_no"] = came_back(state, settings.options.came_back_days)
    state["came_back"] = state["repeat_no"].notna()
    state["came_back_named"] = _named(state)
    state["resolved"] = all_hold(resolution(state, "settled", settings))
    return state


def resolution(state: pd.DataFrame, settled: str, settings: Settings) -> list[Clause]:
    """The clauses by which a matter is 已化解.

    ``settled``: the column that is read: settled; or settled_cohort or settled_returned, where a better state doesn't
    count yet.
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
    return [*clauses, (Why.FOUND_FALSE, ~state["found_false"]), *_not_back(state)]


def _not_back(state: pd.DataFrame) -> list[Clause]:
    """That the matter didn't come back: by a 重件 that leads to it, or by one that the rule ascribes to it."""
    return [(Why.CAME_BACK, ~state["came_back_named"]), (Why.ASCRIBED, ~state["came_back"])]


def _named(state: pd.DataFrame) -> pd.Series:
    """Whether the matter by which each came back has the same first matter, so that it is a fact and no ascription."""
    repeats = state["repeat_no"].dropna()
    named = pd.Series(data=False, index=state.index)
    if not repeats.empty:
        known = state[state["case_no"].isin(repeats)].drop_duplicates("case_no").set_index("case_no")["root_case_no"]
        named[repeats.index] = repeats.map(known) == state["root_case_no"].loc[repeats.index]
    return named


def by_settled(clauses: list[Clause], settled: pd.Series) -> list[Clause]:
    """The clauses of ``resolution``, asked of another column ``settled``."""
    return [(why, settled == "已化解" if why == Why.NOT_SETTLED else mask) for why, mask in clauses]


def _conclusions(state: pd.DataFrame, end: pd.Timestamp) -> None:
    """Undo conclusions after the cut-off or before acceptance; accept on the day of a conclusion without acceptance.

    A published conclusion that only an acceptance moved to a later day contradicts keeps its day for the cohorts
    (concluded_day), so that no matter leaves its cohort by a changed 受理日期.
    """
    registered = state["registered_on"]
    early = earlier(state["concluded_on"], state["accepted_on"]) | earlier(state["concluded_on"], registered)
    undone = (state["concluded_on"] > end) | early
    state["concluded_on"] = state["concluded_on"].mask(undone)
    day, first = state["concluded_day"], state["accepted_first"]
    undone &= ~(early & earlier(first, state["accepted_on"]) & since(day, first) & since(day, registered))
    state["concluded_day"] = day.mask(undone & ~state["taken_back"])
    state["concluded_day"] = state["concluded_day"].mask(state["concluded_day"] > end)
    for id_ in (*_WITH_CONCLUSION, "settled_cohort", "settled_returned"):
        state[id_] = state[id_].mask(undone)
        if f"{id_}_bad" in state:
            state[f"{id_}_bad"] &= ~undone
    silent = state["accepted_on"].isna() & ~state["accepted_on_bad"] & state["concluded_on"].notna()
    state["silent"] = silent
    state["accepted_on"] = chosen(silent, state["concluded_on"], state["accepted_on"])


def _own_clocks(state: pd.DataFrame) -> None:
    """Take the limits from stands with a clock of their own that began after the matter was concluded."""
    concluded_before = earlier(state["concluded_day"], state["clock_on"])
    for id_ in ("acceptance_limit", "due_date", "base_due", "simple_limit"):
        state[id_] = state[id_].mask(concluded_before)
