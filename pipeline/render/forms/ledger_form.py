"""信访事项台账.xlsx: the ledger that a township fills in, and 登记簿.xlsx, the registers that the office keeps."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.render.forms.form_book import LAST_ROW, FormBook, heading, new_book
from pipeline.schema.fields import INSTRUCTIONS_SHEET, Field
from pipeline.schema.ledger import LEDGER
from pipeline.schema.registers import DECISIONS, REGISTERS

_TITLE_ROWS = 2
_NEEDED = {"yes": "必填", "no": "选填"}
_GENERAL = (
    "一件事项填一行；列名不要改、不要删，不需要的列可以空着。",
    "橙色的列必填。日期写成 2023-02-10 的样子，下拉列表里有的请从列表中选。",
    "台账里不要填信访人的姓名、身份证号、电话、住址和信访内容；填了也不会读取。",
    "当年登记的全部填报；往年登记的，上年10月1日以后办结的和尚未办结的也要填报。",
    "本期没有信访事项的，请在表中写一行“本月无信访事项，零报告”。",
    "检举控告类事项照常登记，只计数，不列入任何清单。",
)


def ledger_form(townships: Sequence[str], township: str = "") -> bytes:
    """The form for one township, its name filled in, or for all, its name to be chosen; the same bytes each time."""
    form = new_book("信访事项台账")
    sheet = form.book.add_worksheet("台账")
    sheet.write_string(0, 0, "信访事项台账", form.title)
    sheet.write_string(1, 0, f"填报单位：{township}", form.text)
    heading(form, sheet, _TITLE_ROWS, LEDGER, choices={"township": townships}, protect=True)
    sheet.autofilter(_TITLE_ROWS, 0, LAST_ROW, len(LEDGER) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_TITLE_ROWS)
    _instructions(form, (("台账", LEDGER),))
    return form.bytes()


def registers_form(townships: Sequence[str]) -> bytes:
    """登记簿.xlsx with every sheet; those that a county doesn't keep may be deleted."""
    form = new_book("登记簿")
    for register in REGISTERS:
        sheet = form.book.add_worksheet(register.name)
        lists = {"township": townships, "decision": DECISIONS}
        heading(form, sheet, 0, register.fields, choices=lists, protect=True)
    _instructions(form, tuple((register.name, register.fields) for register in REGISTERS))
    return form.bytes()


def _instructions(form: FormBook, tables: Sequence[tuple[str, Sequence[Field]]]) -> None:
    sheet = form.book.add_worksheet(INSTRUCTIONS_SHEET)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 18)
    sheet.set_column(2, 2, 12)
    sheet.set_column(3, 3, 70, form.wrapped)
    row = 0
    for line in _GENERAL:
        sheet.merge_range(row, 0, row, 3, line, form.wrapped)
        row += 1
    row += 1
    for column, label in enumerate(("工作表", "列", "要不要填", "怎么填")):
        sheet.write_string(row, column, label, form.head)
    for name, fields in tables:
        for field in fields:
            row += 1
            for column, text in enumerate((name, field.label, _NEEDED.get(field.required, f"{_when(field)}必填"), _how(field))):
                sheet.write_string(row, column, text)


def _when(field: Field) -> str:
    return {
        "related_case_no": "重件",
        "accepted_on": "已受理",
        "concluded_on": "已办结",
        "outcome": "已办结",
        "extension_approved_on": "已延期",
    }.get(field.id, "相应时")


def _how(field: Field) -> str:
    if field.codes:
        return f"从下拉列表中选：{'、'.join(field.codes)}"
    kind = {"date": "日期", "count": "整数", "township": "乡镇名录里的名称"}.get(field.type, "文字")
    return f"{kind}，例如 {field.example}" if field.example else kind
