"""The roster of an edition is read back by what it is, not by the words that the manifest has for people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.settings.as_json import Unit, choices, units_of
from pipeline.settings.as_text import settings_as_rows
from pipeline.settings.record import Township
from tests.measure.matter_rows import SETTINGS

COUNTY = replace(
    SETTINGS,
    roster=(
        Township(1, "城关镇", ("城关", "城关镇政府"), former_names=("老城镇",), population=30000),
        Township(2, "石门乡", merged_into="城关镇", merged_on=date(2023, 1, 5)),
    ),
)
UNITS = (Unit("城关镇", ("城关", "城关镇政府"), ""), Unit("石门乡", (), "城关镇"))


def test_units_are_read_from_the_choices_whatever_the_rows_say() -> None:
    assert units_of({"settings": {"乡镇名录.城关镇": "1；又称城关"}, "choices": choices(COUNTY)}) == UNITS


def test_an_edition_without_units_among_its_choices_has_them_in_its_rows() -> None:
    settings = settings_as_rows(COUNTY)
    assert settings["乡镇名录.城关镇"] == "1；别名城关、城关镇政府；曾用名老城镇；人口30000"
    assert settings["乡镇名录.石门乡"] == "2；别名无；2023-01-05撤并至城关镇"
    assert units_of({"settings": settings}) == UNITS
    assert units_of({"settings": settings, "choices": {"options": {}}}) == UNITS
