"""Text that is struck out: a cell or part of one isn't read, a whole row still counts; both are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.base.grid import Grid
from pipeline.base.place import column_letter
from pipeline.ledgers.sheet.shapes import filled_cells
from pipeline.ledgers.sheet.sheet_decisions import row_ranges
from pipeline.sheets.formats.faults import Issue

_MOST_CELLS = 12


def without_struck(grid: Grid, header_last: int) -> tuple[Grid, list[Issue]]:
    """The grid without the cells below the header that are struck out as a whole, and what is told; rows that are so as a whole stay."""
    if not grid.struck:
        return grid, []
    rows = [list(row) for row in grid.rows]
    whole: list[int] = []
    cells: list[tuple[int, int]] = []
    for row in sorted({row for row, _ in grid.struck if header_last < row <= len(rows)}):
        filled = [column for column, _ in filled_cells(rows[row - 1])]
        if filled and all(grid.struck.get((row, column), False) for column in filled):
            whole.append(row)
            continue
        for column in filled:
            if (row, column) in grid.struck:
                cells.append((row, column))
                if grid.struck[row, column]:
                    rows[row - 1][column] = None
    return replace(grid, rows=tuple(map(tuple, rows))), list(_issues(grid.name, whole, cells))


def _issues(sheet: str, whole: Sequence[int], cells: Sequence[tuple[int, int]]) -> list[Issue]:
    issues = []
    if whole:
        issues.append(Issue("R093", sheet, f"A{whole[0]}", whole[0], len(whole), {"rows": row_ranges(whole)}))
    if cells:
        places = [f"{column_letter(column)}{row}" for row, column in cells]
        place = "、".join(places[:_MOST_CELLS]) + ("等" if len(places) > _MOST_CELLS else "")
        issues.append(Issue("R094", sheet, place, cells[0][0], len(cells), {"count": len(cells)}))
    return issues
