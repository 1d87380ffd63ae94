"""Numerators and denominators of every township and of the county."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline.measure.member import Member, Placed
from pipeline.measure.membership import memberships
from pipeline.measure.registered import at_fault, backlog, due_ledgers, reported
from pipeline.model import COUNTY
from pipeline.period import Period
from pipeline.schema.indicators import INDICATORS
from pipeline.settings import Settings


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
        **at_fault(registers.get("supervised"), period, unit_of, end),
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
    hidden = frozenset(state.loc[state["accusation"], "case_no"])
    cases: dict[tuple[str, str], tuple[str, ...]] = {}
    for id_, each in placed.items():
        if each is not None and each.member.denominator is None:
            cases |= _evidence(id_, each, names, hidden)
    return Measured(_grid(placed, names), state, members, placed, cases)


def _grid(placed: Mapping[str, Placed | None], names: Sequence[str]) -> pd.DataFrame:
    frames = []
    blank = pd.Series(pd.NA, index=pd.Index([*names, COUNTY]), dtype="Int64")
    for order, (id_, each) in enumerate(placed.items()):
        n = of = blank
        if each is not None:
            n = _sums(each.member.numerator, each.rows["township"], names)
            of = blank if each.member.denominator is None else _sums(each.member.denominator, each.rows["township"], names)
        frames.append(pd.DataFrame({
            "township": [*names, COUNTY], "indicator": id_, "numerator": n.to_numpy(), "denominator": of.to_numpy(), "_order": order,
            "_unit": range(len(names) + 1),
        }))  # fmt: skip
    table = pd.concat(frames).sort_values(["_unit", "_order"], kind="stable").drop(columns=["_unit", "_order"]).reset_index(drop=True)
    return table.astype({"township": "str", "indicator": "str", "numerator": "Int64", "denominator": "Int64"})


def _sums(mask: pd.Series, holder: pd.Series, names: Sequence[str]) -> pd.Series:
    """How many by township, the county's whole last."""
    counted = holder[mask].value_counts().reindex(list(names), fill_value=0)
    return pd.concat([counted, pd.Series({COUNTY: int(mask.sum())})]).astype("Int64")


def _evidence(id_: str, placed: Placed, names: Sequence[str], hidden: frozenset[str]) -> dict[tuple[str, str], tuple[str, ...]]:
    """The case numbers of a count, by township and of the county, sorted."""
    rows = placed.rows[placed.member.numerator]
    shown = rows[~rows["item"].isin(hidden)].sort_values("item")
    by_name = shown.groupby("township", sort=False)["item"].agg(tuple).to_dict()
    return {**{(name, id_): by_name.get(name, ()) for name in names}, (COUNTY, id_): tuple(shown["item"])}
