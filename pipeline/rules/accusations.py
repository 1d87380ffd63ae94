"""检举控告: which matters have other limits, and which are counted and listed nowhere (docs/definitions.md, 检举控告).

The two questions differ. Limits follow the values that count (``is_accusation``); a matter is listed nowhere as soon
as anybody ever called it so (``is_hidden``), or an informant could be found by a change of words.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

ACCUSATION = "检举控告"
OWN_LIMITS = ("法定程序", "建议意见", ACCUSATION)
"""The values of 办理程序 whose limits other rules set."""
LISTED = "可列"
"""The decision by which a matter may be listed again."""


def is_accusation(frame: pd.DataFrame) -> pd.Series:
    """Rows that are 检举控告 by 办理程序 or 信访目的; a column that the frame lacks and a blank say nothing."""
    accusing = pd.Series(data=False, index=frame.index)
    for id_ in ("procedure", "purpose"):
        if id_ in frame:
            accusing |= (frame[id_] == ACCUSATION).fillna(value=False).astype(bool)
    return accusing


def says_accusation(frame: pd.DataFrame) -> pd.Series:
    """Rows that call themselves so: ``is_accusation``, or 纪检监察 where 信访目的 is blank or can't be read."""
    accusing = is_accusation(frame)
    if {"category", "purpose"} <= set(frame):
        accusing |= (frame["category"] == "纪检监察").fillna(value=False).astype(bool) & frame["purpose"].isna()
    return accusing


def is_hidden(frame: pd.DataFrame) -> pd.Series:
    """Rows of matters that are listed nowhere: by column hidden, which merging makes.

    Without it, as in editions of version 1, by what the row says.
    """
    if "hidden" not in frame:
        return says_accusation(frame)
    return frame["hidden"].astype("boolean").fillna(value=False).astype(bool)


def hidden_numbers(frames: Iterable[pd.DataFrame], decisions: pd.DataFrame | None) -> frozenset[str]:
    """The numbers of matters that one of the ``frames`` calls 检举控告 or, as an edition, hid already.

    But for those of which 处理决定 says 可列.
    """
    numbers: set[str] = set()
    for frame in frames:
        numbers |= set(frame.loc[says_accusation(frame) | is_hidden(frame), "case_no"].dropna())
    if decisions is not None and numbers:
        numbers -= set(decisions.loc[decisions["decision"].str.startswith(LISTED), "subject"])
    return frozenset(numbers)
