"""Whether a sheet's XML is built as usual, decided by its bytes in an array: ten times as fast as parsing it.

Every row and cell must have its address and be closed as it was opened; a row's cells must name that row, in the order of columns.
Then the fast reader can lose no row, and the room that it takes is known before it starts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.parsers import expat

import numpy as np
from numpy.typing import NDArray

from pipeline.ingest.sheet_xml import hidden_columns, is_hidden

_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_ROW = re.compile(rb'<row (?:[a-zA-Z0-9:]+="[^"<>]*" )*?r="(\d{1,7})"')
_LT, _GT, _SLASH, _QUOTE, _SPACE, _EQUALS, _ZERO, _A = (ord(c) for c in '<>/"' + " =0A")
_TAGS = ("row", "c", "v", "f", "is", "t")
_KINDS = tuple(f"{mark}{tag}" for tag in _TAGS for mark in ("", "/", "!"))
"""A tag that opens, one that closes (/), and one that does both (!)."""
_ENTITY = re.compile(rb"&(?:amp|lt|gt|quot|apos|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_AND = ord("&")
_AFTER_QUOTE = np.isin(np.arange(256), [_SPACE, _GT, _SLASH])
_NEXT = {
    "start": "row !row end", "row": "c !c /row", "!row": "row !row end", "/row": "row !row end", "c": "v !v f !f is /c", "!c": "c !c /row",
    "/c": "c !c /row", "v": "/v", "/v": "/c", "!v": "/c", "f": "/f", "/f": "v !v /c", "!f": "v !v /c", "is": "t !t", "t": "/t", "/t": "/is",
    "!t": "/is", "/is": "/c",
}  # fmt: skip
_NUMBER = {kind: number for number, kind in enumerate((*_KINDS, "start", "end"))}
_ALLOWED = np.zeros((len(_NUMBER), len(_NUMBER)), dtype=bool)
for _kind, _after in _NEXT.items():
    for _one in _after.split():
        _ALLOWED[_NUMBER[_kind], _NUMBER[_one]] = True

_BY_LETTER = np.full(256, -1, dtype=np.int8)
for _tag in _TAGS:
    _BY_LETTER[ord(_tag[0])] = _NUMBER[_tag]

Bytes = NDArray[np.uint8]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Scan:
    """``rows``: the numbers written on them. ``box``: how many cells the reader makes room for. ``last_row`` holds a value (0: none).
    ``around``: the XML without its rows.

    ``odd_cells``: there may be formulas or error cells; ``own_texts``: texts that stand in the sheet itself.
    """

    rows: list[int]
    box: int
    last_row: int
    around: bytes
    odd_cells: bool = False
    own_texts: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def scan_plain(xml: bytes) -> Scan | None:
    """What a sheet built as usual holds; None for any other."""
    start, end = xml.find(_OPEN), xml.rfind(_CLOSE)
    head = xml[:200].lower()
    if b"<!" in xml[: max(start, 0)] or (b"encoding=" in head and b'encoding="utf-8"' not in head):
        return None
    try:
        if start < 0 or end < start:
            expat.ParserCreate().Parse(xml, True)
            return Scan([], 0, 0, xml) if b"<sheetData/>" in xml else None
        around = xml[: start + len(_OPEN)] + xml[end:]
        expat.ParserCreate().Parse(around, True)
    except expat.ExpatError:
        return None
    region = xml[start + len(_OPEN) : end]
    return _scan(region, around) if region else Scan([], 0, 0, around)


def _scan(region: bytes, around: bytes) -> Scan | None:
    text: Bytes = np.frombuffer(region + b" " * 16, dtype=np.uint8)
    starts, ends = np.flatnonzero(text == _LT), np.flatnonzero(text == _GT)
    if len(starts) != len(ends) or not len(starts) or (starts > ends).any() or (ends[:-1] > starts[1:]).any():
        return None
    kinds = _kinds(text, starts, ends)
    if kinds is None or not _is_sound(region, text, starts, ends):
        return None
    if not _ALLOWED[np.r_[_NUMBER["start"], kinds], np.r_[kinds, _NUMBER["end"]]].all():
        return None
    rows = (kinds == _NUMBER["row"]) | (kinds == _NUMBER["!row"])
    cells = (kinds == _NUMBER["c"]) | (kinds == _NUMBER["!c"])
    openings = [region[a:b] for a, b in zip(starts[rows].tolist(), ends[rows].tolist(), strict=True)]
    found = [_ROW.match(opening) for opening in openings]
    numbers = np.array([int(match[1]) for match in found if match], dtype=np.int64)
    addresses = _addresses(text, starts[cells])
    if addresses is None or len(numbers) != len(openings) or (np.diff(numbers) <= 0).any():
        return None
    row, column = addresses
    of_row = np.cumsum(rows)
    if (numbers[of_row[cells] - 1] != row).any() or (np.diff(row * 1_000 + column) <= 0).any():
        return None
    valued = np.flatnonzero((kinds == _NUMBER["v"]) | (kinds == _NUMBER["is"]))
    letter_e = np.flatnonzero(text == ord("e"))
    errors = bool(((text[letter_e - 1] == _QUOTE) & (text[letter_e + 1] == _QUOTE)).any()) or b"'" in region
    return Scan(
        rows=numbers.tolist(),
        box=int(numbers[-1]) * (int(column.max(initial=0)) + 1),
        around=around,
        last_row=int(numbers[of_row[valued[-1]] - 1]) if len(valued) else 0,
        odd_cells=errors or bool(((kinds == _NUMBER["f"]) | (kinds == _NUMBER["!f"])).any()),
        own_texts=bool((kinds == _NUMBER["is"]).any()) or b't="str"' in region,
        hidden_rows=frozenset(n for n, opening in zip(numbers.tolist(), openings, strict=True) if is_hidden(opening)),
        hidden_columns=hidden_columns(around),
    )


def _is_sound(region: bytes, text: Bytes, starts: Places, ends: Places) -> bool:
    """Whether attributes are quoted and parted as XML wants, characters are text, and every & begins an entity."""
    quotes = np.flatnonzero(text == _QUOTE)
    if len(quotes) % 2 or not (text[quotes[::2] - 1] == _EQUALS).all() or not _AFTER_QUOTE[text[quotes[1::2] + 1]].all():
        return False
    equals = np.flatnonzero(text == _EQUALS)
    if len(equals) != len(quotes) // 2 or (text[equals - 1] < _A).any() or (text < _SPACE).any():
        # Line breaks and = are rare between the usual programs' tags: such a sheet is parsed whole.
        return False
    if (text[starts + 1] == _SPACE).any() or (text[ends - 1] == _SPACE).any():
        return False
    if (text == _AND).any() and region.count(b"&") != len(_ENTITY.findall(region)):
        return False
    if not region.isascii():
        try:
            region.decode("utf-8")
        except UnicodeDecodeError:
            return False
    return True


def _kinds(text: Bytes, starts: Places, ends: Places) -> NDArray[np.int8] | None:
    """The kind of each tag; None when one is none of those that a row holds."""
    closing = text[starts + 1] == _SLASH
    at = starts + 1 + closing
    kinds: NDArray[np.int8] = _BY_LETTER[text[at]]
    after = text[at + 1]
    for tag in ("row", "is"):
        which = np.flatnonzero(kinds == _NUMBER[tag])
        place = at[which]
        for step, letter in enumerate(tag[1:].encode("ascii"), start=1):
            if (text[place + step] != letter).any():
                return None
        after[which] = text[place + len(tag)]
    alone = (text[ends - 1] == _SLASH) & ~closing
    ended = (after == _GT) | (~closing & ((after == _SPACE) | (alone & (after == _SLASH))))
    if not ended.all() or (kinds < 0).any():
        return None
    kinds += closing + 2 * alone.astype(np.int8)
    return kinds


def _addresses(text: Bytes, at: Places) -> tuple[Places, Places] | None:
    """Row and column of cells that open with ``<c r="``, column ZZ at the most, in a row of five digits at the most; None when one opens otherwise."""
    if not len(at):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    if not ((text[at + 2] == _SPACE) & (text[at + 3] == ord("r")) & (text[at + 4] == _EQUALS) & (text[at + 5] == _QUOTE)).all():
        return None
    first, second = text[at + 6].astype(np.int64) - _A, text[at + 7].astype(np.int64) - _A
    two = (second >= 0) & (second < 26)
    if (first < 0).any() or (first >= 26).any():
        return None
    column = np.where(two, (first + 1) * 26 + second, first)
    place = at + 7 + two
    row = np.zeros(len(at), dtype=np.int64)
    open_ = np.ones(len(at), dtype=bool)
    for step in range(6):
        byte = text[place + step]
        digit = byte.astype(np.int64) - _ZERO
        is_digit = open_ & (digit >= 0) & (digit <= 9)
        if not (is_digit | ~open_ | (byte == _QUOTE)).all() or (step == 5 and is_digit.any()):
            return None
        row = np.where(is_digit, row * 10 + digit, row)
        open_ &= is_digit
        if not open_.any():
            break
    return row, column
