"""What the editions of earlier periods give a run. They are published, so nothing of them is computed again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pandas as pd

from pipeline.archive import Edition
from pipeline.period import Period

Editions = Mapping[str, Edition]
"""By name, oldest first."""


def months(period: Period, editions: Editions) -> dict[str, Edition | None]:
    """The editions of a quarter's or year's months, None where there is none; nothing for other periods."""
    return {m: editions.get(m) for m in period.months()} if period.kind in ("quarter", "year") else {}


def ranks(edition: Edition | None) -> dict[str, int]:
    """Township -> rank, of those that had one."""
    if edition is None or "ranking" not in edition.tables:
        return {}
    ranked = edition.tables["ranking"].dropna(subset=["rank"])
    return {str(n): int(r) for n, r in zip(ranked["township"], ranked["rank"], strict=True)}


def last_year(period: Period, editions: Editions) -> Mapping[str, pd.DataFrame]:
    """The tables of the same period a year ago; nothing for a range of days."""
    if period.kind == "range":
        return {}
    edition = editions.get(period.name.replace(f"{period.first_day.year}", f"{period.first_day.year - 1}", 1))
    return edition.tables if edition else {}


def at_the_start(period: Period, editions: Editions) -> pd.DataFrame | None:
    """The matters table of the edition that ends the day before the period, of several the one published over the shortest span."""
    ending = [e for e in editions.values() if e.period.last_day == period.first_day - timedelta(days=1)]
    return max(ending, key=lambda e: e.period.first_day).tables["matters"] if ending else None
