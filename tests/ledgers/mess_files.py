"""Rows of a messy ledger, written as a workbook or as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from random import Random
from typing import Any

from tools.ingest_cases.makers import xls, xlsx


def file_of(
    kind: str,
    rows: list[list[object]],
    merges: Sequence[tuple[int, int, int, int]],
    hidden: Sequence[int],
    rng: Random,
    has: dict[str, bool],
    told: set[tuple[str, str]],
    second: list[list[object]] | None = None,
) -> bytes:
    """The rows as a file of this kind; further sheets of a workbook and what they call for are added to ``told``.

    ``second``: the rows of a second ledger in the workbook.
    """
    if kind == "csv":
        file = io.StringIO(newline="")
        csv.writer(file, delimiter=rng.choice(",\t;|")).writerows(rows)
        return file.getvalue().encode(rng.choice(("utf-8", "utf-8-sig", "gb18030", "utf-16")))
    if kind == "xls":
        return xls(rows, merges=[(a, c, b, d) for a, b, c, d in merges], hidden_rows=hidden)
    sheets: dict[str, Any] = {"Sheet1": rows}
    if second is not None:
        sheets["积案台账"] = second
        told.add(("R022", ""))
    if has["notes sheet"]:
        sheets |= {"填表说明": [["请按月填报"]], "Sheet3": []}
        told.add(("R021", ""))
    if has["hidden sheet"]:
        sheets["草稿"] = [["旧的"]]
        told.add(("R020", ""))
    areas = [f"{chr(65 + b)}{a + 1}:{chr(65 + d)}{c + 1}" for a, b, c, d in merges if (a, b) != (c, d)]
    return xlsx(sheets, merges=areas, hidden_rows=hidden, hidden_sheets=("草稿",) if has["hidden sheet"] else ())
