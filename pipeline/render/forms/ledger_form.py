"""信访事项台账: the ledger that a township fills in, and 登记簿.xlsx, the registers that the office keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.messages import form_words
from pipeline.render.forms.form_book import LAST_ROW, heading, new_book, printed
from pipeline.render.forms.instructions import Line, how, instructions, when
from pipeline.schema.fields import Field
from pipeline.schema.ledger import LEDGER
from pipeline.schema.registers import DECISIONS, REGISTERS

LEDGER_SHEET = "台账"
HEADER_ROW = 2
PAGES_ACROSS = 2
UNIT = "填报单位："


def ledger_form(townships: Sequence[str], township: str = "", county: str = "") -> bytes:
    """The ledger form: for one township with its name filled in, or for all ('') with a line for the name.

    ``townships``: the drop-down of 责任单位; ``county``: the beginning of the title. The same arguments give the same
    bytes.
    """
    form = new_book("信访事项台账")
    sheet = form.book.add_worksheet(LEDGER_SHEET)
    # Where 填报单位 names the township, a row without 责任单位 is that township's.
    fields = tuple(replace(f, required="no") if f.id == "township" and township else f for f in LEDGER)
    heading(form, sheet, HEADER_ROW, fields, choices={"township": townships}, protect=True, key="case_no")
    # The format of a column draws its borders from the first row on; the lines above the table have none.
    for row in range(HEADER_ROW):
        for column in range(len(LEDGER)):
            sheet.write_blank(row, column, None, form.above)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, f"{county}信访事项台账", form.title)
    sheet.write_string(1, 0, f"{UNIT}{township}", form.above if township else form.open_line)
    sheet.write_string(0, 3, form_words.LEGEND, form.above)
    sheet.autofilter(HEADER_ROW, 0, LAST_ROW, len(LEDGER) - 1)
    printed(sheet, HEADER_ROW, wide=PAGES_ACROSS)
    instructions(form, form_words.LEDGER, (_line(LEDGER_SHEET, f) for f in fields), LEDGER_SHEET)
    return form.bytes()


def registers_form(townships: Sequence[str]) -> bytes:
    """登记簿.xlsx with a sheet per register; the office deletes those that the county doesn't keep."""
    form = new_book("登记簿")
    for register in REGISTERS:
        sheet = form.book.add_worksheet(register.name)
        lists = {"township": townships, "place": ("县级", *townships), "decision": _decisions(townships)}
        heading(form, sheet, 0, register.fields, choices=lists, protect=True)
        printed(sheet, 0, wide=PAGES_ACROSS if register.id == "superior" else 1)
    lines = (_line(register.name, f) for register in REGISTERS for f in register.fields)
    instructions(form, form_words.REGISTERS, lines, REGISTERS[0].name)
    return form.bytes()


def _decisions(townships: Sequence[str]) -> tuple[str, ...]:
    """The drop-down of 处理决定: every decision, 归属乡镇 once per township."""
    return tuple(
        word
        for decision in DECISIONS
        for word in ([f"{decision}：{t}" for t in townships] if decision == "归属乡镇" else [decision])
    )


def _line(sheet: str, field: Field) -> Line:
    return sheet, field.label, field.note, when(field, field.filled), how(field)
