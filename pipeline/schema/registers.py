"""登记簿.xlsx: the office's registers. Each sheet is known by its name and may be left out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.schema.fields import Field, Sheet
from pipeline.schema.ledger import LEDGER, YES_NO
from pipeline.schema.vocabulary import Answer

REGISTER_FILE = "登记簿"
"""A workbook of this name (any spreadsheet format) in a period's folder holds the registers."""


@dataclass(frozen=True, slots=True)
class Register(Sheet):
    """A register. ``key`` is the field that names a row, ``day`` that of its day ('' when there is none).

    ``without``: what the 口径 notes say falls away where it isn't kept, '' when no figure rests on it.
    """

    key: str = "case_no"
    day: str = ""
    without: str = ""


_TOWNSHIP = Field("township", "乡镇", "township", "yes", ("单位", "责任单位", "责任乡镇"), example="城关镇")
_CASE = Field("case_no", "信访件编号", "text", "yes", ("编号", "case_no", "信访编号"), example="3700002023020001")


def _flag(id_: str, label: str, *, note: str, filled: str = "") -> Field:
    return Field(id_, label, "flag", note=note, filled=filled, codes=(*Answer,), code_aliases=YES_NO, example="是")


COUNTY_LEVEL = "县级"
"""接访登记: written in place of a township where the county's leaders were on duty."""
GIVEN_TO, RENUMBERED = "归属乡镇", "改号"
DECISIONS = ("采用此件", GIVEN_TO, "同意退回", "更正属实", RENUMBERED, "重新办理", "可列", "月份无误")
FAULTS = ("推诿", "敷衍", "拖延", "弄虚作假", "拒不执行", "违规受理办理")
"""The faults that 有责 may rest on (信访工作条例 Art. 40)."""
CHECKED = ("化解", "延期", "受理告知", "评价", "登记")
"""What a spot check looked at; a blank means the first."""

# fmt: off
REGISTERS: tuple[Register, ...] = (
    Register("reports", "报送登记", (
        replace(_TOWNSHIP, note="应报送的乡镇，每月一行；特殊时期每日报送的，每日一行"),
        Field("due_on", "应报日期", "date", "yes", example="2023-03-03", note="这一份应当在哪天前报送"),
        Field("sent_on", "报送日期", "date", example="2023-03-02", note="实际收到的日期，没有收到的不填", filled="收到后"),
        _flag("zero", "零报告", note="乡镇申报没有信访事项", filled="零报告时"),
        Field("file_name", "文件名", example="城关镇.xlsx", note="同一乡镇有几份文件时，写明以哪一份为准", filled="有几份时"),
        _flag("daily", "每日", note="这一行是每日报送，不计入按时报送率", filled="每日报送时"),
    ), key="township", day="due_on",
      without="按时报送率不计算，台账迟报无法核对"),
    Register("superior", "上级登记台账", tuple(replace(f, filled="", required="yes" if f.id in ("case_no", "township", "registered_on") else "no") for f in LEDGER), key="case_no", day="registered_on",
      without="遗漏无法比对"),
    Register("assigned", "交办清单", (
        replace(_CASE, note="交办的信访件"), replace(_TOWNSHIP, note="交办给哪个乡镇"),
        Field("batch", "批次", required="yes", example="第二批集中治理重复信访", note="哪一批交办；同一件在两批里各写一行"),
        Field("assigned_on", "交办日期", "date", "yes", example="2022-06-01", note="交办的日期"),
        Field("settle_by", "要求化解日期", "date", example="2023-02-28", note="要求在哪天前化解", filled="有期限时"),
    ), key="case_no", day="assigned_on",
      without="积案化解率、到期未化解积案不计算"),
    Register("supervised", "督办登记", (
        replace(_CASE, note="督办的信访件"), replace(_TOWNSHIP, note="督办哪个乡镇"),
        Field("supervised_on", "督办日期", "date", "yes", example="2023-02-10", note="发出督办的日期"),
        Field("matter", "事由", "given", codes=FAULTS, example="拖延", note="为什么督办；认定有责的，从推诿、敷衍、拖延、弄虚作假、拒不执行、违规受理办理中选一项，其他写法只记有没有", filled="认定有责时"),
        _flag("at_fault", "有责", note="是否认定有责；三无条件只看这一栏", filled="认定后"),
        Field("confirmed_on", "认定日期", "date", example="2023-02-20", note="认定有责的日期，计入这一天所在的期间；不填按督办日期", filled="认定后"),
        Field("basis", "认定依据", example="督查组认定意见", note="凭什么认定", filled="认定后"),
        Field("reply_by", "反馈期限", "date", example="2023-02-24", note="要求在哪天前反馈", filled="有期限时"),
        Field("replied_on", "反馈日期", "date", example="2023-02-22", note="实际反馈的日期", filled="反馈后"),
    ), key="case_no", day="supervised_on",
      without="有责督办不计算"),
    Register("visits", "接访登记", (
        Field("on", "日期", "date", "yes", example="2023-02-15", note="接访的日期"),
        Field("place", "乡镇或县级", required="yes", headings=("乡镇", "乡镇/县级", "单位"), example="县级", note="哪个乡镇接访；县里接访的写“县级”"),
        Field("official", "接访领导", "named", example="是", note="接访领导；可以只写“是”", filled="有领导接访时"),
        Field("visits", "批次", "count", example="3", note="接待了多少批，可以是0", filled="接访后"),
        Field("settled", "当场化解批次", "count", example="1", note="当场化解了多少批，可以是0", filled="接访后"),
    ), key="place", day="on"),
    Register("spot_checks", "抽查登记", (
        replace(_CASE, note="抽查的信访件"),
        Field("checked", "核实事项", "code", codes=CHECKED, code_aliases={"受理": "受理告知", "告知": "受理告知"}, example="化解", note="核实的是哪一项；不填按化解", filled="核实的不是化解时"),
        Field("result", "核实结果", "code", "yes", codes=("属实", "不属实"), example="属实", note="是否属实；化解不属实的按未化解计算，延期不属实的按未批准计算，日期不属实的按没有填计算"),
    ), key="case_no",
      without="未作抽查核实"),
    Register("issued", "发文登记", (
        Field("document", "文书", required="yes", example="督办函", note="哪一种文书"),
        replace(_TOWNSHIP, required="no", note="发给哪个乡镇；发全县的不填", filled="发给一个乡镇时"),
        Field("number", "文号", example="青信督〔2023〕3号", note="文号", filled="编号后"),
        Field("dated_on", "成文日期", "date", "yes", example="2023-03-08", note="成文日期"),
        Field("signer", "签发人", example="局长", note="谁签发", filled="需要时"),
    ), key="document", day="dated_on"),
    Register("objections", "异议登记", (
        replace(_TOWNSHIP, note="哪个乡镇提出"),
        Field("on", "日期", "date", "yes", example="2023-03-07", note="提出的日期"),
        Field("what", "异议", required="yes", example="3700002023020001 已于2月20日办结", note="对核对稿的哪一处有异议；不要写个人信息"),
        Field("answer", "答复", example="核对系统后更正", note="怎样答复", filled="答复后"),
    ), key="what", day="on"),
    Register("advice", "建议登记", (
        Field("kind", "类别", "code", "yes", codes=("改进工作", "完善政策", "追究责任"), example="改进工作", note="改进工作、完善政策、追究责任，选一种"),
        replace(_TOWNSHIP, note="建议哪个乡镇"),
        Field("on", "日期", "date", "yes", example="2023-03-15", note="提出建议的日期"),
        Field("replied_on", "书面反馈日期", "date", example="2023-04-10", note="书面反馈的日期", filled="反馈后"),
        _flag("adopted", "采纳", note="是否采纳", filled="反馈后"),
    ), key="kind", day="on"),
    Register("decisions", "处理决定", (
        Field("subject", "文件或信访件编号", required="yes", headings=("文件", "信访件编号", "对象"), example="3700002023020001", note="决定针对的文件名，或信访件编号"),
        Field("rule", "规则", example="R031", note="针对的规则编号；写了，这条问题就转为说明。写错后已改用新编号的，对原编号写 R204、更正属实，原编号就不再计入", filled="针对某条问题时"),
        Field("column", "栏目", example="受理日期", note="更正属实针对的台账列名，如 受理日期", filled="更正属实时"),
        Field("decision", "决定", required="yes", example="更正属实", note="采用此件、归属乡镇：乡镇名、同意退回、更正属实、改号：新编号、重新办理、可列、月份无误，选一种"),
        Field("from_on", "起始日期", "date", example="2023-03-05", note="从哪一天起归属、重新办理；不填按日期栏", filled="归属乡镇、重新办理时"),
        Field("basis", "依据", example="受理告知书", note="凭什么决定", filled="需要时"),
        Field("handled_by", "经手", example="业务股", note="谁经手", filled="需要时"),
        Field("reviewed_by", "复核人", example="分管副局长", note="谁复核", filled="需要时"),
        Field("decided_on", "日期", "date", example="2023-03-06", note="决定的日期", filled="需要时"),
    ), key="subject", day="decided_on"),
)
# fmt: on
"""The registers in the order of their sheets.

The counts of 接访登记 may be 0. 决定 is one of DECISIONS; 归属乡镇 is followed by the township and the first day
('归属乡镇：城关镇 2023-03-05'), 改号 by the new number ('改号：QH20230009').
"""

ISSUED_BOOK = "发文登记.xlsx"
"""The file in a period's folder that the program itself writes: the register of the papers issued."""
REGISTER = {sheet.id: sheet for sheet in REGISTERS}
