"""Resolution and ratings: the rates whose period is that of the conclusion."""

from __future__ import annotations

import pandas as pd

from pipeline.base.day_columns import earlier, later, shifted, since
from pipeline.measure.clauses import Clause
from pipeline.measure.masks import Member, rate
from pipeline.measure.once import Fall, Once
from pipeline.measure.stands import rated
from pipeline.measure.state import by_settled, resolution
from pipeline.schema.reasons import Why
from pipeline.schema.vocabulary import Claim
from pipeline.settings.record import Settings


def handed_back(state: pd.DataFrame) -> Clause:
    """The clause with which every denominator begins."""
    return Why.HANDED_BACK, ~state["withdrawn_valid"]


def solving(state: pd.DataFrame, once: Once, settings: Settings) -> dict[str, Member]:
    """化解率, 一次性化解率, both satisfactions and 参评率, by id.

    A conclusion that was taken back stays in their denominators as unresolved.
    """
    options = settings.options
    solved = state["procedure"].isin(["信访处理意见", "简易办理"]) | state["procedure_bad"]
    begin: list[Clause] = [handed_back(state), (Why.OTHER_PROCEDURE, solved)]
    first: Clause = (Why.NOT_FIRST, (state["occurrence"] == "初件") | state["occurrence_bad"])
    known: list[Clause] = [(Why.READ_PROCEDURE, ~state["procedure_bad"])]
    known_first: list[Clause] = [*known, (Why.READ_OCCURRENCE, ~state["occurrence_bad"])]
    cohort = resolution(state, "settled_cohort", settings)
    day = state["concluded_day"]
    back, window = shifted(day, options.came_back_days), shifted(day, options.rating_days)
    ended, returned, rated_by = (
        once.falls(state, id_, basis, event=day)
        for id_, basis in (("resolution", day), ("first_time_resolution", back), ("rating_turnout", window))
    )
    asked: list[Clause] = [
        handed_back(state),
        (Why.OTHER_PROCEDURE, solved | (state["procedure"] == "建议意见")),
        first,
        *_concluded_within(state, rated_by, options.rating_days),
    ]
    rating, unread = rated(state, "rating_unit"), state["rating_unit_bad"]
    return {
        "resolution": rate(
            [*begin, *_concluded_within(state, ended, 0)],
            [*known, *cohort],
            basis=day,
            fall=ended,
        ),
        "first_time_resolution": rate(
            [*begin, first, *_concluded_within(state, returned, options.came_back_days)],
            [*known_first, *by_settled(cohort, state["settled_returned"])],
            basis=back,
            done=day,
            fall=returned,
        ),
        "satisfaction": _satisfaction(state, asked, "rating_unit", rated_by, silence=options.silence_is_content),
        "rating_turnout": rate(
            asked,
            [
                *known_first,
                (Why.READ_CONCLUDED, state["concluded_on"].notna() | ~state["concluded_on_bad"]),
                (Why.NOT_CONCLUDED, state["concluded_on"].notna()),
                (Why.READ_RATING, rating | ~unread),
                (Why.NOT_RATED, rating),
            ],
            basis=window,
            done=day,
            fall=rated_by,
        ),
        "office_satisfaction": _satisfaction(state, asked, "rating_office", rated_by, silence=False),
    }


def _concluded_within(state: pd.DataFrame, fall: Fall, days: int) -> list[Clause]:
    """The clauses of a matter for which the day ``days`` after the conclusion falls in the period.

    Where 办结日期 can't be read it is enough that it may: such a conclusion lies after registration, and after the last
    cut-off at which the matter was open, and not after the cut-off.
    """
    last = shifted(state["last"], -days)
    day, unread = state["concluded_day"], state["concluded_on_bad"]
    may = (
        unread
        & day.isna()
        & ~later(state["registered_on"], last)
        & ~since(state["open_at"], last)
        & (state["present"] | (state["claim"] == Claim.CLAIMED))
    )
    before, after = (Why.WINDOW_BEFORE, Why.WINDOW_AFTER) if days else (Why.CONCLUDED_BEFORE, Why.CONCLUDED_AFTER)
    inside = fall.inside | may
    return [
        (Why.NOT_CONCLUDED, day.notna() | unread),
        (Why.MOVED_ON, fall.there | day.isna()),
        (before, ~earlier(fall.basis, state["first"]) | inside | fall.taken),
        (after, ~later(fall.basis, state["last"]) | inside | fall.taken),
        (Why.SPAN_ELSEWHERE, day.notna() | inside),
        (Why.COUNTED_BEFORE, inside),
    ]


def _satisfaction(state: pd.DataFrame, asked: list[Clause], id_: str, fall: Fall, *, silence: bool) -> Member:
    """The rate of 满意 and 基本满意 among the rated matters; an unreadable rating counts as rated and not content.

    Of a conclusion that was taken back only 不满意 counts. ``asked``: the clauses of the matters that were to be rated.
    ``silence``: a rating that never came counts as content (option 逾期未评价视为满意): in N, and in n where the cells
    show that the person was asked.
    """
    given, content, bad = rated(state, id_), state[id_].isin(["满意", "基本满意"]), state[f"{id_}_bad"]
    silent = ~given & ~bad if silence else pd.Series(data=False, index=state.index)
    still: Clause = (Why.TAKEN_BACK, ~state["taken_back"] | (state[id_] == "不满意"))
    entry = [*asked, still] if silence else [*asked, still, (Why.NOT_RATED, given | bad)]
    test: list[Clause] = [
        (Why.READ_PROCEDURE, ~state["procedure_bad"]),
        (Why.READ_OCCURRENCE, ~state["occurrence_bad"]),
        (Why.READ_CONCLUDED, ~state["concluded_on_bad"]),
        (Why.READ_RATING, content | ~bad | silent),
        (Why.DISCONTENT, content | silent),
    ]
    return rate(
        entry,
        test,
        because=[(Why.SILENT, ~(silent & ~content))],
        basis=fall.basis,
        done=state["concluded_day"],
        fall=fall,
    )
