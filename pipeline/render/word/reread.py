"""Reading a finished document again: it must hold every value that a tag placed, and every number of its charts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from lxml import etree

from pipeline.base.place import column_letter
from pipeline.render.package import Deflated, inflated, members
from pipeline.render.word.chart import Chart
from pipeline.render.word.seen_text import seen_text
from pipeline.render.word.shown import Hiding, is_shown

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DESCRIBED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_TEXT, _STYLES = f"{_W}t", "word/styles.xml"
_OTHER_TEXTS = frozenset(
    {
        f"{_W}instrText",
        "{http://schemas.openxmlformats.org/officeDocument/2006/math}t",
        "{http://schemas.openxmlformats.org/drawingml/2006/main}t",
    }
)
_STRINGS, _SHEET = "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"
_SMALL = 8_000
"""Bytes of a head or foot at most; a document has more."""
_CHART = re.compile(r"word/charts/chart\d+\.xml")
Points = list[tuple[str, list[tuple[int, str]], list[tuple[int, str]]]]
"""Each series of a chart: its name, its categories and its numbers, both with their index from 0."""


def lost_values(package: bytes, placed: Mapping[str, Sequence[str]], charts: Sequence[Chart]) -> list[str]:
    """The values that the finished package lacks; [] when it has all. A lost chart is named by its ``meaning``.

    ``placed``: part -> the values put there, in order. Each value is searched for behind the one before it. White space
    is ignored, because a line break of a value is an element in Word. Only text that a reader sees counts (shown), and
    a value in an attribute, in a field's code or in a formula. A chart's numbers must be in its part and its workbook.
    """
    parts = members(package)
    hiding = _hiding(parts[_STYLES])
    lost = [value for part, values in placed.items() for value in _lost(parts[part], values, hiding)]
    drawn = [_drawn(parts, name) for name in parts if _CHART.fullmatch(name)] if charts else []
    for chart in charts:
        points, cells = _points(chart), _cells(chart)
        if (points, cells) not in drawn:
            lost.append(chart.meaning)
    return lost


@lru_cache(maxsize=8)
def _hiding(styles: Deflated) -> Hiding:
    return Hiding.read(inflated(styles))


def _lost(part: Deflated, values: Sequence[str], hiding: Hiding) -> list[str]:
    text = (_text_of if part.size > _SMALL else _known_text_of)(part, hiding)
    position, lost = 0, []
    for value in values:
        wanted = "".join(value.split())  # first, for what isn't there is searched for to the end of a long document
        place = text.find(wanted, position)
        if place >= 0:
            position = place + len(wanted)
        elif not any(wanted in "".join(other.split()) for other in _elsewhere(etree.fromstring(inflated(part)))):
            lost.append(value)
    return lost


def _text_of(part: Deflated, hiding: Hiding) -> str:
    """The text that a reader sees, or hears as an alternative text, in order and without white space."""
    xml = inflated(part)
    seen = seen_text(xml.decode("utf-8")) if hiding == Hiding(shows=hiding.shows) else None
    return _text(etree.fromstring(xml), hiding) if seen is None else seen


_known_text_of = lru_cache(maxsize=32)(_text_of)
"""The same for heads and feet, of which most papers of a run have the same."""


def _text(root: Any, hiding: Hiding) -> str:
    parts = (
        node.text or "" if node.tag == _TEXT else _heard(node)
        for node in root.iter(_TEXT, _DESCRIBED)
        if node.tag != _TEXT or is_shown(node, hiding)
    )
    return "".join("".join(parts).split())


def _heard(drawing: Any) -> str:
    return f"{drawing.get('title', '')}{drawing.get('descr', '')}"


def _elsewhere(root: Any) -> Iterator[str]:
    for node in root.iter():
        yield from node.attrib.values()
        if node.tag in _OTHER_TEXTS and node.text:
            yield node.text


def _points(chart: Chart) -> Points:
    names = list(enumerate(chart.categories))
    return [
        (line.name, names, [(i, repr(v)) for i, v in enumerate(line.values) if v is not None]) for line in chart.lines
    ]


def _cells(chart: Chart) -> dict[str, str]:
    """The workbook's cells: categories down column A, a series a column."""
    cells = {f"A{i}": name for i, name in enumerate(chart.categories, 2)}
    for column, line in enumerate(chart.lines, 1):
        letter = column_letter(column)
        cells[f"{letter}1"] = line.name
        cells |= {f"{letter}{i}": repr(value) for i, value in enumerate(line.values, 2) if value is not None}
    return cells


def _drawn(parts: Mapping[str, Deflated], name: str) -> tuple[Points, dict[str, str]]:
    """The series of a chart part and the cells of its workbook; {} for a chart without a workbook of ours."""
    root = etree.fromstring(inflated(parts[name]))
    points = [
        ("".join(v.text or "" for v in series.iterfind(f"{_C}tx//{_C}v")), _pairs(series, "cat"), _pairs(series, "val"))
        for series in root.iter(f"{_C}ser")
    ]
    book = parts.get(name.replace("charts", "embeddings").replace(".xml", ".xlsx"))
    behind = {} if book is None else members(inflated(book))
    if not behind.keys() >= {_STRINGS, _SHEET}:
        return points, {}
    strings = [item.findtext(f"{_S}t") or "" for item in etree.fromstring(inflated(behind[_STRINGS]))]
    cells = {}
    for cell in etree.fromstring(inflated(behind[_SHEET])).iter(f"{_S}c"):
        value = cell.findtext(f"{_S}v") or ""
        cells[cell.get("r")] = strings[int(value)] if cell.get("t") == "s" else value
    return points, cells


def _pairs(series: Any, part: str) -> list[tuple[int, str]]:
    return [(int(point.get("idx")), point.findtext(f"{_C}v") or "") for point in series.iterfind(f"{_C}{part}//{_C}pt")]
