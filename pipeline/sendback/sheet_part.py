"""A worksheet's own XML: cells that may not go back are emptied, marks are added, everything else stays as it was."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from pipeline.base.originals import OriginalSheet
from pipeline.base.place import cell_name
from pipeline.sendback.formula import Safe
from pipeline.sendback.marks import Cell, Entry, column_index
from pipeline.sendback.sheet_text import EMPTY, SheetText, edited, joined, shared_in, sheet_text
from pipeline.sendback.styles import MAIN, Styles, keep_children, parse, tag

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KEPT = (
    "sheetPr",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetProtection",
    "autoFilter",
    "mergeCells",
    "conditionalFormatting",
    "dataValidations",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "rowBreaks",
    "colBreaks",
)
_C, _ROW, _F, _IS, _T = (tag(name) for name in ("c", "row", "f", "is", "t"))
_IN_MAIN = {"m": MAIN}
_UNNUMBERED = etree.XPath("boolean(m:row[not(@r)]) or boolean(m:row/m:c[not(@r)])", namespaces=_IN_MAIN)
_RICH = etree.XPath("m:row/m:c/m:is[not(m:t and count(*) = 1)]", namespaces=_IN_MAIN)
_SHARED = etree.XPath('m:row/m:c[@t="s"]/m:v/text()', namespaces=_IN_MAIN, smart_strings=False)
_LINKED = re.compile(rb"\s(?:cm|vm|ph)=|extLst")
"""The marks of a cell that refers to parts which don't go back."""
_MOST_COLUMNS = 16_384
_MESSAGES = ("promptTitle", "prompt", "errorTitle", "error")


@dataclass
class SheetEdit:
    """The edit of one sheet.

    ``marks``: cell -> its entries. ``strings``: after ``apply``, the shared strings that cells still use. ``head``:
    after ``apply``, the XML around the cells.
    """

    sheet: OriginalSheet
    styles: Styles
    safe: Safe
    marks: Mapping[Cell, Sequence[Entry]]
    strings: set[int] = field(default_factory=set)
    head: bytes = b""
    _frozen: set[str] = field(default_factory=set)

    def apply(self, xml: bytes) -> bytes:
        """The new part, which refers to its comments as rId1 if there are marks.

        Raises ValueError when the XML is not plain.
        """
        text = sheet_text(xml)
        if text is not None and (part := self._as_text(text)) is not None:
            return part
        root = parse(xml)
        keep_children(root, _KEPT)
        data = root.find(tag("sheetData"))
        if data is None:
            raise ValueError("sheetData")
        self._dress(root, data)
        self._cells(data, xml)
        self._mark(data, root)
        return self._finished(root, data)

    def _as_text(self, text: SheetText) -> bytes | None:
        """What ``apply`` returns, by editing the rows as text; None where that can't be done."""
        root = parse(text.around)
        keep_children(root, _KEPT)
        data = root.find(tag("sheetData"))
        if data is None:
            return None
        self._dress(root, data)
        columns = _columns(root)
        rows = edited(
            text.without(self.sheet.cut, self.sheet.header_row + 1),
            self._replacements(),
            list(self.marks),
            self._format,
            {index: int(column.get("style", "0")) for index, column in columns.items()},
        )
        if rows is None:
            return None
        for _, column in self.marks:
            if column in columns:
                columns[column].attrib.pop("hidden", None)
        self.strings |= shared_in(rows)
        part = self._finished(root, data)
        return part.replace(EMPTY, joined(rows)) if part.count(EMPTY) == 1 else None

    def _finished(self, root: Any, data: Any) -> bytes:
        self.head = b"\n".join(etree.tostring(child, encoding="UTF-8") for child in root if child is not data)
        if self.marks:
            drawing = etree.SubElement(root, tag("legacyDrawing"), nsmap={"r": RELATIONS})
            drawing.set(f"{{{RELATIONS}}}id", "rId1")
        return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))

    def _replacements(self) -> dict[Cell, str]:
        """The texts that replace cells; those of columns about persons are emptied whatever they hold."""
        texts = {**self.sheet.written, **self.sheet.masked}
        return {
            (row, column): text
            for (row, column), text in texts.items()
            if row <= self.sheet.header_row or column not in self.sheet.cut
        }

    def _format(self, base: int, cell: Cell) -> int:
        return self.styles.marked(base, self.marks[cell][0].severity, as_text=cell[1] in self.sheet.ids)

    def _dress(self, root: Any, data: Any) -> None:
        """Clean the XML around the cells.

        Names of macros and printers, own texts and active filters go, and it isn't the sheet that opens first.
        """
        around = [child for child in root if child is not data]
        for child in around:
            etree.strip_elements(child, tag("extLst"))
        for part in around:
            for name in ("codeName", f"{{{RELATIONS}}}id"):
                part.attrib.pop(name, None)
            if part.tag == tag("sheetViews"):
                for view in part:
                    view.attrib.pop("tabSelected", None)
                    keep_children(view, ("pane", "selection"))
            elif part.tag == tag("autoFilter"):
                keep_children(part, ())
            elif part.tag == tag("conditionalFormatting"):
                self._rules(part)
            elif part.tag == tag("dataValidations"):
                self._choices(part)
            if part.tag in (tag("conditionalFormatting"), tag("dataValidations")) and not len(part):
                root.remove(part)

    def _rules(self, group: Any) -> None:
        for rule in list(group):
            formulas = [f.text or "" for f in rule.iter(tag("formula"))]
            if rule.get("text", "") not in {"", *self.safe.texts} or not all(map(self.safe.formula, formulas)):
                group.remove(rule)

    def _choices(self, group: Any) -> None:
        for valid in list(group):
            for name in _MESSAGES:
                valid.attrib.pop(name, None)
            if not all(self._may_stay(f.text or "") for f in valid):
                group.remove(valid)
        group.set("count", str(len(group)))

    def _may_stay(self, formula: str) -> bool:
        if formula.startswith('"') and formula.endswith('"') and formula.count('"') == 2:
            return all(item.strip() in self.safe.texts for item in formula.strip('"').split(","))
        return self.safe.formula(formula)

    def _cells(self, data: Any, xml: bytes) -> None:
        if _LINKED.search(xml):
            etree.strip_attributes(data, "cm", "vm", "ph")
            etree.strip_elements(data, tag("extLst"))
        if _UNNUMBERED(data):
            _number(data)
        cut, first, replacements = self.sheet.cut, self.sheet.header_row + 1, self._replacements()
        touched = {row for row, _ in replacements}
        for row in data:
            number = int(row.get("r"))
            if not (cut and number >= first) and number not in touched:
                continue
            for cell in row:
                column = _column(cell.get("r"))
                if number >= first and column in cut:
                    _put(cell, "")
                elif (number, column) in replacements:
                    _put(cell, replacements[number, column])
        for formula in list(data.iter(_F)):
            if not self._formula_stays(formula):
                formula.getparent().remove(formula)
        for rich in _RICH(data) if b"inlineStr" in xml else ():
            text = "".join(t.text or "" for t in rich.iter(_T) if t.getparent().tag != tag("rPh"))
            _put(rich.getparent(), text)
        self.strings |= set(map(int, _SHARED(data)))

    def _formula_stays(self, formula: Any) -> bool:
        shared = formula.get("si") if formula.get("t") == "shared" else None
        text = formula.text or ""
        if shared is not None and not text:
            return shared not in self._frozen
        stays = self.safe.formula(text) and formula.get("t") != "dataTable"
        if not stays and shared is not None:
            self._frozen.add(shared)
        return stays

    def _mark(self, data: Any, root: Any) -> None:
        by_row: dict[int, list[int]] = {}
        for line, column in sorted(self.marks):
            by_row.setdefault(line, []).append(column)
        rows: dict[int, Any] = {int(row.get("r")): row for row in data} if by_row else {}
        known_rows = sorted(rows)
        widths = _columns(root)
        for number, columns in by_row.items():
            row = rows.get(number)
            if row is None:
                row = etree.Element(_ROW, {"r": str(number)})
                _put_before(row, data, rows, known_rows, number)
            row.attrib.pop("hidden", None)
            row.attrib.pop("spans", None)
            cells = {_column(cell.get("r")): cell for cell in row}
            known_cells = sorted(cells)
            for column in columns:
                cell = cells.get(column)
                if cell is None:
                    base = row.get("s") or (widths[column].get("style", "0") if column in widths else "0")
                    cell = etree.Element(_C, {"r": cell_name(number, column), "s": base})
                    _put_before(cell, row, cells, known_cells, column)
                cell.set("s", str(self._format(int(cell.get("s", "0")), (number, column))))
                if column in widths:
                    widths[column].attrib.pop("hidden", None)


def _put_before(new: Any, parent: Any, known: Mapping[int, Any], numbers: Sequence[int], number: int) -> None:
    """Put a row or cell before the next of those that were there; ``numbers``: theirs, sorted. New ones come sorted."""
    at = bisect_right(numbers, number)
    parent.append(new) if at == len(numbers) else known[numbers[at]].addprevious(new)


def _columns(root: Any) -> dict[int, Any]:
    """Column (from 0) -> the element that says how wide it is. Raises ValueError when two say so: not plain."""
    columns: dict[int, Any] = {}
    for col in root.iter(tag("col")):
        span = range(int(col.get("min")) - 1, min(int(col.get("max")), _MOST_COLUMNS))
        known = len(columns)
        columns.update(dict.fromkeys(span, col))
        if len(columns) != known + len(span):
            raise ValueError("cols")
    return columns


def _number(data: Any) -> None:
    """Write the addresses that a program left out: each row and each cell follows the one before it."""
    number = 0
    for row in data:
        number = int(row.get("r") or number + 1)
        row.set("r", str(number))
        column = -1
        for cell in row:
            name = cell.get("r")
            column = _column(name) if name else column + 1
            cell.set("r", cell_name(number, column))


def _put(cell: Any, text: str) -> None:
    """Replace the content of a cell by this text; '' empties it."""
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if text:
        cell.set("t", "inlineStr")
        holder = etree.SubElement(etree.SubElement(cell, _IS), _T)
        holder.text = text
        if text != text.strip():
            holder.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _column(name: str) -> int:
    return column_index(name.rstrip("0123456789"))
