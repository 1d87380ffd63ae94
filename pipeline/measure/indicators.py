"""Numerators and denominators of every township and of the county."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.packed import packed
from pipeline.base.period import Period
from pipeline.bundles import Merged, PastEdition, contract_table
from pipeline.measure.columns import among
from pipeline.measure.late_entries import mark_late_entries
from pipeline.measure.masks import Member, Placed
from pipeline.measure.matter_indicators import memberships
from pipeline.measure.once import ONCE, once_of, stood_table
from pipeline.measure.registered import at_fault, backlog, due_ledgers, reported
from pipeline.measure.set_aside import with_set_aside
from pipeline.measure.state import as_of, with_late_entries
from pipeline.rules.windows import Windows
from pipeline.schema.indicators import INDICATORS
from pipeline.schema.vocabulary import Claim
from pipeline.settings.record import Settings

Sums = list[int]
"""One number per township in roster order, the county's last."""


@dataclass(frozen=True)
class Measured:
    """What was measured.

    ``table``: the contract's indicators. ``state``: the stands at the cut-off. ``members``: the masks over ``state``,
    by indicator. ``placed``: every indicator with the rows that it is counted on; None without its register.
    ``cases``: (township, indicator) -> case numbers of a count, hidden ones left out. ``stood``: the contract's table
    of what was counted once. ``lacking``: date id -> for each stand the edition that lacked the date, where it is 补登.
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
    """Every indicator for the townships of the period's last day, in roster order, and for 全县, last.

    ``folders``: the period's own folders, for 按时报送率 and the rows set aside. ``own``: the edition that is made
    again; ``later``: the editions of later periods.

    Both numbers are null where the register is missing, and for 按时报送率 in a range of days. Nothing due is 0 of 0.
    Counts have no denominator. Matters whose holder is 待定 count for 全县 alone, a claimant's row for the claimant
    alone; otherwise the county's figures are the sums of the townships'.
    """
    state, lacking = at_cut_off(merged, settings, cut_off, windows, own)
    once = once_of(period, windows, own, later, merged.refused)
    names = settings.names_on(period.last_day)
    unit_of = settings.successors(period.last_day)
    on_registers = _on_registers(state, merged.registers, settings, period, pd.Timestamp(cut_off), folders, windows)
    clearance = on_registers["backlog_clearance"]
    assigned = None if clearance is None else frozenset(clearance.rows["item"][clearance.member.inside])
    members = memberships(state, once, settings, assigned)
    rows = pd.DataFrame(
        {
            "item": state["case_no"],
            "township": state["township"].where(state["claim"] != Claim.PENDING),
            "repeat_no": state["repeat_no"],
        }
    )
    by_id = {**{id_: Placed(rows, member) for id_, member in members.items()}, **on_registers}
    by_id["accepted_on_time"] = with_set_aside(
        Placed(rows, members["accepted_on_time"]),
        merged.set_aside,
        period,
        folders,
        {(folder, unit_of.get(part, part)) for folder, part in merged.submitted},
    )
    placed = {indicator.id: by_id[indicator.id] for indicator in INDICATORS}
    hidden = frozenset(state.loc[state["hidden"], "case_no"].to_numpy())
    counts, cases = _counted(placed, names, hidden)
    stood = stood_table({id_: _once_masks(id_, members) for id_ in ONCE}, state)
    return Measured(_grid(counts, names), state, members, placed, cases, stood, lacking, windows)


def at_cut_off(
    merged: Merged, settings: Settings, cut_off: date, windows: Windows, own: PastEdition | None = None
) -> tuple[pd.DataFrame, dict[str, pd.Series]]:
    """``state`` and ``lacking`` of Measured: the stands at the cut-off, and by which edition a date is 补登."""
    state = as_of(merged.matters, cut_off, settings, windows)
    lacking = mark_late_entries(state, windows, own, merged.registers)
    return packed(with_late_entries(state, cut_off, settings)), lacking


def _on_registers(
    state: pd.DataFrame,
    registers: Mapping[str, pd.DataFrame],
    settings: Settings,
    period: Period,
    cut_off: pd.Timestamp,
    folders: Sequence[str],
    windows: Windows,
) -> dict[str, Placed | None]:
    """The indicators that are counted on the office's registers, by id; None where the register is missing."""
    assigned, decisions, supervised, reports = (
        registers.get(name) for name in ("assigned", "decisions", "supervised", "reports")
    )
    unit_of = settings.successors(period.last_day)
    ledgers = None if period.kind == "range" else due_ledgers(reports, folders, settings, period.last_day)
    return {
        **backlog(state, assigned, decisions, settings, windows, unit_of, cut_off),
        **at_fault(state, supervised, windows, unit_of, cut_off),
        **reported(ledgers),
    }


def _counted(
    placed: Mapping[str, Placed | None], names: Sequence[str], hidden: frozenset[str]
) -> tuple[dict[str, tuple[Sums | None, Sums | None]], dict[tuple[str, str], tuple[str, ...]]]:
    """Indicator -> the sums of its numerator and denominator; (township, indicator) -> the case numbers of a count.

    ``hidden``: case numbers that are given nowhere.
    """
    counts: dict[str, tuple[Sums | None, Sums | None]] = {}
    cases: dict[tuple[str, str], tuple[str, ...]] = {}
    # Most indicators share the rows of the matters, whose places are looked up once.
    places_of: dict[int, np.ndarray] = {}
    for id_, each in placed.items():
        if each is None:
            counts[id_] = None, None
            continue
        if id(each.rows) not in places_of:
            places_of[id(each.rows)] = places(each.rows["township"], names)
        at, member = places_of[id(each.rows)], each.member
        counts[id_] = (
            _sums(member.numerator, member, at, names),
            None if member.denominator is None else _sums(member.denominator, member, at, names),
        )
        if member.denominator is None:
            counted = np.flatnonzero(member.numerator.to_numpy(dtype=bool))
            shown = np.zeros(len(each.rows), dtype=bool)
            shown[counted] = ~among(each.rows["item"].iloc[counted], hidden)
            cases |= _evidence(id_, each, shown, at, names)
    return counts, cases


def _once_masks(id_: str, members: Mapping[str, Member]) -> tuple[pd.Series, pd.Series, pd.Series, pd.Series]:
    member, unit = members[id_], members[id_].unit
    assert unit is not None
    assert member.county is not None
    assert member.basis is not None
    if id_ == "rating_turnout":
        # 责任单位满意率 follows it: a claimant's 不满意 counts there alone, and once
        content = members["satisfaction"].unit
        assert content is not None
        unit = unit | content
    return member.inside, unit, member.county, member.basis


def places(holder: pd.Series, names: Sequence[str]) -> np.ndarray:
    """Each holder's position in ``names``; -1 where it isn't among them, so that the matter counts for 全县 alone."""
    if isinstance(holder.dtype, pd.CategoricalDtype):
        codes, held = holder.cat.codes.to_numpy(), holder.cat.categories
    else:
        codes, held = pd.factorize(holder)
    at = pd.Index(list(names), dtype="object").get_indexer(pd.Index(held, dtype="object"))
    found: np.ndarray = np.append(at, -1).astype(np.int32)[codes]
    return found


def _grid(counts: Mapping[str, tuple[Sums | None, Sums | None]], names: Sequence[str]) -> pd.DataFrame:
    unknown = [None] * (len(names) + 1)
    rows = [
        {"township": name, "indicator": id_, "numerator": (n or unknown)[at], "denominator": (of or unknown)[at]}
        for at, name in enumerate((*names, COUNTY))
        for id_, (n, of) in counts.items()
    ]
    return contract_table("indicators", rows)


def _sums(mask: pd.Series, member: Member, at: np.ndarray, names: Sequence[str]) -> Sums:
    """How many rows of the mask count for each township, and for the county, last; ``at`` as ``places`` gives it."""
    for_unit, for_county = _sides(mask.to_numpy(dtype=bool), member)
    # One place more, at the front, for the rows of no unit.
    counted = np.bincount(at[for_unit] + 1, minlength=len(names) + 1)[1:]
    return [*counted.tolist(), int(np.count_nonzero(for_county))]


def _sides(hit: np.ndarray, member: Member) -> tuple[np.ndarray, np.ndarray]:
    """Of the rows in ``hit``: the mask of those that count for their unit, and the mask of those for 全县."""
    unit = hit if member.unit is None else hit & member.unit.to_numpy(dtype=bool)
    county = hit if member.county is None else hit & member.county.to_numpy(dtype=bool)
    return unit, county


def _evidence(
    id_: str, each: Placed, shown: np.ndarray, at: np.ndarray, names: Sequence[str]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """The sorted case numbers of a count for each township and for 全县; ``shown``: the rows that may be listed."""
    numbers = each.rows["item"].to_numpy()
    for_unit, for_county = _sides(shown, each.member)
    own: list[set[str]] = [set() for _ in names]
    for number, place in zip(numbers[for_unit].tolist(), at[for_unit].tolist(), strict=True):
        if place >= 0:
            own[place].add(number)
    cases = {(name, id_): tuple(sorted(listed)) for name, listed in zip(names, own, strict=True)}
    return cases | {(COUNTY, id_): tuple(sorted(set(numbers[for_county].tolist())))}
