"""Where an overdue matter stands: the cell of its ledger in which the day is missing that would end it."""

from __future__ import annotations

import pandas as pd

from pipeline.report.headings import CASE_NO, Headings
from pipeline.schema.indicators import INDICATOR

_AWAITED = {
    INDICATOR[id_].label: column
    for id_, column in (("overdue_unaccepted", "accepted_on"), ("overdue_open", "concluded_on"))
}


def overdue_places(overdue: pd.DataFrame, matters: pd.DataFrame, headings: pd.DataFrame) -> pd.DataFrame:
    """Columns file, sheet and cell, a row for each of ``overdue`` (case_no, township, kind), in its order.

    The cell is that of 受理日期 for 逾期未受理 and of 办结日期 for 逾期未办结, of 信访件编号 where the sheet lacks that
    column. All are '' for a matter that no ledger has; the cell is '' where this run didn't read the sheet.
    ``matters``, ``headings``: the contract's tables.
    """
    places, known = Headings(headings), matters.drop_duplicates(["case_no", "township"])
    columns = ["case_no", "township", "source_file", "source_sheet", "source_row"]
    found = overdue[["case_no", "township", "kind"]].merge(known[columns], "left", ["case_no", "township"])
    rows = []
    for kind, file, sheet, row in found[["kind", *columns[2:]]].itertuples(index=False, name=None):
        if pd.isna(file) or pd.isna(row):
            rows.append((file if isinstance(file, str) else "", "", ""))
            continue
        cells = dict(places.cells(file, sheet, int(row), {_AWAITED.get(kind, CASE_NO), CASE_NO}))
        rows.append((file, sheet, cells.get(_AWAITED.get(kind, CASE_NO)) or cells.get(CASE_NO, "")))
    return pd.DataFrame(rows, columns=["file", "sheet", "cell"], index=overdue.index, dtype="str")
