"""Filling and finishing any Word template: nothing missing, nothing left over, the page as the standard has it."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt, Twips

from pipeline.render.package import pack, unpack
from pipeline.render.word.filling import DocumentFault, render_document
from tests.render.word_texts import tables, template, texts
from tools.make_templates import TEMPLATES, make
from tools.word_template.blocks import cell, cells_of, grid_table, paragraph, row

ROOT = Path(__file__).resolve().parents[3]
DAY = date(2023, 2, 28)


def fill(content: bytes, office: dict[str, str] | None = None, **context: object) -> bytes:
    return render_document(content, context, office or {}, title="试", made_on=DAY)


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_the_committed_templates_are_what_the_script_makes(name: str) -> None:
    assert (ROOT / "templates" / name).read_bytes() == make(name)


def test_a_name_that_is_not_there_stops_the_document() -> None:
    with pytest.raises(DocumentFault, match="模板用了没有的名字（'期限' is undefined）；请对照可用的名字改正模板"):
        fill(template("{{ 期限 }}"), 期间="2023年2月")


@pytest.mark.parametrize("value", [None, float("nan")])
def test_a_missing_value_stops_the_document(value: object) -> None:
    with pytest.raises(DocumentFault, match="有标签的值是空的"):
        fill(template("{{ 期间 }}"), 期间=value)


def test_a_tag_in_full_width_braces_stops_the_document() -> None:
    with pytest.raises(
        DocumentFault,
        match=re.escape("模板里的标签“合计｛｛ 合计 ｝｝件”没有被替换；请检查是否用了全角括号，例如应写 {{ 期间 }}"),
    ):
        fill(template("合计｛｛ 合计 ｝｝件"), 合计="3")


def test_an_open_block_stops_the_document() -> None:
    with pytest.raises(DocumentFault, match="模板有误"):
        fill(template("{% if 期间 %}x"), 期间="y")


def test_a_template_can_not_reach_into_the_program() -> None:
    with pytest.raises(DocumentFault, match="模板"):
        fill(template("{{ 期间.__class__.__mro__[1].__subclasses__() }}"), 期间="y")


def test_a_file_that_is_no_document_is_told_as_such() -> None:
    with pytest.raises(DocumentFault, match=re.escape("模板不是可用的 .docx 文件；请换回程序自带的模板")):
        fill(b"PK not really")


def test_markup_in_a_value_is_text() -> None:
    assert texts(fill(template("{{ 名 }}"), 名="A & B <公司> \"x\" 'y'")) == ["A & B <公司> \"x\" 'y'"]


def test_no_clock_and_no_name_of_a_person_is_in_the_properties() -> None:
    properties = Document(io.BytesIO(fill(template("a")))).core_properties
    assert (properties.author, properties.last_modified_by, properties.title) == ("", "", "试")
    assert (properties.created.date(), properties.modified.date()) == (DAY, DAY)


def test_a_package_depends_on_its_parts_alone() -> None:
    parts = unpack(template("a"))
    assert pack(dict(reversed(parts.items()))) == pack(parts)
    assert next(iter(unpack(pack(parts)))) == "[Content_Types].xml"


def test_the_page_gives_22_lines_of_28_characters() -> None:
    section = Document(io.BytesIO(template("a"))).sections[0]
    margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert (section.page_width.twips, section.page_height.twips) == (11906, 16838)
    assert tuple(m.twips for m in margins) == (2098, 1474, 1984, 1588)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")


def test_every_style_says_its_line_its_grid_and_one_face_for_all_scripts() -> None:
    for style in Document(io.BytesIO(template("a"))).styles:
        if style.element.get(qn("w:type")) != "paragraph":
            continue
        form, fonts = style.element.find(qn("w:pPr")), style.element.find(qn("w:rPr")).find(qn("w:rFonts"))
        rule = "auto" if style.name == "图表" else "exact"  # which would cut a chart off
        assert form.find(qn("w:spacing")).get(qn("w:lineRule")) == rule, style.name
        assert form.find(qn("w:snapToGrid")).get(qn("w:val")) == "0", style.name
        faces = {fonts.get(qn(f"w:{key}")) for key in ("ascii", "hAnsi", "eastAsia", "cs")}
        assert len(faces) == 1, style.name
        assert fonts.get(qn("w:hint")) == "eastAsia", style.name


@pytest.mark.parametrize(
    ("text", "points"), [("青禾县信访局文件", 53.5), ("青禾县信访工作联席会议办公室文件", 26.5), ("文", 62.0)]
)
def test_the_mark_is_as_large_as_one_line_lets_it(text: str, points: float) -> None:
    document = Document(io.BytesIO(fill(template(body=paragraph("Mark", "{{ 名 }}")), 名=text)))
    assert document.paragraphs[0].runs[0].font.size == Pt(points)


def test_the_signer_is_centred_over_the_date() -> None:
    body = paragraph("Signer", "{{ 署名 }}") + paragraph("IssueDate", "{{ 日期 }}")
    document = Document(io.BytesIO(fill(template(body=body), 署名="青禾县信访局", 日期="2023年3月6日")))
    # Both six characters wide, so both stand four characters (4 × 315 twips) from the margin.
    assert document.paragraphs[0].paragraph_format.right_indent == Twips(1260)
    # Sixteen characters over six: 4 + (6 − 16)/2 would pass the margin; it stops there.
    document = Document(
        io.BytesIO(fill(template(body=body), 署名="青禾县信访工作联席会议办公室甲乙", 日期="2023年3月6日"))
    )
    assert document.paragraphs[0].paragraph_format.right_indent == Twips(0)


def test_repeated_columns_share_what_the_others_leave() -> None:
    line = row([cell("乡镇", 844), *cells_of("列 in 列们", "{{ 列 }}")], 360)
    content = fill(template(body=grid_table((line, line), 4) + paragraph("Normal", "x")), 列们=["甲", "乙", "丙"])
    assert tables(content) == [[["乡镇", "甲", "乙", "丙"]] * 2]
    table = Document(io.BytesIO(content)).tables[0]
    # 8844 less 844 is 8000, in three: 2667, 2667, 2666.
    assert [[c.width.twips for c in r.cells] for r in table.rows] == [[844, 2667, 2667, 2666]] * 2
    assert [c.width.twips for c in table.columns] == [844, 2667, 2667, 2666]


def test_the_faces_of_the_settings_take_the_place_of_the_templates_own() -> None:
    new_parts = unpack(fill(template("a"), {"正文字体": "仿宋", "页码字体": "Times New Roman"}))
    assert b"\xe4\xbb\xbf\xe5\xae\x8b_GB2312" not in new_parts["word/styles.xml"]
    assert 'w:eastAsia="仿宋"'.encode() in new_parts["word/styles.xml"]
    assert b'w:ascii="Times New Roman"' in new_parts["word/styles.xml"]
