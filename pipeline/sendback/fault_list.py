"""The sheet 需修改, and the comments on the marked cells."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from pipeline.base.finding import Severity
from pipeline.base.place import cell_name, column_letter
from pipeline.messages import return_words
from pipeline.sendback.marks import Cell, Entry, counted
from pipeline.sendback.styles import MAIN

_HEADS = ("序号", "问题", "怎么改", "级别", "工作表", "单元格", "全部编号和单元格", "规则")
_WIDTHS = (6, 58, 52, 8, 14, 16, 30, 8)
_EVERY = _HEADS.index("全部编号和单元格")
_LINK, _LAST = (column_letter(_HEADS.index(head)) for head in ("单元格", "规则"))
_RED, _YELLOW = "FFB00020", "FFF2C14E"
"""The colours of the sheet's tab: red only where the township must act."""
_LINE_POINTS, _LEAST_POINTS = 17, 24
_LONGEST = 32_767
_NOT_XML = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_COMMENT_COLUMNS, _COMMENT_CHARS = 4, 22


@dataclass(frozen=True)
class Head:
    """The texts above and below the list.

    ``period``: its label. ``file``: the name of the file that was marked. ``carried``: the SHA-256 of every file that
    the corrected one replaces. ``remarks``: whole sentences.
    """

    township: str
    period: str
    file: str
    carried: tuple[str, ...]
    remarks: tuple[str, ...]


def list_sheet(
    head: Head, entries: Sequence[Entry], styles: Mapping[object, int], first_cells: Mapping[str, str]
) -> bytes:
    """The sheet's XML. ``styles``: name -> format. ``first_cells``: sheet -> the link of a line without a cell."""
    counts = "、".join(f"{severity}{count}项" for severity, count in counted(entries).items() if count)
    rows: list[str] = []
    merges: list[str] = []

    def line(text: str, style: str, points: float = 0) -> None:
        number = len(rows) + 1
        height = points or max(_LEAST_POINTS, _LINE_POINTS * math.ceil(_wide(text) / (sum(_WIDTHS) * 0.9)))
        rows.append(_row(number, height, [(text, styles[style])]))
        merges.append(f"A{number}:{_LAST}{number}")

    must = any(entry.severity is Severity.ERROR for entry in entries)
    line(f"{head.township}{head.period}台账：{'需修改' if must else '请核对'}的地方", "title", 32)
    line(
        return_words.WRITE_HERE.format(counts=counts) if must else return_words.LOOK_HERE.format(counts=counts), "note"
    )
    line(
        return_words.COLOURS,
        "note",
    )
    rows.append(_row(len(rows) + 1, _LEAST_POINTS, [(text, styles["head"]) for text in _HEADS]))
    frozen = len(rows)
    links = []
    for number, entry in enumerate(entries, 1):
        target = cell_name(*entry.cells[0]) if entry.cells else first_cells.get(entry.sheet, "")
        rows.append(_fault_row(len(rows) + 1, _cells_of(number, entry, styles, linked=bool(target))))
        if target:
            quoted = entry.sheet.replace("'", "''")
            location = quoteattr(f"'{quoted}'!{target}")
            links.append(f'<hyperlink ref="{_LINK}{len(rows)}" location={location}/>')
    for remark in head.remarks:
        line(remark, "note")
    line(return_words.CARRIED.format(hashes=" ".join(head.carried)), "sum")
    columns = "".join(
        f'<col min="{i}" max="{i}" width="{width}" customWidth="1"/>' for i, width in enumerate(_WIDTHS, 1)
    )
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in merges)
    jumps = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    return (
        f'{_PROLOGUE}<worksheet xmlns="{MAIN}">'
        f'<sheetPr><tabColor rgb="{_RED if must else _YELLOW}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
        f'<pane ySplit="{frozen}" topLeftCell="A{frozen + 1}" activePane="bottomLeft" state="frozen"/>'
        f'</sheetView></sheetViews><sheetFormatPr defaultRowHeight="18"/><cols>{columns}</cols>'
        f'<sheetData>{"".join(rows)}</sheetData><mergeCells count="{len(merges)}">{merged}</mergeCells>{jumps}'
        f'<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        f'<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>'
    ).encode()


def _cells_of(number: int, entry: Entry, styles: Mapping[object, int], *, linked: bool) -> list[tuple[str, int]]:
    return [
        (str(number), styles["centre"]),
        (f"{entry.message}。", styles["text"]),
        (f"{entry.remedy}。", styles["text"]),
        (str(entry.severity), styles[entry.severity]),
        (entry.sheet or "—", styles["text"]),
        (entry.where, styles["link" if linked else "text"]),
        (entry.every[:_LONGEST], styles["text"]),
        (entry.code, styles["centre"]),
    ]


def _fault_row(number: int, cells: Sequence[tuple[str, int]]) -> str:
    # The numbers are there to be copied; they make no line taller.
    lines = [math.ceil(_wide(text) / (width * 0.92)) for (text, _), width in zip(cells, _WIDTHS, strict=True)]
    tall = max(count for column, count in enumerate(lines) if column != _EVERY)
    return _row(number, min(400, max(_LEAST_POINTS, _LINE_POINTS * tall + 4)), cells)


def _row(number: int, height: float, cells: Sequence[tuple[str, int]]) -> str:
    written = "".join(
        f'<c r="{cell_name(number, column)}" s="{style}" t="inlineStr">'
        f'<is><t xml:space="preserve">{_escaped(text)}</t></is></c>'
        for column, (text, style) in enumerate(cells)
    )
    return f'<row r="{number}" ht="{height:g}" customHeight="1">{written}</row>'


def _escaped(text: str) -> str:
    return escape(_NOT_XML.sub("", text))


def _wide(text: str) -> int:
    """The width of a text in half-width characters."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def comments(marks: Mapping[Cell, Sequence[Entry]]) -> tuple[bytes, bytes]:
    """The parts comments.xml and vmlDrawing.vml, in the order of rows and columns.

    The drawing holds a box per comment, which Excel shows only while the mouse is on the cell.
    """
    texts, boxes = [], []
    for number, (cell, entries) in enumerate(sorted(marks.items()), 1):
        comment = "\n".join(entry.comment for entry in entries)
        texts.append(
            f'<comment ref="{cell_name(*cell)}" authorId="0">'
            f'<text><t xml:space="preserve">{_escaped(comment)}</t></text></comment>'
        )
        boxes.append(_box(number, cell, comment))
    listed = (
        f'{_PROLOGUE}<comments xmlns="{MAIN}"><authors><author>县信访部门</author></authors>'
        f"<commentList>{''.join(texts)}</commentList></comments>"
    )
    drawn = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel">'
        '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
        '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
        '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
        f"{''.join(boxes)}</xml>"
    )
    return listed.encode(), drawn.encode()


def _box(number: int, cell: Cell, text: str) -> str:
    row, column = cell
    lines = sum(max(1, math.ceil(_wide(part) / (_COMMENT_CHARS * 2))) for part in text.split("\n")) + 1
    top = max(0, row - 2)
    anchor = f"{column + 1}, 12, {top}, 4, {column + 1 + _COMMENT_COLUMNS}, 12, {top + max(4, lines)}, 4"
    return (
        f'<v:shape id="_x0000_s{1024 + number}" type="#_x0000_t202" style="position:absolute;visibility:hidden" '
        'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"/>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row - 1}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )
