"""Options, weights, conditions and the roster by their ids, as the manifest keeps them for programs.

The rows of as_text name a setting by the label that it has on the day; a label may change, an id may not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from pipeline.schema.indicators import INDICATOR
from pipeline.schema.options import OPTIONS, in_words
from pipeline.schema.settings_sheets import SETTINGS_SHEET
from pipeline.settings.as_text import condition_in_words, value_in_words
from pipeline.settings.record import Condition, Settings, Test

ROSTER = "roster"
"""The key of the units among the choices, and the id of their sheet."""
_CALLED, _MERGED = re.compile(r"；别名([^；]*)"), re.compile(r"撤并至(.+)$")


@dataclass(frozen=True, slots=True)
class Unit:
    """What an edition knows of a unit of its roster. ``merged_into``: '' while it stands by itself."""

    name: str
    aliases: tuple[str, ...]
    merged_into: str


def choices(settings: Settings) -> dict[str, Any]:
    """Id -> value of each option (a day as YYYY-MM-DD) and weight (as a fraction), the conditions and the units."""
    return {
        "options": {option.id: _plain(getattr(settings.options, option.id)) for option in OPTIONS},
        "weights": {id_: str(Fraction(weight)) for id_, weight in settings.weights.items()},
        "conditions": [asdict(condition) for condition in settings.conditions],
        ROSTER: [
            {"name": unit.name, "aliases": list(unit.aliases), "merged_into": unit.merged_into}
            for unit in settings.roster
        ],
    }


def rows_of(manifest: Mapping[str, Any]) -> dict[str, str]:
    """The rows of an edition's settings, as as_text writes them, under the labels of today.

    An edition without ``choices`` (of an earlier program) keeps its rows as they stand.
    """
    rows: dict[str, str] = manifest["settings"]
    if "choices" not in manifest:
        return rows
    sheets = tuple(f"{SETTINGS_SHEET[id_].name}." for id_ in ("options", "weights", "conditions"))
    named = {f"{SETTINGS_SHEET[sheet].name}.{row}": value for sheet, row, value in _named(manifest["choices"])}
    return {key: value for key, value in rows.items() if not key.startswith(sheets)} | named


def units_of(manifest: Mapping[str, Any]) -> tuple[Unit, ...]:
    """The units of an edition's roster in its order.

    An edition of an earlier program has them in the words of its rows alone: '1；别名城关；2023-01-05撤并至西河镇'.
    """
    chosen = manifest.get("choices", {})
    if ROSTER in chosen:
        return tuple(Unit(each["name"], tuple(each["aliases"]), each["merged_into"]) for each in chosen[ROSTER])
    sheet = f"{SETTINGS_SHEET[ROSTER].name}."
    rows = {key.removeprefix(sheet): row for key, row in manifest["settings"].items() if key.startswith(sheet)}
    return tuple(_unit_in_words(name, row) for name, row in rows.items())


def _unit_in_words(name: str, row: str) -> Unit:
    called, merged = _CALLED.search(row), _MERGED.search(row)
    aliases = tuple(called[1].split("、")) if called and called[1] != "无" else ()
    return Unit(name, aliases, merged[1] if merged else "")


def _named(chosen: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for option in OPTIONS:
        if option.id in chosen["options"]:
            yield "options", option.label, in_words(chosen["options"][option.id])
    for id_, weight in chosen["weights"].items():
        yield "weights", INDICATOR[id_].label, value_in_words(Fraction(weight))
    for each in chosen["conditions"]:
        condition = Condition(**{**each, "tests": tuple(Test(**test) for test in each["tests"])})
        yield "conditions", f"{condition.preset}.{condition.name}", condition_in_words(condition)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
