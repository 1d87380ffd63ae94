"""处理决定 in the open: who was moved by a decision, and by how much."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from pipeline.bundles import contract_table
from pipeline.editions.archive import Edition, load_edition
from pipeline.report.undecided import in_words
from pipeline.run import run_period
from tests.quick_runs import without_papers
from tests.shared_editions import GOLDEN, golden_outputs

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def golden() -> Path:
    """The case worked out by hand, where two decisions speak of 南山乡: N04 was handed back with consent, N09's
    change is right.
    """
    return golden_outputs()


def edition(outputs: Path, name: str) -> Edition:
    found = load_edition(outputs, name)
    assert found is not None
    return found


def test_the_unit_that_decisions_moved_stands_with_both_results(golden: Path) -> None:
    """Without the consent N04 would be 南山乡's: not accepted in time, registered in the month, a 初件 more."""
    table = edition(golden, "2023-02").tables["undecided"]
    assert list(
        table[["township", "indicators", "group", "plain_group", "three_none"]].itertuples(index=False, name=None)
    ) == [("南山乡", ["accepted_on_time", "repeat", "overdue_unaccepted"], "样本不足", "样本不足", "否")]


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_the_notes_say_how_many_and_the_office_has_a_sheet(golden: Path) -> None:
    book = openpyxl.load_workbook(golden / "2023-02" / "汇总.xlsx")
    said = "本期来源中有处理决定2条，使1个单位的数字与不作决定时不同；有无决定两种结果由办公室备查。"
    assert said in [row[1] for row in book["口径"].iter_rows(values_only=True)]
    assert [row[0] for row in book["处理决定"].iter_rows(min_row=4, values_only=True) if row[0]] == ["南山乡"]


def test_a_month_without_decisions_says_nothing_of_them(golden: Path) -> None:
    assert edition(golden, "2023-01").tables["undecided"].empty
    assert in_words(None, contract_table("undecided")) == ""
    assert in_words(pd.DataFrame({"subject": ["01"]}), contract_table("undecided")) == (
        "本期来源中有处理决定1条，没有改变任何单位的数字和三无结果；有无决定两种结果由办公室备查。"
    )


def test_a_draft_made_again_tells_the_same_of_its_decisions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """西河镇 sent two ledgers; without 采用此件 neither would count, whether the draft lies there already or not."""
    without_papers(monkeypatch)
    shutil.copytree(golden_outputs() / "2023-01", tmp_path / "outputs" / "2023-01")
    shutil.copytree(GOLDEN, tmp_path / "inputs")
    folder = tmp_path / "inputs" / "2023-02"
    ledger = openpyxl.load_workbook(folder / "西河镇.xlsx")
    ledger.worksheets[0].cell(5, 3).value = "来信"
    ledger.save(folder / "西河镇（正式版）.xlsx")
    register = openpyxl.load_workbook(folder / "登记簿.xlsx")
    register["处理决定"].append(("西河镇（正式版）.xlsx", None, None, "采用此件", "业务股", date(2023, 3, 3)))
    register.save(folder / "登记簿.xlsx")
    tables = []
    for _ in range(2):
        run_period(tmp_path / "inputs", tmp_path / "outputs", "2023-02", None, lambda _: None)
        tables.append(edition(tmp_path / "outputs", "2023-02").tables["undecided"])
    assert [row["township"] for _, row in tables[0].iterrows() if row["indicators"] is not None] == ["南山乡", "西河镇"]
    pd.testing.assert_frame_equal(*tables)
