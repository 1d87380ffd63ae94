"""How the reader understood a sheet: its header, what each heading was taken for, which rows are no matters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.base.grid import Grid
from pipeline.base.place import cell_name, column_letter
from pipeline.ledgers.cells.words import heading_key
from pipeline.ledgers.sheet.headers import Header
from pipeline.ledgers.sheet.rows import SortedRows
from pipeline.messages.catalogue import decision
from pipeline.messages.deciding import AROUND
from pipeline.schema.fields import Field


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, as a sentence; ``cell`` (A1) is where it shows, '' for a whole sheet or file."""

    cell: str
    sentence: str


def decide(cell: str, what: str, **words: object) -> Decision:
    """A decision with the catalogue's sentence."""
    return Decision(cell, decision(what, **words))


def on_header(header: Header, fields: Mapping[str, Field]) -> Iterator[Decision]:
    """Where the header is, then the headings that aren't their column's own label, then the columns left out.

    Headings go from left to right. Those about persons are counted and never shown.
    """
    first_letter = column_letter(min(header.levels, default=0))
    if header.height == 1:
        yield decide(f"{first_letter}{header.first}", "header", first=header.first)
    else:
        yield decide(
            f"{first_letter}{header.first}:{first_letter}{header.last}",
            "tall_header",
            first=header.first,
            last=header.last,
        )
    for id_, column in sorted(header.columns.items(), key=lambda pair: pair[1]):
        if header.taken[column] != heading_key(fields[id_].label):
            yield decide(
                cell_name(header.last, column),
                "heading",
                heading=header.taken[column],
                label=fields[id_].label,
            )
    for name, columns in (("refused", header.refused), ("unknown", header.unknown)):
        if columns:
            cells = "、".join(cell_name(header.last, column) for column in columns)
            yield decide(cells, name, count=len(columns))


def on_shown_numbers(shown_rows: Mapping[int, Sequence[int]], header: Header) -> Iterator[Decision]:
    """The columns of numbers, each with its sheet rows, where what a cell shows was read in place of what it stores."""
    for column, rows in shown_rows.items():
        cell = cell_name(rows[0], column)
        yield decide(cell, "shown_number", heading=header.levels[column][-1], count=len(rows))


def on_rows(sorted_rows: SortedRows, header: Header, grid: Grid) -> Iterator[Decision]:
    """Hidden rows and columns that count, then the rows below the header that don't count, by what they are."""
    hidden = [row for row in sorted_rows.data if row in grid.hidden_rows]
    if hidden:
        yield decide(f"A{hidden[0]}", "hidden_rows", rows=row_ranges(hidden))
    columns = [column_letter(column) for column in sorted(header.columns.values()) if column in grid.hidden_columns]
    if columns:
        yield decide(
            "、".join(f"{letter}{header.last}" for letter in columns), "hidden_columns", columns="、".join(columns)
        )
    for name, word in AROUND.items():
        if rows := sorted_rows.rows_of(name):
            yield decide(f"A{rows[0]}", "around", rows=row_ranges(rows), kind=word)


def row_ranges(rows: Sequence[int]) -> str:
    """Ranges of sheet rows, as staff read them.

    >>> row_ranges([5, 6, 7, 9])
    '第5—7行、第9行'
    """
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    return "、".join(f"第{a}行" if a == b else f"第{a}—{b}行" for a, b in spans[:6]) + ("等" if len(spans) > 6 else "")
