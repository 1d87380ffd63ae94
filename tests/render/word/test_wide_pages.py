"""Attachments with tables too wide for 10.5 points lie across; the rest of a paper stands upright."""

from __future__ import annotations

import io
from datetime import date

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from pipeline.render.pdf_breaks import with_breaks
from pipeline.render.word.chart_parts import RELATIONS
from pipeline.render.word.document import FilledDocument
from pipeline.render.word.filling import render_document
from pipeline.render.word.turned_numbers import turn_numbers
from tests.render.word_texts import template
from tools.word_template.blocks import cell, grid_table, paragraph, row
from tools.word_template.paper import end_imprint
from tools.word_template.parts import MAIN

_PLAIN = {"抄送": "县委办公室", "印发机关": "某县信访局", "印发日期": "2022年12月31日"}
FOOTER = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer"
UPRIGHT, ACROSS = WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE


def paper(columns: int, text: str, *, last: bool = False) -> docx.document.Document:
    """A paper whose 附件1 has a table of so many cells of ``text`` in a row; ``last``: without an attachment behind."""
    head, line = (
        row([cell(words, 0, style) for _ in range(columns)])
        for words, style in (("指标", "WideHead"), (text, "WideText"))
    )
    body = (
        paragraph("Normal", "正文")
        + paragraph("AttachmentLabel", "附件1")
        + grid_table((head, line), columns)
        + ("" if last else paragraph("AttachmentLabel", "附件2") + paragraph("Normal", "口径"))
        + end_imprint()
    )
    made = render_document(template(body=body), {**_PLAIN}, {}, title="宽表", made_on=date(2022, 12, 31))
    return docx.Document(io.BytesIO(made))


def styles(document: docx.document.Document) -> set[str]:
    return {p.style.style_id for each in document.tables[0].rows for c in each.cells for p in c.paragraphs}


def test_a_table_that_fits_stays_on_an_upright_page() -> None:
    """12 cells of 6 half characters need 31.5 points and 3 beside them: 8280 twips of 8844."""
    narrow = paper(12, "100.0%")
    assert [section.orientation for section in narrow.sections] == [UPRIGHT]
    assert styles(narrow) == {"WideHead", "WideText"}


def test_a_table_that_does_not_fit_lies_across_alone() -> None:
    """13 such cells need 8970 twips. What stands before and behind them stays upright, the 版记 too."""
    wide = paper(13, "100.0%")
    assert [section.orientation for section in wide.sections] == [UPRIGHT, ACROSS, UPRIGHT]
    assert styles(wide) == {"WideHead", "WideText"}
    assert sum(c.width.twips for c in wide.tables[0].rows[0].cells) == 12_756
    across = wide.sections[1]
    assert (across.page_width.twips, across.page_height.twips) == (16_838, 11_906)


def test_an_attachment_across_at_the_end_leaves_the_imprint_an_upright_page() -> None:
    assert [s.orientation for s in paper(13, "100.0%", last=True).sections] == [UPRIGHT, ACROSS, UPRIGHT]


def test_a_table_too_wide_even_across_is_set_smaller() -> None:
    """19 such cells need 13110 twips of 12756."""
    assert styles(paper(19, "100.0%")) == {"TableHead", "TableText"}


def test_a_page_across_has_its_number_where_the_bound_upright_pages_have_it() -> None:
    """Down the left edge, turned, along the line of an upright page: 1414 from the edge, 8844 long from 1588 on.

    The line keeps its style, so that it ends one character in on odd pages and begins so on even ones.
    """
    wide = paper(13, "100.0%")
    upright, across, behind = wide.sections
    for footer, plain, style in (
        (across.footer, upright.footer, "PageOdd"),
        (across.even_page_footer, upright.even_page_footer, "PageEven"),
    ):
        (table,) = footer.tables
        place = table._tbl.tblPr.find(qn("w:tblpPr"))
        assert [place.get(qn(f"w:{name}")) for name in ("horzAnchor", "vertAnchor")] == ["page", "page"]
        assert [int(place.get(qn(f"w:{name}"))) for name in ("tblpX", "tblpY")] == [1414, 1588]
        (row,) = table.rows
        assert row.height.twips == 8844
        (cell,) = row.cells
        assert cell._tc.tcPr.find(qn("w:textDirection")).get(qn("w:val")) == "tbRl"
        (line,) = cell.paragraphs
        assert (line.style.style_id, line._p.xml.count(" PAGE ")) == (style, 1)
        assert [p.style.style_id for p in plain.paragraphs] == [style]
    assert behind.footer.tables == []


def test_a_footer_without_a_number_stays_as_it_is() -> None:
    parts = {"word/footer1.xml": f'<w:ftr xmlns:w="{MAIN}"><w:p/></w:ftr>'.encode()}
    wide = paper(13, "100.0%")
    package = dict.fromkeys(("[Content_Types].xml", RELATIONS), b"")
    package["[Content_Types].xml"] = b"<Types/>"
    package[RELATIONS] = (
        f'<R><R Id="rIdOdd" Type="{FOOTER}" Target="footer1.xml"/><R Id="rIdEven" Type="{FOOTER}" Target="f.xml"/></R>'
    ).encode()
    assert turn_numbers(FilledDocument(wide.element, ""), package | parts) == {}
    assert turn_numbers(FilledDocument(paper(12, "100.0%").element, ""), {}) == {}


def test_libreoffice_alone_is_given_a_place_to_break_before_figures_in_brackets_and_between_numbers() -> None:
    """Between % and a bracket that begins with a figure, behind the 、 of matters' numbers; else the same bytes."""
    said = "率76.3%（17/20）、低于90%（含）的有QH01、QH02、甲镇"
    made = render_document(template(said), {}, {}, title="断", made_on=date(2022, 12, 31))
    text = "".join(p.text for p in docx.Document(io.BytesIO(with_breaks(made))).paragraphs)
    assert "率76.3%\u200b（17/20）、低于90%（含）的有QH01、\u200bQH02、甲镇" in text
    plain = render_document(template("甲"), {}, {}, title="断", made_on=date(2022, 12, 31))
    assert with_breaks(plain) is plain
