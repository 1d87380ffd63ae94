"""Two columns of one field, headings of days, group headings, words of codes, and signs that look like characters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from pipeline.bundles import Reading
from pipeline.settings.reader import read_settings
from tests.cases.test_lines_that_are_no_matters import HEADINGS, ReadRows, matter, read_rows
from tests.ledgers.conftest import SETTINGS, read_bytes, told
from tests.settings_sheets import sheet
from tools.ingest_cases.makers import xlsx

pytestmark = pytest.mark.slow

__all__ = ["read_bytes", "read_rows"]
READ_TOO = [
    ("承办单位", "城关镇司法所", "责任单位"),
    ("乡镇", "柳树镇", "责任单位"),
    ("办结情况", "未办结", "办结日期"),
    ("来访时间", date(2023, 1, 1), "登记日期"),
    ("处理意见", "按政策答复", "办理结果"),
    ("编号", "00017", "信访件编号"),
]


@pytest.mark.parametrize(("heading", "value", "label"), READ_TOO)
def test_the_label_wins_over_its_synonym_beside_it(
    heading: str, value: object, label: str, read_rows: ReadRows
) -> None:
    """The other column is left unread, with a note; the values are those of the label's column."""
    reading = read_rows([*matter(1), value], headings=[*HEADINGS, heading])
    assert list(reading.ledger["case_no"]) == ["QH20230001"]
    assert list(reading.ledger["township"]) == ["城关镇"]
    assert list(reading.ledger["registered_on"].dt.day) == [1]
    assert told(reading) == [f"说明 Sheet1 L2：“{heading}”与“{label}”都像“{label}”，按“{label}”一列读取，其余没有读取"]


def test_the_more_exact_of_two_synonyms_wins_and_two_of_one_heading_refuse(read_rows: ReadRows) -> None:
    """信访编号 is more like 信访件编号 than 编号; two columns 登记日期 are a riddle."""
    reading = read_rows(["7", *matter(1)[1:]], headings=["编号", "信访编号", *HEADINGS[2:]])
    assert list(reading.ledger["case_no"]) == ["QH20230001"]
    assert read_rows([*matter(1), date(2023, 2, 1)], headings=[*HEADINGS, "登记日期"]).ledger.empty


@pytest.mark.parametrize(
    ("heading", "id_"),
    [
        ("收到时间", "received_on"),
        ("告知时间", "notified_on"),
        ("退回时间", "withdrawn_on"),
        ("延期批准时间", "extension_approved_on"),
        ("退回日", "withdrawn_on"),
        ("转送时间", "received_on"),
    ],
)
def test_a_heading_of_time_is_one_of_days(heading: str, id_: str, read_rows: ReadRows) -> None:
    """…时间 and …日 are …日期, for every column of days."""
    reading = read_rows([*matter(1), date(2023, 2, 5)], headings=[*HEADINGS, heading])
    assert list(reading.ledger[id_].dt.day) == [5]
    assert told(reading) == []


@pytest.mark.parametrize("heading", ["结案日期", "实际办结日期", "办结日", "办结时间"])
def test_a_conclusion_is_read_by_its_other_headings(heading: str, read_rows: ReadRows) -> None:
    """Else every matter would count as open."""
    reading = read_rows(
        matter(1, 办结日期=date(2023, 2, 9)), headings=[heading if h == "办结日期" else h for h in HEADINGS]
    )
    assert list(reading.ledger["concluded_on"].dt.day) == [9]


WITHOUT = {
    "办结日期": ("本次办结日期", ("办理结果", "化解状态")),
    "受理日期": ("受理情况日期", ("办结日期", "办理结果", "化解状态")),
}


@pytest.mark.parametrize("label", WITHOUT)
def test_a_ledger_without_a_column_that_figures_rest_on_has_an_error(label: str, read_rows: ReadRows) -> None:
    """Headed otherwise, left out, or left out with all that would come after it; not where no matter is listed."""
    other, after = WITHOUT[label]
    headed = read_rows(matter(1), headings=[other if h == label else h for h in HEADINGS])
    assert f"错误 Sheet1 A2：没有“{label}”列，最接近的是“{other}”，各件一律按没有填写计算" in told(headed, columns=True)
    for gone in ((label,), (label, *after)):
        kept = [at for at, heading in enumerate(HEADINGS) if heading not in gone]
        headings = [HEADINGS[at] for at in kept]
        reading = read_rows([matter(1)[at] for at in kept], headings=headings)
        assert f"错误 Sheet1 A2：没有“{label}”列，各件一律按没有填写计算" in told(reading, columns=True)
        assert "一律按没有填写计算" not in "".join(told(read_rows(["本月无"], headings=headings), columns=True))


def test_a_ledger_without_columns_whose_blank_has_a_meaning_has_one_reminder_of_them(read_rows: ReadRows) -> None:
    said = told(read_rows(matter(1)), columns=True)
    columns = "“信访目的”、“信访层级”、“办理程序”、“包案领导”、“对责任单位评价”"
    meaning = "“申诉求决”、“乡镇”、“信访处理意见”、“没有包案领导”、“未评价”"
    assert said == [f"提醒 Sheet1 A2：没有{columns}列，各件一律按{meaning}读取"]


def test_group_headings_join_with_what_stands_below(read_bytes: Callable[..., Reading]) -> None:
    """时间 under 受理情况 is 受理日期, 结果 under 办结情况 is 办理结果."""
    rows = [
        ["填报单位：城关镇"],
        ["信访件编号", "登记日期", "信访形式", "初重件", "受理情况", None, "办结情况", None, None],
        [None, None, None, None, "时间", "是否受理", "时间", "结果", "化解情况"],
        [
            "QH20230001",
            date(2023, 2, 1),
            "来访",
            "初件",
            date(2023, 2, 2),
            "是",
            date(2023, 2, 10),
            "予以支持",
            "已化解",
        ],
    ]
    merges = ("A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:F2", "G2:I2")
    reading = read_bytes({"城关镇.xlsx": xlsx({"Sheet1": rows}, merges=merges)})
    row = reading.ledger.iloc[0]
    assert (row["accepted_on"].day, row["concluded_on"].day, row["outcome"], row["settled"]) == (
        2,
        10,
        "予以支持",
        "已化解",
    )


WORDS = [
    ("信访形式", "来访（集体）", "来访"),
    ("信访形式", "12345热线", "来电"),
    ("信访形式", "信", "来信"),
    ("信访形式", "访", "来访"),
    ("信访形式", "网", "网上"),
    ("信访形式", "电", "来电"),
    ("信访形式", "√来访", "来访"),
    ("信访形式", "☑来信 □来访 □网上 □来电", "来信"),
    ("化解状态", "√ TRUE", "已化解"),
    ("化解状态", "✔", "已化解"),
    ("初重件", "重访", "重件"),
    ("初重件", "首次", "初件"),
    ("化解状态", "已化解。", "已化解"),
    ("化解状态", "√", "已化解"),
    ("化解状态", False, "未化解"),
    ("初重件", True, "重件"),
    ("初重件", "×", "初件"),
    ("初重件", "初访", "初件"),
    ("办理结果", "调解和解；", "调解和解"),
]
IDS = {"信访形式": "channel", "化解状态": "settled", "初重件": "occurrence", "办理结果": "outcome"}


@pytest.mark.parametrize(("label", "word", "code"), WORDS)
def test_words_of_codes_are_read(label: str, word: object, code: str, read_rows: ReadRows) -> None:
    """Answers of check boxes, remarks in brackets, a full stop, the trade's own words."""
    reading = read_rows(matter(1, **{label: word}))
    assert list(reading.ledger[IDS[label]]) == [code]
    assert not [line for line in told(reading) if line.startswith("错误")]


@pytest.mark.parametrize("word", ["☑来信☑来访", "□来信□来访", "信访网电"])
def test_boxes_of_which_not_one_is_ticked_say_nothing(word: str, read_rows: ReadRows) -> None:
    assert [line for line in told(read_rows(matter(1, 信访形式=word))) if "信访形式" in line and "错误" in line]


def test_a_remark_behind_a_code_is_shown_nowhere(read_rows: ReadRows) -> None:
    """It may name somebody: the code alone is kept."""
    reading = read_rows(matter(1, 信访形式="来访（张样例）"))
    assert list(reading.ledger["channel"]) == ["来访"]
    assert "样例" not in "".join(told(reading)) + reading.changes.to_string()


def test_the_county_names_further_words_by_value(read_bytes: Callable[..., Reading]) -> None:
    """值别名 of 设置.xlsx: a word, and the code that it means."""
    settings = replace(SETTINGS, value_aliases={"信访形式": {"领导信箱": "网上"}})
    rows = [["填报单位：城关镇"], HEADINGS, matter(1, 信访形式="领导信箱")]
    assert list(read_bytes({"城关镇.xlsx": xlsx({"Sheet1": rows})}, settings).ledger["channel"]) == ["网上"]


def test_words_by_value_are_read_and_their_faults_told() -> None:
    """A code that the column hasn't, a word that means another code already, a column without codes."""
    roster = sheet("乡镇名录", ("序号", "乡镇"), (1, "城关镇"))
    words = sheet(
        "值别名",
        ("标准列名", "写法", "标准内容"),
        ("信访形式", "领导信箱、留言板", "网上"),
        ("化解状态", "化解了", "已化解"),
    )
    assert read_settings([roster, words], "设置.xlsx").value_aliases == {
        "信访形式": {"领导信箱": "网上", "留言板": "网上"},
        "化解状态": {"化解了": "已化解"},
    }


@pytest.mark.parametrize("name", ["\u2f6f\u2ed4乡", "石\u2ed4乡", "\u2f6f门\u4e61"])
def test_signs_that_look_like_characters_are_folded(name: str, read_rows: ReadRows) -> None:
    """A name out of a PDF holds radicals in place of characters."""
    reading = read_rows(matter(1, 责任单位=name), above="填报单位：石门乡")
    assert list(reading.ledger["township"]) == ["石门乡"]
    assert told(reading) == []


@pytest.mark.parametrize("cell", ["城关/老城", "城关\n老城", "城关 老城", "城关|老城", "城关；老城"])
def test_aliases_of_a_unit_are_parted_by_any_usual_sign(cell: str) -> None:
    """A stroke, a line break, a space or a bar: no unit's name holds one."""
    roster = sheet("乡镇名录", ("序号", "乡镇", "别名"), (1, "城关镇", cell))
    assert read_settings([roster], "设置.xlsx").roster[0].aliases == ("城关", "老城")


@pytest.mark.parametrize("day", [date(2023, 11, 5), date(2023, 4, 2), "2024-02-01"])
def test_a_day_of_registration_months_ahead_is_a_reminder(day: object, read_rows: ReadRows) -> None:
    """Excel puts the year of the day of typing to a day typed without one; the year of the folder is named."""
    reading = read_rows(matter(1, 登记日期=day), matter(2))
    assert "提醒 Sheet1 D3：“登记日期”有1格比2023-02晚一个月以上" in told(reading)
    assert "“登记日期”" not in "".join(told(read_rows(matter(1, 登记日期=date(2023, 3, 5)))))


ACROSS = [
    ["信访件编号", "QH20230001", "登记日期", date(2023, 2, 3), "信访形式", "来访"],
    ["责任单位", "城关镇", "初重件", "初件", "人数", 2],
    ["受理日期", date(2023, 2, 4), "办结日期", date(2023, 2, 9), "办理结果", "予以支持"],
]
OF_TEXTS = [
    ["登记日期", None, "2023年2月3日", "信访编号", "青信〔2023〕15号"],
    ["信访形式", None, "来访", "初重件", "初件"],
]
DOWN = [["编号", "QH20230099"], ["登记时间", date(2023, 2, 3)], ["信访方式", "网上"], ["责任单位", "城关镇"]]
IN_COLUMNS = [[cells[0], *cells[1:] * 3] for cells in DOWN]


@pytest.mark.parametrize("form", [ACROSS, OF_TEXTS, DOWN, IN_COLUMNS])
def test_a_form_for_each_matter_is_refused_with_a_sentence(
    form: list[list[object]], read_bytes: Callable[..., Reading]
) -> None:
    """Labels and values in turn, in pairs below each other, or a column a matter: no row of them is a header."""
    card = [["信访事项登记卡"], *form, []]
    reading = read_bytes({"城关镇.xlsx": xlsx({"Sheet1": [*card, *card]})})
    number = next(at for at, row in enumerate(card, start=1) if row and row[0] in (form[0][0], "编号"))
    label = "登记日期" if form is OF_TEXTS else "信访件编号"
    found = f"这是一件一张的登记表（如A{number}“{label}”的右边就是内容），不是一行一件的台账，没有读取"
    assert told(reading) == [f"错误 Sheet1 A{number}：{found}"]
    assert reading.ledger.empty


def test_a_card_beside_a_ledger_is_passed_over(read_bytes: Callable[..., Reading]) -> None:
    """The ledger counts; the other sheet is listed as none."""
    rows = [["填报单位：城关镇"], HEADINGS, matter(1)]
    reading = read_bytes({"城关镇.xlsx": xlsx({"Sheet1": rows, "登记卡": ACROSS})})
    assert len(reading.ledger) == 1
    assert [line[:2] for line in told(reading)] == ["说明"]


def test_a_register_with_a_sheet_more_is_known_by_its_sheets(read_bytes: Callable[..., Reading]) -> None:
    """A page of remarks beside two registers makes no township's ledger of the workbook."""
    reports = [["乡镇", "应报日期", "报送日期", "零报告"], ["城关镇", date(2023, 3, 3), date(2023, 3, 2), "否"]]
    assigned = [
        ["信访件编号", "乡镇", "批次", "交办日期", "要求化解日期"],
        ["QH20230004", "城关镇", "突出信访问题", date(2023, 1, 5), date(2023, 2, 20)],
    ]
    reading = read_bytes(
        {"2月登记.xlsx": xlsx({"报送登记": reports, "交办清单": assigned, "说明": [["由信访局填写"]]})}
    )
    assert set(reading.registers) == {"reports", "assigned"}


@pytest.mark.parametrize(
    ("upper", "told_of"),
    [
        ("备注", "说明 Sheet1 J2：有1列列名不认识，没有读取：备注"),
        ("化解方案", "说明 Sheet1 J2：有1列列名不认识，没有读取：化解方案"),
        ("联系电话", "说明 Sheet1 J2：有1列涉及个人信息，一律没有读取：联系电话"),
        (None, "说明 Sheet1 J3：J列没有列名，但有内容，没有读取"),
    ],
)
def test_a_heading_in_the_upper_row_alone_is_named(
    upper: str | None, told_of: str, read_bytes: Callable[..., Reading]
) -> None:
    """A text file has no merged cells: what stands above a blank heading is its heading."""
    groups = ["基本情况", *[None] * 5, "办理情况", None, None, upper]
    lines = [["填报单位：城关镇"], groups, [*HEADINGS[:9], None], [*matter(1)[:9], "已告知"]]
    assert told_of in told(read_bytes({"城关镇.xlsx": xlsx({"Sheet1": lines})}))
