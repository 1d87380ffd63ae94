"""The counties' editions are gathered, checked by their manifests and held to the same rules before they are summed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.base.county import COUNTY
from pipeline.base.errors import UserError
from pipeline.editions.archive import load_columns
from pipeline.editions.listed import list_editions
from pipeline.editions.parquet import Pile
from pipeline.messages import rollup_words
from pipeline.messages.refusals import refusal
from pipeline.schema.contract import TABLES
from pipeline.schema.settings_sheets import SETTINGS_SHEET
from pipeline.settings.as_json import ROSTER, rows_of
from pipeline.settings.as_text import measuring_rows

_COLUMNS = {
    "indicators": ("township", "indicator", "numerator", "denominator"),
    "three_none": ("township", "condition", "count", "holds"),
    "ranking": ("township", "kind", "group", "three_none", "streak", "marks"),
    "scored": ("township", "indicator", "own_numerator", "own_denominator", "year_numerator", "year_denominator"),
    "volumes": ("township", "by", "code", "matters", "visits", "persons"),
}
WANTED = {name: {column: TABLES[name].columns[column] for column in columns} for name, columns in _COLUMNS.items()}
"""The tables that a county must hand over, with manifest.json, and what is read of them (table -> column -> type).

No table of matters is among them.
"""
_MOST_DIFFERENCES = 5
_PRESET, _CONDITIONS = "参数.三无方案", "三无条件."
_HEAD = {"公式版本": "formula_version", "第一天": "first_day", "最后一天": "last_day", "数据截至": "cut_off"}
_ITS_OWN = tuple(f"{SETTINGS_SHEET[sheet].name}." for sheet in ("office", ROSTER))


@dataclass(frozen=True)
class Measured:
    """By what a county measured. ``manifest``: what its manifest says of that, without its own names and roster."""

    manifest: Mapping[str, Any]

    @cached_property
    def rules(self) -> Mapping[str, str]:
        """Everything that must be the same before figures can be added up and ranked: label -> value."""
        head = {label: str(self.manifest[key]) for label, key in _HEAD.items()}
        return head | measuring_rows(rows_of(self.manifest))


@dataclass(frozen=True)
class County:
    """A county's edition. ``place`` names its folder."""

    name: str
    place: str
    manifest_sha256: str
    measured: Measured


@dataclass(frozen=True)
class Gathered:
    """The editions, and the WANTED tables of all of them, with the column county, in their order."""

    counties: Sequence[County]
    tables: Mapping[str, pd.DataFrame]

    def ordered(self, names: Sequence[str]) -> Gathered:
        """The same counties in the order of ``names``, which has all of them; rows of a county keep their order."""
        place = {name: number for number, name in enumerate(names)}
        codes = np.array([place[county.name] for county in self.counties])
        return Gathered(
            sorted(self.counties, key=lambda county: place[county.name]),
            {
                name: table.iloc[np.argsort(codes[table["county"].cat.codes], kind="stable")].reset_index(drop=True)
                for name, table in self.tables.items()
            },
        )


def gather(folders: Sequence[Path], period: str) -> Gathered:
    """Read the period's edition from each folder (a county's outputs, or the folder that holds them), in this order.

    Raises UserError with a sentence for each folder that can't be used: it has no edition, a damaged one, no county's
    name, a county that another folder has too, or other rules than most counties.
    """
    faults: list[UserError] = []
    counties: list[County] = []
    known: dict[str, Measured] = {}
    piles = {name: Pile(columns) for name, columns in WANTED.items()}
    rows: dict[str, list[int]] = {name: [] for name in WANTED}
    for folder in folders:
        try:
            county, tables = _county(folder, period, known)
        except UserError as fault:
            faults.append(fault)
            continue
        counties.append(county)
        for name, table in tables.items():
            piles[name].add(table)
            rows[name].append(table.num_rows)
    seen: dict[str, str] = {}
    for county in counties:
        if county.name in seen:
            faults.append(refusal("E055", first=seen[county.name], second=county.place, county=county.name))
        seen.setdefault(county.name, county.place)
    faults += _different(counties)
    if faults:
        raise UserError("\n".join(map(str, faults)), faults[0].code)
    names = pd.Index([county.name for county in counties], dtype="str")
    numbers = np.arange(len(counties))
    return Gathered(
        counties,
        {
            name: pile.frame().assign(county=pd.Categorical.from_codes(np.repeat(numbers, rows[name]), names))
            for name, pile in piles.items()
        },
    )


def _named(folder: Path) -> str:
    """The folder's name, with the county's folder before it where it is called outputs as most are."""
    return "/".join(folder.parts[-2:]) if folder.name == "outputs" else folder.name


def _county(folder: Path, period: str, known: dict[str, Measured]) -> tuple[County, Mapping[str, pa.Table]]:
    outputs = next((place for place in (folder, folder / "outputs") if period in list_editions(place)), None)
    if outputs is None:
        there = [name for place in (folder, folder / "outputs") for name in list_editions(place)]
        others = f"，有的是 {'、'.join(there)}" if there else ""
        raise refusal("E025", folder=_named(folder), period=period, others=others)
    try:
        loaded = load_columns(outputs, period, WANTED)
    except UserError as fault:
        raise refusal("E026", folder=_named(folder), fault=fault) from fault
    assert loaded is not None
    manifest, digest, tables = loaded
    if missing := [name for name in WANTED if name not in tables]:
        files = "、".join(f"data/{name}.parquet" for name in missing)
        raise refusal("E027", folder=_named(folder), period=period, files=files)
    name = manifest["settings"].get("单位.县名", "")
    if not name:
        raise refusal("E028", folder=_named(folder))
    volumes = tables["volumes"]  # those of townships are many, and none of them is added up
    tables["volumes"] = volumes.filter(pc.equal(volumes["township"], COUNTY))
    return County(name, _named(folder), digest, _measured(manifest, known)), tables


def _measured(manifest: Mapping[str, Any], known: dict[str, Measured]) -> Measured:
    """By what the county measured: one object for all that say the same, so that it is read and kept once."""
    said = {key: manifest[key] for key in _HEAD.values()}
    said["settings"] = {key: row for key, row in manifest["settings"].items() if not key.startswith(_ITS_OWN)}
    if "choices" in manifest:
        said["choices"] = {key: chosen for key, chosen in manifest["choices"].items() if key != ROSTER}
    last = next(reversed(known.values()), None)
    if last is not None and last.manifest == said:  # nearly always, and found sooner
        return last
    return known.setdefault(json.dumps(said, ensure_ascii=False, sort_keys=True), Measured(said))


def _different(counties: Sequence[County]) -> list[UserError]:
    """Return the refusal of each county with a rule that isn't the one most have; of equally frequent ones the first.

    Where the 三无方案 differs, its conditions differ as a consequence, which isn't reported.
    """
    keys = dict.fromkeys(key for county in counties for key in county.measured.rules)
    usual = {key: Counter(county.measured.rules.get(key) for county in counties).most_common(1)[0][0] for key in keys}
    faults = []
    for county in counties:
        own = county.measured.rules
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
            faults.append(refusal("E056", place=county.place, county=county.name, differences=differences))
    return faults
