"""Ledgers of which one part isn't as it should be, by short recipes: name -> bytes.

Each is small and does no more than raise an error in another program. What harms by its mere size or depth is shown
with a few of the same and the limit lowered (``LIMITS``, ``LOWERED``).
"""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
from collections.abc import Mapping
from pathlib import Path

from pipeline.schema.options import Options

PLAIN = (Path(__file__).parent.parent / "cases" / "ingest" / "plain.xlsx").read_bytes()
SHEET, BOOK, LINKS, TYPES = (
    "xl/worksheets/sheet1.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "[Content_Types].xml",
)
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEAD = b'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="' + MAIN + b'">'


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes], *more: tuple[str, bytes], level: int = 6) -> bytes:
    """Pack these parts and then ``more``, whose names may be there already."""
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        warnings.simplefilter("ignore", UserWarning)  # of a name twice
        for name, content in (*parts.items(), *more):
            about = zipfile.ZipInfo(name)  # its time is fixed: the same seed, the same bytes
            about.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(about, content, compresslevel=level)
    return file.getvalue()


def with_part(name: str, content: bytes, level: int = 6) -> bytes:
    """The plain ledger with one part put in another's place."""
    return packed({**parts_of(PLAIN), name: content}, level=level)


def with_rows(rows: bytes, before: bytes = b"", after: bytes = b"") -> bytes:
    """The plain ledger with other rows, hardly compressed: its density is no reason to refuse it."""
    return with_part(SHEET, _HEAD + before + b"<sheetData>" + rows + b"</sheetData>" + after + b"</worksheet>", level=0)


def replaced(name: str, old: bytes, new: bytes) -> bytes:
    """The plain ledger with bytes of one part replaced."""
    content = parts_of(PLAIN)[name]
    assert old in content, name
    return with_part(name, content.replace(old, new, 1))


def spreadsheet_of_text(rows: bytes) -> bytes:
    """An ods of these table rows."""
    office = b"urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        b'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="'
        + office
        + b'office:1.0" xmlns:table="'
        + office
        + b'table:1.0" xmlns:text="'
        + office
        + b'text:1.0"><office:body><office:spreadsheet><table:table table:name="a">'
        + rows
        + b"</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = b'<manifest:manifest xmlns:manifest="' + office + b'manifest:1.0"/>'
    return packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": manifest,
            "content.xml": content,
        }
    )


LIMITS = Options(inflated_mb=1, most_sheets=3, most_rows=1_000, most_cells=10_000, most_characters=1_000)
"""The county's limits for the kit."""


def saying_less(name: str, content: bytes) -> bytes:
    """The plain ledger with a part of which the directory says that it has 500 bytes."""
    data = bytearray(packed({**parts_of(PLAIN), name: content}))
    entry = data.find(b"PK\x01\x02")
    while data[entry + 46 : entry + 46 + len(name)] != name.encode():
        entry = data.find(b"PK\x01\x02", entry + 4)
    (local,) = struct.unpack_from("<I", data, entry + 42)
    for place in (entry + 24, local + 22):
        struct.pack_into("<I", data, place, 500)
    return bytes(data)


def _one(address: str) -> bytes:
    number = address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{number}"><c r="{address}"><v>1</v></c></row>'.encode()


def odd_ledgers() -> dict[str, bytes]:
    """Everything, by file name."""
    sheets = b"".join(b'<sheet name="s%d" sheetId="%d" r:id="rId1"/>' % (i, i) for i in range(1, 5))
    parts = parts_of(PLAIN)
    declared = b'<!DOCTYPE a [<!ENTITY x "y">]>'
    rows = b"".join(b'<row r="%d"><c r="A%d"/><c r="B%d"/></row>' % (r, r, r) for r in range(1, 5_101))
    return {
        "large_part.xlsx": with_part(SHEET, b"0" * 1_100_000, level=0),
        "dense_part.xlsx": with_part("xl/media/a.bin", bytes(1_000_001)),
        "lie_about_size.xlsx": saying_less(SHEET, b" " * 3_000),
        "many_parts.xlsx": packed({**parts, **{f"xl/media/{i}": b"" for i in range(30)}}),
        "marks_of_parts.xlsx": PLAIN[: PLAIN.find(b"PK\x01\x02")]
        + (b"PK\x01\x02" + bytes(42)) * 60
        + PLAIN[PLAIN.find(b"PK\x05\x06") :],
        "doctype_sheet.xlsx": with_part(SHEET, declared + parts[SHEET]),
        "doctype_texts.xlsx": with_part("xl/sharedStrings.xml", declared + parts["xl/sharedStrings.xml"]),
        "doctype_book.xlsx": with_part(BOOK, declared + parts[BOOK]),
        "doctype_types.xlsx": with_part(TYPES, declared + parts[TYPES]),
        "far_row.xlsx": with_rows(_one("A1001")),
        "far_column.xlsx": with_rows(_one("ZZ1")),
        "many_sheets.xlsx": replaced(BOOK, b"<sheets>", b"<sheets>" + sheets),
        "slip.xlsx": packed(parts, ("../x.txt", b"x")),
        "back_slip.xlsx": packed(parts, ("..\\x.txt", b"x")),
        "absolute.xlsx": packed(parts, ("/x.txt", b"x")),
        "drive.xlsx": packed(parts, ("C:\\x.txt", b"x")),
        "doubled.xlsx": packed(parts, (SHEET, parts[SHEET])),
        "doubled_case.xlsx": packed(parts, (SHEET.upper(), parts[SHEET])),
        "nested.xlsx": with_rows(b'<row r="1">' + b"<a>" * 90 + b"</a>" * 90 + b"</row>"),
        "open_rows.xlsx": with_rows(b"<row " * 40),
        "open_cells.xlsx": with_rows(b"<row r='1'>" + b'<c t="e"><f>' * 40),
        "no_such_string.xlsx": with_rows(b'<row r="1"><c r="A1" t="s"><v>99</v></c></row>'),
        "merges.xlsx": with_rows(
            _one("A1"), after=b"<mergeCells>" + b'<mergeCell ref="A1:B2"/>' * 9 + b"</mergeCells>"
        ),
        "long_cell.xlsx": with_rows(
            b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"ab" * 600 + b"</t></is></c></row>"
        ),
        "many_cells.xlsx": with_rows(rows),
        "dimension_far.xlsx": _with_dimension(b"A1:Z99"),
        "dimension_small.xlsx": _with_dimension(b"A1:A1"),
        "dimension_none.xlsx": _with_dimension(b"ZZZZ0"),
        "dimension_small_odd.xlsx": _with_dimension(b"A1:A1", b"<!-- odd -->"),
        "outside_book.xlsx": _with_outside_book(),
        "outside_link.xlsx": replaced(
            LINKS, b'Target="worksheets/sheet1.xml"', b'Target="http://127.0.0.1:9/a.xml" TargetMode="External"'
        ),
        "slip_link.xlsx": replaced(LINKS, b'Target="worksheets/sheet1.xml"', b'Target="../../x/sheet1.xml"'),
        "repeated_cells.ods": spreadsheet_of_text(
            b'<table:table-row><table:table-cell office:value-type="string" table:number-columns-repeated="9">'
            b"<text:p>1</text:p></table:table-cell></table:table-row>"
        ),
        "open.ods": spreadsheet_of_text(b"<table:table-row>" * 9),
        "commas.csv": b"," * 10_001,
        "lines.csv": b"a\n" * 1_001,
        "open_quote.csv": b'"' + b"a,b\n" * 200,
        "zeros.csv": b"a\x00" * 500,
    }


def _with_dimension(ref: bytes, before: bytes = b"") -> bytes:
    """The plain ledger with a false dimension; ``before`` the rows makes it one that isn't built as usual."""
    xml = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="' + ref + b'"', parts_of(PLAIN)[SHEET])
    assert ref in xml
    return with_part(SHEET, xml.replace(b"<sheetData>", before + b"<sheetData>"))


def _with_outside_book() -> bytes:
    """The plain ledger with a link to another workbook, on a port of this machine where nobody answers."""
    parts = parts_of(PLAIN)
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"
    link = (
        b'<externalLink xmlns="'
        + MAIN
        + b'"><externalBook xmlns:r="'
        + kind.rpartition(b"/")[0]
        + b'" r:id="rId1"/></externalLink>'
    )
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        b'Id="rId1" Type="'
    )
    outside = rels + kind + b'Path" Target="http://127.0.0.1:9/a.xlsx" TargetMode="External"/></Relationships>'
    inside = b'<Relationship Id="rId99" Type="' + kind + b'" Target="externalLinks/externalLink1.xml"/></Relationships>'
    parts[LINKS] = parts[LINKS].replace(b"</Relationships>", inside)
    return packed(
        {**parts, "xl/externalLinks/externalLink1.xml": link, "xl/externalLinks/_rels/externalLink1.xml.rels": outside}
    )
