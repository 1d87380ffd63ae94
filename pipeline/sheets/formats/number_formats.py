"""Number formats that add text or leading zeros to what is typed ("QH2023"0000), and what a cell shows by one.

Only formats of text, signs and digits are understood.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET

from pipeline.sheets.formats.archives import local_name
from pipeline.sheets.formats.sheet_xml import styled_cells

_LONGEST, _MOST = 255, 1e15
"""Excel writes no longer format. A number of sixteen digits or more isn't what was typed."""
_SECTION = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])+|(?<=;)(?=;|$)')
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<gap>_.)|\*.|(?P<box>\[[^\]]*\])'
    r"|(?P<whole>General|G/通用格式)|(?P<digit>[0#?])|(?P<text>@)|(?P<sign>.)",
    re.IGNORECASE | re.DOTALL,
)
_SIGNS = frozenset("-/() +:!^&'~{}<>=$")
_CHOOSES = ("[<", "[>", "[=")

Piece = tuple[str, str]
"""(literal, its text), (digit, its sign), (whole, '') for the plain number, (text, '')."""


def shaping_styles(styles: ET.Element) -> dict[int, str]:
    """Style of a cell -> its number format, for the formats that make part of a number.

    ``styles`` is the root of styles.xml.
    """
    codes = {e.get("numFmtId"): e.get("formatCode", "") for e in styles.iter() if local_name(e.tag) == "numFmt"}
    shaping = {id_: code for id_, code in codes.items() if shapes_number(code)}
    if not shaping:
        return {}
    format_ids = [xf.get("numFmtId") for group in styles if local_name(group.tag) == "cellXfs" for xf in group]
    return {style: shaping[id_] for style, id_ in enumerate(format_ids) if id_ in shaping}


def shapes_number(code: str) -> bool:
    """Whether a number format adds words or leading zeros to a number."""
    return len(code) <= _LONGEST and any(_makes_part(section) for section in _SECTION.findall(code))


def cell_shapes(xml: bytes, shaping: Mapping[int, str]) -> dict[tuple[int, int], str]:
    """(row from 1, column from 0) -> the format of the cell, for the cells of a sheet with a style of ``shaping``."""
    return {place: shaping[style] for place, style in styled_cells(xml, frozenset(shaping))} if shaping else {}


def shown(cell: object, code: str) -> str | None:
    """Return what a cell shows by its format, None where that is the cell itself or the format isn't understood.

    >>> shown(12, '"QH2023"0000'), shown(120001.0, '0000"-"0000'), shown(7, "000")
    ('QH20230012', '0012-0001', '007')
    >>> shown("12", '"QH"@'), shown(3, "0.00")
    ('QH12', None)
    """
    sections = _SECTION.findall(code)
    if isinstance(cell, str):
        text_section = next((s for s in (sections[3:4] or sections) if "@" in s), "")
        pieces = _pieces(text_section) if text_section and cell else None
        return None if pieces is None or not _makes_part(text_section) else "".join(_worded(pieces, cell))
    if (
        isinstance(cell, bool)
        or not isinstance(cell, int | float)
        or not 0 <= cell < _MOST
        or cell != int(cell)
        or not sections
    ):
        return None
    section = sections[2] if cell == 0 and len(sections) > 2 else sections[0]
    pieces = _pieces(section)
    if pieces is None or not _makes_part(section):
        return None
    return "".join(_worded(_filled(pieces, str(int(cell))), str(int(cell)))).strip()


def _makes_part(section: str) -> bool:
    """Whether a section adds text or leading zeros to what is typed."""
    pieces = _pieces(section)
    if not pieces:
        return False
    adds_text = any(kind == "literal" and text.strip() for kind, text in pieces)
    zeros = sum(text == "0" for kind, text in pieces if kind == "digit")
    return (adds_text and any(kind != "literal" for kind, _ in pieces)) or zeros > 1


def _pieces(section: str) -> list[Piece] | None:
    """Split a section into its pieces; None where it holds more than text, signs and digits."""
    pieces: list[Piece] = []
    for token in _TOKEN.finditer(section):
        kind = token.lastgroup
        text = token[kind] if kind else ""
        if kind in ("quoted", "escaped"):
            pieces.append(("literal", text))
        elif kind == "gap":
            pieces.append(("literal", " "))
        elif kind in ("digit", "text", "whole"):
            pieces.append((kind, text))
        elif kind == "box" and text.startswith(_CHOOSES):
            return None
        elif kind == "sign":
            if text.isascii() and text not in _SIGNS:
                return None
            pieces.append(("literal", text))
    return pieces


def _filled(pieces: list[Piece], digits: str) -> list[Piece]:
    """Fill the places of digits from the right; the first place takes all digits that remain."""
    places = [index for index, (kind, _) in enumerate(pieces) if kind == "digit"]
    filled = list(pieces)
    remaining = "" if digits == "0" else digits
    for place in reversed(places):
        taken, remaining = (remaining, "") if place == places[0] else (remaining[-1:], remaining[:-1])
        filled[place] = ("literal", taken or {"0": "0", "?": " "}.get(pieces[place][1], ""))
    return filled


def _worded(pieces: list[Piece], cell: str) -> list[str]:
    return [text if kind == "literal" else cell for kind, text in pieces]
