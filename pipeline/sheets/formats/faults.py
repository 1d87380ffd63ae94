"""What goes wrong while a file is read, before anybody knows whose file it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.base.finding import Finding
from pipeline.base.place import Place, cell_ranges
from pipeline.messages.catalogue import finding


@dataclass(frozen=True)
class Issue:
    """A finding without its file and township; ``words`` are the values for the gaps in the catalogue's sentence."""

    code: str
    sheet: str = ""
    cell: str = ""
    row: int = 0
    cells: int = 1
    words: Mapping[str, Any] = field(default_factory=dict)
    case_nos: tuple[str, ...] = ()

    @classmethod
    def column(
        cls, code: str, sheet: str, rows: Sequence[int], column: int, *, case_nos: Iterable[str] = (), **words: object
    ) -> Issue:
        """Make one issue of alike cells of one column; ``count`` is among its words."""
        cell = cell_ranges(list(rows), column, len(rows))  # without a limit: each cell is marked in the file sent back
        return cls(code, sheet, cell, min(rows), len(rows), {"count": len(rows), **words}, tuple(case_nos))

    def at(self, file: str, township: str = "") -> Finding:
        """Make the finding, now that file and township are known."""
        place = Place(file, self.sheet, self.cell)
        return finding(
            self.code, place, township=township, row=self.row, cells=self.cells, case_nos=self.case_nos, **self.words
        )


class Refused(Exception):
    """A file is not read: ``issue`` says why. It becomes one finding and the verdict 拒收; the run goes on."""

    def __init__(self, code: str, **words: object) -> None:
        super().__init__(code)
        self.issue = Issue(code, words=words)


class NotPlain(Exception):
    """A workbook isn't built as the usual programs build it, so a parser must read it in a process of its own."""
