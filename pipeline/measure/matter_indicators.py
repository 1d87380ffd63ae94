"""Every indicator that is measured on matters, and the clauses of those that aren't in limits or solving.

What they mean is in docs/definitions.md (指标).
"""

from __future__ import annotations

import pandas as pd

from pipeline.base.day_columns import chosen, earlier, later, until
from pipeline.measure.columns import among
from pipeline.measure.masks import Member, rate, sides_of
from pipeline.measure.on_time import fallen, limits
from pipeline.measure.once import Once
from pipeline.measure.solving import handed_back, solving
from pipeline.measure.stands import in_force
from pipeline.schema.indicators import INDICATOR
from pipeline.schema.reasons import Why
from pipeline.schema.vocabulary import Claim
from pipeline.settings.record import Settings


def memberships(
    state: pd.DataFrame, once: Once, settings: Settings, assigned: frozenset[str] | None
) -> dict[str, Member]:
    """Every indicator that is measured on matters, by id.

    ``assigned``: case numbers of 交办清单 by the cut-off, None without it.

    A value that can't be read keeps the matter in the denominator that its readable dates allow and out of every
    numerator that needs the value. Matters handed back are in neither. Limits and events are counted once (``once``),
    for the unit that held the matter on that day; what is in hand is asked of the present stands.
    """
    members = {**limits(state, once, settings), **solving(state, once, settings), **_standing(state, once, assigned)}
    sides = sides_of(state["claim"])
    return {id_: member.for_sides(sides, descriptive=INDICATOR[id_].descriptive) for id_, member in members.items()}


def _listing(state: pd.DataFrame) -> pd.Series:
    """The stands that have a matter's registration.

    That is the stand of the unit that first listed the matter, or of the next unit where the first one handed it back;
    of a 待定 matter every claimant's row and the county's, which is two where a merger of its claimant parts it.
    """
    valid = ~state["withdrawn_valid"]
    later = state["held_from"].notna()
    first_listed = valid & ~later
    if later.any():
        several = state[valid & among(state["case_no"], state.loc[later, "case_no"])]
        first_listed[several.index] = ~several["case_no"].duplicated()
    county = (state["claim"] == Claim.PENDING) & (state["part"] != "")
    once_for_county = county & ~state["case_no"].where(county).duplicated()
    result: pd.Series = (first_listed & ~county) | (state["claim"] == Claim.CLAIMED) | once_for_county
    return result


def _standing(state: pd.DataFrame, once: Once, assigned: frozenset[str] | None) -> dict[str, Member]:
    """The rates of what is in hand, was accepted or was registered."""
    here, first, last = handed_back(state), state["first"], state["last"]
    accepted, concluded, registered = state["accepted_on"], state["concluded_on"], state["registered_on"]
    repeat, unread = state["occurrence"] == "重件", state["occurrence_bad"]
    backlogged = among(state["case_no"], assigned or ()) | state["backlog_batch"].notna()
    # A 受理日期 that can't be read may be any day from registration to conclusion, so it may lie in the period.
    present = state["present"] | (state["claim"] == Claim.CLAIMED)
    may = state["accepted_on_bad"] & until(registered, last) & ~earlier(concluded, first) & present
    # An acceptance moved to another day of a closed window was known by its earlier day, so it doesn't come late.
    moved = earlier(state["accepted_first"], accepted) & earlier(accepted, first)
    took = once.falls(state, "conclusion", chosen(moved, state["accepted_first"], accepted))
    came = once.falls(state, "repeat", registered, whose=_listing(state))
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
                (Why.ACCEPTED_BEFORE, ~earlier(accepted, first) | took.inside | may),
                (Why.ACCEPTED_AFTER, ~later(accepted, last) | took.inside | may),
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
