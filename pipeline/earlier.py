"""What the editions of earlier periods give a run. They are published, so nothing of them is computed again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby

import pandas as pd

from pipeline.archive import Edition
from pipeline.measure import series, streaks
from pipeline.messages import finding
from pipeline.model import Finding, Place
from pipeline.period import Period
from pipeline.same_number import Numbers
from pipeline.schema.indicators import INDICATOR
from pipeline.schema.settings_sheets import SETTINGS_FILE, SETTINGS_SHEET
from pipeline.settings import Settings

Editions = Mapping[str, Edition]
"""By name, oldest first."""
Tables = Mapping[str, pd.DataFrame]
_COUNTED = {"indicators": ("township", "indicator"), "volumes": ("township", "by", "code")}
_CELLS_NAMED = 12


def in_numbers_of_today(editions: Editions, numbers: Numbers) -> Editions:
    """The editions, whose matters go by the numbers that merging has found for them."""
    return (
        {n: replace(e, tables={name: numbers.over(t) for name, t in e.tables.items()}) for n, e in editions.items()}
        if numbers
        else editions
    )


def months(period: Period, editions: Editions) -> dict[str, Edition | None]:
    """The editions of a quarter's or year's months, None where there is none; nothing for other periods."""
    return {m: editions.get(m) for m in period.months()} if period.kind in ("quarter", "year") else {}


def just_before(period: Period, editions: Editions) -> Edition | None:
    """The edition of the calendar period just before, of the same kind; one cut short isn't that period."""
    edition = editions.get(period.previous().name)
    return None if edition is None or edition.period.cut else edition


def year_before(period: Period, editions: Editions) -> Edition | None:
    """The edition of the same period a year ago, cut short on the same day of the year or not at all; nothing for a range of days."""
    same = period.a_year_before()
    edition = None if same is None else editions.get(same.name)
    if edition is None or edition.period.cut != period.cut:
        return None
    then, now = edition.period.last_day, period.last_day
    return None if period.cut and (then.month, (then + timedelta(days=1)).day) != (now.month, (now + timedelta(days=1)).day) else edition


def of_today(edition: Edition | None, settings: Settings, day: date) -> Tables:
    """The edition's tables, the figures of merged units summed and all else given to the unit of ``day``; nothing without an edition."""
    return {} if edition is None else {name: _merged(name, table, settings, day) for name, table in edition.tables.items()}


def _merged(name: str, table: pd.DataFrame, settings: Settings, day: date) -> pd.DataFrame:
    if "township" not in table or name == "ranking" or table.empty:
        return table
    unit = {n: settings.successor(n, day) for n in table["township"].dropna().unique()}
    if all(n == successor for n, successor in unit.items()):
        return table
    renamed = table.assign(township=table["township"].map(unit).astype("str"))
    return series.summed(renamed, _COUNTED[name]) if name in _COUNTED else renamed


def ranks(edition: Edition | None) -> dict[str, int]:
    """Township -> rank, of those that had one."""
    if edition is None:
        return {}
    ranked = edition.tables["ranking"].dropna(subset=["rank"])
    return {str(n): int(r) for n, r in zip(ranked["township"], ranked["rank"], strict=True)}


def at_the_start(period: Period, editions: Editions) -> pd.DataFrame | None:
    """The matters table of the edition that ends the day before the period, of several the shortest period's."""
    ending = [e for e in editions.values() if e.period.last_day == period.first_day - timedelta(days=1)]
    return min(ending, key=lambda e: e.period.order).tables["matters"] if ending else None


def monthly(period: Period, editions: Editions, own: pd.DataFrame) -> dict[str, tuple[str, pd.DataFrame]]:
    """Month -> origin and indicators table: the editions', and ``own`` for the period when it is a month."""
    known = {name: (series.PUBLISHED, e.tables["indicators"]) for name, e in editions.items() if e.period.kind == "month"}
    return known | ({period.name: (series.OWN, own)} if period.kind == "month" else {})


def yearly(period: Period, editions: Editions, three_none: pd.DataFrame, ranking: pd.DataFrame) -> dict[int, streaks.Titles]:
    """Year -> its titles as published, and this run's when the period is a year. A year cut short had no list."""
    whole = [e for e in editions.values() if e.period.kind == "year" and not e.period.cut]
    found = {e.period.first_day.year: streaks.titles_of(e.tables["three_none"], e.tables["ranking"]) for e in whole}
    if period.kind == "year":
        found[period.first_day.year] = streaks.titles_of(three_none, ranking)
    return found


def contradictions(
    settings: Settings, known: Mapping[str, tuple[str, pd.DataFrame]], years: Mapping[int, streaks.Titles]
) -> Iterator[Finding]:
    """R338, R339: rows of 历史数据 and 历年三无 that a table says otherwise; one finding a month, one a year."""
    figures = sorted(series.contradicted(settings.history, known))
    for month, group in groupby(figures, key=lambda pair: pair[0][0]):
        rows = list(group)
        key, published = rows[0]
        yield finding(
            "R338", _place("history", settings, [k for k, _ in rows]), cells=len(rows), month=month, count=len(rows), unit=key[1],
            label=INDICATOR[key[2]].label, given=series.shown(settings.history[key], key[2]), published=published,
        )  # fmt: skip
    for year, same in groupby(sorted(streaks.contradicted(settings.past_titles, years)), key=lambda pair: pair[0][0]):
        told = list(same)
        (_, unit), title = told[0]
        yield finding(
            "R339", _place("past_titles", settings, [k for k, _ in told]), cells=len(told), year=year, count=len(told), unit=unit,
            given="是" if settings.past_titles[year, unit] else "否", published=title, right="是" if title == streaks.YES else "否",
        )  # fmt: skip


def _place(sheet: str, settings: Settings, keys: list[tuple[str, str, str]] | list[tuple[int, str]]) -> Place:
    cells = [settings.cells[key] for key in keys]
    return Place(
        f"{SETTINGS_FILE}.xlsx", SETTINGS_SHEET[sheet].name, "、".join(cells[:_CELLS_NAMED]) + ("等" if len(cells) > _CELLS_NAMED else "")
    )
