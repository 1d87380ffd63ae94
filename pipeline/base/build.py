"""Which program this is, by its bytes: what a cache must know before it takes what an earlier program made."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def build() -> str:
    """SHA-256 of the program's own files, of the Python that runs it and of the libraries' names and versions.

    Libraries are told by the names of their ``.dist-info`` folders on the import path, which hold the version; nothing
    is imported for it.
    """
    seen = hashlib.sha256(sys.version.encode())
    for place in sorted(_PACKAGE.rglob("*")):
        if place.is_file() and "__pycache__" not in place.parts:
            seen.update(f"\n{place.relative_to(_PACKAGE).as_posix()}\n".encode())
            seen.update(place.read_bytes())
    for folder in map(Path, sys.path):
        if folder.is_dir():
            seen.update("\n".join(sorted(p.name for p in folder.glob("*.dist-info"))).encode())
    return seen.hexdigest()
