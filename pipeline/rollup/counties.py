"""The editions are gathered, checked by their manifests and held to the same rules before they are summed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.base.errors import UserError
from pipeline.editions.parquet import Pile
from pipeline.messages import rollup_words
from pipeline.messages.refusals import refusal
from pipeline.rollup.part import WANTED, Measured, Part, part_of

_MOST_DIFFERENCES = 5
_PRESET, _CONDITIONS = "参数.三无方案", "三无条件."


@dataclass(frozen=True)
class Gathered:
    """The editions, and the WANTED tables of all of them, with the column county.

    ``counties``: the names of all counties, in the order of ``parts``. ``tables``: the rows of a county stand in the
    order of its edition.
    """

    parts: Sequence[Part]
    counties: Sequence[str]
    tables: Mapping[str, pd.DataFrame]


def gather(folders: Sequence[Path], period: str, order: Sequence[str] | None = None) -> Gathered:
    """Read the period's edition from each folder (a county's outputs, a roll-up, or the folder that holds one).

    ``order``: the names by which parts are sorted, those in no list last; None: as given. Raises UserError with a
    sentence for each folder that can't be used: it has no edition, a damaged one, no name, a county that another folder
    has too, or other rules than most.
    """
    faults: list[UserError] = []
    parts: list[Part] = []
    known: dict[str, Measured] = {}
    piles = {name: Pile(columns) for name, columns in WANTED.items()}
    codes: dict[str, list[np.ndarray]] = {name: [] for name in WANTED}
    count = 0
    for folder in folders:
        try:
            part, rows = part_of(folder, period, known)
        except UserError as fault:
            faults.append(fault)
            continue
        parts.append(part)
        for name, each in rows.items():
            piles[name].add(each.table)
            codes[name].append(each.county + count)
        count += len(part.counties)
    names, twice = _names(parts)
    if faults := [*faults, *twice, *_different(parts)]:
        raise UserError("\n".join(map(str, faults)), faults[0].code)
    listed = {name: number for number, name in enumerate(order or ())}
    places = [listed.get(part.name, len(listed)) for part in parts for _ in part.counties]
    by_order = np.argsort(places, kind="stable")
    place = np.argsort(by_order, kind="stable")
    index = pd.Index([names[number] for number in by_order], dtype="str")
    tables = {}
    for name, pile in piles.items():
        own = place[np.concatenate(codes[name])]
        table = pile.frame().assign(county=pd.Categorical.from_codes(own, index))
        tables[name] = table.iloc[np.argsort(own, kind="stable")].reset_index(drop=True)
    return Gathered(sorted(parts, key=lambda part: listed.get(part.name, len(listed))), index.tolist(), tables)


def _names(parts: Sequence[Part]) -> tuple[list[str], list[UserError]]:
    """The name of each county, and a refusal for each that two folders have.

    Districts of two cities may be of one name: in two roll-ups of different names each is named behind its city.
    """
    owners: dict[str, list[Part]] = {}
    for part in parts:
        for name in part.counties:
            owners.setdefault(name, []).append(part)
    faults, apart = [], set()
    for name, having in owners.items():
        if len(having) > 1 and all(part.rolled for part in having) and len({p.name for p in having}) == len(having):
            apart.add(name)
        elif len(having) > 1:
            faults += [refusal("E055", first=having[0].place, second=p.place, county=name) for p in having[1:]]
    return [f"{part.name}{name}" if name in apart else name for part in parts for name in part.counties], faults


def _different(parts: Sequence[Part]) -> list[UserError]:
    """Return the refusal of each part with a rule that isn't the one most have; of equally frequent ones the first.

    Where the 三无方案 differs, its conditions differ as a consequence, which isn't reported.
    """
    keys = dict.fromkeys(key for part in parts for key in part.measured.rules)
    usual = {key: Counter(part.measured.rules.get(key) for part in parts).most_common(1)[0][0] for key in keys}
    faults = []
    for part in parts:
        own = part.measured.rules
        other = [key for key in keys if own.get(key) != usual[key]]
        if _PRESET in other:
            other = [key for key in other if not key.startswith(_CONDITIONS)]
        if other:
            more = rollup_words.MORE_PLACES.format(count=len(other)) if len(other) > _MOST_DIFFERENCES else ""
            shown = [
                rollup_words.OTHER_RULE.format(
                    rule=key, own=own.get(key) or rollup_words.NO_RULE, usual=usual[key] or rollup_words.NO_RULE
                )
                for key in other[:_MOST_DIFFERENCES]
            ]
            differences = f"{'；'.join(shown)}{more}"
            faults.append(refusal("E056", place=part.place, county=part.name, differences=differences))
    return faults
