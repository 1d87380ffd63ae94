"""A second look at an xlsx by a cheap scan of its own XML: what the fast reader loses silently, it sees.

calamine turns error cells into blanks and formulas without a value into nothing; a part in UTF-16 gives it no rows at all. The
scan looks for the byte patterns first and walks the cells only when one is there.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from itertools import pairwise
from xml.etree import ElementTree as ET

from pipeline.grid import CellFault
from pipeline.ingest.faults import Refused

NOT_CALCULATED = "公式未计算"
_MAX_SHEETS, _MAX_BOX, _MAX_CELLS, _MAX_MERGES = 120, 12_000_000, 3_000_000, 60_000
_ROW = re.compile(rb"<row\b([^>]*)>")
_PREFIXED_ROW = re.compile(rb"<\w+:row\b([^>]*)>")
_ROW_NUMBER = re.compile(rb"""\br=["'](\d+)["']""")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_SPAN = re.compile(rb"""\b(min|max)=["'](\d+)["']""")
_CELL = re.compile(rb"<((?:\w+:)?c)\b([^>]*?)(?:/>|>(.*?)</\1>)", re.DOTALL)
_ADDRESS = re.compile(rb"""\br=["']([A-Z]{1,3})(\d+)["']""")
_FAR_COLUMN = re.compile(rb"""r=["'][A-Z]{3}\d""")
_TYPE = re.compile(rb"""\bt=["'](\w+)["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]*)<")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_FORMULA_MARKS = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/")
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


@dataclass(frozen=True)
class SheetFacts:
    """What the XML of a sheet says. Rows count from 1, columns from 0; ``faults`` by (row, column); ``last_row`` holds a value."""

    faults: dict[tuple[int, int], CellFault] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    last_row: int = 0


@dataclass(frozen=True)
class BookFacts:
    """``sheets`` by name in workbook order; chart sheets and the like are missing."""

    sheets: dict[str, SheetFacts]
    epoch_1904: bool


def look(data: bytes) -> BookFacts:
    """Scan a workbook. Raises Refused for a damaged container, a DOCTYPE, a part in UTF-16, rows out of order, or too much of anything."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _look(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, KeyError, ET.ParseError, ValueError, RuntimeError):
        raise Refused("R008", detail="内部部件缺失或残缺") from None


def _look(archive: zipfile.ZipFile) -> BookFacts:
    names = archive.namelist()
    main = next((n for n in names if n.lower().endswith("workbook.xml")), "xl/workbook.xml")
    book = ET.fromstring(_part(archive, main))  # noqa: S314 - _part has refused any DOCTYPE
    folder = posixpath.dirname(main)
    links = ET.fromstring(_part(archive, f"{folder}/_rels/{posixpath.basename(main)}.rels"))  # noqa: S314 - the same
    targets = {link.get("Id", ""): _resolved(folder, link.get("Target", "")) for link in links}
    sheets = [e for e in book.iter() if _local(e.tag) == "sheet"]
    if len(sheets) > _MAX_SHEETS:
        raise Refused("R009", detail=f"有{len(sheets)}个工作表，上限{_MAX_SHEETS}个")
    facts = {}
    for sheet in sheets:
        target = next((targets.get(value, "") for key, value in sheet.items() if _local(key) == "id"), "")
        if "worksheets/" in target:
            facts[sheet.get("name", "")] = _sheet_facts(_part(archive, target))
    for name in names:
        if name.startswith(f"{folder}/") and name.endswith(("sharedStrings.xml", "styles.xml")):
            _part(archive, name)
    properties = next((e for e in book.iter() if _local(e.tag) == "workbookPr"), None)
    return BookFacts(facts, properties is not None and properties.get("date1904") in {"1", "true"})


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    xml = archive.read(name)
    if xml.startswith(_UTF16):
        raise Refused("R008", detail="内部编码不是 UTF-8")
    if b"<!DOCTYPE" in xml or b"<!doctype" in xml:
        raise Refused("R009", detail="内部含有 DOCTYPE 声明")
    return xml


def _resolved(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _sheet_facts(xml: bytes) -> SheetFacts:
    if not xml.rstrip().endswith((b"worksheet>", b"/>")):
        raise Refused("R008", detail="工作表内容残缺")
    rows = _ROW.findall(xml) or _PREFIXED_ROW.findall(xml)
    numbers = [int(found[1]) for row in rows if (found := _ROW_NUMBER.search(row))]
    if any(b <= a for a, b in pairwise(numbers)) or (numbers and len(numbers) < len(rows)):
        raise Refused("R008", detail="工作表的行次序错乱")
    last = numbers[-1] if numbers else len(rows)
    _guard_size(xml, last)
    hidden_rows: list[int] = []
    hidden_columns: set[int] = set()
    if b"hidden=" in xml:
        marked = [bool(_HIDDEN.search(row)) for row in rows]
        hidden_rows = [number for number, hidden in zip(numbers or range(1, len(rows) + 1), marked, strict=True) if hidden]
        for column in _COLUMN.findall(xml):
            if _HIDDEN.search(column):
                span = {key: int(value) for key, value in _SPAN.findall(column)}
                hidden_columns.update(range(span[b"min"] - 1, min(span[b"max"], 16_384)))
    return SheetFacts(_cell_faults(xml), frozenset(hidden_rows), frozenset(hidden_columns), _last_value_row(xml))


def _guard_size(xml: bytes, last_row: int) -> None:
    if last_row * 702 > _MAX_BOX or _FAR_COLUMN.search(xml):
        widest = max((_column(letters) for letters, _ in _ADDRESS.findall(xml)), default=0)
        if (widest + 1) * last_row > _MAX_BOX:
            raise Refused("R009", detail="工作表的使用区域过大")
    if xml.count(b"<c ") > _MAX_CELLS or xml.count(b"mergeCell ") > _MAX_MERGES:
        raise Refused("R009", detail="单元格或合并区域过多")


def _last_value_row(xml: bytes) -> int:
    """The sheet row of the last cell with a value; 0 when rows carry no numbers."""
    at = max(xml.rfind(b"<v>"), xml.rfind(b":v>"), xml.rfind(b"<is>"))
    found = list(_ROW_NUMBER.finditer(xml, max(xml.rfind(b"<row ", 0, at), xml.rfind(b":row ", 0, at)), at)) if at > 0 else []
    return int(found[0][1]) if found else 0


def _cell_faults(xml: bytes) -> dict[tuple[int, int], CellFault]:
    has_errors = b't="e"' in xml or b"t='e'" in xml
    if not has_errors and not any(mark in xml for mark in _FORMULA_MARKS):
        return {}
    faults = {}
    for _, attributes, content in _CELL.findall(xml):
        type_ = found[1] if (found := _TYPE.search(attributes)) else b"n"
        formula = content and _FORMULA.search(content)
        if type_ != b"e" and not formula:
            continue
        value = _VALUE.search(content)
        text = ""
        if type_ == b"e":
            text = value[1].decode("utf-8", "replace") if value else "#N/A"
        elif type_ != b"str" and not (value and value[1]):
            text = NOT_CALCULATED
        if text and (address := _ADDRESS.search(attributes)):
            faults[int(address[2]), _column(address[1])] = CellFault(text)
    return faults


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
