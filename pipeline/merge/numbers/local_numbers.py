"""Local numbering: the same number given by several units to matters of their own (docs/definitions.md, 各自编号)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from pipeline.base.same_number import fold

_CHUNK = 20_000
_LEAST = 3
"""Two ledgers number for themselves when at least so many, and most, of their common numbers are different matters."""


@dataclass
class Own:
    """One of the matters that share a number.

    ``shown``: its number with its unit. ``units``, ``names``: whose rows it has, as units of today and as the roster
    names them; ``dates``: their 登记日期.
    """

    shown: str
    names: set[str] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    dates: set[object] = field(default_factory=set)


Split = Mapping[str, list[Own]]
"""Folded number -> its matters, the first sent first."""


def published_split(published: Iterable[tuple[str, object]], unit_of: Mapping[str, str]) -> dict[str, list[Own]]:
    """The matters that editions have told apart, by numbers like ‘0012（甲镇）’.

    Such brackets, with a unit of the roster in them, are in no number read from a cell.

    ``published``: numbers and their 登记日期, oldest edition first.
    """
    split: dict[str, list[Own]] = {}
    owns: dict[str, Own] = {}
    for text, day in published:
        if text not in owns:
            base, bracket, name = text[:-1].rpartition("（") if text.endswith("）") else ("", "", "")
            if not (bracket and base and name in unit_of):
                continue
            owns[text] = Own(text, {name}, {unit_of[name]})
            split.setdefault(fold(base), []).append(owns[text])
        if not pd.isna(day):  # type: ignore[call-overload]
            owns[text].dates.add(day)
    return split


def choose(owns: list[Own], name: str, unit: str, day: object) -> Own | None:
    """Which of the matters a row of a unit means, None for none.

    It is the one of the unit's name, else of the unit of today, unless 登记日期 is another's alone; else by 登记日期.
    """
    dated = [] if pd.isna(day) else [own for own in owns if day in own.dates]  # type: ignore[call-overload]
    mine = [own for own in owns if name in own.names] or [own for own in owns if unit and unit in own.units]
    if mine:
        return next((own for own in mine if own in dated), None) or (dated[0] if dated else mine[0])
    return dated[0] if dated else None


def divide(rows: pd.DataFrame, split: dict[str, list[Own]], named: frozenset[str], settled: frozenset[str]) -> None:
    """Add to ``split`` (as published_split gives it) what ``rows`` tell apart.

    ``rows``: number (folded), text, name (the roster's, of the unit whose ledger it is), unit (of today), day
    (登记日期), other (the unit of today that 责任单位 names); first sent first; of every number that several units
    have, and of those in ``split``. ``named``: numbers that a register or 处理决定 names; ``settled``: those that
    处理决定 gives to a unit, or another number, whoever lists them: one matter.
    """
    before = list(split)
    rows = rows[~rows["number"].isin(list(settled)) | rows["number"].isin(before)]
    alone = _numbering_alone(rows, named)
    fresh = rows[~rows["number"].isin(before)]
    for number, group in fresh.groupby("number", sort=False):
        parts = _parts(group, alone, joined=number in named)
        if len(parts) > 1:
            split[str(number)] = [_own(part) for part in parts]
    for number, group in rows[rows["number"].isin(before)].groupby("number", sort=False):
        _carried_on(group, split[str(number)])


def _carried_on(group: pd.DataFrame, owns: list[Own]) -> None:
    """Give each row of a number that editions have told apart to its matter, by unit, then by 登记日期.

    Rows that fit none are new matters, which are added to ``owns``.
    """
    by_name = {name: own for own in owns for name in own.names}
    for name, day in zip(group["name"], group["day"], strict=True):
        if name in by_name and not pd.isna(day):
            others = [own for own in owns if own is not by_name[name] and day in own.dates]
            if not others:
                by_name[name].dates.add(day)
    new = [
        choose(owns, name, unit, day) is None
        for name, unit, day in zip(group["name"], group["unit"], group["day"], strict=True)
    ]
    if any(new):
        fresh = group[new]
        owns += [_own(part) for part in _parts(fresh, _EVERYBODY, joined=False)]


def _own(rows: pd.DataFrame) -> Own:
    first = rows.iloc[0]
    return Own(f"{first['text']}（{first['name']}）", set(rows["name"]), set(rows["unit"]), set(rows["day"].dropna()))


class _Everybody:
    """All pairs of units."""

    def __contains__(self, pair: object) -> bool:
        return True

    def __bool__(self) -> bool:
        return True


_EVERYBODY = _Everybody()


def _parts(group: pd.DataFrame, alone: set[tuple[str, str]] | _Everybody, *, joined: bool) -> list[pd.DataFrame]:
    """The rows of one number, matter by matter, the first sent first.

    Units are joined by a common 登记日期; unless both number for themselves (``alone``) also by a row that names the
    other, by a unit none of whose dates can be read, and where a register or decision names the number (``joined``).
    """
    units = list(dict.fromkeys(group["unit"]))
    parent = {unit: unit for unit in units}

    def root(unit: str) -> str:
        while parent[unit] != unit:
            parent[unit] = parent[parent[unit]]
            unit = parent[unit]
        return unit

    def join(one: str, other: str) -> None:
        parent[root(other)] = root(one)

    first_of: dict[object, str] = {}
    dated = set()
    for unit, day in zip(group["unit"], group["day"], strict=True):
        if not pd.isna(day):
            dated.add(unit)
            join(first_of.setdefault(day, unit), unit)
    if alone is not _EVERYBODY:
        for unit, other in zip(group["unit"], group["other"], strict=True):
            if other in parent and (unit, other) not in alone:
                join(unit, other)
        for unit in units if joined else [unit for unit in units if unit not in dated]:
            for other in units:
                if (unit, other) not in alone:
                    join(unit, other)
    keys = group["unit"].map({unit: root(unit) for unit in units})
    return [part for _, part in group.groupby(keys, sort=False)]


def _numbering_alone(rows: pd.DataFrame, named: frozenset[str]) -> set[tuple[str, str]]:
    """The pairs of units that number for themselves, in both orders.

    Counted in tables of units against units, 20,000 numbers at a time, so that the work grows with the numbers.
    """
    if rows["number"].nunique() < _LEAST:
        return set()
    number, _ = pd.factorize(rows["number"])
    unit, units = pd.factorize(rows["unit"])
    other = units.get_indexer(pd.Index(rows["other"]))
    free = ~rows["number"].isin(list(named)).to_numpy()
    frame = pd.DataFrame({"number": number, "unit": unit, "day": rows["day"].to_numpy(), "other": other, "free": free})
    dated = frame[frame["free"] & frame["day"].notna()].drop_duplicates(["number", "unit"])
    same = dated[dated.duplicated(["number", "day"], keep=False)]
    shared = _together(frame["number"], frame["unit"], len(units))
    apart = _together(dated["number"], dated["unit"], len(units))
    apart -= _together(same.groupby(["number", "day"], sort=False).ngroup(), same["unit"], len(units))
    naming = frame[frame["free"] & (frame["other"] >= 0) & (frame["other"] != frame["unit"])].drop_duplicates(
        ["number", "unit", "other"]
    )
    listed = set(zip(dated["number"], dated["unit"], strict=True))
    days = dict(zip(zip(dated["number"], dated["unit"], strict=True), dated["day"], strict=True))
    pairs = {(n, *sorted((u, o))) for n, u, o in zip(naming["number"], naming["unit"], naming["other"], strict=True)}
    for n, u, o in pairs:
        if (n, u) in listed and (n, o) in listed and days[n, u] != days[n, o]:
            apart[u, o] -= 1
            apart[o, u] -= 1
    hits = np.argwhere((apart >= _LEAST) & (2 * apart > shared))
    return {(str(units[a]), str(units[b])) for a, b in hits if a != b}


def _together(keys: pd.Series, units: pd.Series, size: int) -> np.ndarray:
    """How many keys each pair of units has in common."""
    codes, distinct = pd.factorize(keys)
    order = np.argsort(codes, kind="stable")
    codes, of = codes[order], units.to_numpy()[order]
    total = np.zeros((size, size))
    for low in range(0, len(distinct), _CHUNK):
        first, last = np.searchsorted(codes, [low, low + _CHUNK])
        table = np.zeros((_CHUNK, size), dtype=np.float32)
        table[codes[first:last] - low, of[first:last]] = 1
        total += table.T @ table
    return total
