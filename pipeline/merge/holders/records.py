"""What registers, decisions and editions say of holders; the ledgers' own rows are elsewhere (all_rows)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.base.period import parse_period
from pipeline.bundles import PastEdition
from pipeline.merge.holders.stand import BY_EDITION, Day, Stand
from pipeline.merge.registers import GIVEN_TO, Decisions, Registers, in_order
from pipeline.schema.vocabulary import Claim, Origin, Way


@dataclass(frozen=True)
class HolderRecords:
    """What is said of holders outside the ledgers.

    ``superior``, ``assigned``: every entry of 上级登记台账 and 交办清单 in order, with folder_no. ``agreed_back``: the
    numbers whose hand-back the register or a decision agrees to. ``published``: number -> its stands in the newest
    edition that has it. ``rivals``: number -> the claimants that this edition had. ``plain_parts``: by number the one
    unit that held a matter in the newest edition, of all other matters that editions have. ``after``: the number of
    the last folder that editions cover, -1 for none.
    """

    superior: pd.DataFrame
    assigned: pd.DataFrame
    decisions: Decisions
    agreed_back: frozenset[str]
    published: Mapping[str, tuple[Stand, ...]]
    rivals: Mapping[str, tuple[str, ...]]
    plain_parts: pd.Series
    after: int

    @property
    def given(self) -> frozenset[str]:
        """The numbers that an entry of 归属 gives to a unit."""
        return frozenset(d.subject for d in self.decisions if d.kind.startswith(GIVEN_TO) and d.to)


def holder_records(editions: Sequence[PastEdition], registers: Registers, folders: Sequence[str]) -> HolderRecords:
    """All that is said of holders outside the ledgers.

    ``editions``: oldest first; the newest that has a matter speaks. Of one that it had from
    上级登记台账 alone the register itself speaks, as if there were no edition.
    """
    stands: dict[str, tuple[Stand, ...]] = {}
    rivals: dict[str, tuple[str, ...]] = {}
    parts: list[pd.Series] = []
    seen: set[str] = set()
    for edition in reversed(editions):
        own, claimed = _published_stands(edition)
        listed = edition.matters["origin"] != Origin.SUPERIOR
        for number in edition.matters.loc[~listed, "case_no"]:
            own.pop(number, None)
        matters = edition.matters[listed]
        matters = matters[~matters["case_no"].isin(seen)] if seen else matters
        stands = {number: of_one for number, of_one in own.items() if number not in seen} | stands
        rivals = {number: of_one for number, of_one in claimed.items() if number not in seen} | rivals
        plain = matters[(matters["claim"] == Claim.SURE) & ~matters["case_no"].isin([*own, *claimed])]
        parts.append(plain.set_index("case_no")["township"])
        seen |= set(edition.matters["case_no"])
    return HolderRecords(
        in_order(registers.history["superior"], folders),
        in_order(registers.history["assigned"], folders),
        registers.decisions,
        registers.agreed_back,
        stands,
        rivals,
        pd.concat(parts) if parts else pd.Series([], dtype="str"),
        _covered(editions, folders),
    )


def _published_stands(edition: PastEdition) -> tuple[dict[str, tuple[Stand, ...]], dict[str, tuple[str, ...]]]:
    """Number -> its stands, oldest first, and number -> its claimants, of the matters in the edition's table stands.

    That table has the matters with more than one stand, and those whose holder isn't what the table matters says.
    """
    table = edition.tables.get("stands")
    stands: dict[str, list[Stand]] = {}
    rivals: dict[str, list[str]] = {}
    if table is not None:
        for row in table.to_dict("records"):
            if row["claim"] == Claim.CLAIMED:
                rivals.setdefault(row["case_no"], []).append(row["part"])
            elif row["claim"] != Claim.PENDING or not text(row["part"]):
                rework = day(row["clock_on"]) if row["way"] == Way.REWORK else None
                clock, first, last = (day(row[id_]) for id_ in ("clock_on", "held_from", "held_until"))
                stand = Stand(text(row["part"]), row["way"], clock, first, last, basis=BY_EDITION, rework_on=rework)
                stands.setdefault(row["case_no"], []).append(stand)
    ordered = {
        number: tuple(sorted(of_one, key=lambda stand: (stand.held_from is not None, stand.held_from or 0)))
        for number, of_one in stands.items()
    }
    return ordered, {number: tuple(parts) for number, parts in rivals.items()}


def _covered(editions: Sequence[PastEdition], folders: Sequence[str]) -> int:
    """The number of the last source folder that an edition covers, -1 for none."""
    last = max((min(parse_period(e.name).last_day, e.cut_off) for e in editions), default=None)
    if last is None:
        return -1
    return max((number for number, name in enumerate(folders) if parse_period(name).last_day <= last), default=-1)


def text(value: object) -> str:
    """A text of a table, empty for null."""
    return value if isinstance(value, str) else ""


def day(value: object) -> Day | None:
    """A day of a table, None for null."""
    return None if value is None or pd.isna(value) else pd.Timestamp(value)  # type: ignore[call-overload, arg-type]
