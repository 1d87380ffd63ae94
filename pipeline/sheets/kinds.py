"""What a file is, by its bytes and never by its name."""

from __future__ import annotations

import zipfile
import zlib

from pipeline.messages import read_words
from pipeline.sheets.formats.archives import open_archive
from pipeline.sheets.formats.faults import Refused

XLSX, XLSM, XLS, CSV = "xlsx", "xlsm", "xls", "csv"
XLSB, ODS = "xlsb", "ods"
READABLE = frozenset({XLSX, XLSM, XLS, CSV, XLSB, ODS})
ENCRYPTED, HTML, XML, SHORTCUT = "加密", "网页", "xml", "快捷方式"
ZIP, RAR, SEVEN_ZIP, PACKED = "压缩包", "rar", "7z", "压缩文件"
ARCHIVES = frozenset({ZIP, RAR, SEVEN_ZIP, PACKED})
_DOCUMENT = "文档"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"%PDF", "pdf"),
    (b"\xff\xd8\xff", "图片"),
    (b"\x89PNG", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"II*\x00", "图片"),
    (b"MM\x00*", "图片"),
    (b"Rar!", RAR),
    (b"7z\xbc\xaf", SEVEN_ZIP),
    (b"\x1f\x8b", PACKED),
    (b"{\\rtf", _DOCUMENT),
    (b"\x09\x00\x04\x00", "旧版表格"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", SHORTCUT),
    (b"[InternetShortcut]", SHORTCUT),
    (b"book\x00\x00\x00\x00mark", SHORTCUT),
    (b"\x09\x02\x06\x00", "旧版表格"),
    (b"\x09\x04\x06\x00", "旧版表格"),
)
_OLE_STREAMS = (
    ("EncryptedPackage", ENCRYPTED),
    ("WordDocument", _DOCUMENT),
    ("PowerPoint Document", "演示文稿"),
    ("Workbook", XLS),
    ("Book", XLS),
)
_OF_DOCUMENTS = frozenset(
    {"[Content_Types].xml", "_rels/.rels", "mimetype", "OFD.xml", "Index/Document.iwa", "META-INF/MANIFEST.MF"}
)
_BIFF8_START = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_BIFF8_LENGTH, _WRITE_PROTECTED, _FILE_PASS = 20, 0x86, 0x2F


def kind_of(data: bytes) -> str:
    """Return the kind of a file that isn't empty.

    It is one of READABLE, 加密, 网页, xml, 快捷方式, 文档, pdf, 图片, ARCHIVES, 演示文稿, 旧版表格, 未知.
    Raises Refused for a file that is cut short.
    """
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    if data.startswith(_OLE):
        kind = next((kind for name, kind in _OLE_STREAMS if name.encode("utf-16-le") in data), "未知")
        if kind == "未知" and _is_cut_short(data):
            raise Refused("R008", detail=read_words.NO_DIRECTORY)
        return ENCRYPTED if kind == XLS and _is_locked(data) else kind
    if not any(data):
        raise Refused("R008", detail=read_words.ALL_NULL)
    if kind := next((kind for magic, kind in _MAGIC if data.startswith(magic)), ""):
        return kind
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"").lstrip(b"\xff\xfe \t\r\n").lower()
    if (
        head.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<style", b"mime-version"))
        or b"<html" in head
    ):
        return HTML
    if head.startswith(b"<?xml"):
        return XML
    return CSV if _is_text(data) else "未知"


def _is_cut_short(data: bytes) -> bool:
    """Whether the container's directory, which its header places, lies past the end of the file."""
    sector, shift = int.from_bytes(data[48:52], "little"), int.from_bytes(data[30:32], "little")
    return len(data) < 512 or (sector + 1) << min(shift, 16) >= len(data)


def _is_locked(data: bytes) -> bool:
    """Whether the workbook's first records say that the others are encrypted."""
    start = data.find(_BIFF8_START)
    if start < 0:
        return False
    position = start + _BIFF8_LENGTH
    if int.from_bytes(data[position : position + 2], "little") == _WRITE_PROTECTED:
        position += 4
    return int.from_bytes(data[position : position + 2], "little") == _FILE_PASS


def _zip_kind(data: bytes) -> str:
    try:
        with open_archive(data) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and b"opendocument.spreadsheet" in archive.open("mimetype").read(200):
                return ODS
            types = archive.open("[Content_Types].xml").read(500_000) if "[Content_Types].xml" in names else b""
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise Refused("R008", detail="压缩结构不完整") from None
    for mark, kind in (
        (b"spreadsheetml.sheet.main", XLSX),
        (b"sheet.macroEnabled.main", XLSM),
        (b"spreadsheetml.template.main", XLSX),
        (b"template.macroEnabled.main", XLSM),
        (b"sheet.binary", XLSB),
        (b"wordprocessingml", _DOCUMENT),
        (b"presentationml", "演示文稿"),
    ):
        if mark in types:
            return kind
    if "xl/workbook.xml" in names:
        return XLSX
    return _DOCUMENT if any(map(_is_of_a_document, names)) else ZIP


def _is_of_a_document(name: str) -> bool:
    """Whether the part tells that its zip is one document: of Office, OpenDocument, OFD, Apple's, or a program."""
    return name in _OF_DOCUMENTS or name.startswith("xl/")


def _is_text(data: bytes) -> bool:
    """Whether the bytes are text: hardly any control characters; with zero bytes only if that holds as UTF-16."""
    sample = data[:65536]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if 0 in sample:
        little = sample[1::2].count(0) >= sample[::2].count(0)
        text = sample[: len(sample) // 2 * 2].decode("utf-16-le" if little else "utf-16-be", "replace")
        return sum((c < " " and c not in "\t\r\n") or c == "\ufffd" for c in text) * 100 <= len(text)
    controls = sum(sample.count(bytes([code])) for code in range(1, 32) if code not in (9, 10, 12, 13, 26, 27))
    return controls * 1000 <= len(sample)
