"""Places at which LibreOffice may break a line, given to it alone: it breaks none between % and a bracket of figures.

Word and WPS do. Without such a place justified text has gaps before 率76.3%（17/20）
(findings/libreoffice-keeps-a-rate-with-its-bracket.sh). The Word file itself stays as it is, and the PDF's text doesn't
have the mark either.
"""

from __future__ import annotations

import re

from pipeline.render.package import pack, unpack

_DOCUMENT = "word/document.xml"
_NO_WIDTH = "\u200b"
_RATE = re.compile("%（(?=[0-9])")


def with_breaks(document: bytes) -> bytes:
    """A copy of a Word file with a space of no width in each %（17/20）; the same bytes where there is none."""
    if not document.startswith(b"PK"):
        return document
    parts = unpack(document)
    text = parts.get(_DOCUMENT, b"").decode("utf-8")
    broken = _RATE.sub(f"%{_NO_WIDTH}（", text)
    return document if broken == text else pack({**parts, _DOCUMENT: broken.encode("utf-8")})
