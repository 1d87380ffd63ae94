"""A line without a plausible number and without a 登记日期 is no matter, whatever it says; what it says is shown
nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from pipeline.bundles import Reading
from tests.ledgers.conftest import read_bytes, told
from tests.ledgers.readings import page
from tools.ingest_cases.makers import xlsx

pytestmark = pytest.mark.slow

__all__ = ["read_bytes"]
Row = Sequence[object]
HEADINGS = (
    "序号",
    "信访件编号",
    "责任单位",
    "登记日期",
    "信访形式",
    "初重件",
    "人数",
    "受理日期",
    "办结日期",
    "办理结果",
    "化解状态",
)
ReadRows = Callable[..., Reading]


def matter(day: int, **cells: object) -> list[object]:
    """A sound matter of 城关镇, registered on this day of February 2023."""
    own = (
        day,
        f"QH2023{day:04d}",
        "城关镇",
        date(2023, 2, day),
        "来访",
        "初件",
        1,
        date(2023, 2, day + 1),
        None,
        None,
        None,
    )
    return list({**dict(zip(HEADINGS, own, strict=True)), **cells}.values())


@pytest.fixture
def read_rows(read_bytes: Callable[..., Reading]) -> ReadRows:
    """Read a ledger of 城关镇 whose headings stand in row 2 and these rows from row 3 on."""

    def read(*rows: Row, headings: Row = HEADINGS, above: str = "填报单位：城关镇") -> Reading:
        return read_bytes({"城关镇.xlsx": xlsx({"Sheet1": [[above], headings, *rows]})})

    return read


FEET = (
    "单位负责人（签字）：            填表人：赵样例",
    "统计人：赵样例",
    "联系人及电话：",
    "（公章）",
    "2023年3月1日",
    "第1页  共2页",
    "以上数据截至2023年2月28日",
    "※ 本表每月25日前报送",
    "报：县信访局",
    "附：佐证材料",
    "制表时间：2023.3.1",
    "—— 以下空白 ——",
    "完",
    "录入：钱样例 2023-03-01",
    "一、本月新增事项（2件）",
    "（二）往月结转",
)


@pytest.mark.parametrize("text", FEET)
@pytest.mark.parametrize("column", [0, 1])
def test_a_line_of_words_is_no_matter_and_stands_in_no_output(text: str, column: int, read_rows: ReadRows) -> None:
    """In the column of 序号 or of numbers, under the matters: no error, the matters stay, and the words are printed
    nowhere.
    """
    reading = read_rows(matter(1), matter(2), [None] * column + [text])
    assert list(reading.ledger["case_no"]) == ["QH20230001", "QH20230002"]
    assert reading.unplaced.empty
    assert not [line for line in told(reading) if line.startswith("错误")]
    assert "样例" not in page(reading)


TOTALS: tuple[Row, ...] = (
    ["汇总", *[None] * 9, 2],
    [None, None, None, None, "来访 计数", 2],
    [None, None, None, None, "总计数", 2],
    ["过次页", None, None, None, None, None, 2],
    [None, None, "城关镇 汇总", None, None, None, 2],
    ["合  计 数", None, None, None, None, None, 2],
    ["件数合计", 2],
)


@pytest.mark.parametrize("total", TOTALS)
def test_totals_of_every_making_are_left_out(total: Row, read_rows: ReadRows) -> None:
    """The total row of an Excel table, of 分类汇总 and of a printed page; two matters of one person each, so that
    nothing differs.
    """
    reading = read_rows(matter(1), matter(2), total)
    assert len(reading.ledger) == 2
    assert told(reading) == []


def test_headings_of_sections_are_no_matters(read_rows: ReadRows) -> None:
    """In the column of numbers and beside 一; the note names their cells."""
    reading = read_rows(["一", "县级交办事项"], matter(1), [None, "二、往月结转（共1件）"], matter(2))
    assert list(reading.ledger["source_row"]) == [4, 6]
    assert told(reading) == ["说明 Sheet1 A3、B5：第3行、第5行没有信访件编号，也没有登记日期，不作事项，没有计入"]


@pytest.mark.parametrize(
    "hint",
    [
        ["填写要求", *["必填"] * 5, *["选填"] * 5],
        [
            "",
            "必填，文本格式",
            "填乡镇全称",
            "格式：2023-02-06",
            "下拉选择",
            "下拉选择",
            "填数字",
            "格式：2023-02-06",
            "",
            "下拉选择",
            "下拉选择",
        ],
        ["", "不超过30个字符", "全称", "如：2023-02-06", "来信/来访/网上", "初件/重件", "整数"],
    ],
)
def test_instructions_under_the_headings_are_no_matter(hint: Row, read_rows: ReadRows) -> None:
    """Whatever a form asks for under its headings, a row of it is left out."""
    reading = read_rows(hint, matter(1))
    assert list(reading.ledger["source_row"]) == [4]
    assert [line for line in told(reading) if not line.startswith("说明")] == []


@pytest.mark.parametrize(
    "table",
    [
        [
            ["分类统计表"],
            ["信访形式", "来信", "来访", "网上", "来电", "合计"],
            ["件数", 0, 2, 0, 0, 2],
            ["占比", "0%", "100%", "0%", "0%", "100%"],
        ],
        [["乡镇", "件数", "占比"], ["城关镇", 2, 1.0], ["合计", 2, 1.0]],
        [["项目", "本月", "上月"], ["登记", 2, 3], ["办结", 1, 0], ["化解率", "50.0%", "66.7%"]],
    ],
)
def test_a_small_table_under_the_matters_is_left_out(table: list[Row], read_rows: ReadRows) -> None:
    """Counts by channel, by township or by month: no error and no matter."""
    reading = read_rows(matter(1), matter(2), [], *table)
    assert len(reading.ledger) == 2
    assert reading.unplaced.empty
    assert not [line for line in told(reading) if line.startswith("错误")]


def test_lines_that_formulas_or_defaults_fill_are_unwritten(read_rows: ReadRows) -> None:
    """Links to blank cells, codes set beforehand and a whole line of defaults: nobody wrote on these lines, and
    nothing is said.
    """
    nought: Row = [3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    defaults: Row = [4, None, "城关镇", None, None, "初件", None, None, None, None, "未化解"]
    reading = read_rows(matter(1), matter(2), nought, defaults, [5, *defaults[1:]])
    assert len(reading.ledger) == 2
    assert told(reading) == []


def test_three_codes_without_number_and_day_are_somebodys_matter(read_rows: ReadRows) -> None:
    """A line that somebody wrote is set aside as an error; lines that are all alike were filled in by the form."""
    written = [3, None, "城关镇", None, "网上", "重件", 2, None, None, "解释说明", "未化解"]
    reading = read_rows(matter(1), matter(2), written)
    assert list(reading.unplaced["source_row"]) == [5]
    assert [line for line in told(reading) if "没有填“信访件编号”" in line] == [
        "错误 Sheet1 B5：1行没有填“信访件编号”，无法计入，已搁置"
    ]
    same = [None, None, "城关镇", None, "来访", "初件", 1, None, None, None, "未化解"]
    assert read_rows(matter(1), matter(2), [3, *same[1:]], [4, *same[1:]]).unplaced.empty


@pytest.mark.parametrize("word", ["示例", "例", "（样例）", "例：", "填写示例"])
def test_the_forms_example_is_left_out_with_a_reminder(word: str, read_rows: ReadRows) -> None:
    """Above the first matter only: further down a row with a number and a day is a matter, whatever its 序号 says."""
    reading = read_rows(matter(9, 序号=word), matter(1), matter(2))
    assert list(reading.ledger["case_no"]) == ["QH20230001", "QH20230002"]
    assert told(reading) == ["提醒 Sheet1 A3：第3行的序号或编号写明是示例，不作事项，没有计入"]
    assert len(read_rows(matter(1), matter(9, 序号=word)).ledger) == 2


@pytest.mark.parametrize("line", ["无信访事项的，请注明“零报告”", "严格落实每日零报告制度", "如无信访事项，填写零报告"])
def test_a_form_that_explains_the_zero_report_declares_none(line: str, read_rows: ReadRows) -> None:
    """Nobody wrote on the form: it is refused, and no zero report."""
    reading = read_rows([1], [2], [3], above=f"填报单位：城关镇 {line}")
    assert list(reading.files["verdict"]) == ["拒收"]
    assert read_rows([line], [1]).zero_files == frozenset()


@pytest.mark.parametrize("words", ["无", "本月无", "2月份无", "本月无信访事项", "零报告"])
def test_a_declaration_below_the_headings_is_a_zero_report(words: str, read_rows: ReadRows) -> None:
    """無 below the headings is an answer."""
    for row in ([words], [1, words]):
        assert read_rows(row).zero_files == {("2023-02", "城关镇")}


def test_a_second_header_in_another_order_refuses_the_sheet(read_rows: ReadRows) -> None:
    """受理日期 and 办结日期 have changed places: read by the first header, an open matter would be concluded."""
    swapped = [*HEADINGS[:7], "办结日期", "受理日期", *HEADINGS[9:]]
    reading = read_rows(matter(1), ["二、往月结转"], swapped, matter(2))
    assert reading.ledger.empty
    assert "错误 Sheet1 A5：第5行另有一行列名，各列的位置与第2行的不同，本表没有读取" in told(reading)
    assert len(read_rows(matter(1), HEADINGS, matter(2)).ledger) == 2


def test_a_second_header_that_says_by_its_word_what_the_first_calls_otherwise_is_in_the_same_order(
    read_rows: ReadRows,
) -> None:
    """The first's 受理日期 is misnamed: its column lacks a name, and that is told; no column has moved."""
    misnamed = ["受理时段" if text == "受理日期" else text for text in HEADINGS]
    reading = read_rows(matter(1), HEADINGS, matter(2), headings=misnamed)
    assert len(reading.ledger) == 2
    assert not any("另有一行列名" in each for each in told(reading))
    assert any("受理日期" in each and "受理时段" in each for each in told(reading))


@pytest.mark.parametrize(
    "second",
    [["信访件编号", "登记日期", "责任单位", "信访形式"], ["序号", "登记日期", "信访件编号", "办结日期", "联系电话"]],
)
def test_other_orders_of_a_second_header_refuse_it_too(second: Row, read_rows: ReadRows) -> None:
    """Fewer columns, moved to the left; or with a column about persons among them."""
    assert read_rows(matter(1), second, matter(2)).ledger.empty
