"""排名 of 汇总.xlsx: the ranking, the rates behind it and a chart of the scores."""

from __future__ import annotations

from xlsxwriter.workbook import Workbook

from pipeline.base.county import COUNTY
from pipeline.base.rate import Rate
from pipeline.messages import workbook_words
from pipeline.render.overview import NO_VALUE, UNSENT, Overview, movement, whole
from pipeline.render.ranking_marks import Row, in_words, is_to_mend
from pipeline.render.workbook.block import BlockSheet, height_for, lines_needed
from pipeline.render.workbook.cells import four_decimals, number, put
from pipeline.render.workbook.charts import scores
from pipeline.render.workbook.formats import BAR, PALE_BAR, Formats, bars, set_page, split_pages
from pipeline.schema.state_labels import state_label
from pipeline.schema.vocabulary import Group, Title
from pipeline.settings.record import Settings

_HEADER = ("名次", "乡镇", "分组", "得分", "升降", "三无", "年度连续", "标记", "四位小数得分")
_WIDTHS = (6.0, 12.0, 10.0, 18.0, 8.0, 12.0, 11.0, 47.0, 13.0)
_RATE_WIDTHS = (5.5, 5.5, 8.0)
_TOP = 4


def ranking(book: Workbook, sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """Write 排名: the ranking with n, N and the rate of every weighted indicator, the county last; notes; a chart."""
    report = overview.report
    table = report.tables["ranking"]
    figures = {
        (name, id_): (whole(n), whole(of))
        for name, id_, n, of in report.tables["indicators"][
            ["township", "indicator", "numerator", "denominator"]
        ].itertuples(index=False)
    }
    weights = {id_: w for id_, w in report.settings.weights.items() if w}
    # Columns A and B are printed on the second page too, so the title that stands over them is short.
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, "排名", formats.title)
    sheet.write_string(
        0, 2, workbook_words.RANKING.format(period=report.period.label, cut_off=overview.cut_off), formats.plain
    )
    for column, (label, width) in enumerate(zip(_HEADER, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.merge_range(_TOP - 2, column, _TOP - 1, column, label, formats.header)
    sheet.set_row(_TOP - 3, 6)
    start = len(_HEADER)
    for index, (id_, weight) in enumerate(weights.items()):
        column = start + 3 * index
        sheet.merge_range(
            _TOP - 2,
            column,
            _TOP - 2,
            column + 2,
            f"{report.settings.label(id_)}（权重{float(weight):g}）",
            formats.header,
        )
        for offset, (label, width) in enumerate(zip(("n", "N", "率"), _RATE_WIDTHS, strict=True)):
            sheet.set_column(column + offset, column + offset, width)
            sheet.write_string(_TOP - 1, column + offset, label, formats.header)
    row = _TOP
    for line in table.to_dict("records"):
        _standing(sheet, row, line, report.settings, formats)
        for index, id_ in enumerate(weights):
            _rate(sheet, row, start + 3 * index, figures.get((line["township"], id_), (None, None)), formats)
        row += 1
    for column in range(start):
        put(sheet, row, column, COUNTY if column == 1 else "", formats.strong)
    for index, id_ in enumerate(weights):
        _rate(sheet, row, start + 3 * index, figures.get((COUNTY, id_), (None, None)), formats)
    last = max(row - 1, _TOP)
    sheet.conditional_format(_TOP, 3, last, 3, bars(BAR, 100))
    for index in range(len(weights)):
        sheet.conditional_format(_TOP, start + 3 * index + 2, last, start + 3 * index + 2, bars(PALE_BAR, 1))
    for note in overview.ranking_notes:
        row += 1
        sheet.merge_range(row, 2, row, 8, note, formats.note)
        sheet.set_row(row, height_for(lines_needed(note, sum(_WIDTHS[2:]))))
    if ranked := int(table["rank"].notna().sum()):
        scores(book, sheet, row + 1, ranked, _TOP)
    sheet.freeze_panes(_TOP, 2)
    set_page(sheet, overview, first_row=_TOP - 2, last_row=_TOP - 1)
    split_pages(sheet, start, 2, (*_WIDTHS, *_RATE_WIDTHS * len(weights)))


def _standing(sheet: BlockSheet, row: int, line: Row, settings: Settings, formats: Formats) -> None:
    place, previous, streak = (whole(line[key]) for key in ("rank", "previous_rank", "streak"))
    group, score, exact = (_text(line[key]) for key in ("group", "score_1dp", "score"))
    marks = in_words(line, settings)
    number(sheet, row, 0, place, formats.centred, NO_VALUE)
    put(sheet, row, 1, line["township"], formats.text)
    put(sheet, row, 2, state_label(Group, group), formats.alarm if group == UNSENT else formats.text)
    number(sheet, row, 3, float(score) if score else None, formats.score)
    put(sheet, row, 4, movement(place, previous), formats.centred)
    put(sheet, row, 5, state_label(Title, line["three_none"]), formats.centred)
    number(sheet, row, 6, streak, formats.years)
    sheet.set_row(row, height_for(lines_needed(marks, _WIDTHS[7])))
    put(sheet, row, 7, marks, formats.alarm_wrapped if is_to_mend(line) else formats.wrapped)
    number(sheet, row, 8, four_decimals(exact), formats.decimals)


def _rate(sheet: BlockSheet, row: int, column: int, rate: tuple[int | None, int | None], formats: Formats) -> None:
    """Write n, N and the rate: — for a denominator of 0, 未启用 for an indicator whose register is missing."""
    n, of = rate
    if n is None or of is None:
        for offset, text in enumerate(("", "", "未启用")):
            put(sheet, row, column + offset, text, formats.centred)
        return
    sheet.write_number(row, column, n, formats.number)
    sheet.write_number(row, column + 1, of, formats.number)
    number(sheet, row, column + 2, Rate(n, of).printed, formats.percent, NO_VALUE)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
