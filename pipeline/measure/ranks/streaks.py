"""连续N年: unbroken runs of yearly titles (docs/definitions.md, 三无)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.period import Period
from pipeline.measure.ranks.three_none import titles
from pipeline.measure.series import parts
from pipeline.schema.vocabulary import Title
from pipeline.settings.record import Settings


@dataclass(frozen=True)
class Titles:
    """Of one year: unit (全县 too) -> 是, 否, 未评定 or 无件，不评定.

    ``idle``: the units that declared 无件 in a list that could be assessed.
    """

    of: Mapping[str, str]
    idle: frozenset[str] = frozenset()


def titles_of(three_none: pd.DataFrame, ranking: pd.DataFrame) -> Titles:
    """The titles of a year as its tables have them.

    全县 is 三无县 when every township is sound and its own counts are within the limits.

    Where no list was made no township has a title, and neither has the county. A declared 无件 neither adds to a run
    nor breaks it, where its conditions could be counted: in a year that nobody could assess it is unassessed like all.
    县直部门 have no part in it.
    """
    townships = ranking[ranking["three_none"] != Title.NOT_ASSESSED]
    given = dict(zip(townships["township"], townships["three_none"], strict=True))
    counted = titles(three_none)
    whole = counted.get(COUNTY, Title.UNASSESSED)
    unlisted = set(given.values()) - {Title.IDLE} == {Title.UNASSESSED}
    if unlisted or (whole == Title.YES and Title.UNASSESSED in given.values()):
        whole = Title.UNASSESSED
    idle = {name for name, title in given.items() if title == Title.IDLE and counted.get(name) == Title.YES}
    if given and idle == set(given) and whole != Title.NO:
        idle.add(COUNTY)
    return Titles({**given, COUNTY: whole}, frozenset(idle))


def renamed(given: Titles, settings: Settings) -> Titles:
    """The titles of a year by the names that the units have today."""
    return Titles(
        {settings.named_today(name): title for name, title in given.of.items()},
        frozenset(map(settings.named_today, given.idle)),
    )


def last_titled(period: Period) -> int:
    """The last year whose title counts: the period's own when it is a whole year, else the one before."""
    return period.first_day.year if period.kind == "year" and not period.cut else period.last_day.year - 1


def streaks(years: Mapping[int, Titles], last: int, settings: Settings, day: date) -> dict[str, int]:
    """Unit of ``day``, or 全县 -> the years in a row up to ``last`` in which it had the title; none: it is missing.

    A year without the title, without an assessment or without a record ends the run; an idle one is passed over. A
    merged unit has the shortest run of its parts; a part without a record has 0. 2020 是, 2021 无件, 2022 是: 2. 2020
    是, 2021 nothing known, 2022 是: 1.
    """
    runs: dict[str, int] = {}
    then: tuple[str, ...] = ()
    for year in range(min(years, default=last + 1), last + 1):
        here = date(year, 12, 31)
        runs = _carried(runs, then, here, settings)
        then = settings.names_on(here)
        titles = years.get(year, Titles({}))
        for unit in (*then, COUNTY):
            before = runs.get(unit, 0)
            runs[unit] = before if unit in titles.idle else before + 1 if titles.of.get(unit) == Title.YES else 0
    runs = _carried(runs, then, day, settings)
    return {unit: run for unit, run in runs.items() if run}


def _carried(runs: Mapping[str, int], then: Sequence[str], day: date, settings: Settings) -> dict[str, int]:
    """The runs of the units ``then`` as the units of ``day`` take them on."""
    merged = parts(then, day, settings)
    carried = {unit: min((runs[name] for name in merged.get(unit, ())), default=0) for unit in settings.names_on(day)}
    return {COUNTY: runs.get(COUNTY, 0), **carried}


def contradicted(
    given: Mapping[tuple[int, str], bool], years: Mapping[int, Titles]
) -> Iterator[tuple[tuple[int, str], str]]:
    """Keys of 历年三无 of which a published year says otherwise, and what it says."""
    for (year, unit), title in given.items():
        published = years[year].of.get(unit) if year in years else None
        if published is not None and (published == Title.YES) != title:
            yield (year, unit), published


def with_given(years: Mapping[int, Titles], given: Mapping[tuple[int, str], bool]) -> dict[int, Titles]:
    """The published years, and 历年三无 for the others and for units that a published year hasn't."""
    stated: dict[int, dict[str, str]] = {}
    for (year, unit), title in given.items():
        stated.setdefault(year, {})[unit] = Title.YES if title else Title.NO
    both = {}
    for year in years.keys() | stated.keys():
        published = years.get(year, Titles({}))
        both[year] = Titles({**stated.get(year, {}), **published.of}, published.idle)
    return both
