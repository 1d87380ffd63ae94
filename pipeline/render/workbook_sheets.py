"""The long sheets of 汇总.xlsx: a heading, a table to filter, nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from xlsxwriter.format import Format

from pipeline.render.overview import NO_VALUE, Overview
from pipeline.render.workbook_block import BlockSheet, Column, height_for, lines_needed
from pipeline.render.workbook_formats import Formats, set_page, set_title
from pipeline.schema.contract import TABLES
from pipeline.schema.indicators import INDICATOR
from pipeline.schema.table_labels import FINDING_LABELS, MATTER_LABELS, OVERDUE_LABELS

_HEADER_ROW = 2
_LEDGER_WIDTHS = {
    "procedure": 15,
    "handling": 16,
    "due_date": 17,
    "acceptance_limit": 17,
    "came_back": 15,
    "lead_official": 12,
    "case_no": 20,
    "related_case_no": 20,
    "root_case_no": 20,
    "source_file": 34,
    "category": 16,
    "backlog_batch": 20,
}
_FINDING_WIDTHS = {"severity": 6, "code": 7, "township": 10, "file": 26, "sheet": 10, "cell": 14, "cells": 6, "message": 52, "remedy": 42}
_OVERDUE_WIDTHS = {"township": 12, "kind": 14, "case_no": 24}


def indicators(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """A row for each township × indicator: n, N, the rate as a number, and the words of numerator and denominator."""
    frame = overview.report.tables["indicators"]
    known = [INDICATOR[id_] for id_ in frame["indicator"]]
    pairs = list(zip(known, frame["numerator"], frame["denominator"], strict=True))
    rates = ["未启用" if pd.isna(n) else None if i.count else NO_VALUE if not of else int(n) / int(of) for i, n, of in pairs]
    kinds = ["件数" if i.count else "描述" if i.descriptive else "质效" for i in known]
    columns = (
        ("乡镇", 12, frame["township"], formats.text),
        ("指标", 16, [i.label for i in known], formats.text),
        ("类别", 7, kinds, formats.centred),
        ("分子 n", 8, frame["numerator"], formats.number),
        ("分母 N", 8, frame["denominator"], formats.number),
        ("率", 9, rates, formats.percent),
        ("分子口径", 66, [i.numerator for i in known], formats.wrapped),
        ("分母口径", 62, [i.denominator or NO_VALUE for i in known], formats.wrapped),
    )
    note = f"率为 n/N，保留一位小数；N 为0时记“{NO_VALUE}”，不作0%或100%。件数类没有分母。描述类不排名、不评优劣。"
    table(sheet, overview, formats, "指标", note, columns)


def overdue(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """The matters whose limit has passed; none of 检举控告."""
    frame = overview.overdue
    columns = [(label, _OVERDUE_WIDTHS.get(id_, 12), frame[id_], format_of(frame[id_], formats)) for id_, label in OVERDUE_LABELS.items()]
    note = f"共{len(frame)}件。逾期天数算至{overview.cut_off.removeprefix('数据截至')}。检举控告事项计数，不列明细。"
    table(sheet, overview, formats, "逾期件", note, columns)


def matters(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """Every matter and every column of the table matters, 检举控告 left out and counted in the line above."""
    frame = overview.report.tables["matters"]
    hidden = int(overview.accusations.sum())
    frame = frame[~overview.accusations]
    kinds = TABLES["matters"].columns
    columns = [
        (label, _LEDGER_WIDTHS.get(id_, 12 if kinds[id_] == "date" else 10), frame[id_], format_of(frame[id_], formats))
        for id_, label in MATTER_LABELS.items()
    ]
    note = f"共列{len(frame)}件；另有检举控告{hidden}件，已计入各项统计，不列明细。来源文件、工作表、行号指原报台账。"
    table(sheet, overview, formats, "合并台账", note, columns, wide=3)
    sheet.repeat_columns(0, 0)


def findings(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """Every fault and note with its place, what was found and what to do. 错误 is said in words and in red."""
    frame = overview.report.tables["findings"]
    long = {"file", "cell", "message", "remedy"}
    columns = [
        (label, _FINDING_WIDTHS[id_], frame[id_], formats.wrapped if id_ in long else format_of(frame[id_], formats))
        for id_, label in FINDING_LABELS.items()
    ]
    note = "错误：更正前可能影响数字；提醒：请看一看；说明：记录在案，不必处理。单元格为原报台账中的位置，同类问题并为一条。"
    table(sheet, overview, formats, "问题清单", note, columns)
    if len(frame):
        last = _HEADER_ROW + len(frame)
        alarm = {"type": "cell", "criteria": "==", "value": '"错误"', "format": formats.alarm_text}
        sheet.conditional_format(_HEADER_ROW + 1, 0, last, 0, alarm)


def notes(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """The 口径 notes, numbered, in the order they are printed."""
    lines = overview.report.notes
    columns = (("序号", 6, list(range(1, len(lines) + 1)), formats.centred), ("口径", 120, list(lines), formats.wrapped))
    table(sheet, overview, formats, "口径", "本表各项数字按下列口径计算；通报、函件引用数字时口径相同。", columns, filtered=False)


def table(
    sheet: BlockSheet,
    overview: Overview,
    formats: Formats,
    name: str,
    note: str,
    columns: Sequence[tuple[str, int, pd.Series | Sequence[object], Format]],
    *,
    wide: int = 1,
    filtered: bool = True,
) -> None:
    """Title, note, header and the rows; frozen under the header, filtered, printed with the header on every page."""
    across = min(len(columns), 12) - 1
    set_title(sheet, formats, f"{name}（{overview.report.period.label}）", note, last_column=across, height=32)
    sheet.set_row(_HEADER_ROW, 34)
    for index, (label, width, _, _) in enumerate(columns):
        sheet.set_column(index, index, width)
        sheet.write_string(_HEADER_ROW, index, label, formats.header)
    heights = _heights([(width, cells) for _, width, cells, format_ in columns if format_ is formats.wrapped])
    end = sheet.add_block(_HEADER_ROW + 1, [Column(cells, format_) for _, _, cells, format_ in columns], heights)
    sheet.freeze_panes(_HEADER_ROW + 1, 1)
    if filtered:
        sheet.autofilter(_HEADER_ROW, 0, max(end - 1, _HEADER_ROW), len(columns) - 1)
    set_page(sheet, overview, first_row=_HEADER_ROW, last_row=_HEADER_ROW, wide=wide)


def _heights(wrapped: list[tuple[int, pd.Series | Sequence[object]]]) -> list[float]:
    """A height for each row that its longest wrapped cell needs; readers that don't fit rows on opening show every line too."""
    lines = []
    for width, cells in wrapped:
        needed = {text: lines_needed(text, width) for text in set(cells)}
        lines.append([needed[text] for text in cells])
    return [height_for(max(row)) for row in zip(*lines, strict=True)]


def format_of(column: pd.Series, formats: Formats) -> Format:
    """How a column of the report's tables is written, by its type."""
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return formats.date
    return formats.number if pd.api.types.is_integer_dtype(column.dtype) else formats.text
