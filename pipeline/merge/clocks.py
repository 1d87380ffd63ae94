"""The values of a stand by its own clock, without what came before it or after its end (docs/definitions.md, 归属)."""

from __future__ import annotations

import pandas as pd

from pipeline.schema.ledger import LEDGER_IDS
from pipeline.schema.vocabulary import Claim, Way

_OF_CONCLUSION = (
    "concluded_on",
    "concluded_day",
    "outcome",
    "handling",
    "settled",
    "settled_cohort",
    "settled_returned",
    "rating_unit",
    "rating_office",
)
_VALUES = (
    *(id_ for id_ in LEDGER_IDS if id_ not in ("case_no", "township")),
    "accepted_first",
    "concluded_day",
    "taken_back",
    "settled_cohort",
    "clock_on",
    "rework_on",
)


def own_clocks(frame: pd.DataFrame) -> pd.DataFrame:
    """``frame`` with the values that belong to the clock of each stand, and ``receipt_on``.

    A unit that has the matter by a decision or a hand-back has it from that day (``receipt_on``), whether or not its
    收到日期 can be read: what was accepted before it is accepted on it, and a conclusion before it isn't the unit's
    own. After 重新办理 an earlier conclusion
    no longer counts. A stand whose clock is over has no later conclusion.
    """
    frame = _run_on(frame)
    own = frame["way"].isin([Way.DECIDED, Way.BACK]) & frame["clock_on"].notna()
    frame["receipt_on"] = frame["clock_on"].where(own)
    frame["received_on_bad"] &= ~own
    _forget(frame, own & (frame["concluded_day"] < frame["clock_on"]))
    for id_ in ("accepted_on", "accepted_first"):
        early = own & (frame[id_] < frame["clock_on"])
        frame[id_] = frame[id_].mask(early, frame["clock_on"])
    again = frame["rework_on"].notna()
    _forget(frame, again & ~(frame["concluded_on"] >= frame["rework_on"]))
    after = frame["clock_on"].shift(-1)
    runs_on = (frame["case_no"].shift(-1) == frame["case_no"]) & (
        (after == frame["clock_on"]) | (after.isna() & frame["clock_on"].isna())
    )
    over = ~frame["present"] & frame["held_until"].notna() & (frame["claim"] != Claim.CLAIMED) & ~runs_on
    _forget(frame, over & (frame["concluded_on"] > frame["held_until"]))
    return frame


def _forget(frame: pd.DataFrame, where: pd.Series) -> None:
    if where.any():
        for id_ in _OF_CONCLUSION:
            frame[id_] = frame[id_].mask(where)
        frame["taken_back"] &= ~where


def _run_on(frame: pd.DataFrame) -> pd.DataFrame:
    """``frame`` in which a matter that was concluded before the day of a decided move gets no new clock.

    The clock before runs on, with the values of the unit that concluded the matter, and each limit belongs to whoever
    holds the matter on its day. A stand without one before it becomes the first: its day is dropped.
    """
    decided = (frame["way"] == Way.DECIDED) & (frame["claim"] == Claim.SURE)
    frame["clock_on"] = frame["clock_on"].mask(decided, frame["held_from"].fillna(frame["clock_on"]))
    decided &= frame["clock_on"].notna()
    if not decided.any():
        return frame
    done = frame["concluded_day"].where(~frame["taken_back"])
    done = done.mask((done < frame["registered_on"]) | (done < frame["accepted_on"]))
    # A unit whose ledger never listed the matter has concluded nothing; of one that no holder ever listed, an omission,
    # the register's conclusion is the present holder's.
    listed = ~frame["alone"].astype(bool)
    omitted = frame["present"] & ~frame["case_no"].isin(frame.loc[listed, "case_no"])
    about = frame.index[
        frame["case_no"].isin(frame.loc[decided, "case_no"]) & (frame["claim"] == Claim.SURE) & (listed | omitted)
    ]
    before: dict[str, int] = {}
    takes: dict[int, int] = {}
    for at in about.tolist():
        number = str(frame.loc[at, "case_no"])
        last = before.get(number)
        over = decided[at] and done[at if last is None else last] < frame.loc[at, "clock_on"]
        if over and last is not None:
            takes[at] = last
        else:
            before[number] = at
        if over and last is None:
            frame.loc[at, "way"] = Way.FIRST
            frame.loc[at, ["clock_on", "held_from"]] = pd.NaT
    if takes:
        for column in [str(c) for c in frame if str(c).removesuffix("_bad").removesuffix("_confirmed") in _VALUES]:
            frame.loc[list(takes), column] = frame.loc[list(takes.values()), column].to_numpy()
    return frame
