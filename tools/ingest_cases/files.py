"""Files of tests/cases/ingest about kinds of file, encodings and programs: file name -> maker of its bytes."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

import openpyxl
import xlwt

from tools.ingest_cases.makers import HEADINGS, ledger, matter, repack, text, xls, xlsx

_M1, _M2 = matter(1), matter(2)
_ROWS: list[Sequence[object]] = [["填报单位：城关镇"], HEADINGS, _M1, _M2]
_LOST: list[Sequence[object]] = [
    HEADINGS,
    matter(1, 信访件编号="3.70000202302E+17"),
    matter(2, 信访件编号="370000202302001000"),
    matter(3, 信访件编号="370000202302001000"),
    matter(4),
]


def _package(parts: Mapping[str, str]) -> bytes:
    """Return a zip container of these parts, with a fixed time."""
    import zipfile  # noqa: PLC0415 - beside its only use

    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _by_openpyxl() -> bytes:
    """Return a ledger as an office's own script writes it: openpyxl, a frozen header, a row that a filter hides."""
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = datetime(2023, 3, 1)
    sheet = book.active
    assert sheet is not None
    for row in ledger(_M1, _M2, matter(3)):
        sheet.append(list(row))
    sheet.freeze_panes = "A4"
    sheet.auto_filter.ref = "A3:I6"
    sheet.row_dimensions[5].hidden = True
    file = io.BytesIO()
    book.save(file)
    # openpyxl writes the time of saving into the properties.
    return repack(
        file.getvalue(),
        lambda name, xml: (
            b"<coreProperties xmlns='http://schemas.openxmlformats.org/package/2006/metadata/core-properties'/>"
            if name == "docProps/core.xml"
            else xml
        ),
    )


def _by_hand(prefix: str = "", *, strict: bool = False) -> bytes:
    """Return the smallest xlsx, with its texts in the cells themselves; ``prefix`` is that of the main namespace."""
    main = (
        "http://purl.oclc.org/ooxml/spreadsheetml/main"
        if strict
        else "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    )
    links = (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
        if strict
        else "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    )
    p = f"{prefix}:" if prefix else ""
    space = f'xmlns{":" + prefix if prefix else ""}="{main}"'
    rows = ""
    for r, row in enumerate(_ROWS, start=1):
        cells = ""
        for c, cell in enumerate(row):
            if cell is not None:
                content = cell.isoformat() if isinstance(cell, date) else str(cell)
                cells += f'<{p}c r="{chr(65 + c)}{r}" t="inlineStr"><{p}is><{p}t>{content}</{p}t></{p}is></{p}c>'
        rows += f'<{p}row r="{r}">{cells}</{p}row>'
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return _package(
        {
            "[Content_Types].xml": head
            + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            'ContentType="application/xml"/>'
            '<Override PartName="/xl/workbook.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
            '<Override PartName="/xl/worksheets/sheet1.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
            "_rels/.rels": head
            + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationsh'
            'ip Id="rId1" '
            f'Type="{links}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": head
            + (
                f'<{p}workbook {space} xmlns:r="{links}"><{p}sheets><{p}sheet name="台账" sheetId="1" '
                f'r:id="rId1"/></{p}sheets></{p}workbook>'
            ),
            "xl/_rels/workbook.xml.rels": head
            + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{links}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": head
            + f"<{p}worksheet {space}><{p}sheetData>{rows}</{p}sheetData></{p}worksheet>",
        }
    )


def _ods() -> bytes:
    """Return an OpenDocument sheet written by hand, its days as text."""
    office = "urn:oasis:names:tc:opendocument:xmlns:"
    rows = ""
    for row in _ROWS:
        texts = ("" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell) for cell in row)
        rows += (
            "<table:table-row>"
            + "".join(
                f'<table:table-cell office:value-type="string"><text:p>{w}</text:p></table:table-cell>' for w in texts
            )
            + "</table:table-row>"
        )
    spaces = " ".join(f'xmlns:{name}="{office}{name}:1.0"' for name in ("office", "table", "text"))
    return _package(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{office}manifest:1.0"/>',
            "content.xml": '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
            f"{spaces}><office:body><office:spreadsheet><table:table "
            f'table:name="台账">{rows}</table:table></office:spreadsheet></office:body></office:document-content>',
        }
    )


def _xls_of_1904() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = True
    sheet = book.add_sheet("台账")
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for r, row in enumerate(ledger(_M1, matter(2, 受理日期=43499))):
        for c, cell in enumerate(row):
            if cell is not None:
                sheet.write(r, c, cell, day if isinstance(cell, date) else xlwt.Style.default_style)
    book.add_sheet("空表")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "openpyxl.xlsx": _by_openpyxl,
    "inline_texts.xlsx": _by_hand,
    "prefixed.xlsx": lambda: _by_hand("x"),
    "strict.xlsx": lambda: _by_hand(strict=True),
    "macro.xlsm": lambda: repack(
        xlsx({"Sheet1": _ROWS}),
        lambda name, xml: (
            xml.replace(b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")
            if name == "[Content_Types].xml"
            else xml
        ),
    ),
    "by_hand.ods": _ods,
    "epoch_1904.xls": _xls_of_1904,
    "xlsx_named.xls": lambda: xlsx({"Sheet1": _ROWS}),
    "xls_named.csv": lambda: xls(_ROWS),
    "text_named.xlsx": lambda: text(_ROWS).encode("gb18030"),
    "utf8.csv": lambda: text(_ROWS).encode(),
    "utf8_bom_semicolon.csv": lambda: text(_ROWS, ";").encode("utf-8-sig"),
    "utf16be.csv": lambda: b"\xfe\xff" + text(_ROWS).encode("utf-16-be"),
    "utf16le_without_bom.tsv": lambda: text(_ROWS, "\t").encode("utf-16-le"),
    "pipes.txt": lambda: text(_ROWS, "|").encode("gb18030"),
    "chinese_commas.txt": lambda: text(_ROWS, "，").encode("gb18030"),
    "quoted_lines.csv": lambda: (
        text([_ROWS[0], HEADINGS, _M1])
        .replace("登记日期", '"登记\n日期"')
        .replace("1,QH20230001,城关镇", '1,QH20230001,"城关\r\n镇"')
        .encode()
    ),
    "separator_line.csv": lambda: ("sep=,\r\n" + text(_ROWS)).encode("utf-8-sig"),
    "trailing_commas.csv": lambda: (text(_ROWS).replace("\r\n", ",,,\r\n") + ",,,,\r\n" * 3).encode("gb18030"),
    "lines_ended_by_cr.csv": lambda: text(_ROWS).replace("\r\n", "\r").encode(),
    "lost_digits.csv": lambda: text(_LOST).encode(),
    "error_words.csv": lambda: (
        text(
            [
                HEADINGS,
                matter(1, 受理日期="#REF!"),
                matter(2, 人数="#N/A"),
                matter(3, 信访件编号="#VALUE!"),
                matter(4, 信访件编号='=""QH4""'),
                matter(5, 信访件编号="'005"),
            ]
        )
        .replace('=""QH4""', '"=""QH4"""')
        .encode()
    ),
    "other_encoding.csv": lambda: b"a,b\r\n\xe9\xff,1\r\n",
    "shortcut.xlsx.lnk": lambda: (
        b"L\x00\x00\x00\x01\x14\x02\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00F" + bytes(56)
    ),
    "address.url": lambda: b"[InternetShortcut]\r\nURL=https://example.invalid/\r\n",
    "words.docx": lambda: _package(
        {
            "[Content_Types].xml": (
                '<Types><Override PartName="/word/document.xml" '
                'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></T'
                "ypes>"
            ),
            "word/document.xml": "<w:document/>",
        }
    ),
    "packed.zip": lambda: _package({"城关镇.csv": text(_ROWS)}),
    "packed.rar": lambda: b"Rar!\x1a\x07\x01\x00" + bytes(40),
    "picture.xlsx": lambda: b"\x89PNG\r\n\x1a\n" + bytes(40),
    "sheet_of_1990.xls": lambda: b"\x09\x02\x06\x00\x00\x00\x10\x00" + bytes(40),
    "xml_2003.xls": lambda: (
        b'<?xml version="1.0"?>\r\n<?mso-application progid="Excel.Sheet"?>\r\n<Workbook '
        b'xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    ),
    "mail.xls": lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n",
    "half.xls": lambda: xls(_ROWS)[:2000],
    "half.xlsx": lambda: xlsx({"Sheet1": _ROWS})[:-60],
    "zeros.xlsx": lambda: bytes(3000),
}
