"""Which folders a period is made from, which are its own, and how far the data reach."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.base.errors import UserError
from pipeline.report.sources import choose, cut_off_day

MONTHS = ["2021-12", "2022-01", "2022-12", "2023-01", "2023-02"]


def test_a_month_uses_the_folders_back_to_january_of_last_year():
    """December of the year before last is too old to be a source, yet still an earlier folder to publish."""
    sources = choose(MONTHS, "2023-02")
    assert sources.folders == ("2022-01", "2022-12", "2023-01", "2023-02")
    assert sources.own == ("2023-02",)
    assert sources.earlier == ("2021-12", "2022-01", "2022-12", "2023-01")


def test_nothing_later_than_the_period_is_a_source():
    sources = choose(MONTHS, "2023-01")
    assert sources.folders == ("2022-01", "2022-12", "2023-01")
    assert sources.earlier == ("2021-12", "2022-01", "2022-12")


def test_without_a_name_the_newest_folder_is_the_period():
    assert choose(["2023-01", "2023-02", "2022-12"], None).period.name == "2023-02"


def test_folders_come_oldest_first_whatever_the_disk_says():
    assert choose(["2023-02", "2022-12", "2023-01"], "2023-02").folders == ("2022-12", "2023-01", "2023-02")


def test_a_quarter_owns_its_months():
    sources = choose([*MONTHS, "2023-03"], "2023-Q1")
    assert sources.own == ("2023-01", "2023-02", "2023-03")
    assert not sources.period.cut
    assert sources.earlier == ("2021-12", "2022-01", "2022-12", "2023-01", "2023-02", "2023-03")


@pytest.mark.parametrize(
    ("wanted", "earlier"),
    [
        ("2023-Q1", ("2023-01", "2023-02")),
        ("2023", ("2023-01", "2023-02")),
        ("2023-02", ("2023-01",)),
        ("2023-02-20..2023-02-28", ("2023-01",)),
        ("2023-01-20..2023-02-28", ("2023-01", "2023-02")),
    ],
)
def test_the_months_of_a_longer_period_are_published_before_it_its_last_one_too(wanted: str, earlier: tuple[str, ...]):
    """Its months' ends are tested by their editions; of two periods that end together the shorter comes first."""
    assert choose(["2023-01", "2023-02"], wanted).earlier == earlier


def test_a_quarter_whose_last_month_is_missing_is_cut_to_the_newest_folder():
    sources = choose(MONTHS, "2023-Q1")
    assert sources.own == ("2023-01", "2023-02")
    assert (sources.period.last_day, sources.period.cut, sources.period.label) == (
        date(2023, 2, 28),
        True,
        "2023年1—2月",
    )


def test_a_year_is_cut_too_and_keeps_its_name():
    period = choose(MONTHS, "2023").period
    assert (period.name, period.last_day, period.cut) == ("2023", date(2023, 2, 28), True)


def test_a_range_also_uses_the_month_that_holds_its_last_day_and_a_folder_of_its_own_name():
    name = "2023-02-20..2023-03-05"
    sources = choose([*MONTHS, "2023-03", "2023-04", name], name)
    assert sources.folders == ("2022-01", "2022-12", "2023-01", "2023-02", name, "2023-03")
    assert sources.own == ("2023-02", name, "2023-03")
    assert not sources.period.cut


def test_a_quarters_own_folder_is_no_ledger_folder():
    """Quarters and years are computed from the months, never from a folder of their name."""
    assert choose(["2023-01", "2023-Q1"], "2023-Q1").folders == ("2023-01",)


def test_a_period_without_a_folder_inside_it_is_refused_with_those_at_hand():
    with pytest.raises(UserError) as refusal:
        choose(["2023-02", "2023-01"], "2023-05")
    assert (
        str(refusal.value)
        == "没有“2023-05”这一期的台账文件夹；现有：2023-01、2023-02。请建好文件夹并放入台账，或改用现有的期间。"
    )


def test_no_folder_at_all_is_refused():
    with pytest.raises(UserError) as refusal:
        choose([], None)
    assert (
        str(refusal.value) == "没有可用的期间文件夹；请在 inputs 里新建一个，把各乡镇台账放进去，例如 inputs/2023-02。"
    )


def test_the_cut_off_is_the_last_day_unless_a_later_one_is_wanted():
    period = choose(MONTHS, "2023-02").period
    assert cut_off_day(period, None) == date(2023, 2, 28)
    assert cut_off_day(period, date(2023, 2, 28)) == date(2023, 2, 28)
    assert cut_off_day(period, date(2023, 3, 5)) == date(2023, 3, 5)


def test_the_cut_off_is_never_before_the_last_day():
    with pytest.raises(UserError) as refusal:
        cut_off_day(choose(MONTHS, "2023-02").period, date(2023, 2, 27))
    assert str(refusal.value) == "数据截止日2023-02-27早于2023年2月的最后一天；请写2023-02-28或以后的日期。"
