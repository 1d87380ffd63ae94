"""First submitted: what a matter's first rows said counts, whoever changes it later (docs/definitions.md, 首次报送)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from pipeline.merge.rows import PLACE
from pipeline.schema.standing import FIRST_SUBMITTED_IDS, RULE_COLUMNS, STANDING

_BLANK = "（空白）"
"""Stands for a blank that is a value while the first value is looked for."""


def first_values(told: pd.DataFrame) -> pd.DataFrame:
    """The first value of each column of FIRST_SUBMITTED_IDS by ``told['group']``; index: group.

    ``told``: rows in the order in which they speak. A value that couldn't be read gives way to the next that can; a
    blank 办理程序, 信访目的 or 信访层级 is a value, a blank of the others isn't. ``<id>_known``: whether any row has a
    value.
    """
    groups = told["group"]
    result: dict[str, pd.Series] = {}
    for id_ in FIRST_SUBMITTED_IDS:
        values = told[id_]
        if STANDING[id_].default:
            values = values.mask(values.isna() & ~told[f"{id_}_bad"], _BLANK)
        first = values.groupby(groups, sort=False).first()
        result[f"{id_}_known"] = first.notna()
        result[id_] = first.mask(first == _BLANK) if STANDING[id_].default else first
    return pd.DataFrame(result)


def with_first(frame: pd.DataFrame, first: pd.DataFrame) -> pd.DataFrame:
    """``frame`` with the values of ``first`` (by ``frame['group']``) where one is known; what is known can be read."""
    now = frame.copy()
    rows = first.reindex(frame["group"]).set_axis(frame.index)
    for id_ in FIRST_SUBMITTED_IDS:
        known = rows[f"{id_}_known"].fillna(value=False).astype(bool)
        now[id_] = frame[id_].mask(known, rows[id_]).astype(frame[id_].dtype)
        if f"{id_}_bad" in now:
            now[f"{id_}_bad"] = frame[f"{id_}_bad"] & ~known
    return now


def places(frame: pd.DataFrame, told: pd.DataFrame) -> pd.DataFrame:
    """Where a first value stands that isn't the one of the matter's own row: case_no, id and the place."""
    found = []
    for id_ in FIRST_SUBMITTED_IDS:
        differs = frame[id_].notna() & (frame[id_] != frame[f"{id_}_submitted"])
        if not differs.any():
            continue
        groups = frame.loc[differs, "group"]
        rows = told[told["group"].isin(groups) & told[id_].notna()].drop_duplicates("group")
        found.append(rows[["case_no", *PLACE]].assign(id=id_))
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=["case_no", *PLACE, "id"])


def corrected(
    frame: pd.DataFrame, entries: Iterable[tuple[str, str, int]], rows: pd.DataFrame
) -> list[tuple[Any, str, Any]]:
    """(Index of a stand, column, value) for each value that 更正属实 makes the one from which all later ones are judged: the one in the

    ledger of the folder in which the decision lies, of the unit that holds the stand; oldest decision first.

    ``rows``: all rows, with case_no, unit, folder_no.
    """
    listed = list(entries)
    numbers = {number for number, _, _ in listed}
    if not numbers:
        return []
    about = rows[rows["case_no"].isin(numbers)].sort_values("folder_no", kind="stable")
    by_number = {str(number): group for number, group in about.groupby("case_no", sort=False)}
    stands = {
        str(number): group for number, group in frame[frame["case_no"].isin(numbers)].groupby("case_no", sort=False)
    }
    found: list[tuple[Any, str, Any]] = []
    for number, id_, folder_no in listed:
        if number not in stands or number not in by_number or id_ not in rows:
            continue
        for index, stand in stands[number].iterrows():
            mine = by_number[number]
            mine = mine[(mine["unit"] == stand["township"]) & (mine["folder_no"] <= folder_no)]
            if len(mine) and not mine.iloc[-1].get(f"{id_}_bad", False):
                found.append((index, id_, mine.iloc[-1][id_]))
    return found


def confirmed_days(frame: pd.DataFrame, entries: Iterable[tuple[str, str, int]], rows: pd.DataFrame) -> pd.DataFrame:
    """The days of which 更正属实 says that they are right, those of the row for which it speaks alone: case_no, township, id, value.

    Only of what can be 补登 (the columns of R218). ``frame``: the stands; the other two as corrected takes them.
    """
    found = [
        (*frame.loc[index, ["case_no", "township"]], id_, value)
        for index, id_, value in corrected(frame, entries, rows)
        if id_ in RULE_COLUMNS["R218"] and not pd.isna(value)
    ]
    table = pd.DataFrame(found, columns=["case_no", "township", "id", "value"])
    return table.astype({"case_no": "str", "township": "str", "id": "str", "value": "datetime64[s]"})
