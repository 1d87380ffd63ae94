"""A folder as a package whose bytes depend on nothing but what is in it: a zip for Windows, a tar.gz for Linux."""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

LONGEST = 120
"""The most characters of a path in the zip: with the place it is unzipped to, Windows takes 259."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_DAY = 315_532_800
"""The same day in seconds since 1970."""
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
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(
                entry, files[path], compresslevel=9
            )  # an entry made by hand takes no level from the archive
    return buffer.getvalue()


def tarred(files: Mapping[str, bytes], executable: Callable[[str], bool]) -> bytes:
    """The tar.gz of the files (path -> bytes), in the order of the paths, all of one day and of nobody in particular.

    A tar and no zip: it keeps which files may be started, and a name in it is bytes, which a desktop of today takes for
    the UTF-8 that they are, while archivers of Chinese desktops guess at the names of a zip. In the GNU form a long
    name is one that every tar understands. Level 6 takes a third of the time of 9 and half a hundredth more room. The
    same files give the same bytes where zlib is the same.
    """
    buffer = io.BytesIO()
    with (
        gzip.GzipFile(filename="", mode="wb", fileobj=buffer, compresslevel=6, mtime=0) as squeezed,
        tarfile.open(fileobj=squeezed, mode="w", format=tarfile.GNU_FORMAT, encoding="utf-8") as archive,
    ):
        for path in sorted(files):
            entry = tarfile.TarInfo(path)
            entry.size, entry.mtime = len(files[path]), _DAY
            entry.mode = 0o755 if executable(path) else 0o644
            archive.addfile(entry, io.BytesIO(files[path]))
    return buffer.getvalue()


def written(place: Path, package: bytes, files: Mapping[str, bytes]) -> None:
    """Write the package of the files (path -> bytes); print its SHA-256 and how large it is, packed and unpacked."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(package)
    whole = sum(len(content) for content in files.values())
    print(f"{place}: {len(package) / 1e6:.1f} MB, unpacked {whole / 1e6:.1f} MB in {len(files)} files")
    print(f"longest path {max(map(len, files))}; SHA-256 {hashlib.sha256(package).hexdigest()}")
