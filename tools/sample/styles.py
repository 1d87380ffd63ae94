"""How each township lays out its ledger: format, headings, order, dates, and the habits of its clerk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.schema.ledger import LEDGER_IDS

DateStyle = Literal["cell", "2023-02-06", "2023.2.6", "2023/2/6", "2023年2月6日", "20230206"]
SERIAL, SPACER = "序号", "空列"
PERSONAL = {
    "信访人姓名": "姓名",
    "身份证号": "身份证",
    "联系电话": "电话",
    "家庭住址": "住址",
    "信访内容": "内容",
}
"""The headings of personal columns, whose values are plainly invented, with the key by which layout makes them."""

_OPTIONAL = {
    "purpose",
    "visit_class",
    "incident",
    "notified_on",
    "due_on",
    "handling",
    "extension_reason",
    "rating_office",
}
FULL = (SERIAL, *LEDGER_IDS)
BRIEF = (SERIAL, *(i for i in LEDGER_IDS if i not in _OPTIONAL))
UNIT_FIRST = (SERIAL, "township", *(i for i in BRIEF if i not in (SERIAL, "township")))
DATES_LAST = (
    *(i for i in FULL if not i.endswith("_on") and i != "extended_to"),
    *(i for i in FULL if i.endswith("_on") or i == "extended_to"),
)
NO_RECEIPT = tuple(i for i in BRIEF if i not in ("received_on", "purpose", SERIAL))
RATED_IDS = ("rating_unit", "rating_office")
_ASKED = LEDGER_IDS.index("notified_on")
GROUPS = {
    "基本情况": LEDGER_IDS[:_ASKED],
    "办理情况": tuple(i for i in LEDGER_IDS[_ASKED:] if i not in RATED_IDS),
    "评价情况": RATED_IDS,
}


@dataclass(frozen=True, slots=True)
class Style:
    """How a clerk writes a ledger.

    ``file``: the name with {m} for the month's number. ``origin``: the header's first cell, row and column from 0,
    below the title rows. ``nothing``: the text in blank optional cells. ``persons_word``: the text after every number
    of persons. ``total_off``: by how much the typed 合计 is wrong. ``hidden``: the hidden data rows, from 0.
    """

    file: str
    kind: Literal["xlsx", "xls", "et", "csv"] = "xlsx"
    dates: DateStyle = "2023-02-06"
    columns: tuple[str, ...] = FULL
    headings: Mapping[str, str] = field(default_factory=dict)
    sheet: str = "Sheet1"
    title: str = "青禾县{unit}信访事项台账（{year}年{m}月）"
    unit_line: bool = True
    groups: bool = False
    origin: tuple[int, int] = (2, 0)
    total: bool = False
    total_off: int = 0
    subtotals: bool = False
    footer: bool = False
    repeat_every: int = 0
    blank_every: int = 0
    hidden: tuple[int, ...] = ()
    nothing: str = ""
    persons_word: str = ""
    merge_unit: bool = False
    extra_sheets: tuple[str, ...] = ()


_PLAIN_HEADINGS = {
    "case_no": "信访编号",
    "registered_on": "登记时间",
    "concluded_on": "办结时间",
    "settled": "是否化解",
    "rating_unit": "满意度",
}
_OLD_HEADINGS = {
    "case_no": "信访事项编号",
    "related_case_no": "原信访件编号",
    "township": "责任乡镇",
    "registered_on": "信访日期",
    "received_on": "转送日期",
    "channel": "信访方式",
    "category": "问题类别",
    "occurrence": "初件/重件",
    "persons": "信访人数",
    "procedure": "办理方式",
    "accepted_on": "受理时间",
    "concluded_on": "完成日期",
    "outcome": "处理结果",
    "settled": "化解结果",
    "lead_official": "是否领导包案",
    "rating_unit": "群众满意度",
}
_BROKEN = {
    "case_no": "信访件\n编号",
    "registered_on": "登记\n日期",
    "accepted_on": "受 理 日 期",
    "rating_unit": "对责任单位\n评价",
}

STYLES: dict[str, Style] = {
    "城关镇": Style(
        "城关镇信访事项台账（2023年{m}月）.xlsx",
        dates="cell",
        groups=True,
        total=True,
        footer=True,
        nothing="无",
        persons_word="人",
        extra_sheets=("Sheet2", "Sheet3"),
    ),
    "柳树镇": Style("柳树镇.xlsx", columns=BRIEF, headings=_PLAIN_HEADINGS),
    "青石乡": Style("青石乡{m}月台账.xls", "xls", "cell", total=True, footer=True, sheet="台账"),
    "白鹭镇": Style("白鹭镇信访台账.csv", "csv", "2023/2/6", columns=BRIEF, origin=(0, 0), unit_line=False, title=""),
    "双桥镇": Style(
        "附件1 双桥镇台账.xlsx", dates="2023年2月6日", columns=UNIT_FIRST, groups=False, footer=True, headings=_BROKEN
    ),
    "石门乡": Style("石门乡信访台账2023-0{m}.xlsx", dates="2023.2.6"),
    "清河镇": Style("清河镇（正式版）.xlsx", dates="cell", columns=DATES_LAST, headings=_PLAIN_HEADINGS, total=True),
    "杨林镇": Style("杨林镇.et", "et", "2023.2.6", columns=BRIEF, headings=_OLD_HEADINGS, total=True),
    "红岩乡": Style(
        "新建 Microsoft Excel 工作表.xlsx",
        dates="cell",
        columns=BRIEF,
        origin=(4, 2),
        headings={"registered_on": "建档日", "occurrence": "初信重信"},
    ),
    "太平川镇": Style(
        "太平川镇{m}月信访台账.xlsx",
        dates="2023/2/6",
        subtotals=True,
        hidden=(12, 13, 40),
        footer=True,
        headings=_OLD_HEADINGS,
    ),
    "大湾镇": Style(
        "大湾镇台账.xlsx",
        dates="2023-02-06",
        columns=(SERIAL, "case_no", "信访人姓名", "身份证号", "联系电话", "家庭住址", *BRIEF[2:], "信访内容"),
    ),
    "南坪乡": Style("南坪乡.xlsx", dates="cell", columns=NO_RECEIPT, total=True, footer=True),
    "东禾镇": Style("东禾镇台账.xlsx", dates="20230206", groups=True, footer=True),
    "北塘镇": Style("北塘镇台账（{m}月）.xlsx", dates="cell", columns=BRIEF, repeat_every=40, total=True, footer=True),
    "西岭乡": Style("西岭乡报表.xls", "xls", "2023年2月6日", columns=BRIEF, headings=_OLD_HEADINGS, footer=True),
    "金穗镇": Style(
        "金穗镇台账.xlsx", dates="cell", columns=(*FULL[:6], SPACER, *FULL[6:]), blank_every=60, total=True, total_off=2
    ),
    "甘泉镇": Style(
        "甘泉镇.xlsx", dates="2023.2.6", columns=BRIEF, headings=_BROKEN, sheet="甘泉镇", extra_sheets=("填表说明",)
    ),
    "马头乡": Style(
        "马头乡信访台账.xlsx", dates="2023年2月6日", columns=UNIT_FIRST, merge_unit=True, footer=True, groups=True
    ),
    "松岗镇": Style("松岗镇台账.xlsx", dates="2023-02-06", columns=DATES_LAST, nothing="/", total=True),
    "云台乡": Style("云台乡台账（零报告）.xlsx", columns=BRIEF, footer=True),
}
