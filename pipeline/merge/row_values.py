"""The values that a stand begins with: its unit's row, blanks filled by what the unit before it wrote."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pipeline.base.packed import packed
from pipeline.merge.rows import COUNTED_IDS, default_procedure
from pipeline.merge.sources import Sources
from pipeline.schema.ledger import LEDGER, LEDGER_IDS

_NOT_HANDED_ON = ("case_no", "township", "withdrawn_on", "related_case_no")
_FROM_REGISTER = (
    *(id_ for id_ in LEDGER_IDS if id_ not in ("case_no", "township")),
    "source_file",
    "source_sheet",
    "source_row",
    "folder",
)


def row_values(stands: pd.DataFrame, sources: Sources) -> pd.DataFrame:
    """``stands`` with the values of the rows at their positions ``at``, whose blanks those at ``fill`` fill.

    A stand without either has the values of 上级登记台账, a blank 办理程序 its default. ``lacking``: no row of its own;
    ``alone``: nor one before it.
    """
    at = stands["at"].to_numpy()
    taken = _rows_at(sources.rows, at)
    taken = taken.drop(columns=["case_no", "part", "township", "unit"]).set_index(stands.index)
    frame = packed(stands.drop(columns=["at"]).join(taken))
    lacking = at < 0
    if lacking.any():
        for column in taken.columns:
            frame.loc[lacking, column] = _blank(taken[column])
    later = (stands["fill"] >= 0).to_numpy()
    if later.any():
        before = sources.rows.iloc[stands.loc[later, "fill"].to_numpy()].set_index(frame.index[later])
        _fill(frame, later, before, lacking)
    alone = lacking & ~later
    if alone.any():
        register = sources.registers.superior.reindex(frame.loc[alone, "case_no"]).set_axis(frame.index[alone])
        for id_ in _FROM_REGISTER:
            frame.loc[alone, id_] = register[id_]
        frame.loc[alone, "procedure"] = register["procedure"].fillna(default_procedure(register["purpose"]))
    return frame.assign(alone=alone, lacking=lacking)


def _rows_at(rows: pd.DataFrame, at: np.ndarray) -> pd.DataFrame:
    """The rows at the positions ``at``, any row where there is none; blank ones where no ledger has a row at all."""
    if len(rows):
        return rows.iloc[np.where(at >= 0, at, 0)]
    return pd.DataFrame(
        {id_: pd.Series([_blank(values)] * len(at), dtype=values.dtype) for id_, values in rows.items()}
    )


def _blank(values: pd.Series) -> Any:
    """What stands in a column of this type where there is no row."""
    if values.dtype == bool:
        return False
    return pd.NaT if str(values.dtype).startswith("datetime") else None


def _fill(frame: pd.DataFrame, later: np.ndarray, before: pd.DataFrame, lacking: np.ndarray) -> None:
    """Fill the blanks of the stands ``later`` from the rows of the unit before each (``before``, on their index)."""
    # A unit without a row of its own has sent nothing: what the holder before it sent stands for it, also what can't be
    # read in it.
    own = lacking[later]
    for id_ in LEDGER_IDS:
        if id_ in _NOT_HANDED_ON:
            continue
        frame.loc[later, id_] = frame.loc[later, id_].where(frame.loc[later, id_].notna(), before[id_])
        if (bad := f"{id_}_bad") in frame:
            unread = frame.loc[later, bad] | (own & before[bad])
            frame.loc[later, bad] = unread & frame.loc[later, id_].isna()
    for id_ in (f"{i}_submitted" for i in COUNTED_IDS if i not in _NOT_HANDED_ON):
        frame.loc[later, id_] = frame.loc[later, id_].mask(own, before[id_])


def blank_flags(frame: pd.DataFrame) -> pd.DataFrame:
    """``frame`` with ``<id>_bad`` of every typed column, False where it has none."""
    missing = {
        f"{field.id}_bad": False
        for field in LEDGER
        if field.type in ("date", "count", "code", "township") and f"{field.id}_bad" not in frame
    }
    return frame.assign(**missing)
