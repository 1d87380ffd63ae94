"""Where a value stands: file, sheet and cells, and how cells are written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a value stands: file relative to inputs with '/', name of the sheet, A1 cell or ranges ('B7:B19、B22')."""

    file: str = ""
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.file, self.sheet, self.cell) if part)


@lru_cache(maxsize=16_384)  # as many as a sheet has
def column_letter(index: int) -> str:
    """Return the letters of a column counted from 0.

    >>> [column_letter(i) for i in (0, 25, 26, 701, 702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    letters = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Return the A1 name of the cell in this row (from 1) and column (from 0).

    >>> cell_name(7, 1)
    'B7'
    """
    return f"{column_letter(column)}{row}"


def cell_ranges(rows: list[int], column: int, limit: int = 12) -> str:
    """Return the A1 ranges of these rows (from 1) in one column; more than ``limit`` ranges end in 等.

    >>> cell_ranges([7, 8, 9, 12], 1)
    'B7:B9、B12'
    """
    letter = column_letter(column)
    spans: list[tuple[int, int]] = []
    for row in sorted(set(rows)):
        if spans and row == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], row)
        else:
            spans.append((row, row))
    texts = [f"{letter}{a}" if a == b else f"{letter}{a}:{letter}{b}" for a, b in spans]
    return "、".join(texts[:limit]) + ("等" if len(texts) > limit else "")
