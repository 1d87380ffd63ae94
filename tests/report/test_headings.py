"""The table headings: which column of a sheet holds what, so that a row becomes a cell."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from openpyxl import Workbook

from pipeline.base.period import parse_period
from pipeline.bundles import Reading, contract_table
from pipeline.ledgers.reader import read_folders
from pipeline.report.headings import Headings, headings_table
from pipeline.schema.ledger import LEDGER
from pipeline.schema.registers import REGISTERS
from pipeline.settings.reader import read_settings
from pipeline.sheets.grids import read_grids

ROOT = Path(__file__).resolve().parents[2]
IDS = {f.id for f in LEDGER} | {f.id for sheet in REGISTERS for f in sheet.fields}
LEDGER_ROWS = (
    ("序号", "编号", "经办人看法", "信访人姓名", "登记时间", "责任单位", "信访形式", "初重件", "办结情况"),
    (1, "A01", "难办", "某某", "2023-02-01", "城关镇", "来访", "初件", "2023-02-09"),
)
REGISTER_ROWS = (("信访件编号", "乡镇", "督办日期", "有责"), ("A01", "城关镇", "2023-02-10", "是"))


def read(tmp_path: Path, *, rows: tuple[tuple[object, ...], ...] = LEDGER_ROWS) -> Reading:
    """A ledger whose headings are the township's own, and a register."""
    folder = tmp_path / "2023-02"
    folder.mkdir()
    for name, sheet, lines in (("城关镇.xlsx", "台账", rows), ("登记簿.xlsx", "督办登记", REGISTER_ROWS)):
        book = Workbook()
        book.active.title = sheet
        for line in lines:
            book.active.append(line)
        book.save(folder / name)
    settings = read_settings(read_grids(ROOT / "inputs" / "设置.xlsx"), "设置.xlsx")
    return read_folders(tmp_path, ["2023-02"], settings, parse_period("2023-02"))


def pointing(*, matters: list[tuple[str, str]] = [], members: list[tuple[str, str]] = []) -> dict[str, pd.DataFrame]:  # noqa: B006 - never changed
    """Tables with a row for each (file, sheet)."""
    return {
        "matters": contract_table(
            "matters", [{"source_file": file, "source_sheet": sheet, "source_row": 2} for file, sheet in matters]
        ),
        "members": contract_table("members", [{"file": file, "sheet": sheet, "row": 2} for file, sheet in members]),
        **{name: contract_table(name) for name in ("counted", "trace")},
    }


def test_each_known_column_is_named_by_its_id_with_its_letter(tmp_path: Path) -> None:
    """From left to right, by file."""
    reading = read(tmp_path)
    tables = pointing(matters=[("2023-02/城关镇.xlsx", "台账")], members=[("2023-02/登记簿.xlsx", "督办登记")])
    found = headings_table(reading.columns, tables)
    assert list(found.itertuples(index=False, name=None)) == [
        ("2023-02/城关镇.xlsx", "台账", "case_no", "B"),
        ("2023-02/城关镇.xlsx", "台账", "registered_on", "E"),
        ("2023-02/城关镇.xlsx", "台账", "township", "F"),
        ("2023-02/城关镇.xlsx", "台账", "channel", "G"),
        ("2023-02/城关镇.xlsx", "台账", "occurrence", "H"),
        ("2023-02/城关镇.xlsx", "台账", "concluded_on", "I"),
        ("2023-02/登记簿.xlsx", "督办登记", "case_no", "A"),
        ("2023-02/登记簿.xlsx", "督办登记", "township", "B"),
        ("2023-02/登记簿.xlsx", "督办登记", "supervised_on", "C"),
        ("2023-02/登记簿.xlsx", "督办登记", "at_fault", "D"),
    ]


def test_what_staff_wrote_above_a_column_of_their_own_or_of_a_person_is_in_no_row(tmp_path: Path) -> None:
    reading = read(tmp_path)
    found = headings_table(reading.columns, pointing(matters=list(reading.columns)[:1]))
    assert set(found["column"]) <= IDS
    assert not set(found["letter"]) & {"A", "C", "D"}


def test_a_sheet_that_no_row_points_to_or_that_was_not_read_is_left_out(tmp_path: Path) -> None:
    reading = read(tmp_path)
    gone = ("2022-11/城关镇.xlsx", "台账")
    assert headings_table(reading.columns, pointing(matters=[gone])).empty


def test_a_row_becomes_its_cells_from_left_to_right_and_a_column_that_is_not_there_is_left_out(tmp_path: Path) -> None:
    reading = read(tmp_path)
    place = ("2023-02/城关镇.xlsx", "台账")
    headings = Headings(headings_table(reading.columns, pointing(matters=[place])))
    assert headings.cells(*place, 7, ["concluded_on", "registered_on", "accepted_on"]) == (
        ("registered_on", "E7"),
        ("concluded_on", "I7"),
    )
    assert headings.cells("2022-11/城关镇.xlsx", "台账", 7, ["concluded_on"]) == ()
