"""outputs/.cache: what a run made before, found again by what it was made from.

It may be deleted at any time; the next run then takes longer and gives the same. A file is ``.cache/KIND/KEY``, where
the key is the SHA-256 of all that the content depends on; it begins with the SHA-256 of the content, and one that
doesn't agree with it counts as absent. What lies there is made of what lies in the editions beside it and of nothing
else, so that it holds no more about persons than they do.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.base.build import build
from pipeline.base.fingerprint import fingerprint

CACHE_FOLDER = ".cache"
MOST_BYTES = 500_000_000
"""How much is kept, over all kinds; what was used last longest ago goes first."""
_HASH = 32


@dataclass(frozen=True)
class Cache:
    """A cache; ``folder``: where it lies, None where nothing is kept, ``most``: how many bytes it may take."""

    folder: Path | None
    most: int = MOST_BYTES

    @classmethod
    def of(cls, outputs: Path) -> Cache:
        """The cache that belongs to this outputs folder."""
        return cls(outputs / CACHE_FOLDER)

    def once(self, kind: str, made_from: tuple[object, ...], make: Callable[[], bytes]) -> bytes:
        """What ``make`` gives, taken from the cache where this program has made it from the same before.

        ``made_from``: all that the content depends on besides the program. What ``make`` raises is raised, and nothing
        is kept.
        """
        if self.folder is None:
            return make()
        key = self.key(*made_from)
        content = self.get(kind, key)
        if content is None:
            content = make()
            self.put(kind, key, content)
        return content

    def key(self, *made_from: object) -> str:
        """The key of what this program makes from these values."""
        return fingerprint(build(), *made_from)

    def get(self, kind: str, key: str) -> bytes | None:
        """The content that was kept under the key, None when there is none or it is damaged."""
        if self.folder is None:
            return None
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
        if self.folder is None:
            return
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
        if self.folder is None:
            return
        with contextlib.suppress(OSError):
            kept = [(s.st_mtime_ns, s.st_size, p) for p in self.folder.rglob("*") if (s := p.stat()) and p.is_file()]
            room = self.most
            for _, size, place in sorted(kept, reverse=True):
                room -= size
                if room < 0:
                    place.unlink(missing_ok=True)


NO_CACHE = Cache(None)


def as_one(files: Mapping[str, bytes]) -> bytes:
    """Several files as one content; ``as_files`` takes them apart again.

    >>> as_files(as_one({"a": b"one", "b": b""}))
    {'a': b'one', 'b': b''}
    """
    head = json.dumps([[path, len(content)] for path, content in files.items()])
    return b"".join((head.encode("ascii"), b"\n", *files.values()))


def as_files(content: bytes) -> dict[str, bytes]:
    """The files that ``as_one`` put together."""
    head, _, rest = content.partition(b"\n")
    files, at = {}, 0
    for path, size in json.loads(head):
        files[path] = rest[at : at + size]
        at += size
    return files
