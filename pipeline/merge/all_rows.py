"""Every row that speaks of a matter: one per unit, folder and number, with those that only editions have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.base.packed import packed
from pipeline.bundles import Reading
from pipeline.merge.context import Context
from pipeline.merge.editions import Published
from pipeline.merge.holders.only_in_editions import unseen_rows
from pipeline.merge.registers import Registers
from pipeline.merge.row_values import blank_flags
from pipeline.merge.rows import listed_by, one_row_each, with_days_that_can_be, with_defaults
from pipeline.merge.set_aside import set_aside_rows, without_day
from pipeline.merge.submissions import Submissions, stand_ins
from pipeline.merge.unplaced import counted_unplaced


@dataclass(frozen=True)
class AllRows:
    """The rows of all ledgers that count, and those that don't.

    ``rows``: by folder, then by sheet row, with part, names, folder_no, ``unit`` (of today) and ``fresh`` (False: only
    an edition has it). ``doubled``: the rows that another row of the same ledger and number beats, with ``reason``.
    ``undated``: the rows whose 登记日期 nobody has. ``set_aside``: the table of rows set aside, ``mended``: number of a
    matter that is such a row put right -> folder of that row.
    """

    rows: pd.DataFrame
    doubled: pd.DataFrame
    undated: pd.DataFrame
    set_aside: pd.DataFrame
    mended: Mapping[str, str]


def all_rows(
    reading: Reading, sent: Submissions, registers: Registers, published: Published, context: Context
) -> AllRows:
    """The rows of the files that speak (``sent``), and of what earlier editions had and no ledger has any more."""
    ledger = listed_by(with_defaults(sent.ledger), sent.files, context.folders, context.unit_on).assign(fresh=True)
    ledger = with_days_that_can_be(ledger, registers.history["reports"], context.cut_off)
    dated = [*registers.superior.index, *(no for edition in published.counted for no in edition["case_no"].tolist())]
    without = without_day(ledger, dated)
    undated, ledger = ledger[without], ledger[~without]
    single, doubled = one_row_each(ledger)
    unplaced = counted_unplaced(reading.unplaced, sent.ledger, sent.files, stand_ins(reading))
    set_aside, mended = set_aside_rows(unplaced, undated, single, context, sent.submitted)
    unseen = unseen_rows(published, single, context, reading.files["file"])
    return AllRows(_together(single, unseen, context), doubled, undated, set_aside, mended)


def _together(single: pd.DataFrame, unseen: pd.DataFrame | None, context: Context) -> pd.DataFrame:
    """The rows of ledgers and of editions (``unseen``) in one table, with ``unit``, sorted by folder and sheet row."""
    rows = single
    if unseen is not None and len(unseen):
        shared = {c: single[c].dtype for c in single.columns if c in unseen.columns}
        added = blank_flags(unseen).reindex(columns=single.columns)
        for column in single.columns:
            if single[column].dtype == bool:
                added[column] = added[column].fillna(value=False).astype(bool)
        types = {c: dtype for c, dtype in shared.items() if not pd.api.types.is_bool_dtype(dtype)}
        rows = pd.concat([single, added.astype(types)], ignore_index=True)
        rows["folder_no"] = rows["folder_no"].astype(float)
    unit = {name: context.today(name) for name in rows["part"].unique()}
    rows = rows.assign(unit=rows["part"].map(unit).astype("str"))
    order = np.lexsort((rows["source_row"].fillna(0).to_numpy(dtype=float), rows["folder_no"].to_numpy(dtype=float)))
    return packed(rows.iloc[order].reset_index(drop=True))
