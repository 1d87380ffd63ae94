"""设置.xlsx, sheet 乡镇名录: the sentence for each fault."""

from __future__ import annotations

import pytest

from pipeline.base.grid import Grid
from tests.settings_sheets import ROSTER_LABELS, Row, faults


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            (2, "城关镇"),
            (
                "设置.xlsx“乡镇名录”工作表 B3：“城关镇”已是 B2 的“城关镇”的名称、别名或曾用名；"
                "一个名称只能指一个乡镇，请改名或删去，例如删去本行的“城关镇”。"
            ),
        ),
        (
            (2, "河东乡", "老城"),
            (
                "设置.xlsx“乡镇名录”工作表 C3：“老城”已是 C2 的“城关镇”的名称、别名或曾用名；"
                "一个名称只能指一个乡镇，请改名或删去，例如删去本行的“老城”。"
            ),
        ),
        (
            (2, "河东/河西"),
            (
                "设置.xlsx“乡镇名录”工作表 B3：乡镇名“河东/河西”含有文件名不允许的“/”；"
                "乡镇名要用作文件名，请改用不含这类字符的名称，例如 城关镇。"
            ),
        ),
        (
            (2, "河东乡", None, "三万"),
            "设置.xlsx“乡镇名录”工作表 D3：“人口”应为整数，填的是“三万”；请填写不小于0的整数，例如 32000。",
        ),
        (
            (2, "河东乡", None, None, "城官镇", "2022-12-01"),
            "设置.xlsx“乡镇名录”工作表 E3：“城官镇”不在乡镇名录中，最接近的是“城关镇”；请改成名录里的名称或改名录。",
        ),
        (
            (2, "河东乡", None, None, "城关镇"),
            (
                "设置.xlsx“乡镇名录”工作表 F3：撤并要同时填写“撤并至”和“撤并日期”，"
                "这里缺“撤并日期”；请补填“撤并日期”，例如 2022-12-01。"
            ),
        ),
        (
            (2, "河东乡", None, None, "河东乡", "2022-12-01"),
            "设置.xlsx“乡镇名录”工作表 E3：“河东乡”撤并后又回到自身；“撤并至”请填撤并后仍在的乡镇，例如 城关镇。",
        ),
        ((2, None, "河东"), "设置.xlsx“乡镇名录”工作表 B3：缺少“乡镇”；请填写这一格，例如 城关镇；整行不要的请清空。"),
    ],
)
def test_a_roster_fault_names_its_cell(row: Row, sentence: str):
    assert faults(roster=Grid("乡镇名录", (ROSTER_LABELS, (1, "城关镇", "老城"), row))) == [sentence]


@pytest.mark.parametrize("roster", [Grid("乡镇名录", ()), Grid("乡镇名录", (ROSTER_LABELS, (1,), (2, None)))])
def test_without_a_roster_nothing_can_start(roster: Grid):
    assert faults(roster=roster) == [
        "设置.xlsx“乡镇名录”工作表：乡镇名录是空的；请在“乡镇名录”工作表逐行填写序号、乡镇，例如 1、城关镇。"
    ]
