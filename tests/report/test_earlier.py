"""What the editions of earlier periods give: which one stands for what, by whose units, and where a sheet
contradicts them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from pipeline.base.errors import UserError
from pipeline.base.period import parse_period
from pipeline.base.rate import Rate
from pipeline.bundles import contract_table
from pipeline.editions.archive import Edition
from pipeline.measure.ranks.streaks import Titles
from pipeline.report import earlier
from pipeline.settings.record import Settings, Township
from tests.measure.matter_rows import SETTINGS
from tests.settings_sheets import settings, sheet


def edition(name: str, last_day: str = "", **tables: pd.DataFrame) -> Edition:
    """A published period, cut short at ``last_day``."""
    end = last_day or parse_period(name).last_day.isoformat()
    return Edition(name, date.fromisoformat(end), tables, "", "", {"last_day": end})


def editions(*all_: Edition) -> Mapping[str, Edition]:
    return {e.name: e for e in all_}


def test_the_period_just_before_is_of_the_same_kind_and_whole() -> None:
    known = editions(edition("2022-12"), edition("2022-Q4"), edition("2022", "2022-11-30"))
    for name, before in (("2023-01", "2022-12"), ("2023-Q1", "2022-Q4"), ("2023", None), ("2023-02", None)):
        found = earlier.just_before(parse_period(name), known)
        assert (found and found.name) == before


def test_before_a_part_of_a_year_comes_that_of_the_year_before_and_before_a_cut_one_none_that_is_whole() -> None:
    known = editions(edition("2022-Q4"), edition("2022-H1"), edition("2022-Q1-Q3", "2022-08-31"), edition("2022"))
    half, three, year, quarter = (parse_period(name) for name in ("2023-H1", "2023-Q1-Q3", "2023", "2023-Q1"))
    assert earlier.just_before(half, known) is known["2022-H1"]
    assert earlier.just_before(three, known) is None
    assert earlier.just_before(three.cut_to(date(2023, 8, 31)), known) is known["2022-Q1-Q3"]
    for cut in (half.cut_to(date(2023, 4, 30)), year.cut_to(date(2023, 4, 30)), quarter.cut_to(date(2023, 2, 28))):
        assert earlier.just_before(cut, known) is None


@pytest.mark.parametrize(
    ("now", "cut", "then", "then_cut", "is_it"),
    [
        ("2023-02", "", "2022-02", "", True),
        ("2023-Q1", "", "2022-Q1", "", True),
        ("2023", "", "2022", "2022-11-30", False),
        ("2023", "2023-02-28", "2022", "", False),
        ("2024", "2024-02-29", "2023", "2023-02-28", True),
        ("2023", "2023-02-28", "2022", "2022-03-31", False),
        ("2023-02-01..2023-02-28", "", "2022-02-01..2022-02-28", "", False),
    ],
)
def test_last_year_is_the_same_span_or_nothing(now: str, cut: str, then: str, then_cut: str, is_it: bool) -> None:
    """1—2月 is never compared with a whole year; the end of February is the end of February in a leap year too."""
    period = parse_period(now)
    if cut:
        period = period.cut_to(date.fromisoformat(cut))
    assert (earlier.year_before(period, editions(edition(then, then_cut))) is not None) is is_it


def test_the_start_is_the_edition_that_ends_the_day_before_the_shortest_of_several() -> None:
    """A year cut to November doesn't end in December."""
    one, other = pd.DataFrame({"case_no": ["1"]}), pd.DataFrame({"case_no": ["2"]})
    known = editions(
        edition("2022-12", matters=one), edition("2022-Q4", matters=other), edition("2022", "2022-11-30", matters=other)
    )
    assert earlier.at_the_start(parse_period("2023-01"), known) is one
    assert earlier.at_the_start(parse_period("2023-Q1"), known) is one
    assert earlier.at_the_start(parse_period("2023-02"), known) is None
    assert earlier.at_the_start(parse_period("2022-12"), known) is other


MERGED = replace(
    SETTINGS, roster=(Township(1, "甲镇"), Township(2, "乙镇", merged_into="甲镇", merged_on=date(2023, 2, 1)))
)


def figures(*rows: tuple[str, str, int | None, int | None]) -> pd.DataFrame:
    names = ("township", "indicator", "numerator", "denominator")
    return contract_table("indicators", [dict(zip(names, row, strict=True)) for row in rows])


def test_what_a_merged_township_had_is_its_successors_figures_summed_all_else_renamed() -> None:
    """A rate's n and N, volumes, and an omission; the ranking stays as it was published."""
    january = edition(
        "2023-01",
        indicators=figures(
            ("甲镇", "repeat", 1, 4),
            ("乙镇", "repeat", 2, 3),
            ("甲镇", "at_fault", 1, None),
            ("乙镇", "at_fault", None, None),
        ),
        volumes=contract_table(
            "volumes",
            [
                {"township": n, "by": "channel", "code": code, "matters": m, "visits": m, "persons": 2 * m}
                for n, code, m in (("甲镇", "来访", 2), ("乙镇", "来访", 3), ("乙镇", "来信", 1))
            ],
        ),
        omissions=contract_table("omissions", [{"township": "乙镇", "case_no": "01"}]),
        ranking=contract_table("ranking", [{"township": "乙镇", "rank": 1}]),
    )
    found = earlier.of_today(january, MERGED, date(2023, 2, 28))
    assert list(found["indicators"].fillna(-1).itertuples(index=False, name=None)) == [
        ("甲镇", "repeat", 3, 7),
        ("甲镇", "at_fault", -1, -1),
    ]
    assert list(found["volumes"].itertuples(index=False, name=None)) == [
        ("甲镇", "channel", "来访", 5, 5, 10),
        ("甲镇", "channel", "来信", 1, 1, 2),
    ]
    assert found["omissions"]["township"].tolist() == ["甲镇"]
    assert found["ranking"]["township"].tolist() == ["乙镇"]
    assert earlier.of_today(january, MERGED, date(2023, 1, 31))["indicators"] is january.tables["indicators"]
    assert earlier.of_today(None, MERGED, date(2023, 2, 28)) == {}


def test_a_year_that_was_cut_short_has_no_titles() -> None:
    ranking = contract_table("ranking", [{"township": "甲镇", "three_none": "是", "group": "排名"}])
    held = contract_table(
        "three_none", [{"township": n, "condition": "无逾期", "holds": True} for n in ("甲镇", "全县")]
    )
    known = editions(
        edition("2021", three_none=held, ranking=ranking),
        edition("2022", "2022-06-30", three_none=held, ranking=ranking),
    )
    assert set(earlier.yearly(parse_period("2023-02"), known, held, ranking, SETTINGS)) == {2021}
    assert set(earlier.yearly(parse_period("2023"), known, held, ranking, SETTINGS)) == {2021, 2023}


RENAMED = replace(
    SETTINGS,
    roster=(
        Township(1, "甲镇", former_names=("老甲乡",)),
        Township(2, "乙镇", merged_into="甲镇", merged_on=date(2023, 2, 1)),
    ),
)


def test_a_renamed_unit_keeps_its_figures_its_rank_and_what_it_was_urged_about() -> None:
    """Renaming frees nobody: every table tells of the unit of today; a rank goes with the name, not with a merger."""
    january = edition(
        "2023-01",
        indicators=figures(("老甲乡", "repeat", 1, 4), ("乙镇", "repeat", 2, 3)),
        ranking=contract_table("ranking", [{"township": "老甲乡", "rank": 2}, {"township": "乙镇", "rank": 1}]),
        letters=contract_table("letters", [{"township": "老甲乡", "document": "督办函"}]),
    )
    found = earlier.of_today(january, RENAMED, date(2023, 2, 28))
    assert list(found["indicators"].itertuples(index=False, name=None)) == [("甲镇", "repeat", 3, 7)]
    assert found["letters"]["township"].tolist() == ["甲镇"]
    assert earlier.ranks(january, RENAMED) == {"甲镇": 2, "乙镇": 1}


def test_an_edition_with_a_unit_that_the_roster_does_not_know_is_one_sentence_with_the_row_to_add() -> None:
    with pytest.raises(UserError) as caught:
        earlier.refuse_unknown_units(
            editions(edition("2022-11", indicators=figures(("石门乡", "repeat", 1, 4), ("全县", "repeat", 1, 4)))),
            RENAMED,
        )
    assert str(caught.value) == (
        "往期成果2022-11里有“石门乡”，设置.xlsx“乡镇名录”里没有。改名的，请在现名那一行的“曾用名”填写“石门乡”；"
        "撤并的，请补一行：序号 3，乡镇 石门乡，撤并至 并入的单位，撤并日期 例如 2022-12-31。"
    )
    earlier.refuse_unknown_units(editions(edition("2022-11", indicators=figures(("老甲乡", "repeat", 1, 4)))), RENAMED)


def test_results_of_another_county_are_one_sentence_however_many_units_they_have() -> None:
    """By the name for which they were made; a county that has only changed its name keeps its editions."""
    units = [(f"样例{n}乡", "repeat", 1, 4) for n in range(20)]
    month = edition("2022-11", indicators=figures(*units))
    theirs = replace(month, manifest={**month.manifest, "settings": {"单位.县名": "青禾县"}})
    ours = replace(RENAMED, office={**RENAMED.office, "县名": "样例县"})
    with pytest.raises(UserError) as caught:
        earlier.refuse_unknown_units(editions(theirs), ours)
    assert str(caught.value) == (
        "往期成果 2022-11 是青禾县的，设置.xlsx里的县名是样例县；请把这些文件夹移到别处，例如移到桌面，再重新运行。"
    )
    known = edition("2022-11", indicators=figures(("老甲乡", "repeat", 1, 4)))
    earlier.refuse_unknown_units(
        editions(replace(known, manifest={**known.manifest, "settings": {"单位.县名": "旧名县"}})), ours
    )


def scored(*rows: tuple[str, str, int | None, int | None]) -> pd.DataFrame:
    names = ("township", "indicator", "own_numerator", "own_denominator")
    return contract_table("scored", [dict(zip(names, row, strict=True)) for row in rows])


def test_the_last_twelve_months_are_the_monthly_editions_of_this_formula_and_the_month_itself() -> None:
    """甲镇 of today is 老甲乡 and 乙镇: 1/1 + 2/3 in January, 0/1 now: 3/5.

    Not February of last year, not a quarter, not another formula.
    """
    known = editions(
        edition("2022-02", scored=scored(("甲镇", "resolution", 9, 9))),
        edition("2022-Q4", scored=scored(("甲镇", "resolution", 9, 9))),
        replace(edition("2022-12", scored=scored(("甲镇", "resolution", 9, 9))), formula_version="1a"),
        edition(
            "2023-01",
            scored=scored(
                ("老甲乡", "resolution", 1, 1), ("乙镇", "resolution", 2, 3), ("乙镇", "backlog_clearance", None, None)
            ),
        ),
    )
    now = {"甲镇": {"resolution": Rate(0, 1)}}
    assert earlier.last_months(parse_period("2023-02"), known, RENAMED, now) == {"甲镇": {"resolution": Rate(3, 5)}}
    assert earlier.last_months(parse_period("2023-Q1"), known, RENAMED, now) == {"甲镇": {"resolution": Rate(3, 4)}}


def test_months_made_with_another_choice_about_ratings_give_no_ratings() -> None:
    """A county that no longer lets townships' own ratings count adds up none of them."""
    january = edition("2023-01", scored=scored(("甲镇", "satisfaction", 3, 3), ("甲镇", "resolution", 1, 1)))
    strict = replace(RENAMED, options=replace(RENAMED.options, self_rated_counts=False))
    assert earlier.last_months(parse_period("2023-02"), editions(january), strict, {}) == {
        "甲镇": {"resolution": Rate(1, 1)}
    }
    alike = replace(january, manifest={**january.manifest, "settings": {"参数.自报评价计分": "否"}})
    assert earlier.last_months(parse_period("2023-02"), editions(alike), strict, {})["甲镇"]["satisfaction"] == Rate(
        3, 3
    )


def read() -> Settings:
    """历史数据 and 历年三无 with two rows each that were published otherwise."""
    return settings(
        sheet("单位", ("项目", "值"), ("县名", "安平县")),
        sheet(
            "历史数据",
            ("月份", "乡镇", "指标", "分子", "分母"),
            ("2022-11", "城关镇", "按期办结率", 17, 18),
            ("2022-11", "河东乡", "按期办结率", 5, 5),
            ("2022-11", "河东乡", "逾期未办结", 2, None),
        ),
        sheet(
            "历年三无",
            ("年度", "单位", "是否三无"),
            (2022, "城关镇", "是"),
            (2022, "河东乡", "是"),
            (2022, "安平县", "否"),
        ),
    )


def test_where_a_sheet_says_otherwise_than_an_edition_one_reminder_names_its_cells() -> None:
    """One a month and one a year, with the first difference as the example."""
    table = figures(
        ("城关镇", "concluded_on_time", 16, 18),
        ("河东乡", "concluded_on_time", 5, 5),
        ("河东乡", "overdue_open", 3, None),
    )
    years = {2022: Titles({"城关镇": "未评定", "河东乡": "是", "全县": "是"})}
    found = list(earlier.contradictions(read(), {"2022-11": ("往期", table)}, years))
    assert [(str(f.place), f.code, f.severity, f.message, f.remedy) for f in found] == [
        (
            "设置.xlsx 历史数据 D2、D4",
            "R338",
            "提醒",
            "2022-11的历史数据有2格与成果不同（如城关镇按期办结率：填17/18，成果是16/18），按成果计算",
            (
                "历史数据只填使用本程序以前的月份，请删去这些行；"
                "成果有误的，更正台账后重新运行，例如 generate.py run 2022-11"
            ),
        ),
        (
            "设置.xlsx 历年三无 C4、C2",
            "R339",
            "提醒",
            "2022年的历年三无有2个单位与年度成果不同（如全县：填“否”，成果是“是”），按成果计算",
            "请改成与年度成果一致，例如 是；成果有误的，更正台账后重新运行 generate.py run 2022",
        ),
    ]


def test_the_county_may_stand_in_the_sheet_of_titles_by_its_name() -> None:
    assert read().past_titles[2022, "全县"] is False
