"""The ways in which clerks write headings, codes, nothing and the rest, each with the same meaning."""

from __future__ import annotations

from collections.abc import Callable

TOWNSHIPS = {
    "城关镇": ("城关镇", "城关", "城关镇人民政府", " 城 关 镇"),
    "柳树镇": ("柳树镇", "柳树", "青禾县柳树镇"),
    "石门乡": ("石门乡", "石门\n乡", "\u2f6f门乡"),
}
HEADINGS = {
    "case_no": ("信访件编号", "信访编号", "受理编号", "编号"),
    "township": ("责任单位", "责任乡镇", "属地", "单位"),
    "registered_on": ("登记日期", "登记时间", "信访日期"),
    "channel": ("信访形式", "信访方式", "来源"),
    "occurrence": ("初重件", "初件/重件", "是否重复"),
    "persons": ("人数", "来访人数"),
    "accepted_on": ("受理日期", "受理时间"),
    "concluded_on": ("办结日期", "办结情况", "完成日期"),
}
LABELS = {id_: names[0] for id_, names in HEADINGS.items()}
DRESS: tuple[Callable[[str], str], ...] = (
    lambda h: h,
    lambda h: f"{h[:2]}\n{h[2:]}",
    lambda h: f" {h[0]} {h[1:]}",
    lambda h: f"{h}（必填）",
    lambda h: f"*{h}：",
    lambda h: f"{h}【如2023-2-1】",
    lambda h: f"3、{h}",
)
CODES = {
    "来信": ("来信", "信件", "写信"),
    "来访": ("来访", "走访", " 来 访"),
    "网上": ("网上", "网上信访"),
    "来电": ("来电", "电话", "１２３４５", "12345热线"),
    "初件": ("初件", "初次", "否", "初访", False, "×"),
    "重件": ("重件", "重复", "是", "重访", True, "√"),
}
NONE = (None, None, "无", "/", "-", "—", "N/A", "暂无", "　")
DITTO = ("同上", "〃", " 同上。", '"')
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
FEET: tuple[list[object], ...] = (
    ["填表人：张样例", None, "审核人：李示例"],
    ["填报日期：2023年3月1日"],
    ["注：1.本表按月报送"],
    ["2.数据截至月末，逐件填写"],
    ["城关镇人民政府（盖章）"],
)
SECTIONS = ("二、往月结转事项", "（二）积案", "以下为网上信访")
TOTALS = ("合 计", "汇总", "总计数", "合计数")
_TENS, _ONES = ("", "十", "二十", "三十"), ("", *"一二三四五六七八九")
DAYS = tuple(f"{_TENS[day // 10]}{_ONES[day % 10]}" for day in range(1, 32))
OTHERS = {"信访人姓名": "张样例", "备注": "已告知", "承办单位": "城关镇司法所", "nameless": "见附件", "": None}
"""Columns that aren't read, and what stands in them."""
