"""Files of tests/cases/ingest about headings and cells: file name -> maker of its bytes.

The ID numbers have an invalid region (000000) and are nobody's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time

from tools.ingest_cases.makers import HEADINGS, ledger, matter, on_sheet, repack, text, xls, xlsx

NOBODY = ("000000199001010018", "000000199001010034", "000000199001010050")
_PLAIN = ledger(matter(1), matter(2))
_MERGED_HEADER: list[Sequence[object]] = [
    ["青禾县城关镇信访事项台账（2023年2月）"],
    ["填报单位：城关镇"],
    ["序号", "基本情况", None, None, None, None, "信访人", None, "受理", None],
    [
        None,
        "信访件\n编号",
        "责任单位",
        "登记\n日期（年月日）",
        "信访形式",
        "初重件",
        "姓 名",
        "联系电话",
        "日期",
        "人数（人）",
    ],
    [1, "QH20230001", "城关镇", date(2023, 2, 1), "来访", "初件", "张样例", "13800000000", date(2023, 2, 3), 2],
]


def _with(column: str, *values: object) -> list[Sequence[object]]:
    """Return a ledger whose rows differ in one column."""
    return ledger(*(matter(number, **{column: value}) for number, value in enumerate(values, start=1)))


CASES: dict[str, Callable[[], bytes]] = {
    "plain.xlsx": lambda: xlsx({"Sheet1": _PLAIN}),
    "merged_header.xlsx": lambda: xlsx(
        {"Sheet1": _MERGED_HEADER}, merges=("A1:J1", "A3:A4", "B3:F3", "G3:H3", "I3:J3")
    ),
    "unit_line.xlsx": lambda: xlsx(
        {"Sheet1": ledger(matter(1, 责任单位=None), unit="填报单位（盖章）：柳树镇人民政府  填报日期：2023年3月1日")}
    ),
    "unit_foot.xlsx": lambda: xlsx(
        {
            "Sheet1": [
                HEADINGS,
                matter(1, 责任单位=None),
                [],
                ["填报单位：柳树镇"],
                ["填表人：张样例", None, "审核人：李示例"],
            ]
        }
    ),
    "no_unit.xlsx": lambda: xlsx({"Sheet1": [HEADINGS, matter(1, 责任单位=None)]}),
    "totals.xlsx": lambda: xlsx(
        {
            "Sheet1": ledger(
                list(range(1, 10)),
                matter(1),
                ["小计", "1件"],
                matter(2, 人数=3),
                ["合 计", "2件", None, None, None, None, 5],
                [None] * 6 + [5],
                ["注：本表按月报送"],
            )
        }
    ),
    "foot_inside.xlsx": lambda: xlsx({"Sheet1": ledger(matter(1), ["填表人：张样例"], matter(2))}),
    "repeated_header.xlsx": lambda: xlsx(
        {"Sheet1": ledger(matter(1), ["填表人：张样例"], ["青禾县信访事项台账（2023年2月）"], HEADINGS, matter(2))}
    ),
    "old.xls": lambda: xls(
        ledger(
            matter(1, 责任单位="柳树镇"),
            matter(2, 责任单位=None),
            matter(3, 责任单位="柳树镇", 受理日期="#REF!"),
            unit="",
        ),
        merges=((3, 4, 2, 2),),
        hidden_rows=(5,),
    ),
    "wps.et": lambda: xls(ledger(matter(1, 信访件编号=3700002023), matter(2))),
    "gb18030.csv": lambda: text([HEADINGS, matter(1), matter(2)]).encode("gb18030"),
    "utf16.txt": lambda: text([HEADINGS, matter(1), matter(2)], "\t").encode("utf-16"),
    "refused_columns.xlsx": lambda: xlsx(
        {
            "Sheet1": ledger(
                [*matter(1), "张样例", NOBODY[0], "某某村1号", "某某职务"],
                headings=[*HEADINGS, "信访人姓名", "身份证号码", "现住址", "职务说明"],
            )
        }
    ),
    "error_cells.xlsx": lambda: xlsx({"Sheet1": _with("受理日期", "#REF!", "#N/A", date(2023, 2, 3))}),
    "error_in_number.xlsx": lambda: xlsx({"Sheet1": _with("信访件编号", "#VALUE!", "QH20230002")}),
    "formula_without_value.xlsx": lambda: repack(
        xlsx({"Sheet1": _with("受理日期", "=TODAY()", date(2023, 2, 2))}),
        on_sheet(lambda xml: xml.replace(b"<v>0</v></c>", b"</c>")),
    ),
    "scientific_ids.xlsx": lambda: xlsx(
        {"Sheet1": _with("信访件编号", 370000202302000137.0, "3.7E+17", 370000202302001.0, "００37 01")}
    ),
    "date_shapes.xlsx": lambda: xlsx(
        {
            "Sheet1": _with(
                "受理日期",
                "2023.2.4",
                "2023/2/4",
                "2023年2月4日",
                "20230204",
                20230204,
                "２０２３－０２－０４",
                44961,
                "44961",
                "2月4日",
                "23-2-4",
                "无",
            )
        }
    ),
    "bad_dates.xlsx": lambda: xlsx(
        {"Sheet1": _with("受理日期", "2023.2", "2.30", "13.4", time(9, 30), "2023.2.30", 61000)}
    ),
    "epoch_1904.xlsx": lambda: xlsx({"Sheet1": _with("受理日期", date(2023, 2, 4), 43499)}, epoch_1904=True),
    "counts.xlsx": lambda: xlsx({"Sheet1": _with("人数", "3件", "３人", "1,200", "3头", 0, 2.5, "/")}),
    "codes.xlsx": lambda: xlsx({"Sheet1": _with("信访形式", "走访", " 来 信 ", "微信群", "张样例", "来仿")}),
    "two_columns.xlsx": lambda: xlsx(
        {"Sheet1": ledger([*matter(1), date(2023, 2, 1)], headings=[*HEADINGS, "登记时间"])}
    ),
    "no_registered_on.xlsx": lambda: xlsx(
        {"Sheet1": ledger(matter(1), headings=[h if h != "登记日期" else "建档日" for h in HEADINGS])}
    ),
    "no_channel.xlsx": lambda: xlsx(
        {"Sheet1": ledger(matter(1), headings=[h if h != "信访形式" else "信访型式" for h in HEADINGS])}
    ),
    "hidden.xlsx": lambda: xlsx(
        {"Sheet1": _PLAIN, "草稿": _PLAIN}, hidden_rows=(5,), hidden_columns="E:E", hidden_sheets=("草稿",)
    ),
    "ditto.xlsx": lambda: xlsx(
        {
            "Sheet1": ledger(
                matter(1, 信访形式="同上"),
                matter(2, 受理日期="2023.2.2"),
                matter(3, 受理日期="同上", 信访形式="〃"),
                matter(4, 初重件="初件", 人数=6),
                matter(5, 初重件=None, 人数=None),
            )
        },
        merges=("F7:F8", "G7:G8"),
    ),
    "two_sheets.xlsx": lambda: xlsx({"一月": ledger(matter(1)), "二月": ledger(matter(2)), "说明": [["填表说明"]]}),
    "overlapping_sheets.xlsx": lambda: xlsx({"一月": ledger(matter(1)), "二月": ledger(matter(1), matter(2))}),
    "id_numbers.xlsx": lambda: xlsx({"Sheet1": _with("信访件编号", *NOBODY)}),
    "zero.xlsx": lambda: xlsx({"Sheet1": ledger(["本月无信访事项，零报告"], ["填表人：张样例"])}),
    "zero.txt": lambda: bytes("填报单位：城关镇\n本月无信访事项\n", "utf-8"),
    "form_only.xlsx": lambda: xlsx({"Sheet1": ledger([1, None, "城关镇"], [2, None, "城关镇"])}),
    "no_header.xlsx": lambda: xlsx({"Sheet1": [["通知"], ["请各乡镇按时报送"]]}),
    "old_title.xlsx": lambda: xlsx({"Sheet1": [["柳树镇信访台账（2023年1月）"], *ledger(matter(1))[1:]]}),
    "old_ledger.xlsx": lambda: xlsx(
        {"Sheet1": [["青禾县信访台账（2023年1月）"], *ledger(matter(1, 登记日期=date(2023, 1, 3), 受理日期=None))[1:]]}
    ),
    "unknown_township.xlsx": lambda: xlsx(
        {"Sheet1": ledger(matter(1), matter(2, 责任单位="柳树乡"), unit="填报单位：城关街道")}
    ),
    "blank_identity.xlsx": lambda: xlsx(
        {"Sheet1": ledger(matter(1, 信访件编号=None), matter(2, 登记日期="-"), matter(3))}
    ),
    "phone_in_text.xlsx": lambda: xlsx(
        {"Sheet1": ledger([*matter(1), "李示例13800000000"], [*matter(2), "书记"], headings=[*HEADINGS, "包案领导"])}
    ),
    "gaps.xlsx": lambda: xlsx({"Sheet1": ledger(matter(1), [*matter(3), None, "多写的"], matter(4))}),
    "damaged.xlsx": lambda: xlsx({"Sheet1": _PLAIN})[:3000],
    "doctype.xlsx": lambda: repack(
        xlsx({"Sheet1": _PLAIN}), on_sheet(lambda xml: xml.replace(b"<worksheet", b"<!DOCTYPE x><worksheet", 1))
    ),
    "rows_out_of_order.xlsx": lambda: repack(
        xlsx({"Sheet1": _PLAIN}), on_sheet(lambda xml: xml.replace(b'<row r="4"', b'<row r="9"', 1))
    ),
    "cut_sheet.xlsx": lambda: repack(xlsx({"Sheet1": _PLAIN}), on_sheet(lambda xml: xml[: len(xml) // 2])),
    "utf16_part.xlsx": lambda: repack(
        xlsx({"Sheet1": _PLAIN}), on_sheet(lambda xml: xml.replace(b"UTF-8", b"UTF-16").decode().encode("utf-16"))
    ),
    "dense.xlsx": lambda: repack(xlsx({"Sheet1": _PLAIN}), on_sheet(lambda xml: xml + b" " * 2_000_000)),
    "page.xls": lambda: bytes("<html><table><tr><td>信访件编号</td></tr></table></html>", "utf-8"),
    "encrypted.xlsx": lambda: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 480
    ),
    "paper.pdf": lambda: b"%PDF-1.4\n",
    "empty.xlsx": lambda: b"",
    "register.xlsx": lambda: xlsx(
        {
            "报送登记": [
                ["乡镇", "应报日期", "报送日期", "零报告", "文件名", "每日"],
                ["城关镇人民政府", date(2023, 3, 3), "2023.3.2", "×", "城关镇.xlsx", None],
                ["柳树", None, None, "√", None, None],
                [None, date(2023, 3, 3)],
            ],
            "接访登记": [
                ["日期", "乡镇", "接访领导", "批次", "当场化解批次"],
                [date(2023, 2, 15), "柳树", "是", "0批", 0],
                [date(2023, 2, 16), "县级", "是", 3, 1],
            ],
            "督办台账": [["信访件编号", "乡镇"], ["QH20230001", "城关镇"]],
            "抽查登记": [["编号", "核实结果"], ["QH20230001", "不属实"], ["QH20230002", "不清楚"]],
        }
    ),
}
