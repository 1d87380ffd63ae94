"""Places at which LibreOffice may break a line, given to it alone: it breaks none between % and a bracket of figures.

Word and WPS do. Without such a place justified text has gaps before 率76.3%（17/20）
(findings/libreoffice-keeps-a-rate-with-its-bracket.sh). Nor does it break behind the 、 of a list of matters'
numbers, but within a number. The Word file itself stays as it is, and the PDF's text doesn't have the mark either.
"""

from __future__ import annotations

import re

from pipeline.render.package import pack, unpack

_DOCUMENT = "word/document.xml"
_NO_WIDTH = "\u200b"
_PLACE = re.compile("(?<=%)(?=（[0-9])|(?<=[0-9A-Za-z]、)(?=[0-9A-Za-z])")


def with_breaks(document: bytes) -> bytes:
    """A copy of a Word file with a space of no width in each %（17/20） and QH01、QH02; the same bytes without any."""
    if not document.startswith(b"PK"):
        return document
    parts = unpack(document)
    text = parts.get(_DOCUMENT, b"").decode("utf-8")
    broken = _PLACE.sub(_NO_WIDTH, text)
    return document if broken == text else pack({**parts, _DOCUMENT: broken.encode("utf-8")})
