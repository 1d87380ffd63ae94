"""The links of 汇总.xlsx to other files: those of the edition, and the ledgers from which it was made."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from pipeline.render.overview import Overview
from pipeline.render.workbook.block import MOST_LINKS, Link

_WITH_CELLS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".et", ".ods")


@dataclass(frozen=True)
class Beside:
    """The files to which the workbook may link.

    ``paths``: the edition's files, relative to its folder. ``ledgers``: the relative path from there to the inputs
    folder, with '/' at its end; '' when inputs and outputs aren't in one folder, because the absolute path of one
    machine opens nothing on another.
    """

    paths: Collection[str] = ()
    ledgers: str = ""

    def sources(
        self, overview: Overview, files: pd.Series, sheets: pd.Series, cells: Iterable[str | None]
    ) -> list[Link | None]:
        """A link for each row to its cell in the ledger, or to the zip that holds it; None where there is no such file.

        [] when there is no path to the ledgers, or when a sheet can't hold so many links.
        """
        if not self.ledgers or len(files) > MOST_LINKS:
            return []
        known = set(overview.report.tables["files"]["file"].dropna())
        zips = {file: zip_of(file, known) for file in known}
        paths = {file: self.ledgers + (zipped or file) for file, zipped in zips.items()}
        return [
            None if file not in known else Link(paths[file], "" if zips[file] else _place(file, sheet, cell))
            for file, sheet, cell in zip(files.tolist(), sheets.tolist(), cells, strict=True)
        ]


def zip_of(file: str, known: Collection[str]) -> str:
    """The zip in which the file was sent, which alone a link can open; '' for a file of its own."""
    folders = file.split("/")[:-1]
    return next((path for end in range(2, len(folders) + 1) if (path := "/".join(folders[:end])) in known), "")


def _place(file: str, sheet: object, cell: str | None) -> str:
    """The cell as a link's place: ``'台账'!B7``; '' for a file without cells (csv) and for a finding without a cell."""
    before = _sheet_in_links(file, sheet) if cell else ""
    return f"{before}{cell}" if before else ""


@lru_cache(maxsize=4096)
def _sheet_in_links(file: str, sheet: object) -> str:
    if not isinstance(sheet, str) or not file.lower().endswith(_WITH_CELLS):
        return ""
    return f"'{sheet.replace(chr(39), chr(39) * 2)}'!"
