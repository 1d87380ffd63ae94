"""Numerators and denominators of every township and of the county."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from pipeline.base.model import COUNTY
from pipeline.base.period import Period
from pipeline.bundles import Merged, PastEdition, contract_table
from pipeline.measure.late_entries import mark_late_entries
from pipeline.measure.member import Member, Placed
from pipeline.measure.membership import memberships
from pipeline.measure.once import ONCE, once_of, stood_table
from pipeline.measure.registered import at_fault, backlog, due_ledgers, reported
from pipeline.measure.set_aside import with_set_aside
from pipeline.measure.state import among, as_of, with_late_entries
from pipeline.rules.windows import Windows
from pipeline.schema.indicators import INDICATORS
from pipeline.settings.record import Settings

Sums = list[int]
"""A number a township in roster order, the county's last."""


@dataclass(frozen=True)
class Measured:
    """``table``: the contract's indicators.

    ``cases``: (township, indicator) -> case numbers of a count, hidden ones left out.

    ``state``: the stands at the cut-off. ``members``: the masks over ``state``. ``placed``: every indicator with the
    rows that it is counted on, None without its register. ``stood``: the contract's table of what was counted once.
    ``lacking``: date id -> the edition that lacked it, of what is 补登.
    """

    table: pd.DataFrame
    state: pd.DataFrame
    members: Mapping[str, Member]
    placed: Mapping[str, Placed | None]
    cases: Mapping[tuple[str, str], tuple[str, ...]]
    stood: pd.DataFrame
    lacking: Mapping[str, pd.Series]
    windows: Windows


def measure(
    merged: Merged,
    settings: Settings,
    *,
    period: Period,
    cut_off: date,
    folders: Sequence[str],
    windows: Windows,
    own: PastEdition | None = None,
    later: Sequence[PastEdition] = (),
) -> Measured:
    """Every indicator for the townships of the period's last day, roster order, and 全县 last.

    ``folders``: the period's own folders, for 按时报送率 and the rows set aside. ``own``: the edition that is made
    again, ``later``: those of later periods. A missing register leaves both numbers null, and so do those of 按时报送率
    in a range of days; nothing due is 0 of 0; counts have no denominator. Matters whose holder is 待定 count for 全县
    alone, a claimant's row of one for the claimant alone; else a county's figures are the sums.
    """
    registers = merged.registers
    state = as_of(merged.matters, cut_off, settings, windows)
    lacking = mark_late_entries(state, windows, own, registers.get("superior"), merged.confirmed)
    state = with_late_entries(state, cut_off, settings)
    once = once_of(period, windows, own, later)
    names = settings.names_on(period.last_day)
    unit_of = {t.name: settings.successor(t.name, period.last_day) for t in settings.roster}
    end = pd.Timestamp(cut_off)
    registered = {
        **backlog(state, registers.get("assigned"), registers.get("decisions"), settings, windows, unit_of, end),
        **at_fault(state, registers.get("supervised"), windows, unit_of, end),
        **reported(
            None
            if period.kind == "range"
            else due_ledgers(registers.get("reports"), folders, settings, period.last_day)
        ),
    }
    taken = registered["backlog_clearance"]
    assigned = None if taken is None else frozenset(taken.rows["item"][taken.member.inside])
    members = memberships(state, once, settings, assigned)
    rows = pd.DataFrame(
        {
            "item": state["case_no"],
            "township": state["township"].where(state["claim"] != "待定"),
            "repeat_no": state["repeat_no"],
        }
    )
    found = {**{id_: Placed(rows, member) for id_, member in members.items()}, **registered}
    found["accepted_on_time"] = with_set_aside(
        Placed(rows, members["accepted_on_time"]),
        merged.set_aside,
        period,
        folders,
        {(folder, unit_of.get(part, part)) for folder, part in merged.submitted},
    )
    placed = {i.id: found[i.id] for i in INDICATORS}
    hidden = frozenset(state.loc[state["hidden"], "case_no"].to_numpy())
    counts: dict[str, tuple[Sums | None, Sums | None]] = {}
    cases: dict[tuple[str, str], tuple[str, ...]] = {}
    shared = places(rows["township"], names)
    for id_, each in placed.items():
        if each is None:
            counts[id_] = None, None
            continue
        at, member = shared if each.rows is rows else places(each.rows["township"], names), each.member
        counts[id_] = (
            _sums(member.numerator, member, at, names),
            None if member.denominator is None else _sums(member.denominator, member, at, names),
        )
        if member.denominator is None:
            told = (member.numerator & ~among(each.rows["item"], hidden)).to_numpy()
            cases |= _evidence(id_, each, told, at, names)
    stood = stood_table({id_: _once_masks(members[id_]) for id_ in ONCE}, state)
    return Measured(_grid(counts, names), state, members, placed, cases, stood, lacking, windows)


def _once_masks(member: Member) -> tuple[pd.Series, pd.Series, pd.Series, pd.Series]:
    assert member.unit is not None
    assert member.county is not None
    assert member.basis is not None
    return member.inside, member.unit, member.county, member.basis


def places(holder: pd.Series, names: Sequence[str]) -> np.ndarray:
    """Each holder's position in ``names``; -1 where it is none of them, so that the matter counts for 全县 alone."""
    at: np.ndarray = pd.Index(list(names), dtype="str").get_indexer(pd.Index(holder.astype("str")))
    return at


def _grid(counts: Mapping[str, tuple[Sums | None, Sums | None]], names: Sequence[str]) -> pd.DataFrame:
    unknown = [None] * (len(names) + 1)
    rows = [
        {"township": name, "indicator": id_, "numerator": (n or unknown)[at], "denominator": (of or unknown)[at]}
        for at, name in enumerate((*names, COUNTY))
        for id_, (n, of) in counts.items()
    ]
    return contract_table("indicators", rows)


def _sums(mask: pd.Series, member: Member, at: np.ndarray, names: Sequence[str]) -> Sums:
    """How many by township, the county's whole last; ``at`` as ``places`` gives it."""
    hit = mask.to_numpy(dtype=bool)
    for_unit, for_county = _sides(hit, member)
    return [*np.bincount(at[for_unit & (at >= 0)], minlength=len(names)).tolist(), int(for_county.sum())]


def _sides(hit: np.ndarray, member: Member) -> tuple[np.ndarray, np.ndarray]:
    """Of the rows counted those that count for their unit, and those that count for 全县."""
    unit = hit if member.unit is None else hit & member.unit.to_numpy(dtype=bool)
    county = hit if member.county is None else hit & member.county.to_numpy(dtype=bool)
    return unit, county


def _evidence(
    id_: str, each: Placed, told: np.ndarray, at: np.ndarray, names: Sequence[str]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """The case numbers of a count, by township and of the county, sorted."""
    numbers = each.rows["item"].to_numpy()
    for_unit, for_county = _sides(told, each.member)
    own: list[set[str]] = [set() for _ in names]
    for number, place in zip(numbers[for_unit].tolist(), at[for_unit].tolist(), strict=True):
        if place >= 0:
            own[place].add(number)
    found = {(name, id_): tuple(sorted(listed)) for name, listed in zip(names, own, strict=True)}
    return found | {(COUNTY, id_): tuple(sorted(set(numbers[for_county].tolist())))}
