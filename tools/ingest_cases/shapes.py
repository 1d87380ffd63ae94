"""Files of tests/cases/ingest about the shape of tables, rows and cells: file name -> maker of its bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from tools.ingest_cases.makers import HEADINGS, ledger, matter, repack, text, xlsx

Sheet = list[Sequence[object]]
_M1, _M2, _M3 = matter(1), matter(2), matter(3)
_UNIT = ["填报单位：城关镇"]
_GROUPS = ["序号", "基本情况", None, None, None, None, None, "办理情况", None]
_THREE: Sheet = [
    ["青禾县信访事项台账"],
    _UNIT,
    ["序号", "信访事项", None, None, None, None, None, "办理情况", None],
    [None, "基本情况", None, None, "来访情况", None, None, "时间", None],
    [None, *HEADINGS[1:]],
    _M1,
    _M2,
]
_THREE_MERGES = ("A1:I1", "A3:A5", "B3:G3", "H3:I3", "B4:D4", "E4:G4", "H4:I4")


def _with(column: str, *values: object) -> Sheet:
    """Return a ledger whose rows differ in one column."""
    return ledger(*(matter(number, **{column: value}) for number, value in enumerate(values, start=1)))


def _more(heading: str, *values: object) -> Sheet:
    """Return a ledger with one column more."""
    return ledger(
        *([*matter(number), value] for number, value in enumerate(values, start=1)), headings=[*HEADINGS, heading]
    )


def _without(row: Sequence[object], column: str) -> list[object]:
    return [cell for cell, heading in zip(row, HEADINGS, strict=True) if heading != column]


def _channel_sheet(row: Sequence[object]) -> Sheet:
    return ledger(_without(row, "信访形式"), headings=[h for h in HEADINGS if h != "信访形式"])


SHAPES: dict[str, Callable[[], bytes]] = {
    "three_header_rows.xlsx": lambda: xlsx({"Sheet1": _THREE}, merges=_THREE_MERGES),
    "three_header_rows_unmerged.csv": lambda: text(_THREE).encode("utf-8-sig"),
    "header_in_two_halves.csv": lambda: text(
        [
            _UNIT,
            ["序号", "编号", "单位", "登记", None, "初重件", "人数", "受理", "办结"],
            [None, None, None, "日期", "信访形式", None, None, "日期", "日期"],
            [1, "QH20230001", "城关镇", "2023-02-01", "来访", "初件", 1, "2023-02-02", None],
        ]
    ).encode("gb18030"),
    "every_page.xlsx": lambda: xlsx(
        {
            "Sheet1": [
                _UNIT,
                _GROUPS,
                [None, *HEADINGS[1:]],
                _M1,
                ["填表人：张样例"],
                _GROUPS,
                [None, *HEADINGS[1:]],
                _M2,
                ["填表人：张样例"],
            ]
        },
        merges=("A2:A3", "B2:G2", "H2:I2", "A6:A7", "B6:G6", "H6:I6"),
    ),
    "starts_at_c5.xlsx": lambda: xlsx(
        {"Sheet1": [[], [], *([None, None, *row[:3], None, *row[3:]] for row in ledger(_M1, _M2))]}
    ),
    "headings_with_units.xlsx": lambda: xlsx(
        {
            "Sheet1": ledger(
                _M1,
                headings=[
                    "序 号",
                    "1、信访件编号\n（必填）",
                    "责任单位(乡镇",
                    "登记日期（年月日）",
                    "信访形式*",
                    "初／重件",
                    "人 数/人",
                    "受理日期 YYYY-MM-DD",
                    "办结日期【年/月/日】：",
                ],
            )
        }
    ),
    "synonyms.xlsx": lambda: xlsx(
        {
            "Sheet1": ledger(
                _M1,
                headings=[
                    "NO.",
                    "信访事项编号",
                    "责任乡镇",
                    "登记时间",
                    "信访方式",
                    "是否重复",
                    "来访人数",
                    "受理时间",
                    "办结情况",
                ],
            )
        }
    ),
    "columns_in_another_order.xlsx": lambda: xlsx(
        {"Sheet1": [_UNIT, list(reversed(HEADINGS)), list(reversed(_M1)), list(reversed(_M2))]}
    ),
    "near_headings.xlsx": lambda: xlsx({"Sheet1": ledger(_M1, headings=[*HEADINGS[:-2], "受理日", "办理日期"])}),
    "months_and_notes.xlsx": lambda: xlsx(
        {
            "1月": ledger(_M1),
            "2月": ledger(_M2),
            "填表说明": [["填表说明"], ["1. 信访件编号必填", "2. 登记日期必填"]],
            "Sheet4": [],
        }
    ),
    "channels.xlsx": lambda: xlsx({"来信": _channel_sheet(_M1), "来访台账": _channel_sheet(_M2)}),
    "form_sheets.xlsx": lambda: xlsx({"台账": ledger(_M1), "填写说明": [["每行一件"]], "选项": [["来信"], ["来访"]]}),
    "units_by_sheet.xlsx": lambda: xlsx(
        {
            "城关镇": [HEADINGS, matter(1, 责任单位=None)],
            "柳树": [HEADINGS, matter(2, 责任单位=None)],
        }
    ),
    "two_units.xlsx": lambda: xlsx({"Sheet1": [HEADINGS, _M1, matter(2, 责任单位="柳树镇"), matter(3, 责任单位=None)]}),
    "most_rows_one_unit.xlsx": lambda: xlsx(
        {"Sheet1": [HEADINGS, *map(matter, range(1, 6)), matter(6, 责任单位=None), matter(7, 责任单位="石门乡")]}
    ),
    "zero_with_rows.xlsx": lambda: xlsx({"Sheet1": ledger(_M1, ["本月无信访事项，零报告"])}),
    "totals_wrong.xlsx": lambda: xlsx(
        {"Sheet1": ledger(_M1, matter(2, 人数=3), ["合计：3件5人次"], ["总计", 2, None, None, None, None, 4])}
    ),
    "subtotals.xlsx": lambda: xlsx(
        {
            "Sheet1": ledger(
                _M1,
                matter(2, 人数=3),
                ["小计", "2件", None, None, None, None, 4],
                _M3,
                ["小计", "2件", None, None, None, None, 1],
                ["合计", 3, None, None, None, None, 5],
                ["其中：来访", 9],
                ["本年累计", "40件", None, None, None, None, 90],
            )
        }
    ),
    "total_on_top.xlsx": lambda: xlsx({"Sheet1": ledger(["合计", "2件", None, None, None, None, 9], _M1, _M2)}),
    "unlabelled_total.xlsx": lambda: xlsx({"Sheet1": ledger(_M1, _M2, [None] * 6 + [7])}),
    "numbers_without_rows.xlsx": lambda: xlsx({"Sheet1": ledger(_M1, [2], [3], matter(4), matter(6))}),
    "blank_rows.xlsx": lambda: xlsx({"Sheet1": ledger([], _M1, [], [None, "　"], _M2, [], [])}),
    "signed.xlsx": lambda: xlsx(
        {
            "Sheet1": ledger(
                _M1,
                ["注：1.本表按月报送"],
                ["2.2023年起执行，请按月报送"],
                [],
                [None, None, None, "填表人：张样例", None, "审核人：李示例"],
                [None, "城关镇人民政府（盖章）"],
                [None, None, None, None, None, "2023年3月1日"],
            )
        }
    ),
    "feet_inside.xlsx": lambda: xlsx(
        {"Sheet1": ledger(_M1, ["备注：以上为一季度"], ["填报日期：2023年3月1日"], _M2, _M3)}
    ),
    "title_of_two_months.xlsx": lambda: xlsx(
        {
            "Sheet1": [
                ["青禾县信访台账（2023年1月至2月）"],
                ["填报单位：城关镇", None, "填报日期：2023年3月2日"],
                HEADINGS,
                _M1,
            ]
        }
    ),
    "title_in_characters.xlsx": lambda: xlsx({"Sheet1": [["二〇二三年一月信访台账"], _UNIT, HEADINGS, _M1]}),
    "title_without_year.xlsx": lambda: xlsx({"Sheet1": [["城关镇1月份信访台账"], HEADINGS, _M1]}),
    "dates_by_ime.xlsx": lambda: xlsx(
        {
            "Sheet1": _with(
                "受理日期",
                "2023。2。4",
                "2023、2、4",
                "2023年02月04日 9时30分",
                "2023-02-04T09:30:00",
                datetime(2023, 2, 4, 9, 30),
                "2023年2月4号",
                " 2023 . 2 . 4 ",
                "2023\\2\\4",
            )
        }
    ),
    "dates_refused.xlsx": lambda: xlsx(
        {"Sheet1": _with("受理日期", "4/2/2023", "2023年2月", "待定", "2023.2.4至2.6", "1899-12-31", 2.1)}
    ),
    "new_year.xlsx": lambda: xlsx({"Sheet1": _with("登记日期", "12月30日", "1月3日", "3月4日", "2月29日")}),
    "counts_more.xlsx": lambda: xlsx(
        {"Sheet1": _with("人数", "１２", "3 人", "3人次", "１，２００人", 2.0, "约3人", "三", -1)}
    ),
    "yes_and_no.xlsx": lambda: xlsx(
        {"Sheet1": _more("是否领导包案", "√", "×", "有", "无", 1, 0, "是", "否", "/", "书记")}
    ),
    "none_words.xlsx": lambda: xlsx(
        {"Sheet1": _with("办结日期", "无", "/", "-", "—", "N/A", "暂无", "——", "／", "未办结", "在办")}
    ),
    "ditto_marks.xlsx": lambda: xlsx(
        {
            "Sheet1": ledger(
                _M1,
                matter(2, 责任单位="同 上", 登记日期="〃", 信访形式="同上。", 初重件='"', 人数="同上", 受理日期="″"),
                matter(3, 信访件编号="同上"),
                matter(4, 受理日期="2023.2.30"),
                matter(5, 受理日期="同上"),
            )
        }
    ),
    "tall_cells.xlsx": lambda: xlsx(
        {
            "Sheet1": ledger(
                _M1,
                matter(2, 登记日期=None, 受理日期=None),
                ["小计", "2件"],
                matter(3, 登记日期=None, 受理日期=None),
            )
        },
        merges=("D4:D7", "H4:H7"),
    ),
    "pictures.xlsx": lambda: repack(
        xlsx(
            {
                "Sheet1": ledger(
                    [*matter(1, 信访件编号='@DISPIMG("ID_1",1)'), None],
                    [*_M2, '@DISPIMG("ID_2",1)'],
                    headings=[*HEADINGS, "包案领导"],
                )
            }
        ),
        lambda name, xml: xml.replace(b"@DISPIMG", b"=DISPIMG") if name.endswith("sharedStrings.xml") else xml,
    ),
    "control_characters.xlsx": lambda: xlsx(
        {"Sheet1": _with("责任单位", "城关镇\u202e", "\u200b城关镇", "城\n关镇", "城关镇\u0085")}
    ),
    "number_cells_of_text.xlsx": lambda: xlsx(
        {"Sheet1": _with("信访件编号", "ＱＨ２０２３－１", "QH 2023 2", "'QH20233", " 0004", 20230005)}
    ),
    "blank_heading_twice.xlsx": lambda: xlsx({"Sheet1": ledger([*_M1, None, "甲", None, "乙"], _M2)}),
}
