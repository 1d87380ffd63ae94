"""Zip packages of Office documents, whose bytes depend on nothing but their parts."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

_FIRST = ("[Content_Types].xml", "_rels/.rels")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6
_ENTRY, _ENTRY_LENGTH, _END, _END_LENGTH = b"PK\x01\x02", 46, b"PK\x05\x06", 22


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The package of the parts (name -> bytes).

    The content types come first, as readers expect, then the parts by name. All time stamps are alike, and nothing
    shows on which system it was packed.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name in (*_FIRST, *sorted(set(parts) - set(_FIRST))):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, parts[name], compresslevel=_LEVEL)
    return buffer.getvalue()


def unpack(package: bytes) -> dict[str, bytes]:
    """Name -> bytes of every part. Raises zipfile.BadZipFile for bytes that are no package."""
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        return {name: source.read(name) for name in source.namelist() if not name.endswith("/")}


def without_system(package: bytes) -> bytes:
    """The same package, packed by Python's zipfile, without the mark of the system on which it was packed.

    zipfile writes into each entry of the list at the end whether Windows or another system made it (the upper byte of
    "version made by", 4.4.2 of the format's description), so the same workbook had other bytes on Windows. 0 stands for
    either here, as in ``pack``; nothing is packed anew. Raises ValueError for bytes that zipfile didn't write.
    """
    end = len(package) - _END_LENGTH
    if end < 0 or package[end : end + 4] != _END:
        raise ValueError("no package as zipfile writes it")
    count, _, place = struct.unpack_from("<HLL", package, end + 10)
    changed = bytearray(package)
    for _ in range(count):
        if changed[place : place + 4] != _ENTRY:
            raise ValueError("no package as zipfile writes it")
        changed[place + 5] = 0
        place += _ENTRY_LENGTH + sum(struct.unpack_from("<HHH", changed, place + 28))
    return bytes(changed)
