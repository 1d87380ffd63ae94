"""A township's workbook with its marks. Only parts that are known to say nothing about persons are in the new package.

The package is patched, not written anew by openpyxl. openpyxl loses what it doesn't model, above all the results of
formulas and rich text, and a file whose formulas have no results can't be read back; it also takes several times as
long. The list of contents is made here, so macros, external links, embedded objects, pictures, pivot caches, comments,
printer settings and document properties can't come in. What is copied is searched for every text that was taken out.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from pipeline.base.originals import MARK_SHEET, PROPERTY, Original, OriginalSheet
from pipeline.base.place import cell_name
from pipeline.base.within import stands_in
from pipeline.render.package import Deflated, deflated, pack
from pipeline.sendback.fault_list import Head, comments, list_sheet
from pipeline.sendback.formula import Safe
from pipeline.sendback.marks import Entry, marks_by_sheet
from pipeline.sendback.sent_parts import SentParts
from pipeline.sendback.shared_strings import used_strings
from pipeline.sendback.sheet_part import RELATIONS, SheetEdit
from pipeline.sendback.styles import MAIN, Styles, parse, tag
from pipeline.sheets.formats.faults import Refused

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BUILT_IN = ("_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase")
_ALIKE = frozenset(
    {
        "[Content_Types].xml",
        "_rels/.rels",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/theme/theme1.xml",
        "xl/workbook.xml",
        "xl/worksheets/_rels/sheet2.xml.rels",
    }
)
_LARGEST_THEME, _LONGEST_AROUND = 200_000, 2_000_000


class NotPlain(Exception):
    """The package can't be patched safely, so its values are sent back in a new workbook."""


def mark_package(original: Original, entries: Sequence[Entry], head: Head | None) -> bytes:
    """The marked workbook; the same arguments give the same bytes. Without a head it has no list and nothing is marked.

    Raises NotPlain when the package holds anything that this module doesn't understand.
    """
    try:
        return _marked(original, entries, head)
    except (KeyError, IndexError, TypeError, ValueError, etree.XMLSyntaxError, Refused) as fault:
        raise NotPlain(str(fault)) from fault


def _marked(original: Original, entries: Sequence[Entry], head: Head | None) -> bytes:
    source = SentParts(original.package)
    main, folder = _main_part(source)
    book = parse(source[main])
    targets = _targets(source, main)
    listed = {
        s.get("name", ""): (targets[s.get(f"{{{RELATIONS}}}id")], s.get("state", "")) for s in book.iter(tag("sheet"))
    }
    styles = Styles(source[f"{folder}/styles.xml"])
    if head is not None:
        styles.add_list()
    titles = {sheet.grid.name: sheet.title for sheet in original.sheets}
    sheet_names = frozenset(name for name, title in titles.items() if name == title)
    marks = marks_by_sheet(entries)
    parts: dict[str, bytes] = {}
    proof = []
    strings: set[int] = set()
    names: list[tuple[str, str]] = []
    for number, sheet in enumerate(original.sheets, 1 if head is None else 2):
        name = sheet.grid.name
        edit = SheetEdit(sheet, styles, Safe(sheet_names, sheet.cut, original.words), marks.get(name, {}))
        target, state = listed[name]
        parts[f"xl/worksheets/sheet{number}.xml"] = edit.apply(source[target])
        strings |= edit.strings
        proof.append(edit.head)
        names.append((sheet.title, state))
        if edit.marks:
            parts[f"xl/comments{number}.xml"], parts[f"xl/drawings/vmlDrawing{number}.vml"] = comments(edit.marks)
            parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = _relations(
                ("vmlDrawing", f"../drawings/vmlDrawing{number}.vml"), ("comments", f"../comments{number}.xml")
            )
    if head is not None:
        parts["xl/worksheets/sheet1.xml"] = list_sheet(
            head,
            [replace(entry, sheet=titles.get(entry.sheet, "")) for entry in entries],
            styles.listed,
            _first_cells(original.sheets),
        )
        names.insert(0, (MARK_SHEET, ""))
    parts["xl/styles.xml"] = styles.content()
    if f"{folder}/sharedStrings.xml" in source:
        parts["xl/sharedStrings.xml"] = used_strings(source[f"{folder}/sharedStrings.xml"], strings)
    elif strings:
        raise NotPlain("sharedStrings")
    theme = source.get(f"{folder}/theme/theme1.xml", b"")
    if b":embed=" not in theme and 0 < len(theme) < _LARGEST_THEME:
        parts["xl/theme/theme1.xml"] = theme
    properties = book.find(tag("workbookPr"))
    epoch_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    parts["xl/workbook.xml"] = _workbook(names, _names(book, original, head), epoch_1904=epoch_1904)
    _prove(original, [*proof, parts["xl/styles.xml"], theme, parts["xl/workbook.xml"]])
    if carried := original.carried if head is None else head.carried:
        parts["docProps/custom.xml"] = _properties(carried)
    parts["xl/_rels/workbook.xml.rels"] = _relations(
        *(("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(names) + 1)),
        ("styles", "styles.xml"),
        *(
            (kind, f"{path}.xml")
            for kind, path in (("theme", "theme/theme1"), ("sharedStrings", "sharedStrings"))
            if f"xl/{path}.xml" in parts
        ),
    )
    parts["_rels/.rels"] = _relations(
        ("officeDocument", "xl/workbook.xml"), *([("custom-properties", "docProps/custom.xml")] if carried else [])
    )
    parts["[Content_Types].xml"] = _types(parts)
    return pack({name: _deflated_once(part) if name in _ALIKE else part for name, part in parts.items()})


@lru_cache(maxsize=32)
def _deflated_once(part: bytes) -> Deflated:
    """A part that many ledgers of a county have alike; none of them holds anything of a cell."""
    return deflated(part)


def _main_part(source: Mapping[str, bytes]) -> tuple[str, str]:
    main = next((name for name in source if name.lower().endswith("workbook.xml")), "")
    if not main:
        raise NotPlain("workbook.xml")
    return main, posixpath.dirname(main)


def _targets(source: Mapping[str, bytes], main: str) -> dict[str | None, str]:
    folder, name = posixpath.split(main)
    root = etree.fromstring(
        source[f"{folder}/_rels/{name}.rels"], etree.XMLParser(resolve_entities=False, no_network=True)
    )
    paths: dict[str | None, str] = {}
    for link in root:
        target = link.get("Target", "")
        paths[link.get("Id")] = (
            target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        )
    return paths


def _prove(original: Original, heads: Sequence[bytes]) -> None:
    """Raise NotPlain when a text that was taken out is still anywhere outside the cells."""
    texts = [head.decode("utf-8") for head in heads]
    if sum(map(len, texts)) > _LONGEST_AROUND or any(stands_in(original.secrets, text) for text in texts):
        raise NotPlain("secrets")


def _names(book: Any, original: Original, head: Head | None) -> list[str]:
    """Print areas, print titles and filters of the sheets, by their new numbers; names that people defined go."""
    listed = [s.get("name", "") for s in book.iter(tag("sheet"))]
    number = {sheet.grid.name: at for at, sheet in enumerate(original.sheets, 0 if head is None else 1)}
    titles = {sheet.grid.name: sheet.title.replace("'", "''") for sheet in original.sheets}
    defined = []
    for name in book.iter(tag("definedName")):
        title, local, text = name.get("name", ""), name.get("localSheetId"), name.text or ""
        if title not in _BUILT_IN or local is None or not local.isdigit() or int(local) >= len(listed):
            continue
        owner = listed[int(local)]
        quoted = re.escape(owner.replace("'", "''"))
        area = rf"(?:'{quoted}'|{quoted})!\$?[A-Z]*\$?\d*(?::\$?[A-Z]*\$?\d*)?"
        if owner in number and re.fullmatch(rf"{area}(?:,{area})*", text):
            hidden = ' hidden="1"' if name.get("hidden") == "1" else ""
            text = re.sub(rf"(?:'{quoted}'|{quoted})!", lambda _, title=titles[owner]: f"'{title}'!", text)
            defined.append(
                f'<definedName name="{title}" localSheetId="{number[owner]}"{hidden}>{escape(text)}</definedName>'
            )
    return defined


def _first_cells(sheets: Sequence[OriginalSheet]) -> dict[str, str]:
    return {sheet.title: cell_name(max(1, sheet.header_row), 0) for sheet in sheets}


def _workbook(names: Sequence[tuple[str, str]], defined: Sequence[str], *, epoch_1904: bool) -> bytes:
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}"{f" state={quoteattr(state)}" if state else ""} r:id="rId{n}"/>'
        for n, (name, state) in enumerate(names, 1)
    )
    epoch = ' date1904="1"' if epoch_1904 else ""
    listed = f"<definedNames>{''.join(defined)}</definedNames>" if defined else ""
    return (
        f'{_PROLOGUE}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><workbookPr{epoch}/>'
        '<bookViews><workbookView activeTab="0"/></bookViews>'
        f"<sheets>{sheets}</sheets>{listed}</workbook>"
    ).encode()


def _relations(*links: tuple[str, str]) -> bytes:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(links, 1)
    )
    return f'{_PROLOGUE}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'.encode()


def _properties(carried: Sequence[str]) -> bytes:
    return (
        f'{_PROLOGUE}<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{PROPERTY}">'
        f"<vt:lpwstr>{' '.join(carried)}</vt:lpwstr></property></Properties>"
    ).encode()


def _types(parts: Mapping[str, bytes]) -> bytes:
    kinds = {
        "xl/workbook.xml": f"{_TYPE}.sheet.main+xml",
        "xl/styles.xml": f"{_TYPE}.styles+xml",
        "xl/sharedStrings.xml": f"{_TYPE}.sharedStrings+xml",
        "xl/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    }
    for name in parts:
        if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
            kinds[name] = f"{_TYPE}.worksheet+xml"
        elif re.fullmatch(r"xl/comments\d+\.xml", name):
            kinds[name] = f"{_TYPE}.comments+xml"
    rows = "".join(
        f'<Override PartName="/{name}" ContentType="{kinds[name]}"/>' for name in sorted(kinds) if name in parts
    )
    return (
        f'{_PROLOGUE}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
        f"{rows}</Types>"
    ).encode()
