"""Writes 设置.xlsx so that office staff can edit it: drop-downs, notes, widths, a header that stays in sight."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.schema.fields import Field
from pipeline.schema.indicators import INDICATORS
from pipeline.schema.ledger import LEDGER
from pipeline.schema.settings_sheets import SETTINGS_SHEETS
from tools.sample.books import write_xlsx
from tools.sample.county import UNITS
from tools.sample.layout import Page
from tools.sample.settings_rows import settings_tables

_NOTE = "说明"
_NOTED = ("单位", "参数", "指标权重")
_LAST_ROW = 400
"""Drop-downs reach so far down, for the rows that staff will add."""
_WIDTHS = {
    "key": 20,
    "value": 34,
    "test": 44,
    "name": 24,
    "aliases": 24,
    "basis": 40,
    "consent": 26,
    "text": 34,
    "when": 18,
    "indicator": 18,
}
_LISTS: dict[tuple[str, str], tuple[str, ...]] = {
    ("指标权重", "indicator"): tuple(i.label for i in INDICATORS if i.weightable),
    ("关注规则", "indicator"): tuple(i.label for i in INDICATORS if not i.descriptive),
    ("关注规则", "document"): ("督办函", "工作提示函"),
    ("三无条件", "preset"): ("化解类", "事件类"),
    ("规则开关", "severity"): ("错误", "提醒", "说明"),
    ("历史数据", "indicator"): tuple(i.label for i in INDICATORS),
}


def write_settings(path: Path) -> None:
    """Write the workbook with every sheet of the schema, names and labels exactly as declared there."""
    tables = settings_tables()
    pages = []
    for sheet in SETTINGS_SHEETS:
        page = Page(sheet.name, header_rows={0})
        labels = [f.label for f in sheet.fields] + ([_NOTE] if sheet.name in _NOTED else [])
        for column, label in enumerate(labels):
            page.cells[0, column] = label
        for row, values in enumerate(tables[sheet.name], start=1):
            for column, value in enumerate(values):
                if value != "":
                    page.cells[row, column] = value
        pages.append(page)
    write_xlsx(path, pages, _finish)


def _finish(_book: Any, sheet: Any, page: Page) -> None:
    fields = next(s.fields for s in SETTINGS_SHEETS if s.name == page.name)
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, 24)
    for column, field in enumerate(fields):
        sheet.set_column(column, column, _WIDTHS.get(field.id, 14))
        choices = _choices(page.name, field)
        if len(",".join(choices)) > 255:
            # Excel holds no longer list in the cell itself: these go to columns far right, out of sight.
            away = 30 + column
            sheet.write_column(1, away, choices)
            sheet.set_column(away, away, None, None, {"hidden": True})
            letter = chr(ord("A") + away - 26)
            source: object = f"=$A{letter}$2:$A{letter}${len(choices) + 1}"
        else:
            source = list(choices)
        if choices:
            sheet.data_validation(1, column, _LAST_ROW, column, {"validate": "list", "source": source, "error_type": "warning",
                                  "error_title": "请核对", "error_message": f"“{field.label}”一般从下拉列表中选。"})  # fmt: skip
    if page.name in _NOTED:
        sheet.set_column(len(fields), len(fields), 56)
    if page.name == "参数":
        sheet.data_validation("B2", {"validate": "list", "source": ["化解类", "事件类"]})


def _choices(sheet: str, field: Field) -> tuple[str, ...]:
    """What may be picked in a column; () where anything may stand."""
    if sheet in ("历年三无", "历史数据") and field.id == "township":
        return tuple(unit.name for unit in UNITS)
    if sheet == "列名别名" and field.id == "label":
        return tuple(f.label for f in LEDGER)
    return _LISTS.get((sheet, field.id), field.codes)
