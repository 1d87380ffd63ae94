"""A township's file reduced to what was read of it. It reads as the one that was sent, or there is none."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

import pandas as pd

from pipeline.base.originals import Original, OriginalSheet
from pipeline.base.period import Period
from pipeline.bundles import Reading
from pipeline.ledgers.ledger_files import read_file
from pipeline.ledgers.reader import read_sources
from pipeline.ledgers.register_names import is_register
from pipeline.ledgers.registers import register_kinds
from pipeline.ledgers.sheet.kind import ledger_kind
from pipeline.render.package import pack, unpack
from pipeline.sendback.book import NotPlain, mark_package
from pipeline.sendback.keepable import to_keep
from pipeline.sendback.twin import with_twin
from pipeline.settings.record import Settings
from pipeline.sheets.files import SourceFile, identify
from pipeline.sheets.kinds import CSV

_WRITTEN_AS = ("utf-8-sig", "utf-8", "gb18030")
_BETWEEN = (",", "\t", ";")


@dataclass(frozen=True)
class Reducer:
    """Reduces the files of a period's folder by the county's settings."""

    settings: Settings
    period: Period

    def is_the_offices(self, source: SourceFile) -> bool:
        """Whether a file is a workbook of the office's registers, which nobody sent."""
        registers = register_kinds(self.settings.heading_aliases)
        return read_file(source, ledger_kind(self.settings), registers, is_register).register

    def reduced(self, source: SourceFile) -> bytes | None:
        """The file with nothing in it but what was read; None where none would read in every respect as it does.

        The same file gives the same bytes. Columns that weren't read are blank below their heading, names and numbers
        of persons are gone wherever they stood, and so are comments, pictures, properties and other parts.
        """
        original = to_keep(source, self.settings, self.period)
        if original is None:
            return None
        told = self._read(source)
        for content in _candidates(source, original):
            again = identify(content, source.path_rel, source.folder, source.opening)
            if _alike(told, self._read(replace(again, sha256=source.sha256, sent_kind=source.kind))):
                return content
        return None

    def _read(self, source: SourceFile) -> Reading:
        return read_sources([source], [source.folder], self.settings, self.period, mapper=map)


def _alike(one: Reading, other: Reading) -> bool:
    """Whether two readings say the same, to the last word."""
    for each in fields(Reading):
        a, b = getattr(one, each.name), getattr(other, each.name)
        if not (a.equals(b) if isinstance(a, pd.DataFrame) else a == b):
            return False
    return True


def _candidates(source: SourceFile, original: Original) -> Iterator[bytes]:
    if source.kind == CSV:
        for between in _BETWEEN:
            for encoding in _WRITTEN_AS:
                yield _text(original.sheets[0], between).encode(encoding, "replace")
        return
    if original.package:
        with suppress(NotPlain):
            yield mark_package(original, (), None)
    yield pack(unpack(with_twin(original)[0].package))


def _text(sheet: OriginalSheet, between: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=between)
    for number, cells in enumerate(sheet.grid.rows, 1):
        writer.writerow([_written(sheet, number, column, cell) for column, cell in enumerate(cells)])
    return out.getvalue()


def _written(sheet: OriginalSheet, row: int, column: int, cell: Any) -> str:
    if row > sheet.header_row and column in sheet.cut:
        return ""
    if (row, column) in sheet.masked:
        return sheet.masked[row, column]
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return cell.isoformat()
    return "" if cell is None else str(cell)
