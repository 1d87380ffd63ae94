"""What the columns of the published tables (schema/contract.py) are called where people read them."""

from __future__ import annotations

from pipeline.schema.contract import TABLES
from pipeline.schema.ledger import LEDGER

MATTER_LABELS: dict[str, str] = {
    **{f.id: f.label for f in LEDGER},
    "due_date": "办理期限（核算）",
    "acceptance_limit": "受理期限（核算）",
    "extension_valid": "延期有效",
    "came_back": "办结后再次信访",
    "withdrawn_valid": "退回有效",
    "in_hand": "期末在办",
    "backfilled": "补登",
    "unreadable": "读不出的栏",
    "notice": "告知情况",
    "origin": "数据来源",
    "claim": "归属",
    "root_case_no": "首件编号",
    "other_numbers": "其他写法和原编号",
    "source_file": "来源文件",
    "source_sheet": "来源工作表",
    "source_row": "来源单元格",
}
"""合并台账: the headings of the columns of the table matters, except ``hidden``: hidden matters aren't in the sheet.

``source_row`` is shown as the cell of the matter's number.
"""

FINDING_LABELS: dict[str, str] = {
    "severity": "级别",
    "code": "规则",
    "township": "乡镇",
    "file": "文件",
    "sheet": "工作表",
    "cell": "单元格",
    "cells": "处数",
    "message": "问题",
    "remedy": "处理办法",
    "case_nos": "全部编号",
}
"""问题清单: the columns shown of the table findings; the page leaves the last one to 汇总.xlsx."""
RULE = "规则全句"
"""Behind them in 汇总.xlsx: what the rule says of any ledger, by which its findings can be filtered."""

CHANGE_LABELS: dict[str, str] = {
    "file": "文件",
    "sheet": "工作表",
    "cell": "单元格",
    "column": "列",
    "before": "原来写的",
    "after": "读作",
}
"""审核页: the columns of the table changes."""

RESENT_LABELS: dict[str, str] = {
    "township": "乡镇",
    "file": "文件",
    "sheet": "工作表",
    "cell": "单元格",
    "before_file": "替换的文件",
    "kind": "变化",
    "case_no": "信访件编号",
    "column": "栏目",
    "before": "上次",
    "after": "这次",
    "code": "规则",
    "count": "处数",
}
"""审核页: the columns shown of the table resent."""

DECIDED_LABELS: dict[str, str] = {"file": "文件", "sheet": "工作表", "cell": "单元格", "decision": "认定"}
"""审核页: the columns of the table decided."""

SHEET_LABELS: dict[str, str] = {
    "file": "文件",
    "sheet": "工作表",
    "township": "乡镇",
    "kind": "类别",
    "header_row": "表头行",
    "rows_read": "读到",
    "kept": "计入",
    "set_aside": "未计入",
    "not_data": "不是数据",
}
"""审核页: the columns of the table rows."""

FILE_LABELS: dict[str, str] = {"file": "文件", "kind": "种类", "township": "乡镇", "verdict": "处理", "reason": "原因"}
"""审核页: the columns shown of the table files."""

OVERDUE_LABELS: dict[str, str] = {
    "township": "乡镇",
    "kind": "类别",
    "case_no": "信访件编号",
    "registered_on": "登记日期",
    "accepted_on": "受理日期",
    "due": "应办日期",
    "days_over": "逾期天数",
}
"""逾期件: the columns of Report.overdue."""
PLACE = "出处"
"""Behind them: the ledger, its sheet and the cell of an overdue matter."""

BLANK = "未填"
"""What a blank or unreadable code stands under in the table volumes; a class among classes it is nowhere."""

VOLUME_LABELS: dict[str, str] = {
    "channel": "信访形式",
    "class": "内容分类",
    "level": "信访层级",
    "handling": "三到位一处理",
}
"""What the column ``by`` of the table volumes says."""

# fmt: off
LIST_LABELS: dict[str, dict[str, str]] = {
    "到期预警": {
        "township": "乡镇", "kind": "类别", "case_no": "信访件编号", "registered_on": "登记日期", "accepted_on": "受理日期", "due": "期限",
        "days_left": "剩余天数",
    },
    "延期件": {
        "township": "乡镇", "case_no": "信访件编号", "accepted_on": "受理日期", "extension_approved_on": "批准日期", "extended_to": "延期至",
        "due_date": "办理期限（核算）", "concluded_on": "办结日期",
    },
    "积案批次": {"batch": "批次", "township": "乡镇", "matters": "交办", "settled": "已化解", "overdue": "到期未化解"},
    "督办销号": {
        "township": "乡镇", "case_no": "信访件编号", "supervised_on": "督办日期", "at_fault": "有责", "reply_by": "反馈期限",
        "replied_on": "反馈日期", "state": "状态",
    },
    "退回超期": {
        "township": "乡镇", "case_no": "信访件编号", "received_on": "收到日期", "hand_back_by": "最迟退回日期", "withdrawn_on": "退回日期",
    },
    "退回后无人接手": {"case_no": "信访件编号", "handed_back_by": "退回单位", "held_until": "退回日期"},
    "接访天数": {"place": "乡镇或县级", "days": "接访天数", "due": "应接访天数", "visits": "批次", "settled": "当场化解批次"},
    "接访": {"on": "日期", "place": "乡镇或县级", "official": "接访领导", "visits": "批次", "settled": "当场化解批次"},
    "抽查核实单": {
        "township": "乡镇", "case_no": "信访件编号", "checked": "核实事项", "why": "列入原因", "concluded_on": "办结日期", "outcome": "办理结果",
        "handling": "三到位一处理", "result": "核实结果", "checked_by": "核实人", "checked_on": "核实日期",
    },
    "处理决定": {
        "township": "乡镇", "indicators": "改变的数字", "score": "得分", "rank": "名次", "group": "分组", "three_none": "三无",
        "plain_score": "不作决定的得分", "plain_rank": "不作决定的名次", "plain_group": "不作决定的分组", "plain_three_none": "不作决定的三无",
    },
    "送签单": {"paper": "文书", "recipient": "主送", "issuer": "发文机关", "signer": "签发人", "opinion": "签发意见", "signed_on": "日期"},
}
# fmt: on
"""汇总.xlsx: the columns of each working list."""

WORKLOAD_LABELS: dict[str, str] = {
    "registered": "登记",
    "visits": "来访批次",
    "persons": "来访人次",
    "group_visits": "集体访批次",
    "group_persons": "集体访人次",
    "accepted": "受理",
    "concluded": "办结",
    "open_end": "期末在办",
}
"""信访量: the numbers of the table workload."""

BALANCE_LABELS: dict[str, str] = {
    "township": "乡镇",
    "open_start": "期初在办",
    "registered": "＋ 新收",
    "moved_in": "＋ 划入",
    "concluded": "－ 办结",
    "handed_back": "－ 退回",
    "moved_out": "－ 划出",
    "open_end": "＝ 期末在办",
}
"""收支核对: the columns of the table balance."""

RESTATED_LABELS: dict[str, str] = {
    "period": "期间",
    "township": "乡镇",
    "indicator": "指标",
    "published": "已发布 n/N",
    "published_rate": "已发布的率",
    "now": "现在算出 n/N",
    "rate": "现在的率",
    "documents": "刊载的文书",
}
"""更正: what is shown of the table restated."""

CORRECTION_LABELS: dict[str, str] = {
    "document": "定稿的文书",
    "recipient": "发给",
    "number": "文号",
    "kind": "种类",
    "township": "单位",
    "item": "项目",
    "issued": "定稿所印",
    "now": "现在会印",
}
"""更正对照: what is shown of the table corrections."""

assert [*MATTER_LABELS] == [id_ for id_ in TABLES["matters"].columns if id_ != "hidden"]
