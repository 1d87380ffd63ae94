"""A second look at an xlsx by a cheap scan of its own XML: what the fast reader loses silently, it sees.

calamine turns error cells into blanks and formulas without a value into nothing, and reads a damaged sheet short. Every pattern here
takes time in proportion to the text: none may look past the next ``<``, for a hostile sheet has many starts and no end.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET
from xml.parsers import expat
from zipfile import ZipFile

from pipeline.grid import CellFault
from pipeline.ingest import archives
from pipeline.ingest.faults import NotPlain, Refused
from pipeline.ingest.sheet_plain import scan_plain
from pipeline.ingest.sheet_xml import cell_faults, hidden_columns, hidden_rows, last_value_row, row_numbers, used_box
from pipeline.settings import Options

_MAX_BOX, _MAX_MERGES = 12_000_000, 60_000
_PLAIN_BOX, _PLAIN_PART, _CHEAP = 1_000_000, 500_000, 100_000
_BIG_COUNT = re.compile(rb"""[cC]ount\s*=(?!\s*["']\d{1,5}["'])""")
"""The fast reader makes room for as many strings as a part says that it holds, before it sees one."""


@dataclass(frozen=True)
class SheetFacts:
    """What the XML of a sheet says. Rows count from 1, columns from 0; ``faults`` by (row, column); ``last_row`` holds a value."""

    faults: dict[tuple[int, int], CellFault] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    last_row: int = 0


@dataclass(frozen=True)
class BookFacts:
    """``sheets`` by name in workbook order; chart sheets and the like are missing. No cell's text is longer than ``longest`` bytes."""

    sheets: dict[str, SheetFacts]
    epoch_1904: bool
    longest: int


def look(data: bytes, limits: Options, *, plain: bool = False) -> BookFacts:
    """Scan a workbook. Raises Refused for a damaged part, a DOCTYPE, a part in UTF-16, rows out of order, or too much of anything.

    With ``plain`` raises NotPlain where a part isn't built as the usual programs build it; without, such a part is parsed whole.
    """
    try:
        with archives.open_archive(data) as archive:
            return _Look(archive.namelist(), archive, limits, _PLAIN_PART if plain else None).book()
    except (ET.ParseError, expat.ExpatError, KeyError, ValueError, LookupError):
        if plain:
            raise NotPlain from None
        raise Refused("R008", detail="内部部件缺失或残缺") from None


@dataclass(frozen=True)
class _Look:
    names: list[str]
    archive: ZipFile
    limits: Options
    most: int | None
    texts: set[str] = field(default_factory=set)
    """The parts that hold texts."""

    def book(self) -> BookFacts:
        main = next((n for n in self.names if n.lower().endswith("workbook.xml")), "xl/workbook.xml")
        if self.most is not None and main != "xl/workbook.xml":
            raise NotPlain
        book = ET.fromstring(self._xml(main))  # noqa: S314 - read_xml has refused any DOCTYPE
        folder = posixpath.dirname(main)
        links = ET.fromstring(self._xml(f"{folder}/_rels/{posixpath.basename(main)}.rels"))  # noqa: S314 - the same
        targets = {link.get("Id", ""): _resolved(folder, link.get("Target", "")) for link in links}
        sheets = [e for e in book.iter() if _local(e.tag) == "sheet"]
        if len(sheets) > self.limits.most_sheets:
            raise Refused("R083", what="工作表数", found=len(sheets), limit=self.limits.most_sheets, setting="工作表数上限")
        facts = {}
        for sheet in sheets:
            target = next((targets.get(value, "") for key, value in sheet.items() if _local(key) == "id"), "")
            if "worksheets/" in target:
                if sheet.get("name", "") in facts:
                    raise Refused("R009", detail="工作表重名")
                facts[sheet.get("name", "")] = self._sheet(target)
        for name in self.names:
            if posixpath.dirname(name).lower() == folder.lower() and name != main and name.lower().endswith(".xml"):
                self._other(name)
        properties = next((e for e in book.iter() if _local(e.tag) == "workbookPr"), None)
        longest = max((part.file_size for part in self.archive.infolist() if part.filename in self.texts), default=0)
        return BookFacts(facts, properties is not None and properties.get("date1904") in {"1", "true"}, longest)

    def _xml(self, name: str) -> bytes:
        return archives.read_xml(self.archive, name, self.most)

    def _other(self, name: str) -> None:
        xml = archives.read_xml(self.archive, name)
        self.texts.add(name)
        if self.most is None or len(xml) < _CHEAP:
            expat.ParserCreate().Parse(xml, True)
        elif xml.count(b"<") != xml.count(b">") or xml.count(b"<si>") + xml.count(b"<si ") != xml.count(b"</si>"):
            raise NotPlain
        if self.most is not None and _BIG_COUNT.search(xml):
            raise NotPlain

    def _sheet(self, name: str) -> SheetFacts:
        if self.most is None:
            self.texts.add(name)
            return self._any_sheet(archives.read_xml(self.archive, name))
        xml = archives.read_part(self.archive, name)
        scan = scan_plain(xml)
        if scan is None or scan.box > _PLAIN_BOX or _BIG_COUNT.search(scan.around):
            raise NotPlain
        self._within(scan.around)
        if scan.own_texts:
            self.texts.add(name)
        faults = cell_faults(xml) if scan.odd_cells else {}
        return SheetFacts(faults, scan.hidden_rows, scan.hidden_columns, scan.last_row)

    def _within(self, xml: bytes) -> None:
        cells = xml.count(b"<c ") + xml.count(b":c ")
        if cells > self.limits.most_cells:
            raise Refused("R083", what="单元格数", found=cells, limit=self.limits.most_cells, setting="单元格数上限")
        if xml.count(b"mergeCell ") > _MAX_MERGES:
            raise Refused("R009", detail="合并区域过多")

    def _any_sheet(self, xml: bytes) -> SheetFacts:
        try:
            expat.ParserCreate().Parse(xml, True)
        except expat.ExpatError:
            raise Refused("R008", detail="工作表内容残缺") from None
        self._within(xml)
        rows = row_numbers(xml)
        if used_box(xml, rows[-1] if rows else 0) > _MAX_BOX:
            raise Refused("R009", detail="工作表的使用区域过大")
        return SheetFacts(cell_faults(xml), hidden_rows(xml, rows), hidden_columns(xml), last_value_row(xml))


def _resolved(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
