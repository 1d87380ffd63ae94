"""PDF beside Word, where LibreOffice is; a clear sentence where it isn't."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from pipeline.base.errors import UserError
from pipeline.render import pdf
from pipeline.render.pdf import find_office, run_within, to_pdf
from pipeline.run import run_period
from tests.shared_editions import golden_outputs

pytestmark = pytest.mark.slow

GOLDEN = Path(__file__).resolve().parents[1] / "cases" / "golden" / "inputs"
OFFICE = Path("soffice")


def test_without_libreoffice_nothing_starts_and_one_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    for key in ("ProgramFiles", "ProgramFiles(x86)"):
        monkeypatch.delenv(key, raising=False)
    with pytest.raises(UserError) as caught:
        run_period(GOLDEN, tmp_path / "outputs", "2023-02", None, lambda _: None, pdf=True)
    assert (
        str(caught.value)
        == "没有找到 LibreOffice，不能生成 PDF；请先安装 LibreOffice，或去掉 --pdf 重新运行（Word 文书照常生成）。"
    )
    assert not (tmp_path / "outputs").exists()


def test_libreoffice_is_found_where_windows_puts_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setenv("ProgramFiles", str(tmp_path))
    program = tmp_path / "LibreOffice" / "program" / "soffice.exe"
    program.parent.mkdir(parents=True)
    program.write_bytes(b"")
    assert find_office() == program


def test_each_document_gets_its_own_pdf_even_under_one_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def convert(command: list[str], _: int) -> bool:
        for source in (Path(part) for part in command if part.endswith(".docx")):
            source.with_suffix(".pdf").write_bytes(b"%PDF " + source.read_bytes())
        return True

    monkeypatch.setattr(pdf, "run_within", convert)
    result = to_pdf({"反馈单/城关镇.docx": b"1", "函件/城关镇.docx": b"2"}, OFFICE)
    assert result == ({"反馈单/城关镇.pdf": b"%PDF 1", "函件/城关镇.pdf": b"%PDF 2"}, [])


@pytest.mark.parametrize("written", [None, b"", b"<html>"])
def test_a_document_that_was_not_converted_is_named(written: bytes | None, monkeypatch: pytest.MonkeyPatch) -> None:
    def convert(command: list[str], _: int) -> bool:
        if written is not None:
            Path(command[-1]).with_suffix(".pdf").write_bytes(written)
        return True

    monkeypatch.setattr(pdf, "run_within", convert)
    assert to_pdf({"通报/月度通报.docx": b"1"}, OFFICE) == (
        {},
        ["“通报/月度通报.docx”没有转成 PDF；请用 Word 或 WPS 打开后另存为 PDF。"],
    )


def test_the_program_gets_a_profile_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    monkeypatch.setattr(pdf, "run_within", lambda command, _: called.extend(command) or True)
    to_pdf({"通报/月度通报.docx": b"1"}, OFFICE)
    (profile,) = [part for part in called if part.startswith("-env:UserInstallation=file:///")]
    folder = Path(called[-1]).parent
    assert profile.endswith(f"/{folder.name}/profile")
    assert not folder.exists()


def test_a_call_that_is_not_done_in_time_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "run_within", lambda *_: False)
    sentence = "PDF没有生成：LibreOffice 在65秒内没有完成；请关闭其他 LibreOffice 窗口后重新运行，Word 文书已照常生成。"
    assert to_pdf({"通报/月度通报.docx": b"1"}, OFFICE) == ({}, [sentence])


def test_what_a_call_started_ends_with_it(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    child = "import time; time.sleep(600)"
    parent = (
        f"import pathlib, subprocess, sys, time; started = subprocess.Popen([sys.executable, '-c', {child!r}]);"
        f"pathlib.Path({str(note)!r}).write_text(str(started.pid)); time.sleep(600)"
    )
    assert not run_within([sys.executable, "-c", parent], 15)  # long enough for two starts of Python on a busy machine
    pid = int(note.read_text())
    assert (
        not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    )  # ended, but not yet buried


def test_a_program_that_can_not_start_is_no_success(tmp_path: Path) -> None:
    assert not run_within([str(tmp_path / "nothing")], 1)


def test_no_document_needs_no_call() -> None:
    assert to_pdf({}, Path("nowhere")) == ({}, [])


def test_a_run_with_pdf_leaves_one_beside_each_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.run.find_office", lambda: OFFICE)
    monkeypatch.setattr(
        "pipeline.run.to_pdf", lambda documents, _: ({f"{path[:-5]}.pdf": b"%PDF" for path in documents}, [])
    )
    written = run_period(GOLDEN, tmp_path / "outputs", "2023-02", None, lambda _: None, pdf=True).written
    assert {p[:-4] for p in written if p.endswith(".pdf")} == {p[:-5] for p in written if p.endswith(".docx")}
    assert "通报/月度通报.pdf" in written


def test_libreoffice_itself_makes_pages_of_a_feedback_sheet(real_part: Callable[[str], str]) -> None:
    office = Path(real_part("soffice"))
    folder = golden_outputs() / "2023-02"
    pages, lost = to_pdf({"反馈单/东岭镇.docx": (folder / "反馈单" / "东岭镇.docx").read_bytes()}, office)
    assert lost == []
    assert pages["反馈单/东岭镇.pdf"].startswith(b"%PDF")
    assert pdf.find_office().is_file()
