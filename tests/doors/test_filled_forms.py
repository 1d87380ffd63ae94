"""Forms with the known matters filled in: what they hold, what is locked, and that they read back as they should."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from openpyxl.workbook import Workbook

import generate
from pipeline.base.errors import UserError
from pipeline.base.finding import Finding, Severity
from pipeline.base.period import parse_period
from pipeline.bundles import Reading
from pipeline.check.check import check_ledgers
from pipeline.doors import cli
from pipeline.doors.blank_forms import write_filled
from pipeline.ledgers.reader import read_folders
from pipeline.render.workbook.register_drafts import register_drafts
from pipeline.run import check_period
from pipeline.settings.reader import read_settings
from pipeline.sheets.grids import read_grids
from tests.editions import compute_months
from tests.shared_editions import GOLDEN, SAMPLE, golden_outputs, sample_outputs

pytestmark = pytest.mark.slow

MARCH = parse_period("2023-03")
HEADER = 3
TOWNSHIPS = ("东岭镇", "南山乡", "西河镇")


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three townships' forms for March, as they are sent out. Nobody may change them."""
    out = tmp_path_factory.mktemp("forms")
    write_filled(GOLDEN, golden_outputs(), out, "2023-03", "2023-02", None)
    return out


def opened(forms: Path, township: str) -> Workbook:
    return openpyxl.load_workbook(forms / f"{township}2023-03台账.xlsx")


def cells(book: Workbook, number: str) -> dict[str, Any]:
    """Heading -> cell of the matter's row."""
    sheet = book["台账"]
    at = next(line[0].row for line in sheet.iter_rows(min_row=HEADER + 1) if line[0].value == number)
    return {str(head.value).removesuffix("*"): sheet.cell(at, head.column) for head in sheet[HEADER] if head.value}


def sent(folder: Path, book: Workbook, township: str) -> None:
    (folder / "2023-03").mkdir(exist_ok=True)
    book.save(folder / "2023-03" / f"{township}.xlsx")


def read(folder: Path) -> tuple[Reading, list[tuple[str, str]]]:
    """The reading of March, and (code, first number) of every finding of reading and checking."""
    settings = read_settings(read_grids(GOLDEN / "设置.xlsx"), "设置.xlsx")
    reading = read_folders(folder, ["2023-03"], settings, MARCH)
    checked = check_ledgers([(MARCH, reading.ledger)], reading.columns, settings, cut_off=MARCH.last_day)
    return reading, [(f.code, (*f.case_nos, "")[0]) for f in (*reading.findings, *checked)]


def test_a_form_begins_with_what_is_to_be_done_and_has_the_known_rows(forms: Path) -> None:
    book = opened(forms, "东岭镇")
    assert book.sheetnames == ["本月要做的事", "台账", "填写说明"]
    assert book.active.title == "本月要做的事"
    assert book["台账"]["A1"].value.endswith("东岭镇信访事项台账（2023年3月）")
    row = cells(book, "D01")
    assert (row["登记日期"].value.date(), row["信访形式"].value) == (date(2022, 10, 10), "来访")
    texts = {str(cell.value) for line in book["本月要做的事"].iter_rows() for cell in line if cell.value}
    assert {"D10", "还剩29天"} <= texts


def test_locks_lie_on_published_days_and_first_values_alone(forms: Path) -> None:
    """The sheet is protected without a password; rows may still be inserted."""
    book = opened(forms, "东岭镇")
    sheet, row = book["台账"], cells(opened(forms, "东岭镇"), "D10")
    assert (sheet.protection.sheet, sheet.protection.password) == (True, None)
    assert [row[label].protection.locked for label in ("登记日期", "受理日期", "办理程序", "期限提示")] == [True] * 4
    assert [row[label].protection.locked for label in ("信访形式", "责任单位")] == [False, False]
    # A cell that isn't in the file has the format of its column, which is open.
    assert sheet.column_dimensions[row["申请更正"].column_letter].protection.locked is False
    ends = {rule.type: str(rule.sqref).rpartition(":")[2] for rule in sheet.data_validations.dataValidation}
    assert {"list", "date", "custom", "whole"} == set(ends)
    assert {"".join(filter(str.isdigit, end)) for end in ends.values()} == {"1003"}


def test_a_form_sent_back_as_it_is_has_no_finding_but_the_faults_of_its_own_rows(forms: Path, tmp_path: Path) -> None:
    """Neither the added columns nor the added sheets are anything to the reader."""
    for township in TOWNSHIPS:
        sent(tmp_path, opened(forms, township), township)
    reading, found = read(tmp_path)
    assert sorted(reading.ledger["case_no"])[:18] == [f"D{n:02}" for n in range(1, 19)]
    assert {code for code, _ in found} <= {"R101", "R103", "R121", "R122", "R123", "R124", "R144", "R153"}
    assert set(reading.files["verdict"]) == {"采用"}


def test_forms_sent_unchanged_bring_no_fault_that_they_do_not_ask_to_be_mended(forms: Path, tmp_path: Path) -> None:
    """Registers, editions and other ledgers looked at too: what comes back was told and stands in 本月要做的事."""
    shutil.copytree(GOLDEN, tmp_path / "inputs")
    shutil.copytree(forms, tmp_path / "inputs" / "2023-03")
    outcome = check_period(tmp_path / "inputs", golden_outputs(), "2023-03", None, lambda _: None)
    table = pd.read_parquet(golden_outputs() / "2023-02" / "data" / "findings.parquet")
    told = {
        (township, code, number)
        for township, code, numbers in table[["township", "code", "case_nos"]].itertuples(index=False, name=None)
        for number in (() if numbers is None else numbers)
    }
    back = [f for f in outcome.findings if f.township and f.severity is not Severity.NOTE]
    assert {(f.township, f.code, number) for f in back for number in f.case_nos} <= told
    for fault in back:
        sheet = opened(forms, fault.township)["本月要做的事"]
        assert any(f"（{fault.code}）" in str(cell.value) for line in sheet.iter_rows() for cell in line)


def test_what_is_filled_in_reads_without_a_finding(forms: Path, tmp_path: Path) -> None:
    """An open matter concluded, and a new one written below the others."""
    book = opened(forms, "东岭镇")
    done = {"办结日期": date(2023, 3, 10), "办理结果": "予以支持", "三到位一处理": "解决问题到位", "化解状态": "已化解"}
    for label, value in done.items():
        cells(book, "D03")[label].value = value
    sheet = book["台账"]
    heads = {str(head.value).removesuffix("*"): head.column for head in sheet[HEADER] if head.value}
    new = {
        "信访件编号": "D90",
        "登记日期": date(2023, 3, 6),
        "信访形式": "来信",
        "初重件": "初件",
        "受理日期": date(2023, 3, 8),
    }
    for label, value in new.items():
        sheet.cell(HEADER + 19, heads[label], value)
    sent(tmp_path, book, "东岭镇")
    reading, found = read(tmp_path)
    assert len(reading.ledger) == 19
    assert [pair for pair in found if pair[1] in ("D03", "D90")] == []


def test_an_application_counts_as_written_in_the_cell_and_becomes_a_draft_of_a_decision(
    forms: Path, tmp_path: Path
) -> None:
    """D07 was accepted on 10 November; the form asks for the 9th. An entry that names no column changes nothing."""
    for name in ("设置.xlsx", "2023-01", "2023-02"):
        source = GOLDEN / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    book = opened(forms, "东岭镇")
    cells(book, "D07")["申请更正"].value = "受理日期：2022-11-09"
    cells(book, "D01")["申请更正"].value = "请改一下"
    sent(tmp_path, book, "东岭镇")
    reading, found = read(tmp_path)
    accepted = reading.ledger.set_index("case_no")["accepted_on"]
    assert (accepted["D07"].date(), accepted["D01"].date()) == (date(2022, 11, 9), date(2022, 10, 12))
    assert [pair for pair in found if pair[0] in ("R385", "R386")] == [("R385", ""), ("R386", "D07")]
    assert "请改一下" not in repr(reading.findings)
    computed, _ = compute_months(tmp_path, ["2023-01", "2023-02", "2023-03"])
    drafts = register_drafts(computed.report, ())
    assert drafts is not None
    sheet = openpyxl.load_workbook(io.BytesIO(drafts))["处理决定"]
    labels = [cell.value for cell in sheet[2]]
    rows = [dict(zip(labels, line, strict=True)) for line in sheet.iter_rows(min_row=3, values_only=True)]
    mine = [row for row in rows if row["文件或信访件编号"] == "D07"]
    assert [(row["栏目"], row["决定"]) for row in mine] == [("受理日期", None)]


def test_the_same_edition_gives_the_same_bytes(forms: Path, tmp_path: Path) -> None:
    write_filled(GOLDEN, golden_outputs(), tmp_path, "2023-03", "2023-02", "东岭镇")
    (name,) = [path.name for path in tmp_path.iterdir()]
    assert (tmp_path / name).read_bytes() == (forms / name).read_bytes()


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (["2023-03"], "下发填好的台账，要同时写本期和往期；例如 generate.py ledger 2023-03 --from 2023-02。"),
        (["--from", "2023-02"], "下发填好的台账，要同时写本期和往期；例如 generate.py ledger 2023-03 --from 2023-02。"),
        (
            ["2023-Q1", "--from", "2023-02"],
            "“2023-Q1”不是一个月；填好的台账按月下发，例如 generate.py ledger 2023-03 --from 2023-02。",
        ),
        (
            ["2023-02", "--from", "2023-02"],
            "2023-02不早于2023-02；--from 后面请写本期以前的一期，例如 generate.py ledger 2023-03 --from 2023-02。",
        ),
        (
            ["2023-03", "--from", "2023-02", "--for", "北乡"],
            "本期的乡镇里没有“北乡”；请写名录里的名称，例如 --for 南山乡。",
        ),
    ],
)
def test_what_cannot_be_asked_is_one_sentence(
    asked: list[str], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places = ["--inputs", str(GOLDEN), "--outputs", str(golden_outputs()), "--out", str(tmp_path / "forms")]
    assert cli.enter(generate.WORK, ["ledger", *asked, *places]) == 2
    assert capsys.readouterr().err == f"{sentence}\n"
    assert not (tmp_path / "forms").exists()


def test_an_edition_without_the_tables_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("pipeline.report.month_ahead.TABLES", ("matters", "days"))
    with pytest.raises(UserError) as fault:
        write_filled(GOLDEN, golden_outputs(), tmp_path, "2023-03", "2023-02", None)
    assert fault.value.code == "E163"


def to_mend(findings: Iterable[Finding]) -> set[tuple[str, str]]:
    """(Rule, number) of what asks the township to do something."""
    asking = (f for f in findings if f.severity in (Severity.ERROR, Severity.REMINDER))
    return {(f.code, number) for f in asking for number in f.case_nos}


def test_forms_of_the_sample_filled_in_as_they_ask_bring_no_fault_that_was_not_told_before(tmp_path: Path) -> None:
    """No ledger of the sample has a column for the reason of an extension, so none was asked for; the form asks.

    石门乡's ledger, which is full of planted faults, keeps those that the form can't mend.
    """
    write_filled(SAMPLE, sample_outputs(), tmp_path / "2023-03", "2023-03", "2023-02", None)
    settings = read_settings(read_grids(SAMPLE / "设置.xlsx"), "设置.xlsx")
    asked, empty = 0, list[str]()
    for path in sorted((tmp_path / "2023-03").iterdir()):
        book = openpyxl.load_workbook(path)
        sheet = book["台账"]
        heads = {str(head.value).removesuffix("*"): head.column for head in sheet[HEADER] if head.value}
        for row in range(HEADER + 1, sheet.max_row + 1):
            if "请补填延期理由" in str(sheet.cell(row, heads["期限提示"]).value):
                sheet.cell(row, heads["延期理由"], "情况复杂")
                asked += 1
        if sheet.cell(HEADER + 1, heads["信访件编号"]).value is None:
            told = {str(cell.value) for line in book["本月要做的事"].iter_rows() for cell in line}
            assert "本月没有信访事项的，请在“台账”第一行的“信访件编号”写：本月无信访事项，零报告。" in told
            sheet.cell(HEADER + 1, heads["信访件编号"], "本月无信访事项，零报告")
            empty.append(path.name)
        book.save(path)
    assert empty == ["云台乡2023-03台账.xlsx"]
    assert asked == 43
    reading = read_folders(tmp_path, ["2023-03"], settings, MARCH)
    checked = check_ledgers([(MARCH, reading.ledger)], reading.columns, settings, cut_off=MARCH.last_day)
    told = {
        (code, number)
        for month in ("2023-01", "2023-02")
        for code, numbers in pd.read_parquet(
            sample_outputs() / month / "data" / "findings.parquet", columns=["code", "case_nos"]
        ).itertuples(index=False, name=None)
        for number in (() if numbers is None else numbers)
    }
    assert "R027" not in {f.code for f in reading.findings}
    others = [f for f in (*reading.findings, *checked) if f.township != "石门乡"]
    assert to_mend(others) - told == set()
    assert {f.code for f in checked if f.township == "石门乡" and f.severity is Severity.ERROR} <= {
        code for code, _ in told
    } | {"R101"}, "a word that was unreadable is a blank in the form"
