"""Facts are found in the bytes of a worksheet's XML without parsing it; every pattern stops at the next ``<``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from pipeline.base.grid import CellFault
from pipeline.sheets.formats.faults import Refused

NOT_CALCULATED = "公式未计算"
_MAX_ROW, _MAX_COLUMN = 1_048_576, 16_384
_ROW = re.compile(rb"<(?:\w+:)?row\b([^<>]*)>")
_ROW_NUMBER = re.compile(rb"""\br=["'](\d{1,7})["']""")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^<>]*)>")
_SPAN = re.compile(rb"""\b(min|max)=["'](\d{1,7})["']""")
_CELL_START = re.compile(rb"<(?:\w+:)?c(?=[\s>/])")
_ADDRESS = re.compile(rb"""\br=["']([A-Za-z]{1,3})(\d{1,7})["']""")
_ANY_ADDRESS = re.compile(rb"""<(?:\w+:)?c\b[^<>]*?\br=["']([A-Za-z]{1,3})(\d{1,7})["']""")
_VALUED = re.compile(rb"""<(?:\w+:)?c\b[^<>]*?\br=["']([A-Za-z]{1,3})(\d{1,7})["'][^<>]*(?<!/)>(?!</)""")
"""A cell that holds something; readers make no room for those that are only styled."""
_ADDRESSED = re.compile(rb"""<(?:\w+:)?c\b[^<>]*?\br=""")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^<>]*)>")
_STYLE = re.compile(rb"""\bs=["'](\d{1,5})["']""")
_TYPE = re.compile(rb"""\bt=["'](\w+)["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^<>]*>([^<]*)<")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_FORMULA_MARKS = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/")


def row_numbers(xml: bytes) -> list[int]:
    """Return the numbers of the rows, counted from 1 where the sheet writes none.

    Raises Refused when they don't ascend or only some rows have one.
    """
    rows = _ROW.findall(xml)
    numbers = [int(match[1]) for row in rows if (match := _ROW_NUMBER.search(row))]
    if (
        any(b <= a for a, b in pairwise(numbers))
        or (numbers and len(numbers) < len(rows))
        or (numbers and numbers[-1] > _MAX_ROW)
    ):
        raise Refused("R008", detail="工作表的行次序错乱")
    return numbers or list(range(1, len(rows) + 1))


def used_box(xml: bytes, count: int) -> int:
    """Return for how many cells the reader will make room: down to the last value and out to the widest one.

    ``count``: the number of rows, for a sheet whose cells have no addresses.

    Raises Refused where a cell stands in another row than its address says, or beyond any sheet.
    """
    addresses = _ANY_ADDRESS.findall(xml)
    if len(addresses) != len(_ADDRESSED.findall(xml)):
        raise Refused("R008", detail="单元格地址超出工作表范围")
    rows = [int(row) for row, _ in groupby(row for _, row in addresses)]
    if any(b <= a for a, b in pairwise(rows)):
        raise Refused("R008", detail="工作表的行次序错乱")
    if max(map(column_number, {letters.upper() for letters, _ in addresses}), default=0) >= _MAX_COLUMN or (
        rows and rows[-1] > _MAX_ROW
    ):
        raise Refused("R008", detail="单元格地址超出工作表范围")
    valued = _VALUED.findall(xml)
    widest = max(map(column_number, {letters.upper() for letters, _ in valued}), default=0)
    return (int(valued[-1][1]) if valued else 0 if addresses else count) * (widest + 1)


def hidden_rows(xml: bytes, rows: list[int]) -> frozenset[int]:
    """Return the numbers of the hidden rows; ``rows`` is what row_numbers gave."""
    if b"hidden" not in xml:
        return frozenset()
    return frozenset(number for number, opening in zip(rows, _ROW.findall(xml), strict=True) if is_hidden(opening))


def is_hidden(opening: bytes) -> bool:
    """Whether the tag of a row or column hides it."""
    return b"hidden" in opening and _HIDDEN.search(opening) is not None


def hidden_columns(xml: bytes) -> frozenset[int]:
    """Return the hidden columns, from 0; the part of the sheet before its rows is enough."""
    spans = []
    for column in _COLUMN.findall(xml) if b"hidden" in xml else ():
        span = {key: int(value) for key, value in _SPAN.findall(column)}
        if is_hidden(column) and len(span) == 2:
            spans.append((max(span[b"min"] - 1, 0), min(span[b"max"], _MAX_COLUMN)))
    hidden: set[int] = set()
    reached = 0
    for first, end in sorted(spans):  # each column once, however often the spans say so
        hidden.update(range(max(first, reached), end))
        reached = max(reached, end)
    return frozenset(hidden)


def last_value_row(xml: bytes) -> int:
    """Return the number of the row with the last value; 0 when rows carry no numbers."""
    value = max(xml.rfind(b"<v>"), xml.rfind(b":v>"), xml.rfind(b"<is>"))
    if value <= 0:
        return 0
    row = max(xml.rfind(b"<row ", 0, value), xml.rfind(b":row ", 0, value))
    number = next(_ROW_NUMBER.finditer(xml, row, value), None)
    return int(number[1]) if number else 0


def cell_faults(xml: bytes) -> dict[tuple[int, int], CellFault]:
    """Return the error cells and the formulas without a value, by (row, column)."""
    has_errors = b't="e"' in xml or b"t='e'" in xml
    if not has_errors and not any(mark in xml for mark in _FORMULA_MARKS):
        return {}
    faults = {}
    starts = [match.end() for match in _CELL_START.finditer(xml)]
    for start, end in pairwise([*starts, len(xml)]):
        attributes, _, content = xml[start:end].partition(b">")
        match = _TYPE.search(attributes)
        type_ = match[1] if match else b""
        formula = _FORMULA.search(content) is not None
        if type_ != b"e" and not formula:
            continue
        value = _VALUE.search(content)
        text = ""
        if type_ == b"e":
            text = value[1].decode("utf-8", "replace") if value else "#N/A"
        elif type_ != b"str" and not (value and value[1]):
            text = NOT_CALCULATED
        if text and (address := _ADDRESS.search(attributes)):
            faults[int(address[2]), column_number(address[1].upper())] = CellFault(text)
    return faults


def styled_cells(xml: bytes, styles: frozenset[int]) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield ((row, column), style) for the cells with one of ``styles``; cells without an address are left out."""
    for attributes in _CELL.findall(xml):
        style = _STYLE.search(attributes)
        if style and int(style[1]) in styles and (address := _ADDRESS.search(attributes)):
            yield (int(address[2]), column_number(address[1].upper())), int(style[1])


def column_number(letters: bytes) -> int:
    """Return the column of these letters, from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
