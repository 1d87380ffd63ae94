"""The lists behind the papers: ledgers due, matters assigned, omissions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from pipeline.bundles import contract_table
from pipeline.measure.registered import due_ledgers, entry_holders
from pipeline.measure.stands import present
from pipeline.rules.windows import Windows
from pipeline.schema.vocabulary import Sending
from pipeline.settings.record import Settings


def submissions(
    reports: pd.DataFrame | None, folders: Sequence[str], settings: Settings, day: date, windows: Windows
) -> pd.DataFrame:
    """The contract's submissions: one row per monthly ledger due, as 报送登记 of the period's own folders has it.

    Order: roster, then folder.

    township: the unit that sent it, a part before its merger too. status: 按时, 迟报, 漏报 (no 报送日期). A township
    that the register doesn't name in a folder that has one is 漏报, without dates. window_first, window_last: what the
    ledger speaks of.
    """
    ledgers = due_ledgers(reports, folders, settings, day)
    if ledgers is None:
        return contract_table("submissions")
    spans = [windows.month(part, folder) for part, folder in zip(ledgers["part"], ledgers["folder"], strict=True)]
    ledgers = ledgers.assign(
        township=ledgers["part"], window_first=[s[0] for s in spans], window_last=[s[1] for s in spans]
    )
    in_time = ledgers["sent_on"] <= ledgers["latest_on"]
    status = in_time.map({True: Sending.ON_TIME, False: Sending.LATE}).where(
        ledgers["sent_on"].notna(), Sending.MISSING
    )
    return contract_table("submissions", ledgers.assign(status=status).to_dict("records"))


def assigned(
    register: pd.DataFrame | None,
    decisions: pd.DataFrame | None,
    state: pd.DataFrame,
    names: Sequence[str],
    unit_of: Mapping[str, str],
    windows: Windows,
    cut_off: pd.Timestamp,
) -> pd.DataFrame:
    """The contract's assigned: one row per matter and batch assigned by the cut-off; by roster, number and batch.

    settled: 已化解 as for 化解率. overdue: to be settled by the end of the unit's window, and not. township is null
    where an entry counts for 全县 alone.
    """
    rows: list[dict[str, object]] = []
    if register is not None:
        now = present(state)
        settled = set(now.loc[now["resolved"], "case_no"])
        entries = register[register["assigned_on"] <= cut_off]
        entries = entries.assign(township=entry_holders(entries, state, decisions, unit_of, cut_off))
        entries = entries.assign(_last=windows.last(entries["township"]))
        for row in entries.to_dict("records"):
            done = row["case_no"] in settled
            rows.append(
                {
                    "township": row["township"] or None,
                    "case_no": row["case_no"],
                    "batch": row["batch"],
                    "assigned_on": row["assigned_on"],
                    "settle_by": row["settle_by"],
                    "settled": done,
                    "overdue": not done and not pd.isna(row["settle_by"]) and row["settle_by"] <= row["_last"],
                }
            )
    order = {n: i for i, n in enumerate(names)}
    rows.sort(key=lambda r: (order.get(str(r["township"]), len(order)), str(r["case_no"]), str(r["batch"])))
    return contract_table("assigned", rows)


def omissions(missing: pd.DataFrame, names: Sequence[str], unit_of: Mapping[str, str]) -> pd.DataFrame:
    """The contract's omissions from Merged.omissions, hidden ones left out; roster order, then number."""
    order = {n: i for i, n in enumerate(names)}
    missing = missing[~missing["hidden"].astype(bool)].drop(columns="hidden")
    frame = missing.assign(township=missing["township"].map(unit_of)) if len(missing) else missing
    rows = sorted(
        frame.to_dict("records"), key=lambda r: (order.get(str(r["township"]), len(order)), str(r["case_no"]))
    )
    return contract_table("omissions", rows)
