"""The indicators that are counted on the office's registers, not on the ledgers' matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from pipeline.base.period import parse_period
from pipeline.bundles import text_of
from pipeline.measure.clauses import Clause
from pipeline.measure.columns import among
from pipeline.measure.masks import SOURCE, Placed, count, rate
from pipeline.measure.stands import within
from pipeline.measure.state import resolution
from pipeline.rules.deadlines import WorkingDays, roll_over
from pipeline.rules.windows import Windows
from pipeline.schema.reasons import Why
from pipeline.schema.registers import GIVEN_TO
from pipeline.schema.vocabulary import Answer
from pipeline.settings.record import Settings


def backlog(
    state: pd.DataFrame,
    assigned: pd.DataFrame | None,
    decisions: pd.DataFrame | None,
    settings: Settings,
    windows: Windows,
    unit_of: Mapping[str, str],
    cut_off: pd.Timestamp,
) -> dict[str, Placed | None]:
    """积案化解率 and 到期未化解积案 over 交办清单; None without that register.

    A matter in two batches counts once, by the entry with the earliest 要求化解日期, then 交办日期, and for the unit
    that entry_holders gives. 已化解 is asked of the present state (column settled).
    """
    if assigned is None:
        return {"backlog_clearance": None, "backlog_overdue": None}
    rows = assigned.assign(_later=~(assigned["assigned_on"] <= cut_off))
    rows = rows.sort_values(["case_no", "_later", "settle_by", "assigned_on"], kind="stable").drop_duplicates(
        "case_no", keep="first"
    )
    rows = rows.reset_index(drop=True)
    known = state[among(state["case_no"], rows["case_no"].to_numpy()) & state["present"]].reset_index(drop=True)
    at = pd.Index(known["case_no"]).get_indexer(pd.Index(rows["case_no"]))
    rows["unit"] = entry_holders(rows, state, decisions, unit_of, cut_off)
    of_matter = known[["repeat_no", "concluded_on"]].reindex(at).set_axis(rows.index)
    unknown: Clause = (Why.UNKNOWN, pd.Series(at >= 0, index=rows.index))

    def of_entries(mask: pd.Series, *, otherwise: bool) -> pd.Series:
        return pd.Series(np.append(mask.to_numpy(dtype=bool), otherwise)[at], index=rows.index)

    resolved = [(why, of_entries(mask, otherwise=True)) for why, mask in resolution(known, "settled", settings)]
    settled = of_entries(known["resolved"], otherwise=False)
    by_then: Clause = (Why.ASSIGNED_AFTER, ~rows["_later"])
    frame = pd.DataFrame(
        {"item": rows["case_no"], "township": rows["unit"], "repeat_no": of_matter["repeat_no"], **rows[[*SOURCE]]}
    )
    late = [
        (Why.NO_SETTLE_BY, rows["settle_by"].notna()),
        (Why.LIMIT_AFTER, rows["settle_by"] <= windows.last(rows["unit"])),
    ]
    return {
        "backlog_clearance": Placed(
            frame, rate([by_then], [unknown, *resolved], basis=rows["settle_by"], done=of_matter["concluded_on"])
        ),
        "backlog_overdue": Placed(
            frame,
            count([by_then, *late, (Why.SETTLED, ~settled)], basis=rows["settle_by"], done=of_matter["concluded_on"]),
        ),
    }


def entry_holders(
    rows: pd.DataFrame,
    state: pd.DataFrame,
    decisions: pd.DataFrame | None,
    unit_of: Mapping[str, str],
    cut_off: pd.Timestamp,
) -> pd.Series:
    """The unit that each entry of 交办清单 counts for.

    That is the unit to which 处理决定 gave the matter, else the unit named in the entry. It is '' where the named unit
    validly handed the matter back, so that the entry counts for 全县 alone.
    """
    own = text_of(rows["township"], unit_of, rows["township"])
    own = own.mask(_handed_back(state, rows["case_no"], own), "")
    if decisions is not None and "to" in decisions:
        given = decisions[
            decisions["decision"].str.startswith(GIVEN_TO) & decisions["to"].notna() & ~(decisions["from_on"] > cut_off)
        ]
        holder = given.drop_duplicates("subject", keep="last").set_index("subject")["to"]
        own = text_of(rows["case_no"], holder.map(lambda name: unit_of.get(name, name)), own)
    return own.astype("str")


def at_fault(
    state: pd.DataFrame,
    supervised: pd.DataFrame | None,
    windows: Windows,
    unit_of: Mapping[str, str],
    cut_off: pd.Timestamp,
) -> dict[str, Placed | None]:
    """The matters of 督办登记 found 有责 in the period, each once per township; None without the register.

    The day is 认定日期, where it is blank 督办日期. A matter that was validly handed back is no fault of the unit.
    """
    if supervised is None:
        return {"at_fault": None}
    unit = supervised["township"].map(unit_of)
    day = supervised["supervised_on"]
    if "confirmed_on" in supervised:
        day = supervised["confirmed_on"].fillna(day)
    first, last = windows.first(supervised["township"]), windows.last(supervised["township"])
    rows = supervised.assign(
        unit=unit,
        _day=day,
        _now=within(day, first, last) & (day <= cut_off),
        _fault=supervised["at_fault"] == Answer.YES,
    )
    rows = (
        rows.assign(_out=~(rows["_now"] & rows["_fault"]))
        .sort_values("_out", kind="stable")
        .drop_duplicates(["case_no", "unit"])
    )
    rows = rows.reset_index(drop=True)
    frame = pd.DataFrame({"item": rows["case_no"], "township": rows["unit"], **rows[[*SOURCE]]})
    back = _handed_back(state, rows["case_no"], rows["unit"])
    clauses = [(Why.HANDED_BACK, ~back), (Why.SUPERVISED_ELSEWHERE, rows["_now"]), (Why.NOT_AT_FAULT, rows["_fault"])]
    return {"at_fault": Placed(frame, count(clauses, basis=rows["_day"]))}


def _handed_back(state: pd.DataFrame, numbers: pd.Series, units: pd.Series) -> pd.Series:
    """Whether the unit of each row validly handed its matter back."""
    back = state.loc[state["withdrawn_valid"], ["case_no", "township"]]
    pairs = set(zip(back["case_no"].to_numpy(), back["township"].to_numpy(), strict=True))
    hits = [pair in pairs for pair in zip(numbers.to_numpy(), units.to_numpy(), strict=True)]
    return pd.Series(hits, index=numbers.index, dtype=bool)


def reported(ledgers: pd.DataFrame | None) -> dict[str, Placed | None]:
    """按时报送率 over the ledgers due (``due_ledgers``); None without 报送登记.

    A ledger without a row in the register or without 报送日期 counts 0 of 1.
    """
    if ledgers is None:
        return {"reported_on_time": None}
    frame = pd.DataFrame({"item": ledgers["folder"], "township": ledgers["township"], **ledgers[[*SOURCE]]})
    sent = ledgers["sent_on"]
    entry = [(Why.NOT_SENT, pd.Series(data=True, index=ledgers.index))]
    test = [(Why.NOT_SENT, sent.notna()), (Why.SENT_LATE, sent <= ledgers["latest_on"])]
    return {"reported_on_time": Placed(frame, rate(entry, test, basis=ledgers["due_on"], done=sent))}


def due_ledgers(
    reports: pd.DataFrame | None, folders: Sequence[str], settings: Settings, day: date
) -> pd.DataFrame | None:
    """The monthly ledgers due: one row per month folder with 报送登记 and unit that exists on the folder's last day.

    Columns: township (the unit of ``day``, which answers for the ledgers of its parts), part (the unit that owed the
    ledger), folder, due_on, latest_on (应报日期, moved from a day off to the next working day), sent_on, zero, and the
    register's row (SOURCE). Order: roster order of the township, folder, roster order of the part.

    Of several rows of one unit the one in time counts, else the last; a unit without a row has null dates. Daily rows
    and special periods are left out. None when no folder has the register.
    """
    if reports is None:
        return None
    months = [f for f in folders if parse_period(f).kind == "month"]
    here = reports[reports["folder"].isin(months) & (reports["daily"] != Answer.YES)]
    with_register = sorted(here["folder"].unique())
    if not with_register:
        return None
    works = WorkingDays(settings.holidays)
    here = here.assign(latest_on=roll_over(here["due_on"], works))
    here = here.assign(_in_time=here["sent_on"] <= here["latest_on"]).sort_values("_in_time", kind="stable")
    here = here.drop_duplicates(["township", "folder"], keep="last").set_index(["township", "folder"])
    order = {name: at for at, name in enumerate(settings.names_on(day))}
    owed = [
        (order.get(settings.successor(part, day), len(order)), folder, at, settings.successor(part, day), part)
        for folder in with_register
        for at, part in enumerate(settings.names_on(parse_period(folder).last_day))
    ]
    wanted = pd.DataFrame(
        [(unit, folder, part) for _, folder, _, unit, part in sorted(owed)],
        columns=["township", "folder", "part"],
        dtype="str",
    )
    dates = here[["due_on", "latest_on", "sent_on", "zero", *SOURCE]].reindex(
        pd.MultiIndex.from_frame(wanted[["part", "folder"]])
    )
    return wanted.join(dates.reset_index(drop=True)).astype({"source_row": "Int64"})
