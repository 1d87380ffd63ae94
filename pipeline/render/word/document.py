"""A filled document as python-docx's elements, without a package around it, for the finish of its layout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.oxml.table import CT_Tbl
from docx.oxml.text.paragraph import CT_P
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from pipeline.render.word.plain_tables import FOLDED, NUMBER, PlainTable, fold, unfold

Block = Paragraph | Table
_PROPERTIES, _STYLE, _VALUE, _RUN, _TEXT = (qn(f"w:{name}") for name in ("pPr", "pStyle", "val", "r", "t"))
_TABLE = qn("w:tbl")
_OF_STYLE = etree.XPath("w:p[w:pPr/w:pStyle/@w:val = $style]", namespaces=nsmap)
_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t"}
_ORDER = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_RANK = {qn(f"w:{name}"): place for place, name in enumerate(_ORDER.split())}
"""A paragraph's properties in the order that the format demands."""
_NO_PARENT = cast("Any", None)
"""python-docx asks a paragraph's parent only for its package, which nothing here needs."""


@dataclass(frozen=True)
class FilledDocument:
    """The part word/document.xml. Its lists hold the body's own paragraphs and tables, not those within tables.

    ``text``: the part as it was parsed. ``plain``: the rows of tables that aren't in the tree (plain_tables), in the
    order of their marks there.
    """

    root: Any
    text: str
    plain: tuple[PlainTable, ...] = ()

    @classmethod
    def parse(cls, xml: str) -> FilledDocument:
        """Parse a filled part. Raises lxml.etree.XMLSyntaxError when the template's tags overlapped."""
        return cls(parse_xml(xml.encode("utf-8")), xml)

    @classmethod
    def folded(cls, xml: str) -> FilledDocument:
        """The same with the rows of plain tables beside the tree. Raises as ``parse`` does."""
        text, tables = fold(xml)
        document = cls(parse_xml(text.encode("utf-8")), text, tuple(tables))
        own = sum(table.find(FOLDED) is not None for table in document.root.body.iterchildren(_TABLE))
        return document if own == len(tables) else cls.parse(xml)  # One in a cell or a text box isn't the body's own.

    def rows_of(self, table: Any) -> PlainTable | None:
        """The rows of a w:tbl that aren't in the tree; None where they are."""
        mark = table.find(FOLDED) if self.plain else None
        return None if mark is None else self.plain[int(mark.get(NUMBER))]

    @property
    def blocks(self) -> list[Block]:
        """Paragraphs and tables in their order."""
        blocks: list[Block] = []
        for element in self.root.body:
            if isinstance(element, CT_P):
                blocks.append(Paragraph(element, _NO_PARENT))
            elif isinstance(element, CT_Tbl):
                blocks.append(Table(element, _NO_PARENT))
        return blocks

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs in their order."""
        return [block for block in self.blocks if isinstance(block, Paragraph)]

    @property
    def tables(self) -> list[Table]:
        """The tables in their order."""
        return [block for block in self.blocks if isinstance(block, Table)]

    def of_style(self, style_id: str) -> list[Paragraph]:
        """The paragraphs that name a style, which is another one than Normal."""
        if style_id not in self.text:
            return []
        return [Paragraph(element, _NO_PARENT) for element in _OF_STYLE(self.root.body, style=style_id)]

    @property
    def xml(self) -> bytes:
        """The part's bytes."""
        part: bytes = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return unfold(part, self.plain) if self.plain else part


def style_id_of(paragraph: Paragraph) -> str:
    """The id of a paragraph's style."""
    return style_of(paragraph._p)  # noqa: SLF001 - paragraph.style asks the package


def style_of(element: Any) -> str:
    """The id of a w:p's style. A path to find takes several times as long."""
    for properties in element.iterchildren(_PROPERTIES):
        for style in properties.iterchildren(_STYLE):
            return str(style.get(_VALUE))
    return "Normal"


def property_of(element: Any, name: str) -> Any:
    """The property of a w:p, added in its place where it isn't there, in a tenth of python-docx's time."""
    properties, tag = element.get_or_add_pPr(), qn(f"w:{name}")
    before = 0
    for child in properties:
        if child.tag == tag:
            return child
        if _RANK.get(child.tag, 0) > _RANK[tag]:
            break
        before += 1
    added = OxmlElement(f"w:{name}")
    properties.insert(before, added)
    return added


def switch_on(element: Any, name: str) -> None:
    """Say of a w:p that it has a property that is said or not."""
    property_of(element, name).attrib.pop(_VALUE, None)


def plain_text(element: Any) -> str:
    """The text of a w:p, as Paragraph.text of python-docx gives it, in a tenth of the time."""
    nodes = (node for run in element.iter(_RUN) for node in run.iterchildren(_TEXT, *_BREAKS))
    return "".join(node.text or "" if node.tag == _TEXT else _BREAKS[node.tag] for node in nodes)
