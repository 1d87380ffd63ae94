"""趋势 of 汇总.xlsx: the last 12 months of every indicator, as charts of the county and as rows of every township."""

from __future__ import annotations

import pandas as pd
from xlsxwriter.workbook import Workbook

from pipeline.base.county import COUNTY
from pipeline.base.rate import Rate
from pipeline.messages import workbook_words
from pipeline.render.overview import Overview, whole
from pipeline.render.workbook.block import BlockSheet, Column
from pipeline.render.workbook.cells import put
from pipeline.render.workbook.charts import lines
from pipeline.render.workbook.formats import Formats, set_page, set_title, split_pages
from pipeline.schema.indicators import INDICATORS, Indicator
from pipeline.settings.record import Settings

_MONTHS = 12
_CHARTS = (
    ("全县：办理是否及时", ("accepted_on_time", "concluded_on_time", "reported_on_time"), True),
    (
        "全县：化解与评价",
        ("resolution", "first_time_resolution", "satisfaction", "rating_turnout", "backlog_clearance"),
        True,
    ),
    ("全县：逾期和到期未化解（件）", ("overdue_unaccepted", "overdue_open", "backlog_overdue"), False),
)
_CHART_TOP, _CHART_ROWS = 2, 16
_CHART_WIDTH = 322
_WIDTHS = (17.0, 12.0, *[11.0] * 2 * _MONTHS)
_ORIGIN = _CHART_TOP + _CHART_ROWS
_HEADER = _ORIGIN + 1
_FIRST = 2  # The column of the oldest month.


Point = tuple[int | None, int | None]


def trend(book: Workbook, sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """Write 趋势: one row per indicator and unit, 全县 first; a column per month, then n/N per month, blank for counts.

    A cell is blank where the month has no data, and where N is 0 so that no line falls to zero there; n/N shows which
    it is.
    """
    months = _last_months(overview)
    set_title(
        sheet,
        formats,
        "趋势",
        _caption(overview, months),
        last_column=_FIRST + _MONTHS - 1,
        height=32,
        first_column=_FIRST,
    )
    series = overview.report.tables["series"]
    points = {
        (month, name, id_): (whole(n), whole(of))
        for month, name, id_, n, of in zip(
            *(series[c] for c in ("month", "township", "indicator", "numerator", "denominator")), strict=True
        )
    }
    units = (COUNTY, *(name for name in dict.fromkeys(series["township"]) if name != COUNTY)) if points else ()
    _headers(sheet, months, dict(zip(series["month"], series["origin"], strict=True)), formats)
    row = _HEADER + 1
    county: dict[str, int] = {}
    for count, style in ((False, formats.percent), (True, formats.number)):
        indicators = [i for i in INDICATORS if i.count == count]
        county |= {i.id: row + index * len(units) for index, i in enumerate(indicators)}
        lines_ = [
            (i, name, [points.get((month, name, i.id), (None, None)) for month in months])
            for i in indicators
            for name in units
        ]
        row = sheet.add_block(
            row,
            [
                Column([overview.report.settings.label(i.id) for i, _, _ in lines_], formats.text),
                Column([name for _, name, _ in lines_], formats.text),
                *(Column([_value(i, line[m]) for i, _, line in lines_], style) for m in range(_MONTHS)),
                *(Column([_fraction(line[m]) for _, _, line in lines_], formats.small) for m in range(_MONTHS)),
            ],
        )
    if points:
        _charts(book, sheet, county, overview.report.settings)
    sheet.autofilter(_HEADER, 0, max(row - 1, _HEADER), 1)
    sheet.freeze_panes(0, _FIRST)
    set_page(sheet, overview, first_row=_ORIGIN, last_row=_HEADER)
    split_pages(sheet, _FIRST + _MONTHS, _FIRST, _WIDTHS)


def _caption(overview: Overview, months: list[str]) -> str:
    """Which months stand there; a month without data has a column and no number."""
    period, note = overview.report.period.label, workbook_words.TREND
    there = set(overview.report.tables["series"]["month"])
    known = [month for month in months if month in there]
    if not known:
        return workbook_words.NO_MONTHS.format(period=period, note=note)
    if len(known) == len(months):
        return workbook_words.TWELVE_MONTHS.format(period=period, note=note)
    return workbook_words.FEWER_MONTHS.format(period=period, count=len(known), months="、".join(known), note=note)


def _last_months(overview: Overview) -> list[str]:
    last = pd.Period(overview.report.period.last_day, "M")
    return [str(last - back) for back in reversed(range(_MONTHS))]


def _headers(sheet: BlockSheet, months: list[str], origins: dict[str, str], formats: Formats) -> None:
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    put(sheet, _ORIGIN, 1, "数据来源", formats.small)
    for index, month in enumerate(months):
        for column in (_FIRST + index, _FIRST + _MONTHS + index):
            put(sheet, _ORIGIN, column, origins.get(month, ""), formats.small)
        put(sheet, _HEADER, _FIRST + index, month, formats.header)
        put(sheet, _HEADER, _FIRST + _MONTHS + index, f"{month}\nn/N", formats.header)
    sheet.set_row(_HEADER, 32)
    put(sheet, _HEADER, 0, "指标", formats.header)
    put(sheet, _HEADER, 1, "乡镇", formats.header)


def _value(indicator: Indicator, point: Point) -> float | None:
    n, of = point
    if n is None or indicator.count:
        return n
    return None if of is None else Rate(n, of).printed


def _fraction(point: Point) -> str:
    n, of = point
    return "" if n is None or of is None else f"{n}/{of}"


def _charts(book: Workbook, sheet: BlockSheet, county: dict[str, int], settings: Settings) -> None:
    months = (_HEADER, _FIRST, _FIRST + _MONTHS - 1)
    for index, (title, ids, rates) in enumerate(_CHARTS):
        rows = [(settings.label(id_), county[id_]) for id_ in ids]
        lines(book, sheet, (_CHART_TOP, _FIRST + 4 * index), title, rows, months, rates=rates, width=_CHART_WIDTH)
