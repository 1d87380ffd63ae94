"""文书 and 关注规则 have to fit each other where a county has papers of its own."""

from __future__ import annotations

import pytest

from pipeline.base.grid import Grid
from tests.settings_sheets import faults, sheet


@pytest.mark.parametrize(
    ("grid", "sentence"),
    [
        (
            sheet("文书", ("文书", "发给"), ("催办单", "按关注规则")),
            (
                "设置.xlsx“文书”工作表 A2：“催办单”发给按关注规则的乡镇，“关注规则”工作表里却没有一行要求它；"
                "请在“关注规则”里加一行，文书写“催办单”，例如 逾期未办结、催办单；或把发给改成各乡镇。"
            ),
        ),
        (
            sheet("文书", ("文书",), ("反馈单",)),
            (
                "设置.xlsx“文书”工作表 A2：自设的文书不能叫“反馈单”，这是“乡镇情况反馈单”的另一种叫法；"
                "请换一个名称，模板的文件名一起改，例如 信访工作简报；要用程序的文书请写“乡镇情况反馈单”。"
            ),
        ),
        (
            sheet("关注规则", ("指标", "标准线", "文书"), ("按期办结率", "90%", "催办单")),
            (
                "设置.xlsx“关注规则”工作表 C2：关注规则不能要求“催办单”，最接近的是“督办函”；"
                "请填工作提示函、督办函；自设的文书先在“文书”工作表里加一行，发给填按关注规则。"
            ),
        ),
    ],
)
def test_a_paper_of_the_countys_own_that_nothing_can_ask_for_is_told(grid: Grid, sentence: str) -> None:
    assert faults(grid) == [sentence]
