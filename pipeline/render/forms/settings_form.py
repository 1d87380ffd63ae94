"""设置.xlsx as the program writes it afresh: every sheet of the schema, defaults filled in, notes beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from pipeline.render.forms.form_book import FormBook, heading, new_book
from pipeline.schema.indicators import DEFAULT_WEIGHTS, INDICATOR, INDICATORS
from pipeline.schema.ledger import LEDGER
from pipeline.schema.settings_notes import OFFICE_NOTES, OPTION_NOTES
from pipeline.schema.settings_sheets import DOCUMENTS, OFFICE_DEFAULTS, OPTION_DEFAULTS, SETTINGS_SHEETS

Table = list[list[object]]
_NOTE = "说明"
_NOTED = ("单位", "参数")
_SEVERITIES = ("错误", "提醒", "说明")
_PRESETS = ("化解类", "事件类")
_LISTS: dict[tuple[str, str], tuple[str, ...]] = {
    ("指标权重", "indicator"): tuple(i.label for i in INDICATORS if i.weightable),
    ("关注规则", "indicator"): tuple(i.label for i in INDICATORS if not i.descriptive),
    ("关注规则", "document"): ("督办函", "工作提示函"),
    ("规则开关", "severity"): _SEVERITIES,
    ("历史数据", "indicator"): tuple(i.label for i in INDICATORS),
    ("列名别名", "label"): tuple(f.label for f in LEDGER),
    ("文书", "document"): DOCUMENTS,
}


def default_tables() -> dict[str, Table]:
    """Sheet name -> rows below the labels that hold where a county says nothing; 乡镇名录 has a row to write over."""
    return {
        "单位": [[key, value] for key, value in OFFICE_DEFAULTS.items()],
        "参数": [[key, value] for key, value in OPTION_DEFAULTS.items()],
        "乡镇名录": [[1, "（请填第一个乡镇）"]],
        "指标权重": [[INDICATOR[id_].label, weight] for id_, weight in DEFAULT_WEIGHTS.items()],
    }


def settings_form(tables: Mapping[str, Table], townships: Sequence[str] = ()) -> bytes:
    """The workbook with the rows of ``tables``; a sheet without rows has its headings alone. The same bytes for the same rows."""
    form = new_book("设置")
    for spec in SETTINGS_SHEETS:
        sheet = form.book.add_worksheet(spec.name)
        lists = {id_: choices for (name, id_), choices in _LISTS.items() if name == spec.name}
        if spec.name in ("历年三无", "历史数据") and townships:
            lists["township"] = tuple(townships)
        heading(form, sheet, 0, spec.fields, choices=lists, protect=False)
        rows = tables.get(spec.name, [])
        for row, values in enumerate(rows, start=1):
            for column, value in enumerate(values):
                _write(form, sheet, row, column, value)
        if spec.name in _NOTED:
            _notes(form, sheet, len(spec.fields), rows, OFFICE_NOTES if spec.name == "单位" else OPTION_NOTES)
        if spec.name == "参数":
            chosen = next((row for row, values in enumerate(rows, start=1) if values[0] == "三无方案"), None)
            if chosen is not None:
                sheet.data_validation(chosen, 1, chosen, 1, {"validate": "list", "source": list(_PRESETS)})
    return form.bytes()


def _notes(form: FormBook, sheet: Any, column: int, rows: Table, notes: Mapping[str, str]) -> None:
    sheet.write_string(0, column, _NOTE, form.head)
    sheet.set_column(column, column, 56)
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
