"""The list 缺什么 on the review page of a roll-up: who handed in nothing, or something that somebody must mend."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from pipeline.base.listed import holds
from pipeline.bundles import RolledUp
from pipeline.messages import rolled_page_words
from pipeline.render.page.listing import ACT, Cell, Filter, Listing, listing
from pipeline.schema.indicators import INDICATOR
from pipeline.schema.registers import REGISTER
from pipeline.schema.vocabulary import Group, Mark

_KINDS = {
    rolled_page_words.NO_EDITION: rolled_page_words.NO_EDITION_TO_DO,
    rolled_page_words.UNSENT_KIND: rolled_page_words.UNSENT_TO_DO,
    rolled_page_words.TO_MEND_KIND: rolled_page_words.TO_MEND_TO_DO,
    rolled_page_words.NO_REGISTER_KIND: rolled_page_words.NO_REGISTER_TO_DO,
}
"""What may be lacking, in the order in which it is told, and what to do about it."""
_Lack = tuple[str, str, str]
"""Kind, county, and which townships or figures are concerned."""


def lacking(report: RolledUp) -> Listing:
    """What is lacking: counties without an edition first, then county by county in their order."""
    place = {name: at for at, name in enumerate(report.counties)}
    kinds = [*_KINDS]
    found = sorted(_found(report), key=lambda lack: (place.get(lack[1], -1), kinds.index(lack[0])))
    columns = [list(column) for column in zip(*((*lack, _KINDS[lack[0]]) for lack in found), strict=True)]
    columns = columns or [[], [], [], []]
    options = tuple((kind, kind) for kind in kinds if kind in columns[0])
    return listing(
        "lacking",
        columns,
        (
            Cell(rolled_page_words.COUNTY, (1,), "short"),
            Cell(rolled_page_words.KIND, (0,), "short"),
            Cell(rolled_page_words.CONCERNED, (2,)),
            Cell(rolled_page_words.TO_DO, (3,)),
        ),
        filters=(
            Filter(rolled_page_words.KIND, 0, options),
            Filter(rolled_page_words.COUNTY, 1, tuple((name, name) for name in dict.fromkeys(columns[1]))),
        ),
        signs={0: dict.fromkeys(kinds, ACT)},
        whole=rolled_page_words.BOOK.format(sheet="县排名"),
        title=rolled_page_words.LACKING,
        caption=rolled_page_words.LACKING_CAPTION,
    )


def _found(report: RolledUp) -> Iterator[_Lack]:
    for name in report.missing:
        yield rolled_page_words.NO_EDITION, name, ""
    townships = report.tables["township_ranking"]
    yield from _by_county(rolled_page_words.UNSENT_KIND, townships[townships["group"] == Group.UNSENT])
    yield from _by_county(rolled_page_words.TO_MEND_KIND, townships[holds(townships["marks"], Mark.TO_MEND)])
    figures = report.tables["county_indicators"]
    without = figures[figures["numerator"].isna() & (figures["county"] != report.whole)]
    labels: dict[tuple[str, str], list[str]] = {}
    for county, id_ in zip(without["county"], without["indicator"], strict=True):
        labels.setdefault((county, REGISTER[INDICATOR[id_].register].name), []).append(report.settings.label(id_))
    for (county, register), ids in labels.items():
        concerned = rolled_page_words.NO_REGISTER.format(
            register=register, indicators="、".join(ids), whole=report.whole
        )
        yield rolled_page_words.NO_REGISTER_KIND, county, concerned


def _by_county(kind: str, rows: pd.DataFrame) -> Iterator[_Lack]:
    """The townships of each county in the order of the ranking."""
    named: dict[str, list[str]] = {}
    for county, township in zip(rows["county"], rows["township"], strict=True):
        named.setdefault(county, []).append(township)
    for county, names in named.items():
        yield kind, county, "、".join(names)
