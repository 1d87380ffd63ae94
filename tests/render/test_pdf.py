"""PDF beside Word, where LibreOffice is; a clear sentence where it isn't."""

from __future__ import annotations

import io
import shutil
import sys
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pdfplumber
import psutil
import pytest

from pipeline.base.errors import UserError
from pipeline.render import pdf
from pipeline.render.pdf import find_office, run_within, to_pdf
from pipeline.render.pdf_bytes import faces_in, replaced_faces, settled
from pipeline.run import run_period
from tests.shared_editions import golden_outputs

pytestmark = pytest.mark.slow

GOLDEN = Path(__file__).resolve().parents[1] / "cases" / "golden" / "inputs"
OFFICE, DAY = Path("soffice"), date(2023, 2, 28)


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
    result = to_pdf({"反馈单/城关镇.docx": b"1", "函件/城关镇.docx": b"2"}, OFFICE, DAY)
    assert result == ({"反馈单/城关镇.pdf": b"%PDF 1", "函件/城关镇.pdf": b"%PDF 2"}, [])


@pytest.mark.parametrize("written", [None, b"", b"<html>"])
def test_a_document_that_was_not_converted_is_named(written: bytes | None, monkeypatch: pytest.MonkeyPatch) -> None:
    def convert(command: list[str], _: int) -> bool:
        if written is not None:
            Path(command[-1]).with_suffix(".pdf").write_bytes(written)
        return True

    monkeypatch.setattr(pdf, "run_within", convert)
    assert to_pdf({"通报/月度通报.docx": b"1"}, OFFICE, DAY) == (
        {},
        ["“通报/月度通报.docx”没有转成 PDF；请用 Word 或 WPS 打开后另存为 PDF。"],
    )


def test_the_program_gets_a_profile_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    monkeypatch.setattr(pdf, "run_within", lambda command, _: called.extend(command) or True)
    to_pdf({"通报/月度通报.docx": b"1"}, OFFICE, DAY)
    (profile,) = [part for part in called if part.startswith("-env:UserInstallation=file:///")]
    folder = Path(called[-1]).parent
    assert profile.endswith(f"/{folder.name}/profile")
    assert not folder.exists()


def test_a_call_that_is_not_done_in_time_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "run_within", lambda *_: False)
    sentence = "PDF没有生成：LibreOffice 在65秒内没有完成；请关闭其他 LibreOffice 窗口后重新运行，Word 文书已照常生成。"
    assert to_pdf({"通报/月度通报.docx": b"1"}, OFFICE, DAY) == ({}, [sentence])


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
    assert to_pdf({}, Path("nowhere"), DAY) == ({}, [])


def test_a_run_with_pdf_leaves_one_beside_each_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.run.find_office", lambda: OFFICE)
    monkeypatch.setattr(
        "pipeline.run.to_pdf", lambda documents, *_: ({f"{path[:-5]}.pdf": b"%PDF" for path in documents}, [])
    )
    written = run_period(GOLDEN, tmp_path / "outputs", "2023-02", None, lambda _: None, pdf=True).written
    assert {p[:-4] for p in written if p.endswith(".pdf")} == {p[:-5] for p in written if p.endswith(".docx")}
    assert "通报/月度通报.pdf" in written


@pytest.fixture(scope="module")
def twice(real_part: Callable[[str], str]) -> list[dict[str, bytes]]:
    """A feedback sheet and a letter, converted twice by LibreOffice itself."""
    office, folder = Path(real_part("soffice")), golden_outputs() / "2023-02"
    letter = next(iter(sorted(folder.glob("函件/*.docx"))))
    documents = {
        "反馈单/东岭镇.docx": (folder / "反馈单" / "东岭镇.docx").read_bytes(),
        "函件/函.docx": letter.read_bytes(),
    }
    made = [to_pdf(documents, office, DAY) for _ in range(2)]
    assert [lost for _, lost in made] == [[], []]
    return [pages for pages, _ in made]


def test_the_same_document_gives_the_same_pages_byte_for_byte(twice: list[dict[str, bytes]]) -> None:
    first, second = twice
    assert first == second
    assert all(b"(D:20230228000000" in content for content in first.values())
    assert pdf.find_office().is_file()


def test_a_file_whose_fields_were_rewritten_is_whole_and_says_what_it_is(twice: list[dict[str, bytes]]) -> None:
    for path, title in (("反馈单/东岭镇.pdf", "东岭镇"), ("函件/函.pdf", "函")):
        with pdfplumber.open(io.BytesIO(twice[0][path])) as pages:
            assert title in pages.metadata["Title"]
            assert pages.doc.catalog["Lang"] == b"zh-CN"
            assert pages.doc.catalog["MarkInfo"] == {"Marked": True}
            assert "StructTreeRoot" in pages.doc.catalog
            assert pages.pages[0].extract_text()


def test_what_differs_between_two_conversions_is_rewritten_at_its_length() -> None:
    def written(day: str, mark: str) -> bytes:
        return (
            f"%PDF-1.6 x <</Type/Catalog/Lang(en-US)>> /Lang(en-US) /CreationDate({day}) "
            f"/ID [ <{mark * 32}>\n<{mark * 32}> ] /DocChecksum /{mark * 32}"
        ).encode()

    made = [settled(written(*each), DAY) for each in (("D:20261128231909Z'", "A"), ("D:20260101000000Z'", "0"))]
    assert made[0] == made[1]
    assert len(made[0]) == len(written("D:20261128231909Z'", "A"))
    assert b"/CreationDate(D:20230228000000Z')" in made[0]
    assert b"/Type/Catalog/Lang(zh-CN)>> /Lang(en-US)" in made[0]
    assert settled(written("D:20261128231909+08'00'", "A"), DAY).count(b"D:20230228000000+00'00'") == 1
    other = settled(written("D:20261128231909Z'", "A").replace(b" x ", b" y "), DAY)
    assert other.split(b"/ID")[1] != made[0].split(b"/ID")[1]


def test_a_face_in_whose_place_another_was_taken_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def convert(command: list[str], _: int) -> bool:
        for source in (Path(part) for part in command if part.endswith(".docx")):
            fonts = b"/BaseFont/BAAAAA+SimHei /BaseFont/CAAAAA+NotoSerifCJKsc-Regular"
            source.with_suffix(".pdf").write_bytes(b"%PDF " + fonts)
        return True

    monkeypatch.setattr(pdf, "run_within", convert)
    faces = ("方正小标宋简体", "黑体", "仿宋", "本县字体")
    assert to_pdf({"甲.docx": b"1", "乙.docx": b"2"}, OFFICE, DAY, faces)[1] == [
        (
            "这台电脑没有字体方正小标宋简体、仿宋，PDF 里用的是NotoSerifCJKsc-Regular、SimHei，版面会与 Word 不同；"
            "请装上这些字体，或在装有它们的电脑上用 Word 或 WPS 另存为 PDF。"
        )
    ]
    assert to_pdf({"甲.docx": b"1"}, OFFICE, DAY, ("黑体",))[1] == []


def test_faces_are_found_in_packed_objects_too_and_a_file_without_any_says_nothing() -> None:
    packed = zlib.compress(b"/BaseFont/AAAAAA+FangSong_GB2312")
    assert faces_in(b"1 0 obj <</Type/ObjStm>>stream\n" + packed + b"endstream") == {"FangSong_GB2312"}
    assert replaced_faces(["仿宋"], []) == []
    assert replaced_faces(["仿宋"], ["FangSong_GB2312"]) == ["仿宋"]
