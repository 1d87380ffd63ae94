"""自设规则: what is read of a row, and each fault with its cell and its sentence."""

from __future__ import annotations

import pytest

from pipeline.settings.own_rule import OwnRule, RowTest
from tests.own_rule_rows import REMEDY, own_rule, own_rules
from tests.settings_sheets import faults, settings

PLACE = "设置.xlsx“自设规则”工作表 "


def test_a_rule_is_read_with_its_tests_in_order():
    grid = own_rules(
        (
            "c001",
            "受理日期 < 登记日期 且 信访形式 属于 来信、走访 且 人数>=5 且 天数差（登记日期，收到日期）＞15",
            "错误",
            "受理日期〔受理日期〕早于登记日期。",
            REMEDY,
            "人数",
        )
    )
    assert settings(grid).own_rules == (
        OwnRule(
            "C001",
            (
                RowTest("accepted_on", "<", other="registered_on"),
                RowTest("channel", "属于", ("来信", "来访")),
                RowTest("persons", "≥", ("5",)),
                RowTest("received_on", ">", ("15",), since="registered_on"),
            ),
            "受理日期 < 登记日期 且 信访形式 属于 来信、走访 且 人数>=5 且 天数差（登记日期，收到日期）＞15",
            "错误",
            "受理日期〔受理日期〕早于登记日期",
            REMEDY,
            "persons",
        ),
    )


def test_level_and_marked_column_may_be_left_blank():
    (rule,) = settings(own_rule("办结日期 不为空 且 三到位一处理 空", severity="")).own_rules
    assert (rule.severity, rule.marked) == ("提醒", "concluded_on")
    assert [test.operator for test in rule.tests] == ["不空", "空"]


def test_a_county_without_the_sheet_has_no_rule_of_its_own():
    assert settings().own_rules == ()


@pytest.mark.parametrize(
    ("test", "sentence"),
    [
        (
            "办结日期早于受理日期",
            (
                "判定“办结日期早于受理日期”看不懂；每一项写成“列名 运算符 值或列名”“列名 空”“列名 不空”"
                "“列名 属于 几个值”或“天数差(前, 后) 运算符 天数”，"
                "几项之间用“且”，例如 办结日期 不空 且 三到位一处理 空。"
            ),
        ),
        (
            "办结日其 < 受理日期",
            "判定中的“办结日其”不是台账列名，最接近的是“办结日期”；请改成“办结日期”；自设规则只看台账的一行，不能用指标。",
        ),
        (
            "按期办结率 < 90%",
            "判定中的“按期办结率”不是台账列名，最接近的是“办结日期”；请改成“办结日期”；自设规则只看台账的一行，不能用指标。",
        ),
        (
            "信访人姓名 空",
            "“信访人姓名”是个人信息列，程序一律不读取，不能写规则；请删去此行，或改看别的栏目，例如 办结日期。",
        ),
        (
            "联系电话 = 12345",
            "“联系电话”是个人信息列，程序一律不读取，不能写规则；请删去此行，或改看别的栏目，例如 办结日期。",
        ),
        (
            "关联件编号 = 01",
            (
                "“关联件编号”不能与值比较，写的是“= 01”；文字栏目只能判定空或不空，属于只用于从下拉列表中选的栏目，"
                "例如 关联件编号 不空。"
            ),
        ),
        (
            "办结日期 属于 2023-01-01",
            (
                "“办结日期”不能与值比较，写的是“属于”；文字栏目只能判定空或不空，属于只用于从下拉列表中选的栏目，"
                "例如 办结日期 不空。"
            ),
        ),
        (
            "办结日期 < 人数",
            "“办结日期”和“人数”不能相比；两个不同的日期栏目才能相比或求天数差，例如 办结日期 < 受理日期。",
        ),
        (
            "天数差(受理日期, 人数) > 3",
            "“受理日期”和“人数”不能相比；两个不同的日期栏目才能相比或求天数差，例如 办结日期 < 受理日期。",
        ),
        (
            "天数差(受理日期, 办结日期) > 三十",
            (
                "判定中“天数差(受理日期, 办结日期)”要与整数比较，写的是“三十”；"
                "请改正，例如 天数差(受理日期, 办结日期) > 60。"
            ),
        ),
        (
            "责任单位 = 城关镇",
            "判定不能看“责任单位”：规则对各乡镇一样；请删去这一项，例如只写 办结日期 < 受理日期。",
        ),
        (
            "信访形式 属于 来信、上门",
            "判定中“信访形式”没有“上门”这个取值；请用来信、来访、网上、来电、其他之一，例如 信访形式 = 来信。",
        ),
        (
            "人数 > 许多",
            "判定中“人数”要与整数比较，写的是“许多”；请改正，例如 人数 ≥ 5。",
        ),
    ],
)
def test_a_fault_of_a_test_is_told_with_its_cell(test: str, sentence: str):
    assert faults(own_rule(test)) == [f"{PLACE}B2：{sentence}"]


def test_every_fault_of_a_row_is_told_at_once():
    grid = own_rules(
        (
            "R001",
            "办结日期 < 受理日期",
            "警告",
            "关联件〔关联件编号〕不对",
            "请核对〔办结日期",
            "是否办结",
        )
    )
    given = "〔〕里只能写日期、人数和从下拉列表中选的栏目，例如 〔办结日期〕；文字栏目的内容不印出。"
    assert faults(grid) == [
        f"{PLACE}A2：自设规则的编号“R001”不可用；请填 C 加三位数字，例如 C001。",
        f"{PLACE}C2：“级别”填的“警告”不可用，最接近的是“错误”；请填错误、提醒、说明之一，例如 错误。",
        f"{PLACE}F2：没有名为“是否办结”的标准列，最接近的是“办结日期”；请改成“办结日期”。",
        f"{PLACE}D2：“提示”中的“〔关联件编号〕”不可用；{given}",
        f"{PLACE}E2：“处理办法”中的“请核对〔办结日期”不可用；{given}",
    ]


def test_a_code_stands_once_and_a_sentence_is_short():
    row = ("办结日期 < 受理日期", "提醒", "填得不对", REMEDY, "")
    assert faults(own_rules(("C001", *row), ("C001", *row))) == [
        f"{PLACE}A3：“C001”重复，前面 A2 已有；请只保留一处，另一处删去，例如保留 A2。"
    ]
    assert faults(own_rule("办结日期 < 受理日期", message="长" * 101)) == [
        f"{PLACE}D2：“提示”有101个字，超过100个；请写短一些，例如 已办结而没有填三到位一处理。"
    ]


@pytest.mark.parametrize(
    ("test", "subjects"),
    [
        ("信访层级 = 国家", "信访层级"),
        ("信访层级 = 国家 且 办结日期 空", "信访层级"),
        ("来访类别 = 异常", "来访类别"),
        ("信访形式 = 来访 且 人数 ≥ 5", "信访形式、人数"),
        ("初重件 = 重件", "初重件"),
        ("登记日期 ≥ 2023-01-01", "登记日期"),
    ],
)
def test_a_rule_that_counts_petitions_may_remind_and_is_no_error(test: str, subjects: str):
    """An error keeps a township off the 三无 list, so it would rank by who came."""
    assert faults(own_rule(test, severity="错误")) == [
        (
            f"{PLACE}C2：规则C001的级别是错误，看的是{subjects}：错误使乡镇不能列入三无名单，"
            "等于按来了多少信访、到哪一级评三无；请把级别改为提醒或说明，或改看填得对不对，例如 办结日期 < 受理日期。"
        )
    ]
    assert len(settings(own_rule(test)).own_rules) == 1


@pytest.mark.parametrize(
    "test", ["信访形式 空", "信访层级 空", "初重件 = 重件 且 关联件编号 空", "收到日期 < 登记日期"]
)
def test_what_a_township_left_out_or_contradicts_may_be_an_error(test: str):
    assert len(settings(own_rule(test, severity="错误")).own_rules) == 1
