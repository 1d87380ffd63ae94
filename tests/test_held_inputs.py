"""A ledger that another program has for itself alone: nobody has read it, so nothing is said of it in print."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

import generate
from pipeline.base.errors import UserError
from pipeline.base.period import parse_period
from pipeline.desk.inbox import HELD, Inbox
from pipeline.desk.tasks import check_task
from pipeline.doors.cli import enter
from pipeline.editions.listed import list_editions
from pipeline.ledgers.reader import read_folders
from pipeline.rerun.again import rerun
from pipeline.run import check_period, issue_paper, run_period
from pipeline.schema.claims import CLAIMS_BOOK, VERSIONS_FOLDER
from tests.held_files import hold
from tests.ledgers.conftest import SETTINGS
from tests.shared_editions import GOLDEN, golden_outputs

MONTH = "2023-02"


def silent(_: str) -> None:
    """Progress that nobody watches."""


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    shutil.copytree(GOLDEN, tmp_path / "inputs")
    return tmp_path / "inputs"


def told(files: str) -> str:
    return (
        f"{files}打不开（正被别的程序打开，或没有读取权限），没有办理，原有成果未受影响；"
        "请先关闭打开它的 Excel、WPS 等，再办理一次，例如 generate.py run 2023-02。"
    )


def test_a_run_names_every_held_file_and_makes_nothing(inputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ledgers, registers and settings, of the earlier month that would be made first too."""
    earlier, own = min((inputs / "2023-01").glob("*.xlsx")), sorted((inputs / MONTH).glob("*.xlsx"))[:2]
    hold(monkeypatch, inputs / "设置.xlsx", earlier, *own)
    with pytest.raises(UserError) as refused:
        run_period(inputs, inputs.parent / "outputs", MONTH, None, silent)
    named = [f"2023-01/{earlier.name}", *(f"{MONTH}/{path.name}" for path in own), "设置.xlsx"]
    assert str(refused.value) == told("、".join(f"“{name}”" for name in named))
    assert not (inputs.parent / "outputs").exists()


@pytest.mark.parametrize("name", [CLAIMS_BOOK, f"{VERSIONS_FOLDER}/index.json", "补报/城关镇.xlsx"])
def test_the_office_s_own_files_and_those_in_folders_are_named_too(
    inputs: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    place = inputs / MONTH / name
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(b"{}")
    hold(monkeypatch, place)
    with pytest.raises(UserError) as refused:
        run_period(inputs, inputs.parent / "outputs", MONTH, None, silent)
    assert str(refused.value) == told(f"“{MONTH}/{name}”")


def test_a_folder_that_cannot_be_listed_is_no_empty_folder(inputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (inputs / MONTH / "补报").mkdir()
    hold(monkeypatch, inputs / MONTH / "补报")
    with pytest.raises(UserError) as refused:
        run_period(inputs, inputs.parent / "outputs", MONTH, None, silent)
    assert str(refused.value) == told(f"“{MONTH}/补报/”")


@pytest.mark.slow
def test_a_file_that_is_opened_while_a_run_reads_ends_the_run_as_well(
    inputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The look beforehand is over by then."""
    outputs = inputs.parent / "outputs"
    shutil.copytree(golden_outputs() / "2023-01", outputs / "2023-01")
    ledger = min((inputs / MONTH).glob("*镇.xlsx"))
    monkeypatch.setattr("pipeline.report.sources.held_files", lambda *_: [])
    hold(monkeypatch, ledger)
    with pytest.raises(UserError) as refused:
        run_period(inputs, outputs, MONTH, None, silent)
    assert str(refused.value) == told(f"“{MONTH}/{ledger.name}”")
    assert list_editions(outputs) == ["2023-01"]


@pytest.mark.slow
def test_a_check_says_which_ledger_it_did_not_look_at_and_writes_to_nobody(
    inputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outputs = inputs.parent / "outputs"
    ledger = min((inputs / MONTH).glob("*镇.xlsx"))
    hold(monkeypatch, ledger)
    outcome = check_period(inputs, outputs, MONTH, None, silent)
    sentence = (
        f"没有核对：“{MONTH}/{ledger.name}”打不开（正被别的程序打开，或没有读取权限），"
        "核对结果里没有它；请先关闭打开它的 Excel、WPS 等，再核对一次。"
    )
    assert outcome.needs_attention == (sentence,)
    assert [f.place.file for f in outcome.findings if f.code == "R003"] == [f"{MONTH}/{ledger.name}"]
    shown = check_task(silent, str(inputs), str(outputs), MONTH)
    assert (shown["unchecked"], shown["submissions"], shown["texts"]) == ([sentence], {}, {})


@pytest.mark.parametrize("name", ["设置.xlsx", f"{MONTH}/{CLAIMS_BOOK}"])
def test_a_check_without_settings_or_claims_says_that_it_checked_nothing(
    inputs: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (inputs / MONTH / CLAIMS_BOOK).write_bytes(b"")
    hold(monkeypatch, inputs / name)
    for check in (lambda: check_period(inputs, inputs, MONTH, None, silent), lambda: _on_the_desk(inputs)):
        with pytest.raises(UserError) as refused:
            check()
        assert str(refused.value) == (
            f"“{name}”打不开（正被别的程序打开，或没有读取权限），没有核对；"
            "请先关闭打开它的 Excel、WPS 等，再核对一次，例如 generate.py check 2023-02。"
        )


def _on_the_desk(inputs: Path) -> None:
    check_task(silent, str(inputs), str(inputs), MONTH)


def test_nothing_is_issued_while_the_register_of_issued_papers_is_held(
    inputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its rows say which numbers are taken."""
    openpyxl.Workbook().save(inputs / MONTH / "发文登记.xlsx")
    hold(monkeypatch, inputs / MONTH / "发文登记.xlsx")
    with pytest.raises(UserError) as refused:
        issue_paper(inputs, inputs.parent / "outputs", period=MONTH)
    assert str(refused.value) == told(f"“{MONTH}/发文登记.xlsx”")


def test_the_desk_lists_a_held_file_and_takes_others(inputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledgers = sorted((inputs / MONTH).glob("*镇.xlsx"))
    inbox, content = Inbox(inputs / MONTH), ledgers[0].read_bytes()
    hold(monkeypatch, ledgers[0])
    assert {entry.name: entry.now for entry in inbox.entries()}[ledgers[0].name] == HELD
    assert inbox.take("另一份.xlsx", content) == "已收下“另一份.xlsx”。"
    with pytest.raises(UserError, match=r"^写不进“2023-02”文件夹；请关闭正在打开的同名文件"):
        inbox.take(ledgers[0].name, b"\xef\xbb\xbf1,2\r\n")


def test_an_input_that_is_no_file_is_not_called_held(inputs: Path) -> None:
    (inputs / MONTH / "甲.xlsx").symlink_to(inputs / "设置.xlsx")
    assert read_folders(inputs, [MONTH], SETTINGS, parse_period(MONTH)).held == ()


@pytest.mark.slow
def test_an_edition_is_not_compared_with_one_that_lacks_a_held_file(
    inputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = inputs / "2023-01" / "登记簿.xlsx"
    register.touch()
    hold(monkeypatch, register)
    with pytest.raises(UserError) as refused:
        rerun(inputs, golden_outputs(), "2023-01", silent)
    assert str(refused.value) == told("“2023-01/登记簿.xlsx”").replace("run 2023-02", "run 2023-01")


@pytest.mark.slow
def test_the_command_check_ends_with_1_and_names_what_it_did_not_look_at(
    inputs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = min((inputs / MONTH).glob("*镇.xlsx"))
    hold(monkeypatch, ledger)
    folders = ("--inputs", str(inputs), "--outputs", str(inputs.parent / "outputs"))
    assert enter(generate.WORK, ["check", MONTH, *folders]) == 1
    assert f"没有核对：“{MONTH}/{ledger.name}”打不开" in capsys.readouterr().out
