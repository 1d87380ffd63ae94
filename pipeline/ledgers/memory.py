"""Files read once per process: catching up month after month would read every earlier folder again and again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.ledgers.ledger_files import FileRead
from pipeline.sheets.files import SourceFile


@dataclass
class ReadMemory:
    """What read_file returned, by path and bytes, for runs with the same settings; ``most_rows`` rows at most.

    ``full``: something came for which there was no room.
    """

    most_rows: int = 60_000
    _reads: dict[tuple[str, str], FileRead] = field(default_factory=dict)
    full: bool = False
    _rows: int = 0

    def recall(self, source: SourceFile) -> FileRead | None:
        """A fresh copy of what these bytes at this path gave, ready to be judged; None when they haven't been read."""
        read = self._reads.get((source.path_rel, source.sha256)) if source.data else None
        return None if read is None else _fresh(read)

    def keep(self, read: FileRead) -> FileRead:
        """Remember what was read, as long as there is room, and return it; the caller may change it."""
        rows = sum(len(table.rows) for table in read.tables)
        self.full |= self._rows + rows > self.most_rows
        if read.source.sha256 and self._rows + rows <= self.most_rows:
            self._rows += rows
            self._reads[read.source.path_rel, read.source.sha256] = _fresh(read)
        return read


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
