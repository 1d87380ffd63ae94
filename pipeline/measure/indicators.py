"""Numerators and denominators of every township and of the county."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline.measure.membership import Member, backlog, memberships
from pipeline.measure.state import within
from pipeline.model import COUNTY
from pipeline.period import Period
from pipeline.schema.indicators import INDICATORS
from pipeline.settings import Settings


@dataclass(frozen=True)
class Measured:
    """``table``: the contract's indicators. ``cases``: (township, indicator) -> case numbers of a count, 检举控告 left out.

    ``members``: the masks over ``state``.
    """

    table: pd.DataFrame
    state: pd.DataFrame
    members: Mapping[str, Member]
    cases: Mapping[tuple[str, str], tuple[str, ...]]


def measure(
    state: pd.DataFrame,
    registers: Mapping[str, pd.DataFrame],
    settings: Settings,
    *,
    period: Period,
    cut_off: date,
    folders: Sequence[str],
) -> Measured:
    """Every indicator for the townships of the period's last day, roster order, and 全县 last.

    ``folders``: the period's own folders, for 按时报送率. A missing register leaves both numbers null; nothing due is 0 of 0;
    counts have no denominator. Matters whose holder is 待定 count for 全县 alone; a county's figures are the sums.
    """
    names = settings.names_on(period.last_day)
    unit_of = {t.name: settings.successor(t.name, period.last_day) for t in settings.roster}
    given = registers.get("assigned")
    taken = None if given is None else backlog(state, given, period, unit_of, pd.Timestamp(cut_off))
    members = memberships(state, period, settings, None if taken is None else frozenset(taken["case_no"]))
    holder = state["township"].where(state["claim"] == "确定")
    counts: dict[str, tuple[pd.Series | None, pd.Series | None]] = {}
    cases: dict[tuple[str, str], tuple[str, ...]] = {}
    hidden = frozenset(state.loc[state["accusation"], "case_no"])
    for id_, member in members.items():
        counts[id_] = (
            _sums(member.numerator, holder, names),
            None if member.denominator is None else _sums(member.denominator, holder, names),
        )
        if member.denominator is None:
            cases |= _evidence(id_, state.loc[member.numerator, "case_no"], holder, names, hidden)
    counts |= _backlog_counts(taken, names, cases, hidden)
    counts["at_fault"] = _at_fault(registers.get("supervised"), period, cut_off, unit_of, names, cases, hidden)
    counts["reported_on_time"] = _reported(registers.get("reports"), folders, names, unit_of)
    frames = []
    for order, indicator in enumerate(INDICATORS):
        n, of = counts[indicator.id]
        blank = pd.Series(pd.NA, index=pd.Index([*names, COUNTY]), dtype="Int64")
        frames.append(pd.DataFrame({
            "township": [*names, COUNTY], "indicator": indicator.id, "numerator": (blank if n is None else n).to_numpy(),
            "denominator": (blank if of is None else of).to_numpy(), "_order": order, "_unit": range(len(names) + 1),
        }))  # fmt: skip
    table = pd.concat(frames).sort_values(["_unit", "_order"], kind="stable").drop(columns=["_unit", "_order"]).reset_index(drop=True)
    table = table.astype({"township": "str", "indicator": "str", "numerator": "Int64", "denominator": "Int64"})
    return Measured(table, state, members, cases)


def _sums(mask: pd.Series, holder: pd.Series, names: Sequence[str]) -> pd.Series:
    """How many by township, the county's whole last."""
    counted = holder[mask].value_counts().reindex(list(names), fill_value=0)
    return pd.concat([counted, pd.Series({COUNTY: int(mask.sum())})]).astype("Int64")


def _evidence(
    id_: str, numbers: pd.Series, holder: pd.Series, names: Sequence[str], hidden: frozenset[str]
) -> dict[tuple[str, str], tuple[str, ...]]:
    found = {}
    shown = numbers[~numbers.isin(hidden)]
    for name in names:
        found[name, id_] = tuple(sorted(shown[holder.reindex(shown.index) == name]))
    found[COUNTY, id_] = tuple(sorted(shown))
    return found


def _backlog_counts(
    taken: pd.DataFrame | None, names: Sequence[str], cases: dict[tuple[str, str], tuple[str, ...]], hidden: frozenset[str]
) -> dict[str, tuple[pd.Series | None, pd.Series | None]]:
    if taken is None:
        return {"backlog_clearance": (None, None), "backlog_overdue": (None, None)}
    everyone = pd.Series(data=True, index=taken.index)
    cases.update(_evidence("backlog_overdue", taken.loc[taken["overdue"], "case_no"], taken["township"], names, hidden))
    return {
        "backlog_clearance": (_sums(taken["settled"], taken["township"], names), _sums(everyone, taken["township"], names)),
        "backlog_overdue": (_sums(taken["overdue"], taken["township"], names), None),
    }


def _at_fault(
    supervised: pd.DataFrame | None,
    period: Period,
    cut_off: date,
    unit_of: Mapping[str, str],
    names: Sequence[str],
    cases: dict[tuple[str, str], tuple[str, ...]],
    hidden: frozenset[str],
) -> tuple[pd.Series | None, None]:
    """Matters of 督办登记 found 有责 with 督办日期 in the period, each once a township."""
    if supervised is None:
        return None, None
    rows = supervised[within(supervised["supervised_on"], period) & (supervised["supervised_on"] <= pd.Timestamp(cut_off))]
    rows = rows[rows["at_fault"] == "是"]
    # Not in one step: a frame without rows would take on the index, and the rows, of what is assigned to it.
    rows = rows.assign(unit=rows["township"].map(unit_of)).drop_duplicates(["case_no", "unit"])
    cases.update(_evidence("at_fault", rows["case_no"], rows["unit"], names, hidden))
    return _sums(pd.Series(data=True, index=rows.index, dtype=bool), rows["unit"], names), None


def _reported(
    reports: pd.DataFrame | None, folders: Sequence[str], names: Sequence[str], unit_of: Mapping[str, str]
) -> tuple[pd.Series | None, pd.Series | None]:
    """One monthly ledger a township in each folder that has 报送登记; no row or no 报送日期 is 0 of 1."""
    if reports is None:
        return None, None
    monthly = reports[(reports["daily"] != "是") & reports["folder"].isin(list(folders))]
    due = pd.Series(0, index=pd.Index(list(names)), dtype="Int64")
    in_time = due.copy()
    kept = sorted(reports.loc[reports["folder"].isin(list(folders)), "folder"].unique())
    if not kept:
        return None, None
    for folder in kept:
        sent = monthly[(monthly["folder"] == folder) & (monthly["sent_on"] <= monthly["due_on"])]
        due += 1
        in_time += pd.Series([int(name in set(sent["township"].map(unit_of))) for name in names], index=due.index, dtype="Int64")
    return _with_county(in_time), _with_county(due)


def _with_county(counts: pd.Series) -> pd.Series:
    whole: pd.Series = pd.concat([counts, pd.Series({COUNTY: int(counts.sum())})]).astype("Int64")
    return whole
