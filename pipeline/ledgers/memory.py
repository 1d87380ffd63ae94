"""Files read once in a process: catching up month after month reads every earlier folder again and again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.ledgers.ledger_files import FileRead
from pipeline.sheets.files import SourceFile


@dataclass
class ReadMemory:
    """What read_file gave, by path and bytes, for runs under the same settings; up to ``most_rows`` rows, so that memory stays small."""

    most_rows: int = 60_000
    _reads: dict[tuple[str, str], FileRead] = field(default_factory=dict)
    _rows: int = 0

    def recall(self, source: SourceFile) -> FileRead | None:
        """A fresh copy of what was read of these bytes at this path, ready to be judged; None when it isn't known."""
        read = self._reads.get((source.path_rel, source.sha256)) if source.data else None
        return None if read is None else _fresh(read)

    def keep(self, read: FileRead) -> FileRead:
        """Remember it as long as there is room; the same, free to be changed."""
        rows = sum(len(table.rows) for table in read.tables)
        if read.source.sha256 and self._rows + rows <= self.most_rows:
            self._rows += rows
            self._reads[read.source.path_rel, read.source.sha256] = _fresh(read)
        return read


def _fresh(read: FileRead) -> FileRead:
    """A copy that judging can change; the sheets' contents are only looked at from here on."""
    return replace(
        read,
        units=dict(read.units),
        by=dict(read.by),
        issues=list(read.issues),
        tables=list(read.tables),
        skipped=list(read.skipped),
    )
