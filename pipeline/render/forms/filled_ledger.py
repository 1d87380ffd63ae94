"""The ledger form of one township for one month, with its matters filled in, and the sheet 本月要做的事 before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from pipeline.messages import form_words
from pipeline.render.forms.form_book import LAST_ROW, FormBook, heading, new_book, printed
from pipeline.render.forms.instructions import Line, how, instructions, when
from pipeline.render.forms.ledger_form import HEADER_ROW, LEDGER_SHEET, PAGES_ACROSS, UNIT
from pipeline.render.workbook.block import BlockSheet, Column, height_for, lines_needed
from pipeline.report.month_ahead import Ahead, Due, KnownRow
from pipeline.schema.fields import TASKS_SHEET, Field
from pipeline.schema.ledger import AMENDMENT, HINT, LEDGER

_FIELDS: tuple[Field, ...] = (
    LEDGER[0],
    Field("hint", HINT),
    AMENDMENT,
    *(replace(f, required="no") if f.id == "township" else f for f in LEDGER[1:]),
)
_EPOCH = date(1899, 12, 30)
_AT_LEAST_FREE = 300
"""How many rows below the known ones have drop-downs and checks at least."""
_WIDTHS = (24, 20, 46, 58)


def filled_form(ahead: Ahead, townships: Sequence[str], county: str = "") -> bytes:
    """The workbook; ``townships``: the drop-down of 责任单位, ``county``: the beginning of the title.

    Cells that count as published or as first submitted are grey and locked, all others open. The same arguments give
    the same bytes.
    """
    form = new_book("信访事项台账")
    _todo(form, ahead)
    sheet = form.book.add_worksheet(LEDGER_SHEET, BlockSheet)
    last_row = max(LAST_ROW, HEADER_ROW + len(ahead.rows) + _AT_LEAST_FREE)
    lists = {"township": townships}
    heading(form, sheet, HEADER_ROW, _FIELDS, choices=lists, protect=True, key="case_no", last_row=last_row)
    for row in range(HEADER_ROW):
        for column in range(len(_FIELDS)):
            sheet.write_blank(row, column, None, form.above)
    sheet.set_row(0, 26)
    title = f"{county}{ahead.township}信访事项台账（{ahead.period.label}）"
    sheet.write_string(0, 0, title, form.title)
    sheet.write_string(1, 0, f"{UNIT}{ahead.township}", form.above)
    sheet.write_string(1, 2, form_words.FILLED_LEGEND, form.above)
    _rows(form, sheet, ahead.rows)
    sheet.autofilter(HEADER_ROW, 0, last_row, len(_FIELDS) - 1)
    printed(sheet, HEADER_ROW, wide=PAGES_ACROSS)
    general = [sentence.format(last_row=last_row + 1) for sentence in form_words.FILLED]
    instructions(form, general, map(_line, (f for f in _FIELDS if f.id != "hint")), TASKS_SHEET)
    return form.bytes()


def _line(field: Field) -> Line:
    return LEDGER_SHEET, field.label, field.note, when(field, field.filled), how(field)


def _rows(form: FormBook, sheet: Any, rows: Sequence[KnownRow]) -> None:
    """Write the known matters."""
    kinds = {f.id: f.type if f.type in ("date", "count") else "text" for f in _FIELDS}
    opened: Mapping[str, Any] = {"date": form.day, "count": form.count, "text": form.text}
    shut: Mapping[str, Any] = {"date": form.held_day, "count": form.held_count, "text": form.held}
    columns = []
    for field in _FIELDS:
        hint = field.id == "hint"
        cells = [_stored(known.hint if hint else known.values.get(field.id)) for known in rows]
        locked = [hint or field.id in known.locked for known in rows]
        kind = kinds[field.id]
        columns.append(Column(cells, opened[kind], other=shut[kind], others=locked))
    sheet.add_block(HEADER_ROW + 1, columns)


def _stored(value: object) -> object:
    """A day as its serial number, '' as a blank, anything else as it is."""
    return (value - _EPOCH).days if isinstance(value, date) else value or None


def _write(sheet: Any, row: int, column: int, value: object, style: Any) -> None:
    if isinstance(value, date):
        sheet.write_number(row, column, (value - _EPOCH).days, style)
    elif isinstance(value, int):
        sheet.write_number(row, column, value, style)
    else:
        sheet.write_string(row, column, str(value), style)


def _todo(form: FormBook, ahead: Ahead) -> None:
    """The sheet 本月要做的事: what is due, what of the last ledger is faulty, what has changed."""
    sheet = form.book.add_worksheet(TASKS_SHEET)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 26)
    title = form_words.TASKS_TITLE.format(township=ahead.township, period=ahead.period.label)
    sheet.write_string(0, 0, title, form.title)
    from_ = form_words.TASKS_FROM.format(last=ahead.last.label, cut_off=ahead.cut_off)
    sheet.write_string(1, 0, from_, form.above)
    due = [(each.case_no, each.what, each.on, _days(each)) for each in ahead.due]
    faults = [(each.severity, each.place, each.message, f"{each.remedy}（{each.code}）") for each in ahead.faults]
    about_due = form_words.DUE.format(count=len(due)) if due else form_words.NOTHING_DUE
    row = _table(form, sheet, 3, about_due, form_words.DUE_HEADINGS, due)
    about_faults = form_words.FAULTS.format(count=len(faults)) if faults else form_words.NO_FAULTS
    row = _table(form, sheet, row + 1, about_faults, form_words.FAULT_HEADINGS, faults)
    sheet.write_string(row + 1, 0, form_words.CHANGES, form.bold)
    changes = [
        *ahead.changes,
        *([form_words.UNLISTED.format(count=ahead.unlisted)] if ahead.unlisted else []),
        *([] if ahead.rows else [form_words.NOTHING_KNOWN]),
    ]
    for at, sentence in enumerate(changes, row + 2):
        sheet.merge_range(at, 0, at, len(_WIDTHS) - 1, sentence, form.plain)
        sheet.set_row(at, height_for(lines_needed(sentence, sum(_WIDTHS))))
    printed(sheet, 1)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _table(
    form: FormBook, sheet: Any, row: int, title: str, headings: Sequence[str], lines: Sequence[Sequence[object]]
) -> int:
    """Write a section from ``row`` on, and return the row below it."""
    sheet.write_string(row, 0, title, form.bold)
    if not lines:
        return row + 1
    for column, label in enumerate(headings):
        sheet.write_string(row + 1, column, label, form.head)
    for at, line in enumerate(lines, row + 2):
        sheet.set_row(at, height_for(max(map(lines_needed, line, _WIDTHS))))
        for column, value in enumerate(line):
            _write(sheet, at, column, value, form.wrapped_day if isinstance(value, date) else form.wrapped)
    return row + 2 + len(lines)


def _days(due: Due) -> str:
    return form_words.DAYS_PAST.format(days=-due.days) if due.days < 0 else form_words.DAYS_LEFT.format(days=due.days)
