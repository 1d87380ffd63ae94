"""One cell, one value: what is taken silently, what with a note, and what not at all."""

from __future__ import annotations

import contextlib
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.base.grid import CellFault
from pipeline.schema.convert import (
    Converted,
    Unreadable,
    clean_text,
    is_none_word,
    to_code,
    to_count,
    to_flag,
    to_text_id,
)
from pipeline.schema.days import to_date
from pipeline.schema.ledger import LEDGER

FIELDS = {f.id: f for f in LEDGER}
DAY = date(2024, 3, 4)


@pytest.mark.parametrize(
    "written",
    [
        DAY,
        datetime(2024, 3, 4, 10, 30),
        "2024.3.4",
        "2024/3/4",
        "2024年3月4日",
        "2024年3月4号",
        "20240304",
        20240304,
        20240304.0,
        "2024-03-04",
        " 2024 - 3 - 4 ",
        "２０２４．３．４",
        "2024-03-04 00:00:00",
        "2024-03-04T10:30",
        "2024年 3月 4日",
        "\u200e2024.3.4",
    ],
)
def test_a_whole_date_is_taken_silently(written: object) -> None:
    """Every usual way of writing a day gives it without a note."""
    assert to_date(written) == Converted(DAY)


@pytest.mark.parametrize(
    "written", ["3月4日", "3.4", "3-4", "3月4号", 3.4, "24-3-4", "24.3.4", 45355, "45355", 45355.0]
)
def test_what_leans_on_the_period_is_noted(written: object) -> None:
    """No year, two digits of a year, and serial numbers near the period."""
    assert to_date(written, period_year=2024) == Converted(DAY, noted=True)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("2024.3", "日期不完整，缺少“日”"),
        (2024.3, "日期不完整，缺少“日”"),
        ("202403", "日期不完整，缺少“日”"),
        ("2024年", "日期不完整，缺少“日”"),
        ("2.30", "没有这一天"),
        ("13.4", "没有这一天"),
        ("2023.2.30", "没有这一天"),
        ("20230230", "没有这一天"),
        ("9:30", "只有时间，没有日期"),
        (time(9, 30), "只有时间，没有日期"),
        (timedelta(hours=30), "只有时间，没有日期"),
        (3.1, "小数写的日期，分不清是1日还是10日"),
        ("已受理", "不是日期"),
        (True, "不是日期"),
        ("三月四日", "不是日期"),
        (61000, "是数字，不是日期"),
        ("1024.3.4", "年份不合理"),
        (date(1900, 1, 5), "年份不合理"),
        (CellFault("#REF!"), "单元格显示 #REF!"),
        (CellFault("公式未计算"), "公式未计算"),
    ],
)
def test_what_is_no_day_says_why(written: object, reason: str) -> None:
    """A guess would be worse than a question."""
    with pytest.raises(Unreadable, match=f"^{reason}$"):
        to_date(written, period_year=2024, around=date(2024, 12, 31))


def test_a_day_without_a_year_reaches_back_over_new_year_but_not_far() -> None:
    """In January 12月5日 is last year's; 6月5日 is nobody's guess; in December 1月15日 is this year's."""
    january, december = date(2023, 1, 31), date(2022, 12, 31)
    assert to_date("12月5日", period_year=2023, around=january).value == date(2022, 12, 5)
    assert to_date("1月15日", period_year=2022, around=december).value == date(2022, 1, 15)
    with pytest.raises(Unreadable, match="没有写年份，按本期年份推算不成立"):
        to_date("6月5日", period_year=2023, around=january)


def test_a_day_ahead_takes_the_nearest_year() -> None:
    """A due date written 1月15日 in a December ledger lies in the next year."""
    assert to_date("1月15日", period_year=2022, around=date(2022, 12, 31), ahead=True).value == date(2023, 1, 15)


def test_without_a_period_neither_serials_nor_short_days_are_read() -> None:
    """There is nothing to lean on."""
    for written in ("3月4日", 45355):
        with pytest.raises(Unreadable):
            to_date(written)


def test_a_serial_counts_from_the_workbooks_epoch() -> None:
    """1904 workbooks count 1,462 days later."""
    assert to_date(45355 - 1462, period_year=2024, epoch_1904=True) == Converted(DAY, noted=True)


@pytest.mark.parametrize("written", [None, "", " ", "\u3000", "无", "/", "／", "-", "—", "——", "N/A", "n/a", "暂无"])
def test_words_for_nothing_are_blank(written: object) -> None:
    """In every type of column."""
    assert is_none_word(clean_text(written))
    for converted in (to_date(written), to_count(written), to_text_id(written), to_code(FIELDS["channel"], written)):
        assert converted == Converted(None)


@pytest.mark.parametrize(
    ("written", "value", "noted"),
    [
        (3, 3, False),
        (3.0, 3, False),
        ("3", 3, False),
        ("３", 3, False),
        ("3件", 3, True),
        ("３人", 3, True),
        ("1,200", 1200, True),
        ("12 人次", 12, True),
    ],
)
def test_counts_are_whole_numbers_with_known_units(written: object, value: int, noted: bool) -> None:
    """Full-width digits are silent; units and commas are noted."""
    assert to_count(written) == Converted(value, noted=noted)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("3头", "不是整数"),
        ("若干", "不是整数"),
        (2.5, "不是整数"),
        (-1, "不是整数"),
        (0, "应不小于1"),
        (DAY, "不是整数"),
        ("1,20", "不是整数"),
    ],
)
def test_what_is_no_count_says_why(written: object, reason: str) -> None:
    """An unknown unit is not dropped."""
    with pytest.raises(Unreadable, match=reason):
        to_count(written)
    assert to_count(0, least=0) == Converted(0)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (" ００37 ", "0037"),
        ("3700 0020 2302", "370000202302"),
        (370000202302001, "370000202302001"),
        (370000202302001.0, "370000202302001"),
        ("青信访〔2023〕15号", "青信访〔2023〕15号"),
        ("'0037", "0037"),
        ('="0037"', "0037"),
        ("370000202302010001", "370000202302010001"),
    ],
)
def test_case_numbers_stay_text(written: object, value: str) -> None:
    """Leading zeros stay, white space and the marks of spreadsheets go."""
    assert to_text_id(written) == Converted(value)


@pytest.mark.parametrize("written", [1e15, 370000202302010001, 3.7e17, "1.23E+17", "1.23e+17", "2.02302E+13"])
def test_lost_digits_are_never_repaired(written: object) -> None:
    """Excel keeps 15 digits; what stands behind them is not the number."""
    with pytest.raises(Unreadable, match="编号已被 Excel 改成科学计数"):
        to_text_id(written)


def test_a_number_turned_into_a_day_is_no_number() -> None:
    """3-4 typed as a number becomes a date in Excel."""
    with pytest.raises(Unreadable, match="编号已被 Excel 改成日期"):
        to_text_id(DAY)


def test_codes_come_through_their_aliases() -> None:
    """无 is an answer where the column knows it, else blank; the nearest code is suggested, never taken."""
    assert to_code(FIELDS["channel"], " 走 访 ").value == "来访"
    assert to_code(FIELDS["channel"], 12345.0).value == "来电"
    assert to_code(FIELDS["incident"], "无").value == "无"
    assert to_code(FIELDS["rating_unit"], "无").value == "未评价"
    with pytest.raises(Unreadable, match=r"^不是可填的内容，最接近的是“来信”$"):
        to_code(FIELDS["channel"], "来仿信")
    with pytest.raises(Unreadable, match=r"^不是可填的内容$"):
        to_code(FIELDS["channel"], "口头")


def test_flags_are_yes_no_or_blank() -> None:
    """√ and 有 say yes, × and 无 no; / is blank, anything else a question."""
    assert [to_flag(v).value for v in ("是", "√", "有", True, "否", "×", "无", 0, "/", None)] == ["是"] * 4 + [
        "否"
    ] * 4 + [None, None]
    with pytest.raises(Unreadable, match="应为“是”或“否”"):
        to_flag("可能")


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("\u3000城关镇 \r\n 办\u200b\u202e\x07", "城关镇 办"),
        (12.0, "12"),
        (12.5, "12.5"),
        (DAY, "2024-03-04"),
        (datetime(2024, 3, 4), "2024-03-04"),
        (datetime(2024, 3, 4, 9, 5), "2024-03-04 09:05:00"),
        (time(9, 5), "09:05:00"),
        (True, "TRUE"),
        (None, ""),
        (CellFault("#N/A"), ""),
        (10**14, "100000000000000"),
    ],
)
def test_text_is_clean(written: object, text: str) -> None:
    """Nothing that can't be seen stays, numbers and days print plainly."""
    assert clean_text(written) == text


@pytest.mark.slow
@given(
    st.one_of(st.text(), st.integers(), st.floats(), st.dates(), st.datetimes(), st.times(), st.booleans(), st.none())
)
def test_any_cell_is_a_value_or_unreadable(cell: object) -> None:
    """No cell, however odd, ends the run; what comes out has no control characters and reads the same again."""
    text = clean_text(cell)
    assert clean_text(text) == text
    for read in (to_date, to_count, to_text_id, to_flag, lambda value: to_code(FIELDS["settled"], value)):
        with contextlib.suppress(Unreadable):
            assert isinstance(read(cell), Converted)
