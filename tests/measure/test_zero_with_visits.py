"""A zero report beside visits in 接访登记: told where a visit lies in the township's window of that month."""

from __future__ import annotations

from datetime import date

from pipeline.base.period import parse_period
from pipeline.measure.reminders.zero_with_visits import zero_with_visits
from pipeline.rules.windows import Windows
from tests.measure.matter_rows import Row, register

PERIOD = parse_period("2023-02")
UNITS = {"甲镇": "甲镇", "乙镇": "乙镇", "老乙乡": "乙镇"}
ZERO = {("2023-02", "甲镇"), ("2023-02", "乙镇"), ("2022-12", "乙镇")}


def told(*rows: Row, last: date = PERIOD.last_day) -> list[tuple[str, str, str]]:
    """Township, cell and sentence. 甲镇's window of February ends on ``last``, 乙镇's is the calendar's."""
    windows = Windows(PERIOD, {("甲镇", "2023-02"): (date(2023, 2, 1), last)}, {}, ())
    visits = register("visits", [{"visits": 1, **row} for row in rows])
    found = zero_with_visits(visits, ZERO, ["2023-02"], windows, UNITS)
    return [(f.township, f.place.cell, f.message) for f in found]


def test_without_the_register_nothing_is_told() -> None:
    windows = Windows(PERIOD, {}, {}, ())
    assert list(zero_with_visits(None, ZERO, ["2023-02"], windows, UNITS)) == []


def test_the_visits_of_the_window_are_told_once_at_the_first_of_them() -> None:
    rows: list[Row] = [
        {"on": "2023-02-28", "place": "甲镇", "visits": 2},
        {"on": "2023-02-01", "place": "甲镇", "visits": 3},
        {"on": "2023-01-31", "place": "甲镇"},
        {"on": "2023-03-01", "place": "甲镇"},
        {"on": "2023-02-09", "place": "县级"},
    ]
    (found,) = told(*rows)
    assert found[:2] == ("甲镇", "A3")
    assert "接访登记同期有5批次来访（首次为2023-02-01）" in found[2]


def test_a_visit_after_the_window_or_without_a_number_is_none_and_a_former_name_is_the_units() -> None:
    day: Row = {"on": "2023-02-27", "place": "甲镇"}
    assert [unit for unit, *_ in told(day)] == ["甲镇"]
    assert told(day, last=date(2023, 2, 26)) == []
    assert told({**day, "visits": None}, {**day, "visits": 0}) == []
    assert [unit for unit, *_ in told({**day, "place": "老乙乡"})] == ["乙镇"]
