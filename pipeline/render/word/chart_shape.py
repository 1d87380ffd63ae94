"""A native, editable chart: its XML and the workbook behind it, both written by XlsxWriter.

A chart of one shape (kind, number of categories and series) is built once, with marks in place of names and numbers;
for each chart of that shape the marks are replaced. Building each anew takes ten times as long, and a county has one
chart of the same shape per township.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree
from xlsxwriter import Workbook

from pipeline.render.package import Deflated, deflated, pack, unpack
from pipeline.render.word.chart import Chart, ChartKind

SHEET = "数据"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DAY = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_CHART, _SHEET, _STRINGS, _TYPES = (
    "xl/charts/chart1.xml",
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "[Content_Types].xml",
)
_DRAWN = re.compile(r"xl/(?:charts|drawings|worksheets/_rels)/")
_DRAWN_TYPES = re.compile(r'<Override PartName="/xl/(?:charts|drawings)/[^>]*/>')
_WIDTH = 1000
"""The mark of a number is 1000000 + 1000 × series + category."""
_POINT = re.compile(r'<c:pt idx="\d+"><c:v>(1\d{6})</c:v></c:pt>')
_CELL = re.compile(r'(<c r="[A-Z]+\d+" s="\d+"><v>)(1\d{6})(</v></c>)')
_NAME = re.compile(r"(?<=>)([cs]):(\d+)(?=</)")
# Dash and marker tell the lines apart on a black-and-white printer too.
_PENS = (
    ("#1F4E79", "solid", "circle"),
    ("#C55A11", "dash", "square"),
    ("#548235", "round_dot", "triangle"),
    ("#7F7F7F", "long_dash", "diamond"),
)
_GREY = {"color": "#BFBFBF", "width": 0.5}
_FLAGS = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")


@dataclass(frozen=True, slots=True)
class _Shape:
    kind: ChartKind
    categories: int
    series: int
    percent: bool
    least: float
    face: str


@dataclass(frozen=True, slots=True)
class _Built:
    """A built shape: ``chart``, ``sheet`` and ``strings`` hold marks; ``parts``: the workbook's others, packed."""

    chart: str
    sheet: str
    strings: str
    parts: Mapping[str, Deflated]


def chart_parts(chart: Chart, face: str) -> tuple[bytes, bytes]:
    """The chart part and its workbook; the same chart gives the same bytes.

    ``face``: the face of all its text. The chart part refers to its workbook as rId1.
    """
    built = _built(_Shape(chart.kind, len(chart.categories), len(chart.lines), chart.percent, _least(chart), face))

    def name(mark: re.Match[str]) -> str:
        index = int(mark[2])
        return escape(chart.categories[index] if mark[1] == "c" else chart.lines[index].name)

    def number(mark: str) -> str:
        series, category = divmod(int(mark) - 1_000_000, _WIDTH)
        value = chart.lines[series].values[category]
        return "" if value is None else repr(value)

    def point(element: re.Match[str]) -> str:
        return element[0].replace(element[1], value) if (value := number(element[1])) else ""

    def cell(element: re.Match[str]) -> str:
        return f"{element[1]}{value}{element[3]}" if (value := number(element[2])) else ""

    xml = _NAME.sub(name, _POINT.sub(point, built.chart))
    filled = {_SHEET: _CELL.sub(cell, built.sheet), _STRINGS: _NAME.sub(name, built.strings)}
    return xml.encode("utf-8"), pack({**built.parts, **{part: text.encode("utf-8") for part, text in filled.items()}})


def _least(chart: Chart) -> float:
    """The least value of the axis.

    For lines it is the ten (percent) below the least value, so that the lines separate. Bars begin at 0: otherwise
    their lengths would deceive.
    """
    values = [value for line in chart.lines for value in line.values if value is not None]
    if chart.kind == "条形图" or not values:
        return 0.0
    step = 0.1 if chart.percent else 10.0
    return max(0.0, round(int(min(values) / step - 0.5) * step, 1))


@lru_cache(maxsize=64)
def _built(shape: _Shape) -> _Built:
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _DAY})
    sheet = book.add_worksheet(SHEET)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, shape.series, 14)
    form = book.add_format({"num_format": _format(shape)})
    for i in range(shape.categories):
        sheet.write_string(i + 1, 0, f"c:{i}")
    for j in range(shape.series):
        sheet.write_string(0, j + 1, f"s:{j}")
        for i in range(shape.categories):
            sheet.write_number(i + 1, j + 1, 1_000_000 + j * _WIDTH + i, form)
    sheet.insert_chart(0, shape.series + 2, _drawn(book, shape))
    book.close()
    parts = unpack(buffer.getvalue())
    # The workbook behind a chart holds only its data, for the chart itself is in the document.
    texts = {name: parts.pop(name).decode("utf-8") for name in (_CHART, _SHEET, _STRINGS, _TYPES)}
    others = {name: deflated(part) for name, part in parts.items() if not _DRAWN.match(name)}
    others[_TYPES] = deflated(_DRAWN_TYPES.sub("", texts[_TYPES]).encode("utf-8"))
    sheet_text = re.sub(r"<drawing [^>]*/>", "", texts[_SHEET])
    return _Built(_finished(texts[_CHART], shape), sheet_text, texts[_STRINGS], others)


def _format(shape: _Shape) -> str:
    return "0.0%" if shape.percent else "0.0"


def _drawn(book: Workbook, shape: _Shape) -> Any:
    bars, whole = shape.kind == "条形图", 1 if shape.percent else 100
    chart = book.add_chart({"type": "bar" if bars else "line"})
    for j in range(shape.series):
        color, dash, marker = _PENS[j % len(_PENS)]
        options: dict[str, Any] = {
            "name": [SHEET, 0, j + 1],
            "categories": [SHEET, 1, 0, shape.categories, 0],
            "values": [SHEET, 1, j + 1, shape.categories, j + 1],
        }
        if bars:
            labels = {"value": True, "position": "outside_end", "num_format": _format(shape)}
            options |= {"gap": 45, "fill": {"color": color}, "data_labels": labels}
        else:
            filled = {"fill": {"color": color}, "border": {"color": color}}
            options |= {
                "line": {"color": color, "width": 1.75, "dash_type": dash},
                "marker": {"type": marker, "size": 5, **filled},
            }
        chart.add_series(options)
    scale = {"min": shape.least, "max": whole, "line": {"none": True}}
    if bars:  # The x axis of a bar chart is that of the values.
        chart.set_y_axis(
            {"reverse": True, "line": _GREY, "major_tick_mark": "none", "major_gridlines": {"visible": False}}
        )
        chart.set_x_axis({**scale, "visible": False, "major_gridlines": {"visible": False}})
    else:
        chart.set_x_axis({"line": _GREY, "major_tick_mark": "none"})
        chart.set_y_axis(
            {**scale, "num_format": "0%" if shape.percent else "0", "major_gridlines": {"visible": True, "line": _GREY}}
        )
    chart.set_legend({"none": True} if bars and shape.series == 1 else {"position": "bottom"})
    chart.set_title({"none": True})
    return chart


def _finished(xml: str, shape: _Shape) -> str:
    """XlsxWriter's chart as Word needs it.

    Flags that Word takes as on when they are absent are written out; the text gets its face; the data is in a part of
    its own.
    """
    root = etree.fromstring(xml.encode("utf-8"))
    for settings in root.findall(f"{{{_C}}}printSettings"):
        root.remove(settings)
    root.find(f"{{{_C}}}lang").set("val", "zh-CN")
    _after(root, "lang", "roundedCorners")
    (plot,) = (element for kind in ("barChart", "lineChart") for element in root.iter(f"{{{_C}}}{kind}"))
    _after(plot, "grouping", "varyColors")
    for series in plot.findall(f"{{{_C}}}ser"):
        if plot.tag.endswith("lineChart"):
            _after(series, "val", "smooth")
    for labels in root.iter(f"{{{_C}}}dLbls"):
        _write_flags(labels)
    for axis in ("catAx", "valAx"):
        (element,) = root.iter(f"{{{_C}}}{axis}")
        if element.find(f"{{{_C}}}delete") is None:
            _after(element, "scaling", "delete")
    for legend in root.iter(f"{{{_C}}}legend"):
        etree.SubElement(legend, f"{{{_C}}}overlay", val="0")
    (drawn,) = root.iterchildren(f"{{{_C}}}chart")
    if drawn.find(f"{{{_C}}}dispBlanksAs") is None:
        etree.SubElement(drawn, f"{{{_C}}}dispBlanksAs", val="gap")
    face = escape(shape.face, {'"': "&quot;"})
    fonts = "".join(f'<a:{kind} typeface="{face}"/>' for kind in ("latin", "ea", "cs"))
    tail = (
        f'<x xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{_R}"><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
        "<c:txPr><a:bodyPr/><a:lstStyle/>"
        f'<a:p><a:pPr><a:defRPr sz="900" b="0">{fonts}</a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></x>'
    )
    root.extend(list(etree.fromstring(tail)))
    etree.cleanup_namespaces(root, keep_ns_prefixes=["c", "a", "r"])
    xml_bytes: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return xml_bytes.decode("utf-8")


def _after(parent: Any, sibling: str, name: str) -> None:
    """Add <c:name val="0"/> right behind a sibling, unless the parent has it."""
    if parent.find(f"{{{_C}}}{name}") is None:
        parent.find(f"{{{_C}}}{sibling}").addnext(etree.Element(f"{{{_C}}}{name}", val="0"))


def _write_flags(labels: Any) -> None:
    """Write every flag of data labels, in order: 1 for those that XlsxWriter wrote, 0 for the others."""
    is_on = {flag: labels.find(f"{{{_C}}}{flag}") is not None for flag in _FLAGS}
    for flag in _FLAGS:
        for element in labels.findall(f"{{{_C}}}{flag}"):
            labels.remove(element)
        etree.SubElement(labels, f"{{{_C}}}{flag}", val="1" if is_on[flag] else "0")
