"""Every finished document is read again: what a tag placed must be in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docx_integrity import check
from test_charts import BARS, LINES
from test_word import fill

from pipeline.render.package import pack, unpack
from pipeline.render.word import filling
from pipeline.render.word.document import FilledDocument
from pipeline.render.word.filling import DocumentFault
from pipeline.render.word.reread import lost_values
from tests.render.word_texts import outside_runs, template, texts
from tools.word_template.blocks import cell, grid_table, paragraph, row
from tools.word_template.parts import word_parts
from tools.word_template.styles import fonts_xml, styles_xml

DOCUMENT = "word/document.xml"


def changed(package: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The package with one part changed."""
    parts = unpack(package)
    return pack(parts | {part: change(parts[part])})


def test_a_value_that_the_finish_loses_stops_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(document: FilledDocument) -> None:
        paragraph = document.paragraphs[1]._p
        paragraph.getparent().remove(paragraph)

    monkeypatch.setattr(filling, "fit_signature", lose)
    with pytest.raises(DocumentFault) as caught:
        fill(template("{{ 一 }}", "{{ 二 }}", "{{ 三 }}"), 一="甲", 二="按期办结率94.4%", 三="丙")
    assert str(caught.value) == "成品里找不到应有的内容“按期办结率94.4%”；请检查模板中印这项内容的地方"


def test_a_value_is_looked_for_behind_the_one_before_it() -> None:
    content = fill(template("{{ 一 }}和{{ 二 }}"), 一="12件", 二="7件")
    assert lost_values(content, {DOCUMENT: ["12件", "7件"]}, []) == []
    assert lost_values(content, {DOCUMENT: ["7件", "12件"]}, []) == ["12件"]
    assert lost_values(content, {DOCUMENT: ["12件", "12件", "7件"]}, []) == ["12件"]


def test_a_line_break_in_a_value_and_text_parted_by_runs_are_no_loss() -> None:
    assert fill(template("{{ 题 }}"), 题="第一行\n第二行\t尾 ")
    body = grid_table((row([cell("{{ 甲 }}", 0), cell("{{ 乙 }}", 0)], 0),), 2)
    assert fill(template(body=body + paragraph("Normal", "x")), 甲="17/18\n94.4%", 乙="")


def test_a_value_in_an_attribute_counts() -> None:
    source = template("x{{ 甲 }}")
    content = changed(
        source,
        DOCUMENT,
        lambda xml: xml.replace("x{{ 甲 }}".encode(), b"x").replace(b"<w:p>", '<w:p w:rsidR="{{ 甲 }}">'.encode(), 1),
    )
    assert fill(content, 甲="00AB12CD")


def test_values_of_a_header_are_looked_for_in_the_header() -> None:
    parts = word_parts(paragraph("Normal", "正文"), styles_xml(), fonts_xml(), title="试", letter=True)
    content = fill(pack(parts), 机关标志="青禾县信访局")
    assert lost_values(content, {"word/header1.xml": ["青禾县信访局"]}, []) == []
    assert lost_values(content, {DOCUMENT: ["青禾县信访局"]}, []) == ["青禾县信访局"]


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/charts/chart1.xml", b"<c:v>97.3</c:v>", b"<c:v>97.4</c:v>"),
        ("word/charts/chart1.xml", "城关镇".encode(), "城南镇".encode()),
    ],
)
def test_a_chart_that_shows_another_number_or_name_is_found(part: str, old: bytes, new: bytes) -> None:
    content = fill(template("{{ 甲 }}{{ 乙 }}"), 甲=BARS, 乙=LINES)
    assert lost_values(content, {}, [BARS, LINES]) == []
    assert lost_values(changed(content, part, lambda xml: xml.replace(old, new)), {}, [BARS, LINES]) == ["两镇的得分"]


def test_a_workbook_that_holds_another_number_is_found() -> None:
    content = fill(template("{{ 甲 }}"), 甲=BARS)

    def change(book: bytes) -> bytes:
        return changed(book, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v>97.3</v>", b"<v>79.3</v>"))

    assert lost_values(changed(content, "word/embeddings/chart1.xlsx", change), {}, [BARS]) == ["两镇的得分"]


def test_a_record_or_a_list_is_never_printed_as_such() -> None:
    for value in ({"件数": 3}, ["甲", "乙"]):
        with pytest.raises(DocumentFault, match="有标签的值是一组数据，不是一个值"):
            fill(template("{{ 甲 }}"), 甲=value)


def test_yes_and_no_are_printed_in_words() -> None:
    assert texts(fill(template("{{ 甲 }}{{ 乙 }}"), 甲=True, 乙=False)) == ["是否"]


def test_a_full_width_tag_in_a_header_is_left_over_too() -> None:
    parts = word_parts(paragraph("Normal", "正文"), styles_xml(), fonts_xml(), title="试", letter=True)
    parts["word/header1.xml"] = parts["word/header1.xml"].replace(
        "{{ 机关标志 }}".encode(), "{{ 机关标志 }}｛｛县名｝｝".encode()
    )
    with pytest.raises(DocumentFault, match="没有被替换"):
        fill(pack(parts), 机关标志="甲")


OUTSIDE = (
    ("in the body", "<w:body>", "<w:body>94.4%"),
    ("in a paragraph", "<w:p>", "<w:p><w:t>94.4%</w:t>"),
    ("in a run within a text", "x</w:t>", "x<w:r><w:t>94.4%</w:t></w:r></w:t>"),
    ("beside a run", "</w:r>", "</w:r>94.4%"),
)


@pytest.mark.parametrize(("old", "new"), [each[1:] for each in OUTSIDE], ids=[each[0] for each in OUTSIDE])
def test_a_value_outside_runs_is_lost_though_both_checkers_pass_it(old: str, new: str, tmp_path: Path) -> None:
    whole = fill(template("x{{ 甲 }}"), 甲="94.4%")
    assert (lost_values(whole, {DOCUMENT: ["94.4%"]}, []), outside_runs(whole)) == ([], [])
    without = changed(whole, DOCUMENT, lambda xml: xml.replace(b"x94.4%", b"x"))
    moved = changed(without, DOCUMENT, lambda xml: xml.replace(old.encode(), new.encode(), 1))
    assert lost_values(moved, {DOCUMENT: ["94.4%"]}, []) == ["94.4%"]
    assert outside_runs(moved) == ["94.4%"]
    (tmp_path / "x.docx").write_bytes(moved)
    assert list(check(tmp_path / "x.docx")) == []


def test_a_value_in_a_hidden_run_or_style_is_lost() -> None:
    whole = fill(template("x{{ 甲 }}"), 甲="94.4%")
    hidden = changed(whole, DOCUMENT, lambda xml: xml.replace(b"<w:r>", b"<w:r><w:rPr><w:vanish/></w:rPr>", 1))
    assert lost_values(hidden, {DOCUMENT: ["94.4%"]}, []) == ["94.4%"]
    by_style = changed(whole, "word/styles.xml", lambda xml: xml.replace(b"<w:rPr>", b"<w:rPr><w:vanish/>", 1))
    assert lost_values(by_style, {DOCUMENT: ["94.4%"]}, []) == ["94.4%"]
