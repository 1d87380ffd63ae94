"""A small ledger with faults in it, as xlsx, xls and csv, and what mends it."""

from __future__ import annotations

import csv
import io

import xlwt
from openpyxl.workbook import Workbook

HEADINGS = [
    "序号",
    "信访件编号",
    "责任单位",
    "信访人姓名",
    "登记日期",
    "信访形式",
    "初重件",
    "人数",
    "受理日期",
    "办结日期",
    "办理结果",
    "化解状态",
    "信访目的",
    "信访层级",
    "办理程序",
    "包案领导",
    "对责任单位评价",
]
Row = list[object]


def rows() -> list[Row]:
    """A title, the header in row 3 and ten matters in rows 4 to 13; five cells are wrong."""
    table: list[Row] = [["样例县甲镇信访事项台账"], ["填报单位：甲镇"], list(HEADINGS)]
    table += [
        [
            n,
            f"YL2023-{n:04d}",
            "甲镇",
            "张样例",
            f"2023-02-{n:02d}",
            "来访",
            "初件",
            1,
            "2023-02-12",
            f"2023-02-{n + 12}",
            "予以支持",
            "已化解",
        ]
        for n in range(1, 11)
    ]
    table[3][8] = "2023.2.30"
    table[4][5] = "微信群"
    table[5][10] = None
    table[6][4] = None
    table[7][7] = "若干"
    return table


MENDED = {"I4": "2023-02-12", "F5": "来访", "K6": "予以支持", "E7": "2023-02-04", "H8": 1}
"""What a clerk who follows the comments writes, and nowhere else."""


def xlsx(table: list[Row]) -> bytes:
    book = Workbook()
    for row in table:
        book.active.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def xls(table: list[Row]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    for r, row in enumerate(table):
        for c, value in enumerate(row):
            if value is not None:
                sheet.write(r, c, value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def text(table: list[Row]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(table)
    return buffer.getvalue().encode("gb18030")
