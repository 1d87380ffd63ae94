"""A ledger is sent back marked; mended as its comments say and dropped beside the first, it is read with no manual
step.
"""

from __future__ import annotations

import hashlib
import io
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.workbook import Workbook

from pipeline.base.finding import Severity
from pipeline.base.originals import MARK_SHEET
from pipeline.run import Outcome, check_period, run_period
from tests.quick_runs import with_what_goes_back_alone
from tests.round_trip_ledgers import MENDED, Row, rows, saved, text, xls, xlsx

pytestmark = pytest.mark.slow


@pytest.fixture
def inputs(county: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    with_what_goes_back_alone(monkeypatch)
    settings = Workbook()
    settings.active.title = "单位"
    settings.active.append(["项目", "值"])
    settings.active.append(["县名", "样例县"])
    roster = settings.create_sheet("乡镇名录")
    roster.append(["序号", "乡镇", "别名"])
    roster.append([1, "甲镇", "甲"])
    roster.append([2, "乙镇", "乙"])
    settings.save(county / "inputs" / "设置.xlsx")
    (county / "inputs" / "2023-02").mkdir()
    return county / "inputs"


def put(inputs: Path, name: str, content: bytes) -> None:
    (inputs / "2023-02" / name).write_bytes(content)


def run(inputs: Path) -> Outcome:
    return run_period(inputs, inputs.parent / "outputs", "2023-02", None, lambda _: None)


def returned(inputs: Path, township: str = "甲镇", ending: str = "xlsx") -> bytes:
    return (inputs.parent / "outputs" / "2023-02" / "退回" / f"{township}.{ending}").read_bytes()


def table_of(inputs: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(inputs.parent / "outputs" / "2023-02" / "data" / f"{name}.parquet")


def verdicts(inputs: Path) -> dict[str, tuple[str, str | None]]:
    files = table_of(inputs, "files")
    return {
        f.removeprefix("2023-02/"): (v, None if pd.isna(r) else r)
        for f, v, r in files[["file", "verdict", "reason"]].itertuples(index=False)
    }


def to_mend(outcome: Outcome, township: str = "甲镇") -> list[str]:
    return [
        f"{f.code} {f.place.cell}"
        for f in outcome.findings
        if f.township == township and f.severity is not Severity.NOTE
    ]


def mended(content: bytes, cells: dict[str, object] = MENDED) -> bytes:
    """As a clerk would: open, follow the marks of the list, type over, save."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book[book.sheetnames[1]]
    for cell, value in cells.items():
        assert sheet[cell].comment is not None, f"{cell} has no comment"
        sheet[cell] = value
    return saved(book)


@pytest.mark.parametrize(
    ("name", "made"), [("甲镇.xlsx", xlsx), ("甲镇.xls", xls), ("甲镇.et", xls), ("甲镇.csv", text)]
)
def test_what_the_comments_ask_is_enough(inputs: Path, name: str, made: Callable[[list[Row]], bytes]) -> None:
    """Five marked cells, five values typed, and the township has nothing left to mend; of whatever format its first
    file was.
    """
    first = made(rows())
    put(inputs, name, first)
    asked = {code.split()[1] for code in to_mend(run(inputs))}
    assert asked == set(MENDED)
    put(inputs, "甲镇台账 改.xlsx", mended(returned(inputs)))
    outcome = run(inputs)
    assert to_mend(outcome) == []
    assert verdicts(inputs)[name] == ("被替换", "退回修改后由“甲镇台账 改.xlsx”替换")
    assert verdicts(inputs)["甲镇台账 改.xlsx"] == ("采用", None)
    assert len(table_of(inputs, "matters")) == 10
    assert not (inputs.parent / "outputs" / "2023-02" / "退回").exists()
    assert hashlib.sha256(first).hexdigest() in set(table_of(inputs, "files")["sha256"])


def test_the_list_is_skipped_without_a_word(inputs: Path) -> None:
    """It is accounted for among the sheets and told of in no finding."""
    put(inputs, "甲镇.xlsx", xlsx(rows()))
    run(inputs)
    put(inputs, "改.xlsx", mended(returned(inputs)))
    outcome = run(inputs)
    assert [f.message for f in outcome.findings if MARK_SHEET in f.message or MARK_SHEET in f.place.sheet] == []
    sheets = table_of(inputs, "rows")
    assert set(sheets.loc[sheets["file"] == "2023-02/改.xlsx", "kind"]) == {"跳过", "台账"}


def test_every_row_of_the_first_file_is_in_the_trace(inputs: Path) -> None:
    """Nothing is lost silently: each row that gave way says to which file."""
    put(inputs, "甲镇.xlsx", xlsx(rows()))
    run(inputs)
    put(inputs, "改.xlsx", mended(returned(inputs)))
    run(inputs)
    trace = table_of(inputs, "trace")
    assert set(trace["file"]) == {"2023-02/甲镇.xlsx"}
    assert set(trace["reason"]) == {"退回修改后由“改.xlsx”替换"}
    assert len(trace) == 10, "also the one without a day: whether it is set aside is asked of the files that speak"


def test_a_second_round_replaces_both_files_before_it(inputs: Path) -> None:
    """Half mended, sent back again, mended whole: the last speaks, even where the one between has been taken away."""
    put(inputs, "甲镇.xlsx", xlsx(rows()))
    run(inputs)
    half = {cell: MENDED[cell] for cell in ("I4", "F5")}
    put(inputs, "改一.xlsx", mended(returned(inputs), half))
    assert {code.split()[1] for code in to_mend(run(inputs))} == {"K6", "E7", "H8"}
    second = returned(inputs)
    assert openpyxl.load_workbook(io.BytesIO(second)).sheetnames == [MARK_SHEET, "Sheet"]
    ledger = openpyxl.load_workbook(io.BytesIO(second))["Sheet"]
    assert ledger["I4"].fill.patternType is None, "a mark of the round before is taken off"
    assert ledger["I4"].comment is None
    put(inputs, "改二.xlsx", mended(second, {c: v for c, v in MENDED.items() if c not in half}))
    assert to_mend(run(inputs)) == []
    assert {name: verdict for name, (verdict, _) in verdicts(inputs).items()} == {
        "甲镇.xlsx": "被替换",
        "改一.xlsx": "被替换",
        "改二.xlsx": "采用",
    }
    (inputs / "2023-02" / "改一.xlsx").unlink()
    assert to_mend(run(inputs)) == []
    assert verdicts(inputs)["甲镇.xlsx"][0] == "被替换"


def test_a_file_refused_for_its_header_goes_back_and_comes_in(inputs: Path) -> None:
    """It was read, though not taken; with the column named it is, and the first file's refusal is no longer an
    error.
    """
    table = rows()
    table[2][4] = "说不清的日期"
    put(inputs, "甲镇.xlsx", xlsx(table))
    outcome = run(inputs)
    assert "R013" in {f.code for f in outcome.findings}
    book = openpyxl.load_workbook(io.BytesIO(returned(inputs)))
    book["Sheet"]["E3"] = "登记日期"
    for cell, value in MENDED.items():
        book["Sheet"][cell] = value
    put(inputs, "改.xlsx", saved(book))
    assert to_mend(run(inputs)) == []
    assert verdicts(inputs)["甲镇.xlsx"][0] == "被替换"


def test_of_two_different_files_the_one_marked_replaces_both(inputs: Path) -> None:
    """Both were refused; the list says which one it was made from, and the corrected file needs no word of the
    office.
    """
    other = rows()[:9]
    put(inputs, "甲镇.xlsx", xlsx(rows()))
    put(inputs, "甲镇(1).xlsx", xlsx(other))
    assert {f.code for f in run(inputs).findings if f.severity is Severity.ERROR} >= {"R201"}
    content = returned(inputs)
    said = [
        cell
        for row in openpyxl.load_workbook(io.BytesIO(content))[MARK_SHEET].iter_rows(values_only=True)
        for cell in row
        if cell
    ]
    assert (
        "本期还收到另外1份文件（“甲镇(1).xlsx”），内容不同。"
        "请确认本文件是正确的一份：改好报回后，它将替换另外的文件；不是的，请告知县信访部门。" in said
    )
    put(inputs, "改.xlsx", mended(content))
    assert to_mend(run(inputs)) == []
    assert {name: verdict for name, (verdict, _) in verdicts(inputs).items()} == {
        "甲镇.xlsx": "被替换",
        "甲镇(1).xlsx": "被替换",
        "改.xlsx": "采用",
    }


def test_either_carrier_of_the_sum_alone_is_enough(inputs: Path) -> None:
    """The sheet may be deleted, or the property lost by another program."""
    put(inputs, "甲镇.xlsx", xlsx(rows()))
    run(inputs)
    whole = mended(returned(inputs))
    without_sheet = openpyxl.load_workbook(io.BytesIO(whole))
    del without_sheet[MARK_SHEET]
    without_property = openpyxl.load_workbook(io.BytesIO(whole))
    without_property.custom_doc_props.props.clear()
    for book in (without_sheet, without_property):
        put(inputs, "改.xlsx", saved(book))
        assert to_mend(run(inputs)) == []
        assert verdicts(inputs)["甲镇.xlsx"][0] == "被替换"


def test_a_township_cannot_replace_another_ones_file(inputs: Path) -> None:
    """A sum that isn't its own file's is carried in vain."""
    put(inputs, "甲镇.xlsx", xlsx(rows()))
    theirs = rows()
    theirs[0], theirs[1] = ["样例县乙镇信访事项台账"], ["填报单位：乙镇"]
    for row in theirs[3:]:
        row[1], row[2] = str(row[1]).replace("YL", "YI"), "乙镇"
    put(inputs, "乙镇.xlsx", xlsx(theirs))
    run(inputs)
    book = openpyxl.load_workbook(io.BytesIO(returned(inputs, "乙镇")))
    book.custom_doc_props["替换文件SHA256"].value = hashlib.sha256(
        (inputs / "2023-02" / "甲镇.xlsx").read_bytes()
    ).hexdigest()
    put(inputs, "乙镇改.xlsx", saved(book))
    run(inputs)
    assert verdicts(inputs)["甲镇.xlsx"][0] == "采用"


def test_the_check_tells_of_the_corrected_file_alone(inputs: Path) -> None:
    """Whose file is replaced is known from the edition that sent it back; the first file's faults are past."""
    put(inputs, "甲镇.xlsx", xlsx(rows()))
    run(inputs)
    put(inputs, "改.xlsx", mended(returned(inputs)))
    outcome = check_period(inputs, inputs.parent / "outputs", "2023-02", date(2023, 2, 28), lambda _: None)
    assert to_mend(outcome) == []


def test_a_file_that_cannot_be_read_gets_the_message_alone(inputs: Path) -> None:
    """There is nothing to mark; the message says what is wrong with the file and what to do."""
    put(inputs, "甲镇.xlsx", xlsx(rows())[:3000])
    run(inputs)
    folder = inputs.parent / "outputs" / "2023-02" / "退回"
    assert [p.name for p in folder.iterdir()] == ["甲镇.txt"]
    assert returned(inputs, ending="txt").decode("utf-8-sig").split("\r\n") == [
        "甲镇：2023年2月台账“甲镇.xlsx”不能采用，请重新报送。",
        "1. 【错误】文件已损坏：压缩结构不完整；请用 WPS 或 Excel 打开核对内容，另存为新的 .xlsx 后重新报送。（R008）",
        "请于3月5日前报回。",
        "",
    ]
    assert "退回（文件读不出或太大，只有短信文字） 甲镇" in (folder.parent / "run.log").read_text(encoding="utf-8")


def test_what_another_program_saved_is_still_known(
    inputs: Path, tmp_path: Path, real_part: Callable[[str], str]
) -> None:
    """LibreOffice writes every part anew, as WPS does; the sum survives, and so do the comments."""
    put(inputs, "甲镇.xlsx", xlsx(rows()))
    run(inputs)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "甲镇.xlsx").write_bytes(mended(returned(inputs)))
    command = [
        real_part("soffice"),
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        "xlsx",
        "--outdir",
    ]
    subprocess.run(
        [*command, str(tmp_path / "out"), str(tmp_path / "in" / "甲镇.xlsx")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    put(inputs, "甲镇退回.xlsx", (tmp_path / "out" / "甲镇.xlsx").read_bytes())
    assert to_mend(run(inputs)) == []
    assert verdicts(inputs)["甲镇.xlsx"][0] == "被替换"
