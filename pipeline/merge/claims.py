"""Whose matter it is: one holder a case number, or 待定."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.merge.places import Columns, listed, place_of, shown
from pipeline.merge.registers import Decisions
from pipeline.merge.rows import drop_duplicates
from pipeline.messages import finding
from pipeline.model import Finding


@dataclass(frozen=True)
class Claims:
    """``states``: one row a case number with ``claim`` (确定 待定). ``lost``: the other rows with their reason."""

    states: pd.DataFrame
    lost: pd.DataFrame
    findings: tuple[Finding, ...]


def settle_claims(
    states: pd.DataFrame, registers: Mapping[str, pd.DataFrame], decisions: Decisions, unit_of: Mapping[str, str], columns: Columns
) -> Claims:
    """Settle matters that several units hold: 处理决定, else 上级登记台账, else 交办清单, else the holder in the earlier period.

    Unless 处理决定 answers, units whose newest ledger has the matter go before units that had it only in earlier folders (a matter
    that moved).
    ``states`` needs ``current`` (stands in its unit's newest ledger) and ``held_since`` (folder_no of its first row there).
    With no answer the matter is 待定: the less favourable row counts, for the county alone.
    ``unit_of`` leads from any roster name to the unit it belongs to today.
    """
    shared = states["case_no"].duplicated(keep=False)
    if not shared.any():
        return Claims(states.assign(claim="确定"), states.iloc[:0].assign(reason=""), ())
    superior = dict(zip(registers["superior"]["case_no"], registers["superior"]["township"], strict=True))
    assigned = dict(zip(registers["assigned"]["case_no"], registers["assigned"]["township"], strict=True))
    keep: list[int] = []
    pending: list[int] = []
    lost: dict[int, str] = {}
    findings: list[Finding] = []
    for case_no, group in states[shared].groupby("case_no", sort=True):
        number = str(case_no)
        rivals = group[group["current"]] if group["current"].any() else group
        units = dict(zip(group["unit"], group.index, strict=True))
        decided = unit_of.get(decisions.township(number), "")
        if decided in units:
            winner, basis = decided, "处理决定"
        elif len(rivals) == 1:
            winner, basis = str(rivals["unit"].iloc[0]), "现承办单位最新台账"
        else:
            winner, basis = _answer(number, rivals, superior, assigned, unit_of)
        if winner in units:
            keep.append(units.pop(winner))
            lost |= dict.fromkeys(units.values(), f"按{basis}归{winner}")
            findings += _told(rivals[rivals["unit"] != winner], winner, basis, columns)
        else:
            pending += list(rivals.index)
            lost |= dict.fromkeys(units.values(), "多个乡镇同报、归属待定，按较不利的一行暂计全县")
            names = "、".join(rivals["unit"])
            findings += [
                finding("R205", place_of(row, columns), township=row["unit"], row=int(row["source_row"]), case_no=shown(row), townships=names,
                        case_nos=listed(row))
                for _, row in rivals.iterrows()
            ]  # fmt: skip
    single = states[~shared].assign(claim="确定")
    won = states.loc[keep].assign(claim="确定")
    undecided, _ = drop_duplicates(states.loc[pending].assign(claim="待定"), ("case_no",))
    losing = [index for index in lost if index not in undecided.index]
    reasons = states.loc[losing].assign(reason=[lost[index] for index in losing])
    return Claims(pd.concat([single, won, undecided]), reasons, tuple(findings))


def _answer(
    case_no: str,
    rivals: pd.DataFrame,
    superior: Mapping[str, str],
    assigned: Mapping[str, str],
    unit_of: Mapping[str, str],
) -> tuple[str, str]:
    units = set(rivals["unit"])
    for name, basis in ((superior.get(case_no, ""), "上级登记台账"), (assigned.get(case_no, ""), "交办清单")):
        unit = unit_of.get(name, "") if isinstance(name, str) else ""
        if unit in units:
            return unit, basis
    since = rivals["held_since"].min()
    holders = rivals[rivals["held_since"] == since]
    if len(holders) == 1:
        return str(holders["unit"].iloc[0]), "上期承办单位"
    return "", ""


def _told(losers: pd.DataFrame, winner: str, basis: str, columns: Columns) -> list[Finding]:
    return [
        finding("R206", place_of(row, columns), township=row["unit"], row=int(row["source_row"]), case_no=shown(row), townships=winner, basis=basis,
                winner=winner, case_nos=listed(row))
        for _, row in losers.iterrows() if row["current"]
    ]  # fmt: skip
