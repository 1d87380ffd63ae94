"""Cleaning a township's file, in what is the same whether it goes back or is kept.

Columns are cut and texts are masked below the headings and around the table; ``Cleaner`` says by which questions.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import zip_longest
from typing import Self

from pipeline.base.grid import CellFault, Grid
from pipeline.base.originals import BLANKED, OriginalSheet
from pipeline.base.period import Period
from pipeline.base.within import Within
from pipeline.ledgers.cells.roster import Roster
from pipeline.ledgers.cells.values import ID_FIELDS, Context, convert
from pipeline.ledgers.cells.words import person_line, squeezed
from pipeline.ledgers.register_names import is_offices_ledger
from pipeline.ledgers.sheet.headers import Header, find_header
from pipeline.ledgers.sheet.kind import Kind, ledger_kind
from pipeline.ledgers.sheet.serials import without_serials
from pipeline.ledgers.sheet.shown_numbers import as_shown
from pipeline.ledgers.sheet.tables import SheetTable, read_table
from pipeline.schema.convert import Unreadable, clean_text, plain
from pipeline.schema.fields import Field
from pipeline.schema.ledger import LEDGER
from pipeline.schema.showable import may_be_shown, shown_parts
from pipeline.schema.vocabulary import Answer
from pipeline.settings.record import Settings
from pipeline.sheets.personal import holds_number

_SHORTEST_SECRET, _SHORTEST_FIGURE = 2, 5
_MOST_SECRETS = 20_000
_ORDINARY = frozenset({"农民", "汉族", "居民", "村民", "职工", "工人", "务农", "个体", "男", "女"})
"""Values of columns about persons that other texts hold too; they identify nobody."""
_TELL_NOTHING = frozenset({CellFault, bool, date})
Places = dict[tuple[int, int], str]
"""(row, column) -> the text put there instead."""


@dataclass
class Cleaner(ABC):
    """Cleans one file. ``known``: texts that tell of nobody; ``secrets``: those of its columns about persons."""

    roster: Roster
    kind: Kind
    period: Period
    known: frozenset[str]
    secrets: set[str] = field(default_factory=set)
    _telling: Within = field(default_factory=lambda: Within(()))
    _told: int = 0

    @classmethod
    def of(cls, settings: Settings, period: Period) -> Self:
        """The cleaner of a file by the county's settings."""
        roster = Roster(settings)
        return cls(roster, ledger_kind(settings), period, frozenset(map(squeezed, _known_texts(roster))))

    def for_one_file(self) -> Self:
        """The same for a further file of the county: it knows nothing of the secrets of this one."""
        return type(self)(self.roster, self.kind, self.period, self.known)

    @abstractmethod
    def cut(self, grid: Grid, header: Header) -> frozenset[int]:
        """The columns of which nothing below the header stays."""

    @abstractmethod
    def replacement(self, about: Field | None, cell: object) -> str | None:
        """The text that replaces a cell of a matter; None when the cell may stay."""

    @abstractmethod
    def in_headings(self, grid: Grid, header: Header) -> Iterator[tuple[tuple[int, int], str]]:
        """The replacements in headings."""

    def ledger(self, stored: Grid, widths: dict[int, float], known: SheetTable | None = None) -> OriginalSheet | None:
        """A sheet as far as it may stay; None when it is no ledger. ``known``: its table, where it was read before."""
        grid, reshaped = as_shown(stored, self.kind.lookup, self.kind.least)
        skipped = grid.hidden or is_offices_ledger(grid.name)
        table = None if skipped else known or read_table(grid, self.kind)
        if table is None or not (table.header_row or table.zero):
            return None
        sheet = self._ledger_sheet(grid, table, widths)
        formatted = [(row, column) for column, rows in reshaped.items() for row in rows]
        # What is struck out within a cell was neither read nor looked at, so it doesn't stay.
        corrected = [place for place, whole in grid.struck.items() if not whole]
        written = {
            (row, column): str(grid.rows[row - 1][column])
            for row, column in (*formatted, *corrected)
            if column not in sheet.cut
        }
        return replace(sheet, written=written)

    def _ledger_sheet(self, grid: Grid, table: SheetTable, widths: dict[int, float]) -> OriginalSheet:
        header = find_header(grid, self.kind.lookup, self.kind.least)
        if header is None:
            return OriginalSheet(grid, 0, masked=dict(self._around(grid, range(1, len(grid.rows) + 1))), widths=widths)
        header = without_serials(grid, header, self.kind.key)
        cut = self.cut(grid, header)
        below = range(header.last + 1, len(grid.rows) + 1)
        data = set(table.rows) if table.usable else set(below)
        for column in header.refused:
            cells = [row[column] for row in grid.rows[header.last :] if column < len(row)]
            self.secrets |= set(map(clean_text, _distinct(cells)))
        self.secrets = {text for text in self.secrets - _ORDINARY if self.identifies(text)}
        masked = dict(
            self._around(
                grid,
                [n for n in range(1, len(grid.rows) + 1) if n not in data and n not in rows_of_header(header)],
                cut,
            )
        )
        masked |= self._in_data(grid, sorted(data), header, cut)
        masked |= dict(self.in_headings(grid, header))
        case_at = header.columns.get("case_no")
        rows_of: dict[str, list[int]] = {}
        if case_at is not None:
            for number in sorted(data):
                row = grid.rows[number - 1]
                text = plain(row[case_at]) if case_at < len(row) and row[case_at] is not None else ""
                if text and (number, case_at) not in masked:
                    rows_of.setdefault(text, []).append(number)
        ids = frozenset(header.columns[id_] for id_ in ID_FIELDS if id_ in header.columns)
        places = {text: tuple(numbers) for text, numbers in rows_of.items()}
        return OriginalSheet(grid, header.last, cut, masked, ids, places, widths)

    def _in_data(self, grid: Grid, rows: Sequence[int], header: Header, cut: frozenset[int]) -> Places:
        """The replacements in the rows of matters, asked for once for each distinct cell of a column."""
        masked: Places = {}
        field_at = {column: self.kind.by_id[id_] for id_, columns in columns_of(header).items() for column in columns}
        for column, cells in enumerate(zip_longest(*(grid.rows[number - 1] for number in rows))):
            if column in cut:
                continue
            # A fault and a tick say nothing about a person, and neither does a day.
            distinct = (cell for cell in _distinct(cells) if type(cell) not in _TELL_NOTHING)
            texts = ((cell, self.replacement(field_at.get(column), cell)) for cell in distinct)
            replaced = {cell: text for cell, text in texts if text is not None}
            if replaced:
                masked |= {
                    (number, column): replaced[cell]
                    for number, cell in zip(rows, cells, strict=True)
                    if not isinstance(cell, CellFault | bool) and cell in replaced
                }
        return masked

    def gone(self) -> frozenset[str]:
        """The texts that mustn't stand anywhere in what stays; ``known`` ones tell nothing."""
        return frozenset(sorted(self.secrets - self.known)[:_MOST_SECRETS])

    def identifies(self, text: str) -> bool:
        """Whether a text of a column about persons may tell who it is; an age and the number of a house don't."""
        return len(text) >= (_SHORTEST_FIGURE if text.isdecimal() else _SHORTEST_SECRET)

    def reads(self, about: Field, cell: object) -> bool:
        """Whether a cell is read as a value of its column."""
        try:
            convert(about, cell, Context(self.period.last_day), self.roster.resolve)
        except Unreadable:
            return False
        return True

    def tells(self, text: str) -> bool:
        """Whether a text holds one of a column about persons."""
        if self._told != len(self.secrets):
            self._telling, self._told = Within(self.secrets), len(self.secrets)
        return self._telling.found_in(text)

    def _around(
        self, grid: Grid, rows: Iterable[int], cut: frozenset[int] = frozenset()
    ) -> Iterator[tuple[tuple[int, int], str]]:
        """The replacements in titles, totals and feet: personal numbers and names of those who filled the ledger in.

        The label before the colon stays.
        """
        for number in rows:
            after_label = False
            for column, cell in enumerate(grid.rows[number - 1]):
                if not isinstance(cell, str) or not cell.strip():
                    if holds_number(cell):
                        yield (number, column), BLANKED
                    continue
                text = squeezed(cell)
                if (label := person_line(text)) is not None:
                    after_label = label == text
                    if label != text:
                        yield (number, column), label
                elif after_label or holds_number(cell) or (column not in cut and self.tells(text)):
                    after_label = False
                    yield (number, column), BLANKED
                elif not may_be_shown(cell, self.units):
                    yield (number, column), shown_parts(cell, self.units, BLANKED)

    @property
    def units(self) -> tuple[str, ...]:
        """The names and words of units that any text may hold."""
        return self.roster.settings.unit_words


def _distinct(cells: Sequence[object]) -> Iterable[object]:
    """The cells that aren't blank, each once; a tick isn't taken for the number 1, which equals it."""
    if bool in set(map(type, cells)):
        return [cell for cell in cells if cell is not None]
    return set(cells) - {None}


def _known_texts(roster: Roster) -> Iterator[str]:
    """The texts that any sheet may hold."""
    for column in LEDGER:
        yield from (column.label, *column.headings, *column.codes, *column.code_aliases)
    yield from roster.names
    yield from (*Answer, "序号")


def rows_of_header(header: Header) -> range:
    """The rows of the headings, from 1."""
    return range(header.first, header.last + 1)


def columns_of(header: Header) -> dict[str, tuple[int, ...]]:
    """The columns that are read: id of a field -> its columns."""
    return {id_: header.doubles.get(id_, (column,)) for id_, column in header.columns.items()}
