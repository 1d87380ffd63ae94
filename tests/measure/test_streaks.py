"""连续N年: what adds to a run, what ends it, what leaves it as it is (docs/definitions.md, section 7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from pipeline.base.county import COUNTY
from pipeline.base.period import parse_period
from pipeline.measure.ranks.streaks import Titles, contradicted, last_titled, renamed, streaks, titles_of, with_given
from pipeline.settings.record import Settings, Township
from tests.measure.matter_rows import SETTINGS

END = date(2023, 12, 31)


def runs(settings: Settings = SETTINGS, last: int = 2023, day: date = END, **units: str) -> dict[str, int]:
    """A letter a year up to 2023 for each unit: 是 否, 未 (未评定), 件 (无件，不评定), 空 (nothing known)."""
    words = {"是": "是", "否": "否", "未": "未评定", "件": "无件，不评定"}
    years = {}
    for back in range(max(map(len, units.values()))):
        year = 2023 - back
        said = {name: letters[-1 - back] for name, letters in units.items() if back < len(letters)}
        years[year] = Titles(
            {n: words[w] for n, w in said.items() if w != "空"}, frozenset(n for n, w in said.items() if w == "件")
        )
    return streaks(years, last, settings, day)


@pytest.mark.parametrize(
    ("letters", "run"),
    [
        ("是", 1),
        ("是是是", 3),
        ("是否是", 1),
        ("是是否", None),
        ("是未是", 1),
        ("是空是", 1),
        ("是是空", None),
        ("是件是", 2),
        ("是是件", 2),
        ("件", None),
        ("否件是", 1),
    ],
)
def test_a_run_grows_with_each_title_and_ends_where_one_was_missed_or_not_assessed(
    letters: str, run: int | None
) -> None:
    """无件 is passed over; a run of none isn't shown."""
    assert runs(甲镇=letters).get("甲镇") == run


def test_a_month_tells_the_run_up_to_last_year() -> None:
    """Titles of this year don't count before the year is over; a year cut short is no year."""
    assert runs(last=2022, day=date(2023, 6, 30), 甲镇="是是否") == {"甲镇": 2}
    assert last_titled(parse_period("2023-06")) == last_titled(parse_period("2023-Q2")) == 2022
    assert last_titled(parse_period("2023")) == 2023
    assert last_titled(parse_period("2023").cut_to(date(2023, 6, 30))) == 2022


def merged(on: date) -> Settings:
    return replace(
        SETTINGS,
        roster=(Township(1, "甲镇"), Township(2, "乙镇", merged_into="甲镇", merged_on=on), Township(3, "丙镇")),
    )


def test_a_merged_unit_has_the_shortest_run_of_its_parts() -> None:
    """Before 2023 three and one; 2023 adds one. On the day of the merger, in a month, it is the one."""
    assert runs(merged(date(2023, 6, 1)), 甲镇="是是是是", 乙镇="否是空")["甲镇"] == 2
    assert runs(merged(date(2023, 6, 1)), last=2022, day=date(2023, 6, 30), 甲镇="是是是空", 乙镇="否是空") == {
        "甲镇": 1
    }
    assert runs(merged(date(2023, 6, 1)), last=2022, day=date(2023, 5, 31), 甲镇="是是是空", 乙镇="否是空") == {
        "甲镇": 3,
        "乙镇": 1,
    }


def test_a_part_that_had_no_title_leaves_no_run() -> None:
    assert runs(merged(date(2023, 6, 1)), 甲镇="是是是", 乙镇="否空")["甲镇"] == 1
    assert runs(merged(date(2023, 6, 1)), 甲镇="是是是")["甲镇"] == 1


def test_a_unit_that_the_merger_made_takes_on_its_parts_run() -> None:
    """Its 启用日期 is the 撤并日期: it is no part. Without a 启用日期 it is one that never had a title."""
    day = date(2023, 6, 1)
    roster = (
        Township(1, "新镇", since=day),
        *(Township(i, n, merged_into="新镇", merged_on=day) for i, n in ((2, "甲镇"), (3, "乙镇"))),
    )
    assert runs(replace(SETTINGS, roster=roster), 新镇="是", 甲镇="是是空", 乙镇="是是是空") == {"新镇": 3}
    undated = (replace(roster[0], since=None), *roster[1:])
    assert runs(replace(SETTINGS, roster=undated), 新镇="是", 甲镇="是是空", 乙镇="是是是空") == {"新镇": 1}


def test_a_new_unit_starts_with_its_first_year() -> None:
    roster = (Township(1, "甲镇"), Township(2, "乙镇", since=date(2022, 7, 1)))
    assert runs(replace(SETTINGS, roster=roster), 甲镇="是是是", 乙镇="是是") == {"甲镇": 3, "乙镇": 2}


def test_a_rename_carries_the_run() -> None:
    """The years before tell of 老甲乡."""
    renamed_ = replace(SETTINGS, roster=(Township(1, "甲镇", former_names=("老甲乡",)),))
    before = {year: renamed(Titles({"老甲乡": "是"}), renamed_) for year in (2021, 2022)}
    assert streaks({**before, 2023: Titles({"甲镇": "是"})}, 2023, renamed_, END) == {"甲镇": 3}


def test_the_county_has_a_run_of_its_own() -> None:
    assert runs(全县="是是") == {COUNTY: 2}


def tables(**townships: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Title and group by township; the county holds its one condition."""
    ranking = pd.DataFrame(
        [{"township": n, "three_none": w.split()[0], "group": w.split()[1]} for n, w in townships.items()]
    )
    conditions = pd.DataFrame([{"township": n, "condition": "无逾期", "holds": True} for n in (*townships, COUNTY)])
    return conditions.astype({"holds": "boolean"}), ranking


def test_a_year_s_tables_tell_its_titles_who_was_idle_and_whether_it_was_a_county_without() -> None:
    found = titles_of(*tables(甲镇="是 排名", 乙镇="无件，不评定 无件", 丙镇="否 无件", 丁局="不参加 排名"))
    assert (found.of, found.idle) == (
        {"甲镇": "是", "乙镇": "无件，不评定", "丙镇": "否", COUNTY: "是"},
        frozenset({"乙镇"}),
    )


def test_where_no_list_was_made_the_county_is_not_assessed_either() -> None:
    """Whether its own counts are within the limits or not."""
    conditions, ranking = tables(甲镇="未评定 排名", 乙镇="未评定 未报送")
    assert titles_of(conditions, ranking).of[COUNTY] == "未评定"
    failed = conditions.assign(holds=pd.array([False] * len(conditions), dtype="boolean"))
    assert titles_of(failed, ranking).of[COUNTY] == "未评定"


def test_a_county_all_of_whose_townships_were_idle_is_idle() -> None:
    assert COUNTY in titles_of(*tables(甲镇="无件，不评定 无件")).idle


def test_an_idle_year_that_nobody_could_assess_is_not_passed_over() -> None:
    """Case 11: a register was missing, so no condition could be counted: a zero report in that year keeps no run
    alive.
    """
    conditions, ranking = tables(甲镇="未评定 排名", 乙镇="无件，不评定 无件")
    unknown = conditions.assign(holds=pd.array([None] * len(conditions), dtype="boolean"))
    found = titles_of(unknown, ranking)
    assert found.idle == frozenset()
    assert streaks({2021: Titles({"乙镇": "是"}), 2022: found, 2023: Titles({"乙镇": "是"})}, 2023, SETTINGS, END) == {
        "乙镇": 1
    }


def test_what_was_published_beats_the_sheet_which_tells_of_other_years_and_units() -> None:
    """And where they differ both are named; 未评定 isn't a title."""
    published = {2022: Titles({"甲镇": "否", "乙镇": "未评定", "丙镇": "是"})}
    given = {
        (2022, "甲镇"): True,
        (2022, "乙镇"): True,
        (2022, "丙镇"): True,
        (2022, COUNTY): True,
        (2021, "甲镇"): True,
    }
    both = with_given(published, given)
    assert both[2022].of == {"甲镇": "否", "乙镇": "未评定", "丙镇": "是", COUNTY: "是"}
    assert both[2021].of == {"甲镇": "是"}
    assert list(contradicted(given, published)) == [((2022, "甲镇"), "否"), ((2022, "乙镇"), "未评定")]
