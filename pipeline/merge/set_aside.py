"""Rows set aside: each counts as one matter not accepted in time, unless it is one that is known otherwise (docs/definitions.md, 5.5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from pipeline.bundles import text_of
from pipeline.schema.ledger import LEDGER_IDS

COLUMNS = ("township", "part", "folder", "source_file", "source_sheet", "source_row", "again", "is_matter")
_CELLS = tuple(id_ for id_ in LEDGER_IDS if id_ != "township")
_ENOUGH = 2
"""How many readable cells must agree before a row may be taken for a matter: one alone says nothing."""
_COMMON = (
    "channel",
    "occurrence",
    "procedure",
    "purpose",
    "level",
    "persons",
    "category",
    "rating_unit",
    "rating_office",
    "settled",
    "outcome",
)
"""Codes that many rows share; of the others at least one must agree."""


def without_day(rows: pd.DataFrame, known: Iterable[str]) -> pd.Series:
    """Rows whose 登记日期 nobody has: it can't be read, and no ledger of the same or an earlier folder has it, nor an edition or register
    (``known``).
    """
    lacking = rows["registered_on"].isna()
    if not lacking.any():
        return lacking
    about = rows[~lacking & rows["case_no"].isin(rows.loc[lacking, "case_no"])]
    since = about.groupby("case_no")["folder_no"].min().reindex(rows["case_no"]).set_axis(rows.index)
    earlier = (since <= rows["folder_no"]).fillna(value=False).astype(bool)
    return lacking & ~earlier & ~rows["case_no"].isin(list(known))


def set_aside_rows(
    unplaced: pd.DataFrame, undated: pd.DataFrame, rows: pd.DataFrame, folders: Sequence[str], unit: Mapping[str, str],
    unit_on: Mapping[str, Mapping[str, str]],
) -> tuple[pd.DataFrame, dict[str, str]]:  # fmt: skip
    """The rows of COLUMNS, in folder, file and row order; and the matters that are such a row mended: number -> folder of the row.

    ``unplaced``: the reader's; ``undated``: rows whose 登记日期 nobody has. ``rows``: all others, with part and folder_no.
    """
    parts = [_placed(frame, unit_on) for frame in (unplaced, undated) if len(frame)]
    if not parts:
        return pd.DataFrame(columns=list(COLUMNS)), {}
    frame = pd.concat(parts, ignore_index=True)
    order = {name: at for at, name in enumerate(folders)}
    frame = frame[frame["part"].notna() & frame["folder"].isin(order)].assign(folder_no=lambda f: f["folder"].map(order))
    frame = frame.sort_values(["folder_no", "source_file", "source_row"], kind="stable").reset_index(drop=True)
    cells = [_cells({str(id_): value for id_, value in row.items()}) for row in frame.to_dict("records")]
    again, is_matter = [], []
    mended: dict[str, str] = {}
    before: dict[tuple[int, str], list[dict[str, object]]] = {}
    of_part = {str(part): group for part, group in rows[rows["part"].isin(frame["part"])].groupby("part", sort=False)}
    for readable, no, part, folder in zip(
        cells, frame["folder_no"].tolist(), frame["part"].tolist(), frame["folder"].tolist(), strict=True
    ):
        again.append(bool(readable) and readable in before.get((no - 1, part), []))
        before.setdefault((no, part), []).append(readable)
        number, later = _matches(readable, of_part.get(part), no)
        is_matter.append(number)
        for each in later:
            mended.setdefault(each, folder)
    frame = frame.assign(again=again, is_matter=pd.Series(is_matter, dtype="str"), township=text_of(frame["part"], unit, frame["part"]))
    return frame[list(COLUMNS)], mended


def _placed(frame: pd.DataFrame, unit_on: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    if "part" in frame:
        return frame
    sender = frame["sender"].fillna(frame["township"]) if "sender" in frame else frame["township"]
    part = [unit_on.get(folder, {}).get(name, name) for folder, name in zip(frame["folder"], sender, strict=True)]
    return frame.assign(part=pd.Series(part, index=frame.index, dtype="str"))


def _cells(row: Mapping[str, object]) -> dict[str, object]:
    """What can be read of a row: id -> value."""
    return {id_: row[id_] for id_ in _CELLS if id_ in row and not pd.isna(row[id_])}  # type: ignore[call-overload]


def _matches(readable: Mapping[str, object], rows: pd.DataFrame | None, folder_no: int) -> tuple[str | None, list[str]]:
    """The matter that a row is, whose ledger of that folder lacks it; and a later one that has the same cells, the row mended."""
    if rows is None or len(readable) < _ENOUGH or not set(readable) - set(_COMMON):
        return None, []
    agree = pd.Series(data=True, index=rows.index)
    for id_, value in readable.items():
        agree &= (rows[id_] == value).fillna(value=False).astype(bool)
    found = rows[agree]
    if found.empty:
        return None, []
    here = set(rows.loc[rows["folder_no"] == folder_no, "case_no"])
    earlier = found[(found["folder_no"] < folder_no) & ~found["case_no"].isin(here)]
    known = set(rows.loc[rows["folder_no"] <= folder_no, "case_no"])
    later = found[(found["folder_no"] > folder_no) & ~found["case_no"].isin(known)]
    number = None if earlier.empty else str(earlier.iloc[-1]["case_no"])
    return number, [] if later.empty or number is not None else [str(later.iloc[0]["case_no"])]
