"""汇总.xlsx of a roll-up: ranks and figures of counties and of townships, conditions, volumes, definitions.

It holds no matter and no case number.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime, time

import pandas as pd
from xlsxwriter.workbook import Workbook

from pipeline.bundles import RolledUp
from pipeline.messages import rollup_words
from pipeline.render.overview import NO_VALUE
from pipeline.render.package import without_system
from pipeline.render.phrases import day_words
from pipeline.render.ranking_marks import in_words
from pipeline.render.workbook.block import add_sheet
from pipeline.render.workbook.book import OPTIONS
from pipeline.render.workbook.cells import four_decimals, printed_rate
from pipeline.render.workbook.filtered_table import Listed, table
from pipeline.render.workbook.formats import FONT, Formats, make_formats
from pipeline.schema.indicators import INDICATOR
from pipeline.schema.state_labels import state_label
from pipeline.schema.table_labels import BLANK, VOLUME_LABELS
from pipeline.schema.vocabulary import Group, Title
from pipeline.settings.record import Settings

SHEETS = ("县排名", "乡镇排名", "县指标", "乡镇指标", "三无", "信访量", "口径")
_HOLDS = {True: "✓ 成立", False: "✗ 不成立"}
Columns = list[Listed]


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
    for name, ranks, figures in (
        ("县排名", "county_ranking", "county_indicators"),
        ("乡镇排名", "township_ranking", "township_indicators"),
    ):
        note = rollup_words.RANKING.format(whole=report.whole)
        table(sheets[name], heading, formats, name, note, _ranking(report, tables[ranks], tables[figures], formats))
    for name, figures in (("县指标", "county_indicators"), ("乡镇指标", "township_indicators")):
        note = rollup_words.FIGURES.format(whole=report.whole, no_value=NO_VALUE)
        table(sheets[name], heading, formats, name, note, _figures(tables[figures], report.settings, formats))
    note = rollup_words.CONDITIONS
    table(sheets["三无"], heading, formats, "三无", note, _conditions(report, formats))
    note = rollup_words.VOLUMES
    table(sheets["信访量"], heading, formats, "信访量", note, _volumes(tables["volumes"], formats))
    notes: Columns = [
        Listed("序号", 6, list(range(1, len(report.notes) + 1)), formats.centred),
        Listed("口径", 120, list(report.notes), formats.wrapped),
    ]
    table(sheets["口径"], heading, formats, "口径", rollup_words.NOTES, notes, filtered=False)
    book.close()
    return without_system(buffer.getvalue())


def _places(frame: pd.DataFrame, formats: Formats) -> Columns:
    columns: Columns = [Listed("县", 14, frame["county"], formats.text)]
    if "township" in frame:
        columns.append(Listed("乡镇", 14, frame["township"], formats.text))
    return columns


def _ranking(report: RolledUp, ranks: pd.DataFrame, figures: pd.DataFrame, formats: Formats) -> Columns:
    """The columns of a ranking: rank, unit, score and others, then the rate of each weighted indicator, then marks."""
    place = [column for column in ("county", "township") if column in ranks]
    with_rates = figures[figures["denominator"].fillna(0) > 0]
    printed = [printed_rate(n, of) for n, of in with_rates[["numerator", "denominator"]].itertuples(index=False)]
    rates = with_rates.assign(rate=pd.Series(printed, index=with_rates.index, dtype=float))
    wide = rates.pivot_table(index=place, columns="indicator", values="rate", sort=False)
    key = pd.MultiIndex.from_frame(ranks[place]) if len(place) > 1 else pd.Index(ranks[place[0]])
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
            unit_rates = wide[id_].reindex(key) if id_ in wide else pd.Series([None] * len(ranks))
            label = f"{report.settings.label(id_)}（{float(weight):g}）"
            cells = [NO_VALUE if pd.isna(rate) else rate for rate in unit_rates]
            columns.append(Listed(label, 11, cells, formats.percent))
    marks = [in_words(row, report.settings, report.whole) for row in ranks.astype("object").to_dict("records")]
    return [
        *columns,
        Listed("标记", 44, marks, formats.wrapped),
        Listed("四位小数得分", 13, [four_decimals(score) for score in ranks["score"]], formats.decimals),
    ]


def _figures(frame: pd.DataFrame, settings: Settings, formats: Formats) -> Columns:
    known = [INDICATOR[id_] for id_ in frame["indicator"]]
    pairs = zip(known, frame["numerator"], frame["denominator"], strict=True)
    rates = ["未启用" if pd.isna(n) else None if i.count else printed_rate(n, of) for i, n, of in pairs]
    return [
        *_places(frame, formats),
        Listed("指标", 16, [settings.label(id_) for id_ in frame["indicator"]], formats.text),
        Listed("分子 n", 9, frame["numerator"], formats.number),
        Listed("分母 N", 9, frame["denominator"], formats.number),
        Listed("率", 9, rates, formats.percent),
    ]


def _conditions(report: RolledUp, formats: Formats) -> Columns:
    """The columns of 三无: counties with the sum of all, then townships. No condition is judged by the sum of all."""
    tables = report.tables
    frame = pd.concat(
        [tables["county_three_none"].assign(township=None), tables["township_three_none"]], ignore_index=True
    )
    holds = [
        NO_VALUE
        if county == report.whole
        else state_label(Title, Title.UNASSESSED)
        if pd.isna(held)
        else _HOLDS[bool(held)]
        for county, held in zip(frame["county"], frame["holds"], strict=True)
    ]
    below = ["合计" if pd.isna(township) else township for township in frame["township"]]
    return [
        Listed("县", 14, frame["county"], formats.text),
        Listed("乡镇", 14, below, formats.text),
        Listed("条件", 28, frame["condition"], formats.text),
        Listed("件数", 8, frame["count"], formats.number),
        Listed("是否成立", 12, holds, formats.centred),
    ]


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
