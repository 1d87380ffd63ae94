"""Cells that mean "as above": tall merged cells, and 同上."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.base.grid import CellFault, Grid
from pipeline.ledgers.cells.words import is_same_as_above
from pipeline.messages import read_words
from pipeline.schema.fields import Field

_OWN = frozenset({"case_no", "related_case_no", "subject"})
"""Fields that every matter has of its own, so that they are never filled."""
_KEPT_DIGITS, _LEAST_ZEROS = 15, 3


def fill_merges(
    cells: list[object], rows: Sequence[int], column: int, field: Field, header_last: int, grid: Grid
) -> list[int]:
    """Fill tall merged cells of a column downward in place; returns the sheet rows filled.

    In a column of counts the cells below the first become faults instead: their sum was written once.
    """
    filled: list[int] = []
    if field.id in _OWN:
        return filled
    position = None
    for top, left, bottom, _ in grid.merges:
        if not (bottom > top > header_last and left == column):
            continue
        position = position or {row: index for index, row in enumerate(rows)}
        bottom = min(bottom, len(grid.rows))  # noqa: PLW2901 - the same area within the sheet
        if not any(row in position for row in range(top, bottom + 1)):
            continue
        value = grid.rows[top - 1][left] if left < len(grid.rows[top - 1]) else None
        for row in range(top + 1, bottom + 1):
            if row in position and cells[position[row]] is None and value is not None:
                cells[position[row]] = CellFault(read_words.MERGED) if field.type == "count" else value
                filled += [] if field.type == "count" else [row]
    return filled


def fill_ditto(cells: list[object], rows: Sequence[int], field: Field) -> list[tuple[int, str]]:
    """Put the value above in place of 同上; returns (sheet row, what was written).

    With nothing above it becomes a fault.
    """
    dittos = set(filter(is_same_as_above, {cell for cell in cells if type(cell) is str}))
    if not dittos:
        return []
    filled: list[tuple[int, str]] = []
    for index, cell in enumerate(cells):
        if not isinstance(cell, str) or cell not in dittos:
            continue
        above = cells[index - 1] if index else None
        if field.id in _OWN:
            cells[index] = CellFault(read_words.NO_DITTO)
        elif above is None or isinstance(above, CellFault):
            cells[index] = CellFault(read_words.NOTHING_ABOVE)
        else:
            cells[index] = above
            filled.append((rows[index], cell))
    return filled


def mark_lost_digits(cells: list[object], field: Field) -> None:
    """Mark the case numbers of a column that have lost digits in Excel as faults.

    Excel keeps 15 digits of a number and writes zeros for the others, which is all that shows it in a text. So the
    numbers of more than 15 digits are marked when every one of them has nothing but zeros from the 16th digit on, and
    these are three zeros at least in all.
    """
    if field.id not in _OWN:
        return
    long = [cell for cell in cells if type(cell) is str and len(cell) > _KEPT_DIGITS and cell.isdecimal()]
    if (
        any(set(cell[_KEPT_DIGITS:]) != {"0"} for cell in long)
        or sum(len(cell) - _KEPT_DIGITS for cell in long) < _LEAST_ZEROS
    ):
        return
    for index, cell in enumerate(cells):
        if type(cell) is str and len(cell) > _KEPT_DIGITS and cell.isdecimal():
            cells[index] = CellFault(read_words.LOST_DIGITS)
