"""Workbooks built as Excel, WPS, LibreOffice, openpyxl and XlsxWriter build them, read without a process set apart.

Nothing in this reader can crash or hang. Where it isn't sure it raises NotPlain and never guesses; such a file is read
by a parser in a process set apart. What this reader takes it reads as that parser does; tests/sheets compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET
from xml.parsers import expat
from zipfile import ZipFile

import numpy as np

from pipeline.base.grid import Grid
from pipeline.schema.options import Options
from pipeline.sheets.formats.archives import local_name, open_guarded, part_named, read_part, read_xml
from pipeline.sheets.formats.faults import NotPlain
from pipeline.sheets.formats.number_formats import cell_shapes, shaping_styles
from pipeline.sheets.formats.plain_cells import Book, Objects, cell_values, unescaped
from pipeline.sheets.formats.plain_tags import expect, find_tags
from pipeline.sheets.formats.sheet_xml import column_number, hidden_columns, is_hidden
from pipeline.sheets.formats.struck_styles import is_struck, struck_cells, struck_styles

_FOLDER, _BOOK, _LINKS, _STYLES, _TEXTS = (
    "xl",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/sharedStrings.xml",
)
_MOST_PART, _MOST_INFLATED, _MOST_BOX, _MOST_TAGS = 500_000, 24_000_000, 1_000_000, 1_600_000
"""Bytes of the book, its links and styles; bytes of all parts; cells of a sheet; tags of a sheet or of the texts. They
bound this process's memory: a tag takes up to 100 bytes while it is read."""
_END, _END_LENGTH = b"PK\x05\x06", 22
_OPEN, _CLOSE, _NONE = b"<sheetData>", b"</sheetData>", b"<sheetData/>"
_MERGE = re.compile(rb'<mergeCell ref="([A-Z]{1,2})([1-9]\d{0,6}):([A-Z]{1,2})([1-9]\d{0,6})" ?/>')
_SIMPLE = re.compile(r'<si><t(?: xml:space="preserve")?>([^<>]*)</t></si>')
_DATES = frozenset((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)))
_NUMBERS = frozenset((*range(14), *range(37, 45), 48, 49))
"""The numbers of the formats that are built in; 27 to 36 and 50 to 58 are the Chinese ones."""
_DRESSING = re.compile(r'"[^"]*"|\\.|_.|\* |\[(?:\$[^\[\]]*|red|blue|black|green|红色|蓝色|dbnum\d)\]', re.IGNORECASE)
_DATE_FORMAT = re.compile(r"[yYmMdDhHsS](?:[yYmMdDhHsS\-/.:, 年月日时分秒]*)")
_NUMBER_FORMAT = re.compile(r"(?:General|G/通用格式|[0#?.,%+\-() ¥￥$€@/]|E\+0)*")


def read_plain(data: bytes, limits: Options) -> tuple[Grid, ...]:
    """The worksheets in workbook order.

    Raises NotPlain for a workbook that another parser should read, Refused for an unsound one.
    """
    with open_guarded(data, limits) as archive:
        _expect_one_directory(data, archive)
        try:
            book = ET.fromstring(read_xml(archive, _BOOK, _MOST_PART))  # noqa: S314 - read_xml has refused any DOCTYPE
            links = ET.fromstring(read_xml(archive, _LINKS, _MOST_PART))  # noqa: S314 - the same
            about = next((e for e in book.iter() if local_name(e.tag) == "workbookPr"), None)
            epoch_1904 = about is not None and about.get("date1904") in {"1", "true"}
            dates, shaping, struck = _styles(archive)
            texts, struck_texts = _texts(archive, limits.most_characters)
            shared = Book(texts, dates, epoch_1904, limits.most_characters, shaping, struck, struck_texts)
        except (ET.ParseError, expat.ExpatError, ValueError, LookupError):
            raise NotPlain from None
        sheets = [e for e in book.iter() if local_name(e.tag) == "sheet"]
        expect(len(sheets) <= limits.most_sheets and len({e.get("name") for e in sheets}) == len(sheets))
        parts = {link.get("Id", ""): _part(link) for link in links}
        return tuple(
            _sheet(archive, sheet, part, shared, limits) for sheet in sheets if (part := _worksheet(sheet, parts))
        )


def _expect_one_directory(data: bytes, archive: ZipFile) -> None:
    """Make sure that every reader finds the same directory: nothing stands around it, and there is only one."""
    length, start = int.from_bytes(data[-10:-6], "little"), int.from_bytes(data[-6:-2], "little")
    expect(data[-_END_LENGTH:][:4] == _END and data.count(_END) == 1)
    expect(start == archive.start_dir and start + length + _END_LENGTH == len(data))
    parts = archive.infolist()
    known = {_BOOK, _LINKS, _STYLES, _TEXTS}
    expect(sum(part.file_size for part in parts) <= _MOST_INFLATED)
    lower = {name.lower() for name in known}
    expect(all(part.filename in known for part in parts if part.filename.lower() in lower))


def _part(link: ET.Element) -> str:
    expect(link.get("TargetMode") != "External" or "/worksheet" not in link.get("Type", ""))
    return part_named(_FOLDER, link.get("Target", ""))


def _worksheet(sheet: ET.Element, parts: Mapping[str, str]) -> str:
    """The name of a worksheet's part; '' for a sheet that is a chart."""
    part = next((parts.get(value, "") for key, value in sheet.items() if local_name(key) == "id"), "")
    expect(part.startswith(("xl/worksheets/", "xl/chartsheets/")))
    return part if part.startswith("xl/worksheets/") else ""


def _texts(archive: ZipFile, longest: int) -> tuple[Objects, frozenset[int]]:
    """The shared strings, and the indexes of those with a run that is struck out.

    The runs of a string are joined, without those that are struck out and without its pronunciation.
    """
    struck: frozenset[int] = frozenset()
    if _TEXTS not in archive.NameToInfo:
        return np.empty(0, dtype=object), struck
    xml = read_xml(archive, _TEXTS)
    expect(xml.count(b"<") <= _MOST_TAGS)
    expect(b"\r" not in xml)  # readers differ in what they make of a line's end
    strings = _SIMPLE.findall(xml.decode("utf-8")) if b"&#" not in xml else []
    if len(strings) == xml.count(b"<si"):
        expat.ParserCreate().Parse(xml, True)
        if b"&" in xml or b"_x" in xml:
            strings = [unescaped(text) for text in strings]
    else:
        items = ET.fromstring(xml)  # noqa: S314 - read_xml has refused any DOCTYPE
        strings = [_joined(item) for item in items]
        struck = frozenset(at for at, item in enumerate(items) if b"strike" in xml and any(map(_is_struck_run, item)))
        expect(all(local_name(item.tag) == "si" for item in items))
    expect(max(map(len, strings), default=0) <= longest)
    texts = np.empty(len(strings), dtype=object)
    texts[:] = [text or None for text in strings]
    return texts, struck


def _is_struck_run(part: ET.Element) -> bool:
    return local_name(part.tag) == "r" and any(local_name(e.tag) == "rPr" and is_struck(e) for e in part)


def _joined(item: ET.Element) -> str:
    texts = []
    for part in item:
        name = local_name(part.tag)
        expect(name in {"t", "r", "rPh", "phoneticPr"})
        if _is_struck_run(part):
            continue
        texts += [
            e.text or "" for e in ((part,) if name == "t" else part if name == "r" else ()) if local_name(e.tag) == "t"
        ]
    text = "".join(texts)
    expect("_x" not in text or unescaped(text.replace("&", "")) is not None)
    return text


def _styles(archive: ZipFile) -> tuple[list[bool | None], dict[int, str], frozenset[int]]:
    """What the styles of cells show.

    Per style whether it shows a number as a day (None: not sure); style -> format, where the format makes part of a
    number; the styles of text that is struck out.
    """
    if _STYLES not in archive.NameToInfo:
        return [False], {}, frozenset()
    styles = ET.fromstring(read_xml(archive, _STYLES, _MOST_PART))  # noqa: S314 - read_xml has refused any DOCTYPE
    own = {e.get("numFmtId"): e.get("formatCode", "") for e in styles.iter() if local_name(e.tag) == "numFmt"}
    groups = [e for e in styles if local_name(e.tag) == "cellXfs"]
    return (
        [_is_date(style.get("numFmtId", "0"), own) for group in groups for style in group],
        shaping_styles(styles),
        struck_styles(styles),
    )


def _is_date(number: str, own: Mapping[str | None, str]) -> bool | None:
    if number not in own:
        return True if int(number) in _DATES else False if int(number) in _NUMBERS else None
    first = _DRESSING.sub("", own[number]).split(";")[0]
    return True if _DATE_FORMAT.fullmatch(first) else False if _NUMBER_FORMAT.fullmatch(first) else None


def _sheet(archive: ZipFile, sheet: ET.Element, part: str, book: Book, limits: Options) -> Grid:
    xml = read_part(archive, part)
    expect(xml.count(b"<") <= _MOST_TAGS)
    start, end = xml.find(_OPEN), xml.rfind(_CLOSE)
    if start < 0 and _NONE in xml:
        start = end = xml.find(_NONE)
    expect(0 <= start <= end)
    head = xml[:200].lower()
    expect(b"encoding=" not in head or b'encoding="utf-8"' in head)
    region = xml[start + len(_OPEN) : end]
    around = xml[: start + len(_OPEN)] + xml[end:] if start < end else xml
    expect(b"<!" not in around)
    try:
        expat.ParserCreate().Parse(around, True)
    except expat.ExpatError:
        raise NotPlain from None
    tags = find_tags(region)
    height, width = int(tags.rows.max(initial=0)), int(tags.columns.max(initial=-1)) + 1
    expect(height * width <= _MOST_BOX and len(tags.cells) <= limits.most_cells)
    cells = np.full((height, width), None, dtype=object)
    cells[tags.rows[tags.row_of] - 1, tags.columns] = cell_values(tags, book)
    merges = _MERGE.findall(around)
    expect(len(merges) == around.count(b"<mergeCell "))
    return Grid(
        name=sheet.get("name", ""),
        rows=tuple(map(tuple, cells.tolist())),
        hidden=sheet.get("state", "visible") != "visible",
        hidden_rows=frozenset(
            n for n, tag in zip(tags.rows.tolist(), tags.row_tags, strict=True) if b"hidden" in tag and is_hidden(tag)
        ),
        hidden_columns=hidden_columns(around),
        merges=tuple(
            (int(top), column_number(left), int(bottom), column_number(right)) for left, top, right, bottom in merges
        ),
        epoch_1904=book.epoch_1904,
        shapes=cell_shapes(xml, book.shaping),
        struck=struck_cells(xml, book.struck, book.struck_texts),
    )
