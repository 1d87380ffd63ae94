"""Held once published: a better value waits, a worse one counts at once (docs/definitions.md, 已发布).

What waits counts when 上级登记台账, 抽查登记 or 处理决定 confirms it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from pipeline.base.day_columns import shifted
from pipeline.merge.editions import BESIDE, asked_for, keys, published_of
from pipeline.merge.first import corrected
from pipeline.merge.sources import Sources
from pipeline.schema.whose_word import HELD_IDS, OVERLAID_IDS, RATING_IDS, STANDING

_FREE_STATES = ("visit_class", "incident")
_TEXTS = ("related_case_no", "backlog_batch")
_NO_RATING = "未评价"
_PUBLISHED_IDS = (*HELD_IDS, *BESIDE, "taken_back")
_Closed = Callable[[pd.Series], pd.Series]
"""Days of conclusions -> whether the window that depends on each has closed."""


def with_published(frame: pd.DataFrame, sources: Sources) -> pd.DataFrame:
    """``frame`` with the values held once published, and ``key`` (see editions.keys).

    What 处理决定, 抽查登记 or 上级登记台账 confirms is taken as if it had been published so.
    """
    frame["key"] = keys(frame["case_no"], frame["clock_on"])
    published = published_of(
        asked_for(frame, frame["key"], sources.published), sources.published.by_key, _PUBLISHED_IDS
    )
    _take_confirmed(published, frame, sources)
    if not published["known"].any():
        return _unpublished(frame)

    def closed_after(days: int) -> _Closed:
        return lambda concluded: sources.is_closed(frame["part"], shifted(concluded, days))

    options = sources.context.settings.options
    return _held(
        frame,
        published,
        rating=closed_after(options.rating_days),
        event=closed_after(0),
        returned=closed_after(options.came_back_days),
    )


def _take_confirmed(published: pd.DataFrame, frame: pd.DataFrame, sources: Sources) -> None:
    """Put what is confirmed of ``frame`` into ``published``: by 处理决定, then by 上级登记台账 and 抽查登记."""
    registers = sources.registers
    for index, id_, value in corrected(frame, registers.decisions.confirmed(), sources.rows):
        if id_ in HELD_IDS and not pd.isna(value):  # a blank is nothing to confirm
            _confirm(published, index, id_, value)
    register = registers.superior.reindex(frame["case_no"]).set_axis(frame.index)
    checked = registers.settled_as("属实")
    for id_ in HELD_IDS:
        if id_ in OVERLAID_IDS:
            continue
        same = register[id_].notna() & (register[id_] == frame[id_]) & published["known"]
        if id_ == "settled":
            same |= frame["case_no"].isin(checked) & frame["settled"].notna() & published["known"]
        if same.any():
            _confirm(published, same, id_, frame.loc[same, id_])


def _confirm(published: pd.DataFrame, where: Any, id_: str, value: Any) -> None:
    """Put ``value`` of a column into ``published``, and into the columns that go beside it."""
    published.loc[where, id_] = value
    for beside, column in BESIDE.items():
        if column == id_:
            published.loc[where, beside] = value
    if id_ == "concluded_on":
        published.loc[where, "taken_back"] = False


def _unpublished(frame: pd.DataFrame) -> pd.DataFrame:
    """``frame`` where no edition has any of its matters: everything counts as the ledgers have it."""
    return frame.assign(
        accepted_first=frame["accepted_on"],
        concluded_day=frame["concluded_on"],
        taken_back=False,
        settled_cohort=frame["settled"],
        settled_returned=frame["settled"],
    )


def _held(
    frame: pd.DataFrame, published: pd.DataFrame, *, rating: _Closed, event: _Closed, returned: _Closed
) -> pd.DataFrame:
    """``frame`` with the values that count, of what was published and what the ledger has now.

    ``published``: on the same index, as editions.published_of returns it. ``rating``, ``event``, ``returned``: for the
    days of conclusions, whether the window has closed in which the rating is due, in which the day itself lies, and in
    which the last day lies on which the matter may come back. A blank or unreadable cell changes nothing; 办结日期 and
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
    then = published[id_].where(published[id_] != _NO_RATING)
    new = frame[id_].fillna(then)
    holds = (then == "不满意") | (then.notna() & closed)
    return new.mask(holds, _worse(new, then, id_))


def _either(new: pd.Series, then: pd.Series, which: str) -> pd.Series:
    """The later or the earlier (``which``) of two dates; where one is null, the other."""
    first = new < then if which == "earlier" else new > then
    return new.where(first | then.isna(), then).astype("datetime64[s]")


def _worse(new: pd.Series, then: pd.Series, id_: str) -> pd.Series:
    """The less favourable of two codes by the order of the column; where one is null, the other."""
    if not then.notna().any():
        return new
    place = {code: at for at, code in enumerate(STANDING[id_].order)}
    worse = then.map(place) < new.map(place)
    return new.mask(then.notna() & (worse | new.isna()), then)
