"""What of a township's file may go back.

Columns about persons are cut, texts that no message may print are masked, and sheets that aren't understood stay here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.base.grid import Grid
from pipeline.base.originals import BLANKED, Original, OriginalSheet
from pipeline.base.period import Period
from pipeline.ledgers.carried import split_marks
from pipeline.ledgers.cells.values import ID_FIELDS, misplaced
from pipeline.ledgers.cells.words import heading_key, squeezed
from pipeline.ledgers.memory import ReadMemory
from pipeline.ledgers.sheet.headers import Header
from pipeline.ledgers.sheet.tables import SheetTable, used_rows
from pipeline.report.outside import sheet_outside
from pipeline.schema.convert import plain
from pipeline.schema.fields import Field
from pipeline.schema.ledger import REFUSED_HEADINGS, REFUSED_PARTS
from pipeline.schema.showable import may_be_shown, shown_parts
from pipeline.schema.vocabulary import Answer
from pipeline.sendback.cleaner import Cleaner, rows_of_header
from pipeline.settings.record import Settings
from pipeline.sheets.files import SourceFile, again
from pipeline.sheets.formats.faults import Refused
from pipeline.sheets.grids import column_widths
from pipeline.sheets.kinds import XLS, XLSM, XLSX
from pipeline.sheets.opening import NO_PASSWORDS, Opening, Passwords
from pipeline.sheets.personal import holds_id, holds_number, is_plain_number, names_somebody


class Originals:
    """Reads files as they may go back. What is the same for all of a county's is worked out once."""

    def __init__(
        self,
        inputs: Path,
        settings: Settings,
        period: Period,
        passwords: Passwords = NO_PASSWORDS,
        memory: ReadMemory | None = None,
    ) -> None:
        """``memory``: where the sheets are that were read by the same settings and are handed on."""
        self._inputs, self._opening = inputs, Opening(settings.options, passwords)
        self._memory = memory or ReadMemory()
        self._cleaner = _Returned.of(settings, period)

    def read(self, path_rel: str) -> Original | None:
        """The file at ``path_rel``; None when it can't be read or has no header of a ledger."""
        source = again(self._inputs, path_rel, self._opening)
        try:
            handed = self._memory.take(source)
        except Refused:
            return None
        tables = {table.name: table for table in handed.tables}
        return self._cleaner.for_one_file().clean(handed.opened.source, handed.opened.grids, tables)


class _Returned(Cleaner):
    """Cleans a file that leaves the office."""

    def clean(
        self, source: SourceFile, stored_grids: tuple[Grid, ...], tables: Mapping[str, SheetTable]
    ) -> Original | None:
        """The file as it may go back; None without a ledger. ``tables``: those of its sheets that were read before."""
        grids, _, carried = split_marks(source, stored_grids)
        widths = column_widths(source) if source.kind == XLS else {}
        sheets: list[OriginalSheet] = []
        left_out = []
        has_ledger = False
        titles = self._titles([grid.name for grid in stored_grids])
        for grid in grids:
            if (sheet := self.ledger(grid, widths.get(grid.name, {}), tables.get(grid.name))) is not None:
                sheets.append(replace(sheet, shown=titles[grid.name]))
                has_ledger = True
            elif used_rows(grid):
                cells = {squeezed(cell) for row in grid.rows for cell in row if cell is not None}
                if cells <= self.known:
                    sheets.append(OriginalSheet(grid, 0, shown=titles[grid.name]))
                else:
                    left_out.append(titles[grid.name])
        if not has_ledger:
            return None
        package = source.data if source.kind in (XLSX, XLSM) else b""
        replaces = tuple(sha for sha in carried if sha != source.sha256)
        secrets = self.gone()
        return Original(
            source.path_rel, source.sha256, package, tuple(sheets), replaces, tuple(left_out), secrets, self.known
        )

    def cut(self, grid: Grid, header: Header) -> frozenset[int]:  # noqa: ARG002 - by its headings alone
        """The columns about persons."""
        return frozenset(header.refused)

    def _titles(self, names: Sequence[str]) -> dict[str, str]:
        """What each sheet is called outside, each name once."""
        titles: dict[str, str] = {}
        for number, name in enumerate(names, 1):
            title = sheet_outside(name, number, self.roster.settings)
            titles[name] = f"{title}-{number}" if title in titles.values() else title
        return titles

    def replacement(self, about: Field | None, cell: object) -> str | None:
        """The text that replaces a cell of a matter; None when the cell may stay.

        A cell stays when it was read as a value of its column or may be printed. A free text with a personal number
        was read as blank, so it becomes blank. A value that couldn't be read is replaced by one that can't be read
        either.
        """
        if about is not None and (about.id in ID_FIELDS or about.id == "backlog_batch"):
            if about.id in ID_FIELDS and isinstance(cell, str) and is_plain_number(cell):
                return None
            unfit = isinstance(cell, str) and misplaced(about, plain(cell)) and not may_be_shown(cell)
            return BLANKED if holds_id(cell) or unfit else None
        if about is not None and about.type == "named":
            if may_be_shown(plain(cell)) and not holds_number(cell):
                return None
            return Answer.YES if names_somebody(plain(cell)) else ""
        if about is None:
            text = plain(cell) if isinstance(cell, str | int | float) else ""
            hidden = holds_number(cell) or (isinstance(cell, str) and not may_be_shown(text)) or self.tells(text)
            return BLANKED if hidden else None
        if about.type in ("text", "given"):
            if holds_number(cell):
                return ""
            hidden = isinstance(cell, str) and (self.tells(cell) or (about.type == "given" and not may_be_shown(cell)))
            return BLANKED if hidden else None
        if not isinstance(cell, str | int | float):
            return None
        text = plain(cell)
        if may_be_shown(text, (*about.codes, *about.code_aliases, about.example)) and not self.tells(text):
            return None
        return None if self.reads(about, cell) else BLANKED

    def in_headings(self, grid: Grid, header: Header) -> Iterator[tuple[tuple[int, int], str]]:
        """The replacements in the headings that aren't known; none of them is taken for a known one after that."""
        for number in rows_of_header(header):
            for column, cell in enumerate(grid.rows[number - 1]):
                if not isinstance(cell, str) or heading_key(cell) in self.kind.lookup:
                    continue
                known = (*self.units, *REFUSED_HEADINGS, *REFUSED_PARTS)
                if holds_number(cell) or not may_be_shown(cell, known):
                    parts = BLANKED if holds_number(cell) else shown_parts(cell, known, BLANKED)
                    yield (number, column), BLANKED if heading_key(parts) in self.kind.lookup else parts
