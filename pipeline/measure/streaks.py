"""连续N年: unbroken runs of yearly titles (docs/definitions.md, 三无)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline.measure.series import parts
from pipeline.measure.three_none import titles
from pipeline.model import COUNTY
from pipeline.period import Period
from pipeline.settings import Settings

YES, NO, UNASSESSED = "是", "否", "未评定"


@dataclass(frozen=True)
class Titles:
    """Of one year: unit (全县 too) -> 是, 否 or 未评定; ``idle``: units that declared 无件."""

    of: Mapping[str, str]
    idle: frozenset[str] = frozenset()


def titles_of(three_none: pd.DataFrame, ranking: pd.DataFrame) -> Titles:
    """The titles of a year as its tables have them; 全县 is 三无县 when every township is sound and its own counts within the limits.

    Where no list was made no township has a title, and neither has the county. 无件 that isn't 否 neither adds to a run nor breaks it.
    """
    given = dict(zip(ranking["township"], ranking["three_none"], strict=True))
    whole = titles(three_none).get(COUNTY, UNASSESSED)
    if whole == YES and UNASSESSED in given.values():
        whole = UNASSESSED
    group = dict(zip(ranking["township"], ranking["group"], strict=True))
    idle = {name for name, title in given.items() if group[name] == "无件" and title != NO}
    if given and idle == set(given) and whole != NO:
        idle.add(COUNTY)
    return Titles({**given, COUNTY: whole}, frozenset(idle))


def last_titled(period: Period) -> int:
    """The last year whose title counts: the period's own when it is a whole year, else the one before."""
    return period.first_day.year if period.kind == "year" and not period.cut else period.last_day.year - 1


def streaks(years: Mapping[int, Titles], last: int, settings: Settings, day: date) -> dict[str, int]:
    """Unit of ``day``, or 全县 -> how many years in a row up to ``last`` it had the title; units without one are missing.

    A year without the title, without an assessment or without a record ends the run; an idle one is passed over. A merged unit
    has the shortest run of its parts. 2020 是, 2021 无件, 2022 是: 2. 2020 是, 2021 nothing known, 2022 是: 1.
    """
    runs: dict[str, int] = {}
    recorded: set[str] = set()
    then: tuple[str, ...] = ()
    for year in range(min(years, default=last + 1), last + 1):
        here = date(year, 12, 31)
        runs = _carried(runs, then, here, settings, recorded)
        then = settings.names_on(here)
        found = years.get(year, Titles({}))
        for unit in (*then, COUNTY):
            before = runs.get(unit, 0)
            runs[unit] = before if unit in found.idle else before + 1 if found.of.get(unit) == YES else 0
        recorded |= set(found.of)
    runs = _carried(runs, then, day, settings, recorded)
    return {unit: run for unit, run in runs.items() if run}


def _carried(runs: Mapping[str, int], then: Sequence[str], day: date, settings: Settings, recorded: set[str]) -> dict[str, int]:
    """The runs of the units ``then`` as the units of ``day`` take them on."""
    found = {COUNTY: runs.get(COUNTY, 0)}
    for unit in settings.names_on(day):
        found[unit] = min((runs[name] for name in parts(unit, then, day, settings, recorded)), default=0)
    return found


def contradicted(given: Mapping[tuple[int, str], bool], years: Mapping[int, Titles]) -> Iterator[tuple[tuple[int, str], str]]:
    """Keys of 历年三无 of which a published year says otherwise, and what it says."""
    for (year, unit), title in given.items():
        published = years[year].of.get(unit) if year in years else None
        if published is not None and (published == YES) != title:
            yield (year, unit), published


def with_given(years: Mapping[int, Titles], given: Mapping[tuple[int, str], bool]) -> dict[int, Titles]:
    """The published years, and 历年三无 for the others and for units that a published year hasn't."""
    stated: dict[int, dict[str, str]] = {}
    for (year, unit), title in given.items():
        stated.setdefault(year, {})[unit] = YES if title else NO
    both = {}
    for year in years.keys() | stated.keys():
        published = years.get(year, Titles({}))
        both[year] = Titles({**stated.get(year, {}), **published.of}, published.idle)
    return both
