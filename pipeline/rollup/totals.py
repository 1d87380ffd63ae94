"""The counties' tables are added up, and ranked by the same functions as a county's own townships."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.listed import holds
from pipeline.editions.parquet import stacked
from pipeline.measure.ranks.ranking import Units, rank
from pipeline.measure.ranks.scoring import rates_of
from pipeline.measure.ranks.scoring import summed as sum_rates
from pipeline.measure.ranks.three_none import titles
from pipeline.rollup.counties import WANTED, County
from pipeline.schema.contract import ROLLUP_TABLES
from pipeline.schema.vocabulary import Group, Mark, Title
from pipeline.settings.record import DEPARTMENT, Settings

_PLACE = ("county", "township")
Ranks = Mapping[tuple[str, str], int]
"""(County, township or '') -> rank of the period before."""


def totals(counties: Sequence[County], settings: Settings, whole: str, previous: Ranks) -> dict[str, pd.DataFrame]:
    """Return the tables of ROLLUP_TABLES.

    ``settings``: weights and options, the same for all counties. ``whole``: the name of the sum of all.
    ``previous``: the ranks of the period before.

    A county is measured by its own row 全县, a township by its own row. Where a denominator is small, the unit's last
    12 months count as its edition has them, else the whole's rate. A figure that a county doesn't have (for want of a
    register) is missing from its row and from the sum. Order: counties as given, then townships as published.
    """
    every = {name: _stacked(counties, name) for name in WANTED}
    own = {
        name: table[table["township"] == COUNTY].drop(columns="township")
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


def _stacked(counties: Sequence[County], name: str) -> pd.DataFrame:
    tables = [county.tables[name] for county in counties]
    names = np.array([county.name for county in counties], dtype=object)
    return stacked(tables, WANTED[name]).assign(county=np.repeat(names, [table.num_rows for table in tables]))


def _counties(
    own: Mapping[str, pd.DataFrame],
    below: Mapping[str, pd.DataFrame],
    summed: pd.DataFrame,
    settings: Settings,
    previous: Ranks,
) -> pd.DataFrame:
    """Rank the counties: 无件 when every township is so, 待更正 when one is, 三无 by the counts of the row 全县."""
    townships, names = below["ranking"], list(dict.fromkeys(below["ranking"]["county"]))
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
    ranked = rank(_with_whole(own["indicators"].rename(columns={"county": "township"}), summed), settings, units)
    return ranked.ranking.rename(columns={"township": "county"})


def _used(scored: pd.DataFrame, counties: pd.DataFrame) -> dict[str, Any]:
    """Return the other rates on which a unit's score may rest, and under 全县 the sums of ``counties``."""
    own = rates_of(scored, "own_")
    return {
        "instead": {**own, COUNTY: sum_rates(rates_of(counties, "own_").values())},
        "year": rates_of(scored, "year_"),
    }


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
    places = list(dict.fromkeys(below["indicators"][list(_PLACE)].itertuples(index=False, name=None)))
    key = {place: str(number) for number, place in enumerate(places)}
    keyed = {
        name: table.assign(township=[key[p] for p in table[list(_PLACE)].itertuples(index=False, name=None)])
        for name, table in below.items()
        if name in ("indicators", "ranking", "scored")
    }
    rows = keyed["ranking"]
    units = Units(
        list(key.values()),
        unsent=frozenset(rows.loc[rows["group"] == Group.UNSENT, "township"]),
        in_force=frozenset(rows.loc[rows["group"] != Group.IDLE, "township"]),
        with_errors=frozenset(rows.loc[_to_mend(below["ranking"]), "township"]),
        titles=dict(zip(rows["township"], rows["three_none"], strict=True)),
        previous={key[place]: rank_ for place, rank_ in previous.items() if place in key},
        departments=frozenset(rows.loc[rows["kind"] == DEPARTMENT, "township"]),
        **_used(keyed["scored"], counties),
    )
    ranked = rank(_with_whole(keyed["indicators"], summed), settings, units)
    frame = ranked.ranking
    frame["three_none"] = (
        frame["township"].map(dict(zip(rows["township"], rows["three_none"], strict=True))).astype("str")
    )
    frame["streak"] = frame["township"].map(dict(zip(rows["township"], rows["streak"], strict=True))).astype("Int64")
    back = [places[int(number)] for number in frame["township"]]
    return frame.assign(county=[county for county, _ in back], township=[township for _, township in back])


def _with_whole(indicators: pd.DataFrame, summed: pd.DataFrame) -> pd.DataFrame:
    """Add the whole under the name by which rank() looks for it."""
    columns = ["township", "indicator", "numerator", "denominator"]
    return pd.concat([indicators[columns], summed.assign(township=COUNTY)[columns]], ignore_index=True)


def _to_mend(ranking: pd.DataFrame) -> pd.Series:
    return holds(ranking["marks"], Mark.TO_MEND)
