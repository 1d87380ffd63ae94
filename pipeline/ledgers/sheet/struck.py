"""Text that is struck out: a struck cell or part of a cell isn't read, a struck row still counts; both are reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.base.grid import Grid
from pipeline.base.place import cell_name
from pipeline.ledgers.sheet.shapes import filled_cells
from pipeline.ledgers.sheet.sheet_decisions import row_ranges
from pipeline.sheets.formats.faults import Issue

_MOST_CELLS = 12


def is_struck(grid: Grid, row: int) -> bool:
    """Whether every filled cell of a row (from 1) is struck out; such a row is read all the same."""
    filled = [column for column, _ in filled_cells(grid.rows[row - 1])]
    return bool(filled) and all(grid.struck.get((row, column), False) for column in filled)


def without_struck(grid: Grid, header_last: int) -> tuple[Grid, list[Issue]]:
    """The grid without the struck cells below the header, and the issues; rows that are struck as a whole stay."""
    if not grid.struck:
        return grid, []
    rows = [list(row) for row in grid.rows]
    whole_rows: list[int] = []
    cells: list[tuple[int, int]] = []
    for row in sorted({row for row, _ in grid.struck if header_last < row <= len(rows)}):
        if is_struck(grid, row):
            whole_rows.append(row)
            continue
        for column, _ in filled_cells(grid.rows[row - 1]):
            if (row, column) in grid.struck:
                cells.append((row, column))
                if grid.struck[row, column]:
                    rows[row - 1][column] = None
    return replace(grid, rows=tuple(map(tuple, rows))), _issues(grid.name, whole_rows, cells)


def _issues(sheet: str, whole_rows: Sequence[int], cells: Sequence[tuple[int, int]]) -> list[Issue]:
    issues = []
    if whole_rows:
        first, rows = whole_rows[0], row_ranges(whole_rows)
        issues.append(Issue("R093", sheet, f"A{first}", first, len(whole_rows), {"rows": rows}))
    if cells:
        places = [cell_name(row, column) for row, column in cells]
        place = "、".join(places[:_MOST_CELLS]) + ("等" if len(places) > _MOST_CELLS else "")
        issues.append(Issue("R094", sheet, place, cells[0][0], len(cells), {"count": len(cells)}))
    return issues
