"""The file of passwords that the office was given: a small workbook or text of file names and passwords."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.messages.refusals import refusal
from pipeline.schema.convert import plain
from pipeline.sheets.files import load
from pipeline.sheets.formats.faults import Refused
from pipeline.sheets.grids import open_workbook
from pipeline.sheets.kinds import CSV
from pipeline.sheets.opening import NO_PASSWORDS, Passwords

_HEADINGS = frozenset({"文件", "文件名", "文件名称"})
_ANY = frozenset({"", "*", "全部", "所有文件"})
_EXAMPLE = "例如一行“城关镇.xlsx,abc123”"


def read_passwords(path: Path | None) -> Passwords:
    """Read the passwords of --password-file, by file name.

    Only the first two columns count; a blank name (or 全部) is for any file. In a text, comma or tab separates them.
    Raises UserError, without any of the content, when the file can't be read or holds no password.
    """
    if path is None:
        return NO_PASSWORDS
    if not path.is_file():
        raise refusal("E002", path=path.name)
    passwords: dict[str, tuple[str, ...]] = {}
    for name, password in _pairs(_rows(path)):
        key = "" if name in _ANY else name.rpartition("/")[2].casefold()
        passwords[key] = (*passwords.get(key, ()), password)
    if not passwords:
        raise refusal("E003", path=path.name, example=_EXAMPLE)
    return passwords


def _rows(path: Path) -> Iterable[Sequence[object]]:
    try:
        source = load(path, path.name, "")
        if source.fault is None and source.kind == CSV:
            # The delimiter is looked for line by line: a password may hold commas, and a single line has no others to
            # compare with.
            text = _text(source.data)
            return [
                next(csv.reader([line], delimiter="\t" if "\t" in line else ","), [])
                for line in text.replace("，", ",").splitlines()
            ]
        return [row for grid in open_workbook(source).grids for row in grid.rows]
    except (Refused, UnicodeDecodeError, csv.Error):
        raise refusal("E004", path=path.name, example=_EXAMPLE) from None


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("gb18030")


def _pairs(rows: Iterable[Sequence[object]]) -> Iterable[tuple[str, str]]:
    for row in rows:
        cells = [
            "" if cell is None else plain(cell) if isinstance(cell, int | float) else str(cell) for cell in row[:2]
        ]
        if len(cells) == 2 and cells[1].strip() and cells[0].strip() not in _HEADINGS:
            yield cells[0].strip().replace("\\", "/"), cells[1].strip()
