"""The measures of GB/T 9704-2012 in the documents themselves, with styles resolved by a library that isn't ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx_plus.styles import iter_resolved_paragraphs

pytestmark = pytest.mark.slow

KEPT = Path(__file__).resolve().parents[2] / "cases" / "documents"
BODY, HEI, KAI, SONG_TITLE = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"
TWO_CHARACTERS = 630
RED = "FF0000"
# Style -> face, points, line in twips, first line in twips, alignment.
STANDARD = {
    "Normal": (BODY, 16, 579, TWO_CHARACTERS, "both"),
    "Closing": (BODY, 16, 579, TWO_CHARACTERS, "both"),
    "Heading1": (HEI, 16, 579, TWO_CHARACTERS, "both"),
    "Heading2": (KAI, 16, 579, TWO_CHARACTERS, "both"),
    "DocumentNumber": (BODY, 16, 579, 0, "center"),
    "DocumentTitle": (SONG_TITLE, 22, 700, 0, "center"),
    "Addressee": (BODY, 16, 579, 0, "both"),
    "Signer": (BODY, 16, 579, 0, "right"),
    "IssueDate": (BODY, 16, 579, 0, "right"),
    "Note": (BODY, 16, 579, TWO_CHARACTERS, "both"),
    "AttachmentLabel": (HEI, 16, 579, 0, "left"),
}


def resolved(name: str) -> list[tuple[str, object]]:
    """(Style, its effective formatting) of every paragraph."""
    return [
        (str(each.formatting.style_id), each.formatting)
        for each in iter_resolved_paragraphs(Document(str(KEPT / name)))
    ]


@pytest.mark.parametrize("name", ["月度通报.docx", "年度通报表扬.docx", "石门乡-督办函.docx", "东禾镇-工作提示函.docx"])
def test_every_paragraph_of_a_paper_has_the_face_size_line_and_indent_of_the_standard(name: str) -> None:
    paragraphs = resolved(name)
    wrong = [
        (style, measures)
        for style, form in paragraphs
        if style in STANDARD
        and (measures := (form.font_name, form.font_size, form.line_spacing, form.indent_first_line, form.alignment))
        != STANDARD[style]
    ]
    assert wrong == []
    assert {"Normal", "Heading1", "DocumentTitle", "Signer", "IssueDate"} <= {style for style, _ in paragraphs}
    assert {form.line_spacing_rule for style, form in paragraphs if style in STANDARD} == {"exact"}


@pytest.mark.parametrize("name", sorted(path.name for path in KEPT.glob("*.docx")))
def test_no_paragraph_is_bold_or_red_but_the_mark_and_none_adds_space(name: str) -> None:
    """The levels of headings differ only by their face, and only the mark is red."""
    paragraphs = [
        (style, form)
        for style, form in resolved(name)
        if style not in ("TableCaption", "NewPageCaption", "LetterNumber")
    ]
    assert [style for style, form in paragraphs if form.bold or form.italic or form.underline] == []
    assert [style for style, form in paragraphs if form.color_rgb == RED and style not in ("Mark", "LetterMark")] == []
    assert [
        style for style, form in paragraphs if (form.spacing_before or form.spacing_after) and style != "Mark"
    ] == []
