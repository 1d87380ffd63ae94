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

from pipeline.schema.indicators import INDICATOR, VERSION_ONE_INDICATORS
from pipeline.schema.ledger import VERSION_ONE_LABELS
from pipeline.schema.options import OPTIONS, in_words
from pipeline.schema.settings_sheets import SETTINGS_SHEET
from pipeline.settings.as_text import condition_in_words, condition_words, value_in_words
from pipeline.settings.record import Condition, Settings, Test

ROSTER = "roster"
"""The key of the units among the choices, and the id of their sheet."""
_TEST_IN_WORDS = re.compile(r"(.+?) ([=≠≤≥<>]) (.+)")
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


def conditions_of(manifest: Mapping[str, Any]) -> dict[str, tuple[Test, ...]]:
    """Name -> tests of each condition of the 方案 by which an edition judged.

    An edition of an earlier program has them in the words of its rows alone, by the labels of then:
    '逾期未受理 = 0 且 逾期未办结 = 0；允许0件'.
    """
    if "conditions" in manifest.get("choices", {}):
        preset = manifest["choices"]["options"]["three_none_preset"]
        chosen = [_condition(each) for each in manifest["choices"]["conditions"]]
        return {condition.name: condition.tests for condition in chosen if condition.preset == preset}
    return {name: _tests_in_words(words) for name, words in condition_words(manifest["settings"]).items()}


def _tests_in_words(words: str) -> tuple[Test, ...]:
    tests = []
    for subject, operator, value in map(_parts_of_test, words.split("；", maxsplit=1)[0].split(" 且 ")):
        id_ = VERSION_ONE_INDICATORS.get(subject) or VERSION_ONE_LABELS[subject]
        tests.append(Test(id_, operator, value, on_indicator=subject in VERSION_ONE_INDICATORS))
    return tuple(tests)


def _parts_of_test(words: str) -> tuple[str, str, str]:
    match = _TEST_IN_WORDS.fullmatch(words)
    assert match, words
    return match[1], match[2], match[3]


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
        condition = _condition(each)
        yield "conditions", f"{condition.preset}.{condition.name}", condition_in_words(condition)


def _condition(each: Mapping[str, Any]) -> Condition:
    return Condition(**{**each, "tests": tuple(Test(**test) for test in each["tests"])})


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
