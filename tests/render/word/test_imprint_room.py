"""Where the 版记 finds its room: on the last page, or on the next with the end of the text, so that it isn't alone."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest

from pipeline.render.package import pack
from pipeline.render.word.filling import render_document
from tools.word_template.blocks import cell, grid_table, imprint, paragraph, row
from tools.word_template.parts import word_parts
from tools.word_template.styles import fonts_xml, styles_xml

IMPRINT = imprint((("", "抄送：甲。"), ("", "乙\t印发")))
"""Two rows, the rules and a line to spare: it stands beside 19 lines of 22."""


def lines(count: int) -> str:
    return paragraph("Normal", "甲") * count


def breaks(body: str, *, letter: bool = False) -> list[int]:
    """The indices of the paragraphs that begin a page, as a filled paper has them."""
    parts = word_parts(body, styles_xml(), fonts_xml(), title="试", letter=letter)
    made = render_document(pack(parts), {"机关标志": "某县信访局"}, {}, title="试", made_on=date(2023, 2, 28))
    paragraphs = docx.Document(io.BytesIO(made)).paragraphs
    return [at for at, each in enumerate(paragraphs) if each.paragraph_format.page_break_before]


@pytest.mark.parametrize("count", [10, 17, 18, 23, 40])
def test_the_imprint_stands_under_the_text_where_there_is_room(count: int) -> None:
    assert breaks(lines(count) + IMPRINT) == []


@pytest.mark.parametrize("count", [20, 21, 22, 44])
def test_the_last_paragraph_goes_on_with_the_imprint_where_there_is_none(count: int) -> None:
    assert breaks(lines(count) + IMPRINT) == [count - 1]


def test_what_is_kept_together_at_the_end_goes_on_as_a_whole() -> None:
    """Heading, last paragraph, signature, date and notes: no page has the signature or the 版记 without the text."""
    end = "".join(paragraph(style, "甲") for style in ("Heading1", "Closing", "Blank", "Signer", "IssueDate", "Note"))
    assert breaks(lines(15) + end + IMPRINT) == [15]
    assert breaks(lines(13) + end + IMPRINT) == []


def test_a_kept_end_that_fits_no_more_is_counted_on_the_page_to_which_it_goes() -> None:
    """Twenty lines and six that are kept together: these stand on the second page, where the 版记 has room."""
    assert breaks(lines(20) + paragraph("Closing", "甲") * 5 + paragraph("Note", "甲") + IMPRINT) == []


def test_the_imprint_has_a_page_of_its_own_behind_a_table_that_fills_one() -> None:
    """25 rows of 510 twips are 12750 of 12756; a row can't be sent on."""
    table = grid_table([row([cell("甲", 0)], 510)] * 25, 1)
    assert breaks(table + IMPRINT) == [0]


def test_the_imprint_has_a_page_of_its_own_where_all_of_the_page_is_kept_together() -> None:
    assert breaks(paragraph("Closing", "甲") * 20 + paragraph("Note", "甲") + IMPRINT) == [21]


def test_a_letters_first_page_has_less_room_for_the_mark_in_its_header() -> None:
    """A mark of 30 points reaches 693 twips into the text: 18 lines and the 版记 have room elsewhere, not there."""
    assert breaks(lines(18) + IMPRINT) == []
    assert breaks(lines(18) + IMPRINT, letter=True) == [17]
    assert breaks(lines(16) + IMPRINT, letter=True) == []
