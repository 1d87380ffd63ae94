"""设置.xlsx as the program writes it afresh: every sheet of the schema, defaults filled in, notes beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from pipeline.messages import form_words
from pipeline.render.forms.form_book import FormBook, heading, new_book, printed
from pipeline.render.forms.instructions import Line, how, instructions, when
from pipeline.render.forms.settings_defaults import Table
from pipeline.schema.indicators import INDICATORS
from pipeline.schema.ledger import LEDGER
from pipeline.schema.options import OPTIONS
from pipeline.schema.settings_notes import OFFICE_NOTES
from pipeline.schema.settings_sheets import SETTINGS_SHEETS
from pipeline.schema.vocabulary import Answer
from pipeline.settings.attention import ATTENTION_DOCUMENTS
from pipeline.settings.conditions import BUILT_IN_CONDITIONS

_NOTE, _NOTE_WIDTH = "说明", 56
_NOTED = {"单位": OFFICE_NOTES, "参数": {option.label: option.choice.note for option in OPTIONS}}
_SEVERITIES = ("错误", "提醒", "说明")
_PRESETS = tuple(dict.fromkeys(condition.preset for condition in BUILT_IN_CONDITIONS))
_LISTS: dict[tuple[str, str], tuple[str, ...]] = {
    ("指标权重", "indicator"): tuple(i.label for i in INDICATORS if i.weightable),
    ("三无条件", "preset"): _PRESETS,
    ("关注规则", "indicator"): tuple(i.label for i in INDICATORS if not i.descriptive),
    ("关注规则", "document"): ATTENTION_DOCUMENTS,
    ("规则开关", "severity"): _SEVERITIES,
    ("自设规则", "severity"): _SEVERITIES,
    ("自设规则", "marked"): tuple(f.label for f in LEDGER),
    ("历史数据", "indicator"): tuple(i.label for i in INDICATORS),
    ("列名别名", "label"): tuple(f.label for f in LEDGER),
    ("值别名", "label"): tuple(f.label for f in LEDGER if f.codes),
}
_OPTION_LISTS = {option.label: {bool: (*Answer,), str: _PRESETS}.get(option.type, ()) for option in OPTIONS}


def settings_form(tables: Mapping[str, Table], townships: Sequence[str] = ()) -> bytes:
    """The workbook with the rows of ``tables`` (sheet name -> rows); a sheet without rows has only its headings.

    ``townships``: the drop-down of the sheets of past years. The same arguments give the same bytes.
    """
    form = new_book("设置")
    for spec in SETTINGS_SHEETS:
        sheet = form.book.add_worksheet(spec.name)
        lists = {id_: choices for (name, id_), choices in _LISTS.items() if name == spec.name}
        if spec.name in ("历年三无", "历史数据") and townships:
            lists["township"] = tuple(townships)
        heading(form, sheet, 0, spec.fields, choices=lists, protect=False)
        printed(sheet, 0)
        rows = tables.get(spec.name, [])
        for row, values in enumerate(rows, start=1):
            for column, value in enumerate(values):
                _write(form, sheet, row, column, value)
            choices = _OPTION_LISTS.get(str(values[0]), ()) if spec.name == "参数" else ()
            if choices:
                sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": list(choices)})
        if spec.name in _NOTED:
            _notes(form, sheet, len(spec.fields), rows, _NOTED[spec.name])
    instructions(form, form_words.SETTINGS, _lines(), SETTINGS_SHEETS[0].name)
    return form.bytes()


def _lines() -> Iterator[Line]:
    """The lines of 填写说明: one per sheet, and one per column below it."""
    for spec in SETTINGS_SHEETS:
        yield spec.name, "", spec.note, "", ""
        for field in spec.fields:
            yield (
                spec.name,
                field.label,
                "",
                when(field, field.filled),
                "从下拉列表中选" if (spec.name, field.id) in _LISTS else how(field),
            )


def _notes(form: FormBook, sheet: Any, column: int, rows: Table, notes: Mapping[str, str]) -> None:
    sheet.write_string(0, column, _NOTE, form.head)
    sheet.set_column(column, column, _NOTE_WIDTH)
    for row, values in enumerate(rows, start=1):
        if note := notes.get(str(values[0]), ""):
            sheet.write_string(row, column, note)


def _write(form: FormBook, sheet: Any, row: int, column: int, value: object) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, datetime.combine(value, time()), form.day)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, form.count if isinstance(value, int) else None)
    elif value != "":
        sheet.write_string(row, column, str(value), form.text)
