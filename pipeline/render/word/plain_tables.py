"""Tables of the form that nearly all have, kept as text beside the tree of a document while its layout is finished.

A paper is tables for nine tenths of its text: cells of one paragraph with one run. What the finish asks of them, the
widths and heights, needs no tree, and a tree of them takes ten times as long. A table of any other form stays in the
tree, where the same is worked out; both ways give the same bytes, which a test compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from math import ceil
from typing import NamedTuple

from pipeline.render.phrases import width_in_characters
from pipeline.render.word.forms import Form
from pipeline.render.word.shown import W

CELL_AIR = 60
"""Twips that a cell keeps free at its sides, margins included."""
FITTED = frozenset({"Imprint", "ImprintCopies"})
"""Styles whose paragraphs are fitted in the tree, wherever they stand."""
_TABLE, _TABLE_END, _GRID_END, _ROW_END, _CELL_END = "<w:tbl>", "</w:tbl>", "</w:tblGrid>", "</w:tr>", "</w:tc>"
_ROW = re.compile(
    r'<w:tr><w:trPr>(<w:cantSplit/>)?(?:<w:trHeight w:val="(\d+)" w:hRule="exact"/>)?(<w:tblHeader/>)?</w:trPr>'
)
_TEXT = r'<w:t xml:space="preserve"(?:/>|>(?:[^<>&\x00-\x1f]|&(?:amp|lt|gt|#34|#39);)*</w:t>)'
_CELL = re.compile(
    r'<w:tc><w:tcPr><w:tcW w:w="(\d+)" w:type="(?:(dxa)|auto)"/>(<w:vAlign w:val="\w+"/></w:tcPr><w:p><w:pPr>'
    rf'<w:pStyle w:val=")(\w+)("/></w:pPr><w:r>)({_TEXT}(?:<w:br/>{_TEXT})*)(</w:r></w:p></w:tc>)'
)
_MARKUP = re.compile(r"<w:t [^<>]*>|</w:t>")
_EMPTY, _SHORT = '<w:t xml:space="preserve"></w:t>', '<w:t xml:space="preserve"/>'
FOLDED, NUMBER = f"{W}folded", f"{W}n"
"""The mark in place of a table's rows, and its attribute with the table's number."""
_MARK, _MARKS = "w:folded", re.compile(rb'<w:folded w:n="(\d+)"/>')


class PlainCell(NamedTuple):
    """``width``: in twips, 0 for none; ``style``; ``lines``: the width of each line of text, in characters.

    ``xml``: the cell as the tree would be written; ``sized``: what stands in it up to its width, ``before`` and
    ``behind``: what follows around its style.
    """

    width: int
    style: str
    lines: tuple[float, ...]
    xml: str
    sized: str
    before: str
    behind: str


@dataclass
class PlainRow:
    """A row. ``height``: exact, in twips; None for one that grows by itself. ``whole``, ``head``: its other marks."""

    whole: str
    height: int | None
    head: str
    cells: Sequence[PlainCell]


@dataclass
class PlainTable:
    """The rows of a table. ``widths``: what every row's cells get, where a table's width was shared among them.

    ``styles``: the styles that others take the place of.
    """

    rows: list[PlainRow]
    widths: Sequence[int] = ()
    styles: Mapping[str, str] | None = None

    def grow(self, forms: Mapping[str, Form]) -> None:
        """Enlarge each row of exact height to what its cells need at their width."""
        for row in self.rows:
            if row.height is not None:
                widths = self.widths or [cell.width for cell in row.cells]
                needed = [
                    _height(cell, forms[self._style(cell)], width)
                    for cell, width in zip(row.cells, widths, strict=True)
                ]
                row.height = max(row.height, *needed)

    @property
    def xml(self) -> str:
        """The rows, as the tree would be written."""
        return "".join(self._written(row) for row in self.rows)

    def _written(self, row: PlainRow) -> str:
        height = "" if row.height is None else f'<w:trHeight w:val="{row.height}" w:hRule="exact"/>'
        if not self.widths and not self.styles:
            cells: Iterator[str] = (cell.xml for cell in row.cells)
        else:
            sizes = [f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>' for width in self.widths]
            cells = (
                f"{sized}{cell.before}{self._style(cell)}{cell.behind}"
                for cell, sized in zip(row.cells, sizes or [cell.sized for cell in row.cells], strict=True)
            )
        return f"<w:tr><w:trPr>{row.whole}{height}{row.head}</w:trPr>{''.join(cells)}{_ROW_END}"

    def _style(self, cell: PlainCell) -> str:
        return cell.style if self.styles is None else self.styles.get(cell.style, cell.style)


def fold(xml: str) -> tuple[str, list[PlainTable]]:
    """A filled part with a mark in place of the rows of each plain table, and these.

    A plain table doesn't float and has equally many cells in each row; not all rows repeat as its head.
    """
    first, *pieces = xml.split(_TABLE)
    tables: list[PlainTable] = []
    if _MARK in xml:
        return xml, tables
    folded = [first]
    for piece in pieces:
        shell, grid_end, behind = piece.partition(_GRID_END)
        rows, table_end, after = behind.partition(_TABLE_END)
        table = _table(rows) if table_end and "<w:tblpPr" not in shell and "<w:tr>" not in shell else None
        if table is None:
            folded += _TABLE, piece
        else:
            folded += _TABLE, shell, grid_end, f'<{_MARK} w:n="{len(tables)}"/>', table_end, after
            tables.append(table)
    return "".join(folded), tables


def unfold(part: bytes, tables: Sequence[PlainTable]) -> bytes:
    """The part with the rows of its tables in their places again."""
    return _MARKS.sub(lambda mark: tables[int(mark[1])].xml.encode("utf-8"), part)


def _table(xml: str) -> PlainTable | None:
    *rows, rest = xml.split(_ROW_END)
    made = [] if rest else [_row(row) for row in rows]
    plain = [row for row in made if row is not None]
    if len(plain) < len(rows) or len({len(row.cells) for row in plain}) != 1 or all(row.head for row in plain):
        return None
    return PlainTable(plain)


def _row(xml: str) -> PlainRow | None:
    head = _ROW.match(xml)
    if head is None:
        return None
    *cells, rest = xml[head.end() :].split(_CELL_END)
    plain = [made for cell in cells if (made := _cell(cell)) is not None]
    if rest or not plain or len(plain) < len(cells):
        return None
    return PlainRow(head[1] or "", int(head[2]) if head[2] else None, head[3] or "", plain)


@lru_cache(maxsize=8192)
def _cell(xml: str) -> PlainCell | None:
    """A cell without its end; None for one of another form. Papers of a run have many alike."""
    cell = _CELL.fullmatch(f"{xml}{_CELL_END}")
    if cell is None or cell[4] in FITTED:
        return None
    texts = [unescape(line) for line in _MARKUP.sub("", cell[6]).split("<w:br/>")]
    lines = tuple(map(width_in_characters, texts))
    text = cell[6].replace("&#34;", '"').replace("&#39;", "'").replace(_EMPTY, _SHORT)
    behind = f"{cell[5]}{text}{cell[7]}"
    width, sized = int(cell[1]) if cell[2] else 0, xml[: cell.start(3)]
    return PlainCell(width, cell[4], lines, f"{sized}{cell[3]}{cell[4]}{behind}", sized, cell[3], behind)


def _height(cell: PlainCell, form: Form, width: int) -> int:
    lines = cell.lines
    room, size = width - CELL_AIR - form.indents, 20 * form.size
    if room <= 0 or (len(lines) == 1 and lines[0] * size <= room):
        return form.line * len(lines)
    return form.line * sum(max(1, ceil(line * size / room)) for line in lines)
