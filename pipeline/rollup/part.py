"""One folder of a roll-up: a county's edition, or the roll-up of many, of which the same tables are added up.

So counties become cities and cities a province, and the province's figures are those of its counties added up at once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.base.county import COUNTY
from pipeline.base.errors import UserError
from pipeline.editions.archive import load_columns
from pipeline.editions.listed import list_editions
from pipeline.editions.manifest import MANIFEST_FILE
from pipeline.messages.refusals import refusal
from pipeline.schema.contract import ROLLUP_TABLES, TABLES, ColumnType
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
_LEVELS = {"ranking": ("township_",), "volumes": ("",)}
_BOTH = ("county_", "township_")
_COUNTY: dict[str, ColumnType] = {"county": "text"}
_ROLLED: dict[str, dict[str, ColumnType]] = {
    (table := f"{level}{name}"): {
        column: kind for column, kind in (_COUNTY | WANTED[name]).items() if column in ROLLUP_TABLES[table].columns
    }
    for name in WANTED
    for level in _LEVELS.get(name, _BOTH)
}
"""The same of a roll-up, in which counties and townships have tables of their own, and volumes those of counties."""
_ALL = "county_ranking"
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
class Part:
    """The edition of a folder. ``place`` names it; ``name``: the county or, of a roll-up, the city that it is of.

    ``counties``: those that are in it, in order. ``rolled``: it is a roll-up.
    """

    name: str
    place: str
    manifest_sha256: str
    measured: Measured
    counties: Sequence[str]
    rolled: bool


@dataclass(frozen=True)
class Rows:
    """Rows of one of WANTED: ``table`` has its columns, ``county`` the place of each row's county in Part.counties."""

    table: pa.Table
    county: np.ndarray


def named(folder: Path) -> str:
    """The folder's name, with the county's folder before it where it is called outputs as most are."""
    return "/".join(folder.parts[-2:]) if folder.name == "outputs" else folder.name


def part_of(folder: Path, period: str, known: dict[str, Measured]) -> tuple[Part, dict[str, Rows]]:
    """Read the edition of a folder; name of a table -> its rows.

    ``known``: what others have measured by, to which this one's is added. Raises UserError when there is no edition, a
    damaged one, one without a table that is wanted, or one without a name.
    """
    places = (folder, folder / "outputs")
    outputs = next((place for place in places if (place / period / MANIFEST_FILE).is_file()), None)
    if outputs is None:
        there = [name for place in places for name in list_editions(place)]
        others = f"，有的是 {'、'.join(there)}" if there else ""
        raise refusal("E025", folder=named(folder), period=period, others=others)
    try:
        loaded = load_columns(outputs, period, WANTED, _ROLLED | {_ALL: _COUNTY})
    except UserError as fault:
        raise refusal("E026", folder=named(folder), fault=fault) from fault
    assert loaded is not None
    manifest, digest, tables = loaded
    rolled = _ALL in tables
    if missing := [name for name in (_ROLLED if rolled else WANTED) if name not in tables]:
        files = "、".join(f"data/{name}.parquet" for name in missing)
        raise refusal("E027", folder=named(folder), period=period, files=files)
    name = manifest["settings"].get("单位.县名", "")
    if not name:
        raise refusal("E173", folder=named(folder)) if rolled else refusal("E028", folder=named(folder))
    counties, rows = _of_roll_up(tables) if rolled else ([name], _of_county(tables))
    return Part(name, named(folder), digest, _measured(manifest, known), counties, rolled), rows


def _of_county(tables: dict[str, pa.Table]) -> dict[str, Rows]:
    tables["volumes"] = _of_whole(tables["volumes"])  # those of townships are many, and none of them is added up
    return {name: Rows(table, np.zeros(table.num_rows, dtype="int64")) for name, table in tables.items()}


def _of_whole(table: pa.Table) -> pa.Table:
    """The rows of 全县; by the codes of its column, for comparing texts takes three times as long."""
    township = table["township"].combine_chunks()
    at = np.flatnonzero(township.indices.fill_null(-1).to_numpy() == pc.index(township.dictionary, COUNTY).as_py())
    together = len(at) and at[-1] - at[0] == len(at) - 1
    return table.slice(at[0], len(at)) if together else table.take(at)


def _of_roll_up(tables: Mapping[str, pa.Table]) -> tuple[list[str], dict[str, Rows]]:
    """Its counties, and its tables in the form of a county's; the rows of its whole stay behind."""
    ranked = set(tables[_ALL]["county"].to_pylist())
    counties = [name for name in dict.fromkeys(tables["county_indicators"]["county"].to_pylist()) if name in ranked]
    order = pa.array(counties, pa.string())
    rows: dict[str, Rows] = {}
    for name, columns in WANTED.items():
        levels, places = [], []
        for level in _LEVELS.get(name, _BOTH):
            table = tables[f"{level}{name}"]
            place = pc.index_in(table["county"].cast(pa.string()), order)
            table, place = table.filter(pc.is_valid(place)), pc.drop_null(place)
            if "township" not in table.column_names:
                whole = pa.array([COUNTY] * table.num_rows, pa.string()).dictionary_encode()
                table = table.append_column("township", whole)
            levels.append(table.select(list(columns)))
            places.append(place.to_numpy())
        rows[name] = Rows(pa.concat_tables(levels).unify_dictionaries(), np.concatenate(places).astype("int64"))
    return counties, rows


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
