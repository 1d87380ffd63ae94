"""The manual says what the program does: commands can be typed, labels stand on the desk, no refusal is left out."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile

import pytest
from docx import Document

from pipeline.doors.command_line import Typed, read_words
from pipeline.messages import desk_words, form_words
from pipeline.messages.desk_page import DESK_PAGE
from pipeline.messages.refusals import REFUSALS
from pipeline.schema.registers import REGISTERS
from tools.bundle.packages import ROOT
from tools.manual.as_html import html
from tools.manual.as_word import word
from tools.manual.made import PAGES, manual_files, refusals, shown, text

MANUAL, TOWNSHIPS = text("manual"), text("township")
COMMAND = re.compile(r"`tongbao ([^`]+)`")
LABEL = re.compile(r"「([^」]+)」")
REFUSAL_TABLE = refusals()


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return manual_files()


@pytest.mark.parametrize("typed", sorted(set(COMMAND.findall(MANUAL))))
def test_every_command_of_the_manual_can_be_typed(typed: str):
    assert isinstance(read_words(typed.split(), ""), Typed)


@pytest.mark.parametrize("label", sorted(set(LABEL.findall(MANUAL))))
def test_every_label_of_the_manual_stands_on_the_desk(label: str):
    words = [*DESK_PAGE.values(), *(value for value in vars(desk_words).values() if isinstance(value, str))]
    assert any(label in re.sub(r"\{[a-z]+\}", "", word) for word in words)


def test_every_refusal_is_printed_with_what_to_do_and_none_twice():
    printed = re.findall(r"^\| (E\d{3}) \|", REFUSAL_TABLE, re.MULTILINE)
    assert printed == sorted(code for code, sentence in REFUSALS.items() if shown(sentence) is not None)
    without_words = {code for code in REFUSALS if code not in printed}
    assert without_words == {
        code for code in REFUSALS if not re.sub(r"\{[^}]*\}|[：；。]", "", REFUSALS[code]).strip("“” ")
    }
    assert REFUSAL_TABLE in MANUAL


def test_every_register_that_the_manual_names_is_one():
    chapter = MANUAL.split("## 四、")[1].split("## 五、")[0]
    named = re.findall(r"^\| ([^ |]+) \| [^|]+ \| [^|]+ \|$", chapter, re.MULTILINE)
    names = {register.name for register in REGISTERS}
    assert set(named) - {"表", "---"} <= names
    assert len(named) >= 7


def test_the_ten_examples_of_own_rules_are_a_chapter():
    assert re.findall(r"^## (.)、", MANUAL, re.MULTILINE) == list("一二三四五六七八九十")
    assert len(re.findall(r"^#### \d+\. ", MANUAL, re.MULTILINE)) == 10
    assert "](rules.md)" not in MANUAL


def test_what_the_page_for_townships_says_of_a_blank_ledger_is_what_the_form_says():
    form = "".join(form_words.LEDGER) + "".join(form_words.FILLED)
    for part in ("本月无信访事项，零报告", "上年10月1日以后办结的和尚未办结的也要填报", "受理日期：2023-02-10"):
        assert part in TOWNSHIPS
        assert part in form


def test_the_page_for_townships_is_one_page_long_enough_to_read():
    assert 400 < len(TOWNSHIPS) < 900


def test_every_picture_is_there_and_stands_in_both_forms(files):
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", MANUAL)
    assert len(pictures) >= 4
    assert all((PAGES / picture).resolve().is_file() for picture in pictures)
    assert files["使用手册.html"].count(b"data:image/png;base64,") == len(pictures)
    assert len(Document(io.BytesIO(files["使用手册.docx"])).inline_shapes) == len(pictures)


def test_pictures_are_small():
    assert all(place.stat().st_size < 150_000 for place in (ROOT / "docs" / "pictures").iterdir())


def test_the_document_has_every_heading_and_every_row_of_the_page(files):
    document = Document(io.BytesIO(files["使用手册.docx"]))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings == [line.lstrip("# ") for line in MANUAL.splitlines() if line.startswith("##")]
    assert len(document.tables[-1].rows) == REFUSAL_TABLE.count("\n") - 1 + 1
    assert "tblHeader" in document.tables[-1].rows[0]._tr.xml


def test_numbers_of_a_list_begin_again_after_a_heading():
    document = Document(io.BytesIO(word("# 甲\n\n## 乙\n\n1. 一\n2. 二\n\n## 丙\n\n1. 三\n", PAGES, title="甲")))
    assert [p.text for p in document.paragraphs if "\t" in p.text] == ["1.\t一", "2.\t二", "1.\t三"]


def test_the_page_asks_for_nothing_outside_itself(files):
    page = files["使用手册.html"].decode()
    assert re.findall(r'(?:src|href)="(?!data:)', page) == []
    assert page.count("<h2>") == MANUAL.count("\n## ")


def test_the_same_pages_give_the_same_bytes(files):
    again = manual_files()
    assert {name: again[name] == content for name, content in files.items()} == dict.fromkeys(files, True)
    with zipfile.ZipFile(io.BytesIO(files["使用手册.docx"])) as package:
        core = ET.fromstring(package.read("docProps/core.xml"))
    assert "python-docx" not in "".join(core.itertext())


def test_markup_in_a_page_is_shown_as_text():
    assert b"&lt;b&gt;" in html("# a\n\n`<b>`\n", PAGES)
