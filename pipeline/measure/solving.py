"""Resolution and ratings: the rates whose matters are found by their conclusion."""

from __future__ import annotations

import pandas as pd

from pipeline.measure.clauses import Clause
from pipeline.measure.member import Member, rate
from pipeline.measure.state import rated, resolution
from pipeline.period import Period
from pipeline.schema.reasons import Why
from pipeline.settings import Settings


def handed_back(state: pd.DataFrame) -> Clause:
    """The clause with which every denominator begins."""
    return Why.HANDED_BACK, ~state["withdrawn_valid"]


def solving(state: pd.DataFrame, period: Period, settings: Settings) -> dict[str, Member]:
    """化解率, 一次性化解率, both satisfactions and 参评率."""
    options = settings.options
    solved = state["procedure"].isin(["信访处理意见", "简易办理"]) | state["procedure_bad"]
    begin: list[Clause] = [handed_back(state), (Why.OTHER_PROCEDURE, solved)]
    first: Clause = (Why.NOT_FIRST, (state["occurrence"] == "初件") | state["occurrence_bad"])
    known: list[Clause] = [(Why.READ_PROCEDURE, ~state["procedure_bad"])]
    known_first: list[Clause] = [*known, (Why.READ_OCCURRENCE, ~state["occurrence_bad"])]
    concluded, resolved = state["concluded_on"], resolution(state)
    asked: list[Clause] = [
        handed_back(state), (Why.OTHER_PROCEDURE, solved | (state["procedure"] == "建议意见")), first,
        *_concluded_within(state, period, options.rating_days),
    ]  # fmt: skip
    window = concluded + pd.Timedelta(days=options.rating_days)
    rating, unread = rated(state, "rating_unit"), state["rating_unit_bad"]
    return {
        "resolution": rate([*begin, *_concluded_within(state, period, 0)], [*known, *resolved], basis=concluded),
        "first_time_resolution": rate(
            [*begin, first, *_concluded_within(state, period, options.came_back_days)], [*known_first, *resolved],
            basis=concluded + pd.Timedelta(days=options.came_back_days), done=concluded,
        ),
        "satisfaction": _satisfaction(state, asked, "rating_unit", window, silence=options.silence_is_content),
        "rating_turnout": rate(
            asked,
            [*known_first, (Why.READ_CONCLUDED, concluded.notna()), (Why.READ_RATING, rating | ~unread), (Why.NOT_RATED, rating)],
            basis=window, done=concluded,
        ),
        "office_satisfaction": _satisfaction(state, asked, "rating_office", window, silence=False),
    }  # fmt: skip


def _concluded_within(state: pd.DataFrame, period: Period, days: int) -> list[Clause]:
    """Whether the day ``days`` after the conclusion falls in the period; where 办结日期 can't be read, whether it may.

    A conclusion that can't be read lies between registration, or the last cut-off that had the matter open, and the cut-off.
    """
    shift = pd.Timedelta(days=days)
    first, last = pd.Timestamp(period.first_day) - shift, pd.Timestamp(period.last_day) - shift
    concluded, unread = state["concluded_on"], state["concluded_on_bad"]
    may = unread & ~(state["registered_on"] > last) & ~(state["open_at"] >= last)
    before, after = (Why.WINDOW_BEFORE, Why.WINDOW_AFTER) if days else (Why.CONCLUDED_BEFORE, Why.CONCLUDED_AFTER)
    return [
        (Why.NOT_CONCLUDED, concluded.notna() | unread),
        (before, ~(concluded < first) | may),
        (after, ~(concluded > last) | may),
        (Why.SPAN_ELSEWHERE, concluded.between(first, last) | may),
    ]


def _satisfaction(state: pd.DataFrame, asked: list[Clause], id_: str, window: pd.Series, *, silence: bool) -> Member:
    """满意 and 基本满意 of those rated; an unreadable rating is a rating that isn't content.

    ``silence``: the county counts a rating that never came as content (option 逾期未评价视为满意), in N and, where it can be read
    that anybody was asked, in n.
    """
    given, content, bad = rated(state, id_), state[id_].isin(["满意", "基本满意"]), state[f"{id_}_bad"]
    silent = ~given & ~bad if silence else pd.Series(data=False, index=state.index)
    entry = asked if silence else [*asked, (Why.NOT_RATED, given | bad)]
    test: list[Clause] = [
        (Why.READ_PROCEDURE, ~state["procedure_bad"]),
        (Why.READ_OCCURRENCE, ~state["occurrence_bad"]),
        (Why.READ_CONCLUDED, ~state["concluded_on_bad"]),
        (Why.READ_RATING, content | ~bad | silent),
        (Why.DISCONTENT, content | silent),
    ]
    return rate(entry, test, because=[(Why.SILENT, ~(silent & ~content))], basis=window, done=state["concluded_on"])
