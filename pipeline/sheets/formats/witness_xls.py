"""A second look at an xls through its records: which rows it has, and whether every part ends as it should."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipeline.sheets.formats.faults import Refused
from pipeline.sheets.formats.ole import read_stream
from pipeline.sheets.formats.xls_records import (
    BLANK,
    BLANKS,
    BLOCK_END,
    CELLS,
    DIMENSIONS,
    END,
    FORMULA,
    OF_TABLE,
    ROW,
    SHEET,
    START,
    Record,
    damaged,
    records,
    swallows,
)

_WORKSHEET, _OF_WORKSHEET = 0, 0x10
_DIMENSIONS = 14
"""The length of DIMENSIONS where rows have four bytes; before Excel 97 they have two."""
_RECALCULATED, _ENCRYPTED = 0x1C1, 0x2F
_NO_RESULT = b"\x03\0\0\0\0\0\xff\xff"
"""The result of a formula that is an empty text.

It means "not calculated" only where no formula of the sheet has another result.
"""
_BY_ANOTHER = b"\xbb\x0d\xcc\x07"
"""The build and year that programs other than Excel write to pass for Excel 97."""


@dataclass(frozen=True)
class SheetRecords:
    """A sheet's rows, from 0: those with a value in a cell, those with any cell, those announced to have cells.

    ``uncalculated``: (row, column) of formulas without a result. ``doubtful``: the sheet speaks of more rows than there
    are, holds a cell twice, or has something unknown among its cells.
    """

    with_value: frozenset[int]
    with_cells: frozenset[int]
    announced: frozenset[int]
    uncalculated: frozenset[tuple[int, int]] = frozenset()
    doubtful: bool = False


def look(data: bytes) -> list[SheetRecords]:
    """The worksheets in workbook order.

    Raises Refused for a protected file; where the records break off or lead nowhere, or one has swallowed others; and
    where a sheet doesn't end where the next one starts.
    """
    stream = read_stream(data, ("Workbook", "Book"))
    starts: list[tuple[int, bool]] = []
    calculated, odd = True, False
    for record in records(stream, 0):
        if record.code == END:
            break
        if swallows(record):
            raise damaged()
        odd |= record.is_odd
        if record.code == _ENCRYPTED:
            raise Refused("R006")
        if record.code == START:
            calculated = record.body[4:8] != _BY_ANOTHER
        if record.code == _RECALCULATED:
            calculated = True
        if record.code == SHEET and len(record.body) > 5:
            starts.append((int.from_bytes(record.body[:4], "little"), record.body[5] == _WORKSHEET))
    parts = {at: _part(stream, at) for at, _ in starts}
    _must_be_whole(stream, [(0, record.next), *((at, part.end) for at, part in parts.items())], len(starts))
    if any(parts[at].is_worksheet is not listed for at, listed in starts if parts[at].is_worksheet or listed):
        raise damaged()
    if not any(listed for _, listed in starts):
        raise damaged()
    sheets = [replace(s, doubtful=s.doubtful or odd) for s in (parts[at].records for at, listed in starts if listed)]
    # A program that calculates leaves results; one that can't calculate leaves all of them blank.
    return (
        sheets
        if not calculated and any(sheet.uncalculated for sheet in sheets)
        else [replace(s, uncalculated=frozenset()) for s in sheets]
    )


def _must_be_whole(stream: bytes, parts: list[tuple[int, int]], count: int) -> None:
    """Refuse a stream in which a part is listed twice, or holds anything between or behind its parts."""
    if len(parts) != count + 1:
        raise damaged()
    ordered = sorted(parts)
    for (_, end), (start, _) in pairwise([*ordered, (len(stream), 0)]):
        if start < end or stream[end:start].strip(b"\0"):
            raise damaged()


@dataclass
class _Part:
    """A sheet's part of the stream as it is read; ``end`` is where the next part starts."""

    end: int = 0
    is_worksheet: bool = False
    valued: set[int] = field(default_factory=set)
    blank: set[int] = field(default_factory=set)
    announced: set[int] = field(default_factory=set)
    cells: set[tuple[int, int]] = field(default_factory=set)
    count: int = 0
    formulas: int = 0
    blank_results: set[tuple[int, int]] = field(default_factory=set)
    promised: tuple[int, int] | None = None
    strange: bool = False
    in_table: bool = False
    before: int = 0

    def take(self, record: Record) -> None:
        """Note what a record of the sheet itself says, and whether it may stand behind the one before it."""
        if record.code in OF_TABLE:
            left = self.in_table and self.before not in OF_TABLE
            self.strange |= left or (self.before == BLOCK_END and record.code != ROW)
            self.in_table = True
        self.before = record.code
        self.strange |= record.is_odd
        if record.code in CELLS:
            (self.blank if record.code in (BLANK, BLANKS) else self.valued).add(record.row)
            self.cells.update((record.row, column) for column in record.columns)
            self.count += len(record.columns)
            if record.code == FORMULA:
                self.formulas += 1
                if record.body[6:14] == _NO_RESULT:
                    self.blank_results.add((record.row, record.columns[0]))
        elif record.code == DIMENSIONS:
            size = 4 if len(record.body) == _DIMENSIONS else 2
            first, end = record.body[:size], record.body[size : 2 * size]
            self.promised = int.from_bytes(first, "little"), int.from_bytes(end, "little")
        elif record.code == ROW and record.body[2:4] != record.body[4:6]:
            self.announced.add(record.row)

    @property
    def records(self) -> SheetRecords:
        """What it comes to."""
        with_cells = frozenset(self.valued | self.blank)
        rows = with_cells | self.announced
        lost = self.promised is None or (bool(rows) and _reaches_beyond(self.promised, min(rows), max(rows)))
        return SheetRecords(
            frozenset(self.valued),
            with_cells,
            frozenset(self.announced),
            frozenset(self.blank_results) if len(self.blank_results) == self.formulas else frozenset(),
            self.strange or len(self.cells) != self.count or lost,
        )


def _reaches_beyond(promised: tuple[int, int], first: int, last: int) -> bool:
    """Whether DIMENSIONS speaks of rows above or below those found; some writers count its rows from 1."""
    from_one = promised[0] == first + 1
    return promised[0] < first or promised[1] - from_one > last + 1


def _part(stream: bytes, at: int) -> _Part:
    part = _Part()
    depth = 0
    for record in records(stream, at):
        if not depth:
            if record.code != START:
                raise damaged()
            part.is_worksheet = int.from_bytes(record.body[2:4], "little") == _OF_WORKSHEET
        if swallows(record):
            raise damaged()
        if record.code == START:
            depth += 1  # a chart inside the sheet
        elif record.code == END:
            depth -= 1
        elif depth == 1:
            part.take(record)
        if not depth:
            part.end = record.next
            return part
    return part
