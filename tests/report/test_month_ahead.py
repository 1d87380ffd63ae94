"""What a township's next ledger begins with: what it sent itself, and nothing of anybody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from pipeline.base.period import parse_period
from pipeline.editions.archive import Edition, published
from pipeline.report.month_ahead import TABLES, Ahead, KnownRow, months_ahead
from pipeline.settings.reader import read_settings
from pipeline.settings.record import Settings
from pipeline.sheets.grids import read_grids
from tests.shared_editions import GOLDEN, golden_outputs

pytestmark = pytest.mark.slow

MARCH = parse_period("2023-03")


@pytest.fixture(scope="module")
def settings() -> Settings:
    return read_settings(read_grids(GOLDEN / "设置.xlsx"), "设置.xlsx")


@pytest.fixture(scope="module")
def edition() -> Edition:
    return published(golden_outputs(), "2023-02", TABLES)


@pytest.fixture(scope="module")
def ahead(edition: Edition, settings: Settings) -> dict[str, Ahead]:
    return months_ahead(edition, MARCH, settings)


def row(ahead: Ahead, number: str) -> KnownRow:
    return next(known for known in ahead.rows if known.values["case_no"] == number)


def numbers(ahead: Ahead) -> list[str]:
    return [str(known.values["case_no"]) for known in ahead.rows]


def test_each_matter_still_required_is_there_as_its_township_last_sent_it(ahead: dict[str, Ahead]) -> None:
    """All of 东岭镇 in the order of its ledger; X15, which 西河镇 left out in February, as it was in January."""
    assert numbers(ahead["东岭镇"]) == [f"D{n:02}" for n in range(1, 19)]
    assert row(ahead["西河镇"], "X15").values["accepted_on"] == date(2022, 12, 20)


def test_nothing_of_a_register_of_another_unit_or_given_back_is_there(ahead: dict[str, Ahead]) -> None:
    """N02 stands in 上级登记台账 alone, N04 was handed back; 东岭镇 lists N06, which is 南山乡's."""
    assert {"N02", "N04"} & set(numbers(ahead["南山乡"])) == set()
    assert "N06" not in numbers(ahead["东岭镇"])
    assert "N06" in numbers(ahead["南山乡"])


def test_where_another_value_counts_its_own_stands_with_a_note_that_has_no_value(ahead: dict[str, Ahead]) -> None:
    """D09 is 县 by the register, N08 was 重件 at first, X20 was published as 不满意."""
    assert row(ahead["东岭镇"], "D09").values["level"] == "乡镇"
    assert row(ahead["东岭镇"], "D09").hint == "信访层级另有数值为准，请与县里核对"
    assert row(ahead["南山乡"], "N08").hint == "关联件编号、初重件另有数值为准，请与县里核对"
    assert row(ahead["西河镇"], "X20").values["rating_unit"] == "满意"
    assert row(ahead["西河镇"], "X20").hint == "对责任单位评价另有数值为准，请与县里核对"
    assert row(ahead["西河镇"], "X19").hint == ""


def test_published_days_and_first_values_are_locked_and_what_is_to_be_filled_in_is_open(
    ahead: dict[str, Ahead],
) -> None:
    known = row(ahead["东岭镇"], "D01")
    assert {"case_no", "registered_on", "purpose", "procedure", "level", "accepted_on", "concluded_on"} <= known.locked
    assert {"township", "channel", "settled", "rating_unit", "withdrawn_on"} & known.locked == set()
    still_open = row(ahead["东岭镇"], "D10")
    assert "accepted_on" in still_open.locked
    assert {"concluded_on", "outcome"} & still_open.locked == set()


def test_a_cell_that_has_to_be_mended_stays_open(ahead: dict[str, Ahead]) -> None:
    """X09's 受理日期 couldn't be read; D18 has its 告知日期 after the cut-off, which is a note and nothing to mend."""
    assert "accepted_on" not in row(ahead["西河镇"], "X09").locked
    assert "notified_on" in row(ahead["东岭镇"], "D18").locked


def test_limits_stand_beside_open_matters_with_the_days_that_are_left(ahead: dict[str, Ahead]) -> None:
    """D10 was accepted on 28 January, so it is due 60 days later, on 29 March, 29 days after the cut-off."""
    assert row(ahead["东岭镇"], "D10").hint == "办结期限2023-03-29，截至上期末还剩29天"
    assert ("D10", "办结", date(2023, 3, 29), 29) in [(d.case_no, d.what, d.on, d.days) for d in ahead["东岭镇"].due]
    assert row(ahead["东岭镇"], "D01").hint == ""


def test_an_accusation_has_no_limit_no_note_and_is_left_out_once_it_has_moved(
    edition: Edition, settings: Settings
) -> None:
    """D13 is 东岭镇's own; were it another's before, only a count would be left of it."""
    own = months_ahead(edition, MARCH, settings)["东岭镇"]
    assert (row(own, "D13").hint, own.unlisted) == ("", 0)
    assert "D13" not in [each.case_no for each in own.due]
    stands = edition.tables["stands"]
    moved = pd.concat([stands, stands.head(1).assign(case_no="D13", part="西河镇", claim="确定")], ignore_index=True)
    after = months_ahead(replace(edition, tables={**edition.tables, "stands": moved}), MARCH, settings)
    assert "D13" not in numbers(after["东岭镇"])
    assert after["东岭镇"].unlisted == 1
    assert all("D13" not in repr(each) for each in after.values())


def test_the_faults_of_the_last_ledger_are_listed_without_a_strangers_words(ahead: dict[str, Ahead]) -> None:
    faults = {fault.code: fault for fault in ahead["西河镇"].faults}
    assert faults["R032"].message == "“对责任单位评价”有1格读不出（不是可填的内容），如“还行”"
    assert faults["R032"].place == "台账 U17"
    assert {fault.severity for fault in ahead["西河镇"].faults} <= {"错误", "提醒"}


def test_matters_settled_before_october_fall_out_in_january(edition: Edition, settings: Settings) -> None:
    """In 2024 what was registered before and concluded before 1 October 2023 needs no row: D01, not D10."""
    later = months_ahead(edition, parse_period("2024-01"), settings)["东岭镇"]
    assert "D01" not in numbers(later)
    assert "D10" in numbers(later)
    assert any("不必再报" in sentence for sentence in later.changes)
