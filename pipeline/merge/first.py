"""First submitted: what a matter's first rows said counts, whoever changes it later (docs/definitions.md, 首次报送)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

import numpy as np
import pandas as pd

from pipeline.merge.editions import asked_for, claims, keys, published_of
from pipeline.merge.holders.stand import BY_LEDGER
from pipeline.merge.rows import PLACE
from pipeline.merge.sources import Sources
from pipeline.rules.claimants import groups
from pipeline.schema.vocabulary import Claim
from pipeline.schema.whose_word import FIRST_SUBMITTED_IDS, STANDING

_BLANK = "（空白）"
"""Stands for a blank that is a value while the first value is looked for."""


def with_first_submitted(frame: pd.DataFrame, sources: Sources) -> tuple[pd.DataFrame, pd.DataFrame]:
    """``frame`` with what was first submitted, and the places of first values (_places).

    The rows of the units that hold the matter count. What an edition has speaks before the ledgers that it covers, and
    what 更正属实 confirms before both. ``group``: see ``groups``.
    """
    frame["group"] = groups(frame, Claim.CLAIMED)
    listed = _first_rows(frame, sources.rows)
    if len(listed):
        frame = _with_first(frame, _first_values(listed))
    frame = _first_published(frame, sources)
    for index, id_, value in corrected(frame, sources.registers.decisions.confirmed(), sources.rows):
        if id_ in FIRST_SUBMITTED_IDS:
            frame.loc[index, id_] = value
    return frame, _places(frame if len(listed) else frame.iloc[:0], listed)


def _first_rows(frame: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """The ledger rows from which first values are taken, with ``group``, the first submitted first.

    A matter with a single row needs none. Of a matter with several holders, or one that didn't come by its first
    listing, only rows of units that hold it count.
    """
    several = rows["case_no"].duplicated(keep=False)
    holds = frame[["case_no", "township", "group"]].drop_duplicates()
    shared = holds["case_no"].duplicated(keep=False) | (frame["basis"].reindex(holds.index) != BY_LEDGER)
    special = frame.loc[frame["case_no"].isin(holds.loc[shared, "case_no"]), "case_no"].unique()
    listed = rows[several & rows["fresh"]]
    plain = listed[~listed["case_no"].isin(special)].assign(group=lambda t: t["case_no"])
    units = holds.assign(order=np.arange(len(holds))).rename(columns={"township": "unit"})
    few = rows[rows["case_no"].isin(special) & rows["fresh"]].merge(units, on=["case_no", "unit"], how="inner")
    few = few.sort_values(["folder_no", "order"], kind="stable").drop(columns="order")
    return pd.concat([plain, few]) if len(few) else plain


def _first_published(frame: pd.DataFrame, sources: Sources) -> pd.DataFrame:
    """``frame`` with what editions have as first submitted, in place of what the ledgers have.

    For a claimant, and for who holds since a matter that the newest edition has as not settled, what it said itself.
    """
    editions = sources.published.by_number
    if not editions:
        return frame
    flags = [f"{id_}_bad" for id_ in FIRST_SUBMITTED_IDS if STANDING[id_].default]
    columns = [*FIRST_SUBMITTED_IDS, *flags]
    then = published_of(frame["case_no"], editions, columns)
    use = then["known"] & (frame["claim"] != Claim.CLAIMED)
    key = keys(frame["case_no"], frame["clock_on"])
    asked = asked_for(frame, key, sources.published)
    if unsettled := sources.published.unsettled:
        # Who has it since by a clock of its own is no other claimant's heir either.
        since = (asked == key) & frame["case_no"].isin(unsettled)
        asked = asked.mask(since, claims(frame["case_no"], frame["part"]))
    own_words = asked != key
    if own_words.any():
        mine = frame.loc[own_words]
        own = published_of(asked[own_words], sources.published.by_key, columns)
        own = own[own["known"]]
        use &= ~own_words
        then.loc[own.index], use[own.index] = own, True
        # Of several holders since, the first one's word is the matter's.
        first = own[mine.loc[own.index, "claim"] != Claim.CLAIMED]
        first = first.assign(case_no=mine.loc[first.index, "case_no"]).drop_duplicates("case_no").set_index("case_no")
        others = (frame["claim"] != Claim.CLAIMED) & frame["case_no"].isin(first.index)
        then.loc[others] = first.reindex(frame.loc[others, "case_no"]).set_axis(frame.index[others])
        use |= others
    if not use.any():
        return frame
    for id_ in FIRST_SUBMITTED_IDS:
        has = use & then[id_].notna()
        if STANDING[id_].default:
            has = use & ~(then[id_].isna() & then[f"{id_}_bad"])
        frame[id_] = frame[id_].mask(has, then[id_]).astype(frame[id_].dtype)
        if f"{id_}_bad" in frame:
            frame[f"{id_}_bad"] &= ~has
    return frame


def _first_values(rows: pd.DataFrame) -> pd.DataFrame:
    """The first value of each column of FIRST_SUBMITTED_IDS; index: ``rows['group']``.

    ``rows``: ledger rows, the first submitted first. A value that couldn't be read gives way to the next that can; a
    blank 办理程序, 信访目的 or 信访层级 is a value, a blank of the others isn't. ``<id>_known``: whether any row has a
    value.
    """
    groups = rows["group"]
    result: dict[str, pd.Series] = {}
    for id_ in FIRST_SUBMITTED_IDS:
        values = rows[id_]
        if STANDING[id_].default:
            values = values.mask(values.isna() & ~rows[f"{id_}_bad"], _BLANK)
        first = values.groupby(groups, sort=False).first()
        result[f"{id_}_known"] = first.notna()
        result[id_] = first.mask(first == _BLANK) if STANDING[id_].default else first
    return pd.DataFrame(result)


def _with_first(frame: pd.DataFrame, first: pd.DataFrame) -> pd.DataFrame:
    """``frame`` with the values of ``first`` (by ``frame['group']``) where one is known; what is known can be read."""
    now = frame.copy()
    rows = first.reindex(frame["group"]).set_axis(frame.index)
    for id_ in FIRST_SUBMITTED_IDS:
        known = rows[f"{id_}_known"].fillna(value=False).astype(bool)
        now[id_] = frame[id_].mask(known, rows[id_]).astype(frame[id_].dtype)
        if f"{id_}_bad" in now:
            now[f"{id_}_bad"] = frame[f"{id_}_bad"] & ~known
    return now


def _places(frame: pd.DataFrame, listed: pd.DataFrame) -> pd.DataFrame:
    """Where a first value stands that isn't the one of the matter's own row: case_no, PLACE, group and id.

    ``listed``: the ledger rows with their ``group``, the first submitted first.
    """
    parts = []
    for id_ in FIRST_SUBMITTED_IDS:
        differs = frame[id_].notna() & (frame[id_] != frame[f"{id_}_submitted"])
        if not differs.any():
            continue
        groups = frame.loc[differs, "group"]
        rows = listed[listed["group"].isin(groups) & listed[id_].notna()].drop_duplicates("group")
        parts.append(rows[["case_no", *PLACE, "group"]].assign(id=id_))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["case_no", *PLACE, "group", "id"])


def corrected(
    frame: pd.DataFrame, entries: Iterable[tuple[str, str, int]], rows: pd.DataFrame
) -> list[tuple[Any, str, Any]]:
    """(Index of a stand, column, value) for each value that 更正属实 confirms, oldest decision first.

    Later values are judged from it. It is the one in the ledger of the unit that holds the stand, of the folder in
    which the decision lies, else of the newest before it. ``entries``: (case number, column, folder_no). ``rows``: all
    rows, with case_no, unit, folder_no.
    """
    listed = list(entries)
    numbers = {number for number, _, _ in listed}
    if not numbers:
        return []
    asked = [column for _, id_, _ in listed for column in (id_, f"{id_}_bad") if column in rows]
    about = rows.loc[rows["case_no"].isin(numbers), list(dict.fromkeys(("case_no", "unit", "folder_no", *asked)))]
    rows_of: dict[tuple[str, str], list[dict[Hashable, Any]]] = {}
    for row in about.sort_values("folder_no", kind="stable").to_dict("records"):
        rows_of.setdefault((row["case_no"], row["unit"]), []).append(row)
    held = frame.loc[frame["case_no"].isin(numbers), "case_no"]
    stands: dict[str, list[tuple[Any, str]]] = {}
    for index, number, unit in zip(held.index, held, frame.loc[held.index, "township"], strict=True):
        stands.setdefault(number, []).append((index, unit))
    values: list[tuple[Any, str, Any]] = []
    for number, id_, folder_no in listed:
        for index, unit in stands.get(number, ()) if id_ in about else ():
            mine = [row for row in rows_of.get((number, unit), ()) if row["folder_no"] <= folder_no]
            if mine and not mine[-1].get(f"{id_}_bad", False):
                values.append((index, id_, mine[-1][id_]))
    return values
