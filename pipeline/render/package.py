"""Zip packages of Office documents, whose bytes depend on nothing but their parts."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import NamedTuple

_FIRST = ("[Content_Types].xml", "_rels/.rels")
_EARLIEST = 1 << 5 | 1
"""The first day that a package can name: 1 January 1980."""
_LEVEL, _QUICK_LEVEL, _NAMED_IN_UTF_8, _READABLE = 6, 2, 0x800, 0o600 << 16
_ENTRY, _ENTRY_LENGTH, _END, _END_LENGTH = b"PK\x01\x02", 46, b"PK\x05\x06", 22
_LISTED = struct.Struct("<4s4xHH4xLLLHHH8xL")
"""Of an entry of the list: sign, flags, method, checksum, packed and own size, lengths of name, extras and comment, and
where the part's head lies."""
_HEADED, _LIST_END = struct.Struct("<4s22xHH"), struct.Struct("<4s6xH4xL2x")
"""Of a part's head: sign, lengths of name and extras. Of the end: sign, number of entries, where their list lies."""
_HEAD, _MADE_BY = b"PK\x03\x04\x14\x00", b"\x14\x00\x14\x00"
"""The head of a part, which needs version 2.0 to be read; and who made it: that version, on no system."""


class Deflated(NamedTuple):
    """A part as it lies in a package: ``crc`` and ``size`` of its bytes, and these deflated (``raw``)."""

    crc: int
    size: int
    raw: bytes


def deflated(part: bytes) -> Deflated:
    """A part, ready to be packed; what many packages have alike is deflated once."""
    deflater = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Deflated(zlib.crc32(part), len(part), deflater.compress(part) + deflater.flush())


class Deflating:
    """A part that comes in pieces, so that it never has to be there as a whole: what ``deflated`` gives of all.

    ``quickly``: a third larger in a third of the time, for a part so large that deflating it is what is waited for.
    """

    def __init__(self, *, quickly: bool = False) -> None:
        level = _QUICK_LEVEL if quickly else _LEVEL
        self._deflater = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
        self._crc = self._size = 0
        self._raw: list[bytes] = []

    def add(self, piece: bytes) -> None:
        """Put a piece behind the others."""
        self._crc = zlib.crc32(piece, self._crc)
        self._size += len(piece)
        self._raw.append(self._deflater.compress(piece))

    def whole(self) -> Deflated:
        """The part; nothing can be added afterwards."""
        return Deflated(self._crc, self._size, b"".join((*self._raw, self._deflater.flush())))


def pack(parts: Mapping[str, bytes | Deflated]) -> bytes:
    """The package of the parts (name -> bytes, or what ``deflated`` gives for them).

    The content types come first, as readers expect, then the parts by name. All time stamps are alike, and nothing
    shows on which system it was packed. The bytes are those that Python's zipfile would write, which a test compares;
    it takes several times as long for small parts. Raises struct.error for a package of 4 GB and more.
    """
    written: list[bytes] = []
    entries: list[bytes] = []
    place = 0
    for name in (*_FIRST, *sorted(set(parts) - set(_FIRST))):
        part = parts[name]
        member = part if isinstance(part, Deflated) else deflated(part)
        path = name.encode("utf-8")
        fields = struct.pack(
            "<HHHHLLLHH",
            0 if name.isascii() else _NAMED_IN_UTF_8,
            zipfile.ZIP_DEFLATED,
            0,
            _EARLIEST,
            member.crc,
            len(member.raw),
            member.size,
            len(path),
            0,
        )
        head = _HEAD + fields + path
        written += head, member.raw
        entries += _ENTRY + _MADE_BY + fields + struct.pack("<HHHLL", 0, 0, 0, _READABLE, place), path
        place += len(head) + len(member.raw)
    count, listed = len(entries) // 2, b"".join(entries)
    end = struct.pack("<4sHHHHLLH", _END, 0, 0, count, count, len(listed), place, 0)
    return b"".join((*written, listed, end))


def inflated(part: Deflated) -> bytes:
    """The bytes of a part as it lies in a package. Raises zipfile.BadZipFile or zlib.error where they aren't those."""
    bytes_ = zlib.decompress(part.raw, -zlib.MAX_WBITS, part.size)
    if len(bytes_) != part.size or zlib.crc32(bytes_) != part.crc:
        raise zipfile.BadZipFile("a part isn't what its entry says")
    return bytes_


def members(package: bytes) -> dict[str, Deflated]:
    """Name -> part, not yet inflated, of a package whose parts are all deflated, as ``pack`` writes them.

    It is read by its list of entries; zipfile takes several times as long for a package of small parts. Raises
    zipfile.BadZipFile for another one.
    """
    found: dict[str, Deflated] = {}
    try:
        sign, count, place = _LIST_END.unpack_from(package, len(package) - _END_LENGTH)
        if sign != _END:
            raise zipfile.BadZipFile("no package as pack writes it")
        for _ in range(count):
            sign, flags, method, crc, packed, size, length, more, said, at = _LISTED.unpack_from(package, place)
            name = package[place + _ENTRY_LENGTH : place + _ENTRY_LENGTH + length]
            head, length_there, more_there = _HEADED.unpack_from(package, at)
            start = at + _HEADED.size + length_there + more_there
            there = package[at + _HEADED.size : at + _HEADED.size + length_there]
            if (sign, head, method, there) != (_ENTRY, _HEAD[:4], zipfile.ZIP_DEFLATED, name):
                raise zipfile.BadZipFile("no package as pack writes it")
            known = name.decode("utf-8" if flags & _NAMED_IN_UTF_8 else "cp437")
            found[known] = Deflated(crc, size, package[start : start + packed])
            place += _ENTRY_LENGTH + length + more + said
    except (struct.error, UnicodeDecodeError) as fault:
        raise zipfile.BadZipFile("no package as pack writes it") from fault
    return found


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
