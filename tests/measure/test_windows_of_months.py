"""The windows of months of which no edition was made (docs/definitions.md, 窗口)."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pipeline.base.period import parse_period
from pipeline.rules.windows import windows_of
from pipeline.settings.record import Settings, Township

SETTINGS = Settings((Township(1, "甲镇"),), {}, ())


def sent(*rows: tuple[str, str]) -> pd.DataFrame:
    """报送登记 of 甲镇: the folder and the day on which its ledger was sent; due on the month's last day."""
    last_days = [parse_period(folder).last_day for folder, _ in rows]
    table = pd.DataFrame({"folder": [folder for folder, _ in rows], "township": "甲镇", "daily": None})
    days = {"sent_on": [day for _, day in rows], "due_on": last_days}
    return table.assign(**{id_: pd.to_datetime(pd.Series(values)) for id_, values in days.items()})


def test_a_month_without_an_edition_leaves_the_days_after_its_ledger_to_the_next_window() -> None:
    """February's ledger came on the 25th, March's in April."""
    found = windows_of(
        parse_period("2023-03"),
        ("2023-02", "2023-03"),
        sent(("2023-02", "2023-02-25"), ("2023-03", "2023-04-03")),
        (),
        SETTINGS,
    )
    assert found.month("甲镇", "2023-02") == (date(2023, 2, 1), date(2023, 2, 25))
    assert found.period["甲镇"] == (date(2023, 2, 26), date(2023, 3, 31))


def test_a_month_without_a_folder_between_two_others_has_the_rest_of_the_one_before() -> None:
    """January's ledger came on the 26th; there is no folder of February."""
    found = windows_of(
        parse_period("2023-03"),
        ("2023-01", "2023-03"),
        sent(("2023-01", "2023-01-26"), ("2023-03", "2023-03-29")),
        (),
        SETTINGS,
    )
    assert found.month("甲镇", "2023-02") == (date(2023, 1, 27), date(2023, 2, 28))
    assert found.period["甲镇"] == (date(2023, 3, 1), date(2023, 3, 29))
