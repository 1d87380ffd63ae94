"""Which matters stand in the denominator and the numerator of each indicator (docs/definitions.md, 指标)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.measure.state import in_force, rated, within
from pipeline.period import Period
from pipeline.settings import Settings


@dataclass(frozen=True)
class Member:
    """Masks over the matters: ``numerator`` within ``denominator``; a count has no denominator (None)."""

    numerator: pd.Series
    denominator: pd.Series | None


def memberships(state: pd.DataFrame, period: Period, settings: Settings, assigned: frozenset[str] | None) -> dict[str, Member]:
    """Every indicator that is measured on matters, by id. ``assigned``: case numbers of 交办清单 by the cut-off, None without it.

    A value that can't be read keeps the matter in the denominator that its readable dates allow and out of every numerator
    that needs the value. Handed back matters are in neither.
    """
    here = ~state["withdrawn_valid"]
    opinion = here & state["opinion"]
    solving = here & (state["procedure"].isin(["信访处理意见", "简易办理"]) | state["procedure_bad"])
    known = ~state["procedure_bad"]
    first = (state["occurrence"] == "初件") | state["occurrence_bad"]
    first_known = ~state["occurrence_bad"]
    accepted, concluded = state["accepted_on"], state["concluded_on"]
    end = pd.Timestamp(period.last_day)

    limit = state["acceptance_limit"]
    told = state["notified_on"].isna() | (state["notified_on"] <= limit)
    accepted_in_time = (accepted <= limit) & (accepted >= state["registered_on"]) & told & ~state["backfilled_accepted"]
    accepted_in_time &= ~state["notified_on_bad"] & ~state["received_on_bad"]
    in_time = (concluded <= state["due_date"]) & ~state["backfilled_concluded"] & ~state["accepted_on_bad"] & known

    asked = here & first & (solving | (state["procedure"] == "建议意见")) & _concluded_within(state, period, settings.options.rating_days)
    backlogged = state["case_no"].isin(assigned or frozenset()) | state["backlog_batch"].notna()
    led = here & in_force(state, period) & (backlogged | (state["occurrence"] == "重件") | state["occurrence_bad"])

    # Where 受理日期 can't be read it may lie in the period; it is read once the cell is mended.
    accepted_now = within(accepted, period) | (state["accepted_on_bad"] & (state["registered_on"] <= end) & concluded.isna())
    due_now = opinion & within(state["due_date"], period)
    return {
        "accepted_on_time": _of(here & ~state["accusation"] & within(limit, period), accepted_in_time),
        "concluded_on_time": _of(due_now, in_time),
        "resolution": _of(solving & _concluded_within(state, period, 0), state["resolved"] & known),
        "first_time_resolution": _of(solving & first & _concluded_within(state, period, settings.options.came_back_days), state["resolved"] & known & first_known),
        "satisfaction": _satisfaction(state, asked, "rating_unit", silence=settings.options.silence_is_content),
        "rating_turnout": _of(asked, rated(state, "rating_unit") & known & first_known & concluded.notna()),
        "led_by_official": _of(led, state["lead_official"].notna() & (backlogged | first_known)),
        "conclusion": _of(here & accepted_now, concluded.notna()),
        "repeat": _of(here & within(state["registered_on"], period), state["occurrence"] == "重件"),
        "office_satisfaction": _satisfaction(state, asked, "rating_office", silence=False),
        "simple_on_time": _of(here & state["simple"] & within(state["simple_limit"], period), (concluded <= state["simple_limit"]) & ~state["backfilled_concluded"]),
        "extended": _of(due_now, state["extension_valid"] & known),
        "overdue_unaccepted": Member(here & ~state["accusation"] & (limit <= end) & accepted.isna() & concluded.isna(), None),
        "overdue_open": Member(opinion & (state["due_date"] <= end) & concluded.isna(), None),
    }  # fmt: skip


def _concluded_within(state: pd.DataFrame, period: Period, days: int) -> pd.Series:
    """Whether the day ``days`` after the conclusion falls in the period; where 办结日期 can't be read, whether it may.

    A conclusion that can't be read lies between registration, or the last cut-off that had the matter open, and the cut-off.
    """
    shift = pd.Timedelta(days=days)
    first, last = pd.Timestamp(period.first_day) - shift, pd.Timestamp(period.last_day) - shift
    not_yet = state["registered_on"] > last
    open_then = state["open_at"] >= last
    return state["concluded_on"].between(first, last) | (state["concluded_on_bad"] & ~not_yet & ~open_then)


def _of(denominator: pd.Series, test: pd.Series) -> Member:
    return Member(denominator & test, denominator)


def _satisfaction(state: pd.DataFrame, asked: pd.Series, id_: str, *, silence: bool) -> Member:
    """满意 and 基本满意 of those rated; an unreadable rating is a rating that isn't content.

    ``silence``: the county counts a rating that never came as content (option 逾期未评价视为满意), in both n and N.
    """
    unread = state[f"{id_}_bad"] | state["concluded_on_bad"]
    content = state[id_].isin(["满意", "基本满意"]) & ~state["procedure_bad"] & ~state["occurrence_bad"] & ~state["concluded_on_bad"]
    if silence:
        return _of(asked, content | (~rated(state, id_) & ~unread))
    return _of(asked & (rated(state, id_) | unread), content)


def backlog(state: pd.DataFrame, assigned: pd.DataFrame, period: Period, unit_of: Mapping[str, str], cut_off: pd.Timestamp) -> pd.DataFrame:
    """交办清单 by the cut-off, one row a matter: case_no, township, settled (已化解 as for 化解率), overdue (到期未化解).

    A matter in two batches is here once, with its earliest 要求化解日期; it counts for the unit that it was assigned to.
    """
    rows = assigned[assigned["assigned_on"] <= cut_off].sort_values(["case_no", "settle_by", "assigned_on"], kind="stable")
    rows = rows.drop_duplicates("case_no", keep="first")
    settled = rows["case_no"].isin(state.loc[state["resolved"], "case_no"])
    late = rows["settle_by"] <= pd.Timestamp(period.last_day)
    return pd.DataFrame(
        {"case_no": rows["case_no"], "township": rows["township"].map(unit_of), "settled": settled, "overdue": late & ~settled}
    ).reset_index(drop=True)
