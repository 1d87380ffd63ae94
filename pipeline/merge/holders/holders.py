"""Whose matter it is: the great mass of plain matters at once, the contested ones one by one (walk)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd

from pipeline.bundles import text_of
from pipeline.merge.holders.contested import contested_matters, is_contested
from pipeline.merge.holders.missed_limits import limits_of
from pipeline.merge.holders.open_parts import OpenParts
from pipeline.merge.holders.records import holder_records
from pipeline.merge.holders.stand import Around, Day, Matter, Outcome
from pipeline.merge.holders.stand_rows import plain_stands, walked_stands
from pipeline.merge.holders.walk import walk
from pipeline.merge.rows import least_favourable_row
from pipeline.merge.sources import Sources


@dataclass(frozen=True)
class Holders:
    """``stands``: one row per stand (stand.COLUMNS) with ``township``, the part's unit of today.

    ``matters``: number -> what is said of it, of the contested ones. ``outcomes``: number -> what their walk returned.
    """

    stands: pd.DataFrame
    matters: Mapping[str, Matter]
    outcomes: Mapping[str, Outcome]


def holders_of(sources: Sources, submitted: frozenset[tuple[int, str]]) -> Holders:
    """The stands of every matter of the rows of ``sources``, and of the matters that registers moved.

    ``submitted``: (folder's number, unit of today) whose ledger or 零报告 is in. Of a period made again its own edition
    says whose a matter was; where the same comes out without it, the words of the day say why.
    """
    rows, context = sources.rows, sources.context
    published = sources.published
    records = holder_records(published.standing, sources.registers, context.folders)
    parts = OpenParts(context)
    contested = is_contested(rows, records) | parts.first_listed(rows)
    limits = limits_of(contested, sources)

    @cache
    def window(part: str, folder_no: int) -> tuple[Day, Day]:
        first, last = context.windows.month(part, context.folders[folder_no])
        return pd.Timestamp(first), pd.Timestamp(last)

    def worst(positions: Sequence[int]) -> int:
        few = rows.iloc[list(positions)]
        begins, ends = context.windows.first(few["part"]), context.windows.last(few["part"])
        return int(least_favourable_row(few, begins, ends).index[0])

    around = Around(
        context.unit_today,
        window,
        submitted,
        limits.missed,
        limits.unfavourable,
        context.end,
        part_of=parts.of,
        worst=worst,
    )
    matters = contested_matters(rows, contested, records)
    outcomes = {number: walk(matter, around) for number, matter in matters.items()}
    if published.own is not None and len(published.standing) == len(published.editions):
        before = holder_records(published.editions[:-1], sources.registers, context.folders)
        for number, matter in contested_matters(rows, contested, before).items():
            outcome = walk(matter, around)
            if number in outcomes and _hands(outcome) == _hands(outcomes[number]):
                matters[number], outcomes[number] = matter, outcome
    stands = plain_stands(rows, ~contested)
    walked = walked_stands(matters, outcomes, around)
    if len(walked):
        stands = pd.concat([stands, walked], ignore_index=True)
    township = text_of(stands["part"], context.unit_today, stands["part"])
    return Holders(stands.assign(township=township), matters, outcomes)


def _hands(outcome: Outcome) -> tuple[object, ...]:
    """Whose the matter was from when to when, without by whose word."""
    held = [(s.part, s.clock_on, s.held_from, s.held_until, s.rework_on) for s in outcome.stands]
    return (held, outcome.claimants, outcome.since)
