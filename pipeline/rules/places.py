"""Where the row of a table stands in the sheet from which it was read."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pipeline.base.place import Place, cell_name, cell_ranges

Columns = Mapping[tuple[str, str], Mapping[str, int]]
"""(file, sheet) -> column id -> its position in the sheet, 0 for column A."""
SHEETS = ["township", "source_file", "source_sheet"]
"""The rows that are alike in these columns stand in one sheet and are one unit's."""


def column_of(columns: Columns, file: str, sheet: str, id_: str) -> int:
    """The position of the column ``id_``; a sheet without it gives that of the case number, else column A."""
    positions: Mapping[str, int] = columns.get((file, sheet), {})
    return positions.get(id_, positions.get("case_no", 0))


def place_of(row: pd.Series, columns: Columns, id_: str = "case_no") -> Place:
    """The cell of ``id_`` in the row's sheet (source_file, source_sheet, source_row); see column_of.

    No file gives no place, no row a place without a cell.
    """
    if pd.isna(row["source_file"]):
        return Place()
    file, sheet = row["source_file"], row["source_sheet"]
    number = row_no(row)
    return Place(file, sheet, cell_name(number, column_of(columns, file, sheet, id_)) if number else "")


def places_of(group: pd.DataFrame, columns: Columns, id_: str) -> Place:
    """Every cell of ``id_`` in these rows of one sheet; see place_of."""
    file, sheet = group["source_file"].iloc[0], group["source_sheet"].iloc[0]
    rows = [int(row) for row in group["source_row"].dropna()]
    return Place(file, sheet, cell_ranges(rows, column_of(columns, file, sheet, id_), len(rows)))


def row_no(row: pd.Series) -> int:
    """The sheet row, 0 when it isn't known."""
    return 0 if pd.isna(row["source_row"]) else int(row["source_row"])


def first_row(group: pd.DataFrame) -> pd.Series:
    """The row of a group that stands highest in its sheet."""
    rows = group["source_row"].to_numpy(dtype="float64", na_value=np.nan)
    return group.iloc[int(np.argmin(np.where(np.isnan(rows), np.inf, rows)))]
