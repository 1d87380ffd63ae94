"""Options, weights and conditions by their ids, as the manifest keeps them for programs.

The rows of as_text name a setting by the label that it has on the day; a label may change, an id may not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from fractions import Fraction
from typing import Any

from pipeline.schema.indicators import INDICATOR
from pipeline.schema.options import OPTIONS, in_words
from pipeline.schema.settings_sheets import SETTINGS_SHEET
from pipeline.settings.as_text import condition_in_words, value_in_words
from pipeline.settings.record import Condition, Settings, Test


def choices(settings: Settings) -> dict[str, Any]:
    """Id -> value of each option (a day as YYYY-MM-DD) and weight (as a fraction), and the conditions."""
    return {
        "options": {option.id: _plain(getattr(settings.options, option.id)) for option in OPTIONS},
        "weights": {id_: str(Fraction(weight)) for id_, weight in settings.weights.items()},
        "conditions": [asdict(condition) for condition in settings.conditions],
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
