"""What is asked of the stands again and again: who held a matter on a day, what is in hand, what is in force."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.base.day_columns import earlier, later, since, until
from pipeline.measure.columns import among
from pipeline.schema.ledger import RATED
from pipeline.schema.vocabulary import Claim


def keys(rows: pd.DataFrame) -> pd.Series:
    """The case number of each row, followed by the day of its clock where it has a clock of its own."""
    own = rows["clock_on"].notna()
    if not own.any():
        return rows["case_no"]
    return rows["case_no"].mask(own, rows["case_no"] + "@" + rows["clock_on"].dt.strftime("%Y-%m-%d"))


def present(state: pd.DataFrame) -> pd.DataFrame:
    """One row per matter: its present stand, or the row of a 待定 matter."""
    return state[state["present"]]


def held(state: pd.DataFrame, days: pd.Series) -> pd.Series:
    """Whether each stand held its matter on its day of ``days``; false where the day is null."""
    holding: pd.Series = days.notna()
    if state["moved"].any():
        moved = state.loc[state["moved"], ["held_from", "held_until"]]
        holding[moved.index] &= ~(days[moved.index] < moved["held_from"]) & ~(days[moved.index] > moved["held_until"])
    return holding


def holder_on(state: pd.DataFrame, days: pd.Series) -> np.ndarray:
    """For each row the position of the stand that held its matter on the row's day of ``days``.

    That is the row itself where it held the matter, where the day is null, where nobody held it, and for claimants.
    """
    places: np.ndarray = np.arange(len(state))
    elsewhere = np.flatnonzero((days.notna() & ~held(state, days) & (state["claim"] == Claim.SURE)).to_numpy())
    if not len(elsewhere):
        return places
    numbers = state["case_no"].iloc[elsewhere]
    asked = pd.DataFrame({"case_no": numbers.to_numpy(), "day": days.iloc[elsewhere].to_numpy(), "at": elsewhere})
    stands = state[["case_no", "held_from", "held_until"]].assign(holder=places)
    stands = stands[(among(state["case_no"], numbers) & (state["claim"] != Claim.CLAIMED)).to_numpy()]
    pairs = asked.merge(stands, on="case_no")
    pairs = pairs[~(pairs["day"] < pairs["held_from"]) & ~(pairs["day"] > pairs["held_until"])].drop_duplicates("at")
    places[pairs["at"].to_numpy()] = pairs["holder"].to_numpy()
    return places


def in_hand(state: pd.DataFrame, end: pd.Series) -> pd.Series:
    """Whether each stand is 在办 at the close of its day of ``end``.

    It is registered by that day and neither concluded nor validly handed back by that day.
    """
    back = state["withdrawn_valid"] & until(state["withdrawn_on"], end)
    return until(state["registered_on"], end) & ~until(state["concluded_on"], end) & ~back


def in_force(state: pd.DataFrame) -> pd.Series:
    """Whether each stand was in hand at any time of its window: registered by its end, not concluded before its start.

    A matter with several stands is in force for the unit that holds it at the end of its window, or that held it when
    it was concluded; handed back and nobody's, for 全县.
    """
    concluded_before = earlier(state["concluded_on"], state["first"])
    now = state["present"] | (state["claim"] == Claim.CLAIMED)
    elsewhere = now & (earlier(state["concluded_on"], state["held_from"]) | later(state["held_from"], state["last"]))
    if elsewhere.any():
        elsewhere &= state["part"] != ""  # handed back, and nobody's: 全县's, whenever that was
    if elsewhere.any():
        several = state[among(state["case_no"], state.loc[elsewhere, "case_no"]) & (state["claim"] != Claim.CLAIMED)]
        ended = several.loc[several["present"]].set_index("case_no")["concluded_on"]
        concluded = ended.reindex(several["case_no"]).set_axis(several.index)  # map fails where ``ended`` is empty
        held_then = ~(several["held_from"] > concluded.fillna(several["last"]))
        holders = several[held_then]
        now &= ~elsewhere
        now[holders.index[~holders["case_no"].duplicated(keep="last")]] = True
    result: pd.Series = until(state["registered_on"], state["last"]) & ~concluded_before & now
    return result


def within(dates: pd.Series, first: pd.Series, last: pd.Series) -> pd.Series:
    """Whether each date lies between its own two days, both included; false for null."""
    return since(dates, first) & until(dates, last)


def rated(state: pd.DataFrame, id_: str) -> pd.Series:
    """Whether a matter is 已评价: 满意, 基本满意 or 不满意 stands in the column ``id_``."""
    return state[id_].isin(RATED)
