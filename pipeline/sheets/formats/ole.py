"""A stream is read out of an OLE2 container; its chains are walked so that no sector is visited twice."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from pipeline.sheets.formats.faults import Refused

_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA
"""From this number on a sector number is a mark, not a place."""
_HEADER = 512
_ENTRY = 128
_STREAM, _ROOT = 2, 5


def read_stream(data: bytes, names: Sequence[str]) -> bytes:
    """Return the content of the first of ``names`` that the container has.

    Raises Refused when it has none of them, or when a chain loops or leads out of the file.
    """
    if len(data) < _HEADER or not data.startswith(_SIGNATURE):
        raise _damaged()
    shift, small_shift = struct.unpack_from("<HH", data, 30)
    if not 7 <= shift <= 16 or not 3 <= small_shift < shift:
        raise _damaged()
    directory_at, cutoff, small_at, first_far, far_count = (
        *struct.unpack_from("<I", data, 48),
        *struct.unpack_from("<I", data, 56),
        *(struct.unpack_from("<I", data, 60)),
        *struct.unpack_from("<II", data, 68),
    )
    size = 1 << shift
    table = _table(data, size, first_far, far_count)
    entries = _chain(data, size, table, directory_at, offset=max(_HEADER, size))
    streams: dict[str, bytes] = {}
    root = b""
    for start in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        entry = entries[start : start + _ENTRY]
        name_length = max(0, min(int.from_bytes(entry[64:66], "little"), 64) - 2)
        name = entry[:name_length].decode("utf-16-le", "replace").casefold()
        if entry[66] == _ROOT:
            root = entry
        elif entry[66] == _STREAM:
            streams.setdefault(name, entry)
    entry = next((streams[name.casefold()] for name in names if name.casefold() in streams), b"")
    if not entry:
        raise _damaged()
    start, length = struct.unpack_from("<II", entry, 116)
    if length >= cutoff:
        return _chain(data, size, table, start, offset=max(size, _HEADER))[:length]
    small = _chain(
        data, size, table, struct.unpack_from("<I", root, 116)[0] if root else _LAST, offset=max(size, _HEADER)
    )
    small_table = _numbers(_chain(data, size, table, small_at, offset=max(size, _HEADER)))
    return _chain(small, 1 << small_shift, small_table, start, offset=0)[:length]


def _table(data: bytes, size: int, first_far: int, far_count: int) -> Sequence[int]:
    """Return for each sector the number of the next one, from the header's list of tables and its continuation."""
    places = list(struct.unpack_from("<109I", data, 76))
    seen: set[int] = set()
    sector = first_far
    while sector < _LAST and far_count:
        if sector in seen or (sector + 2) * size > len(data) + size:
            raise _damaged()
        seen.add(sector)
        numbers = _numbers(_sector(data, size, sector, max(size, _HEADER)))
        places += numbers[:-1]
        sector = numbers[-1] if numbers else _LAST
    used = [place for place in places if place < _LAST]
    if len(set(used)) < len(used):
        raise _damaged()
    return _numbers(b"".join(_sector(data, size, place, max(size, _HEADER)) for place in used))


def _chain(data: bytes, size: int, table: Sequence[int], sector: int, *, offset: int) -> bytes:
    seen: set[int] = set()
    sectors = []
    while sector < _LAST:
        if sector in seen or sector >= len(table):
            raise _damaged()
        seen.add(sector)
        sectors.append(_sector(data, size, sector, offset))
        sector = table[sector]
    return b"".join(sectors)


def _sector(data: bytes, size: int, sector: int, offset: int) -> bytes:
    start = offset + sector * size
    if start >= len(data):
        raise _damaged()
    return data[start : start + size]


def _numbers(sector: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])


def _damaged() -> Refused:
    return Refused("R008", detail="文件内部的索引残缺或成环")
