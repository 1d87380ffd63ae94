"""Held once published: a better value waits for 上级登记台账, 抽查登记 or 处理决定, a worse one counts at once (docs/definitions.md, 已发布)."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from pipeline.schema.standing import RATING_IDS, STANDING

_FREE_STATES = ("visit_class", "incident")
_TEXTS = ("related_case_no", "backlog_batch")
NONE_PUBLISHED = "未评价"
Closed = Callable[[pd.Series], pd.Series]
"""Days of conclusions -> whether a window that hangs on each has closed."""


def held(
    frame: pd.DataFrame, published: pd.DataFrame, *, rating: Closed, event: Closed, returned: Closed
) -> pd.DataFrame:
    """``frame`` with the values that count, of what was published and what the ledger has now.

    ``published``: on the same index, as editions.published_of gives it. ``rating``, ``event``, ``returned``: of the
    days of conclusions, whether the window has closed with the day on which the rating is due, with the day itself, and
    with the last day on which the matter may come back. A blank or unreadable cell changes nothing; 办结日期 and
    办理结果 both blank in a ledger's row (``fresh``) take the conclusion back. Added: accepted_first, concluded_day,
    taken_back, settled_cohort, settled_returned.
    """
    now = frame.copy()
    now["accepted_first"] = _either(frame["accepted_on"], published["accepted_first"], "earlier")
    for id_ in ("accepted_on", "notified_on", "extension_approved_on", "extended_to", "withdrawn_on"):
        now[id_] = _either(frame[id_], published[id_], STANDING[id_].worse)
    _conclusion(now, frame, published)
    day = now["concluded_day"]
    now["outcome"] = frame["outcome"].fillna(published["outcome"])
    settled = frame["settled"].fillna(published["settled"])
    for id_, closed in (("settled_cohort", event(day)), ("settled_returned", returned(day))):
        now[id_] = _worse(settled, published[id_], "settled").where(closed, settled)
    now["settled"] = settled
    for id_ in RATING_IDS:
        now[id_] = _rating(id_, frame, published, rating(day)).where(~now["taken_back"] | (published[id_] == "不满意"))
    for id_ in ("outcome", "settled", "settled_cohort", "settled_returned"):
        now[id_] = now[id_].mask(now["taken_back"])
    for id_ in _FREE_STATES:
        now[id_] = _worse(frame[id_].fillna(published[id_]), published[id_], id_)
    for id_ in _TEXTS:
        now[id_] = frame[id_].fillna(published[id_])
    for column in [c for c in frame if str(c).endswith("_bad")]:
        id_ = str(column).removesuffix("_bad")
        if id_ in published and id_ in STANDING and STANDING[id_].word == "held":
            now[column] = frame[column] & now[id_].isna()
    return now


def _conclusion(now: pd.DataFrame, frame: pd.DataFrame, published: pd.DataFrame) -> None:
    new, then = frame["concluded_on"], published["concluded_on"]
    blank = new.isna() & ~frame["concluded_on_bad"] & frame["outcome"].isna() & ~frame["outcome_bad"]
    back = then.notna() & blank & frame["fresh"]
    now["concluded_on"] = _either(new, then, "later").mask(back)
    # Before the acceptance that an edition has, it is no conclusion, whatever acceptance the ledger tells since.
    never = now["concluded_on"] < published["accepted_on"]
    now["concluded_day"] = published["concluded_day"].fillna(now["concluded_on"].mask(never))
    now["taken_back"] = now["concluded_day"].notna() & now["concluded_on"].isna()


def _rating(id_: str, frame: pd.DataFrame, published: pd.DataFrame, closed: pd.Series) -> pd.Series:
    then = published[id_].where(published[id_] != NONE_PUBLISHED)
    new = frame[id_].fillna(then)
    holds = (then == "不满意") | (then.notna() & closed)
    return new.mask(holds, _worse(new, then, id_))


def _either(new: pd.Series, then: pd.Series, which: str) -> pd.Series:
    """The later or the earlier of two dates; the one that there is where the other is null."""
    first = new < then if which == "earlier" else new > then
    return new.where(first | then.isna(), then).astype("datetime64[s]")


def _worse(new: pd.Series, then: pd.Series, id_: str) -> pd.Series:
    """The less favourable of two codes by the order of the column; the one that there is where the other is null."""
    if not then.notna().any():
        return new
    place = {code: at for at, code in enumerate(STANDING[id_].order)}
    worse = then.map(place) < new.map(place)
    return new.mask(then.notna() & (worse | new.isna()), then)
