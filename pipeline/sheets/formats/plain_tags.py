"""The tags of a sheet's rows are found in its bytes, eight bytes at a time and all tags at once.

This takes a tenth of a parser's time. Only a sheet built as the usual programs build it is accepted: every tag is one
of a few, in an order that is allowed; each row and cell opens with its address; a cell's address names its row; rows
and columns ascend; nothing stands where no text belongs. So no row can be lost. Any other sheet is NotPlain, and a
parser in a process of its own reads it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.sheets.formats.faults import NotPlain

Bytes = NDArray[np.uint8]
Words = NDArray[np.uint64]
Flags = NDArray[np.bool_]
Places = NDArray[np.int64]

_LT, _GT, _SLASH, _SPACE, _A = (ord(c) for c in "<>/ A")
_EITHER = 0xFF ^ _LT ^ _GT
PAD = b" " * 32
MASKS = np.array([(1 << 8 * n) - 1 for n in range(9)], dtype=np.uint64)
"""The mask that keeps the first n bytes of a word, by n."""
_TAGS = ("<c", "<row", "<v", "<f", "<is", "<t")
_KINDS = tuple(f"{tag}{end}" for tag in _TAGS for end in (">", "/>")) + tuple(f"</{tag[1:]}>" for tag in _TAGS)
"""For each name the tag that opens (with its attributes), the one that opens and closes, and the one that closes."""
NUMBER = {kind: number for number, kind in enumerate((*_KINDS, "start", "end"))}
_AFTER_ROW = "<row> <row/> end"
_NEXT = {
    "start": _AFTER_ROW,
    "</row>": _AFTER_ROW,
    "<row/>": _AFTER_ROW,
    "<row>": "<c> <c/> </row>",
    "<c/>": "<c> <c/> </row>",
    "</c>": "<c> <c/> </row>",
    "<c>": "<v> <v/> <f> <f/> <is> </c>",
    "<f>": "</f>",
    "</f>": "<v> <v/> </c>",
    "<f/>": "<v> <v/> </c>",
    "<v>": "</v>",
    "</v>": "</c>",
    "<v/>": "</c>",
    "<is>": "<t> <t/>",
    "<t>": "</t>",
    "</t>": "</is>",
    "<t/>": "</is>",
    "</is>": "</c>",
}
_COUNT = len(NUMBER)
_ALLOWED = np.zeros(_COUNT * _COUNT, dtype=bool)
for _kind, _after in _NEXT.items():
    for _one in _after.split():
        _ALLOWED[NUMBER[_kind] * _COUNT + NUMBER[_one]] = True
_HOLDS_TEXT = np.isin(np.arange(_COUNT), [NUMBER["<v>"], NUMBER["<f>"], NUMBER["<t>"]])
_ATTRIBUTES = rb'(?: [a-zA-Z][\w:]*="[^"<>&]*")*'
_ROW = re.compile(rb'^<row r="([1-9]\d{0,4})"' + _ATTRIBUTES + rb"/?$", re.MULTILINE)
_OTHER = re.compile(rb"<(?:f|t)" + _ATTRIBUTES + rb"/?")
_ENTITY = re.compile(rb"&(?:amp|lt|gt|quot|apos|#[1-9]\d{1,6}|#x[1-9a-fA-F][0-9a-fA-F]{1,5});")
_CELL = b'<c r="'
_NEVER = ("<c>", "<c/>", "<row>", "<row/>", "<is/>")


def word(text: bytes) -> np.uint64:
    """Return up to eight bytes as one number, in the order in which they stand in memory."""
    return np.uint64(int.from_bytes(text, "little"))


_OPENED = {"<c>": _CELL, "<row>": b"<row r=", "<f>": b"<f ", "<t>": b"<t "}
"""The tags with attributes: cells and rows always have some, formulas and texts may."""
_KNOWN = list(_OPENED.items()) + [(kind, kind.encode("ascii")) for kind in _KINDS if kind not in _NEVER]
_BY_TWO = np.zeros(1 << 16, dtype=np.int64)
"""The two bytes after the < -> index in _KNOWN. The tag may still be another one, which its whole word shows."""
for _index, (_, _tag) in enumerate(_KNOWN):
    _BY_TWO[int.from_bytes(_tag[1:3], "little")] = _index
_KIND_OF = np.array([NUMBER[kind] for kind, _ in _KNOWN], dtype=np.int64)
_WORD_OF = np.array([word(tag) for _, tag in _KNOWN], dtype=np.uint64)
_MASK_OF = np.array([MASKS[len(tag)] for _, tag in _KNOWN], dtype=np.uint64)
_LONGEST_BARE = len("</row>")
# glibc gives the memory of these arrays back to the system after each sheet and asks for it again at the next, which
# costs as much as the work in them. Once a block as large as this one was freed, glibc keeps that much. With other C
# libraries this does nothing.
bytearray(4_000_000)


@dataclass(frozen=True)
class Tags:
    """The tags of a sheet's rows, as arrays.

    ``data``: the bytes between <sheetData> and its end, with a few more; ``words``: the eight bytes from each place on.
    Per tag: ``kinds`` (a number of NUMBER), ``starts`` (where it opens), ``ends`` (where it closes), ``cell_of`` (the
    last cell opened). Per row: ``rows`` (its number), ``row_tags`` (its opening tag). Per cell: ``cells`` (the index of
    the tag that opens it), ``row_of`` (the index of its row), ``columns`` (from 0), ``attributes_at`` and
    ``attributes_length`` (where its attributes after the address stand).
    """

    data: bytes
    words: Words
    kinds: Places
    starts: Places
    ends: Places
    rows: Places
    row_tags: list[bytes]
    cells: Places
    cell_of: Places
    row_of: Places
    columns: Places
    attributes_at: Places
    attributes_length: Places


def expect(usual: object) -> None:
    """Raise NotPlain unless ``usual`` is true."""
    if not usual:
        raise NotPlain


def find_tags(region: bytes) -> Tags:
    """Find the tags in the bytes between <sheetData> and its end. Raises NotPlain when they aren't as usual."""
    data = region + PAD
    text: Bytes = np.frombuffer(data, dtype=np.uint8)
    words: Words = np.ndarray((len(data) - 8,), dtype="<u8", buffer=data, strides=(1,))
    marks = np.flatnonzero((text & _EITHER) == _LT)
    starts, ends = marks[::2].copy(), marks[1::2].copy()
    expect((text[starts] == _LT).all() and len(starts) == len(ends) and (text[ends] == _GT).all())
    _expect_sound(region, text)
    kinds = _kinds(text, words, starts, ends)
    gaps = np.diff(starts, append=len(region)) - (ends - starts) - 1
    expect(not starts[:1].any() and (gaps >= 0).all() and ((gaps == 0) | _HOLDS_TEXT[kinds]).all())
    return _placed(data, text, words, kinds, starts, ends)


def _expect_sound(region: bytes, text: Bytes) -> None:
    """Raise NotPlain unless the text is UTF-8 without control characters and with none but the common entities."""
    expect(not (text < _SPACE).any())
    expect(b"&" not in region or region.count(b"&") == len(_ENTITY.findall(region)))
    if not region.isascii():
        try:
            region.decode("utf-8")
        except UnicodeDecodeError:
            raise NotPlain from None


def _kinds(text: Bytes, words: Words, starts: Places, ends: Places) -> Places:
    opening = words[starts]
    known = _BY_TWO[(opening >> np.uint64(8)).astype(np.uint16)]
    expect(((opening & _MASK_OF[known]) == _WORD_OF[known]).all())
    kinds = _KIND_OF[known]
    # Only a tag with attributes is that long and ends so.
    kinds[(text[ends - 1] == _SLASH) & (ends - starts >= _LONGEST_BARE)] += 1
    expect(_ALLOWED[kinds[:-1] * _COUNT + kinds[1:]].all())
    if len(kinds):
        expect(_ALLOWED[NUMBER["start"] * _COUNT + kinds[0]] and _ALLOWED[kinds[-1] * _COUNT + NUMBER["end"]])
    return kinds


def _placed(data: bytes, text: Bytes, words: Words, kinds: Places, starts: Places, ends: Places) -> Tags:
    """Return the tags with their addresses.

    A cell's address is the letters of its column (ZZ at the most) and the number of its row, digit for digit.
    """
    is_row = _is(kinds, "<row>", "<row/>")
    row_tags = _slices(data, starts[is_row], ends[is_row])
    numbers = _ROW.findall(b"\n".join(row_tags))
    rows = np.array(numbers, dtype=np.int64)
    expect(len(numbers) == len(row_tags) and (np.diff(rows) > 0).all())
    others = _is(kinds, "<f>", "<f/>", "<t>", "<t/>")
    expect(all(map(_OTHER.fullmatch, set(_slices(data, starts[others], ends[others])))))
    is_cell = _is(kinds, "<c>", "<c/>")
    cells = np.flatnonzero(is_cell)
    row_of = np.cumsum(is_row)[cells] - 1
    letters = starts[cells] + len(_CELL)
    first, second = text[letters].astype(np.int64) - _A, text[letters + 1].astype(np.int64) - _A
    two = (second >= 0) & (second < 26)
    columns = np.where(two, (first + 1) * 26 + second, first)
    after = letters + 1 + two
    written = np.frombuffer(b"".join((number + b'"').ljust(8, b"\0") for number in numbers), dtype="<u8")[row_of]
    length = np.array([len(number) + 1 for number in numbers], dtype=np.int64)[row_of]
    expect(((first >= 0) & (first < 26)).all() and ((words[after] & MASKS[length]) == written).all())
    expect((np.diff(row_of * 1_000 + columns) > 0).all())
    attributes = after + length
    return Tags(
        data=data,
        words=words,
        kinds=kinds,
        starts=starts,
        ends=ends,
        rows=rows,
        row_tags=row_tags,
        cells=cells,
        cell_of=np.cumsum(is_cell) - 1,
        row_of=row_of,
        columns=columns,
        attributes_at=attributes,
        attributes_length=ends[cells] - attributes,
    )


def _is(kinds: Places, one: str, other: str, *more: str) -> NDArray[np.bool_]:
    mask: NDArray[np.bool_] = (kinds == NUMBER[one]) | (kinds == NUMBER[other])
    for kind in more:
        mask |= kinds == NUMBER[kind]
    return mask


def _slices(data: bytes, starts: Places, ends: Places) -> list[bytes]:
    return [data[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
