"""Files read once per process: catching up month after month would read every earlier folder again and again.

The sheets of the folder that goes back to the townships are handed on too, so that they aren't read a second time.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.ledgers.kept_reads import KeptReads
from pipeline.ledgers.ledger_files import FileRead
from pipeline.ledgers.sheet.tables import SheetTable
from pipeline.sheets.files import SourceFile
from pipeline.sheets.grids import Opened, open_workbook


@dataclass
class HandedOn:
    """The sheets of a file as they were read, and the tables that were found in them."""

    opened: Opened
    tables: tuple[SheetTable, ...] = ()


@dataclass
class ReadMemory:
    """What read_file returned, by path and bytes, for runs with the same settings; ``most_rows`` rows at most.

    ``full``: something came for which there was no room. ``most_cells``: how many cells are handed on at most.
    ``kept``: what earlier runs have read, None where that isn't asked.
    """

    most_rows: int = 60_000
    most_cells: int = 3_000_000
    kept: KeptReads | None = None
    _reads: dict[tuple[str, str], FileRead] = field(default_factory=dict)
    full: bool = False
    _rows: int = 0
    _folder: str = ""
    _cells: int = 0
    _handed: dict[tuple[str, str], HandedOn] = field(default_factory=dict)

    def hand_on(self, folder: str) -> None:
        """From now on keep the sheets of this folder's files until they are taken; of no folder's where it is ''."""
        self._folder, self._cells = folder, 0
        self._handed.clear()

    def open(self, source: SourceFile) -> Opened:
        """Read a file's sheets, which are kept where they are to be handed on. Raises Refused as open_workbook does."""
        opened = open_workbook(source)
        # Of a file with a password only the bytes as they were sent are known by a hash, so it is opened again.
        if source.folder == self._folder and opened.source is source:
            cells = sum(len(row) for grid in opened.grids for row in grid.rows)
            if self._cells + cells <= self.most_cells:
                self._cells += cells
                self._handed[source.path_rel, source.sha256] = HandedOn(
                    replace(opened, source=replace(source, data=b""))
                )
        return opened

    def take(self, source: SourceFile) -> HandedOn:
        """The sheets of these bytes at this path, once; read now where they weren't kept. Raises as ``open`` does."""
        handed = self._handed.pop((source.path_rel, source.sha256), None)
        return HandedOn(open_workbook(source)) if handed is None else _with_bytes(handed, source)

    def recall(self, source: SourceFile) -> FileRead | None:
        """A fresh copy of what these bytes at this path gave, ready to be judged; None when they haven't been read."""
        read = self._reads.get((source.path_rel, source.sha256)) if source.data else None
        if read is None and source.data and self.kept is not None and (read := self.kept.get(source)) is not None:
            self._remember(read)
        return None if read is None else _fresh(read)

    def keep(self, read: FileRead) -> FileRead:
        """Remember what was read, as long as there is room, and return it; the caller may change it."""
        if handed := self._handed.get((read.source.path_rel, read.source.sha256)):
            handed.tables = () if read.register else tuple(read.tables)
        if self.kept is not None:
            self.kept.put(read)
        self._remember(read)
        return read

    def _remember(self, read: FileRead) -> None:
        rows = sum(len(table.rows) for table in read.tables)
        self.full |= self._rows + rows > self.most_rows
        if read.source.sha256 and self._rows + rows <= self.most_rows:
            self._rows += rows
            self._reads[read.source.path_rel, read.source.sha256] = _fresh(read)


def _with_bytes(handed: HandedOn, source: SourceFile) -> HandedOn:
    return replace(handed, opened=replace(handed.opened, source=source))


def _fresh(read: FileRead) -> FileRead:
    """A copy that judging may change. The tables in it are shared, for from here on they are only read."""
    return replace(
        read,
        units=dict(read.units),
        by=dict(read.by),
        issues=list(read.issues),
        tables=list(read.tables),
        skipped=list(read.skipped),
    )
