"""三无条件: what is volume in disguise, and what counts only where somebody was found at fault."""

from __future__ import annotations

import pytest

from pipeline.base.grid import Grid
from tests.settings_sheets import faults, settings, sheet

COUNTED = (
    "，数的是来了多少信访、以什么形式来，等于按信访量评三无：2013年起全国已取消按信访量排名，会助长压减信访；"
    "请删去此行，或改为看办理情况的条件，例如 逾期未受理 = 0 且 逾期未办结 = 0。"
)


@pytest.mark.parametrize(
    ("test", "subjects"),
    [
        ("信访形式 = 来访", "信访形式"),
        ("信访层级 = 国家", "信访层级"),
        ("初重件 = 重件", "初重件"),
        ("人数 ≥ 5 且 信访形式 = 来访", "人数、信访形式"),
        ("内容分类 = 自然资源", "内容分类"),
        ("登记日期 ≥ 2023-01-01", "登记日期"),
        ("重复信访率 ≤ 10%", "重复信访率"),
    ],
)
@pytest.mark.parametrize("at_fault", ["是", "否"])
def test_a_condition_that_counts_petitions_is_refused_and_the_reason_is_told(test: str, subjects: str, at_fault: str):
    """Case 25: allowed 0, it would praise whoever had no visitors, also where only those found at fault are counted."""
    sheet_ = sheet("三无条件", ("方案", "条件", "判定", "允许数", "仅计有责"), ("化解类", "无上访", test, 0, at_fault))
    assert faults(sheet_) == [f"设置.xlsx“三无条件”工作表 C2：条件“无上访”只看{subjects}{COUNTED}"]


@pytest.mark.parametrize(
    ("test", "subjects"),
    [
        ("信访层级 = 国家 且 来访类别 = 异常", "信访层级、来访类别"),
        ("事件类别 = 大规模聚集", "事件类别"),
        ("信访层级 = 省 且 化解状态 = 未化解", "信访层级"),
    ],
)
def test_a_condition_on_events_or_levels_counts_only_what_was_found_at_fault(test: str, subjects: str):
    def given(at_fault: str) -> Grid:
        return sheet(
            "三无条件", ("方案", "条件", "判定", "允许数", "仅计有责"), ("化解类", "无异常访", test, 0, at_fault)
        )

    assert faults(given("否")) == [
        (
            f"设置.xlsx“三无条件”工作表 E2：条件“无异常访”看{subjects}，"
            "没有限定“仅计有责”：群众来不来、到哪一级，不能直接算责任单位的过错；"
            "请在“仅计有责”填“是”，只计督办登记认定有责的事项；不愿限定的请删去此行，例如改用 有责督办 = 0。"
        )
    ]
    assert settings(given("是")).conditions[0].at_fault_only
