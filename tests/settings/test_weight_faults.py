"""设置.xlsx, sheet 指标权重: what can carry no weight, and why."""

from __future__ import annotations

import pytest

from tests.settings_sheets import faults, sheet

VOLUME = (
    "不能计入排名：按信访数量、形式、层级、重复情况排名会助长压减信访，2013年起全国已取消，考评看依法、及时、就地解决；"
    "请删去此行；可设权重的指标是及时受理率、按期办结率、化解率、一次性化解率、"
    "责任单位满意率、参评率、积案化解率、领导包案率、按时报送率，例如 按期办结率 25。"
)


@pytest.mark.parametrize(
    "name", ["件数", "信访总量", "信访形式", "信访层级", "重复信访率", "初重件", "来访人次", "越级访"]
)
def test_volume_channel_level_and_repeats_can_carry_no_weight_and_the_reason_is_told(name: str):
    assert faults(sheet("指标权重", ("指标", "权重"), (name, 100))) == [
        f"设置.xlsx“指标权重”工作表 A2：“{name}”{VOLUME}"
    ]


@pytest.mark.parametrize("name", ["办结率", "逾期未办结", "延期件占比"])
def test_descriptive_figures_and_counts_can_carry_no_weight(name: str):
    (found,) = faults(sheet("指标权重", ("指标", "权重"), (name, 100)))
    assert found.startswith(
        f"设置.xlsx“指标权重”工作表 A2：“{name}”只作情况说明，不能计入排名；请删去此行；可用的指标是及时受理率、"
    )
