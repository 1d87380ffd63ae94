"""告知计入起: from that day on, by the acceptance limit, a blank 告知日期 is no notice; 无法告知 is one."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.schema.ledger import NOTICE_IMPOSSIBLE
from pipeline.settings.record import Settings
from tests.measure.matter_rows import one, with_options

MISSED, HIT = (0, 1), (1, 1)
ROW = {"registered_on": "2023-02-01", "accepted_on": "2023-02-10", "concluded_on": None}
"""Accepted in time: its limit is 16 February."""
FROM_THE_16TH, FROM_THE_17TH = (with_options(notice_from=date(2023, 2, day)) for day in (16, 17))


@pytest.mark.parametrize(
    ("row", "settings", "found"),
    [
        ({}, with_options(), HIT),
        ({}, FROM_THE_17TH, HIT),
        ({}, FROM_THE_16TH, MISSED),
        ({"notified_on": "2023-02-16"}, FROM_THE_16TH, HIT),
        ({"notified_on": "2023-02-17"}, FROM_THE_16TH, MISSED),
        ({"notified_on": NOTICE_IMPOSSIBLE}, FROM_THE_16TH, HIT),
        ({"notified_on": NOTICE_IMPOSSIBLE}, with_options(), HIT),
        ({"notified_on": NOTICE_IMPOSSIBLE, "accepted_on": "2023-02-17"}, FROM_THE_16TH, MISSED),
        ({"bad": ("notified_on",)}, FROM_THE_16TH, MISSED),
    ],
)
def test_a_blank_notice_counts_until_the_day_of_the_setting(
    row: dict[str, object], settings: Settings, found: tuple[int, int]
) -> None:
    assert one("accepted_on_time", {**ROW, **row}, settings) == found


def test_what_is_overdue_does_not_ask_for_a_notice() -> None:
    """逾期未受理 asks for the acceptance alone."""
    assert one("overdue_unaccepted", ROW, FROM_THE_16TH) == (0, None)


def test_the_indicator_is_called_by_what_it_counts() -> None:
    """By the period's last day: a setting that begins later says nothing of it."""
    settings = FROM_THE_16TH
    assert settings.within(date(2023, 2, 15)).label("accepted_on_time") == "及时受理率"
    assert settings.within(date(2023, 2, 16)).label("accepted_on_time") == "及时受理（告知）率"
    assert settings.within(date(2023, 2, 16)).label("concluded_on_time") == "按期办结率"
