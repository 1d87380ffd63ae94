"""The measures of a template's paragraph styles, by which layout is worked out."""

from __future__ import annotations

from dataclasses import dataclass

from docx.oxml.parser import parse_xml
from docx.styles.style import ParagraphStyle


@dataclass(frozen=True, slots=True)
class Form:
    """The measures of a paragraph style: ``size`` in points, the others in twips.

    ``line``: line height; ``indents``: left and right together; ``first``: first line; ``breaks``: whether it begins a
    page; ``keeps``: whether it stays on the page of what follows.
    """

    size: float
    line: int
    before: int
    after: int
    indents: int
    first: int
    breaks: bool
    keeps: bool


def forms_of(styles_xml: bytes) -> dict[str, Form]:
    """Every paragraph style of word/styles.xml by its id."""
    styles = (ParagraphStyle(element) for element in parse_xml(styles_xml).style_lst if element.type == 1)
    return {style.style_id: _form(style) for style in styles}


def _form(style: ParagraphStyle) -> Form:
    form = style.paragraph_format
    return Form(
        size=16.0 if style.font.size is None else style.font.size.pt,
        line=twips(form.line_spacing),
        before=twips(form.space_before),
        after=twips(form.space_after),
        indents=twips(form.left_indent) + twips(form.right_indent),
        first=max(0, twips(form.first_line_indent)),
        breaks=bool(form.page_break_before),
        keeps=bool(form.keep_with_next),
    )


def twips(value: object) -> int:
    """A length of python-docx in twips; 0 for none and for a line spacing in lines."""
    return int(getattr(value, "twips", 0))
