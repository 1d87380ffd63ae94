"""What 汇总.xlsx leads to outside itself: the edition's other files, and the ledgers that it was made from."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pandas as pd

from pipeline.render.overview import Overview
from pipeline.render.workbook.block import MOST_LINKS, Link

_WITH_CELLS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".et", ".ods")
HOW = "点带下划线的单元格可打开 inputs 文件夹中的原报台账（本表随 outputs 与 inputs 一起移动，链接才有效）。"


@dataclass(frozen=True)
class Beside:
    """``paths``: files of the edition, from its folder.

    ``ledgers``: the way from there to the inputs folder, ending in '/'; '' when the two folders don't lie side by side,
    for a path of one machine would open nothing on another.
    """

    paths: Collection[str] = ()
    ledgers: str = ""

    def sources(
        self, overview: Overview, files: pd.Series, sheets: pd.Series, cells: Iterable[str | None]
    ) -> list[Link | None]:
        """A link for each row to the cell in the ledger; none where this run has no such file.

        Empty when a sheet can't hold so many.
        """
        if not self.ledgers or len(files) > MOST_LINKS:
            return []
        known = set(overview.report.tables["files"]["file"].dropna())
        return [
            Link(self.ledgers + file, _place(file, sheet, cell)) if file in known else None
            for file, sheet, cell in zip(files, sheets, cells, strict=True)
        ]


def _place(file: str, sheet: object, cell: str | None) -> str:
    """``'台账'!B7``; '' for a file that has no cells (csv) or a finding that names none."""
    if not cell or not isinstance(sheet, str) or not file.lower().endswith(_WITH_CELLS):
        return ""
    return f"'{sheet.replace(chr(39), chr(39) * 2)}'!{cell}"
