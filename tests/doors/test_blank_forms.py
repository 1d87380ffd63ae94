"""The forms that people fill in: they read back without a finding, and nothing is written over."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pipeline.base.errors import UserError
from pipeline.base.period import parse_period
from pipeline.check.check import check_ledgers
from pipeline.doors.blank_forms import write_ledgers
from pipeline.ledgers.reader import read_folders
from pipeline.render.forms.form_book import VERSION_PROPERTY
from pipeline.render.forms.ledger_form import ledger_form, registers_form
from pipeline.schema.ledger import LEDGER
from pipeline.schema.registers import REGISTERS
from pipeline.settings.record import Settings, Township

pytestmark = pytest.mark.slow

SAMPLE = Path(__file__).resolve().parents[2] / "inputs"
FEBRUARY = parse_period("2023-02")
ROSTER = (Township(1, "城关镇"), Township(2, "柳树镇"))
SETTINGS = Settings(roster=ROSTER, weights={}, conditions=(), office={"县名": "青禾县"})
NAMES = ["城关镇", "柳树镇"]
SOUND = {
    "信访件编号": "3700002023020001",
    "登记日期": date(2023, 2, 6),
    "信访形式": "来访",
    "信访目的": "申诉求决",
    "内容分类": "城乡建设",
    "初重件": "初件",
    "人数": 2,
    "信访层级": "乡镇",
    "办理程序": "信访处理意见",
    "受理日期": date(2023, 2, 8),
    "办结日期": date(2023, 2, 20),
    "办理结果": "予以支持",
    "三到位一处理": "解决问题到位",
    "化解状态": "已化解",
    "对责任单位评价": "满意",
}


def filled(content: bytes, *rows: dict[str, object]) -> bytes:
    """The form with rows typed in below its headings."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["台账"]
    columns = {str(cell.value).removesuffix("*"): cell.column for cell in sheet[3]}
    for at, row in enumerate(rows, start=4):
        for label, value in row.items():
            sheet.cell(at, columns[label], value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_filled_ledger_reads_without_a_finding(tmp_path: Path) -> None:
    folder = tmp_path / "2023-02"
    folder.mkdir()
    second = {
        **SOUND,
        "信访件编号": "3700002023020002",
        "登记日期": date(2023, 2, 7),
        "办结日期": None,
        "办理结果": None,
        "化解状态": None,
        "对责任单位评价": None,
        "三到位一处理": None,
    }
    (folder / "a.xlsx").write_bytes(filled(ledger_form(NAMES, "城关镇"), SOUND, second))
    reading = read_folders(tmp_path, ["2023-02"], SETTINGS, FEBRUARY)
    findings = check_ledgers([(FEBRUARY, reading.ledger)], reading.columns, SETTINGS, cut_off=FEBRUARY.last_day)
    assert [f"{f.code} {f.message}" for f in (*reading.findings, *findings)] == []
    assert list(reading.ledger["township"]) == ["城关镇", "城关镇"]
    assert list(reading.ledger["case_no"]) == ["3700002023020001", "3700002023020002"]


def test_a_ledger_declared_empty_reads_as_zero_report(tmp_path: Path) -> None:
    (tmp_path / "2023-02").mkdir()
    (tmp_path / "2023-02" / "a.xlsx").write_bytes(
        filled(ledger_form(NAMES, "城关镇"), {"信访件编号": "本月无信访事项，零报告"})
    )
    reading = read_folders(tmp_path, ["2023-02"], SETTINGS, FEBRUARY)
    assert reading.zero_files == frozenset({("2023-02", "城关镇")})


def test_every_column_is_there_with_lists_days_and_whole_numbers_checked() -> None:
    book = openpyxl.load_workbook(io.BytesIO(ledger_form(NAMES)))
    sheet = book["台账"]
    stars = {"yes": "*", "when": "", "no": ""}
    assert [cell.value for cell in sheet[3]] == [field.label + stars[field.required] for field in LEDGER]
    rules = {next(iter(rule.sqref.ranges)).min_col: rule for rule in sheet.data_validations.dataValidation}
    for column, field in enumerate(LEDGER, start=1):
        expected = (
            "list" if field.codes or field.type == "township" else {"date": "date", "count": "whole"}.get(field.type)
        )
        expected = "custom" if field.id == "case_no" else expected
        assert (rules[column].type if column in rules else None) == expected, field.label
    township = next(i for i, field in enumerate(LEDGER, start=1) if field.id == "township")
    assert rules[township].formula1 == '"城关镇,柳树镇"'


def test_headings_are_protected_and_cells_below_are_not() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(ledger_form(NAMES, "城关镇")))["台账"]
    assert sheet.protection.sheet
    assert all(sheet[cell].protection.locked for cell in ("A1", "A2", "A3", "AC3"))
    assert not sheet.column_dimensions["A"].protection.locked
    assert not sheet.column_dimensions["AD"].protection.locked
    assert (sheet.column_dimensions["AD"].min, sheet.column_dimensions["AD"].max) == (30, 16384)
    assert sheet.freeze_panes == "B4"
    assert (sheet.protection.deleteRows, sheet.protection.insertRows) == (False, False)


def test_required_columns_are_marked_by_colour_and_star_and_numbers_stay_text() -> None:
    """With 填报单位 filled in, 责任单位 may stay blank; in the form for all it may not."""
    own, for_all = (openpyxl.load_workbook(io.BytesIO(ledger_form(NAMES, name)))["台账"] for name in ("城关镇", ""))
    fills = [{cell.value: cell.fill.fgColor.rgb for cell in sheet[3]} for sheet in (own, for_all)]
    assert fills[0]["信访件编号*"] == fills[1]["责任单位*"] == "FFF6C98A"
    assert fills[0]["受理日期"] == "FFFCEFB4"
    assert fills[0]["责任单位"] == fills[0]["人数"] == "FFDCE3EA"
    numbers = own.column_dimensions["A"]
    assert (numbers.min, numbers.max, numbers.number_format) == (1, 2, "@")
    assert not for_all["A2"].protection.locked


def test_it_prints_on_a4_across_with_its_headings_on_every_page() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(ledger_form(NAMES, "城关镇")))["台账"]
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (2, 0)
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$3:$3", "$A:$A")


def test_every_column_is_explained_with_its_case_and_an_example() -> None:
    rows = list(openpyxl.load_workbook(io.BytesIO(ledger_form(NAMES, "城关镇")))["填写说明"].values)
    assert ("台账", "登记日期", "信访事项登记的日期，以首次报送为准", "必填", "日期，年-月-日，例如 2023-02-06") in rows
    assert (
        "台账",
        "办理结果",
        "处理意见的结论",
        "已办结时必填",
        "从下拉列表中选：予以支持、部分支持、解释说明、不予支持、调解和解、其他",
    ) in rows
    assert {row[1] for row in rows} >= {field.label for field in LEDGER}


def test_a_number_twice_is_warned_of_as_text() -> None:
    """COUNTIF compares only the first fifteen digits of long numbers."""
    sheet = openpyxl.load_workbook(io.BytesIO(ledger_form(NAMES, "城关镇")))["台账"]
    (rule,) = (rule for rule in sheet.data_validations.dataValidation if rule.type == "custom")
    assert rule.formula1 == "AND(LEN(A4)<=20,SUMPRODUCT(--($A$4:$A$1003=A4))=1)"
    assert rule.errorStyle == "warning"


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
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames[: len(REGISTERS)] == [
        register.name for register in REGISTERS
    ]
    reading = read_folders(tmp_path, ["2023-02"], SETTINGS, FEBRUARY)
    assert [f"{f.code} {f.message}" for f in reading.findings] == []


def test_each_township_gets_a_ledger_under_its_name_and_the_office_its_registers(tmp_path: Path) -> None:
    names = write_ledgers(SAMPLE, tmp_path / "空白台账", None)
    assert len(names) == 21
    assert {"城关镇台账.xlsx", "登记簿.xlsx"} <= set(names)
    assert sorted(p.name for p in (tmp_path / "空白台账").iterdir()) == names
    assert openpyxl.load_workbook(tmp_path / "空白台账" / "城关镇台账.xlsx")["台账"]["A2"].value == "填报单位：城关镇"


def test_one_township_alone_may_be_asked_for_and_an_unknown_one_is_refused(tmp_path: Path) -> None:
    assert write_ledgers(SAMPLE, tmp_path, "城关镇") == ["城关镇台账.xlsx"]
    with pytest.raises(UserError) as caught:
        write_ledgers(SAMPLE, tmp_path, "城官镇")
    assert (
        str(caught.value)
        == "乡镇名录里没有“城官镇”；请写名录里的名称，例如 --for 城关镇；各乡镇通用的一份写 --for 全县。"
    )
    with pytest.raises(UserError) as caught:
        write_ledgers(SAMPLE, tmp_path, "城关镇")
    assert (
        str(caught.value)
        == f"“{tmp_path.name}”里已经有“城关镇台账.xlsx”，没有改动任何文件；请另选一个文件夹，或先移走原来的文件。"
    )


def test_one_form_for_all_is_written_on_demand_and_reads_by_the_name_written_in(tmp_path: Path) -> None:
    assert write_ledgers(SAMPLE, tmp_path / "out", "全县") == ["空白台账.xlsx"]
    (tmp_path / "2023-02").mkdir()
    content = filled((tmp_path / "out" / "空白台账.xlsx").read_bytes(), {**SOUND, "责任单位": "柳树镇"})
    (tmp_path / "2023-02" / "a.xlsx").write_bytes(content)
    reading = read_folders(tmp_path, ["2023-02"], SETTINGS, FEBRUARY)
    assert [f"{f.code} {f.message}" for f in reading.findings] == []
    assert list(reading.files["township"]) == ["柳树镇"]


REGISTER_ROWS = {
    "报送登记": {
        "乡镇": "城关镇",
        "应报日期": date(2023, 3, 3),
        "报送日期": date(2023, 3, 2),
        "零报告": "否",
        "每日": "否",
    },
    "上级登记台账": {
        "信访件编号": "3700002023020001",
        "责任单位": "城关镇",
        "登记日期": date(2023, 2, 6),
        "信访形式": "来访",
    },
    "交办清单": {"信访件编号": "0001", "乡镇": "城关镇", "批次": "第二批", "交办日期": date(2022, 6, 1)},
    "督办登记": {"信访件编号": "0001", "乡镇": "城关镇", "督办日期": date(2023, 2, 10), "事由": "拖延", "有责": "是"},
    "接访登记": {"日期": date(2023, 2, 15), "乡镇或县级": "县级", "接访领导": "是", "批次": 3, "当场化解批次": 0},
    "抽查登记": {"信访件编号": "0001", "核实结果": "不属实"},
    "发文登记": {
        "文书": "督办函",
        "乡镇": "城关镇",
        "文号": "青信督〔2023〕3号",
        "成文日期": date(2023, 3, 8),
        "签发人": "局长",
    },
    "异议登记": {"乡镇": "城关镇", "日期": date(2023, 3, 7), "异议": "0001已办结", "答复": "已更正"},
    "建议登记": {
        "类别": "改进工作",
        "乡镇": "城关镇",
        "日期": date(2023, 3, 15),
        "书面反馈日期": date(2023, 4, 10),
        "采纳": "是",
    },
    "处理决定": {"文件或信访件编号": "0001", "决定": "归属乡镇：城关镇"},
}


def test_every_register_filled_in_reads_without_a_finding(tmp_path: Path) -> None:
    (tmp_path / "2023-02").mkdir()
    book = openpyxl.load_workbook(io.BytesIO(registers_form(NAMES)))
    for name, row in REGISTER_ROWS.items():
        columns = {str(cell.value).removesuffix("*"): cell.column for cell in book[name][1]}
        for label, value in row.items():
            book[name].cell(2, columns[label], value)
    book.save(tmp_path / "2023-02" / "登记簿.xlsx")
    reading = read_folders(tmp_path, ["2023-02"], SETTINGS, FEBRUARY)
    assert [f"{f.code} {f.message}" for f in reading.findings] == []
    assert {id_: len(frame) for id_, frame in reading.registers.items()} == {register.id: 1 for register in REGISTERS}
