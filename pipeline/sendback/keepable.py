"""What of a township's file is kept once its figures are issued: what was read of it, and where the rest stood."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.grid import Grid
from pipeline.base.originals import BLANKED, Original, OriginalSheet, carried_in
from pipeline.base.period import Period
from pipeline.ledgers.carried import split_marks
from pipeline.ledgers.cells.words import squeezed
from pipeline.ledgers.sheet.headers import Header
from pipeline.schema.convert import plain
from pipeline.schema.fields import Field
from pipeline.schema.showable import may_be_shown
from pipeline.schema.vocabulary import Answer
from pipeline.sendback.cleaner import Cleaner, columns_of
from pipeline.settings.record import Settings
from pipeline.sheets.files import SourceFile
from pipeline.sheets.formats.faults import Refused
from pipeline.sheets.grids import column_widths, open_workbook
from pipeline.sheets.kinds import XLS, XLSM, XLSX
from pipeline.sheets.personal import KEPT_ID, KEPT_NUMBER, holds_id, holds_number, names_somebody


def to_keep(source: SourceFile, settings: Settings, period: Period) -> Original | None:
    """The file with all of its sheets, of which only what was read stays; None when it can't be read or is no ledger.

    Below a header nothing stays in columns that aren't known, names and numbers of persons go wherever they stand, and
    of a sheet that is no ledger only the places of its cells stay. Names of sheets and headings stay.
    """
    try:
        opened = open_workbook(source)
    except Refused:
        return None
    return _Kept.of(settings, period).clean(opened.source, opened.grids)


class _Kept(Cleaner):
    """Cleans a file that stays in the office."""

    def clean(self, source: SourceFile, stored_grids: tuple[Grid, ...]) -> Original | None:
        """The file as it is kept; None without a ledger."""
        grids, _, carried = split_marks(source, stored_grids)
        widths = column_widths(source) if source.kind == XLS else {}
        read = [self.ledger(grid, widths.get(grid.name, {})) if grid in grids else None for grid in stored_grids]
        if not any(read):
            return None
        sheets = tuple(sheet or _places(grid, self.known) for grid, sheet in zip(stored_grids, read, strict=True))
        package = source.data if source.kind in (XLSX, XLSM) else b""
        return Original(source.path_rel, source.sha256, package, sheets, carried, (), self.gone(), self.known)

    def cut(self, grid: Grid, header: Header) -> frozenset[int]:
        """The columns that weren't read: refused, not known, or without a heading."""
        known = {column for columns in columns_of(header).values() for column in columns}
        wide = max((len(row) for row in grid.rows), default=0)
        return frozenset(range(wide)) - known - ({header.serial} if isinstance(header.serial, int) else set())

    def replacement(self, about: Field | None, cell: object) -> str | None:
        """What replaces a cell that was read, so that it reads as before: a mark for a number, 是 for a name.

        ``about`` is None in the column of serial numbers, where nothing else stays.
        """
        if holds_number(cell):
            return KEPT_ID if holds_id(cell) else KEPT_NUMBER
        if about is None:
            return BLANKED if isinstance(cell, str) and not may_be_shown(cell) else None
        if about.type == "named" and not may_be_shown(plain(cell)):
            return Answer.YES if names_somebody(plain(cell)) else None
        return BLANKED if isinstance(cell, str) and self.tells(cell) else None

    def in_headings(self, grid: Grid, header: Header) -> Iterator[tuple[tuple[int, int], str]]:  # noqa: ARG002
        """None: by its headings a file reads as it did."""
        return iter(())


def _places(grid: Grid, known: frozenset[str]) -> OriginalSheet:
    """A sheet that is no ledger: its known words and the marks of files sent back stay, of other cells the places."""
    masked = {
        (number, column): BLANKED
        for number, row in enumerate(grid.rows, 1)
        for column, cell in enumerate(row)
        if cell is not None and squeezed(cell) not in known and not carried_in([cell])
    }
    return OriginalSheet(grid, 0, masked=masked)
