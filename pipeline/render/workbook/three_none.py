"""三无 of 汇总.xlsx: every condition of every township, and the case numbers behind those that don't hold."""

from __future__ import annotations

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.messages import note_words, workbook_words
from pipeline.render.overview import NO_VALUE, Overview, whole
from pipeline.render.workbook.block import BlockSheet, height_for, lines_needed, safe_text
from pipeline.render.workbook.cells import number, put
from pipeline.render.workbook.formats import Formats, set_page, set_title
from pipeline.schema.state_labels import state_label
from pipeline.schema.vocabulary import Title

_TOP = 4
_ON_ONE_PAGE = 28
"""How many lines of the first table one printed page holds."""
_LAST = 11
"""The last column of 三无依据."""
_HOLDS = {True: "✓ 成立", False: "✗ 不成立"}


def three_none(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """Write 三无: per township and condition the count and whether it holds; below, the evidence where it doesn't."""
    table = overview.report.tables["three_none"]
    conditions = list(dict.fromkeys(table["condition"]))
    titles: dict[str, object] = dict(
        overview.report.tables["ranking"][["township", "three_none"]].itertuples(index=False)
    )
    note = workbook_words.THREE_NONE
    if overview.report.period.of_months:
        note += f"{overview.period_label}{note_words.MONTH_BY_MONTH}"
    name = f"三无（{overview.report.period.label}）"
    if not conditions:
        set_title(sheet, formats, name, workbook_words.NO_LIST, last_column=8)
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
        put(sheet, row, 0, name, formats.strong if name == COUNTY else formats.text)
        put(sheet, row, 1, state_label(Title, titles.get(name, NO_VALUE)), formats.centred)
    for name, condition, counted, held in zip(
        *(table[c] for c in ("township", "condition", "count", "holds")), strict=True
    ):
        row, column = lines[name], 2 + 2 * conditions.index(condition)
        count = whole(counted)
        number(sheet, row, column, count, formats.number, NO_VALUE)
        holds = state_label(Title, Title.UNASSESSED) if pd.isna(held) else _HOLDS[bool(held)]
        put(sheet, row, column + 1, holds, formats.strong if holds == _HOLDS[False] else formats.centred)
    apart = evidence_apart(overview)
    if not apart:
        _evidence(sheet, _TOP + len(lines) + 1, _failed(overview), 1 + 2 * len(conditions), formats)
    sheet.freeze_panes(_TOP, 1)
    set_page(sheet, overview, first_row=_TOP - 2 if apart else 0, last_row=_TOP - 1 if apart else 0)


def evidence_apart(overview: Overview) -> bool:
    """Whether the evidence has a sheet of its own, because the first table is longer than a page.

    The rows that every page has would stand over the evidence too, whose columns are others.
    """
    return overview.report.tables["three_none"]["township"].nunique() > _ON_ONE_PAGE


def evidence(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """Write 三无依据: what doesn't hold and why, with its headings on every page."""
    sheet.set_column(0, _LAST, 11)
    set_title(
        sheet,
        formats,
        f"三无依据（{overview.report.period.label}）",
        workbook_words.THREE_NONE,
        last_column=_LAST,
        height=32,
    )
    _evidence(sheet, 2, _failed(overview), _LAST, formats)
    sheet.freeze_panes(4, 1)
    set_page(sheet, overview, first_row=2, last_row=3)


def _failed(overview: Overview) -> list[tuple[str, str, int | None, str]]:
    """Township, condition, count and case numbers of each condition that doesn't hold, without the county's."""
    table = overview.report.tables["three_none"]
    chosen = table[table["holds"].eq(False).fillna(value=False) & table["township"].ne(COUNTY)]
    return [
        (name, condition, whole(count), overview.evidence(case_nos))
        for name, condition, count, case_nos in zip(
            *(chosen[c] for c in ("township", "condition", "count", "case_nos")), strict=True
        )
    ]


def _evidence(
    sheet: BlockSheet, row: int, failed: list[tuple[str, str, int | None, str]], last_column: int, formats: Formats
) -> None:
    put(sheet, row, 0, "不成立的条件及依据", formats.heading)
    row += 1
    put(sheet, row, 0, "乡镇", formats.header)
    sheet.merge_range(row, 1, row, 2, "条件", formats.header)
    put(sheet, row, 3, "件数", formats.header)
    sheet.merge_range(row, 4, row, last_column, "信访件编号", formats.header)
    for name, condition, count, case_nos in failed:
        row += 1
        put(sheet, row, 0, name, formats.text)
        sheet.merge_range(row, 1, row, 2, safe_text(condition), formats.wrapped)
        sheet.write_number(row, 3, count or 0, formats.number)
        sheet.merge_range(row, 4, row, last_column, "", formats.wrapped)
        evidence = _in_lines(case_nos, 11 * (last_column - 3) - 4)
        put(sheet, row, 4, evidence or NO_VALUE, formats.wrapped)
        sheet.set_row(row, height_for(max(evidence.count("\n") + 1, lines_needed(condition, 22))))


def _in_lines(case_nos: str, width: int) -> str:
    """Case numbers joined by 、, with a line break before a number that wouldn't fit.

    On paper nobody finds a number that is broken in two.
    """
    lines: list[str] = []
    for no in filter(None, case_nos.split("、")):
        joined = f"{lines[-1]}、{no}" if lines else no
        if lines and len(joined) + joined.count("、") <= width:
            lines[-1] = joined
        else:
            lines.append(no)
    return "、\n".join(lines)
