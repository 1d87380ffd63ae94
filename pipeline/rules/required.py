"""Which matters a ledger must go on listing."""

from __future__ import annotations

from datetime import date

import pandas as pd


def still_required(frame: pd.DataFrame, last_day: date) -> pd.Series:
    """Rows that a ledger of the month ending ``last_day`` must have: all but the ``settled_long_ago``.

    A row without 登记日期 and without 办结日期 is required.
    """
    this_year = pd.Timestamp(last_day.year, 1, 1)
    return (frame["registered_on"] >= this_year) | ~_concluded_before_autumn(frame, last_day)


def settled_long_ago(frame: pd.DataFrame, last_day: date) -> pd.Series:
    """Rows registered before this year and concluded before 1 October last year: a ledger need not have them."""
    this_year = pd.Timestamp(last_day.year, 1, 1)
    return (frame["registered_on"] < this_year) & _concluded_before_autumn(frame, last_day)


def _concluded_before_autumn(frame: pd.DataFrame, last_day: date) -> pd.Series:
    return frame["concluded_on"].notna() & (frame["concluded_on"] < pd.Timestamp(last_day.year - 1, 10, 1))
