"""A township's file on its way back: what may be kept of it, and how it is known again when it returns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.base.grid import Grid

MARK_SHEET = "需修改"
"""The first sheet of a file sent back.

A sheet of this name that carries a SHA-256 is skipped when the file is read again.
"""
PROPERTY = "替换文件SHA256"
"""The custom document property that carries the same SHA-256 as the sheet, should one of them be lost."""
CARRIED_LINE = "本文件替换的文件校验码（请勿改动本行）："
BLANKED = "（已遮盖）"
_SHA = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


def carried_in(texts: Iterable[object]) -> tuple[str, ...]:
    """Every SHA-256 that texts hold, in order, each once.

    >>> carried_in(["校验码：" + "0a" * 32, None, 7])
    ('0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a',)
    """
    return tuple(dict.fromkeys(sha for text in texts if isinstance(text, str) for sha in _SHA.findall(text)))


@dataclass(frozen=True)
class OriginalSheet:
    """A sheet that may go back.

    ``header_row`` is its header's last row (0: a sheet of code lists, kept for its drop-downs).

    ``cut``: columns (from 0) about persons; nothing below the header stays of them. ``masked``: (row from 1, column
    from 0) -> what stands there instead ('' for nothing). ``ids``: columns of numbers that must stay text. ``rows_of``:
    case number -> its rows. ``widths``: column -> width in characters, where the file says so. ``written``: numbers as
    the cell's format shows them, which goes, by place.
    """

    grid: Grid
    header_row: int
    cut: frozenset[int] = frozenset()
    masked: Mapping[tuple[int, int], str] = field(default_factory=dict)
    ids: frozenset[int] = frozenset()
    rows_of: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    widths: Mapping[int, float] = field(default_factory=dict)
    written: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Original:
    """A file that could be read. ``package``: its bytes when they are an .xlsx or .xlsm, else empty.

    ``carried``: the SHA-256 of every file that it replaces, itself not among them. ``left_out``: sheets that can't be
    shown to hold nothing about persons. ``secrets``: texts of the cells that go, to look for in what stays. ``words``:
    texts that a list may hold.
    """

    path_rel: str
    sha256: str
    package: bytes
    sheets: tuple[OriginalSheet, ...]
    carried: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    secrets: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
