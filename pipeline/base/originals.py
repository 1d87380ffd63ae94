"""A township's file that is sent back: what may stay in it, and how it is recognised when it comes in again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.base.grid import Grid

MARK_SHEET = "需修改"
"""The name of the first sheet of a file that is sent back.

A sheet of this name that holds a SHA-256 is skipped when the file is read again.
"""
PROPERTY = "替换文件SHA256"
"""The custom document property that holds the same SHA-256 as the sheet, in case one of them is lost."""
BLANKED = "（已遮盖）"
_SHA = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


def carried_in(texts: Iterable[object]) -> tuple[str, ...]:
    """Return every SHA-256 that the texts hold, in order, each once.

    >>> carried_in(["校验码：" + "0a" * 32, None, 7])
    ('0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a',)
    """
    return tuple(dict.fromkeys(sha for text in texts if isinstance(text, str) for sha in _SHA.findall(text)))


@dataclass(frozen=True)
class OriginalSheet:
    """A sheet that may be sent back. Rows count from 1, columns from 0.

    ``header_row``: the last row of the header; 0 for a sheet of code lists, which stays for its drop-downs.
    ``cut``: the columns about persons, of which nothing below the header stays. ``masked``: (row, column) -> the
    text put there instead, '' for nothing. ``ids``: the columns of numbers that must stay text. ``rows_of``: case
    number -> its rows. ``widths``: column -> width in characters, where the file says it. ``written``: (row,
    column) -> the number as its format shows it, since the format doesn't stay, or a text without what is struck
    out in it. ``shown``: what it is called in the file sent back, '' for its own name.
    """

    grid: Grid
    header_row: int
    cut: frozenset[int] = frozenset()
    masked: Mapping[tuple[int, int], str] = field(default_factory=dict)
    ids: frozenset[int] = frozenset()
    rows_of: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    widths: Mapping[int, float] = field(default_factory=dict)
    written: Mapping[tuple[int, int], str] = field(default_factory=dict)
    shown: str = ""

    @property
    def title(self) -> str:
        """The sheet's name in the file sent back."""
        return self.shown or self.grid.name


@dataclass(frozen=True)
class Original:
    """A file that could be read, as far as it may be sent back.

    ``package``: its bytes when it is an .xlsx or .xlsm, else empty. ``carried``: the SHA-256 of every file that it
    replaces, without its own. ``left_out``: the sheets of which nobody can say that they hold nothing about persons, as
    they are called outside.
    ``secrets``: the texts of the cells that go, to be searched for in what stays. ``words``: the texts that a
    drop-down may hold.
    """

    path_rel: str
    sha256: str
    package: bytes
    sheets: tuple[OriginalSheet, ...]
    carried: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    secrets: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
