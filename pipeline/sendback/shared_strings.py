"""The shared strings of a workbook that goes back: of those that no cell uses any more nothing stays."""

from __future__ import annotations

import re
from collections.abc import Collection

from lxml import etree

from pipeline.sendback.styles import MAIN, keep_children, parse, tag

_T = tag("t")
_HEAD = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_OPENING = re.compile(
    rb'<\?xml version="1\.0" encoding="(?:UTF|utf)-8"(?: standalone="yes")?\?>[ \t\r\n]*'
    rb'(<sst xmlns="' + re.escape(MAIN.encode("ascii")) + rb'"(?: count="\d{1,9}")?(?: uniqueCount="\d{1,9}")?>)'
)
_BETWEEN, _FIRST, _LAST, _CLOSE = "</si><si>", "<si>", "</si>", "</sst>"
_SOUND = re.compile(
    r'<t(?: xml:space="preserve")?>(?:[^<>&\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|&(?:amp|lt|gt);)+</t>'
    r'(?:<phoneticPr(?: fontId="\d{1,5}")?(?: type="\w{1,20}")?(?: alignment="\w{1,20}")?/>)?'
)
_READING = "<phoneticPr"


def used_strings(xml: bytes, used: Collection[int]) -> bytes:
    """The part sharedStrings.xml with every string emptied that no cell uses; the strings keep their numbers.

    Phonetic readings are taken out too. Strings as programs usually write them are emptied as text, any others by a
    parser; both ways write the same bytes. Raises ValueError or etree.XMLSyntaxError for a part that isn't plain.
    """
    return _as_text(xml, used) or _parsed(xml, used)


def _as_text(xml: bytes, used: Collection[int]) -> bytes | None:
    opening = _OPENING.match(xml)
    if opening is None:
        return None
    try:
        body = xml[opening.end() :].decode("utf-8").rstrip()
    except UnicodeDecodeError:
        return None
    if not body.startswith(_FIRST) or not body.endswith(_LAST + _CLOSE):
        return None
    items = body[len(_FIRST) : -len(_LAST + _CLOSE)].split(_BETWEEN)
    if not all(map(_SOUND.fullmatch, items)):
        return None
    kept = (item.partition(_READING)[0] if number in used else "<t/>" for number, item in enumerate(items))
    return b"".join((_HEAD, opening[1], f"{_FIRST}{_BETWEEN.join(kept)}{_LAST}{_CLOSE}".encode()))


def _parsed(xml: bytes, used: Collection[int]) -> bytes:
    root = parse(xml)
    keep_children(root, ("si",))
    for number, item in enumerate(root):
        if number not in used:
            item.clear()
            etree.SubElement(item, _T)
        else:
            keep_children(item, ("t", "r"))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
