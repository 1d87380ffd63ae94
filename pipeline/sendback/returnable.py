"""What of a township's file may go back.

Columns about persons are cut, texts that no message may print are masked, and sheets that aren't understood stay here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.base.grid import CellFault, Grid
from pipeline.base.originals import BLANKED, Original, OriginalSheet
from pipeline.base.period import Period
from pipeline.base.within import Within
from pipeline.ledgers.carried import split_marks
from pipeline.ledgers.cells.roster import Roster
from pipeline.ledgers.cells.values import ID_FIELDS, Context, convert, misplaced
from pipeline.ledgers.cells.words import heading_key, person_line, squeezed
from pipeline.ledgers.register_names import is_offices_ledger
from pipeline.ledgers.sheet.headers import Header, find_header
from pipeline.ledgers.sheet.kind import Kind, ledger_kind
from pipeline.ledgers.sheet.serials import without_serials
from pipeline.ledgers.sheet.shown_numbers import as_shown
from pipeline.ledgers.sheet.tables import SheetTable, read_table, used_rows
from pipeline.report.outside import sheet_outside
from pipeline.schema.convert import Unreadable, clean_text, plain
from pipeline.schema.fields import Field
from pipeline.schema.ledger import LEDGER, REFUSED_HEADINGS, REFUSED_PARTS
from pipeline.schema.showable import may_be_shown, shown_parts
from pipeline.schema.vocabulary import Answer
from pipeline.settings.record import Settings
from pipeline.sheets.files import SourceFile, again
from pipeline.sheets.formats.faults import Refused
from pipeline.sheets.grids import column_widths, open_workbook
from pipeline.sheets.kinds import XLS, XLSM, XLSX
from pipeline.sheets.opening import NO_PASSWORDS, Opening, Passwords
from pipeline.sheets.personal import holds_id, holds_number, names_somebody

_SHORTEST_SECRET, _SHORTEST_FIGURE = 2, 5
_MOST_SECRETS = 20_000
_ORDINARY = frozenset({"农民", "汉族", "居民", "村民", "职工", "工人", "务农", "个体", "男", "女"})
"""Values of columns about persons that other texts hold too; they identify nobody."""


def read_original(
    inputs: Path, path_rel: str, settings: Settings, period: Period, passwords: Passwords = NO_PASSWORDS
) -> Original | None:
    """The file at ``path_rel`` as it may go back; None when it can't be read or has no header of a ledger."""
    source = again(inputs, path_rel, Opening(settings.options, passwords))
    try:
        opened = open_workbook(source)
    except Refused:
        return None
    return _Cleaner(Roster(settings), ledger_kind(settings), period).clean(opened.source, opened.grids)


@dataclass
class _Cleaner:
    """Cleans one file. ``secrets``: the texts of its columns about persons.

    ``_replacements``: (field, cell) -> what replaces it, None if it may stay, for each distinct cell that was met.
    """

    roster: Roster
    kind: Kind
    period: Period
    secrets: set[str] = field(default_factory=set)
    _telling: Within = field(default_factory=lambda: Within(()))
    _told: int = 0
    _replacements: dict[tuple[str, object], str | None] = field(default_factory=dict)

    def clean(self, source: SourceFile, stored_grids: tuple[Grid, ...]) -> Original | None:
        grids, _, carried = split_marks(source, stored_grids)
        known = frozenset({squeezed(text) for text in self._known_texts()})
        widths = column_widths(source) if source.kind == XLS else {}
        sheets: list[OriginalSheet] = []
        left_out = []
        has_ledger = False
        titles = self._titles([grid.name for grid in stored_grids])
        for stored in grids:
            grid, reshaped = as_shown(stored, self.kind.lookup, self.kind.least)
            table = None if grid.hidden or is_offices_ledger(grid.name) else read_table(grid, self.kind)
            if table is not None and (table.header_row or table.zero):
                sheet = self._ledger_sheet(grid, table, widths.get(grid.name, {}))
                formatted = [(row, column) for column, rows in reshaped.items() for row in rows]
                # What is struck out within a cell was neither read nor looked at, so it doesn't go back.
                corrected = [place for place, whole in grid.struck.items() if not whole]
                written = {
                    (row, column): str(grid.rows[row - 1][column])
                    for row, column in (*formatted, *corrected)
                    if column not in sheet.cut
                }
                sheets.append(replace(sheet, written=written, shown=titles[grid.name]))
                has_ledger = True
            elif used_rows(grid):
                cells = {squeezed(cell) for row in grid.rows for cell in row if cell is not None}
                if cells <= known:
                    sheets.append(OriginalSheet(grid, 0, shown=titles[grid.name]))
                else:
                    left_out.append(titles[grid.name])
        if not has_ledger:
            return None
        package = source.data if source.kind in (XLSX, XLSM) else b""
        replaces = tuple(sha for sha in carried if sha != source.sha256)
        secrets = frozenset(sorted(self.secrets - known)[:_MOST_SECRETS])
        return Original(
            source.path_rel, source.sha256, package, tuple(sheets), replaces, tuple(left_out), secrets, known
        )

    def _titles(self, names: Sequence[str]) -> dict[str, str]:
        """What each sheet is called outside, each name once."""
        titles: dict[str, str] = {}
        for number, name in enumerate(names, 1):
            title = sheet_outside(name, number, self.roster.settings)
            titles[name] = f"{title}-{number}" if title in titles.values() else title
        return titles

    def _known_texts(self) -> Iterator[str]:
        for column in LEDGER:
            yield from (column.label, *column.headings, *column.codes, *column.code_aliases)
        yield from self.roster.names
        yield from (*Answer, "序号")

    def _ledger_sheet(self, grid: Grid, table: SheetTable, widths: dict[int, float]) -> OriginalSheet:
        header = find_header(grid, self.kind.lookup, self.kind.least)
        if header is None:
            return OriginalSheet(grid, 0, masked=dict(self._around(grid, range(1, len(grid.rows) + 1))), widths=widths)
        header = without_serials(grid, header, self.kind.key)
        cut = frozenset(header.refused)
        below = range(header.last + 1, len(grid.rows) + 1)
        data = set(table.rows) if table.usable else set(below)
        for number in below:
            row = grid.rows[number - 1]
            self.secrets |= {clean_text(row[c]) for c in cut if c < len(row) and row[c] is not None}
        self.secrets = {text for text in self.secrets - _ORDINARY if _tells_apart(text)}
        masked = dict(
            self._around(
                grid, [n for n in range(1, len(grid.rows) + 1) if n not in data and n not in _rows_of(header)], cut
            )
        )
        masked |= self._in_data(grid, sorted(data), header) | dict(self._in_headings(grid, header))
        case_at = header.columns.get("case_no")
        rows_of: dict[str, list[int]] = {}
        if case_at is not None:
            for number in sorted(data):
                row = grid.rows[number - 1]
                text = plain(row[case_at]) if case_at < len(row) and row[case_at] is not None else ""
                if text and (number, case_at) not in masked:
                    rows_of.setdefault(text, []).append(number)
        ids = frozenset(header.columns[id_] for id_ in ID_FIELDS if id_ in header.columns)
        places = {text: tuple(rows) for text, rows in rows_of.items()}
        return OriginalSheet(grid, header.last, cut, masked, ids, places, widths)

    def _in_data(self, grid: Grid, rows: Iterable[int], header: Header) -> dict[tuple[int, int], str]:
        masked = {}
        field_at = {column: self.kind.by_id[id_] for id_, columns in _columns(header).items() for column in columns}
        passed = set(header.refused)
        for number in rows:
            for column, cell in enumerate(grid.rows[number - 1]):
                if cell is None or column in passed or isinstance(cell, CellFault | bool):
                    continue
                about = field_at.get(column)
                key = (about.id if about else "", cell)
                if key not in self._replacements:
                    self._replacements[key] = self._replacement(about, cell)
                if (text := self._replacements[key]) is not None:
                    masked[number, column] = text
        return masked

    def _replacement(self, about: Field | None, cell: object) -> str | None:
        """The text that replaces a cell of a matter; None when the cell may stay.

        A cell stays when it was read as a value of its column or may be printed. A free text with a personal number
        was read as blank, so it becomes blank. A value that couldn't be read is replaced by one that can't be read
        either.
        """
        if about is not None and (about.id in ID_FIELDS or about.id == "backlog_batch"):
            unfit = isinstance(cell, str) and misplaced(about, plain(cell)) and not may_be_shown(cell)
            return BLANKED if holds_id(cell) or unfit else None
        if about is not None and about.type == "named":
            if may_be_shown(plain(cell)) and not holds_number(cell):
                return None
            return Answer.YES if names_somebody(plain(cell)) else ""
        if about is None:
            text = plain(cell) if isinstance(cell, str | int | float) else ""
            hidden = holds_number(cell) or (isinstance(cell, str) and not may_be_shown(text)) or self._tells(text)
            return BLANKED if hidden else None
        if about.type in ("text", "given"):
            if holds_number(cell):
                return ""
            hidden = isinstance(cell, str) and (self._tells(cell) or (about.type == "given" and not may_be_shown(cell)))
            return BLANKED if hidden else None
        if not isinstance(cell, str | int | float):
            return None
        text = plain(cell)
        if may_be_shown(text, (*about.codes, *about.code_aliases, about.example)) and not self._tells(text):
            return None
        try:
            convert(about, cell, Context(self.period.last_day), self.roster.resolve)
        except Unreadable:
            return BLANKED
        return None

    def _tells(self, text: str) -> bool:
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
                elif after_label or holds_number(cell) or (column not in cut and self._tells(text)):
                    after_label = False
                    yield (number, column), BLANKED
                elif not may_be_shown(cell, self._units):
                    yield (number, column), shown_parts(cell, self._units, BLANKED)

    def _in_headings(self, grid: Grid, header: Header) -> Iterator[tuple[tuple[int, int], str]]:
        """The replacements in the headings that aren't known; none of them is taken for a known one after that."""
        for number in _rows_of(header):
            for column, cell in enumerate(grid.rows[number - 1]):
                if not isinstance(cell, str) or heading_key(cell) in self.kind.lookup:
                    continue
                known = (*self._units, *REFUSED_HEADINGS, *REFUSED_PARTS)
                if holds_number(cell) or not may_be_shown(cell, known):
                    parts = BLANKED if holds_number(cell) else shown_parts(cell, known, BLANKED)
                    yield (number, column), BLANKED if heading_key(parts) in self.kind.lookup else parts

    @property
    def _units(self) -> tuple[str, ...]:
        return self.roster.settings.unit_words


def _tells_apart(text: str) -> bool:
    """Whether a text of a column about persons may tell who it is; an age and the number of a house don't."""
    return len(text) >= (_SHORTEST_FIGURE if text.isdecimal() else _SHORTEST_SECRET)


def _rows_of(header: Header) -> range:
    return range(header.first, header.last + 1)


def _columns(header: Header) -> dict[str, tuple[int, ...]]:
    return {id_: header.doubles.get(id_, (column,)) for id_, column in header.columns.items()}
