"""A sheet that is no table: labels with their values at the right, as on a form for each matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pipeline.base.grid import Grid
from pipeline.base.place import cell_name
from pipeline.ledgers.cells.words import heading_key
from pipeline.ledgers.sheet.kind import Kind
from pipeline.ledgers.sheet.shapes import filled_cells
from pipeline.sheets.formats.faults import Issue

_SEARCH_ROWS, _LEAST = 30, 2


def as_card(grid: Grid, kind: Kind) -> Issue | None:
    """The issue of a sheet on which two of the vital labels have a value at their right; None for any other sheet.

    Right of a label of a table there is another label or a blank cell.
    """
    places: dict[str, str] = {}
    for number, row in enumerate(grid.rows[:_SEARCH_ROWS], start=1):
        for id_, column in _with_value(filled_cells(row), kind.lookup):
            if id_ in kind.vital:
                places.setdefault(id_, cell_name(number, column))
    if len(places) < _LEAST:
        return None
    id_, cell = next(iter(places.items()))
    return Issue("R096", grid.name, cell, words={"cell": cell, "label": kind.by_id[id_].label})


def _with_value(filled: Sequence[tuple[int, object]], lookup: Mapping[str, str]) -> list[tuple[str, int]]:
    """Field id and column of each label of a row whose next cell holds a day, a number or a text with a digit."""
    ids = [lookup.get(heading_key(cell), "") if isinstance(cell, str) else "" for _, cell in filled]
    return [
        (id_, column)
        for (column, _), id_, (_, beside), its_id in zip(filled, ids, filled[1:], ids[1:], strict=False)
        if id_ and not its_id and _is_content(beside)
    ]


def _is_content(cell: object) -> bool:
    if isinstance(cell, str):
        return any(map(str.isdigit, heading_key(cell)))
    return isinstance(cell, int | float | date)
