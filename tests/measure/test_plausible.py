"""What no register refutes and is worth a look: told to the office alone, and nothing is counted otherwise."""

from __future__ import annotations

import pytest

from pipeline.base.place import Place
from pipeline.measure.reminders.plausible import reminders
from pipeline.rules.day_in_number import day_in
from tests.measure.matter_rows import SETTINGS, Row, measured

NAMES = ("甲镇", "乙镇", "丙镇")
IN: Row = {"registered_on": "2023-02-06", "accepted_on": "2023-02-08", "concluded_on": None}
PLACE = Place("2023-02/")


def told(*rows: Row) -> list[tuple[str, str]]:
    found = list(reminders(measured(*rows, settings=SETTINGS), NAMES, PLACE))
    assert all(each.office_alone for each in found)
    return [(each.code, each.message) for each in found]


def of(name: str, count: int, **more: object) -> list[Row]:
    return [{**IN, "township": name, **more} for _ in range(count)]


def test_a_procedure_that_makes_far_more_of_a_unit_than_of_the_county_is_worth_a_look() -> None:
    """甲镇 6 of 10, the county 6 of 30: 60 % against 20 %."""
    rows = [*of("甲镇", 6, procedure="法定程序"), *of("甲镇", 4), *of("乙镇", 20)]
    assert told(*rows) == [("R351", "甲镇本期登记的事项中法定程序占6/10  60.0%，全县6/30  20.0%，明显偏高")]


def test_few_matters_and_shares_near_the_county_s_are_not() -> None:
    """9 matters are too few; 4 of 10 against 7 of 30 (23.3 %) isn't twice as much."""
    assert told(*of("甲镇", 6, procedure="法定程序"), *of("甲镇", 3), *of("乙镇", 20)) == []
    assert (
        told(
            *of("甲镇", 4, procedure="法定程序"), *of("甲镇", 6), *of("乙镇", 3, procedure="法定程序"), *of("乙镇", 17)
        )
        == []
    )


def test_a_day_inside_the_number_before_registration_is_told_without_what_is_hidden() -> None:
    early: Row = {**IN, "case_no": "QH202301200101"}
    assert told({**IN, "case_no": "QH202302060101"}, {**IN, "case_no": "QH001"}) == []
    assert told({**early, "purpose": "检举控告"}) == []
    assert told(early) == [
        ("R352", "甲镇有1件编号中的日期早于登记日期（如编号QH202301200101，登记日期2023-02-06），可能登记晚了")
    ]


def test_a_number_s_day_stands_behind_letters_two_zeros_or_the_code_of_an_area() -> None:
    numbers = ("QH20230105001", "00202301050001", "370123202301050007", "QH20230231001", "3700002023020001", "A1")
    days = [day_in(number) for number in numbers]
    assert [None if day is None else day.isoformat() for day in days] == [
        "2023-01-05",
        "2023-01-05",
        "2023-01-05",
        None,
        None,
        None,
    ]


@pytest.mark.parametrize("number", ["YL2023{}010", "YL2023{}01", "2023{}0101", "3700002023{}0105"])
def test_a_serial_behind_year_and_month_is_no_day(number: str) -> None:
    """202302 and the serial 010, 01, 0101, 0105: registered on 6 February it says nothing.

    One of January's series, registered then, is told.
    """
    assert told({**IN, "case_no": number.format("02")}) == []
    january = number.format("01")
    assert told({**IN, "case_no": january}) == [
        ("R352", f"甲镇有1件编号中的日期早于登记日期（如编号{january}，登记日期2023-02-06），可能登记晚了")
    ]


def test_matters_of_a_level_that_the_register_has_most_of_are_told_where_it_lacks_them() -> None:
    known = of("乙镇", 2, level="市", in_superior=True)
    lacking = of("甲镇", 1, level="市")
    assert told(*known, *lacking, *of("丙镇", 5, level="乡镇")) == [
        ("R353", "甲镇有1件层级为市的事项上级登记台账没有，而上级登记台账有该层级的多数事项（如编号03）")
    ]
    assert told(*known[:1], *lacking) == []
