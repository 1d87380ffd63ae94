"""The sheet 填写说明 of a form: what each column holds, when it is filled in, and how a cell is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.render.forms.form_book import FormBook, printed
from pipeline.schema.fields import INSTRUCTIONS_SHEET, Field

Line = tuple[str, str, str, str, str]
"""Sheet, column, what it is, when it is filled in, how it is written."""
_HEADINGS = (("工作表", 14), ("列", 18), ("填什么", 46), ("什么时候填", 28), ("怎么填", 60))
_LINE_HEIGHT = 15
"""Points per line of text. A Chinese character is as wide as two units of a column's width."""


def instructions(form: FormBook, general: Sequence[str], lines: Iterable[Line], first: str = "") -> None:
    """Add the sheet: the ``general`` sentences on top, then one line per column.

    ``first`` names the sheet that Excel shows when it opens the workbook.
    """
    sheet = form.book.add_worksheet(INSTRUCTIONS_SHEET)
    for column, (label, width) in enumerate(_HEADINGS):
        sheet.set_column(column, column, width)
        sheet.write_string(len(general) + 1, column, label, form.head)
    for row, sentence in enumerate(general):
        sheet.merge_range(row, 0, row, len(_HEADINGS) - 1, f"{row + 1}. {sentence}", form.plain)
        sheet.set_row(row, 18)
    row = len(general) + 1
    for line in lines:
        row += 1
        lines_needed = max(-(-len(text) // (width // 2)) for text, (_, width) in zip(line, _HEADINGS, strict=True))
        sheet.set_row(row, _LINE_HEIGHT * max(lines_needed, 1))
        for column, text in enumerate(line):
            sheet.write_string(row, column, text, form.wrapped)
    printed(sheet, len(general) + 1)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    if first:
        form.book.get_worksheet_by_name(first).activate()


def when(field: Field, case: str) -> str:
    """When a column is filled in: 必填, 必填 in a ``case``, or 选填 with the case if there is one."""
    if field.required == "yes":
        return "必填"
    return f"{case}必填" if field.required == "when" else f"选填：{case}" if case else "选填"


def how(field: Field) -> str:
    """How a cell is written, with an example."""
    if field.codes:
        return f"从下拉列表中选：{'、'.join(field.codes)}"
    kind = {"date": "日期，年-月-日", "count": "整数", "township": "从下拉列表中选乡镇", "month": "年-月"}.get(
        field.type, "文字"
    )
    return f"{kind}，例如 {field.example}" if field.example else kind
