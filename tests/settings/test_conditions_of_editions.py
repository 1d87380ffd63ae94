"""The conditions of an edition are read back by what they test, not by the words that the manifest has for people."""

from __future__ import annotations

from pipeline.settings.as_json import choices, conditions_of
from pipeline.settings.as_text import settings_as_rows
from pipeline.settings.conditions import BUILT_IN_CONDITIONS
from pipeline.settings.record import Settings

COUNTY = Settings(roster=(), weights={}, conditions=BUILT_IN_CONDITIONS)
PRESET = COUNTY.options.three_none_preset
TESTS = {condition.name: condition.tests for condition in BUILT_IN_CONDITIONS if condition.preset == PRESET}


def test_conditions_are_read_from_the_choices_whatever_the_rows_say() -> None:
    assert (
        conditions_of({"settings": {"三无条件.化解类.无欠账": "欠账 = 0；允许0件"}, "choices": choices(COUNTY)})
        == TESTS
    )


def test_an_edition_of_an_earlier_program_has_them_in_the_words_of_its_rows() -> None:
    settings = settings_as_rows(COUNTY)
    assert settings["三无条件.化解类.无逾期未受理、未办结件"] == "逾期未受理 = 0 且 逾期未办结 = 0；允许0件"
    assert conditions_of({"settings": settings}) == TESTS


def test_conditions_on_columns_are_told_from_those_on_indicators() -> None:
    settings = settings_as_rows(COUNTY) | {"参数.三无方案": "事件类"}
    assert conditions_of({"settings": settings}) == {
        condition.name: condition.tests for condition in BUILT_IN_CONDITIONS if condition.preset == "事件类"
    }
