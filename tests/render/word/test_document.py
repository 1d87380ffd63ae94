"""Properties of a paragraph are said in the order that the format demands, as python-docx says them."""

from __future__ import annotations

from copy import deepcopy

import pytest
from docx.oxml.parser import parse_xml
from docx.shared import Twips
from docx.text.paragraph import Paragraph
from lxml import etree

from pipeline.render.word.document import property_of, switch_on

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.mark.parametrize(
    "said",
    [
        "",
        "<w:pPr/>",
        '<w:pPr><w:pStyle w:val="Note"/></w:pPr>',
        '<w:pPr><w:pStyle w:val="Note"/><w:keepNext w:val="0"/><w:spacing w:line="1"/><w:jc w:val="left"/></w:pPr>',
        '<w:pPr><w:keepLines/><w:ind w:left="2" w:right="1"/><w:rPr/></w:pPr>',
        "<w:pPr><w:tabs/><w:sectPr/></w:pPr>",
    ],
)
def test_a_property_stands_where_python_docx_puts_it(said: str) -> None:
    ours = parse_xml(f'<w:p xmlns:w="{WORD}">{said}<w:r/></w:p>')
    other = Paragraph(deepcopy(ours), None)  # type: ignore[arg-type]
    property_of(ours, "ind").set(f"{{{WORD}}}right", "315")
    switch_on(ours, "keepNext")
    switch_on(ours, "pageBreakBefore")
    other.paragraph_format.right_indent = Twips(315)
    other.paragraph_format.keep_with_next = other.paragraph_format.page_break_before = True
    assert etree.tostring(ours) == etree.tostring(other._p)
