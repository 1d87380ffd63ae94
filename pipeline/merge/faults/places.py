"""Where a merged row stands, for messages, and how its number may be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from pipeline.base.finding import Finding
from pipeline.base.place import Place, cell_ranges, column_letter
from pipeline.messages.catalogue import finding
from pipeline.rules.accusations import UNNAMED, is_hidden
from pipeline.schema.ledger import BEYOND_NOTICE, NOTICE_IMPOSSIBLE

Columns = Mapping[tuple[str, str], Mapping[str, int]]
"""(file, sheet) -> column id -> its position in the sheet, 0 for column A."""
SHEETS = ["township", "source_file", "source_sheet"]
"""The rows that are alike in these columns stand in one sheet and are one unit's."""


def place_of(row: pd.Series, columns: Columns, id_: str = "case_no") -> Place:
    """The cell of ``id_`` in the row's sheet.

    A sheet without that column gives the cell of the case number, else column A; a row that isn't known gives no cell.
    """
    if pd.isna(row["source_file"]):
        return Place()
    position = columns.get((row["source_file"], row["source_sheet"]), {})
    letter = column_letter(position.get(id_, position.get("case_no", 0)))
    return Place(
        row["source_file"],
        row["source_sheet"],
        "" if pd.isna(row["source_row"]) else f"{letter}{int(row['source_row'])}",
    )


def row_no(row: pd.Series) -> int:
    """The sheet row, 0 when it isn't known."""
    return 0 if pd.isna(row["source_row"]) else int(row["source_row"])


def first_row(group: pd.DataFrame) -> pd.Series:
    """The row of a group that stands highest in its sheet."""
    return group.sort_values("source_row", kind="stable").iloc[0]


def names(frame: pd.DataFrame, limit: int = 5) -> tuple[str, tuple[str, ...]]:
    """Case numbers to print and to list; of hidden matters only how many there are.

    Where all are hidden the text is for the office alone.
    """
    hidden = is_hidden(frame)
    plain = sorted(frame.loc[~hidden, "case_no"])
    text = "、".join(plain[:limit]) + ("等" if len(plain) > limit else "")
    if hidden.any():
        count = int(hidden.sum())
        text += f"，另有{count}件按规定不列" if text else f"另有检举控告{count}件（{UNNAMED}"
    return text, tuple(plain)


def said(value: object) -> str:
    """A value as a message prints it."""
    if value == pd.Timestamp(NOTICE_IMPOSSIBLE):
        return BEYOND_NOTICE
    return "空白" if pd.isna(value) else f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)  # type: ignore[call-overload]


def places_of(group: pd.DataFrame, columns: Columns, id_: str) -> Place:
    """Every cell of ``id_`` in these rows of one sheet, as ``place_of`` finds the first."""
    first = place_of(first_row(group), columns, id_)
    rows = [int(row) for row in group["source_row"].dropna()]
    at = columns.get((first.file, first.sheet), {})
    return replace(first, cell=cell_ranges(rows, at.get(id_, at.get("case_no", 0)), len(rows))) if rows else first


def about(code: str, group: pd.DataFrame, columns: Columns, township: str, id_: str, **words: object) -> Finding:
    """A finding about one column of several rows of one sheet."""
    return finding(
        code,
        places_of(group, columns, id_),
        township=township,
        row=row_no(first_row(group)),
        cells=len(group),
        count=len(group),
        case_nos=sorted(group["case_no"]),
        **words,
    )
