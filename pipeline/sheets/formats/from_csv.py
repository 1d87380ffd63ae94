"""csv, tsv and txt are read: encodings are tried in a fixed order, the first lines show the delimiter."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pipeline.base.grid import Grid
from pipeline.schema.options import Options
from pipeline.sheets.formats.faults import Issue, Refused

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LINE_END, _BEHIND = "\r\n", "\x00"
"""The second makes a line of its own behind the text, to see whether the text's last line was closed."""
_DELIMITERS = ",\t;，|"


def read_csv(data: bytes, name: str, limits: Options) -> tuple[tuple[Grid, ...], tuple[Issue, ...]]:
    """Return one grid named ``name``, and an issue where the text ends within a line; every cell is text or None.

    Raises Refused when no encoding fits, a quote never closes, or a limit is exceeded.
    """
    text = _decoded(data)
    lines = text[:20_000].splitlines()[:20]
    delimiter = max(_DELIMITERS, key=lambda mark: sum(line.count(mark) for line in lines))
    ends = not text or text.endswith(("\n", "\r"))
    # A quote that never closes takes in the line behind the text too.
    closed = io.StringIO(f"{text}{'' if ends else _LINE_END}{_BEHIND}", newline="")
    try:
        rows = tuple(_counted(csv.reader(closed, delimiter=delimiter), limits))
    except csv.Error:
        raise Refused("R008", detail="引号没有配对，或一格太长") from None
    if rows[-1] != (_BEHIND,):
        raise Refused("R008", detail="引号没有配对")
    rows = rows[:-1]
    return (Grid(name, rows),), () if ends else (_breaks_off(rows, name),)


def _breaks_off(rows: Sequence[Sequence[str | None]], name: str) -> Issue:
    """The issue of a text whose last line has no end: it breaks off where that line has fewer cells than most."""
    last = rows[-1]
    usual = Counter(map(len, rows[:-1])).most_common(1)
    if usual and len(last) < usual[0][0] and sum(cell is not None for cell in last) > 1:
        words = {"line": len(rows), "found": len(last), "usual": usual[0][0]}
        return Issue("R098", name, f"A{len(rows)}", len(rows), words=words)
    return Issue("R099", name, f"A{len(rows)}", len(rows), words={"line": len(rows)})


def _counted(lines: Iterable[list[str]], limits: Options) -> Iterator[tuple[str | None, ...]]:
    """Yield the rows. Raises Refused as soon as there are more rows, cells or columns than the limits allow."""
    used = cells = 0
    for number, line in enumerate(lines, start=1):
        used += any(line) and line != [_BEHIND]
        cells += len(line)
        if used > limits.most_rows:
            raise Refused("R083", what="行数", found=f"{used}以上", limit=limits.most_rows, setting="行数上限")
        if cells > limits.most_cells:
            raise Refused(
                "R083", what="单元格数", found=f"{cells}以上", limit=limits.most_cells, setting="单元格数上限"
            )
        if len(line) > limits.most_columns:
            # Blank cells at the end are no columns, and a wide row would cost every later step time.
            width = max((column for column, cell in enumerate(line, start=1) if cell), default=0)
            if width > limits.most_columns:
                raise Refused(
                    "R083", what=f"第{number}行的列数", found=width, limit=limits.most_columns, setting="列数上限"
                )
            line = line[:width]  # noqa: PLW2901 - the same row
        yield tuple(cell or None for cell in line)


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
