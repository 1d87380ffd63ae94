"""Whether two files of an edition say the same, whatever their bytes; and where they don't.

A package is looked at part by part, packages in it too, so that another compression makes no difference.
"""

from __future__ import annotations

import base64
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

import pandas as pd
import pyarrow as pa
from lxml import etree
from openpyxl.utils import get_column_letter

from pipeline.base.grid import Grid
from pipeline.editions.parquet import read_table
from pipeline.messages import rerun_words
from pipeline.render.package import unpack
from pipeline.sheets.files import identify
from pipeline.sheets.formats.faults import Refused
from pipeline.sheets.grids import open_workbook

_PARAGRAPH, _TEXT = (f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}" for name in "pt")
_PACKED = re.compile(rb"[A-Za-z0-9+/]{12,}={0,2}")
_QUOTED = 40
_UNREADABLE = (zipfile.BadZipFile, etree.XMLSyntaxError, pa.ArrowException, Refused, OSError, ValueError, KeyError)


def differences(path: str, was: bytes, now: bytes) -> str:
    """How a file that was made again differs from the one that was published, in words; '' when it says the same.

    ``path`` says by its ending what it is. What can't be read as that is another one as soon as a byte is.
    """
    if was == now:
        return ""
    try:
        return _BY_ENDING.get(PurePosixPath(path).suffix, _lines)(path, was, now)
    except _UNREADABLE:
        return rerun_words.UNREADABLE


def _tables(_: str, was: bytes, now: bytes) -> str:
    before, after = read_table(was), read_table(now)
    if before.equals(after):
        return ""
    if list(before.columns) != list(after.columns):
        return rerun_words.COLUMNS.format(
            columns="、".join(sorted({*before.columns} ^ {*after.columns})) or rerun_words.ORDER
        )
    if len(before) != len(after):
        return rerun_words.ROWS.format(was=len(before), now=len(after))
    columns = [name for name in before if not before[name].equals(after[name])]
    count = int(pd.concat([_unlike(before[name], after[name]) for name in columns], axis=1).any(axis=1).sum())
    return rerun_words.VALUES.format(count=count, columns="、".join(map(str, columns))) if count else rerun_words.TYPES


def _unlike(before: pd.Series, after: pd.Series) -> pd.Series:
    """Row by row, whether two columns have another value; lists are compared as they are written."""
    one, other = (column.astype("object").map(repr) for column in (before, after))
    return one != other


def _word(path: str, was: bytes, now: bytes) -> str:
    before, after = _flat(was), _flat(now)
    if before == after:
        return ""
    paragraphs = list(zip(_paragraphs(before), _paragraphs(after), strict=False))
    lengths = [len(list(_paragraphs(each))) for each in (before, after)]
    unlike = [(number, a, b) for number, (a, b) in enumerate(paragraphs, 1) if a != b]
    if not unlike and lengths[0] == lengths[1]:
        return _parts(path, before, after)
    if not unlike:
        return rerun_words.PARAGRAPHS.format(was=lengths[0], now=lengths[1])
    number, old, new = unlike[0]
    return rerun_words.TEXT.format(number=number, was=_short(old, new), now=_short(new, old))


def _sheets(path: str, was: bytes, now: bytes) -> str:
    before, after = _flat(was), _flat(now)
    if before == after:
        return ""
    try:
        one, other = _grids(path, was), _grids(path, now)
    except Refused:
        return _parts(path, before, after)
    if [grid.name for grid in one] != [grid.name for grid in other]:
        return rerun_words.SHEETS.format(
            was="、".join(grid.name for grid in one), now="、".join(grid.name for grid in other)
        )
    told = [
        rerun_words.CELLS.format(sheet=a.name, count=len(cells), cell=cells[0])
        for a, b in zip(one, other, strict=True)
        if (cells := list(_cells(a, b)))
    ]
    return "；".join(told) or _parts(path, before, after)


def _page(path: str, was: bytes, now: bytes) -> str:
    before, after = (_PACKED.sub(_inflated, content) for content in (was, now))
    return _lines(path, before, after)


def _lines(_: str, was: bytes, now: bytes) -> str:
    before, after = was.splitlines(), now.splitlines()
    count = abs(len(before) - len(after)) + sum(a != b for a, b in zip(before, after, strict=False))
    return rerun_words.LINES.format(count=count) if count else ""


def _parts(_: str, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> str:
    names = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    return rerun_words.PARTS.format(parts="、".join(names))


def _flat(package: bytes, front: str = "") -> dict[str, bytes]:
    """Every part by its path, those of packages in it too."""
    parts: dict[str, bytes] = {}
    for name, content in unpack(package).items():
        if zipfile.is_zipfile(io.BytesIO(content)):
            parts |= _flat(content, f"{front}{name}/")
        else:
            parts[front + name] = content
    return parts


def _paragraphs(parts: Mapping[str, bytes]) -> Iterator[str]:
    for name in sorted(name for name in parts if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name)):
        for paragraph in etree.fromstring(parts[name]).iter(_PARAGRAPH):
            yield "".join(text.text or "" for text in paragraph.iter(_TEXT))


def _grids(path: str, content: bytes) -> Sequence[Grid]:
    return open_workbook(identify(content, path, "")).grids


def _cells(before: Grid, after: Grid) -> Iterator[str]:
    """The addresses of the cells that hold another value."""
    for row in range(max(len(before.rows), len(after.rows))):
        one, other = (grid.rows[row] if row < len(grid.rows) else () for grid in (before, after))
        for column in range(max(len(one), len(other))):
            a, b = (cells[column] if column < len(cells) else None for cells in (one, other))
            if a != b:
                yield f"{get_column_letter(column + 1)}{row + 1}"


def _short(text: str, other: str) -> str:
    """A text from where it begins to differ from the other, as far as a sentence quotes it."""
    start = next((at for at, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), min(len(text), len(other)))
    begin = max(0, start - 10)
    cut = text[begin : begin + _QUOTED]
    return f"{'…' if begin else ''}{cut}{'…' if begin + _QUOTED < len(text) else ''}"


def _inflated(packed: re.Match[bytes]) -> bytes:
    try:
        return zlib.decompress(base64.b64decode(packed[0], validate=True))
    except (ValueError, zlib.error):
        return packed[0]


_BY_ENDING = {".parquet": _tables, ".docx": _word, ".xlsx": _sheets, ".html": _page}
