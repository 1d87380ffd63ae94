"""The last 12 months: whose figures they are, mergers, and 历史数据 (docs/definitions.md, section 11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from pipeline.base.county import COUNTY
from pipeline.bundles import contract_table
from pipeline.measure.series import OWN, PUBLISHED, contradicted, series, window
from pipeline.settings.record import Settings, Township
from tests.measure.matter_rows import SETTINGS

LAST = date(2023, 2, 28)
RATE, COUNT = "concluded_on_time", "overdue_open"
Figure = tuple[int | None, int | None]


def table(**figures: Figure) -> pd.DataFrame:
    """按期办结率 by township."""
    return contract_table(
        "indicators",
        [{"township": t, "indicator": RATE, "numerator": n, "denominator": of} for t, (n, of) in figures.items()],
    )


def told(frame: pd.DataFrame, indicator: str = RATE) -> dict[tuple[str, str], tuple[int | None, int | None, str]]:
    """(Month, township) -> n, N, origin."""
    rows = frame[frame["indicator"] == indicator].astype({"numerator": "object", "denominator": "object"})
    return {
        (r.month, r.township): (
            None if pd.isna(r.numerator) else r.numerator,
            None if pd.isna(r.denominator) else r.denominator,
            r.origin,
        )
        for r in rows.itertuples()
    }


def with_history(history: dict[tuple[str, str, str], tuple[int, int]], *roster: Township) -> Settings:
    return replace(SETTINGS, history=history, roster=roster or SETTINGS.roster)


def test_the_window_is_twelve_months_that_end_with_the_periods_last() -> None:
    assert window(date(2023, 12, 31)) == [f"2023-{m:02d}" for m in range(1, 13)]
    assert window(LAST)[0] == "2022-03"


def test_each_month_has_its_own_source_and_one_of_which_nothing_is_known_has_no_rows() -> None:
    """February is this run's, January published, December from the sheet; February of last year lies outside."""
    known = {
        "2023-02": (OWN, table(甲镇=(1, 2))),
        "2023-01": (PUBLISHED, table(甲镇=(3, 4))),
        "2022-02": (PUBLISHED, table(甲镇=(5, 6))),
    }
    found = series(known, with_history({("2022-12", "甲镇", RATE): (7, 8), ("2022-01", "甲镇", RATE): (9, 9)}), LAST)
    assert told(found) == {
        ("2022-12", "甲镇"): (7, 8, "历史数据"),
        ("2023-01", "甲镇"): (3, 4, "往期"),
        ("2023-02", "甲镇"): (1, 2, "本期"),
    }


def test_what_was_published_beats_the_sheet_and_the_sheet_fills_what_had_no_number() -> None:
    known = {"2023-01": (PUBLISHED, table(甲镇=(3, 4), 乙镇=(None, None)))}
    found = series(known, with_history({("2023-01", "甲镇", RATE): (1, 1), ("2023-01", "乙镇", RATE): (2, 5)}), LAST)
    assert told(found) == {("2023-01", "甲镇"): (3, 4, "往期"), ("2023-01", "乙镇"): (2, 5, "历史数据")}


def test_the_rows_come_by_month_then_roster_with_the_county_last() -> None:
    known = {"2023-02": (OWN, table(全县=(3, 4), 丙镇=(1, 2), 甲镇=(2, 2))), "2023-01": (PUBLISHED, table(乙镇=(0, 1)))}
    assert list(told(series(known, SETTINGS, LAST))) == [
        ("2023-01", "乙镇"),
        ("2023-02", "甲镇"),
        ("2023-02", "丙镇"),
        ("2023-02", COUNTY),
    ]


MERGED = (Township(1, "甲镇"), Township(2, "乙镇", merged_into="甲镇", merged_on=date(2023, 2, 1)), Township(3, "丙镇"))


def test_a_merged_unit_has_the_sums_of_its_parts_and_none_where_a_part_has_no_number() -> None:
    known = {
        "2023-01": (PUBLISHED, table(甲镇=(3, 4), 乙镇=(1, 3))),
        "2022-12": (PUBLISHED, table(甲镇=(3, 4), 乙镇=(None, None))),
    }
    assert told(series(known, with_history({}, *MERGED), LAST)) == {
        ("2022-12", "甲镇"): (None, None, "往期"),
        ("2023-01", "甲镇"): (4, 7, "往期"),
    }


@pytest.mark.parametrize(
    ("given", "unit", "figure"),
    [
        ({"甲镇": (3, 4), "乙镇": (1, 3)}, "甲镇", (4, 7)),
        ({"甲镇": (3, 4)}, "甲镇", None),
        ({"甲镇": (3, 4), "乙镇": (1, 3), "丙镇": (2, 2)}, COUNTY, (6, 9)),
        ({"甲镇": (3, 4), "乙镇": (1, 3)}, COUNTY, None),
        ({"甲镇": (3, 4), "乙镇": (1, 3), "丙镇": (2, 2), COUNTY: (7, 10)}, COUNTY, (7, 10)),
    ],
    ids=[
        "both parts",
        "a part without a row",
        "the county is the sum",
        "of all or none",
        "or what is given",
    ],
)
def test_the_sheet_is_summed_over_parts_and_over_the_county(
    given: dict[str, tuple[int, int]], unit: str, figure: tuple[int, int] | None
) -> None:
    found = told(series({}, with_history({("2022-12", name, RATE): f for name, f in given.items()}, *MERGED), LAST))
    assert found.get(("2022-12", unit)) == (None if figure is None else (*figure, "历史数据"))


def test_a_unit_that_the_merger_made_has_its_parts_sums_alone() -> None:
    """Its 启用日期 is the 撤并日期: before it there was no such unit."""
    made = (
        Township(1, "新镇", since=date(2023, 2, 1)),
        *(Township(i, n, merged_into="新镇", merged_on=date(2023, 2, 1)) for i, n in ((2, "甲镇"), (3, "乙镇"))),
    )
    found = told(
        series({}, with_history({("2022-12", "甲镇", RATE): (3, 4), ("2022-12", "乙镇", RATE): (1, 3)}, *made), LAST)
    )
    assert found[("2022-12", "新镇")] == (4, 7, "历史数据")


def test_a_renamed_unit_keeps_its_months() -> None:
    known = {"2023-01": (PUBLISHED, table(老甲乡=(3, 4)))}
    renamed = with_history({}, Township(1, "甲镇", former_names=("老甲乡",)))
    assert told(series(known, renamed, LAST)) == {("2023-01", "甲镇"): (3, 4, "往期")}


def test_a_count_has_no_denominator() -> None:
    found = series({}, with_history({("2022-12", "甲镇", COUNT): (2, 0)}), LAST)
    assert told(found, COUNT) == {("2022-12", "甲镇"): (2, None, "历史数据")}


def test_a_row_of_the_sheet_that_a_table_says_otherwise_is_named_with_what_was_published() -> None:
    """An equal one isn't, nor one of a month or unit without a number."""
    history = {
        ("2023-01", "甲镇", RATE): (1, 1),
        ("2023-01", "乙镇", RATE): (2, 5),
        ("2023-01", "丙镇", RATE): (1, 1),
        ("2022-12", "甲镇", RATE): (1, 1),
    }
    known = {"2023-01": (PUBLISHED, table(甲镇=(3, 4), 乙镇=(2, 5), 丙镇=(None, None)))}
    assert list(contradicted(history, known)) == [(("2023-01", "甲镇", RATE), "3/4")]
