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
    "backfilled": "补登",
    "origin": "数据来源",
    "claim": "归属",
    "root_case_no": "首件编号",
    "source_file": "来源文件",
    "source_sheet": "来源工作表",
    "source_row": "来源行号",
}
"""合并台账: heading of each column of the table matters."""

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
}
"""问题清单: the columns shown of the table findings (case_nos isn't)."""

CHANGE_LABELS: dict[str, str] = {
    "file": "文件",
    "sheet": "工作表",
    "cell": "单元格",
    "column": "列",
    "before": "原来写的",
    "after": "读作",
}
"""审核页: the columns of the table changes."""

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

assert list(MATTER_LABELS) == list(TABLES["matters"].columns)
