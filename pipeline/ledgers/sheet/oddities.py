"""What is odd about a sheet though no cell is wrong: hidden rows, wrong totals, gaps in 序号, feet among matters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise

from pipeline.base.foreign import HEADING, foreign
from pipeline.base.grid import Grid
from pipeline.base.place import cell_name, column_letter
from pipeline.ledgers.cells.words import heading_key, is_footer, is_refused, squeezed
from pipeline.ledgers.sheet.headers import Header
from pipeline.ledgers.sheet.rows import Cells, SortedRows
from pipeline.ledgers.sheet.sheet_decisions import row_ranges
from pipeline.ledgers.sheet.totals import total_notes
from pipeline.schema.convert import plain
from pipeline.schema.fields import Field
from pipeline.sheets.formats.faults import Issue
from pipeline.sheets.personal import masked

_EXAMPLES = 3
_MOST_CELLS = 12
_LONGEST_HEADING = 20


def oddities(
    rows: Sequence[Cells],
    sorted_rows: SortedRows,
    header: Header,
    fields: Mapping[str, Field],
    cells: Mapping[str, Sequence[object]],
    grid: Grid,
) -> list[Issue]:
    """The issues of a sheet, in a fixed order. ``cells``: the matters' cells by field id, with 同上 filled in."""
    return [
        *_hidden(sorted_rows, header, fields, grid),
        *_blank_headings(rows, sorted_rows, header, grid),
        *total_notes(rows, sorted_rows, header, fields, cells, grid.name),
        *_serials(rows, sorted_rows, header, grid.name),
        *_feet_inside(rows, sorted_rows, grid.name),
        *_left_out(rows, sorted_rows, grid.name),
    ]


def _hidden(sorted_rows: SortedRows, header: Header, fields: Mapping[str, Field], grid: Grid) -> list[Issue]:
    issues = []
    rows = [row for row in sorted_rows.data if row in grid.hidden_rows]
    if rows:
        issues.append(Issue("R018", grid.name, f"A{rows[0]}", rows[0], len(rows), {"rows": row_ranges(rows)}))
    hidden = {id_: column for id_, column in header.columns.items() if column in grid.hidden_columns}
    if hidden:
        cells = "、".join(cell_name(header.last, column) for column in hidden.values())
        issues.append(
            Issue(
                "R019",
                grid.name,
                cells,
                header.last,
                len(hidden),
                {"headings": "、".join(fields[id_].label for id_ in hidden)},
            )
        )
    return issues


def _blank_headings(rows: Sequence[Cells], sorted_rows: SortedRows, header: Header, grid: Grid) -> list[Issue]:
    width = max((len(row) for row in rows), default=0)
    nameless = [column for column in range(width) if column not in header.levels]
    held = [
        c
        for c in nameless
        if any(c < len(rows[number - 1]) and squeezed(rows[number - 1][c]) for number in sorted_rows.data)
    ]
    above = {column: text for column in held if (text := _heading_above(rows, header, column))}
    issues = []
    for code, columns in (
        ("R017", [c for c, text in above.items() if is_refused(heading_key(text))]),
        ("R016", [c for c, text in above.items() if not is_refused(heading_key(text))]),
    ):
        if columns:
            headings = "、".join(foreign(above[column], HEADING) for column in columns)
            cells = "、".join(cell_name(header.first - 1, column) for column in columns)
            words = {"count": len(columns), "headings": headings}
            issues.append(Issue(code, grid.name, cells, header.first - 1, len(columns), words))
    if letters := [column_letter(column) for column in held if column not in above]:
        cells = "、".join(f"{letter}{header.last}" for letter in letters)
        issues.append(Issue("R055", grid.name, cells, header.last, len(letters), {"columns": "、".join(letters)}))
    return issues


def _heading_above(rows: Sequence[Cells], header: Header, column: int) -> str:
    """A heading that stands only in the row above the header, among others; '' where that row is a title or a label."""
    row = rows[header.first - 2] if header.first > 1 else ()
    texts = [masked(squeezed(cell)) for cell in row]
    text = texts[column] if column < len(texts) else ""
    alone = sum(map(bool, texts)) < 2
    return "" if alone or len(text) > _LONGEST_HEADING or any(":" in other for other in texts) else text


def _serials(rows: Sequence[Cells], sorted_rows: SortedRows, header: Header, sheet: str) -> list[Issue]:
    """序号 goes up by one or starts again at 1, lines that nobody wrote on included; else a row may be lost."""
    column = header.serial
    if column is None:
        return []
    lines = sorted([*sorted_rows.data, *sorted_rows.rows_of("unwritten")])
    numbers = [(number, plain(rows[number - 1][column])) for number in lines if column < len(rows[number - 1])]
    counted = [(number, int(text)) for number, text in numbers if text.isdecimal() and len(text) < 7]
    gaps = [(row, a, b) for (_, a), (row, b) in pairwise(counted) if b not in (a + 1, 1)]
    if not gaps:
        return []
    examples = "、".join(f"{a}之后是{b}" for _, a, b in gaps[:_EXAMPLES]) + ("等" if len(gaps) > _EXAMPLES else "")
    return [Issue.column("R053", sheet, [row for row, _, _ in gaps], column, examples=examples)]


def _feet_inside(rows: Sequence[Cells], sorted_rows: SortedRows, sheet: str) -> list[Issue]:
    """The first foot with matters below it; with a header in between it is the foot of a printed page, and no fault."""
    headers = sorted_rows.rows_of("header")
    for number in sorted_rows.rows_of("foot"):
        below = sorted_rows.data[bisect_right(sorted_rows.data, number) :]
        if below and not any(number < row < below[0] for row in headers):
            text = next(squeezed(cell) for cell in rows[number - 1] if isinstance(cell, str) and cell.strip())
            # Behind a foot's label, and in its further lines, somebody may be named.
            words = {"found": re.split("[:：]", text)[0] if is_footer(text) else "表尾", "count": len(below)}
            return [Issue("R054", sheet, f"A{number}", number, words=words)]
    return []


def _left_out(rows: Sequence[Cells], sorted_rows: SortedRows, sheet: str) -> list[Issue]:
    """The lines that say something and are no matters, by their cells; kind they say is shown nowhere."""
    issues = []
    for kind, code in (("other", "R088"), ("example", "R090")):
        if numbers := sorted_rows.rows_of(kind):
            firsts = [next(c for c, cell in enumerate(rows[n - 1]) if squeezed(cell)) for n in numbers]
            cells = [cell_name(number, column) for column, number in zip(firsts, numbers, strict=True)]
            place = "、".join(cells[:_MOST_CELLS]) + ("等" if len(cells) > _MOST_CELLS else "")
            issues.append(Issue(code, sheet, place, numbers[0], len(numbers), {"rows": row_ranges(numbers)}))
    return issues
