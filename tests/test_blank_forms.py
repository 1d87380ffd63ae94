"""The forms that people fill in: they read back without a finding, and nothing is written over."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pipeline.blank_forms import write_ledgers, write_settings
from pipeline.check.check import check_ledger
from pipeline.ingest.reader import read_folders
from pipeline.ingest.sheets import read_grids
from pipeline.model import UserError
from pipeline.period import parse_period
from pipeline.render.forms.form_book import VERSION_PROPERTY
from pipeline.render.forms.ledger_form import ledger_form, registers_form
from pipeline.render.forms.settings_form import default_tables, settings_form
from pipeline.schema.ledger import LEDGER
from pipeline.schema.registers import REGISTERS
from pipeline.schema.settings_sheets import SETTINGS_SHEETS
from pipeline.settings import Settings, Township
from pipeline.settings_reader import read_settings

SAMPLE = Path(__file__).resolve().parents[1] / "inputs"
FEBRUARY = parse_period("2023-02")
ROSTER = (Township(1, "城关镇"), Township(2, "柳树镇"))
SETTINGS = Settings(roster=ROSTER, weights={}, conditions=(), office={"县名": "青禾县"})
NAMES = ["城关镇", "柳树镇"]
SOUND = {
    "信访件编号": "3700002023020001", "登记日期": date(2023, 2, 6), "信访形式": "来访", "信访目的": "申诉求决", "内容分类": "城乡建设", "初重件": "初件",
    "人数": 2, "信访层级": "乡镇", "办理程序": "信访处理意见", "受理日期": date(2023, 2, 8), "办结日期": date(2023, 2, 20), "办理结果": "予以支持",
    "三到位一处理": "解决问题到位", "化解状态": "已化解", "对责任单位评价": "满意",
}  # fmt: skip


def filled(content: bytes, *rows: dict[str, object]) -> bytes:
    """The form with rows typed in below its headings."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["台账"]
    columns = {cell.value: cell.column for cell in sheet[3]}
    for at, row in enumerate(rows, start=4):
        for label, value in row.items():
            sheet.cell(at, columns[label], value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_filled_ledger_reads_without_a_finding(tmp_path: Path) -> None:
    folder = tmp_path / "2023-02"
    folder.mkdir()
    second = {**SOUND, "信访件编号": "3700002023020002", "登记日期": date(2023, 2, 7), "办结日期": None, "办理结果": None, "化解状态": None, "对责任单位评价": None,
              "三到位一处理": None}  # fmt: skip
    (folder / "a.xlsx").write_bytes(filled(ledger_form(NAMES, "城关镇"), SOUND, second))
    reading = read_folders(tmp_path, ["2023-02"], SETTINGS, FEBRUARY)
    found = check_ledger(reading.ledger, reading.columns, SETTINGS, period=FEBRUARY, cut_off=FEBRUARY.last_day)
    assert [f"{f.code} {f.message}" for f in (*reading.findings, *found)] == []
    assert list(reading.ledger["township"]) == ["城关镇", "城关镇"]
    assert list(reading.ledger["case_no"]) == ["3700002023020001", "3700002023020002"]


def test_a_ledger_declared_empty_reads_as_zero_report(tmp_path: Path) -> None:
    (tmp_path / "2023-02").mkdir()
    (tmp_path / "2023-02" / "a.xlsx").write_bytes(filled(ledger_form(NAMES, "城关镇"), {"信访件编号": "本月无信访事项，零报告"}))
    reading = read_folders(tmp_path, ["2023-02"], SETTINGS, FEBRUARY)
    assert reading.zero_files == frozenset({("2023-02", "城关镇")})


def test_every_column_is_there_with_lists_days_and_whole_numbers_checked() -> None:
    book = openpyxl.load_workbook(io.BytesIO(ledger_form(NAMES)))
    sheet = book["台账"]
    assert [cell.value for cell in sheet[3]] == [field.label for field in LEDGER]
    rules = {next(iter(rule.sqref.ranges)).min_col: rule for rule in sheet.data_validations.dataValidation}
    for column, field in enumerate(LEDGER, start=1):
        expected = "list" if field.codes or field.type == "township" else {"date": "date", "count": "whole"}.get(field.type)
        assert (rules[column].type if column in rules else None) == expected, field.label
    township = next(i for i, field in enumerate(LEDGER, start=1) if field.id == "township")
    assert rules[township].formula1 == '"城关镇,柳树镇"'


def test_headings_are_protected_and_cells_below_are_not() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(ledger_form(NAMES)))["台账"]
    assert sheet.protection.sheet
    assert sheet["A3"].protection.locked
    assert not sheet.column_dimensions["A"].protection.locked
    assert sheet.freeze_panes == "A4"


def test_the_form_carries_a_version_out_of_sight_and_the_same_bytes() -> None:
    book = openpyxl.load_workbook(io.BytesIO(ledger_form(NAMES, "城关镇")))
    assert book.custom_doc_props[VERSION_PROPERTY].value == "1"
    assert ledger_form(NAMES, "城关镇") == ledger_form(NAMES, "城关镇")
    assert registers_form(NAMES) == registers_form(NAMES)


def test_a_list_longer_than_a_rule_holds_stands_in_columns_out_of_sight() -> None:
    many = [f"第{number}号示范乡镇名称" for number in range(60)]
    book = openpyxl.load_workbook(io.BytesIO(ledger_form(many)))
    assert book["选项"].sheet_state == "veryHidden"
    assert [row[0].value for row in book["选项"].iter_rows(max_col=1)] == many


def test_the_registers_have_every_sheet_and_read_without_a_finding(tmp_path: Path) -> None:
    (tmp_path / "2023-02").mkdir()
    content = registers_form(NAMES)
    (tmp_path / "2023-02" / "登记簿.xlsx").write_bytes(content)
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames[: len(REGISTERS)] == [register.name for register in REGISTERS]
    reading = read_folders(tmp_path, ["2023-02"], SETTINGS, FEBRUARY)
    assert [f"{f.code} {f.message}" for f in reading.findings] == []


def test_fresh_settings_say_the_defaults(tmp_path: Path) -> None:
    write_settings(tmp_path / "inputs" / "设置.xlsx", force=False)
    grids = read_grids(tmp_path / "inputs" / "设置.xlsx")
    assert [grid.name for grid in grids][: len(SETTINGS_SHEETS)] == [sheet.name for sheet in SETTINGS_SHEETS]
    fresh, bare = read_settings(grids, "设置.xlsx"), read_settings([g for g in grids if g.name == "乡镇名录"], "设置.xlsx")
    assert (fresh.options, fresh.weights, fresh.conditions, fresh.attention) == (
        bare.options,
        bare.weights,
        bare.conditions,
        bare.attention,
    )
    assert settings_form(default_tables()) == settings_form(default_tables())


def test_settings_that_are_there_are_not_written_over_unless_asked(tmp_path: Path) -> None:
    path = tmp_path / "设置.xlsx"
    path.write_bytes(b"mine")
    with pytest.raises(UserError) as caught:
        write_settings(path, force=False)
    assert str(caught.value) == (f"“{tmp_path.name}”里已经有“设置.xlsx”，没有改动任何文件；请另选一个文件夹，或先移走原来的文件。")
    assert path.read_bytes() == b"mine"
    write_settings(path, force=True)
    assert path.read_bytes() == settings_form(default_tables())


def test_each_township_gets_a_ledger_under_its_name_and_the_office_its_registers(tmp_path: Path) -> None:
    names = write_ledgers(SAMPLE, tmp_path / "空白台账", None)
    assert len(names) == 21
    assert {"城关镇台账.xlsx", "登记簿.xlsx"} <= set(names)
    assert sorted(p.name for p in (tmp_path / "空白台账").iterdir()) == names
    assert openpyxl.load_workbook(tmp_path / "空白台账" / "城关镇台账.xlsx")["台账"]["A2"].value == "填报单位：城关镇"


def test_one_township_alone_may_be_asked_for_and_an_unknown_one_is_told(tmp_path: Path) -> None:
    assert write_ledgers(SAMPLE, tmp_path, "城关镇") == ["城关镇台账.xlsx"]
    with pytest.raises(UserError) as caught:
        write_ledgers(SAMPLE, tmp_path, "城官镇")
    assert str(caught.value) == "乡镇名录里没有“城官镇”；请写名录里的名称，例如 --for 城关镇。"
    with pytest.raises(UserError):
        write_ledgers(SAMPLE, tmp_path, "城关镇")
