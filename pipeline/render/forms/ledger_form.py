"""信访事项台账: the ledger that a township fills in, and 登记簿.xlsx, the registers that the office keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.render.forms.form_book import LAST_ROW, heading, new_book, printed
from pipeline.render.forms.instructions import Line, how, instructions, when
from pipeline.schema.fields import Field
from pipeline.schema.ledger import LEDGER
from pipeline.schema.registers import DECISIONS, REGISTERS

LEDGER_SHEET = "台账"
_HEADER_ROW = 2
_PAGES_ACROSS = 2
_UNIT = "填报单位："
_LEGEND = "橙色、带*的列必填；黄色的列在相应情形下必填；其余选填。各列怎么填，见“填写说明”。"
_GENERAL = (
    "一件事项填一行。列名不要改，不需要的列可以空着；橙色、带*的列必填，黄色的列在相应情形下必填。",
    "日期写成 2023-02-10 的样子；单元格右边有箭头的，请从下拉列表中选。",
    "台账里不要填信访人的姓名、身份证号、电话、住址和信访内容；填了也不会读取。",
    "当年登记的全部填报；往年登记的，上年10月1日以后办结的和尚未办结的也要填报。",
    "本月没有信访事项的，在第一行的“信访件编号”写：本月无信访事项，零报告。",
    "检举控告类事项照常登记，只计数，不列入任何清单。",
    "插入、删除、排序都可以；列名受保护，没有密码，一般不需要解除。",
)
_REGISTER_GENERAL = (
    "各表都可以不用；不用的表请整张删去，留着空表则按“有这本登记簿、还没有内容”计算。",
    "填好后取名 登记簿.xlsx，放进当期的文件夹，与各乡镇台账在一起。",
    "各表的名称和列名不要改；橙色、带*的列必填。",
)


def ledger_form(townships: Sequence[str], township: str = "", county: str = "") -> bytes:
    """The ledger form: for one township with its name filled in, or for all ('') with a line for the name.

    ``townships``: the drop-down of 责任单位; ``county``: the beginning of the title. The same arguments give the same
    bytes.
    """
    form = new_book("信访事项台账")
    sheet = form.book.add_worksheet(LEDGER_SHEET)
    # Where 填报单位 names the township, a row without 责任单位 is that township's.
    fields = tuple(replace(f, required="no") if f.id == "township" and township else f for f in LEDGER)
    heading(form, sheet, _HEADER_ROW, fields, choices={"township": townships}, protect=True, key="case_no")
    # The format of a column draws its borders from the first row on; the lines above the table have none.
    for row in range(_HEADER_ROW):
        for column in range(len(LEDGER)):
            sheet.write_blank(row, column, None, form.above)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, f"{county}信访事项台账", form.title)
    sheet.write_string(1, 0, f"{_UNIT}{township}", form.above if township else form.open_line)
    sheet.write_string(0, 3, _LEGEND, form.above)
    sheet.autofilter(_HEADER_ROW, 0, LAST_ROW, len(LEDGER) - 1)
    printed(sheet, _HEADER_ROW, wide=_PAGES_ACROSS)
    instructions(form, _GENERAL, (_line(LEDGER_SHEET, f) for f in fields), LEDGER_SHEET)
    return form.bytes()


def registers_form(townships: Sequence[str]) -> bytes:
    """登记簿.xlsx with a sheet per register; the office deletes those that the county doesn't keep."""
    form = new_book("登记簿")
    for register in REGISTERS:
        sheet = form.book.add_worksheet(register.name)
        lists = {"township": townships, "place": ("县级", *townships), "decision": _decisions(townships)}
        heading(form, sheet, 0, register.fields, choices=lists, protect=True)
        printed(sheet, 0, wide=_PAGES_ACROSS if register.id == "superior" else 1)
    lines = (_line(register.name, f) for register in REGISTERS for f in register.fields)
    instructions(form, _REGISTER_GENERAL, lines, REGISTERS[0].name)
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
