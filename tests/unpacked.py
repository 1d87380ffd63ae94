"""All that an output holds, unpacked, for the tests that search it; and plain sheets for the inputs that they plant."""

from __future__ import annotations

import base64
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow.parquet as pq

from tools.sample.layout import Page

_PACKED = re.compile(rb"[A-Za-z0-9+/]{80,}={0,2}")


def contents(path: Path) -> list[bytes]:
    """A file's bytes and every part of it: zip parts, workbooks inside a document, parquet columns as text, the
    lists that a page carries packed.
    """
    data = path.read_bytes()
    found = list(_parts(data))
    if path.suffix == ".parquet":
        found.append(str(pq.read_table(path).to_pylist()).encode())
    if path.suffix == ".html":
        found += _lists(data)
    return found


def text(path: Path) -> str:
    """The same as one text."""
    return "\n".join(part.decode("utf-8", "replace") for part in contents(path))


def page(name: str, columns: Sequence[tuple[str, str]], rows: Sequence[Mapping[str, object]], above: str = "") -> Page:
    """A sheet with its headings in the first row, or in the second below ``above``. ``columns``: ids and headings."""
    made = Page(name)
    if above:
        made.cells[0, 0] = above
    top = int(bool(above))
    for column, (id_, label) in enumerate(columns):
        made.cells[top, column] = label
        for at, each in enumerate(rows, start=top + 1):
            if each.get(id_) is not None:
                made.cells[at, column] = each[id_]
    return made


def _parts(data: bytes) -> Iterator[bytes]:
    yield data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for name in package.namelist():
                yield from _parts(package.read(name))


def _lists(html: bytes) -> Iterator[bytes]:
    for packed in _PACKED.findall(html):
        try:
            yield zlib.decompress(base64.b64decode(packed), wbits=47)
        except (zlib.error, ValueError):
            continue
