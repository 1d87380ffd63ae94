"""A stream out of an OLE2 container, its chains walked with every sector seen at most once."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from pipeline.sheets.formats.faults import Refused

_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA
"""Sector numbers from here on are marks, not places."""
_HEADER = 512
_ENTRY = 128
_STREAM, _ROOT = 2, 5


def read_stream(data: bytes, names: Sequence[str]) -> bytes:
    """The first of ``names`` that is there.

    Raises Refused for chains that loop or lead out of the file, or when none is there.
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
    found: dict[str, bytes] = {}
    root = b""
    for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        entry = entries[at : at + _ENTRY]
        name = (
            entry[: max(0, min(int.from_bytes(entry[64:66], "little"), 64) - 2)]
            .decode("utf-16-le", "replace")
            .casefold()
        )
        if entry[66] == _ROOT:
            root = entry
        elif entry[66] == _STREAM:
            found.setdefault(name, entry)
    entry = next((found[name.casefold()] for name in names if name.casefold() in found), b"")
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
    """The sector numbers that follow each sector, from the header's list of tables and its continuation."""
    places = list(struct.unpack_from("<109I", data, 76))
    seen: set[int] = set()
    at = first_far
    while at < _LAST and far_count:
        if at in seen or (at + 2) * size > len(data) + size:
            raise _damaged()
        seen.add(at)
        numbers = _numbers(_sector(data, size, at, max(size, _HEADER)))
        places += numbers[:-1]
        at = numbers[-1] if numbers else _LAST
    used = [place for place in places if place < _LAST]
    if len(set(used)) < len(used):
        raise _damaged()
    return _numbers(b"".join(_sector(data, size, place, max(size, _HEADER)) for place in used))


def _chain(data: bytes, size: int, table: Sequence[int], at: int, *, offset: int) -> bytes:
    seen: set[int] = set()
    sectors = []
    while at < _LAST:
        if at in seen or at >= len(table):
            raise _damaged()
        seen.add(at)
        sectors.append(_sector(data, size, at, offset))
        at = table[at]
    return b"".join(sectors)


def _sector(data: bytes, size: int, at: int, offset: int) -> bytes:
    start = offset + at * size
    if start >= len(data):
        raise _damaged()
    return data[start : start + size]


def _numbers(sector: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])


def _damaged() -> Refused:
    return Refused("R008", detail="文件内部的索引残缺或成环")
