"""Which matters stand in the denominator and the numerator of each indicator (docs/definitions.md, 指标), and by which clauses."""

from __future__ import annotations

import pandas as pd

from pipeline.measure.clauses import Clause, within_clauses
from pipeline.measure.member import Member, count, rate
from pipeline.measure.solving import handed_back, solving
from pipeline.measure.state import among, in_force
from pipeline.period import Period
from pipeline.schema.reasons import Why
from pipeline.settings import Settings


def memberships(state: pd.DataFrame, period: Period, settings: Settings, assigned: frozenset[str] | None) -> dict[str, Member]:
    """Every indicator that is measured on matters, by id. ``assigned``: case numbers of 交办清单 by the cut-off, None without it.

    A value that can't be read keeps the matter in the denominator that its readable dates allow and out of every numerator
    that needs the value. Handed back matters are in neither.
    """
    return {**_limits(state, period), **solving(state, period, settings), **_standing(state, period, assigned)}


def _limits(state: pd.DataFrame, period: Period) -> dict[str, Member]:
    """The rates of what was due, and the counts of what is overdue."""
    here, first, last = handed_back(state), pd.Timestamp(period.first_day), pd.Timestamp(period.last_day)
    accepted, concluded, limit, due = (state[c] for c in ("accepted_on", "concluded_on", "acceptance_limit", "due_date"))
    accusing: Clause = (Why.ACCUSATION, ~state["accusation"])
    known: Clause = (Why.READ_PROCEDURE, ~state["procedure_bad"])
    open_: Clause = (Why.CONCLUDED, concluded.isna())
    opinion: list[Clause] = [here, (Why.OTHER_PROCEDURE, state["opinion"]), (Why.NO_LIMIT, due.notna())]
    due_now = [*opinion, *within_clauses(due, first, last, Why.LIMIT_BEFORE, Why.LIMIT_AFTER)]
    simple = state["simple_limit"]
    concluded_ever: list[Clause] = [
        (Why.READ_CONCLUDED, concluded.notna() | ~state["concluded_on_bad"]),
        (Why.NOT_CONCLUDED, concluded.notna()),
    ]
    in_time: Clause = (Why.BACKFILLED, ~state["backfilled_concluded"])
    return {
        "accepted_on_time": rate(
            [here, accusing, *within_clauses(limit, first, last, Why.LIMIT_BEFORE, Why.LIMIT_AFTER)],
            [
                (Why.READ_ACCEPTED, accepted.notna() | ~state["accepted_on_bad"]), (Why.NOT_ACCEPTED, accepted.notna()),
                (Why.ACCEPTED_EARLY, accepted >= state["registered_on"]), (Why.READ_RECEIVED, ~state["received_on_bad"]),
                (Why.ACCEPTED_LATE, accepted <= limit), (Why.BACKFILLED, ~state["backfilled_accepted"]),
                (Why.READ_NOTIFIED, ~state["notified_on_bad"]),
                (Why.NOTIFIED_LATE, state["notified_on"].isna() | (state["notified_on"] <= limit)),
            ],
            basis=limit, done=accepted,
        ),
        "concluded_on_time": rate(
            due_now,
            [known, (Why.READ_ACCEPTED, ~state["accepted_on_bad"]), *concluded_ever, (Why.CONCLUDED_LATE, concluded <= due), in_time],
            because=[(Why.EXTENDED, ~state["extension_valid"])], basis=due, done=concluded,
        ),
        "simple_on_time": rate(
            [here, (Why.NOT_SIMPLE, state["simple"]), (Why.NO_LIMIT, simple.notna()),
             *within_clauses(simple, first, last, Why.LIMIT_BEFORE, Why.LIMIT_AFTER)],
            [*concluded_ever, (Why.CONCLUDED_LATE, concluded <= simple), in_time],
            basis=simple, done=concluded,
        ),
        "extended": rate(due_now, [(Why.NO_EXTENSION, state["extension_valid"]), known], basis=due),
        "overdue_unaccepted": count(
            [here, accusing, (Why.LIMIT_AFTER, limit <= last), (Why.ACCEPTED, accepted.isna()), open_], basis=limit, done=accepted,
        ),
        "overdue_open": count([*opinion, (Why.LIMIT_AFTER, due <= last), open_], basis=due, done=concluded),
    }  # fmt: skip


def _standing(state: pd.DataFrame, period: Period, assigned: frozenset[str] | None) -> dict[str, Member]:
    """The rates of what is in hand, was accepted or was registered."""
    here, first, last = handed_back(state), pd.Timestamp(period.first_day), pd.Timestamp(period.last_day)
    accepted, concluded, registered = state["accepted_on"], state["concluded_on"], state["registered_on"]
    repeat, unread = state["occurrence"] == "重件", state["occurrence_bad"]
    backlogged = among(state["case_no"], assigned or ()) | state["backlog_batch"].notna()
    # Where 受理日期 can't be read it may lie in the period; it is read once the cell is mended.
    may = state["accepted_on_bad"] & (registered <= last) & concluded.isna()
    now = accepted.between(first, last) | may
    return {
        "led_by_official": rate(
            [here, (Why.NOT_IN_FORCE, in_force(state, period)), (Why.NOT_BACKLOG, backlogged | repeat | unread)],
            [(Why.NO_OFFICIAL, state["lead_official"].notna()), (Why.READ_OCCURRENCE, backlogged | ~unread)],
            basis=registered,
        ),
        "conclusion": rate(
            [here, (Why.NOT_ACCEPTED, accepted.notna() | state["accepted_on_bad"]), (Why.ACCEPTED_BEFORE, ~(accepted < first) | may),
             (Why.ACCEPTED_AFTER, ~(accepted > last) | may), (Why.READ_ACCEPTED, now)],
            [(Why.READ_CONCLUDED, concluded.notna() | ~state["concluded_on_bad"]), (Why.NOT_CONCLUDED, concluded.notna())],
            basis=accepted, done=concluded,
        ),
        "repeat": rate(
            [here, *within_clauses(registered, first, last, Why.REGISTERED_BEFORE, Why.REGISTERED_AFTER)],
            [(Why.READ_OCCURRENCE, repeat | ~unread), (Why.NOT_REPEATED, repeat)],
            basis=registered,
        ),
    }  # fmt: skip
