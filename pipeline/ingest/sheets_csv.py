"""csv, tsv and txt: the encoding by trial in a fixed order, the delimiter by the first lines."""

from __future__ import annotations

import codecs
import csv
import io

from pipeline.grid import Grid
from pipeline.ingest.faults import Refused

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DELIMITERS = ",\t;，"


def read_csv(data: bytes, name: str) -> tuple[Grid, ...]:
    """One grid named ``name``; every cell is text or None. Raises Refused when no encoding fits or quotes never close."""
    text = _decoded(data)
    lines = text[:20_000].splitlines()[:20]
    delimiter = max(_DELIMITERS, key=lambda mark: sum(line.count(mark) for line in lines))
    try:
        rows = tuple(tuple(cell or None for cell in row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise Refused("R008", detail="引号没有配对，或一格太长") from None
    return (Grid(name, rows),)


def _decoded(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data.removeprefix(mark), encoding)
    if b"\x00" in data:
        odd, even = data[1::2].count(0), data[::2].count(0)
        return _strict(data, "utf-16-le" if odd >= even else "utf-16-be")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(data, "gb18030")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Refused("R008", detail="文字编码无法识别") from None
