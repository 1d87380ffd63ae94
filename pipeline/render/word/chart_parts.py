"""Charts in a Word package: the drawing in the tag's place, the chart part, its workbook, and their relationships."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count, islice
from xml.sax.saxutils import quoteattr

from lxml import etree

from pipeline.render.package import Deflated, deflated
from pipeline.render.word.chart import Chart
from pipeline.render.word.chart_shape import chart_parts

RELATIONS, TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MILLIMETRE = 36_000
_WIDTH, _LINES_HEIGHT = 156 * _MILLIMETRE, 62 * _MILLIMETRE
_BAR, _BARS_ROOM, _BARS_MOST = 5 * _MILLIMETRE, 8 * _MILLIMETRE, 205 * _MILLIMETRE
_FIRST_ID = 50_000
"""The first id of our drawings; Word numbers those of a template from 1."""


class Drawing(str):
    """Markup that a template inserts without escaping it."""

    __slots__ = ()

    def __html__(self) -> str:
        """The markup, by the protocol that Jinja asks."""
        return str(self)


@dataclass
class Charts:
    """The charts that the tags of one document placed.

    ``face``: the face of the charts' text.
    """

    face: str
    placed: list[Chart] = field(default_factory=list)

    def draw(self, chart: Chart) -> Drawing:
        """The drawing, in a run of its own: the tag's run ends before it, and another begins behind it."""
        self.placed.append(chart)
        number = len(self.placed)
        return Drawing(
            f'</w:t></w:r><w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}" distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{_WIDTH}" cy="{height(chart)}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
            f'<wp:docPr id="{_FIRST_ID + number}" name="图表 {number}" descr={quoteattr(chart.meaning)}/>'
            f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{_MAIN}"><a:graphicData uri="{_CHART}">'
            f'<c:chart xmlns:c="{_CHART}" xmlns:r="{_OFFICE}" r:id="{_link(number)}"/></a:graphicData></a:graphic>'
            '</wp:inline></w:drawing></w:r><w:r><w:t xml:space="preserve">'
        )

    def files(self, parts: Mapping[str, bytes]) -> dict[str, bytes | Deflated]:
        """The parts to add, and the package's lists of types and relationships with these parts in them.

        ``parts``: those of the package, whose names the charts must not take.
        """
        if not self.placed:
            return {}
        free = (n for n in count(1) if _chart_name(n) not in parts and _book_name(n) not in parts)
        files = tuple(islice(free, len(self.placed)))
        added: dict[str, bytes | Deflated] = dict(_lists(parts[TYPES], parts[RELATIONS], files))
        for file, chart in zip(files, self.placed, strict=True):
            added[_chart_name(file)], added[_book_name(file)] = chart_parts(chart, self.face)
        return added


def height(chart: Chart) -> int:
    """The height of a chart in English metric units. Bars need one by their number, up to a page under its caption."""
    if chart.kind == "折线图":
        return _LINES_HEIGHT
    return min(_BARS_MOST, _BARS_ROOM + _BAR * len(chart.categories))


@lru_cache(maxsize=32)
def _lists(types_part: bytes, relations_part: bytes, files: tuple[int, ...]) -> dict[str, Deflated]:
    """What leads to the charts ``files``: the package's two lists with them, and each one's way to its workbook.

    All papers of a template with equally many charts have the same.
    """
    types, relations = etree.fromstring(types_part), etree.fromstring(relations_part)
    default, override = (f"{{{_PACKAGE}/content-types}}{tag}" for tag in ("Default", "Override"))
    relationship = f"{{{_PACKAGE}/relationships}}Relationship"
    if not any(kind.get("Extension") == "xlsx" for kind in types):
        types.insert(0, etree.Element(default, Extension="xlsx", ContentType=_BOOK_TYPE))
    added: dict[str, bytes] = {}
    for number, file in enumerate(files, 1):
        added[f"word/charts/_rels/chart{file}.xml.rels"] = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/package" Target="../embeddings/chart{file}.xlsx"/></Relationships>'
        ).encode()
        etree.SubElement(types, override, PartName=f"/{_chart_name(file)}", ContentType=_CHART_TYPE)
        target = f"charts/chart{file}.xml"
        etree.SubElement(relations, relationship, Id=_link(number), Type=f"{_OFFICE}/chart", Target=target)
    for name, root in {TYPES: types, RELATIONS: relations}.items():
        added[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return {name: deflated(part) for name, part in added.items()}


def _link(number: int) -> str:
    return f"rIdDataChart{number}"


def _chart_name(file: int) -> str:
    return f"word/charts/chart{file}.xml"


def _book_name(file: int) -> str:
    return f"word/embeddings/chart{file}.xlsx"
