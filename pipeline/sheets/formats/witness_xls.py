"""A second look at an xls: its records are walked to see which rows they name and whether every part is complete."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.sheets.formats.faults import Refused
from pipeline.sheets.formats.ole import read_stream

_START, _END, _SHEET, _ROW = 0x809, 0x0A, 0x85, 0x208
_ONE_CELL = frozenset({0x06, 0x203, 0x204, 0x205, 0x27E, 0xFD, 0xD6, 0x406, 0x206})
"""The records of one cell: FORMULA, NUMBER, LABEL, BOOLERR, RK, LABELSST, RSTRING."""
_MANY, _BLANK, _MANY_BLANK = 0xBD, 0x201, 0xBE
_WORKSHEET = 0


@dataclass(frozen=True)
class SheetRecords:
    """Rows, from 0: those that have a cell with a value, those with any cell, and those announced to have cells."""

    with_value: frozenset[int]
    with_cells: frozenset[int]
    announced: frozenset[int]


def look(data: bytes) -> list[SheetRecords]:
    """Return what the records say of each worksheet, in workbook order.

    Raises Refused where the records break off or lead nowhere.
    """
    stream = read_stream(data, ("Workbook", "Book"))
    starts = []
    offset = 0
    while True:
        code, offset, body = _record(stream, offset)
        if code == _END:
            break
        if code == _SHEET and len(body) > 5 and body[5] == _WORKSHEET:
            starts.append(int.from_bytes(body[:4], "little"))
    return [_sheet(stream, start) for start in starts]


def _sheet(stream: bytes, offset: int) -> SheetRecords:
    valued: set[bytes] = set()
    blank: set[bytes] = set()
    announced: set[bytes] = set()
    code, offset, _ = _record(stream, offset)
    if code != _START:
        raise _damaged()
    depth = 1
    while depth:
        code, offset, body = _record(stream, offset)
        if code == _START:
            depth += 1  # a chart inside the sheet
        elif code == _END:
            depth -= 1
        elif depth > 1:
            continue
        elif code in _ONE_CELL or code == _MANY:
            valued.add(body[:2])
        elif code in (_BLANK, _MANY_BLANK):
            blank.add(body[:2])
        elif code == _ROW and int.from_bytes(body[2:4], "little") < int.from_bytes(body[4:6], "little"):
            announced.add(body[:2])
    return SheetRecords(
        *(frozenset(int.from_bytes(row, "little") for row in rows) for rows in (valued, valued | blank, announced))
    )


def _record(stream: bytes, offset: int) -> tuple[int, int, bytes]:
    """Return the record's code, the offset of the next one, and its content."""
    if offset + 4 > len(stream):
        raise _damaged()
    length = int.from_bytes(stream[offset + 2 : offset + 4], "little")
    end = offset + 4 + length
    if end > len(stream):
        raise _damaged()
    return int.from_bytes(stream[offset : offset + 2], "little"), end, stream[offset + 4 : end]


def _damaged() -> Refused:
    return Refused("R008", detail="内部记录残缺")
