"""Ledgers damaged at random with a seed, and what a damaged one still holds by another reader than the program's."""

from __future__ import annotations

import posixpath
import random
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from lxml import etree

from tests.sheets.hostile_files import packed, parts_of

CASES = Path(__file__).parent.parent / "cases" / "ingest"
NAMES = (
    "plain.xlsx",
    "totals.xlsx",
    "merged_header.xlsx",
    "two_sheets.xlsx",
    "error_cells.xlsx",
    "hidden.xlsx",
    "date_shapes.xlsx",
    "old.xls",
    "wps.et",
    "gb18030.csv",
)
Held = dict[str, frozenset[int]]
_DIGIT = re.compile(rb"\d")
_TAG = re.compile(rb"<[^<>]*>")
_ROW = re.compile(rb"<row [^<>]*>.*?</row>", re.DOTALL)
_CELL = re.compile(rb"<c [^<>]*>.*?</c>", re.DOTALL)


@dataclass(frozen=True)
class Mutant:
    """A damaged ledger. ``how`` it was damaged; ``edited``: only its XML was, and the container is sound."""

    name: str
    how: str
    data: bytes
    edited: bool = False


def mutants(count: int, seed: int = 20230228) -> Iterator[Mutant]:
    """Yield ``count`` damaged ledgers, of every ledger in turn; the same for the same seed."""
    chance = random.Random(seed)
    sources = [(name, (CASES / name).read_bytes()) for name in NAMES]
    for number in range(count):
        name, data = sources[number % len(sources)]
        if name.endswith(".xlsx") and chance.random() < 0.5:
            yield _edited(name, data, chance)
        else:
            how = chance.choice((_flip, _flip, _cut, _zero, _shuffle))
            yield Mutant(f"{number}-{name}", how.__name__, how(data, chance))


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 8, 64))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(1, len(data))]


def _zero(data: bytes, chance: random.Random) -> bytes:
    start, length = chance.randrange(len(data)), chance.choice((1, 16, 512, 4096))
    return data[:start] + bytes(len(data[start : start + length])) + data[start + length :]


def _shuffle(data: bytes, chance: random.Random) -> bytes:
    """Put a block of the file where another one should be."""
    size = min(512, len(data) // 3)
    a, b = chance.randrange(len(data) - size), chance.randrange(len(data) - size)
    return data[:a] + data[b : b + size] + data[a + size :]


def _edited(name: str, data: bytes, chance: random.Random) -> Mutant:
    parts = parts_of(data)
    likely = [n for n in parts if n.startswith("xl/") and n.endswith((".xml", ".rels")) and "theme" not in n]
    sheets = [n for n in likely if "worksheets/" in n]
    part = chance.choice(sheets if chance.random() < 0.7 else likely)
    how = chance.choice(
        (
            _lose_bytes,
            _repeat_bytes,
            _other_digit,
            _lose_tag,
            _other_byte,
            _lose_row,
            _repeat_row,
            _lose_cell,
            _no_address,
        )
    )
    parts[part] = how(parts[part], chance)
    return Mutant(f"{chance.random():.9f}-{name}", f"{how.__name__} {part}", packed(parts), edited=True)


def _lose_bytes(xml: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(xml))
    return xml[:start] + xml[start + chance.choice((1, 2, 20, 200)) :]


def _repeat_bytes(xml: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(xml))
    end = start + chance.choice((1, 20, 200))
    return xml[:end] + xml[start:end] + xml[end:]


def _other_digit(xml: bytes, chance: random.Random) -> bytes:
    match = chance.choice(list(_DIGIT.finditer(xml)) or [None])
    return xml if match is None else xml[: match.start()] + b"%d" % chance.randrange(10) + xml[match.end() :]


def _other_byte(xml: bytes, chance: random.Random) -> bytes:
    position = chance.randrange(len(xml))
    return xml[:position] + bytes([chance.choice(b'<>/"=& ercv\x00\xff')]) + xml[position + 1 :]


def _lose(pattern: re.Pattern[bytes], xml: bytes, chance: random.Random, times: int = 0) -> bytes:
    match = chance.choice(list(pattern.finditer(xml)) or [None])
    return xml if match is None else xml[: match.start()] + match[0] * times + xml[match.end() :]


def _lose_tag(xml: bytes, chance: random.Random) -> bytes:
    return _lose(_TAG, xml, chance)


def _lose_row(xml: bytes, chance: random.Random) -> bytes:
    return _lose(_ROW, xml, chance)


def _repeat_row(xml: bytes, chance: random.Random) -> bytes:
    return _lose(_ROW, xml, chance, 2)


def _lose_cell(xml: bytes, chance: random.Random) -> bytes:
    return _lose(_CELL, xml, chance, chance.choice((0, 2)))


def _no_address(xml: bytes, chance: random.Random) -> bytes:
    match = chance.choice(list(re.finditer(rb' r="[A-Z0-9]*"', xml)) or [None])
    return xml if match is None else xml[: match.start()] + xml[match.end() :]


def held_by_xml(data: bytes) -> Held | None:
    """Sheet -> its rows with a value, by lxml, which repairs what isn't well-formed; None when it can't.

    A row or cell without address comes after the one before it, as the standard says.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _held(archive)
    except (etree.XMLSyntaxError, KeyError, ValueError, IndexError, AttributeError, StopIteration):
        return None


def _held(archive: zipfile.ZipFile) -> Held:
    book = _root(archive.read("xl/workbook.xml"))
    links = {link.get("Id"): link.get("Target") for link in _root(archive.read("xl/_rels/workbook.xml.rels"))}
    strings = [_text(si) for si in _root(archive.read("xl/sharedStrings.xml")).findall("{*}si")]
    held = {}
    for sheet in book.findall("{*}sheets/{*}sheet"):
        target = links[next(value for key, value in sheet.items() if key.endswith("}id"))]
        rows: set[int] = set()
        row_at = 0
        for row in _root(archive.read(posixpath.normpath(f"xl/{target}"))).findall("{*}sheetData/{*}row"):
            row_at = int(row.get("r", row_at + 1))
            for cell in row.findall("{*}c"):
                row_number = int(re.sub(r"\D", "", cell.get("r", f"A{row_at}")))
                if _has_value(cell, strings):
                    rows.add(row_number)
        held[sheet.get("name") or ""] = frozenset(rows)
    return held


def _root(xml: bytes) -> etree._Element:
    return etree.fromstring(xml, etree.XMLParser(recover=True, resolve_entities=False))


def _text(element: etree._Element) -> str:
    return "".join(part.text or "" for part in element.iter("{*}t"))


def _has_value(cell: etree._Element, strings: list[str]) -> bool:
    value = cell.findtext("{*}v")
    if cell.get("t") == "s" and value:
        return not value.isdigit() or int(value) >= len(strings) or strings[int(value)] != ""
    if cell.get("t") == "inlineStr":
        return _text(cell) != ""
    return bool(value) or cell.find("{*}f") is not None or cell.get("t") == "e"
