"""The charts of 汇总.xlsx: Excel's own, made from cells; their lines differ by marker and dash as well as by colour."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.chart import Chart
from xlsxwriter.workbook import Workbook

from pipeline.messages import workbook_words
from pipeline.render.word.chart import MOST_BARS
from pipeline.render.workbook.block import BlockSheet
from pipeline.render.workbook.formats import BAR, FONT, GREY, LINE

_FACE = {"name": FONT["font_name"], "color": GREY}
_STYLES = (
    ("#1F4E79", "solid", "circle"),
    ("#6B7F94", "dash", "diamond"),
    ("#9C6B1E", "square_dot", "triangle"),
    ("#3E7A6C", "long_dash", "square"),
    ("#7A5C8E", "dash_dot", "x"),
)
_ROWS_BELOW = 14
"""How many rows lower a second chart stands."""
_FIXED = 3
"""XlsxWriter's value for a chart that neither moves nor shrinks when a filter hides the cells below it."""


def scores(book: Workbook, sheet: BlockSheet, row: int, ranked: int, first: int) -> None:
    """Insert below ``row`` a column chart of the scores in the rows from ``first`` on, one per ranked township.

    With more than MOST_BARS of them there are two, of the first and of the last ones.
    """
    if ranked <= MOST_BARS:
        title, text = workbook_words.SCORES, workbook_words.SCORE_CHART.format(ranked=ranked)
        _columns(book, sheet, row + 1, (first, first + ranked - 1), title, text)
        return
    half = MOST_BARS // 2
    for below, start, part in (
        (0, first, workbook_words.FIRST_ONES.format(drawn=half)),
        (_ROWS_BELOW, first + ranked - half, workbook_words.LAST_ONES.format(drawn=half)),
    ):
        title = workbook_words.SCORES_OF_PART.format(part=part)
        text = workbook_words.PART_OF_SCORES.format(ranked=ranked, part=part)
        _columns(book, sheet, row + 1 + below, (start, start + half - 1), title, text)


def _columns(book: Workbook, sheet: BlockSheet, row: int, rows: tuple[int, int], title: str, text: str) -> None:
    chart = book.add_chart({"type": "column"})
    first, last = rows
    chart.add_series(
        {
            "name": "得分",
            "categories": [sheet.name, first, 1, last, 1],
            "values": [sheet.name, first, 3, last, 3],
            "fill": {"color": BAR},
            "gap": 60,
            "data_labels": {"value": True, "num_format": "0.0", "font": {**_FACE, "size": 8}},
        }
    )
    _dress(chart, title, {"min": 0, "max": 100, "major_unit": 25, "num_format": "0"})
    chart.set_legend({"none": True})
    chart.set_size({"width": 860, "height": 250})
    sheet.insert_chart(row, 2, chart, {"description": text, "object_position": _FIXED})


def lines(
    book: Workbook,
    sheet: BlockSheet,
    place: tuple[int, int],
    title: str,
    rows: Sequence[tuple[str, int]],
    months: tuple[int, int, int],
    *,
    rates: bool,
    width: int,
) -> None:
    """Insert at ``place`` a line chart with a line for each of ``rows`` (name, its row).

    ``months``: the row of the header, the first and the last column. ``rates``: whether values are rates, or counts. A
    month without a value is a gap, as Excel draws it by default.
    """
    header, first, last = months
    chart = book.add_chart({"type": "line"})
    for (name, row), (colour, dash, mark) in zip(rows, _STYLES, strict=False):
        chart.add_series(
            {
                "name": name,
                "categories": [sheet.name, header, first, header, last],
                "values": [sheet.name, row, first, row, last],
                "line": {"color": colour, "width": 1.75, "dash_type": dash},
                "marker": {"type": mark, "size": 6, "fill": {"color": colour}, "border": {"color": colour}},
            }
        )
    _dress(
        chart,
        title,
        {"min": 0, "max": 1, "major_unit": 0.25, "num_format": "0%"} if rates else {"min": 0, "num_format": "0"},
    )
    chart.show_hidden_data()  # A line stays when a filter hides its row.
    chart.set_legend({"position": "bottom", "font": _FACE})
    chart.set_size({"width": width, "height": 300})
    chart.set_x_axis(
        {"num_font": {**_FACE, "size": 9, "rotation": -45}, "line": {"color": LINE}, "major_tick_mark": "none"}
    )
    text = workbook_words.LINE_CHART.format(title=title, names="、".join((name for name, _ in rows)))
    sheet.insert_chart(*place, chart, {"description": text, "object_position": _FIXED})


def _dress(chart: Chart, title: str, axis: dict[str, object]) -> None:
    chart.set_title({"name": title, "name_font": {**_FACE, "size": 11, "bold": True}, "overlay": False})
    chart.set_x_axis({"num_font": {**_FACE, "size": 9}, "line": {"color": LINE}, "major_tick_mark": "none"})
    chart.set_y_axis(
        {
            **axis,
            "num_font": {**_FACE, "size": 9},
            "line": {"none": True},
            "major_gridlines": {"visible": True, "line": {"color": "#E3E8ED"}},
        }
    )
    chart.set_chartarea({"border": {"color": LINE}})
