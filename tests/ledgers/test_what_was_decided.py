"""How each file was understood, word for word: the table decided, which the review page shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.bundles import Reading
from pipeline.schema.contract import TABLES
from tests.ledgers.conftest import CASES, FOLDER, SETTINGS, ReadCase

UNIT = "Sheet1 ：按“填报单位”一行认作城关镇的台账"


def decided(reading: Reading) -> list[str]:
    """The decisions as sheet cell: sentence."""
    return [
        f"{sheet} {cell}：{text}"
        for sheet, cell, text in reading.decided[["sheet", "cell", "decision"]].fillna("").values.tolist()
    ]


@pytest.mark.parametrize(
    ("name", "as_name", "sentences"),
    [
        ("plain.xlsx", "", ["Sheet1 A3：表头在第3行", UNIT]),
        ("merged_header.xlsx", "", ["Sheet1 A3:A4：表头占第3—4行", "Sheet1 G4、H4：有2列涉及个人信息，不读取", UNIT]),
        (
            "totals.xlsx",
            "",
            [
                "Sheet1 A3：表头在第3行",
                "Sheet1 A6：第6行、第8行为合计，不计入",
                "Sheet1 A10：第10行为表尾，不计入",
                "Sheet1 A4：第4行、第9行为只有数字的行，不计入",
                UNIT,
            ],
        ),
        (
            "repeated_header.xlsx",
            "",
            [
                "Sheet1 A3：表头在第3行",
                "Sheet1 A7：第7行为重复的表头，不计入",
                "Sheet1 A6：第6行为重复的标题，不计入",
                "Sheet1 A5：第5行为表尾，不计入",
                UNIT,
            ],
        ),
        (
            "hidden.xlsx",
            "",
            [
                "Sheet1 A3：表头在第3行",
                "Sheet1 A5：第5行为隐藏行，已计入",
                "Sheet1 E3：E列为隐藏列，已读取",
                UNIT,
                "草稿 ：工作表“草稿”跳过：是隐藏的",
            ],
        ),
        ("form_only.xlsx", "", ["Sheet1 A3：表头在第3行", "Sheet1 A4：第4—5行为没有填写的行，不计入", UNIT]),
        (
            "two_sheets.xlsx",
            "",
            [
                "一月 A3：表头在第3行",
                "一月 ：按“填报单位”一行认作城关镇的台账",
                "二月 A3：表头在第3行",
                "二月 ：按“填报单位”一行认作城关镇的台账",
                "说明 ：工作表“说明”跳过：没有表头",
            ],
        ),
        (
            "no_registered_on.xlsx",
            "",
            [
                "Sheet1 A3：表头在第3行",
                "Sheet1 D3：有1列列名不认识，不读取",
                "Sheet1 ：工作表“Sheet1”跳过：表头有误",
                UNIT,
            ],
        ),
        (
            "no_unit.xlsx",
            "石门乡.xls",
            [
                " ：扩展名是.xls，内容是xlsx，按内容读取",
                "Sheet1 A1：表头在第1行",
                "Sheet1 ：按文件名认作石门乡的台账",
            ],
        ),
        (
            "old.xls",
            "",
            ["Sheet1 A3：表头在第3行", "Sheet1 A5：第5行为隐藏行，已计入", "Sheet1 ：按“责任单位”一列认作柳树镇的台账"],
        ),
        ("zero.txt", "", ["zero ：写明“无信访事项”，作零报告", "zero ：按“填报单位”一行认作城关镇的台账"]),
        (
            "register.xlsx",
            "登记簿.xlsx",
            [
                "报送登记 A1：表头在第1行",
                "接访登记 A1：表头在第1行",
                "接访登记 B1：“乡镇”认作“乡镇或县级”",
                "抽查登记 A1：表头在第1行",
                "抽查登记 A1：“编号”认作“信访件编号”",
                "督办台账 ：工作表“督办台账”跳过：登记簿没有这张表",
            ],
        ),
        ("damaged.xlsx", "", []),
    ],
)
def test_what_was_decided_is_told_in_this_order(
    name: str, as_name: str, sentences: list[str], read_case: ReadCase
) -> None:
    """The file as a whole, then each sheet: its header, its headings from left to right, its rows, whose it is."""
    reading = read_case(name, as_name)
    assert decided(reading) == sentences
    assert list(reading.decided.columns) == list(TABLES["decided"].columns)
    assert set(reading.decided["file"]) <= {f"{FOLDER}/{as_name or name}"}


def test_a_heading_known_by_another_name_is_told(read_bytes: object) -> None:
    """Also one that the county has added."""
    assert callable(read_bytes)
    settings = replace(SETTINGS, heading_aliases={"登记日期": ("建档日",)})
    reading = read_bytes({"a.xlsx": (CASES / "no_registered_on.xlsx").read_bytes()}, settings)
    assert "Sheet1 D3：“建档日”认作“登记日期”" in decided(reading)


def test_no_decision_names_what_a_refused_column_is_called(read_case: ReadCase) -> None:
    """How many there are and where is enough."""
    for name in ("refused_columns.xlsx", "merged_header.xlsx"):
        assert not any(word in "".join(decided(read_case(name))) for word in ("姓名", "身份证", "住址", "电话"))
