"""The three sheets of 汇总.xlsx that are laid out by hand: 首页, 排名 and 三无."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
from xlsxwriter.format import Format

from pipeline import FORMULA_VERSION
from pipeline.model import COUNTY, Severity
from pipeline.render.overview import NO_VALUE, UNSENT, Overview, movement, whole
from pipeline.render.workbook_block import BlockSheet, height_for, lines_needed, safe_text
from pipeline.render.workbook_formats import BAR, Formats, set_page, set_title
from pipeline.schema.indicators import INDICATOR

_RANKING_HEADER = ("名次", "乡镇", "分组", "得分", "升降", "三无", "连续", "标记", "精确得分")
_RANKING_WIDTHS = (6.0, 12.0, 10.0, 18.0, 8.0, 9.0, 11.0, 56.0, 16.0)
_TOP = 4
_PAGE_WIDTH = 11_000
"""Column widths that a page holds, times 100."""
_HOLDS = {True: "✓ 成立", False: "✗ 不成立"}


def front(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """首页: what was run, the counts with a link to the sheet behind each, and what awaits the office."""
    report = overview.report
    first, last = report.period.first_day, report.period.last_day
    for column, width in enumerate((24, 12, 70, 16)):
        sheet.set_column(column, column, width)
    span = f"统计期间{first.year}年{first.month}月{first.day}日至{last.year}年{last.month}月{last.day}日"
    set_title(
        sheet, formats, overview.title, f"{span}；{overview.cut_off}；公式版本{FORMULA_VERSION}。{overview.state}", last_column=3, height=36
    )
    row = _heading(sheet, 3, formats, ("项目", "数量", "说明", "见"), "概况", formats.heading)
    for label, count, words, part in _counts(overview):
        _put(sheet, row, 0, label, formats.text)
        sheet.write_number(row, 1, count, formats.number)
        sheet.set_row(row, height_for(lines_needed(words, 70)))
        _put(sheet, row, 2, words, formats.wrapped)
        _link(sheet, row, 3, part, formats)
        row += 1
    tasks = overview.tasks
    if not tasks:
        _put(sheet, row + 1, 0, "✓ 没有等待办公室处理的事项", formats.heading)
    else:
        row = _heading(sheet, row + 1, formats, ("事项", "", "涉及", "见"), f"▲ 需要处理（{len(tasks)}项）", formats.alarm_heading)
        for task in tasks:
            sheet.merge_range(row, 0, row, 1, safe_text(task.what), formats.wrapped)
            sheet.set_row(row, height_for(max(lines_needed(task.where, 70), lines_needed(task.what, 36))))
            _put(sheet, row, 2, task.where, formats.wrapped)
            _link(sheet, row, 3, task.part, formats)
            row += 1
    sheet.hide_gridlines(2)
    set_page(sheet, overview)


def _counts(overview: Overview) -> list[tuple[str, int, str, str]]:
    tables = overview.report.tables
    verdicts = tables["files"]["verdict"].value_counts(sort=False)
    statuses = "、".join(f"{status}{count}个" for status, count in overview.statuses.items())
    files = "、".join(f"{verdict}{count}个" for verdict, count in verdicts.items())
    hidden = int(overview.accusations.sum())
    kept, aside = (int(overview.ledger_rows[c].sum()) for c in ("kept", "set_aside"))
    titles = "、".join(overview.three_none_names) or "无"
    severities = {s: overview.severity_count(s) for s in Severity}
    return [
        ("应报乡镇", len(overview.report.submissions), statuses, "排名"),
        ("收到文件", len(tables["files"]), files, "问题清单"),
        ("本期台账计入的行", kept, f"另有{aside}行未计入（读不出编号、责任单位或登记日期）", "问题清单"),
        ("合并事项", len(tables["matters"]), f"一件一行；其中检举控告{hidden}件，计数不列明细", "合并台账"),
        ("错误", severities[Severity.ERROR], "更正前可能影响数字", "问题清单"),
        ("提醒", severities[Severity.REMINDER], "请看一看", "问题清单"),
        ("说明", severities[Severity.NOTE], "记录在案，不必处理", "问题清单"),
        ("逾期件", len(overview.overdue), "逾期未受理、逾期未办结", "逾期件"),
        ("三无乡镇", len(overview.three_none_names), titles, "三无"),
    ]  # fmt: skip


def _heading(sheet: BlockSheet, row: int, formats: Formats, labels: tuple[str, ...], title: str, style: Format) -> int:
    """A block's title and the header under it; the row after them."""
    sheet.set_row(row, 22)
    _put(sheet, row, 0, title, style)
    for column, label in enumerate(labels):
        _put(sheet, row + 1, column, label, formats.header)
    if not labels[1]:
        sheet.merge_range(row + 1, 0, row + 1, 1, labels[0], formats.header)
    return row + 2


def _link(sheet: BlockSheet, row: int, column: int, part: str, formats: Formats) -> None:
    sheet.write_url(row, column, f"internal:'{part}'!A1", formats.link, f"{part} →")


def ranking(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """排名: groups in order, then n, N and the rate of every weighted indicator; the county below; notes at the foot."""
    report = overview.report
    table = report.tables["ranking"]
    figures = {
        (name, id_): (whole(n), whole(of))
        for name, id_, n, of in report.tables["indicators"][["township", "indicator", "numerator", "denominator"]].itertuples(index=False)
    }
    weights = {id_: w for id_, w in report.settings.weights.items() if w}
    # Columns A and B repeat on the second printed page, so the heading that must fit them is short.
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, "排名", formats.title)
    sheet.write_string(0, 2, f"{report.period.label}，{overview.cut_off}；权重、公式版本和最小样本见表下说明。", formats.plain)
    for column, (label, width) in enumerate(zip(_RANKING_HEADER, _RANKING_WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.merge_range(_TOP - 2, column, _TOP - 1, column, label, formats.header)
    sheet.set_row(_TOP - 3, 6)
    start = len(_RANKING_HEADER)
    for index, (id_, weight) in enumerate(weights.items()):
        column = start + 3 * index
        sheet.merge_range(_TOP - 2, column, _TOP - 2, column + 2, f"{INDICATOR[id_].label}（权重{float(weight):g}）", formats.header)
        for offset, (label, width) in enumerate((("n", 5.5), ("N", 5.5), ("率", 8.0))):
            sheet.set_column(column + offset, column + offset, width)
            sheet.write_string(_TOP - 1, column + offset, label, formats.header)
    row = _TOP
    for line in table.itertuples(index=False):
        _standing(sheet, row, line, formats)
        for index, id_ in enumerate(weights):
            _rate(sheet, row, start + 3 * index, figures.get((line.township, id_), (None, None)), formats)
        row += 1
    for column in range(start):
        _put(sheet, row, column, COUNTY if column == 1 else "", formats.strong)
    for index, id_ in enumerate(weights):
        _rate(sheet, row, start + 3 * index, figures.get((COUNTY, id_), (None, None)), formats)
    bars = {"type": "data_bar", "bar_color": BAR, "bar_solid": True, "min_type": "num", "max_type": "num", "min_value": 0, "max_value": 100}
    sheet.conditional_format(_TOP, 3, max(row - 1, _TOP), 3, bars)
    for note in overview.ranking_notes:
        row += 1
        sheet.merge_range(row, 2, row, 8, note, formats.note)
        sheet.set_row(row, height_for(lines_needed(note, sum(_RANKING_WIDTHS[2:]))))
    sheet.freeze_panes(_TOP, 2)
    set_page(sheet, overview, first_row=_TOP - 2, last_row=_TOP - 1)
    sheet.set_print_scale(
        min(80, int(_PAGE_WIDTH / max(sum(_RANKING_WIDTHS), sum(_RANKING_WIDTHS[:2]) + 19 * len(weights))))
    )  # with a fixed scale the break between standings and indicators holds
    sheet.repeat_columns(0, 1)
    sheet.set_v_pagebreaks([start])


def _standing(sheet: BlockSheet, row: int, line: object, formats: Formats) -> None:
    place, previous, streak = (whole(getattr(line, key)) for key in ("rank", "previous_rank", "streak"))
    group, score, exact, marks = (_text(getattr(line, key)) for key in ("group", "score_1dp", "score", "marks"))
    _number(sheet, row, 0, place, formats.centred, NO_VALUE)
    _put(sheet, row, 1, _text(getattr(line, "township", "")), formats.text)
    _put(sheet, row, 2, group, formats.alarm if group == UNSENT else formats.text)
    _number(sheet, row, 3, float(Fraction(exact)) if score else None, formats.score)
    _put(sheet, row, 4, movement(place, previous), formats.centred)
    _put(sheet, row, 5, _text(getattr(line, "three_none", "")), formats.centred)
    _number(sheet, row, 6, streak, formats.years)
    sheet.set_row(row, height_for(lines_needed(marks, _RANKING_WIDTHS[7])))
    _put(sheet, row, 7, marks, formats.alarm_wrapped if "待更正" in marks else formats.wrapped)
    _put(sheet, row, 8, exact, formats.text)


def _rate(sheet: BlockSheet, row: int, column: int, rate: tuple[int | None, int | None], formats: Formats) -> None:
    """n, N and the rate; — without denominator, 未启用 where the indicator is off."""
    n, of = rate
    if n is None or of is None:
        for offset, text in enumerate(("", "", "未启用")):
            _put(sheet, row, column + offset, text, formats.centred)
        return
    sheet.write_number(row, column, n, formats.number)
    sheet.write_number(row, column + 1, of, formats.number)
    _number(sheet, row, column + 2, n / of if of else None, formats.percent, NO_VALUE)


def three_none(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """三无: townships × conditions with the count and whether it holds; below, the evidence of those that don't."""
    table = overview.report.tables["three_none"]
    conditions = list(dict.fromkeys(table["condition"]))
    titles: dict[str, object] = dict(overview.report.tables["ranking"][["township", "three_none"]].itertuples(index=False))
    note = (
        "各条件均成立且台账报送、无漏报、无错误的乡镇为“三无”。缺少登记簿无从计数的条件为“未评定”，不算成立。检举控告事项计数，不列编号。"
    )
    name = f"三无（{overview.report.period.label}）"
    if not conditions:
        set_title(sheet, formats, name, "本期不列三无名单，原因见“口径”。", last_column=8)
        return
    set_title(sheet, formats, name, note, last_column=1 + 2 * len(conditions), height=32)
    for column, label in enumerate(("乡镇", "三无")):
        sheet.merge_range(_TOP - 2, column, _TOP - 1, column, label, formats.header)
    sheet.set_column(0, 1, 11)
    sheet.set_column(2, 1 + 2 * len(conditions), 11)
    for index, condition in enumerate(conditions):
        sheet.merge_range(_TOP - 2, 2 + 2 * index, _TOP - 2, 3 + 2 * index, safe_text(condition), formats.header)
        sheet.write_string(_TOP - 1, 2 + 2 * index, "件数", formats.header)
        sheet.write_string(_TOP - 1, 3 + 2 * index, "是否成立", formats.header)
    sheet.set_row(_TOP - 2, 32)
    lines = {name: _TOP + i for i, name in enumerate(dict.fromkeys(table["township"]))}
    for name, row in lines.items():
        _put(sheet, row, 0, name, formats.strong if name == COUNTY else formats.text)
        _put(sheet, row, 1, _text(titles.get(name, NO_VALUE)), formats.centred)
    failed = []
    for name, condition, number, held, case_nos in zip(
        *(table[c] for c in ("township", "condition", "count", "holds", "case_nos")), strict=True
    ):
        row, column = lines[name], 2 + 2 * conditions.index(condition)
        count = whole(number)
        _number(sheet, row, column, count, formats.number, NO_VALUE)
        holds = "未评定" if pd.isna(held) else _HOLDS[bool(held)]
        _put(sheet, row, column + 1, holds, formats.strong if holds == _HOLDS[False] else formats.centred)
        if holds == _HOLDS[False] and name != COUNTY:
            failed.append((name, condition, count, overview.evidence(case_nos)))
    _evidence(sheet, _TOP + len(lines) + 1, failed, 1 + 2 * len(conditions), formats)
    sheet.freeze_panes(_TOP, 1)
    set_page(sheet, overview, first_row=_TOP - 2, last_row=_TOP - 1)


def _evidence(sheet: BlockSheet, row: int, failed: list[tuple[str, str, int | None, str]], last_column: int, formats: Formats) -> None:
    _put(sheet, row, 0, "不成立的条件及依据", formats.heading)
    row += 1
    _put(sheet, row, 0, "乡镇", formats.header)
    sheet.merge_range(row, 1, row, 2, "条件", formats.header)
    _put(sheet, row, 3, "件数", formats.header)
    sheet.merge_range(row, 4, row, last_column, "信访件编号", formats.header)
    for name, condition, count, case_nos in failed:
        row += 1
        _put(sheet, row, 0, name, formats.text)
        sheet.merge_range(row, 1, row, 2, safe_text(condition), formats.wrapped)
        sheet.write_number(row, 3, count or 0, formats.number)
        sheet.merge_range(row, 4, row, last_column, "", formats.wrapped)
        _put(sheet, row, 4, case_nos or NO_VALUE, formats.wrapped)
        sheet.set_row(row, height_for(max(lines_needed(case_nos, 11 * (last_column - 3)), lines_needed(condition, 22))))


def _put(sheet: BlockSheet, row: int, column: int, text: str, style: Format) -> None:
    """A text, or an empty cell with its border for ''."""
    if text:
        sheet.write_string(row, column, safe_text(text), style)
    else:
        sheet.write_blank(row, column, None, style)


def _number(sheet: BlockSheet, row: int, column: int, value: float | None, style: Format, none: str = "") -> None:
    """A number, or ``none`` where there isn't one."""
    if value is None:
        _put(sheet, row, column, none, style)
    else:
        sheet.write_number(row, column, value, style)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
