"""A second look at an xls through its records: which rows it has, and whether every part ends as it should."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.sheets.formats.faults import Refused
from pipeline.sheets.formats.ole import read_stream

_START, _END, _SHEET, _ROW = 0x809, 0x0A, 0x85, 0x208
_ONE_CELL = frozenset({0x06, 0x203, 0x204, 0x205, 0x27E, 0xFD, 0xD6, 0x406, 0x206})
"""FORMULA, NUMBER, LABEL, BOOLERR, RK, LABELSST, RSTRING."""
_MANY, _BLANK, _MANY_BLANK = 0xBD, 0x201, 0xBE
_WORKSHEET = 0
_FORMULA, _RECALCULATED = 0x06, 0x1C1
_NO_RESULT = b"\x03\0\0\0\0\0\xff\xff"
"""The result of a formula that is an empty text.

It means "not calculated" only where no formula of the sheet has another result.
"""
_BY_ANOTHER = b"\xbb\x0d\xcc\x07"
"""The build and year that programs other than Excel write to pass for Excel 97."""


@dataclass(frozen=True)
class SheetRecords:
    """A sheet's rows, from 0: those with a value in a cell, those with any cell, those announced to have cells.

    ``uncalculated``: (row, column) of formulas without a result.
    """

    with_value: frozenset[int]
    with_cells: frozenset[int]
    announced: frozenset[int]
    uncalculated: frozenset[tuple[int, int]] = frozenset()


def look(data: bytes) -> list[SheetRecords]:
    """The worksheets in workbook order. Raises Refused where the records break off or lead nowhere."""
    stream = read_stream(data, ("Workbook", "Book"))
    starts = []
    at = 0
    calculated = True
    while True:
        code, at, body = _record(stream, at)
        if code == _END:
            break
        if code == _START:
            calculated = body[4:8] != _BY_ANOTHER
        if code == _RECALCULATED:
            calculated = True
        if code == _SHEET and len(body) > 5 and body[5] == _WORKSHEET:
            starts.append(int.from_bytes(body[:4], "little"))
    sheets = [_sheet(stream, start) for start in starts]
    # A program that calculates leaves results; one that can't calculate leaves all of them blank.
    return (
        sheets
        if not calculated and any(sheet.uncalculated for sheet in sheets)
        else [replace(s, uncalculated=frozenset()) for s in sheets]
    )


def _sheet(stream: bytes, at: int) -> SheetRecords:
    valued: set[bytes] = set()
    blank: set[bytes] = set()
    announced: set[bytes] = set()
    blank_results: set[tuple[int, int]] = set()
    results = 0
    code, at, _ = _record(stream, at)
    if code != _START:
        raise _damaged()
    depth = 1
    while depth:
        code, at, body = _record(stream, at)
        if code == _START:
            depth += 1  # a chart inside the sheet
        elif code == _END:
            depth -= 1
        elif depth > 1:
            continue
        elif code in _ONE_CELL or code == _MANY:
            valued.add(body[:2])
            if code == _FORMULA:
                results += 1
                if body[6:14] == _NO_RESULT:
                    blank_results.add((int.from_bytes(body[:2], "little"), int.from_bytes(body[2:4], "little")))
        elif code in (_BLANK, _MANY_BLANK):
            blank.add(body[:2])
        elif code == _ROW and int.from_bytes(body[2:4], "little") < int.from_bytes(body[4:6], "little"):
            announced.add(body[:2])
    rows = [frozenset(int.from_bytes(row, "little") for row in rows) for rows in (valued, valued | blank, announced)]
    return SheetRecords(
        rows[0], rows[1], rows[2], frozenset(blank_results) if len(blank_results) == results else frozenset()
    )


def _record(stream: bytes, at: int) -> tuple[int, int, bytes]:
    """The code of a record, where the next record starts, and its content."""
    if at + 4 > len(stream):
        raise _damaged()
    length = int.from_bytes(stream[at + 2 : at + 4], "little")
    end = at + 4 + length
    if end > len(stream):
        raise _damaged()
    return int.from_bytes(stream[at : at + 2], "little"), end, stream[at + 4 : end]


def _damaged() -> Refused:
    return Refused("R008", detail="内部记录残缺")
