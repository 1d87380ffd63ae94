"""The text of a part is told from its markup where it provably stands in runs; otherwise a parser reads it."""

from __future__ import annotations

import pytest

from pipeline.render.package import unpack
from pipeline.render.papers.circular import MONTHLY
from pipeline.render.papers.feedback import FEEDBACK
from pipeline.render.papers.letters import REMIND
from pipeline.render.papers.paper import Kind
from pipeline.render.word.seen_text import seen_text
from tests.render.excel_samples import make_report
from tests.render.word_texts import papers

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
RUN = "<w:r><w:t>甲</w:t></w:r>"
DRAWN = f'<wp:docPr xmlns:wp="{DRAWING}" id="1" title="图" descr="走势 &amp; 得分"/>'
PICTURE = f"<w:r><w:drawing>{DRAWN}</w:drawing></w:r>"
LINES = '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve"> 乙\n丙 </w:t></w:r>'


def part(body: str, declared: str = "") -> str:
    return f'<?xml version="1.0"?>\n<w:document xmlns:w="{WORD}"{declared}><w:body>{body}</w:body></w:document>'


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<w:p/>", ""),
        (f"<w:p>{RUN}{LINES}</w:p>", "甲乙丙"),
        (f"<w:p>{RUN}</w:p><w:tbl><w:tr><w:tc><w:p>{RUN}</w:p></w:tc></w:tr></w:tbl>", "甲甲"),
        ("<w:p><w:hyperlink><w:r><w:t>A &lt; B</w:t><w:br/><w:t>&amp;lt;</w:t></w:r></w:hyperlink></w:p>", "A<B&lt;"),
        (f"<w:p>{PICTURE}{RUN}</w:p>", "图走势&得分甲"),
        (f"<w:p>{RUN}{PICTURE}</w:p>", "甲图走势&得分"),
    ],
)
def test_texts_in_runs_are_seen_in_their_order(body: str, text: str) -> None:
    assert seen_text(part(body)) == text


@pytest.mark.parametrize(
    "body",
    [
        f"94.4%<w:p>{RUN}</w:p>",
        f"<w:p>{RUN}94.4%</w:p>",
        f"<w:p>{RUN}</w:p>94.4%",
        "<w:p><w:t>甲</w:t></w:p>",
        "<w:p><w:r><w:t>甲<w:r><w:t>乙</w:t></w:r></w:t></w:r></w:p>",
        "<w:p><w:r><w:t><w:r><w:t>乙</w:t></w:r></w:t></w:r></w:p>",
        f"<w:p>{RUN}<w:del>{RUN}</w:del></w:p>",
        f"<w:p><w:del>{RUN}</w:del></w:p>",
        f"<w:p>{RUN}<w:moveFrom>{RUN}{RUN}</w:moveFrom></w:p>",
        f"<w:body>{RUN}</w:body>",
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>甲</w:t></w:r></w:p>",
        f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p>{RUN}</w:p></w:tc></w:tr></w:tbl>",
        f"<w:p>{RUN}<!--<w:r><w:t>乙</w:t></w:r>--></w:p>",
        "<w:p><w:r><w:t><![CDATA[甲]]></w:t></w:r></w:p>",
        "<w:p><w:r><w:t>&#x7532;</w:t></w:r></w:p>",
        "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>",
        f'<w:p>{RUN}<x:r xmlns:x="{WORD}"><x:t>乙</x:t></x:r></w:p>',
        f'<w:p>{RUN}<w:r xmlns:w="urn:x"><w:t>乙</w:t></w:r></w:p>',
        f'<w:p xmlns:wp="urn:x">{RUN}<wp:docPr descr="乙"/></w:p>',
        f'<w:p>{RUN}<d:docPr xmlns:d="{DRAWING}" descr="乙"/></w:p>',
    ],
)
def test_anything_else_is_left_to_a_parser(body: str) -> None:
    assert seen_text(part(body)) is None


def test_so_is_a_part_that_binds_the_names_otherwise() -> None:
    assert seen_text(part(f"<w:p>{RUN}</w:p>").replace(WORD, "urn:x")) is None
    assert seen_text(part(f"<w:p>{RUN}</w:p>", f' xmlns:x="{WORD}"')) is None


@pytest.mark.parametrize("kind", [MONTHLY, FEEDBACK, REMIND], ids=lambda kind: kind.name)
def test_the_papers_need_no_parser(kind: Kind) -> None:
    for content in papers(kind, make_report()).values():
        assert seen_text(unpack(content)["word/document.xml"].decode("utf-8"))
