"""Every sheet row ends as exactly one of kept, set aside, not data."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.base.grid import CellFault, Grid
from pipeline.base.period import parse_period
from pipeline.ledgers import memory, reader
from pipeline.ledgers.reader import read_folders
from pipeline.ledgers.sheet.tables import used_rows
from pipeline.sheets.grids import Opened
from tests.ledgers.conftest import CASES, FOLDER, SETTINGS, ReadCase

pytestmark = pytest.mark.slow

HEADINGS = ("序号", "信访件编号", "责任单位", "登记日期", "信访形式", "初重件", "人数", "信访人姓名", "备注")
CELL = st.one_of(
    st.none(),
    st.sampled_from(
        [
            "",
            " ",
            "城关镇",
            "柳树",
            "合计",
            "小计",
            "其中：",
            "填表人：某某",
            "填报单位：城关镇",
            "同上",
            "来访",
            "初件",
            "无",
            "3件",
            "2件",
            "QH20230001",
            "QH20230002",
            "2023.2.3",
            "2023.2.30",
            "3月4日",
            "零报告",
            "本月无信访事项",
            *HEADINGS,
            '=DISPIMG("x",1)',
        ]
    ),
    st.integers(-5, 50_000),
    st.floats(),
    st.dates(),
    st.times(),
    st.booleans(),
    st.text(max_size=5),
    st.sampled_from([CellFault("#REF!"), CellFault("公式未计算"), date(2023, 2, 3), time(9)]),
)
ROW = st.one_of(st.lists(CELL, max_size=11), st.just(list(HEADINGS)))
MERGE = st.tuples(st.integers(1, 14), st.integers(0, 10), st.integers(0, 4), st.integers(0, 9)).map(
    lambda m: (m[0], m[1], m[0] + m[2], m[1] + m[3])
)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """A sheet with a header somewhere and anything around it."""
    above = draw(st.lists(st.lists(CELL, max_size=11), max_size=4))
    rows = [*above, list(HEADINGS), *draw(st.lists(ROW, max_size=12))]
    hidden = draw(st.frozensets(st.integers(1, 16), max_size=3))
    return Grid("Sheet1", tuple(map(tuple, rows)), False, hidden, hidden, tuple(draw(st.lists(MERGE, max_size=3))))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pages=st.lists(grids(), min_size=1, max_size=2))
def test_the_account_of_any_sheet_closes(pages: list[Grid], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever stands in the cells, nothing is raised and no row is lost or counted twice."""
    sheets = tuple(
        Grid(f"表{i}", g.rows, g.hidden, g.hidden_rows, g.hidden_columns, g.merges) for i, g in enumerate(pages)
    )
    monkeypatch.setattr(memory, "open_workbook", lambda source: Opened(source, sheets))
    (tmp_path / FOLDER).mkdir(exist_ok=True)
    (tmp_path / FOLDER / "城关镇.csv").write_bytes((CASES / "gb18030.csv").read_bytes())
    reading = read_folders(tmp_path, [FOLDER], SETTINGS, parse_period(FOLDER))
    rows = reading.rows.set_index("sheet")
    for grid in sheets:
        assert rows.loc[grid.name, "rows_read"] == used_rows(grid)
        assert rows.loc[grid.name, ["kept", "set_aside", "not_data"]].sum() == used_rows(grid)
    assert rows["kept"].sum() == len(reading.ledger)
    assert rows["set_aside"].sum() == len(reading.unplaced)
    assert not reading.ledger[["case_no", "township", "sender"]].isna().any(axis=None)


def test_totals_feet_and_blank_rows_are_not_data(read_case: ReadCase) -> None:
    """Column numbers, subtotals, totals with and without a label, and a note stay out; the two matters stay in."""
    account = read_case("totals.xlsx").rows.iloc[0]
    assert (
        account["header_row"],
        account["rows_read"],
        account["kept"],
        account["set_aside"],
        account["not_data"],
    ) == (3, 10, 2, 0, 8)


def test_a_page_printed_with_its_header_again_loses_no_row(read_case: ReadCase) -> None:
    """The foot, title and header between two pages are not data."""
    account = read_case("repeated_header.xlsx").rows.iloc[0]
    assert (account["rows_read"], account["kept"], account["not_data"]) == (8, 2, 6)


def test_headings_of_groups_printed_again_over_a_second_header_are_no_matter(tmp_path: Path) -> None:
    groups, labels = "基本情况,基本情况,基本情况,办理,办理,办理", "信访件编号,责任单位,登记日期,信访形式,初重件,人数"
    rows = [
        groups,
        labels,
        "QH20230001,城关镇,2023-01-01,来信,初件,1",
        groups,
        labels,
        "QH20230002,城关镇,2023-01-01,来信,初件,1",
    ]
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "城关镇.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    account = read_folders(tmp_path, [FOLDER], SETTINGS, parse_period(FOLDER)).rows.iloc[0]
    assert (account["kept"], account["set_aside"]) == (2, 0)


def test_rows_without_identity_are_set_aside_with_the_reason(read_case: ReadCase) -> None:
    """They are counted beside the township's figures, not dropped."""
    reading = read_case("blank_identity.xlsx")
    assert reading.unplaced[["source_row", "township", "reason"]].values.tolist() == [
        [4, "城关镇", "没有填“信访件编号”"],
    ]


def test_an_account_that_does_not_close_stops_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lost row is a fault of the program, never passed over."""
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "plain.xlsx").write_bytes((CASES / "plain.xlsx").read_bytes())
    monkeypatch.setattr(
        reader,
        "_count",
        lambda work, kind, sources, *_: work.account.update({(s.file, s.table.name): (kind, 1, 0) for s in sources}),
    )
    with pytest.raises(RuntimeError, match=r"plain\.xlsx Sheet1: 5 != 1 \+ 0 \+ 3"):
        read_folders(tmp_path, [FOLDER], SETTINGS, parse_period(FOLDER))
