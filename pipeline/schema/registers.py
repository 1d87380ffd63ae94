"""登记簿.xlsx: the office's registers, every sheet optional, told by name."""

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


DECISIONS = ("采用此件", "归属乡镇", "同意退回", "更正属实", "月份无误")

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
        Field("matter", "事由", "given", example="逾期未办结"),
        _flag("at_fault", "有责"),
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
        Field("result", "核实结果", "code", "yes", codes=("属实", "不属实"), example="属实"),
    )),
    Sheet("decisions", "处理决定", (
        Field("subject", "文件或信访件编号", required="yes", headings=("文件", "信访件编号", "对象"), example="3700002023020001"),
        Field("rule", "规则", example="R031"),
        Field("decision", "决定", required="yes", example="更正属实"),
        Field("handled_by", "经手", example="业务股"),
        Field("decided_on", "日期", "date", example="2023-03-06"),
    )),
)  # fmt: skip
"""接访登记 counts may be 0; 决定 is one of DECISIONS, 归属乡镇 followed by the township ('归属乡镇：城关镇')."""

REGISTER = {sheet.id: sheet for sheet in REGISTERS}
