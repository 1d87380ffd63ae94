"""The records that 审核.html shows, made from a report; the template has nothing left to compute."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline import FORMULA_VERSION
from pipeline.base.county import COUNTY
from pipeline.base.finding import SEVERITY_ORDER, Severity
from pipeline.base.listed import texts_in
from pipeline.base.rate import Rate
from pipeline.bundles import Report
from pipeline.messages.page import PAGE_WORDS as WORDS
from pipeline.messages.page import SCRIPT_WORDS
from pipeline.render.office_tasks import Task, office_tasks
from pipeline.render.overview import UNSENT, Overview
from pipeline.render.page.charts import (
    DEPTH,
    FEWEST_MONTHS,
    LEFT,
    LINE_SIZE,
    TOP,
    WIDTH,
    Balance,
    Months,
    balance,
    months,
)
from pipeline.render.page.charts import HEIGHT as PLOT_HEIGHT
from pipeline.render.page.listing import (
    ACT,
    PAGE_SIZE,
    SIGNS,
    URGENT,
    Listing,
    changes_list,
    decided_list,
    files_list,
    findings_list,
    sheets_list,
)
from pipeline.render.page.overdue import overdue_section
from pipeline.render.page.resent import resent_list
from pipeline.render.page.townships import RankRow, TownshipRow, Townships
from pipeline.render.page.volumes import Volumes, volumes
from pipeline.schema.table_labels import RESTATED_LABELS
from pipeline.settings.record import Settings

PRINTED = 500
"""The most lines of a list that are printed; the list says so, and can be filtered before."""
_RESTATED = ("period", "township", "indicator", "published", "now", "documents")
"""The columns of 更正 on the page. Numerator and denominator of a figure share one cell."""
_SECTIONS = {"排名": "townships", "问题清单": "findings", "逾期件": "overdue"}
"""Sheet of 汇总.xlsx -> the section of the page with the same content, to which a task links."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A count at the top of the page. ``act``: the office must act on it. ``href``: the section with more, or ''."""

    label: str
    value: str
    note: str
    act: bool
    href: str


@dataclass(frozen=True, slots=True)
class Plot:
    """The measures of a line chart's SVG."""

    left: int
    top: int
    width: int
    height: int
    size: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page, in the order in which it is read. ``data``: what the script needs."""

    title: str
    county: str
    cut_off: str
    state: str
    tiles: tuple[Tile, ...]
    tasks: tuple[tuple[Task, str], ...]
    overdue: Listing
    townships: tuple[TownshipRow, ...]
    ranked: tuple[RankRow, ...]
    rate_labels: tuple[str, ...]
    ranking_notes: tuple[str, ...]
    months: Months
    few_months: bool
    plot: Plot
    volumes: Volumes | None
    balance: Balance | None
    depth: int
    restated_labels: tuple[str, ...]
    restated: tuple[tuple[str, ...], ...]
    findings: Listing
    reading: tuple[Listing, ...]
    notes: tuple[str, ...]
    severities: tuple[str, ...]
    signs: tuple[str, ...]
    act: str
    page_size: int
    data: dict[str, Any]


def make_page(report: Report, paths: Collection[str] = (), ledgers: str = "") -> Page:
    """Everything that the template needs; a null cell is ''.

    ``paths``: the edition's files beside the page, to which it may link; ``ledgers``: the relative path to the inputs.
    """
    overview = Overview(report)
    towns = Townships(overview, paths)
    series = months(overview)
    findings, overdue = findings_list(overview), overdue_section(overview, ledgers)
    again = () if report.tables["resent"].empty else (resent_list,)
    reading = tuple(make(overview) for make in (*again, decided_list, sheets_list, changes_list, files_list))
    return Page(
        title=overview.title,
        county=COUNTY,
        cut_off=WORDS["cut_off"].format(
            cut_off=overview.cut_off, version=FORMULA_VERSION, accusations=int(overview.accusations.sum())
        ),
        state=overview.state,
        tiles=_tiles(overview),
        tasks=tuple((task, _SECTIONS.get(task.part, "")) for task in office_tasks(overview)),
        overdue=overdue,
        townships=towns.rows(),
        ranked=towns.ranked(),
        rate_labels=tuple(
            f"{report.settings.label(i)}（{float(w):g}）" for i, w in report.settings.weights.items() if w
        ),
        ranking_notes=(
            *overview.ranking_notes,
            WORDS["stand_in"].format(least=report.settings.options.smallest_sample),
        ),
        months=series,
        few_months=series.count < FEWEST_MONTHS,
        plot=Plot(LEFT, TOP, WIDTH, PLOT_HEIGHT, LINE_SIZE),
        volumes=volumes(overview),
        balance=balance(overview),
        depth=DEPTH,
        restated_labels=tuple(RESTATED_LABELS[c] for c in _RESTATED),
        restated=_restated(report.tables["restated"], report.settings),
        findings=findings,
        reading=reading,
        notes=report.notes,
        severities=tuple(s.value for s in SEVERITY_ORDER),
        signs=tuple(SIGNS[s.value] for s in SEVERITY_ORDER),
        act=ACT,
        page_size=PAGE_SIZE,
        data={
            "size": PAGE_SIZE,
            "printed": PRINTED,
            "words": SCRIPT_WORDS,
            "urgent": URGENT,
            "severities": [s.value for s in SEVERITY_ORDER],
            "lists": {each.id: each.packed for each in (findings, *reading, *([overdue] if overdue.total else []))},
            "townships": towns.details(),
            "months": series.packed,
        },
    )


def _tiles(overview: Overview) -> tuple[Tile, ...]:
    """The counts of 首页 in 汇总.xlsx; those on which the office must act are red."""
    statuses, rows = overview.report.submissions, overview.ledger_rows
    unsent = sum(status == UNSENT for status in statuses.values())
    set_aside = int(rows["set_aside"].sum())
    errors, reminders, notes = (overview.severity_count(s) for s in (Severity.ERROR, Severity.REMINDER, Severity.NOTE))
    overdue, alone = len(overview.overdue), overview.beside_overdue
    matters = len(overview.report.tables["matters"])

    def tile(name: str, value: int, href: str, *, act: bool = False, **counts: object) -> Tile:
        return Tile(WORDS[f"tile_{name}"], str(value), WORDS[f"tile_{name}_note"].format(**counts), act, href)

    return (
        tile("unsent", unsent, "#townships", act=unsent > 0, due=len(statuses), sent=len(statuses) - unsent),
        tile("kept", int(rows["kept"].sum()), "#sheets", matters=matters),
        tile("aside", set_aside, "#sheets", act=set_aside > 0),
        tile("errors", errors, "#findings", act=errors > 0),
        tile("reminders", reminders, "#findings", notes=notes),
        tile("overdue", overdue, "#overdue", act=bool(overdue or alone), alone=alone),
        tile("three_none", len(overview.three_none_names), "#townships", due=len(statuses)),
    )


def _restated(frame: pd.DataFrame, settings: Settings) -> tuple[tuple[str, ...], ...]:
    """The rows of 更正: a published figure, the same figure measured today, and the papers that printed it."""
    return tuple(
        (
            period,
            township,
            settings.label(id_),
            _figure(published, published_of),
            _figure(now, now_of),
            "、".join(texts_in(documents)),
        )
        for period, township, id_, published, published_of, now, now_of, documents in frame.itertuples(index=False)
    )


def _figure(numerator: Any, denominator: Any) -> str:
    if pd.isna(numerator):
        return ""
    return str(int(numerator)) if pd.isna(denominator) else str(Rate(int(numerator), int(denominator)))
