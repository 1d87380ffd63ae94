"""What the editions of earlier periods give a run. They are published, so nothing of them is computed again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import groupby

import pandas as pd

from pipeline import FORMULA_VERSION
from pipeline.base.county import COUNTY
from pipeline.base.finding import Finding
from pipeline.base.period import Period
from pipeline.base.place import Place
from pipeline.base.rate import Rate
from pipeline.base.same_number import Numbers
from pipeline.editions.archive import Edition
from pipeline.measure import series
from pipeline.measure.ranks import streaks
from pipeline.measure.ranks.scoring import Figures, rates_of, summed
from pipeline.messages.catalogue import finding
from pipeline.messages.refusals import refusal, refusals
from pipeline.schema.indicators import INDICATOR
from pipeline.schema.options import in_words
from pipeline.schema.settings_sheets import SETTINGS_BOOK, SETTINGS_SHEET
from pipeline.schema.vocabulary import Answer, Title
from pipeline.settings.record import Settings

Editions = Mapping[str, Edition]
"""By name, oldest first."""
Tables = Mapping[str, pd.DataFrame]
RATED_BY_TOWNSHIP = ("satisfaction", "rating_turnout")
"""The indicators that rest on ratings which a township may have written itself (自报评价计分)."""
SELF_RATED = "参数.自报评价计分"
_COUNTED = {
    "indicators": ("township", "indicator"),
    "volumes": ("township", "by", "code"),
    "calendar": ("township", "by", "code"),
    "workload": ("township", "level"),
}
_CELLS_NAMED = 12


def in_numbers_of_today(editions: Editions, numbers: Numbers) -> Editions:
    """The editions, whose matters go by the numbers that merging has found for them."""
    return (
        {n: replace(e, tables={name: numbers.over(t) for name, t in e.tables.items()}) for n, e in editions.items()}
        if numbers
        else editions
    )


def months(period: Period, editions: Editions) -> dict[str, Edition | None]:
    """The editions of the months of a quarter, a year or a part of one; None for a month without an edition.

    Empty for a month or a range of days.
    """
    return {m: editions.get(m) for m in period.months()} if period.of_months else {}


def just_before(period: Period, editions: Editions) -> Edition | None:
    """The whole edition of the period just before, of the same kind; of a year or a part of one as year_before."""
    if period.yearly:
        return year_before(period, editions)
    edition = editions.get(period.previous().name)
    return None if edition is None or edition.period.cut or period.cut else edition


def year_before(period: Period, editions: Editions) -> Edition | None:
    """The edition of the same period a year ago, cut short on the same day of the year or not at all.

    None for a range of days.
    """
    same = period.a_year_before()
    edition = None if same is None else editions.get(same.name)
    if edition is None or edition.period.cut != period.cut:
        return None
    then, now = edition.period.last_day, period.last_day
    return (
        None
        if period.cut and (then.month, (then + timedelta(days=1)).day) != (now.month, (now + timedelta(days=1)).day)
        else edition
    )


def of_today(edition: Edition | None, settings: Settings, day: date) -> Tables:
    """The edition's tables by the names of ``day``; empty without an edition.

    The figures of merged units are summed; all else of theirs is given to the unit of ``day``, except what only one
    unit can have, such as a rank, which goes by the name alone.
    """
    return (
        {} if edition is None else {name: _merged(name, table, settings, day) for name, table in edition.tables.items()}
    )


def _merged(name: str, table: pd.DataFrame, settings: Settings, day: date) -> pd.DataFrame:
    if "township" not in table or table.empty:
        return table
    named = settings.named_today if name == "ranking" else partial(settings.successor, day=day)
    unit = {n: named(n) for n in table["township"].dropna().unique()}
    if all(n == successor for n, successor in unit.items()):
        return table
    renamed = table.assign(township=table["township"].map(unit).astype("str"))
    return series.summed(renamed, _COUNTED[name]) if name in _COUNTED else renamed


def ranks(edition: Edition | None, settings: Settings) -> dict[str, int]:
    """Unit, by its present name -> rank, of those that had one."""
    if edition is None:
        return {}
    ranked = edition.tables["ranking"].dropna(subset=["rank"])
    return {settings.named_today(str(n)): int(r) for n, r in zip(ranked["township"], ranked["rank"], strict=True)}


def last_months(
    period: Period, editions: Editions, settings: Settings, own: Figures
) -> dict[str, dict[str, Rate | None]]:
    """The figures of each unit, and of 全县, over the 12 months that end with the period's last one.

    They are Σn and ΣN of the monthly editions of this formula version, and of ``own`` for the period itself when it is
    a month. A merged unit has the sums of its parts. Months made with another 自报评价计分 give no ratings, for they
    counted others.
    """
    wanted = series.window(period.last_day)
    known = [
        e
        for e in editions.values()
        if e.name in wanted and e.name != period.name and "scored" in e.tables and not e.period.cut
    ]
    figures_of: dict[str, list[Mapping[str, Rate | None]]] = {}
    for edition in known:
        if edition.formula_version in ("", FORMULA_VERSION):
            for name, rates in rates_of(edition.tables["scored"], "own_").items():
                unit = settings.successor(name, period.last_day)
                figures_of.setdefault(unit, []).append(
                    rates if _same_ratings(edition, settings) else _without_ratings(rates)
                )
    if period.kind == "month":
        for name, figures in own.items():
            figures_of.setdefault(name, []).append(figures)
    return {unit: summed(each) for unit, each in figures_of.items()}


def _same_ratings(edition: Edition, settings: Settings) -> bool:
    """Whether an edition counted them as these settings do; an edition of an earlier program says so in words alone."""
    chosen = edition.manifest.get("choices", {}).get("options", {}).get("self_rated_counts")
    if chosen is None:
        chosen = edition.manifest.get("settings", {}).get(SELF_RATED, Answer.YES) == Answer.YES
    return bool(chosen == settings.options.self_rated_counts)


def _without_ratings(rates: Mapping[str, Rate | None]) -> dict[str, Rate | None]:
    return {id_: rate for id_, rate in rates.items() if id_ not in RATED_BY_TOWNSHIP}


_COUNTY_NAME = "县名"
_COUNTY_KEY = f"{SETTINGS_SHEET['office'].name}.{_COUNTY_NAME}"
"""By what a manifest has the county for which an edition was made."""


def refuse_unknown_units(editions: Editions, settings: Settings) -> None:
    """Raise UserError with the row to add for each unit of an earlier edition that the roster doesn't know.

    Where an edition with such a unit was made for another county, one sentence says that instead.
    """
    known = (
        {unit.name for unit in settings.roster}
        | {name for unit in settings.roster for name in unit.former_names}
        | {COUNTY}
    )
    strange: dict[str, str] = {}
    for edition in editions.values():
        for name in dict.fromkeys(edition.tables["indicators"]["township"]):
            if name not in known:
                strange[name] = edition.name
    if strange:
        ours = settings.office.get(_COUNTY_NAME, "")
        theirs = {name: str(e.manifest.get("settings", {}).get(_COUNTY_KEY, "")) for name, e in editions.items()}
        foreign = [name for name in dict.fromkeys(strange.values()) if ours and theirs[name] not in ("", ours)]
        if foreign:
            named = "、".join(dict.fromkeys(theirs[name] for name in foreign))
            raise refusal("E165", periods="、".join(foreign), theirs=named, ours=ours, settings=SETTINGS_BOOK)
        number = max((unit.order for unit in settings.roster), default=0) + 1
        roster = f"{SETTINGS_BOOK}“{SETTINGS_SHEET['roster'].name}”"
        raise refusals(
            "E037",
            (
                {"period": where, "name": name, "roster": roster, "number": number, "year": where[:4]}
                for name, where in strange.items()
            ),
        )


def of_another_formula(period: Period, editions: Editions, replaced: Edition | None) -> Iterator[Edition]:
    """The editions of another formula version whose figures the papers of ``period`` show, oldest first.

    They are those of the periods before, of a year before, of its months and of its trend, and the one it replaces.
    """
    beside = [e for e in editions.values() if e.name in series.shown_beside(period)]
    yield from (
        e for e in [*beside, *([replaced] if replaced else [])] if e.formula_version not in ("", FORMULA_VERSION)
    )


def formula_changed(period: Period, others: Iterable[Edition]) -> Iterator[Finding]:
    """R264, once per run: which editions are of another formula version. Their figures stand and differ by no fault."""
    editions = list(others)
    if editions:
        yield finding(
            "R264",
            Place(f"{editions[0].name}/"),
            count=len(editions),
            periods="、".join(e.period.label for e in editions[:_CELLS_NAMED]),
            versions="、".join(dict.fromkeys(e.formula_version for e in editions)),
            version=FORMULA_VERSION,
            period=period.label,
            example=editions[-1].name,
        )


def at_the_start(period: Period, editions: Editions) -> pd.DataFrame | None:
    """The matters table of the edition that ends the day before the period, of several the shortest period's."""
    ending = [e for e in editions.values() if e.period.last_day == period.first_day - timedelta(days=1)]
    return min(ending, key=lambda e: e.period.order).tables["matters"] if ending else None


def monthly(period: Period, editions: Editions, own: pd.DataFrame) -> dict[str, tuple[str, pd.DataFrame]]:
    """Month -> origin and indicators table: the editions', and ``own`` for the period when it is a month."""
    known = {
        name: (series.PUBLISHED, e.tables["indicators"]) for name, e in editions.items() if e.period.kind == "month"
    }
    return known | ({period.name: (series.OWN, own)} if period.kind == "month" else {})


def yearly(
    period: Period, editions: Editions, three_none: pd.DataFrame, ranking: pd.DataFrame, settings: Settings
) -> dict[int, streaks.Titles]:
    """Year -> its titles as published, by the names of today, and this run's when the period is a year.

    A year cut short had no list.
    """
    whole = [e for e in editions.values() if e.period.kind == "year" and not e.period.cut]
    titles = {
        e.period.first_day.year: streaks.renamed(
            streaks.titles_of(e.tables["three_none"], e.tables["ranking"]), settings
        )
        for e in whole
    }
    if period.kind == "year":
        titles[period.first_day.year] = streaks.titles_of(three_none, ranking)
    return titles


def contradictions(
    settings: Settings, known: Mapping[str, tuple[str, pd.DataFrame]], years: Mapping[int, streaks.Titles]
) -> Iterator[Finding]:
    """R338, R339: rows of 历史数据 and 历年三无 that a table says otherwise; one finding a month, one a year."""
    figures = sorted(series.contradicted(settings.history, known))
    for month, group in groupby(figures, key=lambda pair: pair[0][0]):
        rows = list(group)
        key, published = rows[0]
        yield finding(
            "R338",
            _place("history", settings, [k for k, _ in rows]),
            cells=len(rows),
            month=month,
            count=len(rows),
            unit=key[1],
            label=INDICATOR[key[2]].label,
            given=series.shown(settings.history[key], key[2]),
            published=published,
        )
    for year, same in groupby(sorted(streaks.contradicted(settings.past_titles, years)), key=lambda pair: pair[0][0]):
        titles = list(same)
        (_, unit), title = titles[0]
        yield finding(
            "R339",
            _place("past_titles", settings, [k for k, _ in titles]),
            cells=len(titles),
            year=year,
            count=len(titles),
            unit=unit,
            given=in_words(settings.past_titles[year, unit]),
            published=title,
            right=in_words(title == Title.YES),
        )


def _place(sheet: str, settings: Settings, keys: list[tuple[str, str, str]] | list[tuple[int, str]]) -> Place:
    cells = [settings.cells[key] for key in keys]
    return Place(
        SETTINGS_BOOK,
        SETTINGS_SHEET[sheet].name,
        "、".join(cells[:_CELLS_NAMED]) + ("等" if len(cells) > _CELLS_NAMED else ""),
    )
