"""Zip packages of Office documents whose bytes depend on their parts alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_FIRST = ("[Content_Types].xml", "_rels/.rels")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The package: content types first, as readers expect, then the parts by name; every time stamp the same, no mark of a system."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as package:
        for name in (*_FIRST, *sorted(set(parts) - set(_FIRST))):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, parts[name])
    return buffer.getvalue()


def unpack(package: bytes) -> dict[str, bytes]:
    """Name -> bytes of every part. Raises zipfile.BadZipFile when it is no package."""
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        return {name: source.read(name) for name in source.namelist() if not name.endswith("/")}
