"""Numerators and denominators of every township and of the county."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from pipeline.bundles import contract_table
from pipeline.measure.member import Member, Placed
from pipeline.measure.membership import memberships
from pipeline.measure.registered import at_fault, backlog, due_ledgers, reported
from pipeline.measure.state import among
from pipeline.model import COUNTY
from pipeline.period import Period
from pipeline.schema.indicators import INDICATORS
from pipeline.settings import Settings

Sums = list[int]
"""A number a township in roster order, the county's last."""


@dataclass(frozen=True)
class Measured:
    """``table``: the contract's indicators. ``cases``: (township, indicator) -> case numbers of a count, 检举控告 left out.

    ``members``: the masks over ``state``. ``placed``: every indicator with the rows that it is counted on, None without its register.
    """

    table: pd.DataFrame
    state: pd.DataFrame
    members: Mapping[str, Member]
    placed: Mapping[str, Placed | None]
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
    end = pd.Timestamp(cut_off)
    ledgers = due_ledgers(registers.get("reports"), folders, names, unit_of)
    registered = {
        **backlog(state, registers.get("assigned"), period, unit_of, end),
        **at_fault(state, registers.get("supervised"), period, unit_of, end),
        **reported(ledgers),
    }
    taken = registered["backlog_clearance"]
    assigned = None if taken is None else frozenset(taken.rows["item"][taken.member.inside])
    members = memberships(state, period, settings, assigned)
    rows = pd.DataFrame({
        "item": state["case_no"], "township": state["township"].where(state["claim"] == "确定"), "repeat_no": state["repeat_no"],
    })  # fmt: skip
    found = {**{id_: Placed(rows, member) for id_, member in members.items()}, **registered}
    placed = {i.id: found[i.id] for i in INDICATORS}
    shown = ~state["hidden"]
    hidden = frozenset(state.loc[state["hidden"], "case_no"].to_numpy())
    shared = places(rows["township"], names)
    counts: dict[str, tuple[Sums | None, Sums | None]] = {}
    cases: dict[tuple[str, str], tuple[str, ...]] = {}
    for id_, each in placed.items():
        if each is None:
            counts[id_] = None, None
            continue
        at, member = shared if id_ in members else places(each.rows["township"], names), each.member
        counts[id_] = _sums(member.numerator, at, names), None if member.denominator is None else _sums(member.denominator, at, names)
        if member.denominator is None:
            told = (member.numerator & (shown if id_ in members else ~among(each.rows["item"], hidden))).to_numpy()
            cases |= _evidence(id_, each.rows["item"][told], at[told], names)
    return Measured(_grid(counts, names), state, members, placed, cases)


def places(holder: pd.Series, names: Sequence[str]) -> np.ndarray:
    """Each holder's position in ``names``; -1 where it is none of them, so that the matter counts for 全县 alone."""
    codes: np.ndarray = pd.Categorical(holder, categories=list(names)).codes
    return codes


def _grid(counts: Mapping[str, tuple[Sums | None, Sums | None]], names: Sequence[str]) -> pd.DataFrame:
    unknown = [None] * (len(names) + 1)
    rows = [
        {"township": name, "indicator": id_, "numerator": (n or unknown)[at], "denominator": (of or unknown)[at]}
        for at, name in enumerate((*names, COUNTY))
        for id_, (n, of) in counts.items()
    ]
    return contract_table("indicators", rows)


def _sums(mask: pd.Series, at: np.ndarray, names: Sequence[str]) -> Sums:
    """How many by township, the county's whole last; ``at`` as ``places`` gives it."""
    hit = mask.to_numpy(dtype=bool)
    return [*np.bincount(at[hit & (at >= 0)], minlength=len(names)).tolist(), int(hit.sum())]


def _evidence(id_: str, numbers: pd.Series, at: np.ndarray, names: Sequence[str]) -> dict[tuple[str, str], tuple[str, ...]]:
    """The case numbers of a count, by township and of the county, sorted."""
    own: list[list[str]] = [[] for _ in names]
    every = sorted(zip(numbers.tolist(), at.tolist(), strict=True))
    for number, place in every:
        if place >= 0:
            own[place].append(number)
    found = {(name, id_): tuple(listed) for name, listed in zip(names, own, strict=True)}
    return found | {(COUNTY, id_): tuple(number for number, _ in every)}
