"""Which file an entry of a register means by what it writes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from pipeline.base.same_number import fold

_ENDING = re.compile(r"\.(?:xls[xmb]?|et|ods|csv|tsv|txt)$", re.IGNORECASE)


def files_meant(entry: str, paths: Iterable[str]) -> list[str]:
    """The paths, in their order, that an entry means by a file's path or name.

    They are those of exactly this path or name. Where there are none, they are those that differ from it in nothing but
    the ending, the kind of brackets and dashes, full and half width, upper and lower case or spaces.

    >>> files_meant("城关镇(正式版)", ["2023-02/城关镇.xlsx", "2023-02/城关镇（正式版）.xlsx"])
    ['2023-02/城关镇（正式版）.xlsx']
    >>> files_meant("城关镇.xlsx", ["城关镇.xls", "城关镇.xlsx"]), files_meant("城关镇.xlsx", ["城关镇.xls"])
    (['城关镇.xlsx'], ['城关镇.xls'])
    """
    known = list(paths)
    exactly = [path for path in known if entry in (path, PurePosixPath(path).name)]
    key = _key(entry)
    return exactly or [path for path in known if key in (_key(path), _key(PurePosixPath(path).name))]


def _key(name: str) -> str:
    return fold(_ENDING.sub("", name.strip()))
