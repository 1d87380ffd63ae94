"""What people read may be renamed: an edition's figures, flags and settings are kept by ids, and are read the same."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pandas as pd
import pytest

from pipeline.bundles import contract_table, unreadable_ids, with_unreadable
from pipeline.editions.archive import Edition, load_edition, published
from pipeline.editions.older import with_lists
from pipeline.editions.parquet import read_table, table_bytes
from pipeline.run import run_period
from pipeline.schema.indicators import INDICATOR
from pipeline.schema.ledger import LEDGER
from pipeline.schema.options import OPTIONS
from pipeline.schema.state_labels import STATE_LABELS
from pipeline.schema.vocabulary import Group, Title
from pipeline.settings.as_json import rows_of
from pipeline.settings.as_text import settings_from_rows
from tests.shared_editions import GOLDEN, golden_outputs

pytestmark = pytest.mark.slow

COLUMNS = {f.id: f for f in LEDGER}
OPTION = {option.id: option for option in OPTIONS}


# fmt: off
SAME_TABLES = (
    "files", "rows", "matters", "trace", "indicators", "members", "three_none", "ranking", "scored",
    "volumes", "submissions", "overdue", "assigned", "omissions", "letters", "undecided", "balance",
    "series", "windows", "stands", "kept", "stood", "restated", "headings", "counted",
)
# fmt: on
"""The tables without sentences: whatever is called otherwise, they are the same."""


@pytest.fixture
def renamed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A column of the ledger, an indicator, an option and every state under other labels.

    The old headings are read still, and what staff write for 是 and 否 stays.
    """
    for labels in STATE_LABELS.values():
        for word in labels:
            monkeypatch.setitem(labels, word, f"新{word}")
    column, rate, option = COLUMNS["accepted_on"], INDICATOR["concluded_on_time"], OPTION["smallest_sample"].choice
    kept = [(each, each.label) for each in (column, rate, option)]
    headings = column.headings
    object.__setattr__(column, "headings", (column.label, *headings))
    for each, label in kept:
        object.__setattr__(each, "label", f"新{label}")
    yield
    object.__setattr__(column, "headings", headings)
    for each, label in kept:
        object.__setattr__(each, "label", label)


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """The case worked out by hand with January published."""
    shutil.copytree(GOLDEN, tmp_path / "inputs")
    shutil.copytree(golden_outputs() / "2023-01", tmp_path / "outputs" / "2023-01")
    return tmp_path


def february(county: Path) -> Edition:
    run_period(county / "inputs", county / "outputs", "2023-02", None, lambda _: None)
    edition = load_edition(county / "outputs", "2023-02")
    assert edition is not None
    return edition


def test_after_a_renaming_february_counts_on_januarys_edition_as_before(
    county: Path, request: pytest.FixtureRequest
) -> None:
    before = published(golden_outputs(), "2023-02")
    request.getfixturevalue("renamed")
    after = february(county)
    for name in SAME_TABLES:
        same = [c for c in before.tables[name] if c != "reason"]
        pd.testing.assert_frame_equal(after.tables[name][same], before.tables[name][same])


def test_after_a_renaming_people_read_the_new_labels_of_states(county: Path, request: pytest.FixtureRequest) -> None:
    """In the ranking of the workbook, of the page and of the circular; the table keeps the stored words."""
    request.getfixturevalue("renamed")
    ranking = february(county).tables["ranking"]
    assert set(ranking["group"]) <= {*Group}
    assert set(ranking["three_none"]) <= {*Title}
    book = openpyxl.load_workbook(county / "outputs" / "2023-02" / "汇总.xlsx", read_only=True)
    rows = list(book["排名"].iter_rows(values_only=True))
    at = next(i for i, row in enumerate(rows) if row[0] == "名次")
    lines = [row for row in rows[at:] if row[1] in set(ranking["township"])]
    shown = dict(zip(ranking["township"], zip(ranking["group"], ranking["three_none"], strict=True), strict=True))
    assert {(row[1], row[2], row[5]) for row in lines} == {(n, f"新{g}", f"新{t}") for n, (g, t) in shown.items()}
    page = (county / "outputs" / "2023-02" / "审核.html").read_text(encoding="utf-8")
    assert all(f'<td class="short">新{title}' in page for title in set(ranking["three_none"]))
    circular = docx.Document(str(county / "outputs" / "2023-02" / "通报" / "月度通报.docx"))
    printed = {cell.text for table in circular.tables for row in table.rows for cell in row.cells}
    assert {f"新{title}" for title in set(ranking["three_none"])} <= printed


@pytest.mark.usefixtures("renamed")
def test_a_flag_of_an_unreadable_cell_is_read_back_under_a_label_of_another_name() -> None:
    flags = pd.DataFrame({"accepted_on_bad": [True, False], "persons_bad": [True, False]})
    frame = contract_table("matters", [{"case_no": "01"}, {"case_no": "02"}]).assign(unreadable=unreadable_ids(flags))
    back = read_table(table_bytes("matters", frame))
    assert back["unreadable"].tolist() == [["persons", "accepted_on"], None]
    assert with_unreadable(back)[["accepted_on_bad", "persons_bad"]].to_numpy().tolist() == [[True, True], [False] * 2]


@pytest.mark.usefixtures("renamed")
def test_an_edition_of_formula_version_1_has_its_labels_of_then() -> None:
    joined = pd.DataFrame({"unreadable": pd.Series(["受理日期、人数", None], dtype="str")})
    frame = with_lists("matters", joined)
    assert frame["unreadable"].tolist() == [["accepted_on", "persons"], None]
    assert with_unreadable(frame)[["accepted_on_bad", "persons_bad"]].to_numpy().tolist() == [[True, True], [False] * 2]


@pytest.mark.usefixtures("renamed")
def test_marks_that_an_older_edition_joined_are_read_by_its_labels_of_then() -> None:
    joined = [
        "待更正；本单位近12个月的率代用：按期办结率、化解率；全市率代用：及时受理（告知）率",
        "县直部门率代用：参评率",
        None,
    ]
    frame = with_lists("ranking", pd.DataFrame({"marks": pd.Series(joined, dtype="str")}))
    assert frame["marks"].tolist() == [["待更正"], None, None]
    assert frame["of_year"].tolist() == [["concluded_on_time", "resolution"], None, None]
    assert frame["of_whole"].tolist() == [["accepted_on_time"], ["rating_turnout"], None]


@pytest.mark.usefixtures("renamed")
def test_columns_that_an_older_edition_named_by_labels_are_read_as_ids() -> None:
    """In the tables headings, where a register has labels of its own, and counted."""
    columns = {"sheet": ["台账", "接访登记", "交办清单", "台账"], "column": ["受理日期", "批次", "批次", "accepted_on"]}
    frame = pd.DataFrame(columns, dtype="str")
    assert with_lists("headings", frame)["column"].tolist() == ["accepted_on", "visits", "batch", "accepted_on"]
    assert with_lists("counted", frame.iloc[:1])["column"].tolist() == ["accepted_on"]


def test_numbers_that_an_older_edition_joined_are_read_as_a_list() -> None:
    """As are the papers that printed a figure; a table that isn't the program's is left as it is."""
    joined = pd.DataFrame({"case_nos": pd.Series(["A1、A2", None], dtype="str")})
    assert with_lists("three_none", joined)["case_nos"].tolist() == [["A1", "A2"], None]
    listed = pd.DataFrame({"case_nos": pd.Series([["A1、A2"], None], dtype="object")})
    assert with_lists("three_none", listed)["case_nos"].tolist() == [["A1、A2"], None]
    assert with_lists("elsewhere", joined)["case_nos"].tolist()[0] == "A1、A2"


def test_the_settings_of_an_edition_are_read_back_by_their_ids(county: Path, request: pytest.FixtureRequest) -> None:
    manifest = json.loads((county / "outputs" / "2023-01" / "manifest.json").read_text(encoding="utf-8"))
    manifest["choices"]["options"]["smallest_sample"] = 7
    before = settings_from_rows(rows_of(manifest))
    request.getfixturevalue("renamed")
    rows = rows_of(manifest)
    assert rows["参数.新最小样本"] == "7"
    assert "指标权重.新按期办结率" in rows
    assert before.options.smallest_sample == 7
