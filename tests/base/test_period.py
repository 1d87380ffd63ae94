"""A period is a month, quarter, year, a part of a year from January on or a range of days, known by its name alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.base.errors import UserError
from pipeline.base.period import NotAPeriod, is_period, meant, month_end, newest, parse_period
from pipeline.report.folders import period_folders


@pytest.mark.parametrize(
    ("name", "kind", "first", "last", "label"),
    [
        ("2023-02", "month", date(2023, 2, 1), date(2023, 2, 28), "2023年2月"),
        ("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29), "2024年2月"),
        ("2023-12", "month", date(2023, 12, 1), date(2023, 12, 31), "2023年12月"),
        ("2023-Q1", "quarter", date(2023, 1, 1), date(2023, 3, 31), "2023年第一季度"),
        ("2023-Q4", "quarter", date(2023, 10, 1), date(2023, 12, 31), "2023年第四季度"),
        ("2023", "year", date(2023, 1, 1), date(2023, 12, 31), "2023年度"),
        ("2023-H1", "cumulative", date(2023, 1, 1), date(2023, 6, 30), "2023年上半年"),
        ("2023-Q1-Q3", "cumulative", date(2023, 1, 1), date(2023, 9, 30), "2023年前三季度"),
        ("2023-01..2023-05", "cumulative", date(2023, 1, 1), date(2023, 5, 31), "2023年1—5月"),
        ("2024-01..2024-02", "cumulative", date(2024, 1, 1), date(2024, 2, 29), "2024年1—2月"),
        ("2023-01..2023-11", "cumulative", date(2023, 1, 1), date(2023, 11, 30), "2023年1—11月"),
        ("2023-03-04..2023-03-20", "range", date(2023, 3, 4), date(2023, 3, 20), "2023年3月4日—3月20日"),
        ("2022-12-28..2023-01-05", "range", date(2022, 12, 28), date(2023, 1, 5), "2022年12月28日—2023年1月5日"),
        ("2023-03-04..2023-03-04", "range", date(2023, 3, 4), date(2023, 3, 4), "2023年3月4日—3月4日"),
    ],
)
def test_a_name_gives_kind_days_and_label(name: str, kind: str, first: date, last: date, label: str):
    period = parse_period(name)
    assert (period.name, period.kind, period.first_day, period.last_day, period.label) == (
        name,
        kind,
        first,
        last,
        label,
    )
    assert not period.cut


@pytest.mark.parametrize(
    "name",
    [
        "2023-2",
        "2023-13",
        "2023-00",
        "2023-Q5",
        "2023-Q0",
        "23-02",
        "2023年2月",
        "2023-02 ",
        "",
        "0000",
        "2023-02-30..2023-03-02",
        "2023-03-20..2023-03-04",
        "2023-03-04",
        "2023-03-04..",
        "２０２３-０２",
        "２０２３",
        "2023-H2",
        "2023-Q1-Q2",
        "2023-02..2023-05",
        "2022-01..2023-05",
        "2023-01..2023-13",
        "2023-01..2023-06",
        "2023-01..2023-12",
    ],
)
def test_any_other_name_is_no_period_and_what_it_probably_means_is_known(name: str):
    with pytest.raises(NotAPeriod) as fault:
        parse_period(name)
    meant = {"2023-2": "2023-02", "2023年2月": "2023-02", "2023-02 ": "2023-02", "２０２３-０２": "2023-02"}
    meant |= {"2023-01..2023-06": "2023-H1", "2023-01..2023-12": "2023"}
    assert fault.value.meaning == meant.get(name, "")
    assert not is_period(name)


@pytest.mark.parametrize(
    ("name", "before"),
    [
        ("2023-02", "2023-01"),
        ("2023-01", "2022-12"),
        ("2023-Q1", "2022-Q4"),
        ("2023-Q3", "2023-Q2"),
        ("2023", "2022"),
        ("2023-H1", "2022-H1"),
        ("2023-Q1-Q3", "2022-Q1-Q3"),
        ("2023-01..2023-05", "2022-01..2022-05"),
        ("2023-03-04..2023-03-20", "2023-02-15..2023-03-03"),
        ("2023-03-04..2023-03-04", "2023-03-03..2023-03-03"),
    ],
)
def test_the_period_before_is_the_calendars_of_the_same_kind_and_a_ranges_has_as_many_days(name: str, before: str):
    assert parse_period(name).previous() == parse_period(before)


@pytest.mark.parametrize(
    ("name", "day", "label"),
    [
        ("2023", date(2023, 2, 28), "2023年1—2月"),
        ("2023", date(2023, 1, 31), "2023年1月"),
        ("2023-Q2", date(2023, 5, 31), "2023年4—5月"),
        ("2023-H1", date(2023, 4, 30), "2023年1—4月"),
        ("2023-Q1-Q3", date(2023, 1, 31), "2023年1月"),
    ],
)
def test_a_period_cut_short_says_its_months(name: str, day: date, label: str):
    cut = parse_period(name).cut_to(day)
    assert (cut.name, cut.last_day, cut.cut, cut.label) == (name, day, True, label)


def test_a_period_is_not_cut_at_its_own_last_day_or_later():
    year = parse_period("2023")
    assert year.cut_to(date(2023, 12, 31)) is year
    assert year.cut_to(date(2024, 1, 31)) is year


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("2023-02", "上月"),
        ("2023-Q1", "上季度"),
        ("2023", "上年"),
        ("2023-H1", "上年同期"),
        ("2023-01..2023-05", "上年同期"),
        ("2023-03-04..2023-03-20", "上期"),
    ],
)
def test_the_period_before_has_its_word(name: str, word: str):
    assert parse_period(name).earlier_word == word


def test_the_months_of_a_period_are_those_it_touches():
    assert parse_period("2023-Q1").months() == ["2023-01", "2023-02", "2023-03"]
    assert parse_period("2023-02").months() == ["2023-02"]
    assert parse_period("2022-12-28..2023-01-05").months() == ["2022-12", "2023-01"]
    assert len(parse_period("2023").months()) == 12
    assert parse_period("2023-01..2023-05").months() == ["2023-01", "2023-02", "2023-03", "2023-04", "2023-05"]


def test_a_part_of_a_year_comes_after_the_quarter_and_before_the_year_that_end_with_it():
    names = ["2023-H1", "2023-06", "2023-Q2", "2023-05", "2023-01..2023-05"]
    assert sorted(names, key=lambda name: parse_period(name).order) == [
        "2023-05",
        "2023-01..2023-05",
        "2023-06",
        "2023-Q2",
        "2023-H1",
    ]


def test_the_newest_has_the_latest_last_day_then_is_the_shortest():
    assert newest(["2023-01", "2023-02", "样例"]) == parse_period("2023-02")
    assert newest(["2022", "2022-12", "2022-Q4"]) == parse_period("2022-12")
    assert newest(["2023-01", "2023"]) == parse_period("2023")
    assert newest(["样例", "旧"]) is None


def test_a_month_that_does_not_exist_has_no_end():
    with pytest.raises(ValueError, match="13"):
        month_end(2023, 13)


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("2023年2月", "2023-02"),
        ("202302", "2023-02"),
        ("2023-2", "2023-02"),
        ("2023.02", "2023-02"),
        ("2023年02月份", "2023-02"),
        ("2023_2", "2023-02"),
        ("2023Q1", "2023-Q1"),
        ("2023年一季度", "2023-Q1"),
        ("2023年第4季度", "2023-Q4"),
        ("2023年上半年", "2023-H1"),
        ("2023h1", "2023-H1"),
        ("2023年前三季度", "2023-Q1-Q3"),
        ("2023年1—3季度", "2023-Q1-Q3"),
        ("2023年1—5月", "2023-01..2023-05"),
        ("2023年1至5月份", "2023-01..2023-05"),
        ("2023-1..2023-5", "2023-01..2023-05"),
        ("2023-01..05", "2023-01..2023-05"),
        ("2023年1-3月", "2023-Q1"),
        ("2023年1—6月", "2023-H1"),
        ("2023年1—12月", "2023"),
        ("2023年下半年", "2023-07-01..2023-12-31"),
        ("2023年度", "2023"),
        ("2月", "年-02"),
    ],
)
def test_a_folder_that_means_a_period_is_never_passed_over(name: str, meaning: str, tmp_path: Path):
    """It lies beside a folder named right: the run stops and says how to name it."""
    for folder in ("2023-01", name):
        (tmp_path / "inputs" / folder).mkdir(parents=True)
    with pytest.raises(UserError) as refusal:
        period_folders(tmp_path / "inputs")
    assert str(refusal.value) == (
        f"“inputs”里有期间文件夹的名称写法不对，请把“{name}”改名为“{meaning}”；不是期间的，请移出“inputs”。"
    )


@pytest.mark.parametrize(
    "name", ["templates", "2023年2月备份", "旧台账", "2023-02", "2023-13", "1234", "2023-Q1", "2023"]
)
def test_other_folders_mean_no_period(name: str):
    assert meant(name) == ""
