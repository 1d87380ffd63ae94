"""What the hand-made report holds of reading: files, rows, findings and changes."""

from __future__ import annotations

import random

import pandas as pd

from pipeline.bundles import contract_table
from tests.render.sample_figures import NAMES, SECRET

HOSTILE = "=1+1\"<公司>&'</script><b>x"


def files() -> list[dict[str, object]]:
    """The table files: 19 ledgers, one of them replaced, one refused file, 登记簿 and a file to ignore."""
    rows: list[dict[str, object]] = [
        {"file": f"2023-02/{n}台账.xlsx", "sha256": f"{i:064x}", "kind": "台账", "township": n, "verdict": "采用"}
        for i, n in enumerate(NAMES[:19])
    ]
    rows += [
        {
            "file": "2023-02/清河镇(1).xlsx",
            "sha256": "a" * 64,
            "kind": "台账",
            "township": "清河镇",
            "verdict": "被替换",
            "reason": "处理决定采用另一份",
        },
        {
            "file": "2023-02/新建 <公司>&.docx",
            "sha256": "b" * 64,
            "kind": "Word",
            "verdict": "拒收",
            "reason": "不是表格文件，请另存为 .xlsx",
        },
        {"file": "2023-02/登记簿.xlsx", "sha256": "c" * 64, "kind": "登记簿", "verdict": "采用"},
        {
            "file": "2023-02/~$城关镇台账.xlsx",
            "sha256": "d" * 64,
            "kind": "临时文件",
            "verdict": "忽略",
            "reason": "Office 临时文件",
        },
    ]
    return sorted(rows, key=lambda r: str(r["file"]))


def rows(matters: int) -> list[dict[str, object]]:
    """The table rows: the ledgers of 2023-02 with the matters shared among 18 townships, and one of January."""
    each = matters // 18
    rows: list[dict[str, object]] = []
    for i, n in enumerate(NAMES[:19]):
        aside = 2 if n == "石门乡" else 0
        kept = 0 if n == "云台乡" else each
        rows.append(
            {
                "file": f"2023-02/{n}台账.xlsx",
                "sheet": "Sheet1",
                "township": n,
                "kind": "台账",
                "header_row": 3,
                "rows_read": kept + aside + 4,
                "kept": kept,
                "set_aside": aside,
                "not_data": 4,
            }
        )
        if not i % 6:
            rows.append(
                {
                    "file": f"2023-02/{n}台账.xlsx",
                    "sheet": "Sheet2",
                    "township": n,
                    "kind": "跳过",
                    "rows_read": 0,
                    "kept": 0,
                    "set_aside": 0,
                    "not_data": 0,
                }
            )
    rows.append(
        {
            "file": "2023-01/城关镇台账.xlsx",
            "sheet": "Sheet1",
            "township": "城关镇",
            "kind": "台账",
            "header_row": 3,
            "rows_read": 54,
            "kept": 50,
            "set_aside": 0,
            "not_data": 4,
        }
    )
    return sorted(rows, key=lambda r: (str(r["file"]), str(r["sheet"])))


def findings(count: int, dice: random.Random) -> list[dict[str, object]]:
    """The table findings: ``count`` of four kinds in turn, and that of the refused file; one holds hostile text."""
    kinds = (
        ("错误", "R101", "办结日期“2023.2.30”不是存在的日期，该件仍在各项分母中", "请改为真实日期，例如 2023-02-28"),
        (
            "错误",
            "R204",
            "以往台账有、本期台账缺少2件仍应报送的事项：00202211010001、00202211010002；按最后报送的状态继续计算",
            "请补入本期台账；编号写错的更正编号",
        ),
        ("提醒", "R210", "3件的对责任单位评价与上级登记台账不同，按登记台账计算", "请核对并更正台账"),
        ("说明", "R011", "第5–9行为隐藏行，已计入", "无须处理；如不应计入，请删除后重报"),
    )
    rows: list[dict[str, object]] = []
    for i in range(count):
        severity, code, message, remedy = kinds[i % len(kinds)]
        town = NAMES[dice.randrange(12)]
        rows.append(
            {
                "severity": severity,
                "code": code,
                "township": town,
                "file": f"2023-02/{town}台账.xlsx",
                "sheet": "Sheet1",
                "cell": f"Q{i + 4}",
                "cells": 1 + i % 3,
                "message": message,
                "remedy": remedy,
            }
        )
    rows[0] |= {"message": f"{HOSTILE} <公司>&", "remedy": "-1+2", "case_nos": [SECRET]}
    rows.append(
        {
            "severity": "错误",
            "code": "R001",
            "file": "2023-02/新建 <公司>&.docx",
            "cells": 1,
            "message": "这是 Word 文件，不是表格",
            "remedy": "请另存为 .xlsx",
        }
    )
    order = {"错误": 0, "提醒": 1, "说明": 2}
    return sorted(rows, key=lambda r: (order[str(r["severity"])], str(r.get("township", ""))))


def changes(count: int) -> list[dict[str, object]]:
    """The table changes: ``count`` of one kind, and two of the 检举控告 matter."""
    rows: list[dict[str, object]] = [
        {
            "file": f"2023-02/{NAMES[i % 5]}台账.xlsx",
            "sheet": "Sheet1",
            "cell": f"D{i + 4}",
            "column": "登记日期",
            "before": "2023.2.6",
            "after": "2023-02-06",
        }
        for i in range(count)
    ]
    rows.append(
        {
            "file": "2023-02/城关镇台账.xlsx",
            "sheet": "Sheet1",
            "cell": "B999",
            "column": "信访件编号",
            "before": f" {SECRET} ",
            "after": SECRET,
        }
    )
    rows.append(
        {
            "file": "2023-02/城关镇台账.xlsx",
            "sheet": "Sheet1",
            "cell": "H999",
            "column": "内容分类",
            "before": "纪检密件",
            "after": "纪检监察",
        }
    )
    return rows


def counted_for_the_county(*numbers: str) -> pd.DataFrame:
    """The table members: 逾期未受理 whose unit isn't settled."""
    usual = {"indicator": "overdue_unaccepted", "township": None, "part": "计入", "reason": "符合", "county": True}
    return contract_table("members", [{**usual, "item": number} for number in numbers])
