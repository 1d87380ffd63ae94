"""The lists behind the papers: ledgers due, matters assigned, omissions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from pipeline.bundles import contract_table
from pipeline.measure.registered import due_ledgers
from pipeline.period import Period


def submissions(reports: pd.DataFrame | None, folders: Sequence[str], names: Sequence[str], unit_of: Mapping[str, str]) -> pd.DataFrame:
    """The contract's submissions: a monthly ledger due a row, as 报送登记 of the period's own folders has it; roster order, then folder.

    status: 按时, 迟报, 漏报 (no 报送日期). A township that the register doesn't name in a folder that has one is 漏报, without dates.
    """
    ledgers = due_ledgers(reports, folders, names, unit_of)
    if ledgers is None:
        return contract_table("submissions")
    in_time = ledgers["sent_on"] <= ledgers["due_on"]
    status = in_time.map({True: "按时", False: "迟报"}).where(ledgers["sent_on"].notna(), "漏报")
    return contract_table("submissions", ledgers.assign(status=status).to_dict("records"))


def assigned(
    register: pd.DataFrame | None,
    state: pd.DataFrame,
    names: Sequence[str],
    unit_of: Mapping[str, str],
    period: Period,
    cut_off: pd.Timestamp,
) -> pd.DataFrame:
    """The contract's assigned: a row a matter and batch assigned by the cut-off; roster order, then number, then batch.

    settled: 已化解 as for 化解率. overdue: to be settled by the period's last day, and not.
    """
    rows: list[dict[str, object]] = []
    if register is not None:
        settled = set(state.loc[state["resolved"], "case_no"])
        last = pd.Timestamp(period.last_day)
        for row in register[register["assigned_on"] <= cut_off].to_dict("records"):
            done = row["case_no"] in settled
            rows.append({
                "township": unit_of.get(row["township"], row["township"]), "case_no": row["case_no"], "batch": row["batch"],
                "assigned_on": row["assigned_on"], "settle_by": row["settle_by"], "settled": done,
                "overdue": not done and not pd.isna(row["settle_by"]) and row["settle_by"] <= last,
            })  # fmt: skip
    order = {n: i for i, n in enumerate(names)}
    rows.sort(key=lambda r: (order.get(str(r["township"]), len(order)), str(r["case_no"]), str(r["batch"])))
    return contract_table("assigned", rows)


def omissions(missing: pd.DataFrame, names: Sequence[str], unit_of: Mapping[str, str]) -> pd.DataFrame:
    """The contract's omissions from Merged.omissions; roster order, then number."""
    order = {n: i for i, n in enumerate(names)}
    frame = missing.assign(township=missing["township"].map(unit_of)) if len(missing) else missing
    rows = sorted(frame.to_dict("records"), key=lambda r: (order.get(str(r["township"]), len(order)), str(r["case_no"])))
    return contract_table("omissions", rows)
