"""汇总.xlsx of a roll-up: ranks and figures of counties and of townships, conditions, volumes, definitions.

It holds no matter and no case number.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime, time

import numpy as np
import pandas as pd
from xlsxwriter.workbook import Workbook

from pipeline.bundles import RolledUp
from pipeline.messages import rollup_words
from pipeline.render.overview import NO_VALUE
from pipeline.render.phrases import day_words
from pipeline.render.ranking_marks import in_words
from pipeline.render.workbook.block import add_sheet, finished
from pipeline.render.workbook.book import OPTIONS
from pipeline.render.workbook.cells import four_decimals
from pipeline.render.workbook.filtered_table import Listed, table
from pipeline.render.workbook.formats import FONT, Formats, make_formats
from pipeline.render.workbook.unit_figures import UnitFigures, printed_rates, unit_figures
from pipeline.schema.indicators import INDICATOR
from pipeline.schema.state_labels import state_label
from pipeline.schema.table_labels import BLANK, VOLUME_LABELS
from pipeline.schema.vocabulary import Group, Title
from pipeline.settings.record import Settings

SHEETS = ("县排名", "乡镇排名", "县指标", "乡镇指标", "三无", "信访量", "口径")
_HOLDS = {True: "✓ 成立", False: "✗ 不成立"}
Columns = list[Listed]
_PAGES_ACROSS = 4
"""Pages on which the fifty columns of 指标 are printed side by side, so that they can be read."""


@dataclass(frozen=True)
class _Heading:
    """formats.Titled of a roll-up."""

    title: str
    cut_off: str
    period_label: str


def rolled_book(report: RolledUp) -> bytes:
    """The workbook; the same roll-up gives the same bytes. A rate with a denominator of 0 shows —."""
    buffer = io.BytesIO()
    book = Workbook(buffer, {**OPTIONS, "default_format_properties": dict(FONT)})
    heading = _Heading(
        f"{report.settings.office.get('县名', '')}信访事项汇总（{report.period.label}）",
        f"数据截至{day_words(report.cut_off)}",
        report.period.label,
    )
    book.set_properties({"title": heading.title, "created": datetime.combine(report.cut_off, time())})
    formats = make_formats(book)
    sheets = {name: add_sheet(book, name) for name in SHEETS}
    tables = report.tables
    for name, figures_name, ranks, figures in (
        ("县排名", "县指标", "county_ranking", "county_indicators"),
        ("乡镇排名", "乡镇指标", "township_ranking", "township_indicators"),
    ):
        note = rollup_words.RANKING.format(whole=report.whole)
        place = [column for column in ("county", "township") if column in tables[ranks]]
        spread = unit_figures(tables[figures], place, "indicator", ("numerator", "denominator"))
        table(sheets[name], heading, formats, name, note, _ranking(report, tables[ranks], spread, formats))
        note = rollup_words.FIGURES.format(whole=report.whole, no_value=NO_VALUE)
        columns = _figures(spread, report.settings, formats)
        table(sheets[figures_name], heading, formats, figures_name, note, columns, wide=_PAGES_ACROSS)
    note = rollup_words.CONDITIONS
    table(sheets["三无"], heading, formats, "三无", note, _conditions(report, formats))
    note = rollup_words.VOLUMES
    table(sheets["信访量"], heading, formats, "信访量", note, _volumes(tables["volumes"], formats))
    notes: Columns = [
        Listed("序号", 6, list(range(1, len(report.notes) + 1)), formats.centred),
        Listed("口径", 120, list(report.notes), formats.wrapped),
    ]
    table(sheets["口径"], heading, formats, "口径", rollup_words.NOTES, notes, filtered=False)
    return finished(book, buffer)


def _places(frame: pd.DataFrame, formats: Formats) -> Columns:
    columns: Columns = [Listed("县", 14, frame["county"], formats.text)]
    if "township" in frame:
        columns.append(Listed("乡镇", 14, frame["township"], formats.text))
    return columns


def _ranking(report: RolledUp, ranks: pd.DataFrame, figures: UnitFigures, formats: Formats) -> Columns:
    """The columns of a ranking: rank, unit, score and others, then the rate of each weighted indicator, then marks."""
    at = figures.places(ranks)
    columns: Columns = [
        Listed("名次", 6, ranks["rank"], formats.centred),
        *_places(ranks, formats),
        Listed("分组", 10, [state_label(Group, group) for group in ranks["group"]], formats.text),
        Listed("得分", 8, [None if pd.isna(s) else float(s) for s in ranks["score_1dp"]], formats.score),
        Listed("上期名次", 8, ranks["previous_rank"], formats.centred),
        Listed("三无", 8, [state_label(Title, title) for title in ranks["three_none"]], formats.centred),
    ]
    for id_, weight in report.settings.weights.items():
        if weight:
            label = f"{report.settings.label(id_)}（{float(weight):g}）"
            cells = [NO_VALUE] * len(ranks)
            if id_ in figures.columns:
                pair = figures.columns[id_]
                cells = printed_rates(pair["numerator"], pair["denominator"], NO_VALUE)[at].tolist()
            columns.append(Listed(label, 11, cells, formats.percent))
    rows = ranks[["kind", "marks", "of_year", "of_whole"]].astype("object").to_dict("records")
    marks = [in_words(row, report.settings, report.whole) for row in rows]
    return [
        *columns,
        Listed("标记", 44, marks, formats.wrapped),
        Listed("四位小数得分", 13, [four_decimals(score) for score in ranks["score"]], formats.decimals),
    ]


def _figures(figures: UnitFigures, settings: Settings, formats: Formats) -> Columns:
    """The columns of 指标: for each indicator its rate, n and N; for one that is a count the count."""
    columns = _places(figures.units, formats)
    for id_, pair in figures.columns.items():
        label, n, of = settings.label(id_), pair["numerator"], pair["denominator"]
        if INDICATOR[id_].count:
            counts = n.astype("object").where(n.notna(), rollup_words.NOT_IN_USE)
            columns.append(Listed(label, 10, counts, formats.number))
            continue
        rates = printed_rates(n, of, rollup_words.NOT_IN_USE).tolist()
        columns += [
            Listed(label, 10, rates, formats.percent),
            Listed(rollup_words.NUMERATOR, 6, n, formats.number),
            Listed(rollup_words.DENOMINATOR, 6, of, formats.number),
        ]
    return columns


def _conditions(report: RolledUp, formats: Formats) -> Columns:
    """The columns of 三无: counties with the sum of all, then townships. No condition is judged by the sum of all."""
    tables = report.tables
    frame = pd.concat(
        [
            tables["county_three_none"].assign(township=rollup_words.ALL_TOWNSHIPS),
            tables["township_three_none"].astype({"county": "str", "township": "str", "condition": "str"}),
        ],
        ignore_index=True,
    )
    spread = unit_figures(frame, ("county", "township"), "condition", ("count", "holds"))
    whole = (spread.units["county"] == report.whole).to_numpy()
    words = np.array([_HOLDS[False], _HOLDS[True], NO_VALUE, state_label(Title, Title.UNASSESSED)], dtype=object)
    columns = _places(spread.units, formats)
    for condition, cells in spread.columns.items():
        holds = cells["holds"].to_numpy(dtype="int64", na_value=-1)
        columns += [
            Listed(condition, 22, words[np.where(whole, 2, holds)].tolist(), formats.centred),
            Listed(rollup_words.COUNT, 6, cells["count"], formats.number),
        ]
    return columns


def _volumes(frame: pd.DataFrame, formats: Formats) -> Columns:
    """The columns of 信访量, without matters that have no code."""
    frame = frame[frame["code"] != BLANK]
    return [
        Listed("县", 14, frame["county"], formats.text),
        Listed("分类", 12, frame["by"].map(VOLUME_LABELS), formats.text),
        Listed("项", 18, frame["code"], formats.text),
        Listed("件", 9, frame["matters"], formats.number),
        Listed("批次", 9, frame["visits"], formats.number),
        Listed("人次", 9, frame["persons"], formats.number),
    ]
