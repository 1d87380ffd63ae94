"""A second look at an xlsx: a cheap scan of its XML sees what the fast reader loses without a word.

calamine turns error cells into blanks and formulas without a value into nothing, and stops early in a damaged sheet.
Every pattern here takes time in proportion to the text: none may look past the next ``<``, for a hostile sheet has many
starts and no end.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET
from xml.parsers import expat
from zipfile import ZipFile

from pipeline.base.grid import CellFault
from pipeline.schema.options import Options
from pipeline.sheets.formats.archives import local_name, part_named, read_xml
from pipeline.sheets.formats.faults import Refused
from pipeline.sheets.formats.keeping import MOST_MERGES
from pipeline.sheets.formats.number_formats import cell_shapes, shaping_styles
from pipeline.sheets.formats.sheet_xml import (
    cell_faults,
    hidden_columns,
    hidden_rows,
    last_value_row,
    row_numbers,
    used_box,
)
from pipeline.sheets.formats.struck_styles import standing_texts, struck_anyhow, struck_styles
from pipeline.sheets.personal import sheet_named

_MAX_BOX = 12_000_000


@dataclass(frozen=True)
class SheetFacts:
    """What the XML of a sheet says. Rows count from 1, columns from 0.

    ``faults`` and ``shapes`` are keyed by (row, column); ``shapes`` has the number formats that make part of a number.
    ``last_row`` is the last row that holds a value. ``struck``: what stands of each struck cell, None for nothing.
    """

    faults: dict[tuple[int, int], CellFault] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    last_row: int = 0
    shapes: dict[tuple[int, int], str] = field(default_factory=dict)
    struck: dict[tuple[int, int], str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class BookFacts:
    """What the XML of a workbook says.

    ``sheets``: by name in workbook order, without chart sheets and the like. ``longest``: the bytes of the largest part
    that holds texts, so no text is longer.
    """

    sheets: dict[str, SheetFacts]
    epoch_1904: bool
    longest: int


def look(archive: ZipFile, limits: Options) -> BookFacts:
    """Scan a workbook.

    Raises Refused for a damaged part, a DOCTYPE, a part in UTF-16, rows out of order, or a limit exceeded.
    """
    try:
        return _Look(archive, limits).book()
    except (ET.ParseError, expat.ExpatError, KeyError, ValueError, LookupError):
        raise Refused("R008", detail="内部部件缺失或残缺") from None


@dataclass(frozen=True)
class _Look:
    archive: ZipFile
    limits: Options
    texts: set[str] = field(default_factory=set)
    """The parts that hold texts."""
    shaping: dict[int, str] = field(default_factory=dict)
    struck: set[int] = field(default_factory=set)
    """The styles of struck-out text."""
    standing: dict[int, str] = field(default_factory=dict)
    """Index of a shared string -> what stands of it, for those that are struck out in part."""

    def book(self) -> BookFacts:
        names = self.archive.namelist()
        main = next((n for n in names if n.lower().endswith("workbook.xml")), "xl/workbook.xml")
        book = ET.fromstring(read_xml(self.archive, main))  # noqa: S314 - read_xml has refused any DOCTYPE
        folder = posixpath.dirname(main)
        links = ET.fromstring(read_xml(self.archive, f"{folder}/_rels/{posixpath.basename(main)}.rels"))  # noqa: S314 - the same
        targets = {link.get("Id", ""): part_named(folder, link.get("Target", "")) for link in links}
        styles = f"{folder}/styles.xml"
        if styles in names:
            root = ET.fromstring(read_xml(self.archive, styles))  # noqa: S314 - the same
            self.shaping.update(shaping_styles(root))
            self.struck.update(struck_styles(root))
        if (strings := f"{folder}/sharedStrings.xml") in names:
            self.standing.update(standing_texts(read_xml(self.archive, strings)))
        sheets = [e for e in book.iter() if local_name(e.tag) == "sheet"]
        if len(sheets) > self.limits.most_sheets:
            raise Refused(
                "R083", what="工作表数", found=len(sheets), limit=self.limits.most_sheets, setting="工作表数上限"
            )
        facts = {}
        for sheet in sheets:
            target = next((targets.get(value, "") for key, value in sheet.items() if local_name(key) == "id"), "")
            if "worksheets/" in target:
                if sheet.get("name", "") in facts:
                    raise Refused("R009", detail="工作表重名")
                facts[sheet.get("name", "")] = self._sheet(sheet.get("name", ""), target)
        for name in names:
            if posixpath.dirname(name).lower() == folder.lower() and name != main and name.lower().endswith(".xml"):
                self._other(name)
        properties = next((e for e in book.iter() if local_name(e.tag) == "workbookPr"), None)
        longest = max((part.file_size for part in self.archive.infolist() if part.filename in self.texts), default=0)
        return BookFacts(facts, properties is not None and properties.get("date1904") in {"1", "true"}, longest)

    def _other(self, name: str) -> None:
        self.texts.add(name)
        expat.ParserCreate().Parse(read_xml(self.archive, name), True)

    def _within(self, xml: bytes) -> None:
        cells = xml.count(b"<c ") + xml.count(b":c ")
        if cells > self.limits.most_cells:
            raise Refused("R083", what="单元格数", found=cells, limit=self.limits.most_cells, setting="单元格数上限")
        if xml.count(b"mergeCell ") > MOST_MERGES:
            raise Refused("R009", detail=f"合并区域超过{MOST_MERGES}个")

    def _sheet(self, name: str, part: str) -> SheetFacts:
        self.texts.add(part)
        xml = read_xml(self.archive, part)
        self._within(xml)
        try:
            expat.ParserCreate().Parse(xml, True)
        except expat.ExpatError:
            raise Refused("R008", detail="工作表内容残缺") from None
        rows = row_numbers(xml)
        if used_box(xml, len(rows)) > _MAX_BOX:
            raise Refused("R009", detail=f"工作表的使用区域超过{_MAX_BOX}格")
        last = last_value_row(xml)
        if last > self.limits.most_rows:
            # The reader would otherwise make room for every row above this one.
            raise Refused(
                "R083",
                what=f"工作表“{sheet_named(name)}”的行数",
                found=last,
                limit=self.limits.most_rows,
                setting="行数上限",
            )
        return SheetFacts(
            cell_faults(xml),
            hidden_rows(xml, rows),
            hidden_columns(xml),
            last,
            cell_shapes(xml, self.shaping),
            struck_anyhow(xml, frozenset(self.struck), self.standing),
        )
