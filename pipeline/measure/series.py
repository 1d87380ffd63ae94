"""Every indicator over 12 months: this run's figures, published ones, and 历史数据 (docs/definitions.md, 历史)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.period import Period, parse_period
from pipeline.bundles import contract_table
from pipeline.schema.indicators import INDICATOR, INDICATORS
from pipeline.settings.record import Settings

MONTHS = 12
OWN, PUBLISHED, SEEDED = "本期", "往期", "历史数据"
Given = Mapping[tuple[str, str, str], tuple[int, int]]
"""历史数据: (month, unit or 全县, indicator) -> n and N; a count's N is 0."""


def window(last_day: date) -> list[str]:
    """The names of the 12 months that end with the day's, oldest first.

    >>> window(date(2023, 2, 28))[0], window(date(2023, 2, 28))[-1]
    ('2022-03', '2023-02')
    """
    count = 12 * last_day.year + last_day.month
    return [f"{(at - 1) // 12:04d}-{(at - 1) % 12 + 1:02d}" for at in range(count - MONTHS + 1, count + 1)]


def shown_beside(period: Period) -> frozenset[str]:
    """The periods whose figures the papers of ``period`` show beside its own.

    They are the period just before, the one a year before, its months and those of its trend.
    """
    before = period.a_year_before()
    return frozenset(
        {period.previous().name, *([before.name] if before else []), *window(period.last_day), *period.months()}
    ) - {period.name}


def series(known: Mapping[str, tuple[str, pd.DataFrame]], settings: Settings, last_day: date) -> pd.DataFrame:
    """The contract's series for the roster of ``last_day``: month, roster (全县 last), indicator order.

    ``known``: month -> its origin and its indicators table, as published. A merged unit has the sums of its parts; a
    figure that a part lacks is null. 历史数据 fills what no table has a number for. A month of which nothing is known
    has no rows.
    """
    names = [*settings.names_on(last_day), COUNTY]
    months = window(last_day)
    frames = [
        _of_today(table, settings, last_day).assign(month=m, origin=o, _seeded=0)
        for m, (o, table) in known.items()
        if m in months
    ]
    frames.append(_seeds(months, settings, last_day).assign(_seeded=1))
    frame = pd.concat(frames)
    frame["_null"] = frame["numerator"].isna()
    frame = frame[frame["township"].isin(names)].sort_values(["_null", "_seeded"], kind="stable")
    frame = frame.drop_duplicates(["month", "township", "indicator"])
    for column, order in (("township", names), ("indicator", [i.id for i in INDICATORS])):
        frame[f"_{column}"] = frame[column].map({name: at for at, name in enumerate(order)})
    frame = frame.sort_values(["month", "_township", "_indicator"])
    return contract_table(
        "series", frame[["month", "township", "indicator", "numerator", "denominator", "origin"]].to_dict("records")
    )


def _of_today(table: pd.DataFrame, settings: Settings, last_day: date) -> pd.DataFrame:
    """The figures by the units of ``last_day``."""
    unit = table["township"].map({n: settings.successor(n, last_day) for n in table["township"].unique()})
    return summed(table.assign(township=unit), ("township", "indicator"))


def summed(table: pd.DataFrame, key: Sequence[str]) -> pd.DataFrame:
    """One row per ``key``, every other column summed over the rows that share it; null where one of them is."""
    groups = table.groupby(list(key), sort=False)[[column for column in table if column not in key]]
    return groups.sum().where(groups.count().eq(groups.size(), axis=0)).reset_index()


def parts(then: Collection[str], day: date, settings: Settings) -> dict[str, list[str]]:
    """Unit on ``day`` -> whose history belongs to it: of the units ``then`` those merged into it, and itself.

    A unit that the merger made (its 启用日期 is the 撤并日期) isn't among the units of before, and so is no part; one
    without parts isn't named.
    """
    found: dict[str, list[str]] = {}
    for name in then:
        found.setdefault(settings.successor(name, day), []).append(name)
    return found


def _seeds(months: Sequence[str], settings: Settings, last_day: date) -> pd.DataFrame:
    """历史数据 by the units of ``last_day``; 全县 as given, else the sum where every unit has a figure."""
    rows = []
    for month in sorted({m for m, _, _ in settings.history} & set(months)):
        then = settings.names_on(parse_period(month).last_day)
        merged = parts(then, last_day, settings)
        of = {unit: merged.get(unit, []) for unit in settings.names_on(last_day)}
        of[COUNTY] = [COUNTY]
        every = [name for unit, names in of.items() if unit != COUNTY for name in names]
        for indicator in INDICATORS:
            for unit, names in of.items():
                figure = _sum(settings.history, month, names, indicator.id)
                if figure is None and unit == COUNTY:
                    figure = _sum(settings.history, month, every, indicator.id)
                if figure is not None:
                    n, total = figure
                    rows.append(
                        {
                            "month": month,
                            "township": unit,
                            "indicator": indicator.id,
                            "numerator": n,
                            "denominator": None if indicator.count else total,
                            "origin": SEEDED,
                        }
                    )
    return contract_table("series", rows)


def _sum(given: Given, month: str, names: Sequence[str], indicator: str) -> tuple[int, int] | None:
    figures = [given.get((month, name, indicator)) for name in names]
    known = [figure for figure in figures if figure is not None]
    complete = known and len(known) == len(figures)
    return (sum(n for n, _ in known), sum(total for _, total in known)) if complete else None


def contradicted(
    given: Given, known: Mapping[str, tuple[str, pd.DataFrame]]
) -> Iterator[tuple[tuple[str, str, str], str]]:
    """Keys of 历史数据 for which a table of ``known`` has another figure, with that one as 'n/N' ('n' for a count)."""
    for month, (_, table) in known.items():
        for name, id_, n, of in table[["township", "indicator", "numerator", "denominator"]].itertuples(index=False):
            figure = given.get((month, name, id_))
            if figure is not None and not pd.isna(n) and shown(figure, id_) != shown((n, of), id_):
                yield (month, name, id_), shown((n, of), id_)


def shown(figure: tuple[int, int], indicator: str) -> str:
    """'17/18', '2' for a count."""
    return f"{figure[0]}" if INDICATOR[indicator].count else f"{figure[0]}/{figure[1]}"
