"""The rows of a sheet, edited as text where they are written as programs usually write them.

A parser makes an object of each of some thousand cells, of which only those that go or are marked are looked at. Here
every byte of the rows must fit one strict form: each row and cell with its address, attributes in their usual order,
numbers of shared strings and plain numbers as values. Rows with formulas, texts of their own or anything else aren't
of that form, and a parser edits them; both ways write the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from pipeline.base.place import cell_name, column_letter
from pipeline.sendback.marks import Cell, column_index

_CELL = (
    rb'<c r="[A-Z]{1,3}[1-9]\d{0,6}"(?: s="\d{1,5}")?'
    rb'(?: t="s"><v>\d{1,9}</v></c>|/>|(?: t="[nb]")?><v>[-+.\dE]{1,30}</v></c>)'
)
_ROW = re.compile(
    rb'<row r="([1-9]\d{0,6})"((?: (?:x14ac:)?[A-Za-z]+="[^"<>&\t\r\n]*")*)(?:/>|>((?:' + _CELL + rb")*)</row>)"
)
_ONE = re.compile(rb'<c r="([A-Z]{1,3})([1-9]\d{0,6})"(?: s="(\d{1,5})")?(?: t="([snb])")?(?:/>|>(<v>[^<]*</v>)</c>)')
_SHARED = re.compile(rb' t="s"(?: s="\d{1,5}")?><v>(\d{1,9})</v>')
_NAMES = re.compile(rb' ([\w:]+)="')
_UNMARKED = re.compile(rb' (?:hidden|spans)="[^"]*"')
_STYLE = re.compile(rb' s="(\d{1,5})"')
_UTF8 = re.compile(rb'<\?xml version="1\.0" encoding="(?:UTF|utf)-8"(?: standalone="yes")?\?>\s*<')
_BREAK = b"\n"
_OPEN, _CLOSE, EMPTY = b"<sheetData>", b"</sheetData>", b"<sheetData/>"
_NOT_WRITTEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

Style = Callable[[int, Cell], int]
"""The format of a marked cell, by the one that it has."""
Rows = dict[int, tuple[bytes, bytes]]
"""Number of a row -> its other attributes and its cells."""


@dataclass(frozen=True)
class SheetText:
    """A sheet whose rows are of the strict form. ``around``: the part with EMPTY in place of its rows."""

    around: bytes
    rows: Rows

    def without(self, columns: frozenset[int], first: int) -> Rows:
        """The rows, with every cell of these columns emptied from row ``first`` on."""
        if not columns:
            return dict(self.rows)
        letters = b"|".join(column_letter(column).encode("ascii") for column in sorted(columns))
        gone = re.compile(rb'(<c r="(?:' + letters + rb')\d+"(?: s="\d+")?)[^>]*?(?:/>|>.*?</c>)')
        below = {number: attributes for number, (attributes, _) in self.rows.items() if number >= first}
        # All rows at once, between signs that no cell holds: some hundred searches take several times as long.
        pieces = gone.split(_BREAK.join(self.rows[number][1] for number in below))
        pieces[1::2] = [start + b"/>" for start in pieces[1::2]]
        emptied = b"".join(pieces).split(_BREAK)
        return self.rows | dict(zip(below, zip(below.values(), emptied, strict=True), strict=False))


def sheet_text(xml: bytes) -> SheetText | None:
    """The sheet as text; None when it isn't of the strict form, so that a parser has to edit it."""
    before, opened, rest = xml.partition(_OPEN)
    inside, closed, behind = rest.partition(_CLOSE)
    if not opened or not closed or b"<!" in xml or _OPEN in rest or _CLOSE in behind or not _UTF8.match(before):
        return None
    rows: Rows = {}
    sound: dict[bytes, bool] = {}
    place = last = 0
    while match := _ROW.match(inside, place):
        number, attributes = int(match[1]), match[2]
        if attributes not in sound:
            names = [b"r", *_NAMES.findall(attributes)]
            prefixed = any(b":" in name for name in names)
            sound[attributes] = len(set(names)) == len(names) and (not prefixed or b" xmlns:x14ac=" in before)
        if number <= last or not sound[attributes]:
            return None
        rows[number] = attributes, match[3] or b""
        place, last = match.end(), number
    return SheetText(before + EMPTY + behind, rows) if rows and place == len(inside) else None


def shared_in(rows: Rows) -> set[int]:
    """The shared strings that cells use."""
    return set(map(int, set(_SHARED.findall(_BREAK.join(cells for _, cells in rows.values())))))


def edited(
    rows: Rows, texts: Mapping[Cell, str], marks: Sequence[Cell], style: Style, widths: Mapping[int, int]
) -> Rows | None:
    """The rows with ``texts`` in place of cells that they have ('' empties one), and with formats on marked cells.

    A marked cell that isn't there is added, with the format of its row or of its column (``widths``). None when a row
    isn't there or a text can't be written.
    """
    by_row: dict[int, tuple[dict[int, str], list[int]]] = {}
    for (number, column), text in texts.items():
        if number in rows:
            by_row.setdefault(number, ({}, []))[0][column] = text
    for number, column in sorted(marks):
        by_row.setdefault(number, ({}, []))[1].append(column)
    if not by_row.keys() <= rows.keys() or any(_NOT_WRITTEN.search(text) for text in texts.values()):
        return None
    changed = dict(rows)
    for number in sorted(by_row):
        put, marked = by_row[number]
        attributes, written = rows[number]
        cells = {column_index(m[1].decode("ascii")): _Cell(m[3], m[4], m[5] or b"") for m in _ONE.finditer(written)}
        order = list(cells)
        if order != sorted(order) or written.count(b"<c ") != len(order):
            return None
        for column in put.keys() & cells.keys():
            cells[column] = cells[column].holding(put[column])
        of_row = _STYLE.search(attributes)
        for column in marked:
            own = cells.get(column)
            base = own.style if own else of_row[1] if of_row else b"%d" % widths.get(column, 0)
            new = style(int(base or 0), (number, column))
            cells[column] = (
                _Cell(b"%d" % new, own.kind, own.inside, late=own.style is None) if own else _Cell(b"%d" % new)
            )
        if marked:
            attributes = _UNMARKED.sub(b"", attributes)
        changed[number] = attributes, b"".join(cells[column].xml(number, column) for column in sorted(cells))
    return changed


def joined(rows: Rows) -> bytes:
    """The rows with their tags, in an element."""
    lines = (
        b'<row r="%d"%s>%s</row>' % (number, attributes, cells) if cells else b'<row r="%d"%s/>' % (number, attributes)
        for number, (attributes, cells) in rows.items()
    )
    return _OPEN + b"".join(lines) + _CLOSE


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell. ``late``: its format comes last, for it was added to a cell without one."""

    style: bytes | None = None
    kind: bytes | None = None
    inside: bytes = b""
    late: bool = False

    def holding(self, text: str) -> _Cell:
        if not text:
            return _Cell(self.style)
        space = ' xml:space="preserve"' if text != text.strip() else ""
        return _Cell(self.style, b"inlineStr", f"<is><t{space}>{escape(text)}</t></is>".encode())

    def xml(self, row: int, column: int) -> bytes:
        style = b' s="%s"' % self.style if self.style is not None else b""
        kind = b' t="%s"' % self.kind if self.kind is not None else b""
        attributes = kind + style if self.late else style + kind
        start = b'<c r="%s"%s' % (cell_name(row, column).encode("ascii"), attributes)
        return b"%s>%s</c>" % (start, self.inside) if self.inside else b"%s/>" % start
