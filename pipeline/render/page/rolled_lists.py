"""The long tables of a roll-up's review page: the rankings, what each figure is the sum of, the conditions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import pandas as pd

from pipeline.base.rate import Rate
from pipeline.bundles import RolledUp
from pipeline.messages import rolled_page_words, rollup_words
from pipeline.render.overview import NO_VALUE
from pipeline.render.page.listing import Cell, Filter, Listing, listing, texts_of
from pipeline.render.ranking_marks import labels, stand_ins
from pipeline.schema.indicators import INDICATOR, INDICATORS
from pipeline.schema.state_labels import state_label
from pipeline.schema.vocabulary import Group, Title


def _ranked(frame: pd.DataFrame, place: Sequence[str]) -> list[list[str]]:
    """Place, the columns that name the unit, score or else group, group and title of each row of a ranking."""
    groups = [state_label(Group, group) for group in frame["group"]]
    return [
        [
            NO_VALUE if rank is None else str(rank)
            for rank in frame["rank"].astype("object").where(frame["rank"].notna(), None)
        ],
        *texts_of(frame, dict.fromkeys(place, "")),
        [score if isinstance(score, str) else group for score, group in zip(frame["score_1dp"], groups, strict=True)],
        groups,
        [state_label(Title, title) for title in frame["three_none"]],
    ]


def counties_list(report: RolledUp) -> Listing:
    """The ranking of counties, with the rate and n/N of each weighted indicator."""
    ranks, figures = report.tables["county_ranking"], report.tables["county_indicators"]
    pairs = {
        (county, id_): (int(n), int(of))
        for county, id_, n, of in figures.itertuples(index=False)
        if not (pd.isna(n) or pd.isna(of))
    }
    columns = _ranked(ranks, ["county"])
    cells = [
        Cell(rolled_page_words.PLACE, (0,), "number"),
        Cell(rolled_page_words.COUNTY, (1,), "short"),
        Cell(rolled_page_words.SCORE, (2,), "short"),
        Cell(rolled_page_words.THREE_NONE, (4,), "short"),
    ]
    rows = ranks[["county", "marks", "of_year", "of_whole"]].astype("object").to_dict("records")
    signs = [stand_ins(row) for row in rows]
    for id_, weight in report.settings.weights.items():
        if weight:
            own = [pairs.get((row["county"], id_)) for row in rows]
            cells.append(
                Cell(f"{report.settings.label(id_)}（{float(weight):g}）", (len(columns), len(columns) + 1), "number")
            )
            columns.append([rollup_words.NOT_IN_USE if pair is None else _percent(*pair) for pair in own])
            columns.append(
                [
                    f"{'' if pair is None else f'{pair[0]}/{pair[1]}'}{sign.get(id_, '')}"
                    for pair, sign in zip(own, signs, strict=True)
                ]
            )
    cells.append(Cell(rolled_page_words.MARKS, (len(columns),), "short"))
    columns.append([labels(row) for row in rows])
    return listing(
        "ranking",
        columns,
        tuple(cells),
        filters=(_filter(rolled_page_words.GROUP, columns, 3), _filter(rolled_page_words.THREE_NONE, columns, 4)),
        whole=rolled_page_words.BOOK.format(sheet="县排名"),
        title=rolled_page_words.RANKING,
        caption=rolled_page_words.RANKING_CAPTION,
    )


def townships_list(report: RolledUp) -> Listing:
    """The ranking of all townships."""
    frame = report.tables["township_ranking"]
    columns = [*_ranked(frame, ["county", "township"]), [labels({"marks": marks}) for marks in frame["marks"]]]
    return listing(
        "townships",
        columns,
        (
            Cell(rolled_page_words.PLACE, (0,), "number"),
            Cell(rolled_page_words.COUNTY, (1,), "short"),
            Cell(rolled_page_words.TOWNSHIP, (2,), "short"),
            Cell(rolled_page_words.SCORE, (3,), "short"),
            Cell(rolled_page_words.THREE_NONE, (5,), "short"),
            Cell(rolled_page_words.MARKS, (6,)),
        ),
        filters=(
            Filter(rolled_page_words.COUNTY, 1, tuple((name, name) for name in report.counties)),
            _filter(rolled_page_words.GROUP, columns, 4),
            _filter(rolled_page_words.THREE_NONE, columns, 5),
        ),
        whole=rolled_page_words.BOOK.format(sheet="乡镇排名"),
        title=rolled_page_words.TOWNSHIP_RANKING,
        caption=rolled_page_words.TOWNSHIP_RANKING_CAPTION,
    )


def figures_list(report: RolledUp) -> Listing:
    """Each indicator of the whole, and behind it those of the counties, which it is the sum of."""
    frame = report.tables["county_indicators"]
    order = {indicator.id: place for place, indicator in enumerate(INDICATORS)}
    place = pd.Series(frame["indicator"].map(order), dtype="int64") * 2 + (frame["county"] != report.whole)
    frame = frame.iloc[place.to_numpy().argsort(kind="stable")]
    ids, n, of = frame["indicator"].tolist(), _whole(frame["numerator"]), _whole(frame["denominator"])
    columns = [
        [report.settings.label(id_) for id_ in ids],
        frame["county"].tolist(),
        [_shown(*figure) for figure in zip(ids, n, of, strict=True)],
        ["" if value is None else str(value) for value in n],
        ["" if value is None else str(value) for value in of],
    ]
    return listing(
        "figures",
        columns,
        (
            Cell(rolled_page_words.INDICATOR, (0,)),
            Cell(rolled_page_words.COUNTY, (1,), "short"),
            Cell(rolled_page_words.RATE, (2,), "number"),
            Cell(rolled_page_words.NUMERATOR, (3,), "number"),
            Cell(rolled_page_words.DENOMINATOR, (4,), "number"),
        ),
        filters=(_filter(rolled_page_words.INDICATOR, columns, 0), _filter(rolled_page_words.COUNTY, columns, 1)),
        whole=rolled_page_words.BOOK.format(sheet="县指标"),
        title=rolled_page_words.FIGURES,
        caption=rolled_page_words.FIGURES_CAPTION.format(whole=report.whole),
    )


def conditions_list(report: RolledUp) -> Listing:
    """The three-none conditions of each county, and the counts of the whole."""
    frame = report.tables["county_three_none"]
    holds = frame["holds"].to_numpy(dtype="int64", na_value=-1).tolist()
    said = {1: rolled_page_words.HOLDING, 0: rolled_page_words.FAILING, -1: state_label(Title, Title.UNASSESSED)}
    counties = frame["county"].tolist()
    columns = [
        counties,
        frame["condition"].tolist(),
        [NO_VALUE if county == report.whole else said[held] for county, held in zip(counties, holds, strict=True)],
        [NO_VALUE if count is None else str(count) for count in _whole(frame["count"])],
    ]
    return listing(
        "conditions",
        columns,
        (
            Cell(rolled_page_words.COUNTY, (0,), "short"),
            Cell(rolled_page_words.CONDITION, (1,)),
            Cell(rolled_page_words.HOLDS, (2,), "short"),
            Cell(rolled_page_words.COUNT, (3,), "number"),
        ),
        filters=(
            _filter(rolled_page_words.COUNTY, columns, 0),
            _filter(rolled_page_words.CONDITION, columns, 1),
            _filter(rolled_page_words.HOLDS, columns, 2),
        ),
        whole=rolled_page_words.BOOK.format(sheet="三无"),
        title=rolled_page_words.CONDITIONS,
        caption=rolled_page_words.CONDITIONS_CAPTION.format(whole=report.whole),
    )


def _filter(label: str, columns: Sequence[Sequence[str]], index: int) -> Filter:
    """A choice among the values of a column, in the order in which they come."""
    return Filter(label, index, tuple((value, value) for value in dict.fromkeys(columns[index])))


def _whole(numbers: pd.Series) -> list[int | None]:
    return [None if number < 0 else number for number in numbers.to_numpy(dtype="int64", na_value=-1).tolist()]


def _shown(id_: str, n: int | None, of: int | None) -> str:
    """A count, or a rate in percent; 未启用 where the register is missing."""
    if n is None:
        return rollup_words.NOT_IN_USE
    return str(n) if INDICATOR[id_].count or of is None else _percent(n, of)


@lru_cache(maxsize=1 << 16)
def _percent(n: int, of: int) -> str:
    return Rate(n, of).percent
