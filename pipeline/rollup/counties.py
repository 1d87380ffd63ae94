"""The counties' editions are gathered, checked by their manifests and held to the same rules before they are summed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.base.errors import UserError
from pipeline.editions.archive import load_columns
from pipeline.editions.listed import list_editions
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
    """A county's edition. ``place`` names its folder, ``tables`` has the WANTED columns."""

    name: str
    place: str
    manifest_sha256: str
    measured: Measured
    tables: Mapping[str, pa.Table]


def gather(folders: Sequence[Path], period: str) -> list[County]:
    """Read the period's edition from each folder (a county's outputs, or the folder that holds them), in this order.

    Raises UserError with a sentence for each folder that can't be used: it has no edition, a damaged one, no county's
    name, a county that another folder has too, or other rules than most counties.
    """
    faults: list[UserError] = []
    counties: list[County] = []
    known: dict[str, Measured] = {}
    for folder in folders:
        try:
            counties.append(_county(folder, period, known))
        except UserError as fault:
            faults.append(fault)
    seen: dict[str, str] = {}
    for county in counties:
        if county.name in seen:
            faults.append(refusal("E055", first=seen[county.name], second=county.place, county=county.name))
        seen.setdefault(county.name, county.place)
    faults += _different(counties)
    if faults:
        raise UserError("\n".join(map(str, faults)), faults[0].code)
    return counties


def _named(folder: Path) -> str:
    """The folder's name, with the county's folder before it where it is called outputs as most are."""
    return "/".join(folder.parts[-2:]) if folder.name == "outputs" else folder.name


def _county(folder: Path, period: str, known: dict[str, Measured]) -> County:
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
    edition, tables = loaded
    if missing := [name for name in WANTED if name not in tables]:
        files = "、".join(f"data/{name}.parquet" for name in missing)
        raise refusal("E027", folder=_named(folder), period=period, files=files)
    name = edition.manifest["settings"].get("单位.县名", "")
    if not name:
        raise refusal("E028", folder=_named(folder))
    return County(name, _named(folder), edition.manifest_sha256, _measured(edition.manifest, known), tables)


def _measured(manifest: Mapping[str, Any], known: dict[str, Measured]) -> Measured:
    """By what the county measured: one object for all that say the same, so that it is read and kept once."""
    said = {key: manifest[key] for key in _HEAD.values()}
    said["settings"] = {key: row for key, row in manifest["settings"].items() if not key.startswith(_ITS_OWN)}
    if "choices" in manifest:
        said["choices"] = {key: chosen for key, chosen in manifest["choices"].items() if key != ROSTER}
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
