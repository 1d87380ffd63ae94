"""认领.xlsx: whose a file is by the office's word, which goes before everything that the file itself says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.base.finding import Finding
from pipeline.ledgers.cells.roster import Roster
from pipeline.messages.refusals import refusal
from pipeline.schema.claims import CLAIMS, CLAIMS_BOOK
from pipeline.settings.labelled_rows import NOTE_SHEETS, has_content, read_entries
from pipeline.settings.parts import Faults
from pipeline.sheets.grids import read_grids


@dataclass
class Claims:
    """``units``: path of a file in inputs -> its township. ``books``: path of each 认领.xlsx -> its SHA-256.

    ``notes``: what stands in these books and isn't read.
    """

    units: dict[str, str] = field(default_factory=dict)
    books: dict[str, str] = field(default_factory=dict)
    notes: list[Finding] = field(default_factory=list)

    def refuse_unknown(self, files: Iterable[str]) -> None:
        """Raise UserError for claims of files that aren't there: such a claim would have no effect, without a word."""
        if missing := sorted(self.units.keys() - set(files)):
            raise refusal("E200", file=missing[0], book=f"{missing[0].split('/')[0]}/{CLAIMS_BOOK}")


def read_claims(inputs: Path, folders: Iterable[str], roster: Roster) -> Claims:
    """The claims of the period folders that have a 认领.xlsx; the last row of a file counts.

    Raises UserError with a sentence for each faulty cell: a blank, a unit that isn't of the roster; and for each sheet
    of another name that isn't of remarks.
    """
    claims = Claims()
    for folder in folders:
        path = inputs / folder / CLAIMS_BOOK
        if path.is_file():
            claims.books[f"{folder}/{CLAIMS_BOOK}"] = hashlib.sha256(path.read_bytes()).hexdigest()
            units, notes = _rows(path, folder, roster)
            claims.units |= {f"{folder}/{name}": unit for name, unit in units.items()}
            claims.notes += notes
    return claims


def _rows(path: Path, folder: str, roster: Roster) -> tuple[dict[str, str], list[Finding]]:
    faults = Faults(f"{folder}/{CLAIMS_BOOK}")
    units = {}
    for grid in read_grids(path):
        if grid.name.strip() == CLAIMS.name:
            for entry in read_entries(CLAIMS, grid, faults):
                written = entry.text("township")
                unit = roster.find(written)
                if unit is None:
                    entry.fault("R311", "township", found=written, nearest=roster.nearest(written))
                else:
                    units[entry.text("file").replace("\\", "/")] = unit
        elif grid.name.strip() not in NOTE_SHEETS and has_content(grid):
            faults.add("R368", name=CLAIMS.name, found=grid.name.strip())
    faults.raise_any()
    return units, faults.notes
