"""The counties' tables are added up, and ranked by the same functions as a county's own townships."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.listed import holds
from pipeline.measure.ranks.ranking import Units, judge, ranking_of
from pipeline.measure.ranks.scoring import RatesByUnit
from pipeline.measure.ranks.scoring import summed as sum_rates
from pipeline.measure.ranks.three_none import titles
from pipeline.rollup.counties import Gathered
from pipeline.schema.contract import ROLLUP_TABLES
from pipeline.schema.vocabulary import Group, Mark, Title
from pipeline.settings.record import DEPARTMENT, Settings

Ranks = Mapping[tuple[str, str], int]
"""(County, township or '') -> rank of the period before."""


def totals(gathered: Gathered, settings: Settings, whole: str, previous: Ranks) -> dict[str, pd.DataFrame]:
    """Return the tables of ROLLUP_TABLES.

    ``settings``: weights and options, the same for all counties. ``whole``: the name of the sum of all.
    ``previous``: the ranks of the period before.

    A county is measured by its own row 全县, a township by its own row. Where a denominator is small, the unit's last
    12 months count as its edition has them, else the whole's rate. A figure that a county doesn't have (for want of a
    register) is missing from its row and from the sum. Order: counties as given, then townships as published.
    """
    every = gathered.tables
    own = {
        name: _text(table[table["township"] == COUNTY].drop(columns="township"))
        for name, table in every.items()
        if name != "ranking"
    }
    below = {name: table[table["township"] != COUNTY] for name, table in every.items()}
    summed = (
        own["indicators"].groupby("indicator", sort=False)[["numerator", "denominator"]].sum(min_count=1).reset_index()
    )
    codes = own["volumes"].groupby(["by", "code"], sort=False)[["matters", "visits", "persons"]].sum().reset_index()
    counts = own["three_none"].groupby("condition", sort=False)["count"].sum(min_count=1).reset_index()
    made = {
        "county_indicators": pd.concat([own["indicators"], summed.assign(county=whole)]),
        "county_three_none": pd.concat(
            [
                own["three_none"],
                counts.assign(county=whole, holds=pd.Series(pd.NA, index=counts.index, dtype="boolean")),
            ]
        ),
        "county_ranking": _counties(own, below, summed, settings, previous),
        "county_scored": own["scored"],
        "township_scored": below["scored"],
        "township_indicators": below["indicators"],
        "township_three_none": below["three_none"],
        "township_ranking": _townships(
            below, own["scored"].rename(columns={"county": "township"}), summed, settings, previous
        ),
        "volumes": pd.concat([own["volumes"], codes.assign(county=whole)]),
    }
    return {
        name: table.reindex(columns=list(ROLLUP_TABLES[name].columns)).reset_index(drop=True)
        for name, table in made.items()
    }


def _text(table: pd.DataFrame) -> pd.DataFrame:
    """A short table with texts for its categories, so that others can be put below it."""
    coded = table.select_dtypes("category").columns
    return table.astype(dict.fromkeys(coded, "str"))


def _counties(
    own: Mapping[str, pd.DataFrame],
    below: Mapping[str, pd.DataFrame],
    summed: pd.DataFrame,
    settings: Settings,
    previous: Ranks,
) -> pd.DataFrame:
    """Rank the counties: 无件 when every township is so, 待更正 when one is, 三无 by the counts of the row 全县."""
    townships, names = below["ranking"], list(dict.fromkeys(own["indicators"]["county"]))
    # Where a period has no list, no township that reported has 是 or 否.
    reported = townships["three_none"].isin([Title.YES, Title.NO, Title.IDLE]) & (townships["group"] != Group.UNSENT)
    listed = frozenset(townships.loc[reported, "county"])
    verdicts = titles(own["three_none"].rename(columns={"county": "township"}))
    scored = own["scored"].rename(columns={"county": "township"})
    units = Units(
        names,
        in_force=frozenset(townships.loc[townships["group"] != Group.IDLE, "county"]),
        with_errors=frozenset(townships.loc[_to_mend(townships), "county"]),
        titles={name: title for name, title in verdicts.items() if name in listed},
        previous={name: previous[name, ""] for name in names if (name, "") in previous},
        **_used(scored, scored),
    )
    figures = RatesByUnit(_with_whole(own["indicators"].rename(columns={"county": "township"}), summed))
    return ranking_of(judge(figures, settings, units), units).rename(columns={"township": "county"})


def _used(scored: pd.DataFrame, counties: pd.DataFrame) -> dict[str, Any]:
    """Return the other rates on which a unit's score may rest, and under 全县 the sums of ``counties``."""
    whole = sum_rates(RatesByUnit(counties, "own_").values())
    return {"instead": RatesByUnit(scored, "own_", {COUNTY: whole}), "year": RatesByUnit(scored, "year_")}


def _townships(
    below: Mapping[str, pd.DataFrame],
    counties: pd.DataFrame,
    summed: pd.DataFrame,
    settings: Settings,
    previous: Ranks,
) -> pd.DataFrame:
    """Rank all townships.

    What each county has published of sending, of matters in hand, of errors, titles and streaks stays. ``counties``:
    the counties' own rows of the table scored.
    """
    # Several counties may have a township of the same name, so here its place in the list is its name.
    places, keyed = _numbered({name: below[name] for name in ("indicators", "ranking", "scored")})
    rows = keyed["ranking"]
    names = [str(number) for number in range(len(places))]
    key = dict(zip(places, names, strict=True)) if previous else {}
    units = Units(
        names,
        unsent=frozenset(rows.loc[rows["group"] == Group.UNSENT, "township"]),
        in_force=frozenset(rows.loc[rows["group"] != Group.IDLE, "township"]),
        with_errors=frozenset(rows.loc[_to_mend(rows), "township"]),
        titles=dict(zip(rows["township"], rows["three_none"], strict=True)),
        previous={key[place]: rank_ for place, rank_ in previous.items() if place in key},
        departments=frozenset(rows.loc[rows["kind"] == DEPARTMENT, "township"]),
        **_used(keyed["scored"], counties),
    )
    figures = RatesByUnit(_with_whole(keyed["indicators"], summed))
    frame = ranking_of(judge(figures, settings, units), units)
    # Titles and streaks are each county's own.
    at = pd.Index(rows["township"]).get_indexer(pd.Index(frame["township"]))
    back = [places[int(number)] for number in frame["township"]]
    return frame.assign(
        three_none=rows["three_none"].astype("str").to_numpy()[at],
        streak=rows["streak"].array.take(at),
        county=[county for county, _ in back],
        township=[township for _, township in back],
    )


def _numbered(
    tables: Mapping[str, pd.DataFrame],
) -> tuple[list[tuple[str, str]], dict[str, pd.DataFrame]]:
    """County and township of each unit of ``tables["indicators"]``, and the tables with its number for its name."""
    spelled = list(dict.fromkeys(name for table in tables.values() for name in table["township"].cat.categories))
    codes = {}
    for name, table in tables.items():
        townships = pd.Index(spelled).get_indexer(table["township"].cat.categories)[table["township"].cat.codes]
        codes[name] = table["county"].cat.codes.to_numpy(dtype="int64") * len(spelled) + townships
    units = pd.Index(pd.unique(codes["indicators"]))
    counties = tables["indicators"]["county"].cat.categories
    places = [(counties[code // len(spelled)], spelled[code % len(spelled)]) for code in units]
    numbers = np.array([str(number) for number in range(len(units))], dtype=object)
    return places, {
        name: table.assign(township=pd.Series(numbers[units.get_indexer(codes[name])], table.index, dtype="str"))
        for name, table in tables.items()
    }


def _with_whole(indicators: pd.DataFrame, summed: pd.DataFrame) -> pd.DataFrame:
    """Add the whole under the name by which rank() looks for it."""
    columns = ["township", "indicator", "numerator", "denominator"]
    return pd.concat([indicators[columns].astype({"indicator": "str"}), summed.assign(township=COUNTY)[columns]])


def _to_mend(ranking: pd.DataFrame) -> pd.Series:
    return holds(ranking["marks"], Mark.TO_MEND)
