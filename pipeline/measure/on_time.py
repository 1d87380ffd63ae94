"""The rates of what was due in the period, and the counts of what is overdue."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.base.day_columns import earlier, since, until
from pipeline.measure.clauses import Clause
from pipeline.measure.columns import among
from pipeline.measure.masks import Member, count, rate
from pipeline.measure.once import Fall, Once
from pipeline.measure.solving import handed_back
from pipeline.measure.stands import held
from pipeline.rules.deadlines import notice_due
from pipeline.schema.reasons import Why
from pipeline.schema.vocabulary import Claim
from pipeline.settings.record import Settings


def limits(state: pd.DataFrame, once: Once, settings: Settings) -> dict[str, Member]:
    """及时受理率, 按期办结率, 简易按期率, 延期件占比 and the two counts of overdue matters, by id.

    A limit counts for the unit that held the matter on that day.
    """
    shared = _shared(state)
    missed = _missed(state)
    to_conclude = once.falls(state, "concluded_on_time", state["due_date"])
    due_now = [*shared.opinion, *fallen(to_conclude, state["first"], Why.LIMIT_BEFORE, Why.LIMIT_AFTER)]
    return {
        "accepted_on_time": _accepted_on_time(state, once, shared, settings),
        "concluded_on_time": _concluded_on_time(state, shared, due_now, to_conclude),
        "simple_on_time": _simple_on_time(state, once, shared),
        "extended": rate(
            due_now,
            [(Why.NO_EXTENSION, state["extension_valid"]), shared.procedure_read],
            basis=state["due_date"],
            fall=to_conclude,
        ),
        "overdue_unaccepted": _overdue_unaccepted(state, shared, missed["accept"]),
        "overdue_open": _overdue_open(state, shared, missed["conclude"]),
    }


def fallen(fall: Fall, first: pd.Series, before: Why, after: Why) -> list[Clause]:
    """The clauses of a day, never null, that the period counts.

    The reasons why it doesn't: another unit held the matter on that day; the day lies before the window, which begins
    on ``first``, or after it; an edition has counted it.
    """
    early, out = earlier(fall.basis, first), ~fall.inside & ~fall.taken
    return [
        (Why.MOVED_ON, fall.there),
        (before, ~(early & out)),
        (after, early | ~out),
        (Why.COUNTED_BEFORE, fall.inside),
    ]


@dataclass(frozen=True)
class _Shared:
    """Clauses and masks that several of these indicators use.

    ``to_accept``: what a matter must be to have an acceptance limit. ``opinion``: a 信访处理意见 matter with a due
    date. ``concluded``: concluded, on a day that can be read. ``mended``: a row set aside before and mended since,
    which isn't late for having been unknown.
    """

    to_accept: list[Clause]
    opinion: list[Clause]
    concluded: list[Clause]
    procedure_read: Clause
    still_open: Clause
    not_backfilled: Clause
    mended: pd.Series


def _shared(state: pd.DataFrame) -> _Shared:
    not_handed_back, concluded = handed_back(state), state["concluded_on"].notna()
    return _Shared(
        to_accept=[
            not_handed_back,
            (Why.ACCUSATION, ~state["accusation"]),
            (Why.NO_ACCEPTANCE_LIMIT, state["acceptance_limit"].notna()),
        ],
        opinion=[
            not_handed_back,
            (Why.OTHER_PROCEDURE, state["opinion"]),
            (Why.NO_LIMIT, state["due_date"].notna()),
        ],
        concluded=[
            (Why.READ_CONCLUDED, concluded | ~state["concluded_on_bad"]),
            (Why.NOT_CONCLUDED, concluded),
        ],
        procedure_read=(Why.READ_PROCEDURE, ~state["procedure_bad"]),
        still_open=(Why.CONCLUDED, ~concluded),
        not_backfilled=(Why.BACKFILLED, ~state["backfilled_concluded"]),
        mended=state["mended"].notna(),
    )


def _accepted_on_time(state: pd.DataFrame, once: Once, shared: _Shared, settings: Settings) -> Member:
    accepted, notified, limit = state["accepted_on"], state["notified_on"], state["acceptance_limit"]
    fall = once.falls(state, "accepted_on_time", limit)
    return rate(
        [
            *shared.to_accept,
            (Why.COUNTED_BEFORE, ~once.counted_aside(state)),
            *fallen(fall, state["first"], Why.LIMIT_BEFORE, Why.LIMIT_AFTER),
        ],
        [
            (Why.READ_ACCEPTED, accepted.notna() | ~state["accepted_on_bad"]),
            (Why.NOT_ACCEPTED, accepted.notna()),
            (Why.FOUND_FALSE, ~state["registered_false"]),
            (Why.ACCEPTED_EARLY, since(accepted, state["registered_on"])),
            (Why.READ_RECEIVED, ~state["received_on_bad"]),
            (Why.ACCEPTED_LATE, until(accepted, limit)),
            (Why.BACKFILLED, ~state["backfilled_accepted"]),
            (Why.KNOWN_LATE, ~fall.unknown | state["confirmed_accepted"] | shared.mended),
            (Why.READ_NOTIFIED, ~state["notified_on_bad"]),
            (Why.NOT_NOTIFIED, notified.notna() | ~notice_due(limit, settings)),
            (Why.NOTIFIED_LATE, notified.isna() | until(notified, limit)),
        ],
        basis=limit,
        done=accepted,
        fall=fall,
    )


def _concluded_on_time(state: pd.DataFrame, shared: _Shared, due_now: list[Clause], fall: Fall) -> Member:
    due, concluded = state["due_date"], state["concluded_on"]
    return rate(
        due_now,
        [
            shared.procedure_read,
            (Why.READ_ACCEPTED, ~state["accepted_on_bad"]),
            *shared.concluded,
            (Why.CONCLUDED_LATE, until(concluded, due)),
            shared.not_backfilled,
            (Why.KNOWN_LATE, ~fall.unknown | state["confirmed_concluded"] | shared.mended),
        ],
        because=[(Why.EXTENDED, ~state["extension_valid"])],
        basis=due,
        done=concluded,
        fall=fall,
    )


def _simple_on_time(state: pd.DataFrame, once: Once, shared: _Shared) -> Member:
    limit, concluded = state["simple_limit"], state["concluded_on"]
    fall = once.falls(state, "simple_on_time", limit)
    return rate(
        [
            handed_back(state),
            (Why.NOT_SIMPLE, state["simple"]),
            (Why.NO_LIMIT, limit.notna()),
            *fallen(fall, state["first"], Why.LIMIT_BEFORE, Why.LIMIT_AFTER),
        ],
        [
            *shared.concluded,
            (Why.CONCLUDED_LATE, until(concluded, limit)),
            shared.not_backfilled,
            (Why.KNOWN_LATE, ~fall.unknown | state["confirmed_concluded"] | shared.mended),
        ],
        basis=limit,
        done=concluded,
        fall=fall,
    )


def _missed(state: pd.DataFrame) -> dict[str, pd.Series]:
    """Whether each stand answers for its missed limit of acceptance (accept) and of conclusion (conclude).

    It does if it held the matter on the day of the limit. The limit of a clock that another clock has replaced counts
    in the period of that limit alone.
    """
    present = state["present"] | (state["claim"] == Claim.CLAIMED)
    running = present | among(state["key"], state.loc[present & state["held_from"].notna(), "key"])
    return {
        step: held(state, days) & (running | since(days, state["first"]))
        for step, days in (("accept", state["acceptance_limit"]), ("conclude", state["due_date"]))
    }


def _overdue_unaccepted(state: pd.DataFrame, shared: _Shared, missed: pd.Series) -> Member:
    limit = state["acceptance_limit"]
    return count(
        [
            *shared.to_accept,
            (Why.LIMIT_AFTER, until(limit, state["last"])),
            (Why.MOVED_ON, missed),
            (Why.ACCEPTED, state["accepted_on"].isna()),
            shared.still_open,
        ],
        basis=limit,
        done=state["accepted_on"],
    )


def _overdue_open(state: pd.DataFrame, shared: _Shared, missed: pd.Series) -> Member:
    due = state["due_date"]
    return count(
        [*shared.opinion, (Why.LIMIT_AFTER, until(due, state["last"])), (Why.MOVED_ON, missed), shared.still_open],
        basis=due,
        done=state["concluded_on"],
    )
