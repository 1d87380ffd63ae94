"""Layout that depends on the values in a document: sizes by a text's length, column widths, row heights, faces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import ceil
from typing import Any, cast

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import parse_xml
from docx.shared import Pt, Twips
from docx.text.paragraph import Paragraph
from lxml import etree

from pipeline.render.phrases import width_in_characters
from pipeline.render.word.document import FilledDocument, plain_text, property_of, style_of, switch_on
from pipeline.render.word.forms import Form
from pipeline.render.word.plain_tables import CELL_AIR
from pipeline.schema.settings_sheets import OFFICE_DEFAULTS

LINE_POINTS = 442.2
"""The width of the text, 156 mm."""
MARK, LETTER_MARK, SIGNER, ISSUE_DATE, NOTE, IMPRINT, COPIES = (
    "Mark",
    "LetterMark",
    "Signer",
    "IssueDate",
    "Note",
    "Imprint",
    "ImprintCopies",
)
"""Ids of the styles whose paragraphs are fitted; a template without them is left as it is."""

FACES = ("标题字体", "正文字体", "楷体字体", "黑体字体", "页码字体")
_LARGEST_MARK = 62.0  # points: a character 15 mm high at most, as the standard says, with some air
_MARK_TOP = 1984  # twips: the ink is 35 mm under the top of the text area
_MARK_LINE, _MARK_AIR = 1.3, 0.17  # a line of 1.3 of the size; ink begins 0.17 of the size below its top
_CHARACTER = 315  # twips
_LARGEST_LETTER_MARK, _LETTER_POINTS = 30.0, 481.9  # points; the rules of a letter are 170 mm long
_LETTER_TOP = 952  # twips from the header's top to the ink of the mark, which is 30 mm under the paper's edge
_HEADER_TO_TEXT, _UNDER_MARK = 1247, 310  # twips: from a header's top to the text; the space and the rules under a mark
_IMPRINT_POINTS, _IMPRINT_SIZE, _IMPRINT_LINE, _COPIES_HANG = 414.2, 14.0, 480, 3
_DATE_INDENT = 4  # characters
_PARAGRAPH, _TABLE, _ROW, _CELL = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc"))
_VALUE, _RULE, _WIDTH, _TYPE = (qn(f"w:{name}") for name in ("val", "hRule", "w", "type"))
_RIGHT, _FIRST_LINE, _HANGING, _LINE, _LINE_RULE, _DRAWING = (
    qn(f"w:{name}") for name in ("right", "firstLine", "hanging", "line", "lineRule", "drawing")
)
_CELL_PROPERTIES, _CELL_WIDTH, _GRID_COLUMN = (qn(f"w:{name}") for name in ("tcPr", "tcW", "gridCol"))
_IMPRINT_PARAGRAPHS = etree.XPath(".//w:p[w:pPr/w:pStyle[@w:val = $imprint or @w:val = $copies]]", namespaces=nsmap)
_FLOATING, _HEIGHT, _TABLE_WIDTH = (
    "/".join(qn(f"w:{name}") for name in path.split("/")) for path in ("tblPr/tblpPr", "trPr/trHeight", "tblPr/tblW")
)


def faces(office: Mapping[str, str]) -> dict[str, str]:
    """Face in the templates -> the office's face, where 单位 names another."""
    return {
        OFFICE_DEFAULTS[key]: office[key] for key in FACES if office.get(key) and office[key] != OFFICE_DEFAULTS[key]
    }


def office_faces(office: Mapping[str, str]) -> list[str]:
    """The faces that the office's papers name, each once."""
    return list(dict.fromkeys(office.get(key) or OFFICE_DEFAULTS[key] for key in FACES))


def set_faces(part: bytes, chosen: Mapping[str, str]) -> bytes:
    """A part with its faces replaced by those ``chosen``; the same bytes when it names none of them."""
    if not any(face.encode("utf-8") in part for face in chosen):
        return part
    root = etree.fromstring(part)
    for fonts in root.iter(qn("w:rFonts")):
        for key, value in fonts.attrib.items():
            fonts.set(key, chosen.get(value, value))
    changed: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return changed


def fit_mark(document: FilledDocument) -> None:
    """Set 发文机关标志 as large as it fits on one line, its ink 35 mm under the top of the text area."""
    for paragraph in document.of_style(MARK):
        size = min(_LARGEST_MARK, mark_size(len(paragraph.text)))
        form = paragraph.paragraph_format
        form.space_before = Twips(_MARK_TOP - round(20 * size * _MARK_AIR))
        form.line_spacing = Twips(round(20 * size * _MARK_LINE))
        for run in paragraph.runs:
            run.font.size = Pt(size)


def mark_size(characters: int) -> float:
    """The size, in half points, at which so many characters fill 97 % of the line.

    >>> mark_size(17), mark_size(8)
    (25.0, 53.5)
    """
    return int(2 * LINE_POINTS * 0.97 / max(characters, 1)) / 2


@lru_cache(maxsize=32)
def fit_letter_mark(part: bytes) -> bytes:
    """A part with the mark of a letter's header on one line, its ink 30 mm under the paper's edge.

    A part without such a mark is given back as it is. Most letters of a run have the same header.
    """
    if LETTER_MARK.encode("ascii") not in part:
        return part
    root = parse_xml(part)
    marks = [p for p in root.iter(_PARAGRAPH) if style_of(p) == LETTER_MARK]
    if not marks:
        return part
    for mark in marks:
        paragraph = Paragraph(mark, cast("Any", None))
        size = _letter_mark_size(len(paragraph.text))
        paragraph.paragraph_format.space_before = Twips(_LETTER_TOP - round(20 * size * _MARK_AIR))
        paragraph.paragraph_format.line_spacing = Twips(round(20 * size * _MARK_LINE))
        for run in paragraph.runs:
            run.font.size = Pt(size)
    changed: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return changed


def _letter_mark_size(characters: int) -> float:
    return min(_LARGEST_LETTER_MARK, int(2 * _LETTER_POINTS * 0.97 / max(characters, 1)) / 2)


def lowered_by_mark(document: FilledDocument, parts: Iterable[str]) -> int:
    """The twips by which a letter's first page begins lower than others, for the mark in its header; 0 without one.

    ``parts``: the other filled parts.
    """
    marks = [mark for part in parts for mark in _letter_marks(part)]
    if not marks or not document.root.body.sectPr.titlePg_val:
        return 0
    size = _letter_mark_size(len(marks[0]))
    below = _LETTER_TOP + round(20 * size * (_MARK_LINE - _MARK_AIR)) + _UNDER_MARK
    return max(0, below - _HEADER_TO_TEXT)


@lru_cache(maxsize=32)
def _letter_marks(part: str) -> tuple[str, ...]:
    """The texts of a part's marks. Most letters of a run have the same header."""
    if LETTER_MARK not in part:
        return ()
    paragraphs = etree.fromstring(part.encode("utf-8")).iter(_PARAGRAPH)
    return tuple(plain_text(p) for p in paragraphs if style_of(p) == LETTER_MARK)


def fit_imprint(document: FilledDocument) -> None:
    """Fit the texts of the 版记.

    抄送 gets as many lines as it needs, indented to behind its colon; a 印发机关 too long for one line gets a smaller
    size.
    """
    for element in _IMPRINT_PARAGRAPHS(document.root, imprint=IMPRINT, copies=COPIES):
        style, row = style_of(element), element.getparent().getparent()
        if row.tag != _ROW:
            continue
        paragraph = Paragraph(element, cast("Any", None))
        text = plain_text(element)
        if style == COPIES:
            line = _IMPRINT_POINTS / _IMPRINT_SIZE
            more = max(0, ceil((width_in_characters(text) - line) / (line - _COPIES_HANG)))
            row.trHeight_val = Twips(_IMPRINT_LINE * (1 + more))
        else:
            size = int(2 * _IMPRINT_POINTS / (width_in_characters(text.replace("\t", "")) + 1)) / 2
            for run in paragraph.runs if size < _IMPRINT_SIZE else ():
                run.font.size = Pt(size)


def free_drawings(document: FilledDocument) -> None:
    """Give a paragraph with a chart or picture the height that it needs and no indent; an exact height would cut it."""
    for drawing in document.root.iter(_DRAWING) if "<w:drawing" in document.text else ():
        paragraph = next(drawing.iterancestors(_PARAGRAPH))
        spacing, indent = property_of(paragraph, "spacing"), property_of(paragraph, "ind")
        spacing.set(_LINE, "240")
        spacing.set(_LINE_RULE, "auto")
        for name in (_FIRST_LINE, _HANGING):
            indent.attrib.pop(name, None)
        indent.set(_FIRST_LINE, "0")


def grow_rows(document: FilledDocument, forms: Mapping[str, Form]) -> None:
    """Enlarge each row of exact height to what the text of its cells needs, so that no name is cut off."""
    for plain in document.plain:
        plain.grow(forms)
    for table in document.root.iter(_TABLE):
        if table.find(_FLOATING) is not None:
            continue  # The 版记 is fitted by fit_imprint.
        for row in table.iterchildren(_ROW):
            height = row.find(_HEIGHT)
            if height is None or height.get(_RULE) != "exact":
                continue
            needed = max((_needed(cell, forms) for cell in row.iterchildren(_CELL)), default=0)
            if needed > int(height.get(_VALUE)):
                height.set(_VALUE, str(needed))


def _needed(cell: Any, forms: Mapping[str, Form]) -> int:
    """The twips that a cell's paragraphs need at its width."""
    room = _own_width(cell) - CELL_AIR
    total = 0
    for paragraph in cell.iterchildren(_PARAGRAPH):
        form = forms[style_of(paragraph)]
        lines = [width_in_characters(line) * 20 * form.size for line in plain_text(paragraph).split("\n")]
        total += form.line * sum(
            max(1, ceil(ink / (room - form.indents))) if room > form.indents else 1 for ink in lines
        )
    return total


def fit_signature(document: FilledDocument) -> None:
    """Centre 署名 over 成文日期, which ends four characters before the right margin, and keep 附注 together.

    Otherwise the last of several 附注 might be alone on a page, without a word of the text.
    """
    dates = [width_in_characters(_text(p)) for p in document.of_style(ISSUE_DATE)]
    for paragraph, date_width in zip(document.of_style(SIGNER), dates, strict=False):
        right = _DATE_INDENT + (date_width - width_in_characters(_text(paragraph))) / 2
        property_of(paragraph._p, "ind").set(_RIGHT, str(max(0, round(right * _CHARACTER))))  # noqa: SLF001 - as _text
    for paragraph in document.of_style(NOTE)[:-1]:
        switch_on(paragraph._p, "keepNext")  # noqa: SLF001


def _text(paragraph: Paragraph) -> str:
    return plain_text(paragraph._p)  # noqa: SLF001 - python-docx's own text takes ten times as long


def share_columns(document: FilledDocument) -> None:
    """Divide what is left of a table's width among the cells without a width of their own, alike in every row.

    So a column that a template repeats per indicator needs no width. A table with joined cells is left as it is.
    """
    for table in document.root.body.iterchildren(_TABLE):
        plain = document.rows_of(table)
        rows = [list(row.iterchildren(_CELL)) for row in table.iterchildren(_ROW)]
        if plain is None and len({len(cells) for cells in rows}) != 1:
            continue
        widths = [cell.width for cell in plain.rows[0].cells] if plain else [_own_width(cell) for cell in rows[0]]
        if 0 in widths:
            share, remainder = divmod(int(table.find(_TABLE_WIDTH).get(_WIDTH)) - sum(widths), widths.count(0))
            shares = iter([share + (i < remainder) for i in range(widths.count(0))])
            widths = [width or next(shares) for width in widths]
            if plain:
                plain.widths = widths
            for cells in rows:
                for cell, width in zip(cells, widths, strict=True):
                    _state(cell, width)
        grid = table.tblGrid
        for column in list(grid.gridCol_lst):
            grid.remove(column)
        for width in widths:
            etree.SubElement(grid, _GRID_COLUMN).set(_WIDTH, str(width))


def _state(cell: Any, width: int) -> None:
    """Give a cell a width in twips."""
    stated = _stated(cell)
    if stated is None:
        cell.width = Twips(width)
    else:
        stated.set(_TYPE, "dxa")
        stated.set(_WIDTH, str(width))


def _own_width(cell: Any) -> int:
    """The width in twips that a cell states; 0 when it states none."""
    width = _stated(cell)
    return int(width.get(_WIDTH)) if width is not None and width.get(_TYPE) == "dxa" else 0


def _stated(cell: Any) -> Any:
    """The element with a cell's width; None without one. A path to find takes several times as long."""
    for properties in cell.iterchildren(_CELL_PROPERTIES):
        for width in properties.iterchildren(_CELL_WIDTH):
            return width
    return None
