"""检举控告 is counted and listed nowhere: the one rule by which a matter is hidden (docs/definitions.md, 检举控告)."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

ACCUSATION = "检举控告"
UNNAMED = "编号不列）"
NUMBER = f"（检举控告件，{UNNAMED}"
"""Stands for the number of a hidden matter in what the office alone is told, and in what a row that says so itself broke."""
LISTED = "可列"
"""The decision by which a matter may be listed again."""


def says_accusation(frame: pd.DataFrame) -> pd.Series:
    """Rows that say so themselves: by 办理程序 or 信访目的, or by the class 纪检监察 where 信访目的 is blank or can't be read."""
    told = pd.Series(data=False, index=frame.index)
    for id_ in ("procedure", "purpose"):
        if id_ in frame:
            told |= (frame[id_] == ACCUSATION).fillna(value=False).astype(bool)
    if {"category", "purpose"} <= set(frame):
        told |= (frame["category"] == "纪检监察").fillna(value=False).astype(bool) & frame["purpose"].isna()
    return told


def is_hidden(frame: pd.DataFrame) -> pd.Series:
    """Rows of matters that are listed nowhere: as merging found it (column hidden), else, as in editions of version 1, by what the row says."""
    if "hidden" not in frame:
        return says_accusation(frame)
    return frame["hidden"].astype("boolean").fillna(value=False).astype(bool)


def hidden_numbers(frames: Iterable[pd.DataFrame], decisions: pd.DataFrame | None) -> frozenset[str]:
    """The numbers of matters that one of the ``frames`` (ledgers, 上级登记台账, editions' matters) calls so, or an edition hid already.

    But for those of which 处理决定 says 可列.
    """
    found: set[str] = set()
    for frame in frames:
        found |= set(frame.loc[says_accusation(frame) | is_hidden(frame), "case_no"].dropna())
    if decisions is not None and found:
        found -= set(decisions.loc[decisions["decision"].str.startswith(LISTED), "subject"])
    return frozenset(found)
