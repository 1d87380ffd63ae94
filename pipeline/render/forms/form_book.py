"""What the forms share: a workbook of fixed bytes, headings that can't be changed, cells that take only what fits."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from xlsxwriter import Workbook

from pipeline.render.package import pack, unpack
from pipeline.schema.fields import LISTS_SHEET, Field

FORM_VERSION = "1"
VERSION_PROPERTY = "样表版本"
LAST_ROW = 1500
"""Drop-downs and checks reach so far down."""
_LONGEST_LIST = 255
_CREATED = datetime(2000, 1, 1)
_WIDTHS = {"case_no": 20, "related_case_no": 20, "township": 12, "category": 16, "procedure": 14, "handling": 16, "batch": 24, "test": 44,
           "value": 34, "key": 20, "aliases": 24, "basis": 40, "text": 34, "name": 24, "consent": 26, "indicator": 18, "subject": 24}  # fmt: skip


@dataclass(frozen=True)
class FormBook:
    """A workbook under way."""

    book: Workbook
    buffer: io.BytesIO
    head: Any
    needed: Any
    text: Any
    day: Any
    count: Any
    title: Any
    wrapped: Any

    def bytes(self) -> bytes:
        """Finish it."""
        self.book.close()
        return pack(unpack(self.buffer.getvalue()))


def new_book(title: str) -> FormBook:
    """An empty workbook with the formats of forms and the mark of their version."""
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": title, "created": _CREATED})
    book.set_custom_property(VERSION_PROPERTY, FORM_VERSION, "text")
    frame = {"border": 1, "text_wrap": True, "align": "center", "valign": "vcenter", "bold": True}
    free = {"locked": False}
    return FormBook(
        book, buffer, head=book.add_format({**frame, "bg_color": "#DCE3EA"}), needed=book.add_format({**frame, "bg_color": "#F6D9A8"}),
        text=book.add_format({**free, "num_format": "@"}), day=book.add_format({**free, "num_format": "yyyy-mm-dd"}),
        count=book.add_format({**free, "num_format": "0"}), title=book.add_format({"bold": True, "font_size": 14, "valign": "vcenter"}),
        wrapped=book.add_format({"text_wrap": True, "valign": "top"}),
    )  # fmt: skip


def heading(form: FormBook, sheet: Any, row: int, fields: Sequence[Field], *, choices: Mapping[str, Sequence[str]], protect: bool) -> None:
    """Headings in ``row``, and below them columns that take what their field takes: lists, days, whole numbers.

    ``choices``: lists by field id in place of the field's codes. Required columns are of another colour. ``protect``: the headings can't be
    changed, everything below can, and rows come and go.
    """
    for column, field in enumerate(fields):
        sheet.write_string(row, column, field.label, form.head if field.required == "no" else form.needed)
        style = {"date": form.day, "count": form.count}.get(field.type, form.text)
        sheet.set_column(column, column, _WIDTHS.get(field.id, 12), style)
        rule = _rule(form, sheet, column, field, tuple(choices.get(field.id, field.codes)))
        if rule:
            sheet.data_validation(row + 1, column, LAST_ROW, column, rule)
    sheet.freeze_panes(row + 1, 0)
    if protect:
        sheet.protect("", {"format_cells": True, "format_columns": True, "format_rows": True, "insert_rows": True, "delete_rows": True,
                           "sort": True, "autofilter": True})  # fmt: skip


def _rule(form: FormBook, sheet: Any, column: int, field: Field, choices: tuple[str, ...]) -> dict[str, object]:
    if choices:
        return {
            "validate": "list", "source": _source(form, sheet, column, choices), "error_title": "请从下拉列表中选",
            "error_message": f"“{field.label}”请从下拉列表中选。", "error_type": "stop" if field.type in ("code", "flag") else "warning",
        }  # fmt: skip
    if field.type == "date":
        return {
            "validate": "date", "criteria": "between", "minimum": date(2000, 1, 1), "maximum": date(2099, 12, 31),
            "error_title": "请填日期", "error_message": f"“{field.label}”请填年-月-日，例如 {field.example or '2023-02-10'}。",
        }  # fmt: skip
    if field.type == "count":
        return {
            "validate": "integer", "criteria": ">=", "value": 0, "error_title": "请填整数",
            "error_message": f"“{field.label}”请只填整数，例如 {field.example or '1'}。",
        }  # fmt: skip
    return {}


def _source(form: FormBook, sheet: Any, column: int, choices: tuple[str, ...]) -> object:
    """The list itself, or, longer than a cell rule holds, a name for columns of the sheet 选项, which is out of sight."""
    if len(",".join(choices)) <= _LONGEST_LIST:
        return list(choices)
    # Very hidden: no reader takes it for a sheet of data, and no clerk is shown it.
    lists = form.book.get_worksheet_by_name(LISTS_SHEET) or form.book.add_worksheet(LISTS_SHEET)
    lists.very_hidden()
    place = getattr(lists, "taken", 0)
    lists.taken = place + 1
    lists.write_column(0, place, choices)
    name = f"选项_{sheet.index}_{column}"
    form.book.define_name(name, f"={LISTS_SHEET}!${_letter(place)}$1:${_letter(place)}${len(choices)}")
    return f"={name}"


def _letter(index: int) -> str:
    return chr(ord("A") + index)
