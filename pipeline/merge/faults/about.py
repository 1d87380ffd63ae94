"""What a finding about merged rows says of them: numbers that may be shown, values as they are printed."""

from __future__ import annotations

import pandas as pd

from pipeline.base.finding import Finding
from pipeline.messages.catalogue import finding
from pipeline.messages.unnamed import UNNAMED
from pipeline.rules.accusations import is_hidden
from pipeline.rules.places import Columns, first_row, places_of, row_no
from pipeline.schema.ledger import BEYOND_NOTICE, NOTICE_IMPOSSIBLE


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


def printed(value: object) -> str:
    """A value as a message prints it."""
    if value == pd.Timestamp(NOTICE_IMPOSSIBLE):
        return BEYOND_NOTICE
    return "空白" if pd.isna(value) else f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)  # type: ignore[call-overload]


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
