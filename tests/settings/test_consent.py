"""The words of an approval: printed as written; the program never makes one."""

from __future__ import annotations

import pytest

from pipeline.schema.settings_sheets import CONSENT, OFFICE_DEFAULTS
from tests.settings_sheets import faults, settings, sheet

OFFICE = ("项目", "值")
PUBLIC = "请填主动公开、依申请公开、不予公开之一，例如 不予公开。"
ADVICE = "请照批示原文填写，例如 经县委、县政府同意；没有同意的填“无”或留空"


@pytest.mark.parametrize(
    "words",
    [
        "否",
        "无",
        "未同意",
        "不同意",
        "没有",
        "尚未报批",
        "待批",
        "县委未同意",
        "县政府不予同意",
        "×",
        "N",
        "—",
        "",
        "暂无",
        0,
    ],
)
def test_no_and_its_like_mean_that_there_is_no_consent(words: object) -> None:
    read = settings(sheet("单位", OFFICE, (CONSENT, words)), sheet("文书", ("文书", "同意"), ("月度通报", words)))
    assert read.consent("月度通报") == read.consent("督办函") == ""


@pytest.mark.parametrize(
    "words", ["经县委、县政府同意", "经县委常委会研究，未提出不同意见，同意", "根据县委书记2月3日批示"]
)
def test_the_words_of_an_approval_are_kept_as_they_are_written(words: str) -> None:
    assert settings(sheet("单位", OFFICE, (CONSENT, words))).consent("督办函") == words
    assert settings(sheet("单位", OFFICE, (CONSENT, f"{words}。"))).consent("督办函") == words


def test_a_papers_own_row_comes_before_the_words_for_all_and_may_say_that_there_is_none() -> None:
    read = settings(
        sheet("单位", OFFICE, (CONSENT, "经县委同意")),
        sheet("文书", ("文书", "同意"), ("督办函", "经县政府同意"), ("工作提示函", "无")),
    )
    assert [read.consent(name) for name in ("月度通报", "督办函", "工作提示函")] == ["经县委同意", "经县政府同意", ""]


@pytest.mark.parametrize("words", ["是", "同意", "√", "已同意", True])
def test_a_bare_yes_is_no_ones_words_and_a_fault(words: object) -> None:
    written = "是" if words is True else words
    assert faults(sheet("单位", OFFICE, (CONSENT, words))) == [
        f"设置.xlsx“单位”工作表 B2：“{written}”不是批示的原文，程序不代拟同意的表述；{ADVICE}。"
    ]


def test_basis_and_consent_of_a_sheet_that_prints_neither_are_faults() -> None:
    found = faults(sheet("文书", ("文书", "依据", "同意"), ("会议数据摘要", "办法", "经县委同意")))
    assert [line.split("；")[0] for line in found] == [
        "设置.xlsx“文书”工作表 B2：“会议数据摘要”是内部材料，不印依据",
        "设置.xlsx“文书”工作表 C2：“会议数据摘要”是内部材料，不印同意",
    ]


def test_number_and_day_of_all_papers_at_once_are_faults_but_blank_rows_of_an_old_form_are_not() -> None:
    found = faults(
        sheet("单位", OFFICE, ("发文字号", "青信〔2023〕3号"), ("成文日期", None), ("印发日期", "2023-03-06"))
    )
    assert [line.split("，")[0] for line in found] == [
        "设置.xlsx“单位”工作表 A2：“发文字号”每份文书各有一个",
        "设置.xlsx“单位”工作表 A4：“印发日期”每份文书各有一个",
    ]
    assert not {"发文字号", "成文日期", "印发日期"} & set(OFFICE_DEFAULTS)


def test_a_value_outside_its_closed_list_is_a_fault_with_the_nearest() -> None:
    assert faults(sheet("单位", OFFICE, ("公开属性", "不公开"), ("版记另起偶数页", "看情况"))) == [
        f"设置.xlsx“单位”工作表 B2：“公开属性”填的“不公开”不可用，最接近的是“不予公开”；{PUBLIC}",
        "设置.xlsx“单位”工作表 B3：“版记另起偶数页”应为“是”或“否”，填的是“看情况”；请改成“是”或“否”，例如 是。",
    ]
    read = settings(sheet("单位", OFFICE, ("公开属性", "主动公开"), ("版记另起偶数页", "√")))
    assert (read.office["公开属性"], read.office["版记另起偶数页"]) == ("主动公开", "是")
