"""PDF beside Word, where LibreOffice is; a clear sentence where it isn't."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import pdf
from pipeline.model import UserError
from pipeline.pdf import find_office, to_pdf
from pipeline.run import run_period

GOLDEN = Path(__file__).resolve().parent / "cases" / "golden" / "inputs"
OFFICE = Path("soffice")


def test_without_libreoffice_nothing_starts_and_one_sentence_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    for key in ("ProgramFiles", "ProgramFiles(x86)"):
        monkeypatch.delenv(key, raising=False)
    with pytest.raises(UserError) as caught:
        run_period(GOLDEN, tmp_path / "outputs", "2023-02", None, lambda _: None, pdf=True)
    assert str(caught.value) == "没有找到 LibreOffice，不能生成 PDF；请先安装 LibreOffice，或去掉 --pdf 重新运行（Word 文书照常生成）。"
    assert not (tmp_path / "outputs").exists()


def test_libreoffice_is_found_where_windows_puts_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setenv("ProgramFiles", str(tmp_path))
    program = tmp_path / "LibreOffice" / "program" / "soffice.exe"
    program.parent.mkdir(parents=True)
    program.write_bytes(b"")
    assert find_office() == program


def test_each_document_gets_its_own_pdf_even_under_one_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def convert(command: list[str], **_: object) -> None:
        for source in (Path(part) for part in command if part.endswith(".docx")):
            source.with_suffix(".pdf").write_bytes(b"%PDF " + source.read_bytes())

    monkeypatch.setattr(subprocess, "run", convert)
    made = to_pdf({"反馈单/城关镇.docx": b"1", "函件/城关镇.docx": b"2"}, OFFICE)
    assert made == ({"反馈单/城关镇.pdf": b"%PDF 1", "函件/城关镇.pdf": b"%PDF 2"}, [])


def test_a_document_that_was_not_converted_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: None)
    assert to_pdf({"通报/月度通报.docx": b"1"}, OFFICE) == ({}, ["“通报/月度通报.docx”没有转成 PDF；请用 Word 或 WPS 打开后另存为 PDF。"])


def test_a_call_that_hangs_is_ended_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(command: list[str], timeout: int, **_: object) -> None:
        raise subprocess.TimeoutExpired(command, timeout)

    monkeypatch.setattr(subprocess, "run", hang)
    told = "PDF没有生成：LibreOffice 在65秒内没有完成；请关闭其他 LibreOffice 窗口后重新运行，Word 文书已照常生成。"
    assert to_pdf({"通报/月度通报.docx": b"1"}, OFFICE) == ({}, [told])


def test_no_document_needs_no_call() -> None:
    assert to_pdf({}, Path("nowhere")) == ({}, [])


def test_a_run_with_pdf_leaves_one_beside_each_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.run.find_office", lambda: OFFICE)
    monkeypatch.setattr("pipeline.run.to_pdf", lambda documents, _: ({f"{path[:-5]}.pdf": b"%PDF" for path in documents}, []))
    written = run_period(GOLDEN, tmp_path / "outputs", "2023-02", None, lambda _: None, pdf=True).written
    assert {p[:-4] for p in written if p.endswith(".pdf")} == {p[:-5] for p in written if p.endswith(".docx")}
    assert "通报/月度通报.pdf" in written


def test_libreoffice_itself_makes_pages_of_a_feedback_sheet(tmp_path: Path, real_part: Callable[[str], str]) -> None:
    office = Path(real_part("soffice"))
    folder = run_period(GOLDEN, tmp_path / "outputs", "2023-02", None, lambda _: None).folder
    assert folder is not None
    pages, lost = to_pdf({"反馈单/东岭镇.docx": (folder / "反馈单" / "东岭镇.docx").read_bytes()}, office)
    assert lost == []
    assert pages["反馈单/东岭镇.pdf"].startswith(b"%PDF")
    assert pdf.find_office().is_file()
