"""A file with more sheets, rows, columns or characters in a cell than a ledger may have is refused.

The refusal names the limit.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.base.grid import Grid
from pipeline.schema.options import Options
from pipeline.sheets.formats.faults import Refused
from pipeline.sheets.personal import sheet_named

MOST_MERGES = 60_000
_MOST_REACH = 1_000_000
"""Rows within the sheet and columns of all merged areas together; those of a ledger reach a tenth of it at the most."""


def keep_sizes(grids: Sequence[Grid], limits: Options) -> None:
    """Raise Refused for more sheets, rows, columns or merged areas than the limits allow.

    Blank rows and columns don't count.
    """
    if len(grids) > limits.most_sheets:
        raise Refused("R083", what="工作表数", found=len(grids), limit=limits.most_sheets, setting="工作表数上限")
    for grid in grids:
        _keep_merges(grid)
        if len(grid.rows) > limits.most_rows:
            used = max(
                (number for number, row in enumerate(grid.rows, start=1) if any(cell is not None for cell in row)),
                default=0,
            )
            if used > limits.most_rows:
                raise Refused(
                    "R083",
                    what=f"工作表“{sheet_named(grid.name)}”的行数",
                    found=used,
                    limit=limits.most_rows,
                    setting="行数上限",
                )
        if any(len(row) > limits.most_columns for row in grid.rows):
            used = max(
                (column for row in grid.rows for column, cell in enumerate(row, start=1) if cell is not None), default=0
            )
            if used > limits.most_columns:
                raise Refused(
                    "R083",
                    what=f"工作表“{sheet_named(grid.name)}”的列数",
                    found=used,
                    limit=limits.most_columns,
                    setting="列数上限",
                )


def _keep_merges(grid: Grid) -> None:
    """Raise Refused where merged areas are too many, or lie over each other so often that filling them takes long."""
    if len(grid.merges) > MOST_MERGES:
        raise Refused("R009", detail=f"合并区域超过{MOST_MERGES}个")
    height = len(grid.rows)
    reach = sum(
        max(0, min(bottom, height) - top + 1) + max(0, right - left) for top, left, bottom, right in grid.merges
    )
    if reach > _MOST_REACH:
        raise Refused("R009", detail="合并区域互相重叠")


def keep_texts(grids: Sequence[Grid], limits: Options) -> None:
    """Raise Refused for a text that is longer than a cell may be."""
    for grid in grids:
        longest = max((len(cell) for row in grid.rows for cell in row if type(cell) is str), default=0)
        if longest > limits.most_characters:
            raise Refused(
                "R083",
                what=f"工作表“{sheet_named(grid.name)}”一格的字数",
                found=longest,
                limit=limits.most_characters,
                setting="每格字数上限",
            )
