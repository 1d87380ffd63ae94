"""Which matters stand in the denominator and the numerator of each indicator (docs/definitions.md, 指标), and by which clauses."""

from __future__ import annotations

import pandas as pd

from pipeline.measure.clauses import Clause
from pipeline.measure.columns import among
from pipeline.measure.member import Member, count, rate
from pipeline.measure.once import Fall, Once
from pipeline.measure.solving import handed_back, solving
from pipeline.measure.stands import held, in_force
from pipeline.schema.indicators import INDICATOR
from pipeline.schema.reasons import Why
from pipeline.settings.record import Settings


def memberships(
    state: pd.DataFrame, once: Once, settings: Settings, assigned: frozenset[str] | None
) -> dict[str, Member]:
    """Every indicator that is measured on matters, by id.

    ``assigned``: case numbers of 交办清单 by the cut-off, None without it.

    A value that can't be read keeps the matter in the denominator that its readable dates allow and out of every
    numerator that needs the value. Handed back matters are in neither. Limits and events are counted once (``once``),
    for the unit that held the matter on that day; what stands is asked of the present stands.
    """
    found = {**_limits(state, once, settings), **solving(state, once, settings), **_standing(state, once, assigned)}
    return {id_: each.for_sides(state["claim"], descriptive=INDICATOR[id_].descriptive) for id_, each in found.items()}


def fallen(fall: Fall, first: pd.Series, before: Why, after: Why) -> list[Clause]:
    """A day, never null, that the period counts; else why not: another unit held the matter then, before the window, after it, counted."""
    early, out = fall.basis < first, ~fall.inside & ~fall.taken
    return [
        (Why.MOVED_ON, fall.there),
        (before, ~(early & out)),
        (after, early | ~out),
        (Why.COUNTED_BEFORE, fall.inside),
    ]


def _limits(state: pd.DataFrame, once: Once, settings: Settings) -> dict[str, Member]:
    """The rates of what was due, and the counts of what is overdue."""
    here, first, last = handed_back(state), state["first"], state["last"]
    # A row set aside before and mended since isn't late for having been unknown.
    mended = state["mended"].notna()
    accepted, concluded, limit, due = (
        state[c] for c in ("accepted_on", "concluded_on", "acceptance_limit", "due_date")
    )
    now = state["present"] | (state["claim"] == "争议")
    accusing: Clause = (Why.ACCUSATION, ~state["accusation"])
    known: Clause = (Why.READ_PROCEDURE, ~state["procedure_bad"])
    open_: Clause = (Why.CONCLUDED, concluded.isna())
    opinion: list[Clause] = [here, (Why.OTHER_PROCEDURE, state["opinion"]), (Why.NO_LIMIT, due.notna())]
    to_accept, to_conclude = once.falls(state, "accepted_on_time", limit), once.falls(state, "concluded_on_time", due)
    due_now = [*opinion, *fallen(to_conclude, first, Why.LIMIT_BEFORE, Why.LIMIT_AFTER)]
    simple = state["simple_limit"]
    to_end = once.falls(state, "simple_on_time", simple)
    concluded_ever: list[Clause] = [
        (Why.READ_CONCLUDED, concluded.notna() | ~state["concluded_on_bad"]),
        (Why.NOT_CONCLUDED, concluded.notna()),
    ]
    in_time: Clause = (Why.BACKFILLED, ~state["backfilled_concluded"])
    # A limit is that of who held the matter on its day; of a clock that another one has taken over, in the period of
    # the limit alone.
    runs = now | among(state["key"], state.loc[now & state["held_from"].notna(), "key"])
    missed = {id_: held(state, days) & (runs | (days >= first)) for id_, days in (("accept", limit), ("conclude", due))}
    return {
        "accepted_on_time": rate(
            [
                here,
                accusing,
                (Why.NO_ACCEPTANCE_LIMIT, limit.notna()),
                (Why.COUNTED_BEFORE, ~once.counted_aside(state)),
                *fallen(to_accept, first, Why.LIMIT_BEFORE, Why.LIMIT_AFTER),
            ],
            [
                (Why.READ_ACCEPTED, accepted.notna() | ~state["accepted_on_bad"]),
                (Why.NOT_ACCEPTED, accepted.notna()),
                (Why.FOUND_FALSE, ~state["registered_false"]),
                (Why.ACCEPTED_EARLY, accepted >= state["registered_on"]),
                (Why.READ_RECEIVED, ~state["received_on_bad"]),
                (Why.ACCEPTED_LATE, accepted <= limit),
                (Why.BACKFILLED, ~state["backfilled_accepted"]),
                (Why.KNOWN_LATE, ~to_accept.unknown | state["confirmed_accepted"] | mended),
                (Why.READ_NOTIFIED, ~state["notified_on_bad"]),
                (Why.NOT_NOTIFIED, state["notified_on"].notna() | ~notice_due(limit, settings)),
                (Why.NOTIFIED_LATE, state["notified_on"].isna() | (state["notified_on"] <= limit)),
            ],
            basis=limit,
            done=accepted,
            fall=to_accept,
        ),
        "concluded_on_time": rate(
            due_now,
            [
                known,
                (Why.READ_ACCEPTED, ~state["accepted_on_bad"]),
                *concluded_ever,
                (Why.CONCLUDED_LATE, concluded <= due),
                in_time,
                (Why.KNOWN_LATE, ~to_conclude.unknown | state["confirmed_concluded"] | mended),
            ],
            because=[(Why.EXTENDED, ~state["extension_valid"])],
            basis=due,
            done=concluded,
            fall=to_conclude,
        ),
        "simple_on_time": rate(
            [
                here,
                (Why.NOT_SIMPLE, state["simple"]),
                (Why.NO_LIMIT, simple.notna()),
                *fallen(to_end, first, Why.LIMIT_BEFORE, Why.LIMIT_AFTER),
            ],
            [
                *concluded_ever,
                (Why.CONCLUDED_LATE, concluded <= simple),
                in_time,
                (Why.KNOWN_LATE, ~to_end.unknown | state["confirmed_concluded"] | mended),
            ],
            basis=simple,
            done=concluded,
            fall=to_end,
        ),
        "extended": rate(due_now, [(Why.NO_EXTENSION, state["extension_valid"]), known], basis=due, fall=to_conclude),
        "overdue_unaccepted": count(
            [
                here,
                accusing,
                (Why.NO_ACCEPTANCE_LIMIT, limit.notna()),
                (Why.LIMIT_AFTER, limit <= last),
                (Why.MOVED_ON, missed["accept"]),
                (Why.ACCEPTED, accepted.isna()),
                open_,
            ],
            basis=limit,
            done=accepted,
        ),
        "overdue_open": count(
            [*opinion, (Why.LIMIT_AFTER, due <= last), (Why.MOVED_ON, missed["conclude"]), open_],
            basis=due,
            done=concluded,
        ),
    }


def notice_due(limit: pd.Series, settings: Settings) -> pd.Series:
    """Whether a blank 告知日期 is no notice: of acceptance limits from the day in 告知计入起 on; of none where that is blank."""
    day = settings.options.notice_from
    return pd.Series(data=False, index=limit.index) if day is None else limit >= pd.Timestamp(day)


def _listing(state: pd.DataFrame) -> pd.Series:
    """The stand of the unit that first listed each matter, of one handed back since the next one's; every claimant's, and the county's row."""
    valid = ~state["withdrawn_valid"]
    later = state["held_from"].notna()
    listing = valid & ~later
    if later.any():
        several = state[valid & among(state["case_no"], state.loc[later, "case_no"])]
        listing[several.index] = ~several["case_no"].duplicated()
    result: pd.Series = listing | (state["claim"] != "确定")
    return result


def _at_hand(state: pd.DataFrame, days: pd.Series) -> pd.Series:
    """``days``, and for a matter handed back that nobody took over its first day so: 全县 counts it in place of the unit that gave it back."""
    return days.where(state["part"] != "", days.mask(days < state["held_from"], state["held_from"]))


def _standing(state: pd.DataFrame, once: Once, assigned: frozenset[str] | None) -> dict[str, Member]:
    """The rates of what is in hand, was accepted or was registered."""
    here, first, last = handed_back(state), state["first"], state["last"]
    accepted, concluded, registered = state["accepted_on"], state["concluded_on"], state["registered_on"]
    repeat, unread = state["occurrence"] == "重件", state["occurrence_bad"]
    backlogged = among(state["case_no"], assigned or ()) | state["backlog_batch"].notna()
    # Where 受理日期 can't be read it may lie in the period, on any day from registration to conclusion; it is read once
    # the cell is mended.
    now = state["present"] | (state["claim"] == "争议")
    may = state["accepted_on_bad"] & (registered <= last) & ~(concluded < first) & now
    # An acceptance that was moved into a window that is closed was known by an earlier day, and isn't late for it.
    moved = (state["accepted_first"] < accepted) & (accepted < first)
    took, came = (
        once.falls(state, "conclusion", accepted.mask(moved, state["accepted_first"])),
        once.falls(state, "repeat", registered, whose=_listing(state)),
    )
    return {
        "led_by_official": rate(
            [here, (Why.NOT_IN_FORCE, in_force(state)), (Why.NOT_BACKLOG, backlogged | repeat | unread)],
            [(Why.NO_OFFICIAL, state["lead_official"].notna()), (Why.READ_OCCURRENCE, backlogged | ~unread)],
            basis=registered,
        ),
        "conclusion": rate(
            [
                here,
                (Why.NOT_ACCEPTED, accepted.notna() | state["accepted_on_bad"]),
                (Why.ACCEPTED_BEFORE, ~(accepted < first) | took.inside | may),
                (Why.ACCEPTED_AFTER, ~(accepted > last) | took.inside | may),
                (Why.READ_ACCEPTED, took.inside | may),
            ],
            [
                (Why.READ_ACCEPTED, ~state["accepted_on_bad"]),
                (Why.READ_CONCLUDED, concluded.notna() | ~state["concluded_on_bad"]),
                (Why.NOT_CONCLUDED, concluded.notna()),
            ],
            basis=accepted,
            done=concluded,
            fall=took,
        ),
        "repeat": rate(
            [here, *fallen(came, first, Why.REGISTERED_BEFORE, Why.REGISTERED_AFTER)],
            [(Why.READ_OCCURRENCE, repeat | ~unread), (Why.NOT_REPEATED, repeat)],
            basis=registered,
            fall=came,
        ),
    }
