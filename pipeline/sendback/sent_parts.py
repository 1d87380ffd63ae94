"""The parts of a workbook that was sent, each inflated when it is asked for and all of them within a bound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.sheets.formats.archives import open_archive, read_part

_MOST = 8_000_000
"""The bytes of all parts that are asked for; lxml takes some thirty times as much. A ledger of 300 rows has 300,000."""


class SentParts(Mapping[str, bytes]):
    """Name -> bytes of a part; pictures, macros and whatever nobody asks for are never inflated.

    ``most``: the bytes of all parts that are asked for. Raises Refused for a package or a part that is damaged,
    KeyError for a part that isn't there, ValueError for more than ``most`` bytes.
    """

    def __init__(self, package: bytes, most: int = _MOST) -> None:
        self._archive = open_archive(package)
        self._names = {name: None for name in self._archive.namelist() if not name.endswith("/")}
        self._read: dict[str, bytes] = {}
        self._left = most

    def __getitem__(self, name: str) -> bytes:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._read:
            self._left -= self._archive.getinfo(name).file_size
            if self._left < 0:
                raise ValueError(name)
            self._read[name] = read_part(self._archive, name)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
