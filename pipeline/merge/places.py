"""Where a merged row stands, for messages, and how its number may be shown."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pipeline.base.place import Place, column_letter
from pipeline.rules.accusations import NUMBER, UNNAMED, is_hidden
from pipeline.schema.ledger import BEYOND_NOTICE, NOTICE_IMPOSSIBLE

Columns = Mapping[tuple[str, str], Mapping[str, int]]


def place_of(row: pd.Series, columns: Columns, id_: str = "case_no") -> Place:
    """The cell of ``id_`` in the row's sheet; column A when the sheet has no such column, no cell when the row isn't known."""
    if pd.isna(row["source_file"]):
        return Place()
    at = columns.get((row["source_file"], row["source_sheet"]), {})
    letter = column_letter(at.get(id_, at.get("case_no", 0)))
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


def shown(row: pd.Series) -> str:
    """The case number as a message may print it."""
    return NUMBER if row["hidden"] else str(row["case_no"])


def names(frame: pd.DataFrame, limit: int = 5) -> tuple[str, tuple[str, ...]]:
    """Case numbers to print and to list; of hidden matters only how many there are, for the office alone where there are no others."""
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
