"""Reading a finished document again: it must hold every value that a tag placed, and every number of its charts."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from lxml import etree

from pipeline.base.place import column_letter
from pipeline.render.word.chart import Chart
from pipeline.render.word.plain_tables import FOLDED, NUMBER, fold
from pipeline.render.word.shown import Hiding, in_place, is_shown

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
_HIDING_MARKS = (b"anish", b"hidden")
"""In the names of all elements that hide text: vanish, specVanish, hidden."""
_CHART = re.compile(r"word/charts/chart\d+\.xml")
Points = list[tuple[str, list[tuple[int, str]], list[tuple[int, str]]]]
"""Each series of a chart: its name, its categories and its numbers, both with their index from 0."""


def lost_values(package: bytes, placed: Mapping[str, Sequence[str]], charts: Sequence[Chart]) -> list[str]:
    """The values that the finished package lacks; [] when it has all. A lost chart is named by its ``meaning``.

    ``placed``: part -> the values put there, in order. Each value is searched for behind the one before it. White space
    is ignored, because a line break of a value is an element in Word. Only text that a reader sees counts (shown), and
    a value in an attribute, in a field's code or in a formula. A chart's numbers must be in its part and its workbook.
    """
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        hiding = _hiding(source.read(_STYLES))
        lost = [value for part, values in placed.items() for value in _lost(source.read(part), values, hiding)]
        drawn = [_drawn(source, name) for name in source.namelist() if _CHART.fullmatch(name)] if charts else []
    for chart in charts:
        points, cells = _points(chart), _cells(chart)
        if (points, cells) not in drawn:
            lost.append(chart.meaning)
    return lost


@lru_cache(maxsize=8)
def _hiding(styles: bytes) -> Hiding:
    return Hiding.read(styles)


def _lost(part: bytes, values: Sequence[str], hiding: Hiding) -> list[str]:
    plain = hiding == Hiding(shows=hiding.shows) and not any(mark in part for mark in _HIDING_MARKS)
    text, position, lost = _plain_text(part) if plain else _text(etree.fromstring(part), hiding), 0, []
    for value in values:
        wanted = "".join(value.split())
        place = text.find(wanted, position)
        if place >= 0:
            position = place + len(wanted)
        elif not any(wanted in "".join(other.split()) for other in _elsewhere(etree.fromstring(part))):
            lost.append(value)
    return lost


def _text(root: Any, hiding: Hiding) -> str:
    """The text that a reader sees, or hears as an alternative text, in order and without white space."""
    parts = (
        node.text or "" if node.tag == _TEXT else _heard(node)
        for node in root.iter(_TEXT, _DESCRIBED)
        if node.tag != _TEXT or is_shown(node, hiding)
    )
    return "".join("".join(parts).split())


def _plain_text(part: bytes) -> str:
    """The same of a part in which nothing hides text, so that only where a text stands counts.

    Rows of plain tables are read by their strict form, which no stray text has; all else by a parser.
    """
    folded, tables = fold(part.decode("utf-8"))
    parts: list[str] = []
    for node in etree.fromstring(folded.encode("utf-8")).iter(_TEXT, _DESCRIBED, FOLDED):
        if node.tag == FOLDED:
            parts += [tables[int(node.get(NUMBER))].text] if tables else []
        elif node.tag == _DESCRIBED:
            parts.append(_heard(node))
        elif in_place(node):
            parts.append(node.text or "")
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


def _pairs(series: Any, part: str) -> list[tuple[int, str]]:
    return [(int(point.get("idx")), point.findtext(f"{_C}v") or "") for point in series.iterfind(f"{_C}{part}//{_C}pt")]


def _drawn(source: zipfile.ZipFile, name: str) -> tuple[Points, dict[str, str]]:
    """The series of a chart part and the cells of its workbook; {} for a chart without a workbook of ours."""
    root = etree.fromstring(source.read(name))
    points = [
        ("".join(v.text or "" for v in series.iterfind(f"{_C}tx//{_C}v")), _pairs(series, "cat"), _pairs(series, "val"))
        for series in root.iter(f"{_C}ser")
    ]
    book = name.replace("charts", "embeddings").replace(".xml", ".xlsx")
    if book not in source.namelist():
        return points, {}
    with zipfile.ZipFile(io.BytesIO(source.read(book))) as behind:
        strings = [item.findtext(f"{_S}t") or "" for item in etree.fromstring(behind.read("xl/sharedStrings.xml"))]
        sheet = etree.fromstring(behind.read("xl/worksheets/sheet1.xml"))
    cells = {}
    for cell in sheet.iter(f"{_S}c"):
        value = cell.findtext(f"{_S}v") or ""
        cells[cell.get("r")] = strings[int(value)] if cell.get("t") == "s" else value
    return points, cells
