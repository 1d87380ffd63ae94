"""发文登记 is read from the office's own workbooks: by their name, or because all their sheets are registers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pipeline.ledgers import issued_rows as module
from pipeline.ledgers.issued_rows import issued_rows
from pipeline.settings.conditions import BUILT_IN_CONDITIONS
from pipeline.settings.record import Settings, Township
from pipeline.settings.weights import read_weights

pytestmark = pytest.mark.slow
SETTINGS = Settings((Township(0, "甲镇"),), read_weights([]), BUILT_IN_CONDITIONS)
LABELS = ("文书", "乡镇", "文号", "成文日期", "签发人")
ROW = ("月度通报", None, "青信联办〔2023〕1号", date(2023, 3, 6), "主任")


def book(place: Path, *sheets: str) -> None:
    """A workbook with a row in its sheet 发文登记, and other sheets."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name in sheets:
        sheet = made.create_sheet(name)
        if name == "发文登记":
            sheet.append(LABELS)
            sheet.append(ROW)
        else:
            sheet.append(["信访件编号", "责任单位"])
    made.save(place)


@pytest.mark.parametrize(
    ("file", "sheets"),
    [
        ("登记簿.xlsx", ["发文登记", "台账"]),
        ("登记簿2月.xlsx", ["报送登记", "发文登记"]),
        ("发文登记.xlsx", ["发文登记"]),
        ("办公室.xlsx", ["发文登记", "上级登记台帐", "说明"]),
    ],
)
def test_a_row_in_the_offices_own_workbook_counts(tmp_path: Path, file: str, sheets: list[str]) -> None:
    book(tmp_path / file, *sheets)
    assert [(row.document, row.number, row.day) for row in issued_rows(tmp_path, SETTINGS)] == [
        ("月度通报", "青信联办〔2023〕1号", date(2023, 3, 6))
    ]


@pytest.mark.parametrize("file", ["甲镇.xlsx", "~$登记簿.xlsx", "甲镇发文登记.xlsx"])
def test_a_sheet_beside_a_townships_ledger_issues_nothing(tmp_path: Path, file: str) -> None:
    book(tmp_path / file, "台账", "发文登记")
    assert issued_rows(tmp_path, SETTINGS) == ()


def test_the_list_of_sheets_is_read_within_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a workbook from elsewhere says of its sheets is inflated no further than that."""
    book(tmp_path / "办公室.xlsx", "发文登记", "报送登记")
    assert len(issued_rows(tmp_path, SETTINGS)) == 1
    monkeypatch.setattr(module, "_MOST", 100)
    assert issued_rows(tmp_path, SETTINGS) == ()
