"""A folder as a zip whose bytes depend on nothing but what is in it, unpacked alike by Explorer and everything else."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

LONGEST = 120
"""The most characters of a path in the zip: with the place it is unzipped to, Windows takes 259."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_DEVICES = "con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]"
_REFUSED = re.compile(rf'[<>:"|?*\\\x00-\x1f]|[ .]$|^(?:{_DEVICES})(?:\.|$)', re.IGNORECASE)


def faults(paths: Mapping[str, bytes]) -> list[str]:
    """What Windows would refuse about the paths, one line each: characters, reserved names, length, names alike.

    >>> faults({"a/nul.txt": b"", "A/b": b"", "a/B": b""})
    ['a/nul.txt: refused by NTFS', 'a/B: differs from A/b in case alone']
    """
    found = []
    seen: dict[str, str] = {}
    for path in paths:
        if any(_REFUSED.search(part) for part in path.split("/")):
            found.append(f"{path}: refused by NTFS")
        if len(path) > LONGEST:
            found.append(f"{path}: {len(path)} characters")
        twin = seen.setdefault(path.casefold(), path)
        if twin != path:
            found.append(f"{path}: differs from {twin} in case alone")
    return found


def packed(files: Mapping[str, bytes]) -> bytes:
    """The zip of the files (path -> bytes), in the order of the paths, all of one day, names in UTF-8 and said so.

    The same files give the same bytes where zlib is the same; another zlib (zlib-ng, as in CPython 3.14 for Windows)
    packs the same content into other bytes. Raises ValueError for paths that Windows would refuse.
    """
    if wrong := faults(files):
        raise ValueError("\n".join(wrong))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, files[path])
    return buffer.getvalue()
