"""A day without a year takes the year with which it fits the other days of its row."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from pipeline.ledgers.cells.values import BAD, NOTED, Column, Context, convert_column
from pipeline.ledgers.yearless import settle_years
from pipeline.schema.ledger import LEDGER

JANUARY = Context(date(2023, 1, 31))
FIELDS = {f.id: f for f in LEDGER}


def settled(**cells: object) -> dict[str, Column]:
    """The columns of one row of January 2023, each with its cell as written."""
    none = np.zeros(1, dtype=np.int64)
    columns = {id_: convert_column(FIELDS[id_], [cell], [JANUARY], none, str) for id_, cell in cells.items()}
    settle_years(columns, [JANUARY], none)
    return columns


def read(column: Column) -> tuple[str, int]:
    """The day that a cell became, and its state."""
    value = column.values[0]
    return ("" if pd.isna(value) else str(pd.Timestamp(value).date()), int(column.state[0]))


def test_the_year_is_the_one_that_lies_between_registration_and_conclusion() -> None:
    found = settled(registered_on="2021-12-09", accepted_on="12月15日", concluded_on="2022-10-17")
    assert read(found["accepted_on"]) == ("2021-12-15", NOTED)


def test_a_day_too_long_ago_for_the_period_alone_is_read_by_its_row() -> None:
    found = settled(registered_on="2022-08-30", accepted_on="9月5日", concluded_on="9.30")
    assert (read(found["accepted_on"]), read(found["concluded_on"])) == (("2022-09-05", NOTED), ("2022-09-30", NOTED))


@pytest.mark.parametrize(
    ("registered", "accepted", "concluded"),
    [("2022-01-10", "1月15日", None), ("2022-12-09", "2月29日", None), ("2022-03-01", "10月10日", "2022-05-01")],
)
def test_where_several_years_fit_or_none_does_the_cell_is_not_read(
    registered: str, accepted: str, concluded: str | None
) -> None:
    """15 January after 10 January 2022 is of 2022 or 2023; no 29 February and no 10 October lies in between."""
    cell = settled(registered_on=registered, accepted_on=accepted, concluded_on=concluded)["accepted_on"]
    assert read(cell) == ("", BAD)
    assert cell.reasons[cell.codes[0]].startswith("没有")


def test_a_day_shortly_before_the_one_that_it_should_follow_keeps_its_year_and_contradicts_it() -> None:
    cell = settled(registered_on="2022-03-01", accepted_on="2月10日", concluded_on="2022-05-01")["accepted_on"]
    assert read(cell) == ("2022-02-10", NOTED)


def test_registration_without_a_year_is_the_newest_day_before_the_first_that_follows() -> None:
    found = settled(registered_on="12月9日", accepted_on="2021-12-15", concluded_on="2022-10-17")
    assert read(found["registered_on"]) == ("2021-12-09", NOTED)


def test_a_row_that_never_writes_a_year_is_read_by_the_period() -> None:
    found = settled(registered_on="12月9日", accepted_on="12月15日", concluded_on="1月3日")
    assert [read(column)[0] for column in found.values()] == ["2022-12-09", "2022-12-15", "2023-01-03"]


def test_a_number_that_may_be_two_days_stays_unread() -> None:
    assert read(settled(registered_on="2022-08-30", accepted_on=9.1)["accepted_on"]) == ("", BAD)


@pytest.mark.parametrize(
    ("number", "written", "day"),
    [
        ("370000202112270001", "12月27日", "2021-12-27"),
        ("YL202112030", "12.3", "2021-12-03"),
        ("QH202112270101", "1月3日", "2022-01-03"),
        ("3700002023020001", "1月3日", "2023-01-03"),
    ],
)
def test_a_number_tells_the_year_with_an_area_before_its_day_or_a_serial_behind_its_month_or_none(
    number: str, written: str, day: str
) -> None:
    assert read(settled(case_no=number, registered_on=written)["registered_on"]) == (day, NOTED)


def test_a_conclusion_is_read_by_the_registration_where_acceptance_cannot_be_read() -> None:
    found = settled(registered_on="2021-12-09", accepted_on="月底", concluded_on="12月30日")
    assert read(found["concluded_on"]) == ("", BAD), "2021 or 2022"
    found = settled(registered_on="2022-02-09", accepted_on="月底", concluded_on="12月30日")
    assert read(found["concluded_on"]) == ("2022-12-30", NOTED)


def test_registration_without_a_year_is_the_day_next_to_the_one_that_the_number_holds() -> None:
    found = settled(case_no="QH202112270101", registered_on="12月27日", accepted_on="1月4日", concluded_on="2022-11-11")
    assert read(found["registered_on"]) == ("2021-12-27", NOTED)
    assert read(found["accepted_on"]) == ("2022-01-04", NOTED)
    assert read(settled(case_no="QH20219999", registered_on="12月27日")["registered_on"]) == ("2022-12-27", NOTED)
