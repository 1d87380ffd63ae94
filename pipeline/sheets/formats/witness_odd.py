"""A second look at ods and xlsb: their reader gives blanks for error cells and for formulas without a result."""

from __future__ import annotations

import posixpath
import re
import struct
from collections.abc import Iterator
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from pipeline.base.grid import CellFault
from pipeline.sheets.formats.archives import local_name, read_xml
from pipeline.sheets.formats.sheet_xml import NOT_CALCULATED

Faults = dict[str, dict[tuple[int, int], CellFault]]
"""Sheet -> (row, column), both from 0 -> the fault in that cell."""

_ERROR = re.compile(r"#[A-Z][A-Z_/0-9]{1,30}[!?]?|Err:\d{3}")
_MOST_REPEATED = 1000
"""How many times a row or cell with a fault may be repeated; blank ones are repeated to the sheet's end."""
_CODES = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
_LINKS = "xl/_rels/workbook.bin.rels"
_ROW, _CELL_ERROR, _FORMULA_ERROR, _SHEET = 0, 3, 11, 156


def ods_faults(archive: ZipFile) -> Faults:
    """The error cells and formulas without a value of an ods. Raises what the parser raises for a damaged part."""
    root = ET.fromstring(read_xml(archive, "content.xml"))  # noqa: S314 - read_xml has refused any DOCTYPE
    return {
        table.get(_name(table, "name"), ""): dict(_of_table(table))
        for table in root.iter()
        if local_name(table.tag) == "table"
    }


def _name(element: ET.Element, name: str) -> str:
    return next((key for key, _ in element.items() if local_name(key) == name), name)


def _of_table(table: ET.Element) -> Iterator[tuple[tuple[int, int], CellFault]]:
    row = 0
    for line in (e for e in table.iter() if local_name(e.tag) == "table-row"):
        repeated = int(line.get(_name(line, "number-rows-repeated"), "1"))
        column = 0
        for cell in line:
            many = int(cell.get(_name(cell, "number-columns-repeated"), "1"))
            fault = _fault(cell)
            if fault and repeated <= _MOST_REPEATED and many <= _MOST_REPEATED:
                yield from (((row + down, column + right), fault) for down in range(repeated) for right in range(many))
            column += many
        row += repeated


def _fault(cell: ET.Element) -> CellFault | None:
    attributes = {local_name(key): value for key, value in cell.items()}
    types = {value for key, value in cell.items() if local_name(key) == "value-type"}
    text = "".join("".join(e.itertext()) for e in cell if local_name(e.tag) == "p").strip()
    if "error" in types or ("formula" in attributes and _ERROR.fullmatch(text)):
        return CellFault(text if _ERROR.fullmatch(text) else "#N/A")
    return CellFault(NOT_CALCULATED) if "formula" in attributes and not types else None


def xlsb_faults(archive: ZipFile) -> Faults:
    """The error cells of an xlsb. Raises KeyError, ValueError or struct.error for a damaged part."""
    if _LINKS not in archive.NameToInfo:
        return {}
    links = ET.fromstring(read_xml(archive, _LINKS))  # noqa: S314 - read_xml has refused any DOCTYPE
    targets = {link.get("Id", ""): posixpath.normpath(posixpath.join("xl", link.get("Target", ""))) for link in links}
    faults: Faults = {}
    for kind, body in _records(archive.read("xl/workbook.bin")):
        if kind == _SHEET:
            link, at = _text(body, 8)
            name, _ = _text(body, at)
            part = targets.get(link, "")
            faults[name] = (
                dict(_of_sheet(archive.read(part))) if part in archive.NameToInfo and "worksheets/" in part else {}
            )
    return faults


def _of_sheet(data: bytes) -> Iterator[tuple[tuple[int, int], CellFault]]:
    row = 0
    for kind, body in _records(data):
        if kind == _ROW:
            (row,) = struct.unpack_from("<I", body)
        elif kind in (_CELL_ERROR, _FORMULA_ERROR):
            (column,) = struct.unpack_from("<I", body)
            yield (row, column), CellFault(_CODES.get(body[8], "#N/A"))


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(data):
        kind, at = _short(data, at, 2)
        length, at = _short(data, at, 4)
        yield kind, data[at : at + length]
        at += length


def _short(data: bytes, at: int, most: int) -> tuple[int, int]:
    """A number written as bytes of seven bits, the lowest first; the eighth bit says that another byte follows."""
    value = 0
    for step in range(most):
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << (7 * step)
        if byte < 0x80:
            break
    return value, at


def _text(body: bytes, at: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<I", body, at)
    if length == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * length
    return body[at + 4 : end].decode("utf-16-le"), end
