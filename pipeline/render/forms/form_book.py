"""What the forms share: a workbook of fixed bytes, protected headings, cells that accept only what fits."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from xlsxwriter import Workbook

from pipeline.base.place import column_letter
from pipeline.messages import form_words
from pipeline.render.package import pack, unpack
from pipeline.schema.fields import LISTS_SHEET, Field

FORM_VERSION = "1"
VERSION_PROPERTY = "样表版本"
LAST_ROW = 1002
"""The last row (from 0) with drop-downs and checks.

LibreOffice, when it saves, cuts them a thousand rows below the last row that is filled: in a blank ledger its headings.
"""
LAST_COLUMN = 16_384
_LONGEST_LIST = 255
_MOST_CHARACTERS = 20
_CREATED = datetime(2000, 1, 1)
_FONT = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
_LINE = {"border": 1, "border_color": "#A6B1BC"}
_DAY_WIDTH, _CODE_WIDTH = 11.5, 9.5
_WIDTHS = {
    "case_no": 21,
    "hint": 34,
    "amendment": 24,
    "related_case_no": 21,
    "category": 17,
    "procedure": 14,
    "handling": 14,
    "extension_reason": 14,
    "batch": 26,
    "backlog_batch": 18,
    "test": 44,
    "value": 34,
    "key": 20,
    "aliases": 24,
    "basis": 40,
    "text": 34,
    "name": 24,
    "consent": 26,
    "indicator": 18,
    "subject": 24,
    "decision": 22,
    "file_name": 26,
    "document": 18,
    "when": 18,
    "recipient": 16,
    "alias": 18,
    "township": 12,
    "preset": 12,
    "line": 10,
}


@dataclass
class FormBook:
    """A workbook that is being written, with the formats of its cells.

    ``list_columns``: how many columns of the sheet 选项 hold a list already. ``open_from``: part of a sheet -> the
    first column (from 1) beside the table, from which on all are unlocked.
    """

    book: Workbook
    buffer: io.BytesIO
    head: Any
    needed: Any
    sometimes: Any
    text: Any
    day: Any
    count: Any
    held: Any
    held_day: Any
    held_count: Any
    bold: Any
    title: Any
    above: Any
    open_line: Any
    free: Any
    wrapped: Any
    wrapped_day: Any
    plain: Any
    list_columns: int = field(default=0)
    open_from: dict[str, int] = field(default_factory=dict)

    def bytes(self) -> bytes:
        """Close the workbook and give its bytes, which are the same for the same content."""
        self.book.close()
        parts = unpack(self.buffer.getvalue())
        for name, column in self.open_from.items():
            # XlsxWriter keeps a record for each of 16,384 columns, and asks every row for a cell in each.
            one, all_ = (f'<col min="{column}" max="{last}"'.encode() for last in (column, LAST_COLUMN))
            parts[name] = parts[name].replace(one, all_, 1)
        return pack(parts)


def new_book(title: str) -> FormBook:
    """An empty workbook with the formats of a form and, in its properties, the version of the forms."""
    buffer = io.BytesIO()
    book = Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"title": title, "created": _CREATED})
    book.set_custom_property(VERSION_PROPERTY, FORM_VERSION, "text")

    def add(**properties: object) -> Any:
        return book.add_format({**_FONT, **properties})

    top = {**_LINE, "text_wrap": True, "align": "center", "bold": True}
    free = {**_LINE, "locked": False}
    held = {**_LINE, "bg_color": "#E7E6E6", "font_color": "#595959"}
    return FormBook(
        book,
        buffer,
        head=add(**top, bg_color="#DCE3EA"),
        needed=add(**top, bg_color="#F6C98A"),
        sometimes=add(**top, bg_color="#FCEFB4"),
        text=add(**free, num_format="@"),
        day=add(**free, num_format="yyyy-mm-dd", align="center"),
        count=add(**free, num_format="0"),
        held=add(**held, num_format="@"),
        held_day=add(**held, num_format="yyyy-mm-dd", align="center"),
        held_count=add(**held, num_format="0"),
        bold=add(bold=True),
        title=add(bold=True, font_size=14),
        above=add(),
        open_line=add(locked=False, bottom=1),
        free=add(locked=False),
        wrapped=add(**_LINE, text_wrap=True),
        wrapped_day=add(**_LINE, num_format="yyyy-mm-dd", align="left"),
        plain=add(text_wrap=True),
    )


def heading(
    form: FormBook,
    sheet: Any,
    row: int,
    fields: Sequence[Field],
    *,
    choices: Mapping[str, Sequence[str]],
    protect: bool,
    key: str = "",
    last_row: int = LAST_ROW,
) -> None:
    """Write the headings into ``row``; the columns below accept what their fields accept: lists, days, whole numbers.

    ``choices``: lists by field id, in place of the field's codes. Headings of required columns are orange, of columns
    required in some cases yellow; on a protected sheet a required one has a star too, which the ledger reader ignores.
    ``key``: id of the column in which every value may stand only once. ``protect``: the headings can't be changed;
    everything below can, and rows can be inserted and deleted. ``last_row``: the last one with lists and checks.
    """
    sheet.set_row(row, 34)
    for column, spec in enumerate(fields):
        mark = {"yes": form.needed, "when": form.sometimes}.get(spec.required, form.head)
        sheet.write_string(row, column, f"{spec.label}*" if protect and spec.required == "yes" else spec.label, mark)
        sheet.set_column(
            column, column, _width(spec), {"date": form.day, "count": form.count}.get(spec.type, form.text)
        )
        lists = tuple(choices.get(spec.id, spec.codes))
        rule = _rule(form, sheet, (row + 1, last_row), column, spec, lists, once=spec.id == key)
        if rule:
            sheet.data_validation(row + 1, column, last_row, column, rule)
    sheet.freeze_panes(row + 1, 1 if protect else 0)
    if protect:
        # Excel deletes a row of a protected sheet only when all of its cells are unlocked, those beside the table too.
        sheet.set_column(len(fields), len(fields), None, form.free)
        form.open_from[f"xl/worksheets/sheet{sheet.index + 1}.xml"] = len(fields) + 1
        sheet.protect(
            "",
            {
                "format_cells": True,
                "format_columns": True,
                "format_rows": True,
                "insert_rows": True,
                "delete_rows": True,
                "sort": True,
                "autofilter": True,
            },
        )


def printed(sheet: Any, row: int, *, wide: int = 1) -> None:
    """Print the sheet on A4 landscape, ``wide`` pages across, with headings (and first column) on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(wide, 0)
    sheet.repeat_rows(row)
    if wide > 1:
        sheet.repeat_columns(0)
    sheet.set_footer("&C第&P页，共&N页", {"margin": 0.3})


def _width(spec: Field) -> float:
    return _WIDTHS.get(spec.id, _DAY_WIDTH if spec.type == "date" else _CODE_WIDTH)


def _rule(
    form: FormBook,
    sheet: Any,
    rows: tuple[int, int],
    column: int,
    spec: Field,
    choices: tuple[str, ...],
    *,
    once: bool,
) -> dict[str, object]:
    """The data validation of a column's cells from the first to the last of ``rows``; {} where anything may stand."""
    if choices:
        return {
            "validate": "list",
            "source": _source(form, sheet, column, choices),
            "error_title": "请从下拉列表中选",
            "error_message": form_words.FROM_THE_LIST.format(label=spec.label),
            "error_type": "stop" if spec.type in ("code", "flag") else "warning",
        }
    if spec.type == "date":
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": date(2000, 1, 1),
            "maximum": date(2099, 12, 31),
            "error_title": "请填日期",
            "error_message": form_words.A_DAY.format(label=spec.label, example=spec.example or "2023-02-10"),
        }
    if spec.type == "count":
        return {
            "validate": "integer",
            "criteria": ">=",
            "value": 0,
            "error_title": "请填整数",
            "error_message": form_words.A_COUNT.format(label=spec.label, example=spec.example or "1"),
        }
    if once:
        letter, (first, last) = column_letter(column), (rows[0] + 1, rows[1] + 1)
        # Not COUNTIF, which takes a text of digits for a number and compares only fifteen digits.
        alone = f"SUMPRODUCT(--(${letter}${first}:${letter}${last}={letter}{first}))=1"
        return {
            "validate": "custom",
            "value": f"=AND(LEN({letter}{first})<={_MOST_CHARACTERS},{alone})",
            "error_type": "warning",
            "error_title": "请核对编号",
            "error_message": form_words.A_NUMBER.format(label=spec.label, most=_MOST_CHARACTERS, example=spec.example),
        }
    return {}


def _source(form: FormBook, sheet: Any, column: int, choices: tuple[str, ...]) -> object:
    """The source of a drop-down: the list itself, or the name of a column of 选项 if a validation can't hold it."""
    if len(",".join(choices)) <= _LONGEST_LIST:
        return list(choices)
    # Very hidden: no clerk sees the sheet, and the ledger reader doesn't take it for data.
    lists = form.book.get_worksheet_by_name(LISTS_SHEET) or form.book.add_worksheet(LISTS_SHEET)
    lists.very_hidden()
    letter = column_letter(form.list_columns)
    lists.write_column(0, form.list_columns, choices)
    form.list_columns += 1
    name = f"选项_{sheet.index}_{column}"
    form.book.define_name(name, f"={LISTS_SHEET}!${letter}$1:${letter}${len(choices)}")
    return f"={name}"
