"""What makes a row a matter: a number, a day, or codes in three columns; and what a row of headings looks like."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property

from pipeline.base.grid import CellFault
from pipeline.ledgers.cells.words import heading_key, is_refused, may_be_number, squeezed
from pipeline.ledgers.sheet.headers import LEAST_MATCHED, Header
from pipeline.schema.convert import plain
from pipeline.schema.fields import Field
from pipeline.sheets.personal import has_number_form

_CODES = 3
"""With so many codes, a line without number and day was written by somebody."""
_FIRST_YEAR, _LEAST_SERIAL = 1949, 10_000
_DAY = re.compile(r"[^\u4e00-\u9fff]?\d+[-./\\\\年月、·。—–―‐‑−]\d.*|\d{5,14}|\d{1,2}月.*")
_CHINESE_MONTH = re.compile("[〇零一二三四五六七八九十元]月")
_WORDS = re.compile(r"(?:[^\u4e00-\u9fff]*[\u4e00-\u9fff]){5}")
_SHARE = re.compile(r"[\d.]+%")
_NOTHING = frozenset({"", "0", "0.0", "FALSE", "#N/A"})


@dataclass(frozen=True)
class Shape:
    """What decides what a sheet's rows are.

    ``key`` is the id of the field that names a row, ``day`` that of its day, ``prefilled`` that of a field that a blank
    form may hold already. ``lookup``: every accepted heading -> field id. Columns count from 0; -1 means none.
    """

    header: Header
    fields: Mapping[str, Field]
    lookup: Mapping[str, str]
    key: str
    day: str
    prefilled: str = ""

    @property
    def is_ledger(self) -> bool:
        """Whether the rows are petition matters; in a register every row that the office wrote counts."""
        return self.key == "case_no" and self.day == "registered_on"

    @cached_property
    def key_at(self) -> int:
        """The column of the field that names a row."""
        return self.header.columns.get(self.key, -1)

    @cached_property
    def day_at(self) -> int:
        """The column of a row's day."""
        return self.header.columns.get(self.day, -1)

    @cached_property
    def needed(self) -> frozenset[int]:
        """The columns that only somebody who enters a matter fills in."""
        return frozenset(column for id_, column in self.header.columns.items() if id_ != self.prefilled)

    @cached_property
    def _words(self) -> dict[int, frozenset[str]]:
        coded = [(self.fields[id_], column) for id_, column in self.header.columns.items()]
        return {
            column: frozenset((*field.codes, *field.code_aliases)) for field, column in coded if field.type == "code"
        }

    def names_matter(self, filled: Sequence[tuple[int, object]]) -> bool:
        """Whether a row has what may be a number, or what may be the day on which a matter was registered."""
        cells = dict(filled)
        return _is_number(cells.get(self.key_at), len(filled)) or _is_day(cells.get(self.day_at))

    def codes_of(self, filled: Sequence[tuple[int, object]]) -> tuple[object, ...]:
        """The cells of a row without number and day, where three or more are codes; () for any other row."""
        cells = [(column, plain(cell)) for column, cell in filled if column in self.needed]
        coded = [column for column, text in cells if text in self._words.get(column, ())]
        return tuple(cells) if len(coded) >= _CODES else ()

    def is_bare(self, filled: Sequence[tuple[int, object]]) -> bool:
        """Whether a row holds only what formulas and defaults leave: nought, a day of 1900, a code, an error."""
        for column, cell in filled:
            if column not in self.needed or isinstance(cell, CellFault | bool | time):
                continue
            if isinstance(cell, date):
                if cell.year > _FIRST_YEAR:
                    return False
            elif plain(cell) not in _NOTHING and plain(cell) not in self._words.get(column, ()):
                return False
        return True

    def _headings(self, filled: Sequence[tuple[int, object]]) -> dict[int, str]:
        texts = ((column, heading_key(cell)) for column, cell in filled if isinstance(cell, str))
        return {column: self.lookup[text] for column, text in texts if text in self.lookup}

    def is_header(self, filled: Sequence[tuple[int, object]]) -> bool:
        """Whether most of a row's cells are headings and name three columns, number and day among them."""
        headings = self._headings(filled)
        ids = set(headings.values())
        refused = sum(
            isinstance(cell, str) and column not in headings and is_refused(heading_key(cell))
            for column, cell in filled
        )
        return len(ids) >= LEAST_MATCHED and {self.key, self.day} <= ids and (len(headings) + refused) * 2 > len(filled)

    def is_moved(self, filled: Sequence[tuple[int, object]]) -> bool:
        """Whether a repeated header has a column in another place than the first, or one that the first lacks.

        A column that the first heads by a word that isn't known, and has nowhere else, is in the same place: the first
        header's fault is told as that of a heading.
        """
        several = (*self.header.doubles.items(), *self.header.beside.items())
        known = {column: id_ for id_, columns in several for column in columns}
        known |= {column: id_ for id_, column in self.header.columns.items()}
        headings = self._headings(filled)
        return {self.key, self.day} <= set(headings.values()) and any(
            known.get(column, "") != id_ and (id_ in known.values() or column not in self.header.unknown)
            for column, id_ in headings.items()
        )


def filled_cells(row: Sequence[object]) -> list[tuple[int, object]]:
    """The cells that aren't blank, with their columns."""
    return [
        (column, cell)
        for column, cell in enumerate(row)
        if cell is not None and not (isinstance(cell, str) and not cell.strip())
    ]


def _is_number(cell: object, width: int) -> bool:
    """Whether a cell may hold a matter's number; in a row of ``width`` cells that are few it needs four digits.

    So does a cell of nothing but digits. An error of Excel counts, for something was written there.
    """
    if isinstance(cell, CellFault):
        return width > _CODES
    if cell is None or isinstance(cell, bool | date | time):
        return isinstance(cell, date) and cell.year > _FIRST_YEAR and width > _CODES
    text = squeezed(cell)
    if _SHARE.fullmatch(text):
        return False
    if may_be_number(text):
        return True
    if width <= _CODES or text.replace(".", "", 1).isdigit() or text.endswith("件)"):
        return False
    return has_number_form(text) and (text.endswith("号") or not _WORDS.match(text))


def _is_day(cell: object) -> bool:
    """Whether a cell may hold a day, well written or not; counts, percentages and a form's hints are no days."""
    if isinstance(cell, datetime | date):
        return cell.year > _FIRST_YEAR
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell >= _LEAST_SERIAL or (isinstance(cell, float) and not cell.is_integer() and cell > 1)
    text = squeezed(cell) if isinstance(cell, str) else ""
    return (_DAY.fullmatch(text) is not None or _names_day(text)) and not _SHARE.fullmatch(text)


def _names_day(text: str) -> bool:
    """Whether a month in characters stands before a day: 二月十五日."""
    month = _CHINESE_MONTH.search(text)
    return month is not None and "日" in text[month.end() :]
