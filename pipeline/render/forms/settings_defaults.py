"""The rows of a fresh 设置.xlsx: what holds where a county says nothing, written out so that it can be seen and changed."""

from __future__ import annotations

from datetime import date

from pipeline.schema.indicators import DEFAULT_WEIGHTS, INDICATOR
from pipeline.schema.settings_sheets import DOCUMENTS, OFFICE_DEFAULTS, OPTION_DEFAULTS
from pipeline.settings_measures import BUILT_IN_ATTENTION, BUILT_IN_CONDITIONS
from pipeline.settings_rows import tests_in_words

Table = list[list[object]]
_IN_FORCE_FROM = date(2022, 5, 1)
_ARTICLES = {
    "登记转送": "二十二",
    "受理告知": "二十三",
    "办理期限": "三十四",
    "复查": "三十五",
    "复核": "三十六",
    "督办": "三十七",
    "年度报告": "四十一",
}
_WHEN = {
    "月度通报": ("每月", "各乡镇"),
    "年度通报表扬": ("每年", "各乡镇"),
    "工作提示函": ("触发关注规则时", "有关乡镇"),
    "督办函": ("有逾期件时", "有关乡镇"),
    "约谈建议名单": ("触发关注规则时", "联席会议"),
    "乡镇情况反馈单": ("每期", "各乡镇"),
    "会议数据摘要": ("每期", "联席会议办公室"),
    "年度报告附表": ("每年", "信访局"),
}
assert tuple(_WHEN) == DOCUMENTS


def default_tables() -> dict[str, Table]:
    """Sheet name -> rows below the labels. 乡镇名录 has none: nobody but the county knows its townships."""
    return {
        "单位": [[key, value] for key, value in OFFICE_DEFAULTS.items()],
        "参数": [[key, value] for key, value in OPTION_DEFAULTS.items()],
        "指标权重": [[INDICATOR[id_].label, weight] for id_, weight in DEFAULT_WEIGHTS.items()],
        "三无条件": [[c.preset, c.name, tests_in_words(c), c.allowed, "是" if c.at_fault_only else "否"] for c in BUILT_IN_CONDITIONS],
        "关注规则": [
            [INDICATOR[r.indicator].label, *(("", "") if r.line is None else (f"{int(100 * r.line)}%", r.least)), r.document]
            for r in BUILT_IN_ATTENTION
        ],
        "文书": [[name, *_WHEN[name], "", "", "是"] for name in DOCUMENTS],
        "依据条款": [[topic, _IN_FORCE_FROM, f"《信访工作条例》第{article}条"] for topic, article in _ARTICLES.items()],
    }
