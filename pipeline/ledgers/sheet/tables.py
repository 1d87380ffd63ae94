"""A grid becomes a table: its header, the sheet rows that are matters, and their cells by field.

No cell is converted yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.base.grid import Grid
from pipeline.ledgers.cells.fills import fill_ditto, fill_merges, mark_lost_digits
from pipeline.ledgers.cells.words import squeezed, title_month, unit_named, zero_words
from pipeline.ledgers.sheet.amendments import amend
from pipeline.ledgers.sheet.cards import as_card
from pipeline.ledgers.sheet.header_faults import (
    code_by_sheet,
    counting_column,
    header_faults,
    is_usable,
    missing_columns,
)
from pipeline.ledgers.sheet.headers import Header, find_header
from pipeline.ledgers.sheet.kind import Kind
from pipeline.ledgers.sheet.oddities import oddities
from pipeline.ledgers.sheet.rows import Cells, sort_rows
from pipeline.ledgers.sheet.serials import without_serials
from pipeline.ledgers.sheet.shapes import Shape
from pipeline.ledgers.sheet.sheet_decisions import Decision, decide, on_header, on_rows, on_shown_numbers
from pipeline.ledgers.sheet.shown_numbers import as_shown
from pipeline.ledgers.sheet.struck import without_struck
from pipeline.sheets.formats.faults import Issue


@dataclass
class SheetTable:
    """One sheet as read. ``rows`` are the sheet rows of its matters, ``cells`` their values by field id, as stored.

    ``rows_read``: the rows down to the last one that isn't blank; ``not_data``: those of them that are no matters.
    ``header_row``: the header's last sheet row (0: none). ``usable``: False when the sheet is refused; ``rows`` is
    empty then. ``unit``: what 填报单位 names, as written. ``zero``: the words of a zero report. ``titles``: squeezed
    texts above the header. ``filled``: (row, field id, what the cell said) of cells that took the value above.
    ``amended``: field id -> rows whose cell took the value of 申请更正. ``issues``: what is reported of the sheet.
    ``decided``: how it was understood. ``card``: why the sheet is a form for each matter and no table, None when it
    isn't.
    """

    name: str
    rows_read: int
    not_data: int
    header_row: int = 0
    columns: dict[str, int] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    cells: dict[str, list[object]] = field(default_factory=dict)
    epoch_1904: bool = False
    usable: bool = True
    unit: str = ""
    zero: str = ""
    titles: list[str] = field(default_factory=list)
    filled: list[tuple[int, str, str]] = field(default_factory=list)
    amended: dict[str, list[int]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    decided: list[Decision] = field(default_factory=list)
    card: Issue | None = None

    @property
    def month(self) -> tuple[int, int] | None:
        """The (year, month) that a title names; the year is 0 where it names none."""
        return next((month for text in self.titles if (month := title_month(text))), None)


def used_rows(grid: Grid) -> int:
    """The sheet row of the last cell that isn't blank."""
    for number in range(len(grid.rows), 0, -1):
        if any(cell is not None and not (isinstance(cell, str) and not cell.strip()) for cell in grid.rows[number - 1]):
            return number
    return 0


def read_table(grid: Grid, kind: Kind) -> SheetTable:
    """Read one sheet as ``kind``.

    Of a sheet without a header only the first lines are looked at, for a unit and a zero report; ``header_row`` is 0.
    """
    used = used_rows(grid)
    grid, shown_rows = as_shown(grid, kind.lookup, kind.least)
    header = find_header(grid, kind.lookup, kind.least, kind.labels)
    vital = header is not None and all(id_ in header.columns for id_ in kind.vital)
    card = None if vital else as_card(grid, kind)
    if header is None or card is not None:
        return _without_header(grid, used, card)
    written = header
    header = without_serials(grid, written, "case_no")
    table = SheetTable(grid.name, used, used, header.last, dict(header.columns), epoch_1904=grid.epoch_1904)
    if "case_no" in written.columns and "case_no" not in header.columns:
        table.issues.append(counting_column(written, kind, grid.name))
    _look_above(grid.rows[: header.first - 1], table)
    code_of_sheet = code_by_sheet(grid.name, header, kind)
    table.issues += header_faults(header, kind, grid.name, code_of_sheet)
    table.usable = is_usable(header, kind)
    grid, struck_issues = without_struck(grid, header.last)
    table.issues += struck_issues
    rows = _without_refused(grid.rows[:used], header)
    shape = Shape(header, kind.by_id, kind.lookup, kind.key, kind.day, kind.prefilled)
    sorted_rows = sort_rows(rows, header, table.titles, shape)
    if moved := sorted_rows.moved:
        words = {"second": moved, "first": header.last}
        table.issues.append(Issue("R089", grid.name, f"A{moved}", moved, words=words))
        table.usable = False
    table.zero = sorted_rows.zero or ("" if sorted_rows.data else _zero_above(table.titles))
    table.unit = table.unit or sorted_rows.unit
    table.decided += on_header(header, kind.by_id)
    table.decided += on_shown_numbers(shown_rows, header)
    if not table.usable:
        table.decided.append(decide("", "faulty", sheet=table.name))
        return table
    if sorted_rows.data:
        table.issues += missing_columns(header, kind, grid.name)
    table.decided += on_rows(sorted_rows, header, grid)
    table.not_data, table.rows = sorted_rows.not_data, sorted_rows.data
    _take_cells(rows, header, kind, table, grid)
    table.amended, issues = amend(kind, table.name, table.rows, table.columns, table.cells)
    table.issues += issues
    if code_of_sheet:
        table.cells[kind.by_sheet] = [code_of_sheet] * len(table.rows)
        table.decided.append(decide("", "code_by_sheet", label=kind.by_id[kind.by_sheet].label, value=code_of_sheet))
    table.issues += oddities(rows, sorted_rows, header, kind.by_id, table.cells, grid)
    return table


def _without_refused(rows: Sequence[Cells], header: Header) -> list[Cells]:
    """The rows, with the cells of refused columns blanked below the header: nothing after this point can see them."""
    if not header.refused:
        return list(rows)
    blanked: list[Cells] = list(rows[: header.last])
    for row in rows[header.last :]:
        cells = list(row)
        for column in header.refused:
            if column < len(cells):
                cells[column] = None
        blanked.append(cells)
    return blanked


def _zero_above(titles: Sequence[str]) -> str:
    """The words of a zero report above the table; '' when there are none."""
    return next((declared for text in titles if (declared := zero_words(text))), "")


def _without_header(grid: Grid, used: int, card: Issue | None) -> SheetTable:
    table = SheetTable(grid.name, used, used, card=card)
    _look_above(grid.rows[: min(used, 15)], table)
    table.zero = _zero_above(table.titles)
    table.decided.append(
        decide("", "zero", found=table.zero)
        if table.zero
        else decide("", "no_header" if used else "blank", sheet=grid.name)
    )
    return table


def _look_above(rows: Sequence[Cells], table: SheetTable) -> None:
    """Take the texts above the header: titles, and the unit from a line 填报单位."""
    for row in rows:
        texts = [squeezed(cell) for cell in row if isinstance(cell, str) and cell.strip()]
        table.titles += texts
        table.unit = table.unit or unit_named(texts)


def _take_cells(rows: Sequence[Cells], header: Header, kind: Kind, table: SheetTable, grid: Grid) -> None:
    """Put the matters' cells into the table by field, with merges and 同上 filled in and lost digits marked."""
    matters = [rows[number - 1] for number in table.rows]
    for id_, column in header.columns.items():
        table.cells[id_] = [row[column] if column < len(row) else None for row in matters]
        mark_lost_digits(table.cells[id_], kind.by_id[id_])
        merged = fill_merges(table.cells[id_], table.rows, column, kind.by_id[id_], header.last, grid)
        ditto = fill_ditto(table.cells[id_], table.rows, kind.by_id[id_])
        table.filled += [(row, id_, text) for row, text in ditto]
        for code, filled_rows in (("R042", merged), ("R043", [row for row, _ in ditto])):
            if filled_rows:
                table.issues.append(Issue.column(code, table.name, filled_rows, column, label=kind.by_id[id_].label))
