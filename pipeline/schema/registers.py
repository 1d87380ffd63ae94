"""登记簿.xlsx: the office's registers. Each sheet is known by its name and may be left out."""

from __future__ import annotations

from dataclasses import replace

from pipeline.schema.fields import Field, Sheet
from pipeline.schema.ledger import LEDGER, YES_NO

REGISTER_FILE = "登记簿"
"""A workbook of this name (any spreadsheet format) in a period's folder holds the registers."""

_TOWNSHIP = Field("township", "乡镇", "township", "yes", ("单位", "责任单位", "责任乡镇"), example="城关镇")
_CASE = Field("case_no", "信访件编号", "text", "yes", ("编号", "case_no", "信访编号"), example="3700002023020001")


def _flag(id_: str, label: str, *headings: str) -> Field:
    return Field(id_, label, "flag", headings=headings, codes=("是", "否"), code_aliases=YES_NO, example="是")


COUNTY_LEVEL = "县级"
"""接访登记: written in place of a township where the county's leaders were on duty."""
GIVEN_TO, RENUMBERED = "归属乡镇", "改号"
DECISIONS = ("采用此件", GIVEN_TO, "同意退回", "更正属实", RENUMBERED, "重新办理", "可列", "月份无误")
FAULTS = ("推诿", "敷衍", "拖延", "弄虚作假", "拒不执行", "违规受理办理")
"""The faults that 有责 may rest on (信访工作条例 Art. 40)."""
CHECKED = ("化解", "延期", "受理告知", "评价", "登记")
"""What a spot check looked at; a blank means the first."""

# fmt: off
REGISTERS: tuple[Sheet, ...] = (
    Sheet("reports", "报送登记", (
        _TOWNSHIP,
        Field("due_on", "应报日期", "date", "yes", example="2023-03-03"),
        Field("sent_on", "报送日期", "date", example="2023-03-02"),
        _flag("zero", "零报告"),
        Field("file_name", "文件名", example="城关镇.xlsx"),
        _flag("daily", "每日"),
    )),
    Sheet("superior", "上级登记台账", tuple(replace(f, required="yes" if f.id in ("case_no", "township", "registered_on") else "no") for f in LEDGER)),
    Sheet("assigned", "交办清单", (
        _CASE, _TOWNSHIP,
        Field("batch", "批次", required="yes", example="第二批集中治理重复信访"),
        Field("assigned_on", "交办日期", "date", "yes", example="2022-06-01"),
        Field("settle_by", "要求化解日期", "date", example="2023-02-28"),
    )),
    Sheet("supervised", "督办登记", (
        _CASE, _TOWNSHIP,
        Field("supervised_on", "督办日期", "date", "yes", example="2023-02-10"),
        Field("matter", "事由", "given", codes=FAULTS, example="拖延"),
        _flag("at_fault", "有责"),
        Field("confirmed_on", "认定日期", "date", example="2023-02-20"),
        Field("basis", "认定依据", example="督查组认定意见"),
        Field("reply_by", "反馈期限", "date", example="2023-02-24"),
        Field("replied_on", "反馈日期", "date", example="2023-02-22"),
    )),
    Sheet("visits", "接访登记", (
        Field("on", "日期", "date", "yes", example="2023-02-15"),
        Field("place", "乡镇或县级", required="yes", headings=("乡镇", "乡镇/县级", "单位"), example="县级"),
        Field("official", "接访领导", "named", example="是"),
        Field("visits", "批次", "count", example="3"),
        Field("settled", "当场化解批次", "count", example="1"),
    )),
    Sheet("spot_checks", "抽查登记", (
        _CASE,
        Field("checked", "核实事项", "code", codes=CHECKED, code_aliases={"受理": "受理告知", "告知": "受理告知"}, example="化解"),
        Field("result", "核实结果", "code", "yes", codes=("属实", "不属实"), example="属实"),
    )),
    Sheet("issued", "发文登记", (
        Field("document", "文书", required="yes", example="督办函"),
        replace(_TOWNSHIP, required="no"),
        Field("number", "文号", example="青信督〔2023〕3号"),
        Field("dated_on", "成文日期", "date", "yes", example="2023-03-08"),
        Field("signer", "签发人", example="局长"),
    )),
    Sheet("objections", "异议登记", (
        _TOWNSHIP,
        Field("on", "日期", "date", "yes", example="2023-03-07"),
        Field("what", "异议", required="yes", example="3700002023020001 已于2月20日办结"),
        Field("answer", "答复", example="核对系统后更正"),
    )),
    Sheet("advice", "建议登记", (
        Field("kind", "类别", "code", "yes", codes=("改进工作", "完善政策", "追究责任"), example="改进工作"),
        _TOWNSHIP,
        Field("on", "日期", "date", "yes", example="2023-03-15"),
        Field("replied_on", "书面反馈日期", "date", example="2023-04-10"),
        _flag("adopted", "采纳"),
    )),
    Sheet("decisions", "处理决定", (
        Field("subject", "文件或信访件编号", required="yes", headings=("文件", "信访件编号", "对象"), example="3700002023020001"),
        Field("rule", "规则", example="R031"),
        Field("column", "栏目", example="受理日期"),
        Field("decision", "决定", required="yes", example="更正属实"),
        Field("from_on", "起始日期", "date", example="2023-03-05"),
        Field("basis", "依据", example="受理告知书"),
        Field("handled_by", "经手", example="业务股"),
        Field("reviewed_by", "复核人", example="分管副局长"),
        Field("decided_on", "日期", "date", example="2023-03-06"),
    )),
)
# fmt: on
"""The registers in the order of their sheets.

The counts of 接访登记 may be 0. 决定 is one of DECISIONS; 归属乡镇 is followed by the township and the first day
('归属乡镇：城关镇 2023-03-05'), 改号 by the new number ('改号：QH20230009').
"""

REGISTER = {sheet.id: sheet for sheet in REGISTERS}
