"""What a template can't say and a page of type needs: sizes that hang on a text's length, column widths, the office's faces."""

from __future__ import annotations

from collections.abc import Mapping

from docx.oxml.ns import qn
from docx.shared import Pt, Twips
from docx.table import Table
from lxml import etree

from pipeline.render.phrases import width_in_characters
from pipeline.render.word_document import FilledDocument
from pipeline.schema.settings_sheets import OFFICE_DEFAULTS

LINE_POINTS = 442.2
"""The text's width, 156 mm."""
MARK, SIGNER, ISSUE_DATE = "Mark", "Signer", "IssueDate"
"""Ids of the styles whose paragraphs are fitted; a template without them is left as it is."""

_FACES = ("标题字体", "正文字体", "楷体字体", "黑体字体", "页码字体")
_LARGEST_MARK = 62.0  # points: a character 15 mm high at most, as the standard says, with some air
_MARK_TOP = 1984  # twips: ink 35 mm under the top of the text area
_MARK_LINE, _MARK_AIR = 1.3, 0.17  # a line of 1.3 of the size; ink begins 0.17 of the size below its top
_CHARACTER = 315  # twips
_DATE_INDENT = 4  # characters


def faces(office: Mapping[str, str]) -> dict[str, str]:
    """A template's face -> the office's own, where 单位 names another."""
    return {OFFICE_DEFAULTS[key]: office[key] for key in _FACES if office.get(key) and office[key] != OFFICE_DEFAULTS[key]}


def set_faces(part: bytes, chosen: Mapping[str, str]) -> bytes:
    """A part with the office's faces in place of the template's own; the same bytes when it names none of them."""
    if not any(face.encode("utf-8") in part for face in chosen):
        return part
    root = etree.fromstring(part)
    for fonts in root.iter(qn("w:rFonts")):
        for key, value in fonts.attrib.items():
            fonts.set(key, chosen.get(value, value))
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def fit_mark(document: FilledDocument) -> None:
    """发文机关标志: as large as its length lets it stand on one line, its ink 35 mm under the top of the text area."""
    for paragraph in document.of_style(MARK):
        size = min(_LARGEST_MARK, mark_size(len(paragraph.text)))
        form = paragraph.paragraph_format
        form.space_before = Twips(_MARK_TOP - round(20 * size * _MARK_AIR))
        form.line_spacing = Twips(round(20 * size * _MARK_LINE))
        for run in paragraph.runs:
            run.font.size = Pt(size)


def mark_size(characters: int) -> float:
    """Points, in halves, at which so many characters fill the line but for 3 %.

    >>> mark_size(17), mark_size(8)
    (25.0, 53.5)
    """
    return int(2 * LINE_POINTS * 0.97 / max(characters, 1)) / 2


def fit_signature(document: FilledDocument) -> None:
    """署名 is centred over 成文日期, which stands four characters from the right margin."""
    dates = [width_in_characters(p.text) for p in document.of_style(ISSUE_DATE)]
    for paragraph, date_width in zip(document.of_style(SIGNER), dates, strict=False):
        right = _DATE_INDENT + (date_width - width_in_characters(paragraph.text)) / 2
        paragraph.paragraph_format.right_indent = Twips(max(0, round(right * _CHARACTER)))


def share_columns(document: FilledDocument) -> None:
    """Cells without a width of their own share what the others leave of their table's width, in every row alike.

    So a template's column that is repeated for each indicator needs no width. A table with joined cells is left as it is.
    """
    for table in document.tables:
        rows = [row._tr.tc_lst for row in table.rows]  # noqa: SLF001 - row.cells builds a grid anew for each row
        if len({len(cells) for cells in rows}) != 1:
            continue
        given = [0 if cell.width is None else cell.width.twips for cell in rows[0]]
        if 0 in given:
            share, rest = divmod(_table_width(table) - sum(given), given.count(0))
            shares = iter([share + (i < rest) for i in range(given.count(0))])
            given = [width or next(shares) for width in given]
            for cells in rows:
                for cell, width in zip(cells, given, strict=True):
                    cell.width = Twips(width)
        grid = table._tbl.tblGrid  # noqa: SLF001
        for column in list(grid.gridCol_lst):
            grid.remove(column)
        for width in given:
            grid.add_gridCol().w = Twips(width)


def _table_width(table: Table) -> int:
    return int(table._tbl.tblPr.find(qn("w:tblW")).get(qn("w:w")))  # noqa: SLF001
