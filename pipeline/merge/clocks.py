"""What a stand's own clock makes of its values: what came before it, or after its end, isn't its own (docs/definitions.md, 归属)."""

from __future__ import annotations

import pandas as pd

from pipeline.merge.stand import BACK, DECIDED, FIRST

_OF_CONCLUSION = ("concluded_on", "concluded_day", "outcome", "handling", "settled", "settled_cohort", "settled_returned", "rating_unit", "rating_office")
_CERTAIN, _CLAIMED = "确定", "争议"
_DAY = pd.Timedelta(days=1)


def own_clocks(frame: pd.DataFrame) -> pd.DataFrame:
    """By a decision or a hand-back a unit has the matter from that day: accepted before it is accepted on it, a conclusion before it isn't its
    own. After 重新办理 what was concluded before is history. A stand that is over has no later conclusion.
    """
    frame = _without_clock(frame)
    own = frame["way"].isin([DECIDED, BACK]) & frame["clock_on"].notna()
    frame["receipt_on"] = frame["clock_on"].where(own)
    begun = own & ~(frame["held_until"] < frame["held_from"])
    _forget(frame, begun & (frame["concluded_day"] < frame["clock_on"]))
    for id_ in ("accepted_on", "accepted_first"):
        early = begun & (frame[id_] < frame["clock_on"])
        frame[id_] = frame[id_].mask(early, frame["clock_on"])
    again = frame["rework_on"].notna()
    _forget(frame, again & ~(frame["concluded_on"] >= frame["rework_on"]))
    over = ~frame["present"] & frame["held_until"].notna() & (frame["claim"] != _CLAIMED)
    _forget(frame, over & (frame["concluded_on"] > frame["held_until"]))
    return frame


def _forget(frame: pd.DataFrame, where: pd.Series) -> None:
    if where.any():
        for id_ in _OF_CONCLUSION:
            frame[id_] = frame[id_].mask(where)
        frame["taken_back"] &= ~where


def _without_clock(frame: pd.DataFrame) -> pd.DataFrame:
    """A matter concluded before the day of a decided move opens no clock: it stays that of who concluded it, in every figure.

    The stand that came to nothing ends before it begins (held_until < held_from), so that the next period knows whose the matter is if it is
    ever opened again; of one that was the first, the day is dropped.
    """
    decided = (frame["way"] == DECIDED) & frame["clock_on"].notna() & (frame["claim"] == _CERTAIN)
    if not decided.any():
        return frame
    done = frame["concluded_day"].where(~frame["taken_back"])
    done = done.mask((done < frame["registered_on"]) | (done < frame["accepted_on"]))
    about = frame.index[frame["case_no"].isin(frame.loc[decided, "case_no"]) & (frame["claim"] == _CERTAIN)]
    before: dict[str, object] = {}
    for at in about:
        number, clock = frame.at[at, "case_no"], frame.at[at, "clock_on"]
        last = before.get(number)
        if not decided[at] or not done[at if last is None else last] < clock:
            before[number] = at
        elif last is None:
            frame.loc[at, ["way", "clock_on", "held_from"]] = [FIRST, pd.NaT, pd.NaT]
            before[number] = at
        else:
            frame.at[last, "held_until"], frame.at[last, "present"] = frame.at[at, "held_until"], frame.at[at, "present"]
            frame.at[at, "held_until"], frame.at[at, "present"] = frame.at[at, "held_from"] - _DAY, False
    return frame
