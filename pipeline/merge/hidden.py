"""检举控告 that is shown to nobody outside the office: by whatever anybody ever said of a matter (docs/definitions.md, 检举控告)."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

ACCUSATION = "检举控告"
LISTED = "可列"
"""The decision by which a matter may be listed again."""


def says_accusation(frame: pd.DataFrame) -> pd.Series:
    """Rows that say so: by 办理程序 or 信访目的, or by the class 纪检监察 where 信访目的 is blank."""
    told = pd.Series(data=False, index=frame.index)
    for id_ in ("procedure", "purpose"):
        if id_ in frame:
            told |= (frame[id_] == ACCUSATION).fillna(value=False).astype(bool)
    if {"category", "purpose"} <= set(frame):
        told |= (frame["category"] == "纪检监察").fillna(value=False).astype(bool) & frame["purpose"].isna()
    return told


def hidden_numbers(frames: Iterable[pd.DataFrame], decisions: pd.DataFrame | None) -> frozenset[str]:
    """The numbers of matters that one of the ``frames`` (ledger, 上级登记台账, editions' matters) calls so, or an edition hid already.

    But for those that 处理决定 says 可列 of.
    """
    found: set[str] = set()
    for frame in frames:
        told = says_accusation(frame)
        if "hidden" in frame:
            told |= frame["hidden"].fillna(value=False).astype(bool)
        found |= set(frame.loc[told, "case_no"].dropna())
    if decisions is not None:
        found -= set(decisions.loc[decisions["decision"].str.startswith(LISTED), "subject"])
    return frozenset(found)
