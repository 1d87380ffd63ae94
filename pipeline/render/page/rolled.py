"""审核.html of a roll-up: who is lacking, the rankings, what each figure of the whole is the sum of, the conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline import FORMULA_VERSION
from pipeline.bundles import RolledUp
from pipeline.messages import rolled_page_words, rollup_words
from pipeline.messages.page import SCRIPT_WORDS
from pipeline.render.page.lacking import lacking
from pipeline.render.page.listing import ACT, PAGE_SIZE, URGENT, Listing
from pipeline.render.page.parts import PRINTED, Tile
from pipeline.render.page.review_page import LISTS_NAME, SCRIPT_NAME, STYLE_NAME, filled
from pipeline.render.page.rolled_lists import conditions_list, counties_list, figures_list, townships_list
from pipeline.render.ranking_marks import is_to_mend
from pipeline.schema.vocabulary import Group, Title

ROLLED_PARTS = (ROLLED_TEMPLATE, *_) = ("rolled_page.html.j2", LISTS_NAME, STYLE_NAME, SCRIPT_NAME)
"""The files of which the page is made."""


@dataclass(frozen=True, slots=True)
class Section:
    """A list of the page, with what stands below it."""

    list: Listing
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RolledPage:
    """The whole page, in the order in which it is read. ``data``: what the script needs."""

    title: str
    state: str
    cut_off: str
    waiting: int
    tiles: tuple[Tile, ...]
    sections: tuple[Section, ...]
    notes: tuple[str, ...]
    foot: str
    act: str
    data: Mapping[str, Any]


def render_rolled(report: RolledUp, parts: Mapping[str, str]) -> bytes:
    """The page in UTF-8, from ``parts`` (name -> text of each of ROLLED_PARTS). Raises UserError as ``filled`` does."""
    return filled(ROLLED_TEMPLATE, rolled_page(report), parts)


def rolled_page(report: RolledUp) -> RolledPage:
    """Everything that the template needs. No matter and no case number is in a roll-up, so none is here."""
    least = report.settings.options.smallest_sample
    wanting = lacking(report)
    sections = (
        Section(wanting),
        Section(counties_list(report), (rolled_page_words.SIGNS.format(whole=report.whole, least=least),)),
        Section(townships_list(report)),
        Section(figures_list(report), (rolled_page_words.FIGURES_NOTE,)),
        Section(conditions_list(report)),
    )
    townships = len(report.tables["township_ranking"])
    return RolledPage(
        title=rolled_page_words.TITLE.format(city=report.settings.office.get("县名", ""), period=report.period.label),
        state=rolled_page_words.STATE.format(counties=len(report.counties), townships=townships),
        cut_off=rollup_words.CUT_OFF.format(
            year=report.cut_off.year,
            month=report.cut_off.month,
            day=report.cut_off.day,
            counties=len(report.counties),
            version=FORMULA_VERSION,
        ),
        waiting=wanting.total,
        tiles=_tiles(report, wanting),
        sections=sections,
        notes=report.notes,
        foot=rolled_page_words.FOOT,
        act=ACT,
        data={
            "size": PAGE_SIZE,
            "printed": PRINTED,
            "words": SCRIPT_WORDS,
            "urgent": URGENT,
            "lists": {each.list.id: each.list.packed for each in sections if each.list.total},
        },
    )


def _tiles(report: RolledUp, wanting: Listing) -> tuple[Tile, ...]:
    ranks, townships = report.tables["county_ranking"], report.tables["township_ranking"]
    missing, here = len(report.missing), f"#{wanting.id}"
    unsent = townships[townships["group"] == Group.UNSENT]
    mended = townships[[is_to_mend({"marks": marks}) for marks in townships["marks"]]]
    ranked = int((townships["group"] == Group.RANKED).sum())

    def lack(label: str, rows: pd.DataFrame) -> Tile:
        return Tile(
            label,
            str(len(rows)),
            rolled_page_words.IN_COUNTIES.format(counties=rows["county"].nunique()),
            bool(len(rows)),
            here,
        )

    def titled(frame: pd.DataFrame) -> str:
        return str(int((frame["three_none"] == Title.YES).sum()))

    return (
        Tile(
            rolled_page_words.COUNTIES,
            str(len(report.counties)),
            rolled_page_words.COUNTIES_NOTE.format(missing=missing),
            bool(missing),
            here if missing else "#ranking",
        ),
        Tile(
            rolled_page_words.TOWNSHIPS,
            str(len(townships)),
            rolled_page_words.TOWNSHIPS_NOTE.format(ranked=ranked),
            False,
            "#townships",
        ),
        lack(rolled_page_words.UNSENT, unsent),
        lack(rolled_page_words.TO_MEND, mended),
        Tile(
            rolled_page_words.TITLED,
            titled(ranks),
            rolled_page_words.TITLED_NOTE.format(counties=len(ranks)),
            False,
            "#conditions",
        ),
        Tile(
            rolled_page_words.TITLED_TOWNSHIPS,
            titled(townships),
            rolled_page_words.TITLED_TOWNSHIPS_NOTE.format(townships=len(townships)),
            False,
            "#townships",
        ),
    )
