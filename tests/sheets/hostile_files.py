"""Files made to harm a reader, each by a short recipe: name -> bytes.

None is kept in the repository, nor read outside a test.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

PLAIN = (Path(__file__).parent.parent / "cases" / "ingest" / "plain.xlsx").read_bytes()
OLD = (Path(__file__).parent.parent / "cases" / "ingest" / "old.xls").read_bytes()
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


def with_lie_about_size() -> bytes:
    """A sheet of 150 MB that the directory gives as 5,000 bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = b"".join(packer.compress(b" " * 1_000_000) for _ in range(150)) + packer.flush()
    data = bytearray(packed({**parts_of(PLAIN), SHEET: body}, level=0))
    start = data.find(b"PK\x01\x02")
    while data[start + 46 : start + 46 + len(SHEET)] != SHEET.encode():
        start = data.find(b"PK\x01\x02", start + 4)
    (local,) = struct.unpack_from("<I", data, start + 42)
    at = data.find(body[:64], local)
    # The stored part is given out as a deflated one of another size.
    data = bytearray(bytes(data))
    for place in (start + 10, local + 8):
        struct.pack_into("<H", data, place, 8)
    for place, value in ((start + 20, len(body)), (start + 24, 5_000), (local + 18, len(body)), (local + 22, 5_000)):
        struct.pack_into("<I", data, place, value)
    # level 0 wraps the body into stored blocks of its own: skip them
    assert at > 0
    return bytes(data)


def overlapping() -> bytes:
    """Fifteen hundred entries that are one and the same megabyte."""
    data = packed({SHEET: b"0" * 900_000, **{k: v for k, v in parts_of(PLAIN).items() if k != SHEET}})
    start, end = data.find(b"PK\x01\x02"), data.find(b"PK\x05\x06")
    first = data[start : start + 46 + len(SHEET)]
    copies = b"".join(
        first[:46].replace(struct.pack("<H", len(SHEET)), struct.pack("<H", 9), 1) + b"x%08d" % i for i in range(1_500)
    )
    directory = data[start:end] + copies
    tail = bytearray(data[end:])
    struct.pack_into("<HHII", tail, 8, 1_508, 1_508, len(directory), start)
    return data[:start] + directory + bytes(tail)


def ole(change: Mapping[int, int]) -> bytes:
    """The old workbook with 32-bit words of its container changed: place -> value."""
    data = bytearray(OLD)
    for place, value in change.items():
        struct.pack_into("<I", data, place, value)
    return bytes(data)


def _table_at() -> int:
    return 512 + struct.unpack_from("<I", OLD, 76)[0] * 512


def _directory() -> int:
    return int(struct.unpack_from("<I", OLD, 48)[0])


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


def _one(address: str) -> bytes:
    number = address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{number}"><c r="{address}"><v>1</v></c></row>'.encode()


def hostile() -> dict[str, bytes]:
    """Everything, by file name."""
    sheets = b"".join(b'<sheet name="s%d" sheetId="%d" r:id="rId1"/>' % (i, i) for i in range(1, 65_001))
    parts = parts_of(PLAIN)
    return {
        "bomb.xlsx": with_part(SHEET, b"0" * 301_000_000, level=1),
        "dense_part.xlsx": with_part("xl/media/a.bin", bytes(20_000_000)),
        "lie_about_size.xlsx": with_lie_about_size(),
        "overlapping.xlsx": overlapping(),
        "many_parts.xlsx": packed({**parts, **{f"xl/media/{i}": b"" for i in range(3_000)}}),
        "million_parts.xlsx": PLAIN[: PLAIN.find(b"PK\x01\x02")]
        + (b"PK\x01\x02" + bytes(42)) * 400_000
        + PLAIN[PLAIN.find(b"PK\x05\x06") :],
        "doctype_sheet.xlsx": with_part(SHEET, b'<!DOCTYPE a [<!ENTITY x "y">]>' + parts[SHEET]),
        "entities.xlsx": with_part("xl/sharedStrings.xml", _laughs()),
        "entities_book.xlsx": with_part(BOOK, _laughs()),
        "entities_types.xlsx": with_part(TYPES, _laughs() + parts[TYPES]),
        "far_cell.xlsx": with_rows(_one("A1") + _one("XFD1048576")),
        "far_column.xlsx": with_rows(_one("XFD1")),
        "far_row.xlsx": with_rows(_one("A1048576")),
        "unnumbered_row.xlsx": with_rows(b'<row><c r="ZZ1048576"><v>1</v></c></row>'),
        "beyond.xlsx": with_rows(_one("ZZZZ99999999")),
        "huge_number.xlsx": with_rows(b'<row r="' + b"9" * 5_000 + b'"/>'),
        "many_sheets.xlsx": replaced(BOOK, b"<sheets>", b"<sheets>" + sheets),
        "slip.xlsx": packed(parts, ("../../../hostile_was_here.txt", b"x"), ("..\\..\\hostile_was_here.txt", b"x")),
        "absolute.xlsx": packed(parts, ("/tmp/hostile_was_here.txt", b"x")),
        "drive.xlsx": packed(parts, ("C:\\hostile_was_here.txt", b"x")),
        "doubled.xlsx": packed(parts, (SHEET, parts[SHEET])),
        "doubled_case.xlsx": packed(parts, (SHEET.upper(), parts[SHEET])),
        "deep_sheet.xlsx": with_rows(b'<row r="1">' + b"<a>" * 1_000_000 + b"</a>" * 1_000_000 + b"</row>"),
        "deep_book.xlsx": with_part(BOOK, b"<a>" * 1_000_000 + b"</a>" * 1_000_000, level=0),
        "open_rows.xlsx": with_rows(b"<row " * 1_000_000),
        "open_cells.xlsx": with_rows(b"<row r='1'>" + b'<c t="e"><f>' * 500_000),
        "attributes.xlsx": with_rows(b"<row " + b" ".join(b'a%d="1"' % i for i in range(200_000)) + b"/>"),
        "string_count.xlsx": with_part(
            "xl/sharedStrings.xml", b'<sst xmlns="' + MAIN + b'" count="4294967295" uniqueCount="4294967295"/>'
        ),
        "no_such_string.xlsx": with_rows(b'<row r="1"><c r="A1" t="s"><v>4294967295</v></c></row>'),
        "wide_columns.xlsx": with_rows(_one("A1"), before=b'<cols><col min="1" max="4294967295" hidden="1"/></cols>'),
        "merges.xlsx": with_rows(
            _one("A1"), after=b"<mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 100_000 + b"</mergeCells>"
        ),
        "merge_all.xlsx": with_rows(_one("A1"), after=b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "long_cell.xlsx": with_rows(
            b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"ab" * 500_000 + b"</t></is></c></row>"
        ),
        "many_cells.xlsx": _many_cells(),
        "dimension_far.xlsx": _with_dimension(b"A1:XFD1048576"),
        "dimension_small.xlsx": _with_dimension(b"A1:A1"),
        "dimension_none.xlsx": _with_dimension(b"ZZZZ0"),
        "dimension_far_odd.xlsx": _with_dimension(b"A1:XFD1048576", b"<!-- odd -->"),
        "dimension_small_odd.xlsx": _with_dimension(b"A1:A1", b"<!-- odd -->"),
        "outside_book.xlsx": _with_outside_book(),
        "outside_link.xlsx": replaced(
            LINKS, b'Target="worksheets/sheet1.xml"', b'Target="http://127.0.0.1:9/a.xml" TargetMode="External"'
        ),
        "slip_link.xlsx": replaced(LINKS, b'Target="worksheets/sheet1.xml"', b'Target="../../../../etc/passwd"'),
        "loop_table.xls": ole({_table_at() + 4 * _directory(): _directory()}),
        "loop_far.xls": ole({68: 0, 72: 4_000_000_000}),
        "loop_sectors.xls": ole({_table_at() + 4 * i: i ^ 1 for i in range(128)}),
        "self_sectors.xls": ole({_table_at() + 4 * i: 0 for i in range(128)}),
        "far_sector.xls": ole({48: 0x00FFFFFF}),
        "sector_size.xls": OLD[:30] + b"\xff\xff" + OLD[32:],
        "repeated_cells.ods": spreadsheet_of_text(
            b'<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string" '
            b'table:number-columns-repeated="16384">'
            b"<text:p>1</text:p></table:table-cell></table:table-row>"
        ),
        "deep.ods": spreadsheet_of_text(b"<table:table-row>" * 50_000),
        "commas.csv": b"," * 8_000_000,
        "lines.csv": b"a\n" * 4_000_000,
        "open_quote.csv": b'"' + b"a,b\n" * 2_000_000,
        "quotes.csv": b'"",' * 2_500_000,
        "zeros.csv": b"a\x00" * 5_000_000,
    }


def _many_cells() -> bytes:
    rows = (
        b'<row r="%d">%s</row>' % (r, b"".join(b'<c r="%c%d"/>' % (letter, r) for letter in b"ABCDEFGH"))
        for r in range(1, 500_001)
    )
    return with_part(SHEET, _HEAD + b"<sheetData>" + b"".join(rows) + b"</sheetData></worksheet>")


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


def _laughs() -> bytes:
    entities = b"".join(b'<!ENTITY a%d "%s">' % (i, b"&a%d;" % (i - 1) * 10) for i in range(1, 10))
    return b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a0 "lol">' + entities + b"]><sst>&a9;</sst>"
