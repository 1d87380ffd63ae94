"""The indicators that are counted on the office's registers, not on the ledgers' matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from pipeline.measure.clauses import Clause
from pipeline.measure.member import SOURCE, Placed, count, rate
from pipeline.measure.state import among, resolution, within
from pipeline.period import Period
from pipeline.schema.reasons import Why


def backlog(
    state: pd.DataFrame, assigned: pd.DataFrame | None, period: Period, unit_of: Mapping[str, str], cut_off: pd.Timestamp
) -> dict[str, Placed | None]:
    """积案化解率 and 到期未化解积案 over 交办清单; None without it.

    A matter in two batches stands once, by the entry with the earliest 要求化解日期, then 交办日期: for the unit named there.
    """
    if assigned is None:
        return {"backlog_clearance": None, "backlog_overdue": None}
    rows = assigned.assign(_later=~(assigned["assigned_on"] <= cut_off))
    rows = rows.sort_values(["case_no", "_later", "settle_by", "assigned_on"], kind="stable").drop_duplicates("case_no", keep="first")
    rows = rows.assign(unit=rows["township"].map(unit_of)).reset_index(drop=True)
    known = state[among(state["case_no"], rows["case_no"].to_numpy())].set_index("case_no")
    looked_up = known[["repeat_no", "concluded_on"]].reindex(rows["case_no"]).set_axis(rows.index)
    unknown: Clause = (Why.UNKNOWN, rows["case_no"].isin(known.index))
    solved = [(why, mask.reindex(rows["case_no"], fill_value=True).set_axis(rows.index)) for why, mask in resolution(known)]
    settled = rows["case_no"].isin(known.index[known["resolved"]])
    by_then: Clause = (Why.ASSIGNED_AFTER, ~rows["_later"])
    frame = pd.DataFrame({"item": rows["case_no"], "township": rows["unit"], "repeat_no": looked_up["repeat_no"], **rows[[*SOURCE]]})
    late = [(Why.NO_SETTLE_BY, rows["settle_by"].notna()), (Why.LIMIT_AFTER, rows["settle_by"] <= pd.Timestamp(period.last_day))]
    return {
        "backlog_clearance": Placed(
            frame, rate([by_then], [unknown, *solved], basis=rows["settle_by"], done=looked_up["concluded_on"])
        ),
        "backlog_overdue": Placed(
            frame, count([by_then, *late, (Why.SETTLED, ~settled)], basis=rows["settle_by"], done=looked_up["concluded_on"])
        ),
    }  # fmt: skip


def at_fault(
    state: pd.DataFrame, supervised: pd.DataFrame | None, period: Period, unit_of: Mapping[str, str], cut_off: pd.Timestamp
) -> dict[str, Placed | None]:
    """Matters of 督办登记 found 有责 with 督办日期 in the period, each once a township; None without the register.

    A validly handed back one is no fault of the unit.
    """
    if supervised is None:
        return {"at_fault": None}
    rows = supervised.assign(
        unit=supervised["township"].map(unit_of),
        _now=within(supervised["supervised_on"], period) & (supervised["supervised_on"] <= cut_off),
        _fault=supervised["at_fault"] == "是",
    )
    rows = rows.assign(_out=~(rows["_now"] & rows["_fault"])).sort_values("_out", kind="stable").drop_duplicates(["case_no", "unit"])
    rows = rows.reset_index(drop=True)
    frame = pd.DataFrame({"item": rows["case_no"], "township": rows["unit"], **rows[[*SOURCE]]})
    gone = state.loc[state["withdrawn_valid"], "case_no"]
    clauses = [(Why.HANDED_BACK, ~rows["case_no"].isin(gone)), (Why.SUPERVISED_ELSEWHERE, rows["_now"]), (Why.NOT_AT_FAULT, rows["_fault"])]
    return {"at_fault": Placed(frame, count(clauses, basis=rows["supervised_on"]))}


def reported(ledgers: pd.DataFrame | None) -> dict[str, Placed | None]:
    """按时报送率 over the ledgers due (``due_ledgers``): no row or no 报送日期 is 0 of 1; None without 报送登记."""
    if ledgers is None:
        return {"reported_on_time": None}
    frame = pd.DataFrame({"item": ledgers["folder"], "township": ledgers["township"], **ledgers[[*SOURCE]]})
    sent = ledgers["sent_on"]
    entry = [(Why.NOT_SENT, pd.Series(data=True, index=ledgers.index))]
    test = [(Why.NOT_SENT, sent.notna()), (Why.SENT_LATE, sent <= ledgers["due_on"])]
    return {"reported_on_time": Placed(frame, rate(entry, test, basis=ledgers["due_on"], done=sent))}


def due_ledgers(
    reports: pd.DataFrame | None, folders: Sequence[str], names: Sequence[str], unit_of: Mapping[str, str]
) -> pd.DataFrame | None:
    """One monthly ledger a township for each of the period's own folders that has 报送登记: township, folder, due_on, sent_on, zero, and
    the register's row (SOURCE).

    Roster order, then folder. Of several rows of one township that in time counts, else the last; a township without a row has no
    dates. None when no folder has the register. Daily rows are outside.
    """
    if reports is None:
        return None
    here = reports[reports["folder"].isin(list(folders))]
    kept = sorted(here["folder"].unique())
    if not kept:
        return None
    monthly = here[here["daily"] != "是"].assign(unit=lambda rows: rows["township"].map(unit_of))
    monthly = monthly.assign(_in_time=monthly["sent_on"] <= monthly["due_on"]).sort_values("_in_time", kind="stable")
    monthly = monthly.drop_duplicates(["unit", "folder"], keep="last").set_index(["unit", "folder"])
    wanted = pd.MultiIndex.from_product([list(names), kept], names=["township", "folder"])
    found: pd.DataFrame = monthly[["due_on", "sent_on", "zero", *SOURCE]].reindex(wanted).reset_index()
    return found.astype({"township": "str", "folder": "str", "source_row": "Int64"})
