"""Three townships whose every figure was worked out with a pencil: tests/cases/golden/算稿.md."""

from __future__ import annotations

import csv
import importlib.util
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

from pipeline.base.listed import texts_in
from pipeline.report.compute import Computed
from pipeline.schema.indicators import INDICATOR, INDICATOR_BY_LABEL
from tests.editions import compute_months
from tools.make_golden_case import FOLDER, workbooks

pytestmark = pytest.mark.slow

CASE = Path(__file__).resolve().parent / "cases" / "golden"


def _lists() -> ModuleType:
    spec = importlib.util.spec_from_file_location("expected_lists", CASE / "expected_lists.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def february() -> Computed:
    """February, computed with January's edition as it would be read back."""
    return compute_months(FOLDER, ["2023-01", "2023-02"])[0]


def expected_figures() -> dict[tuple[str, str], tuple[int, int | None]]:
    """(Township, indicator) -> numerator and denominator, as typed from 算稿.md."""
    figures: dict[tuple[str, str], tuple[int, int | None]] = {}
    with (CASE / "expected.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            indicator = INDICATOR_BY_LABEL[row.pop("指标")].id
            for township, figure in row.items():
                numerator, _, denominator = figure.partition("/")
                figures[township, indicator] = int(numerator), int(denominator) if denominator else None
    return figures


def plain(value: object) -> object:
    """A cell of a table with None for null."""
    return None if pd.isna(value) else value  # type: ignore[call-overload]


def test_every_indicator_of_every_township_is_the_one_worked_out_by_hand(february: Computed) -> None:
    """The whole grid: 18 indicators by three townships and the county."""
    table = february.report.tables["indicators"]
    columns = (table["township"], table["indicator"], table["numerator"], table["denominator"])
    computed = {(t, i): (plain(n), plain(of)) for t, i, n, of in zip(*columns, strict=True)}
    assert len(computed) == 18 * 4
    assert computed == expected_figures()


def test_every_condition_counts_and_names_the_matters_found_by_hand(february: Computed) -> None:
    """How many, whether it holds, and the case numbers; a vanished matter and an omission are among them."""
    lists = _lists()
    table = february.report.tables["three_none"]
    rows = [
        (r.township, r.condition, plain(r.count_), plain(r.holds), "、".join(texts_in(r.case_nos)) or None)
        for r in table.rename(columns={"count": "count_"}).itertuples()
    ]
    expected = [
        (township, condition, *facts)
        for township, row in lists.THREE_NONE.items()
        for condition, facts in zip(lists.CONDITIONS, row, strict=True)
    ]
    assert rows == expected


def test_scores_groups_and_ranks_are_those_worked_out_by_hand(february: Computed) -> None:
    """Exact fractions, own last 12 months and the county's rate where the sample is too small, the township that
    can't be ranked.
    """
    table = february.report.tables["ranking"]
    shown = table[["township", "group", "score", "score_1dp", "rank", "three_none"]]
    assert [tuple(plain(value) for value in row) for row in shown.itertuples(index=False)] == list(_lists().RANKING)


def test_the_marks_name_who_awaits_correction_and_what_stands_in_for_a_small_sample(february: Computed) -> None:
    table = february.report.tables["ranking"].set_index("township")
    assert {name: "待更正" in texts_in(marks) for name, marks in table["marks"].items()} == _lists().AWAITED
    columns = {"近12个月": "of_year", "全县率": "of_whole"}
    said = {
        name: {
            source: tuple(INDICATOR[id_].label for id_ in texts_in(table.loc[name, column]))
            for source, column in columns.items()
        }
        for name in _lists().STOOD_IN
    }
    assert said == _lists().STOOD_IN


def test_what_was_in_hand_and_what_came_and_went_is_as_counted_by_hand(february: Computed) -> None:
    """期初 is January's end as published; a late entry is February's conclusion."""
    assert list(february.report.tables["balance"].itertuples(index=False, name=None)) == list(_lists().BALANCE)


def test_the_errors_of_the_case_are_the_seven_that_were_planted(february: Computed) -> None:
    """Code, township and case numbers of what bars a title; everything else in the ledgers is a reminder or a note."""
    errors = [(f.township, f.code, f.case_nos) for f in february.findings if f.severity == "错误" and f.code != "R205"]
    assert sorted(errors) == [
        ("南山乡", "R040", ()),
        ("南山乡", "R207", ("N02",)),
        ("西河镇", "R030", ("X09",)),
        ("西河镇", "R032", ("X17",)),
        ("西河镇", "R204", ("X15",)),
        ("西河镇", "R218", ("X10",)),
        ("西河镇", "R218", ("X11",)),
    ]


def test_both_claimants_of_an_undecided_matter_are_told(february: Computed) -> None:
    """N10 bars nobody's title by itself, whatever the severity of the finding."""
    assert sorted((f.township, f.case_nos) for f in february.findings if f.code == "R205") == [
        ("南山乡", ("N10",)),
        ("西河镇", ("N10",)),
    ]


def test_the_committed_workbooks_are_the_makers() -> None:
    """Byte for byte, so that a change of the maker is a change of the case."""
    assert {path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in FOLDER.rglob("*.xlsx")} == workbooks()
