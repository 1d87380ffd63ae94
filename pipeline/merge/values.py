"""The values of each stand: its unit's row, what a predecessor left, what was first submitted, published, and what the registers say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipeline.bundles import PastEdition
from pipeline.merge.clocks import own_clocks
from pipeline.merge.editions import BESIDE, keys, published_of
from pipeline.merge.first import corrected, first_values, places, with_first
from pipeline.merge.held import Closed, held
from pipeline.merge.holders.holders import CLAIMED, PENDING
from pipeline.merge.registers import Decisions
from pipeline.merge.rows import default_procedure, least_favourable_row
from pipeline.rules.deadlines import add_days
from pipeline.rules.windows import Windows, closes, closing_of
from pipeline.schema.ledger import LEDGER, LEDGER_IDS
from pipeline.schema.standing import FIRST_SUBMITTED_IDS, HELD_IDS, OVERLAID_IDS, RATING_IDS, STANDING

_CHECKED = {
    "延期": ("extension_approved_on", "extended_to"),
    "受理告知": ("accepted_on", "accepted_first", "notified_on"),
    "评价": ("rating_unit", "rating_office"),
}
_NOT_HANDED_ON = ("case_no", "township", "withdrawn_on", "related_case_no")
PUBLISHED_IDS = (*HELD_IDS, *BESIDE, "taken_back")


@dataclass(frozen=True)
class Sources:
    """Whence values come. ``rows``: all rows.

    ``by_key``, ``by_number``: what editions have, oldest first, as editions.as_counted gives it.

    ``superior``: 上级登记台账, the newest entry of a number, by number. ``checked``: numbers whose 化解 抽查登记 has as
    属实; ``false``: its entries 不属实. ``own``: the edition of this very period that is made again.
    """

    rows: pd.DataFrame
    by_key: Sequence[pd.DataFrame]
    by_number: Sequence[pd.DataFrame]
    superior: pd.DataFrame
    decisions: Decisions
    windows: Windows
    rating_days: int
    came_back_days: int
    checked: frozenset[str]
    false: pd.DataFrame
    own: PastEdition | None = None

    def is_closed(self, units: pd.Series, days: pd.Series) -> pd.Series:
        """Whether each day lies in a window of its unit that an edition has closed, the one of this very period among them."""
        closed = self.windows.is_closed(units, days)
        return (
            closed | closing_of(self.own).covers(units, days) if self.own is not None and closes(self.own) else closed
        )


def with_values(stands: pd.DataFrame, sources: Sources) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Every stand with the values that count; and where a first value stands that isn't the matter's own row's.

    A 待定 matter gets a row of its own: the less favourable of its claimants' rows, value by value.
    """
    frame = _taken(stands, sources)
    frame, told = _first(frame, sources)
    frame = _published(frame, sources)
    frame = _found_false(frame, sources.false)
    frame = own_clocks(frame)
    frame = _above(frame, sources.superior)
    frame = _with_pending(frame)
    return frame, told


def _taken(stands: pd.DataFrame, sources: Sources) -> pd.DataFrame:
    """The rows by ``at``; blanks filled from the predecessor's, all from the register's where no ledger has a row."""
    rows = sources.rows
    at = stands["at"].to_numpy()
    taken = (
        rows.iloc[np.where(at >= 0, at, 0)]
        .drop(columns=["case_no", "part", "township", "unit"])
        .set_index(stands.index)
    )
    frame = stands.drop(columns=["at"]).join(taken)
    lacking = at < 0
    if lacking.any():
        for column in taken.columns:
            blank: Any = (
                False
                if taken[column].dtype == bool
                else pd.NaT
                if str(taken[column].dtype).startswith("datetime")
                else None
            )
            frame.loc[lacking, column] = blank
    later = (stands["fill"] >= 0).to_numpy()
    if later.any():
        left = rows.iloc[stands.loc[later, "fill"].to_numpy()].set_index(frame.index[later])
        for id_ in LEDGER_IDS:
            if id_ in _NOT_HANDED_ON:
                continue
            frame.loc[later, id_] = frame.loc[later, id_].where(frame.loc[later, id_].notna(), left[id_])
            if f"{id_}_bad" in frame:
                frame.loc[later, f"{id_}_bad"] &= frame.loc[later, id_].isna()
    alone = lacking & ~later
    if alone.any():
        register = sources.superior.reindex(frame.loc[alone, "case_no"]).set_axis(frame.index[alone])
        for id_ in (
            *(i for i in LEDGER_IDS if i not in ("case_no", "township")),
            "source_file",
            "source_sheet",
            "source_row",
            "folder",
        ):
            frame.loc[alone, id_] = register[id_]
        frame.loc[alone, "procedure"] = register["procedure"].fillna(default_procedure(register["purpose"]))
    return frame.assign(alone=alone, lacking=lacking)


def _first(frame: pd.DataFrame, sources: Sources) -> tuple[pd.DataFrame, pd.DataFrame]:
    """First submitted, by the rows of the units that hold the matter; what an edition has speaks before the ledgers that it covers."""
    claimed = frame["claim"] == CLAIMED
    frame["group"] = (
        frame["case_no"].mask(claimed, frame["case_no"] + "|" + frame["part"]) if claimed.any() else frame["case_no"]
    )
    rows = sources.rows
    numbers = rows["case_no"]
    may = numbers.duplicated(keep=False)
    told = rows[may & rows["fresh"]]
    holds = frame[["case_no", "township", "group"]].drop_duplicates()
    shared = holds["case_no"].duplicated(keep=False) | (frame["basis"].reindex(holds.index) != "首报台账")
    special = frame.loc[frame["case_no"].isin(holds.loc[shared, "case_no"]), "case_no"].unique()
    plain = told[~told["case_no"].isin(special)].assign(group=lambda t: t["case_no"])
    few = rows[numbers.isin(special) & rows["fresh"]].merge(
        holds.assign(order=np.arange(len(holds))).rename(columns={"township": "unit"}),
        on=["case_no", "unit"],
        how="inner",
    )
    few = few.sort_values(["folder_no", "order"], kind="stable").drop(columns="order")
    told = pd.concat([plain, few]) if len(few) else plain
    if len(told):
        frame = with_first(frame, first_values(told))
    frame = _first_published(frame, sources)
    for index, id_, value in corrected(frame, sources.decisions.confirmed(), rows):
        if id_ in FIRST_SUBMITTED_IDS:
            frame.loc[index, id_] = value
    return frame, places(frame, told) if len(told) else places(frame.iloc[:0], told)


def _first_published(frame: pd.DataFrame, sources: Sources) -> pd.DataFrame:
    if not sources.by_number:
        return frame
    flags = [f"{id_}_bad" for id_ in FIRST_SUBMITTED_IDS if STANDING[id_].default]
    found = published_of(frame["case_no"], sources.by_number, [*FIRST_SUBMITTED_IDS, *flags])
    use = found["known"] & (frame["claim"] != CLAIMED)
    if not use.any():
        return frame
    for id_ in FIRST_SUBMITTED_IDS:
        has = use & found[id_].notna()
        if STANDING[id_].default:
            has = use & ~(found[id_].isna() & found[f"{id_}_bad"])
        frame[id_] = frame[id_].mask(has, found[id_]).astype(frame[id_].dtype)
        if f"{id_}_bad" in frame:
            frame[f"{id_}_bad"] &= ~has
    return frame


def _published(frame: pd.DataFrame, sources: Sources) -> pd.DataFrame:
    """Held once published; what 处理决定, 抽查登记 or 上级登记台账 confirms is taken as if it had been published so."""
    frame["key"] = keys(frame["case_no"], frame["clock_on"])
    wanted = (
        frame["key"].mask(frame["claim"] == CLAIMED, frame["key"] + "|" + frame["part"])
        if (frame["claim"] == CLAIMED).any()
        else frame["key"]
    )
    published = published_of(wanted, sources.by_key, PUBLISHED_IDS)
    for index, id_, value in corrected(frame, sources.decisions.confirmed(), sources.rows):
        if id_ in HELD_IDS:
            _confirm(published, index, id_, value)
    register = sources.superior.reindex(frame["case_no"]).set_axis(frame.index)
    for id_ in HELD_IDS:
        if id_ in OVERLAID_IDS:
            continue
        same = register[id_].notna() & (register[id_] == frame[id_]) & published["known"]
        if id_ == "settled":
            same |= frame["case_no"].isin(sources.checked) & frame["settled"].notna() & published["known"]
        if same.any():
            _confirm(published, same, id_, frame.loc[same, id_])
    if not published["known"].any():
        return _unpublished(frame)

    def closed_after(days: int) -> Closed:
        return lambda concluded: sources.is_closed(frame["part"], add_days(concluded, days))

    return held(
        frame,
        published,
        rating=closed_after(sources.rating_days),
        event=closed_after(0),
        returned=closed_after(sources.came_back_days),
    )


def _confirm(published: pd.DataFrame, where: Any, id_: str, value: Any) -> None:
    published.loc[where, id_] = value
    for beside, column in BESIDE.items():
        if column == id_:
            published.loc[where, beside] = value
    if id_ == "concluded_on":
        published.loc[where, "taken_back"] = False


def _unpublished(frame: pd.DataFrame) -> pd.DataFrame:
    """Where no edition has any of the matters everything counts as the ledgers have it."""
    return frame.assign(
        accepted_first=frame["accepted_on"],
        concluded_day=frame["concluded_on"],
        taken_back=False,
        settled_cohort=frame["settled"],
        settled_returned=frame["settled"],
    )


def _found_false(frame: pd.DataFrame, false: pd.DataFrame) -> pd.DataFrame:
    """What 抽查登记 found 不属实: a 延期 counts as not approved, a date as not given, a rating as 未评价 (化解: see found_false)."""
    if false.empty or "checked" not in false:
        return frame
    for what, ids in _CHECKED.items():
        hit = frame["case_no"].isin(false.loc[false["checked"] == what, "case_no"])
        if hit.any():
            for id_ in ids:
                frame[id_] = frame[id_].mask(hit)
    return frame


def _above(frame: pd.DataFrame, superior: pd.DataFrame) -> pd.DataFrame:
    """The values of 上级登记台账 where it has the matter; a blank rating there is 未评价."""
    register = superior.reindex(frame["case_no"]).set_axis(frame.index)
    frame["in_superior"] = frame["case_no"].isin(superior.index)
    frame["received_above"] = register["received_on"].notna()
    for id_ in OVERLAID_IDS:
        values = register[id_]
        take = values.notna()
        if id_ in RATING_IDS:
            values, take = values.fillna("未评价"), frame["in_superior"] & frame["concluded_day"].notna()
        if take.any():
            frame[id_] = frame[id_].mask(take, values).astype(frame[id_].dtype)
            if f"{id_}_bad" in frame:
                frame[f"{id_}_bad"] &= ~take
    frame["rating_own"] = ~frame["in_superior"]
    return frame


def _with_pending(frame: pd.DataFrame) -> pd.DataFrame:
    """The row of each 待定 matter that counts for the county: the less favourable of its claimants'."""
    claims = frame[frame["claim"] == CLAIMED]
    if claims.empty:
        return frame
    worst = least_favourable_row(claims)
    worst = worst.assign(
        claim=PENDING,
        present=True,
        accepted_first=worst["accepted_on"],
        concluded_day=worst["concluded_on"],
        settled_cohort=worst["settled"],
        settled_returned=worst["settled"],
    )
    return pd.concat([frame, worst], ignore_index=True)


def blank_flags(frame: pd.DataFrame) -> pd.DataFrame:
    """``<id>_bad`` of every typed column, False where it isn't known."""
    missing = {
        f"{field.id}_bad": False
        for field in LEDGER
        if field.type in ("date", "count", "code", "township") and f"{field.id}_bad" not in frame
    }
    return frame.assign(**missing)
