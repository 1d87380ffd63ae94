"""The values of each stand that count, step by step: rows, first submitted, published, decisions, clocks, registers."""

from __future__ import annotations

import pandas as pd

from pipeline.merge.clocks import own_clocks
from pipeline.merge.first import corrected, with_first_submitted
from pipeline.merge.published_holds import with_published
from pipeline.merge.row_values import row_values
from pipeline.merge.rows import least_favourable_row
from pipeline.merge.sources import Sources
from pipeline.rules.windows import Windows
from pipeline.schema.vocabulary import Claim
from pipeline.schema.whose_word import OVERLAID_IDS, RATING_IDS, STEP_IDS

_CHECKED = {
    "延期": ("extension_approved_on", "extended_to"),
    "受理告知": ("accepted_on", "accepted_first", "notified_on"),
    "评价": ("rating_unit", "rating_office"),
}
"""What an entry of 抽查登记 is about -> the columns that count as blank when it is 不属实."""


def with_values(stands: pd.DataFrame, sources: Sources) -> tuple[pd.DataFrame, pd.DataFrame]:
    """``stands`` (stand.COLUMNS and township) with the values that count, and the places of first values.

    The places are those of values that count as first submitted and aren't in the stand's own row: case_no, PLACE, id.
    A matter not settled gets a row of its own, 待定: the least favourable of its claimants' rows.
    """
    frame = row_values(stands, sources)
    frame, places = with_first_submitted(frame, sources)
    frame = with_published(frame, sources)
    frame = _found_false(frame, sources)
    frame = _decided_so(frame, sources)
    frame = own_clocks(frame)
    frame = _above(frame, sources.registers.superior)
    frame = _with_pending(frame, sources.context.windows)
    return frame, places


def _found_false(frame: pd.DataFrame, sources: Sources) -> pd.DataFrame:
    """``frame`` without what 抽查登记 found 不属实, and with ``registered_false``.

    A 延期 counts as not approved, a date as not given, a rating as 未评价. 登记 found 不属实 sets ``registered_false``,
    unless 上级登记台账 has a day; for 化解 see Merged.matters (found_false).
    """
    false, above_on = sources.registers.found_false, sources.registers.superior["registered_on"]
    frame["registered_false"] = False
    if false.empty or "checked" not in false:
        return frame
    for what, ids in _CHECKED.items():
        hit = frame["case_no"].isin(false.loc[false["checked"] == what, "case_no"])
        if hit.any():
            for id_ in ids:
                frame[id_] = frame[id_].mask(hit)
    # Without its day a matter would be in no figure at all: it stays in each by the day that was written, and in no n
    # that needs it.
    above = above_on.reindex(frame["case_no"]).set_axis(frame.index).notna()
    frame["registered_false"] = frame["case_no"].isin(false.loc[false["checked"] == "登记", "case_no"]) & ~above
    return frame


def _decided_so(frame: pd.DataFrame, sources: Sources) -> pd.DataFrame:
    """``frame`` with ``<id>_confirmed`` of the steps: 更正属实 confirms the very date that counts."""
    frame = frame.assign(**{f"{id_}_confirmed": False for id_ in STEP_IDS})
    for index, id_, value in corrected(frame, sources.registers.decisions.confirmed(), sources.rows):
        if id_ in STEP_IDS and frame.loc[index, id_] == value:
            frame.loc[index, f"{id_}_confirmed"] = True
    return frame


def _above(frame: pd.DataFrame, superior: pd.DataFrame) -> pd.DataFrame:
    """``frame`` with the values of 上级登记台账 where it has the matter; a blank rating there is 未评价."""
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


def _with_pending(frame: pd.DataFrame, windows: Windows) -> pd.DataFrame:
    """``frame`` with one row per matter not settled that counts for the county: its claimants' least favourable one."""
    claims = frame[frame["claim"] == Claim.CLAIMED]
    if claims.empty:
        return frame
    begins, ends = windows.first(claims["part"]), windows.last(claims["part"])
    worst = least_favourable_row(claims, begins, ends).assign(claim=Claim.PENDING, present=True)
    return pd.concat([frame, worst], ignore_index=True)
