"""Omissions: matters of 上级登记台账 that their holder's ledgers lack (docs/definitions.md, 遗漏)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from pipeline.bundles import text_of
from pipeline.merge.context import Context
from pipeline.merge.editions import Published
from pipeline.merge.holders.stand_rows import first_stands
from pipeline.merge.registers import AGREED_BACK, GIVEN_TO, Registers
from pipeline.merge.row_values import blank_flags
from pipeline.merge.rows import with_defaults
from pipeline.merge.sources import Sources
from pipeline.merge.values import with_values
from pipeline.rules.accusations import is_hidden
from pipeline.rules.required import still_required


def omitted(frame: pd.DataFrame, registers: Registers, context: Context) -> pd.DataFrame:
    """Rows of 上级登记台账 absent from their holder's ledgers, with the holder's ``part`` and ``township`` (of today).

    A row is an omission when received_on (else registered_on + 15) + the days of grace lies by the end of the holder's
    window and section 1 requires the matter. Matters handed back and 检举控告 never are.
    """
    superior, decisions = registers.newest["superior"], registers.decisions
    given = {d.subject: d.to for d in decisions if d.kind.startswith(GIVEN_TO) and d.to}
    part = text_of(superior["case_no"], given, superior["township"])
    rows = superior.assign(part=part.astype("str"))
    now = frame[frame["present"]].set_index("case_no")
    known = rows["case_no"].isin(now.index)
    absent = ~known | rows["case_no"].isin(now.index[now["alone"].astype(bool)])
    rows.loc[known, "part"] = rows.loc[known, "case_no"].map(now["part"])
    rows["township"] = rows["part"].map(context.today).astype("str")
    received = rows["received_on"].fillna(rows["registered_on"] + pd.Timedelta(days=15))
    grace = pd.Timedelta(days=context.settings.options.omission_grace_days)
    due = received + grace <= context.windows.last(rows["part"])
    back = rows["withdrawn_on"].notna() | rows["case_no"].isin(decisions.subjects(AGREED_BACK))
    # By the register's own values, which count; what some ledger called 检举控告 is a figure too, and only not shown.
    accusing = is_hidden(rows.drop(columns="hidden", errors="ignore"))
    return rows[due & absent & still_required(rows, context.last_day) & ~back & ~accusing & (rows["part"] != "")]


def with_omissions(frame: pd.DataFrame, missing: pd.DataFrame, sources: Sources) -> pd.DataFrame:
    """``frame`` with the matters that the register alone has; of the stands without a row, only those omitted stay.

    ``missing``: as omitted returns it. A unit whose ledgers never listed a matter has it only where it is the holder
    and the matter is an omission, with what was before 重新办理.
    """
    alone = frame["alone"].astype(bool)
    if alone.any():
        held = pd.MultiIndex.from_frame(frame[["case_no", "part"]])
        frame = frame[~alone | (held.isin(held[frame["present"]]) & frame["case_no"].isin(missing["case_no"]))]
    new = missing[~missing["case_no"].isin(frame["case_no"])]
    if new.empty:
        return frame
    rows = _register_rows(new, sources)
    stands = first_stands(rows["case_no"], rows["part"], np.arange(len(rows)), "上级登记台账")
    stands = stands.assign(township=rows["township"])
    sources = replace(sources, rows=rows.assign(names=rows["part"], unit=rows["township"]), published=Published())
    values, _ = with_values(stands, sources)
    values = values.assign(alone=True, current=False).reindex(columns=frame.columns)
    return pd.concat([frame, values.astype({c: frame[c].dtype for c in frame.columns})], ignore_index=True)


def _register_rows(new: pd.DataFrame, sources: Sources) -> pd.DataFrame:
    """The register's rows of ``new`` in the shape of ledger rows that only editions have."""
    rows = sources.registers.superior.loc[new["case_no"]].reset_index().drop(columns=["township"])
    rows = rows.assign(part=new["part"].to_numpy(), township=new["township"].to_numpy())
    return with_defaults(blank_flags(rows)).assign(fresh=False, folder_no=-1)
