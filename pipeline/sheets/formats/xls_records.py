"""The records of an xls, one after another, and whether a wrong byte has made one of them swallow others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.sheets.formats.faults import Refused

START, END, SHEET, ROW, DIMENSIONS = 0x809, 0x0A, 0x85, 0x208, 0x200
BLOCK_END = 0xD7
FORMULA, NUMBERS, BLANK, BLANKS = 0x06, 0xBD, 0x201, 0xBE
_OLD_FORMULA = 0x406
ONE_CELL = frozenset({FORMULA, 0x203, 0x204, 0x205, 0x27E, 0xFD, 0xD6, _OLD_FORMULA, 0x206})
"""FORMULA, NUMBER, LABEL, BOOLERR, RK, LABELSST, RSTRING."""
CELLS = ONE_CELL | {NUMBERS, BLANK, BLANKS}
OF_TABLE = CELLS | {ROW, BLOCK_END, 0x207, 0x21, 0x221, 0xBC, 0x4BC, 0x36, 0x236}
"""What stands among cells: rows, ends of blocks, results and parts of formulas."""
_LENGTHS = {ROW: 16, 0x203: 14, 0x27E: 10, 0xFD: 10, 0x205: 8, BLANK: 6, END: 0}
_USUAL = {
    code: length
    for length, codes in {
        2: (
            0x0C,
            0x0D,
            0x0F,
            0x11,
            0x12,
            0x22,
            0x2A,
            0x2B,
            0x40,
            0x42,
            0x55,
            0x5F,
            *range(0x81, 0x85),
            0x8D,
            0x99,
            0xC1,
        ),
        4: (0x8C, 0xA0, 0x225),
        8: (0x10, 0x26, 0x27, 0x28, 0x29, 0x80),
        34: (0xA1,),
    }.items()
    for code in codes
}
"""The lengths of records about the whole sheet or workbook."""
_CODES = (
    "6 A-1D 20-2B 2F 31 33 36 3C 3D 40-42 44 45 4D 50-52 55 56 59-63 7C-86 8C-B8 BC-D3 D5-F2 F4-104 122 137-13D 140 14D"
    " 15F-161 18B-198 1A9-1C2 200 201 203-208 20B 218 221 223 225 231 236 23E 27E 293 406 418 41E 43C 4BC"
)
"""The codes of records up to Excel 97, in base 16; newer ones are above 0x800."""
_NEW = 0x800
_KNOWN = frozenset(
    code
    for first, _, last in (span.partition("-") for span in _CODES.split())
    for code in range(int(first, 16), int(last or first, 16) + 1)
)
_LEAST = 10
"""The bytes of the shortest cell. Some writers leave a few bytes behind a cell, but no record fits into them."""
_SPANS = {NUMBERS: 6, BLANKS: 2}
"""Records of several cells of a row, and the bytes of each cell; six more are the row and the columns."""
_ANY_START = re.compile(
    b"|".join(
        re.escape(code.to_bytes(2, "little") + length.to_bytes(2, "little"))
        for code, length in (*_LENGTHS.items(), (START, 8), (START, 16))
        if length
    )
)
"""How a record begins that may stand inside another one."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record: its code, its content, and where the next one starts."""

    code: int
    body: bytes
    next: int

    @property
    def is_odd(self) -> bool:
        """Whether there is no such record, or none of this length."""
        return (self.code < _NEW and self.code not in _KNOWN) or _USUAL.get(self.code, len(self.body)) != len(self.body)

    @property
    def row(self) -> int:
        """The row of a cell or of a row's own record, from 0."""
        return int.from_bytes(self.body[:2], "little")

    @property
    def columns(self) -> range:
        """The columns of the cells that it holds."""
        first = int.from_bytes(self.body[2:4], "little")
        return range(first, int.from_bytes(self.body[-2:], "little") + 1 if self.code in _SPANS else first + 1)


def records(stream: bytes, at: int) -> Iterator[Record]:
    """Yield the records from ``at`` on, without end: whoever asks stops at the END that closes what he reads.

    Raises Refused where the records break off, or where one can't be as long as it says.
    """
    while True:
        if at + 4 > len(stream):
            raise damaged()
        code, length = int.from_bytes(stream[at : at + 2], "little"), int.from_bytes(stream[at + 2 : at + 4], "little")
        at += 4 + length
        if at > len(stream) or not 0 <= length - _LENGTHS.get(code, length) < _LEAST:
            raise damaged()
        record = Record(code, stream[at - length : at], at)
        if code in _SPANS and len(record.columns) * _SPANS[code] + 6 != length:
            raise damaged()
        yield record


def swallows(record: Record) -> bool:
    """Whether the end of a record's content is a chain of records: its length has been changed to reach over them."""
    if record.code in _LENGTHS or record.code in _SPANS:
        return False
    body = record.body
    return any(_is_chain(body, match.start()) for match in _ANY_START.finditer(body))


def _is_chain(body: bytes, at: int) -> bool:
    while at + 4 <= len(body):
        code, length = int.from_bytes(body[at : at + 2], "little"), int.from_bytes(body[at + 2 : at + 4], "little")
        if not 0 <= length - _LENGTHS.get(code, length) < _LEAST:
            return False
        at += 4 + length
    return at == len(body)


def damaged() -> Refused:
    """The refusal of a file whose records don't fit together."""
    return Refused("R008", detail="内部记录残缺")
