"""outputs/.cache: what a run made before, found again by what it was made from.

It may be deleted at any time; the next run then takes longer and gives the same. A file is ``.cache/KIND/KEY``, where
the key is the SHA-256 of all that the content depends on; it begins with the SHA-256 of the content, and one that
doesn't agree with it counts as absent. What lies there is made of what lies in the editions beside it and of nothing
else, so that it holds no more about persons than they do.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

CACHE_FOLDER = ".cache"
MOST_BYTES = 256_000_000
"""How much is kept, over all kinds; what was used last longest ago goes first."""
_HASH = 32


@dataclass(frozen=True)
class Cache:
    """The cache of an outputs folder; ``folder``: where it lies, ``most``: how many bytes it may take."""

    folder: Path
    most: int = MOST_BYTES

    @classmethod
    def of(cls, outputs: Path) -> Cache:
        """The cache that belongs to this outputs folder."""
        return cls(outputs / CACHE_FOLDER)

    def get(self, kind: str, key: str) -> bytes | None:
        """The content that was kept under the key, None when there is none or it is damaged."""
        place = self.folder / kind / key
        try:
            kept = place.read_bytes()
        except OSError:
            return None
        content = kept[_HASH:]
        if hashlib.sha256(content).digest() != kept[:_HASH]:
            return None
        with contextlib.suppress(OSError):  # a folder that can't be written is still read
            os.utime(place)
        return content

    def put(self, kind: str, key: str, content: bytes) -> None:
        """Keep the content under the key. Where the disk is full or closed to us nothing is kept, and nobody hears."""
        place = self.folder / kind / key
        aside = place.with_name(f"{place.name}.{os.getpid()}")
        with contextlib.suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                aside.write_bytes(hashlib.sha256(content).digest() + content)
                aside.replace(place)
            finally:
                aside.unlink(missing_ok=True)

    def trim(self) -> None:
        """Drop what was used last longest ago until no more than ``most`` bytes are left."""
        with contextlib.suppress(OSError):
            kept = [(s.st_mtime_ns, s.st_size, p) for p in self.folder.rglob("*") if (s := p.stat()) and p.is_file()]
            room = self.most
            for _, size, place in sorted(kept, reverse=True):
                room -= size
                if room < 0:
                    place.unlink(missing_ok=True)
