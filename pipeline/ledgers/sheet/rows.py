"""What each sheet row is: a matter, or one of the things that clerks put around matters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from pipeline.ledgers.cells.words import (
    BARE_ZERO,
    heading_key,
    is_example,
    is_footer,
    is_signature,
    is_total,
    may_be_number,
    squeezed,
    unit_named,
    zero_words,
)
from pipeline.ledgers.sheet.headers import Header
from pipeline.ledgers.sheet.shapes import Shape, filled_cells

Cells = Sequence[object]
_COUNTED = re.compile(r"共?\d{1,6}件")
_SMALL = 1_000
"""Numbers below this are counts or column numbers, never case numbers or days."""
_EPOCH = 1900
"""The year that a small number shows in a cell with the format of a day."""
_SHORT = 3
"""A number with no more characters than this doesn't make its row a matter at once."""


@dataclass
class SortedRows:
    """A sheet's rows by what they are; every row is exactly one thing.

    ``data``: the sheet rows of matters, ascending. ``above``: how many rows there are down to the end of the header.
    ``around``: name of messages.deciding.AROUND -> sheet rows. ``zero``: the words of a zero report, ``unit``: what a
    line 填报单位 names, '' when there is none. ``moved``: the sheet row of a second header with its columns in other
    places than the first, 0 when there is none.
    """

    above: int
    data: list[int] = field(default_factory=list)
    around: dict[str, list[int]] = field(default_factory=dict)
    zero: str = ""
    unit: str = ""
    moved: int = 0

    @property
    def not_data(self) -> int:
        """How many rows are no matters, header and titles among them."""
        return self.above + sum(map(len, self.around.values()))

    def rows_of(self, what: str) -> list[int]:
        """The sheet rows of one kind, ascending."""
        return self.around.get(what, [])


def sort_rows(rows: Sequence[Cells], header: Header, titles: Iterable[str], shape: Shape) -> SortedRows:
    """Sort the rows below the header; the rows down to the header's end are counted as no data.

    The refused columns of ``rows`` are blank already. A row with a number that has a digit and with a day is a matter
    at once. A ledger's other rows are matters when they have a number, a day, or codes in three columns; a row that has
    none of these is no matter, whatever it says.
    """
    sorted_rows = SortedRows(above=min(header.last, len(rows)))
    key_at, day_at = shape.key_at, shape.day_at
    own = {(column, text) for column, texts in header.levels.items() for text in texts}
    above = {text for text in titles if text}
    named = {row[key_at] for row in rows[header.first - 1 : header.last] if 0 <= key_at < len(row)}
    before = ""
    alike: dict[tuple[object, ...], list[int]] = {}
    for number in range(header.last + 1, len(rows) + 1):
        row = rows[number - 1]
        if not sorted_rows.data and shape.is_ledger and _is_example(row, header.serial, key_at):
            sorted_rows.around.setdefault("example", []).append(number)
            continue
        if _is_plain_matter(row, key_at, day_at) and row[key_at] not in named:
            sorted_rows.data.append(number)
            before = ""
            continue
        filled = filled_cells(row)
        what = _what_around(sorted_rows, filled, own, above, shape)
        if what == "header" and not sorted_rows.moved and shape.is_moved(filled):
            sorted_rows.moved = number
        if not what and (_is_signed(filled) or before == "foot") and _may_end(filled, key_at, day_at):
            what = "foot"
        if not what and not any(column in shape.needed for column, _ in filled):
            # Only 序号, or only what a form has filled in beforehand: a line that nobody wrote on.
            what = "unwritten"
        codes = () if what or not shape.is_ledger or shape.names_matter(filled) else shape.codes_of(filled)
        if codes:
            alike.setdefault(codes, []).append(number)
        elif not what:
            what = _what_instead(filled, shape)
        if what:
            sorted_rows.around.setdefault(what, []).append(number)
        else:
            sorted_rows.data.append(number)
        before = before if what == "blank" else what
    _leave_defaults(sorted_rows, alike)
    return sorted_rows


def _what_instead(filled: Sequence[tuple[int, object]], shape: Shape) -> str:
    """What a row is that nothing else has decided; '' for a matter."""
    lacking = shape.is_ledger and not shape.names_matter(filled)
    if lacking and shape.is_bare(filled):
        return "unwritten"
    if _is_numbers(filled, shape.key_at, shape.day_at):
        return "numbers"
    return "other" if lacking else ""


def _leave_defaults(sorted_rows: SortedRows, alike: dict[tuple[object, ...], list[int]]) -> None:
    """Take out the lines without number and day when all of them hold the same codes: the form has filled them in."""
    lines = [number for numbers in alike.values() for number in numbers]
    if len(alike) == 1 and len(lines) > 1:
        sorted_rows.data = [number for number in sorted_rows.data if number not in set(lines)]
        sorted_rows.around["unwritten"] = sorted([*sorted_rows.rows_of("unwritten"), *lines])


def _is_example(row: Cells, serial: int | None, key_at: int) -> bool:
    """Whether 序号 or the number says that the row is the form's own example."""
    for column in (serial, key_at):
        if column is not None and 0 <= column < len(row):
            cell = row[column]
            if isinstance(cell, str) and is_example(cell):
                return True
    return False


def _is_signed(filled: Sequence[tuple[int, object]]) -> bool:
    """Whether the unit signs in this row."""
    return any(isinstance(cell, str) and is_signature(squeezed(cell)) for _, cell in filled)


def _may_end(filled: Sequence[tuple[int, object]], key_at: int, day_at: int) -> bool:
    """Whether a row may belong to a foot: it has one or two cells, and neither number nor day of a matter."""
    cells = dict(filled)
    return (
        len(cells) <= 2
        and not may_be_number(squeezed(cells.get(key_at)))
        and (day_at not in cells or len(cells) == 1 or _is_signed(filled))
    )


def _is_plain_matter(row: Cells, key_at: int, day_at: int) -> bool:
    if not (0 <= key_at < len(row) and 0 <= day_at < len(row)):
        return False
    name, day = row[key_at], row[day_at]
    if isinstance(day, str):
        day = day[:1].isdigit() and not day.endswith("%")
    elif isinstance(day, date):
        day = day.year > _EPOCH
    if not day or not isinstance(name, str) or len(name) <= _SHORT:
        return False
    return name[-1].isdigit() or (any(c.isdigit() for c in name) and not name.endswith(("件", "%")))


def _what_around(
    sorted_rows: SortedRows,
    filled: Sequence[tuple[int, object]],
    own: set[tuple[int, str]],
    above: set[str],
    shape: Shape,
) -> str:
    """Whether the row is blank, a header or title again, a total, a foot or a zero report; '' for none of these.

    The unit and the zero report that the row names are noted in ``sorted_rows``.
    """
    if not filled:
        return "blank"
    key_at = shape.key_at
    texts = [(column, squeezed(cell)) for column, cell in filled if isinstance(cell, str)]
    same = sum((column, heading_key(text)) in own for column, text in texts)
    if same == len(filled) or (same >= 2 and same * 2 > len(filled)) or (len(texts) > 2 and shape.is_header(filled)):
        return "header"
    # The label of a total may stand in a refused column, so that only its count is left.
    counted = any(column == key_at and _COUNTED.fullmatch(text) for column, text in texts)
    if (counted or any(is_total(text) for _, text in texts[:2])) and not any(
        isinstance(cell, date) for _, cell in filled
    ):
        return "total"
    sorted_rows.unit = sorted_rows.unit or unit_named([text for _, text in texts])
    if texts and is_footer(texts[0][1]):
        return "foot"
    sentences = [text for _, text in texts if not text.isdigit()]
    if len(filled) <= 2 and (declared := next(filter(None, map(zero_words, sentences)), "")):
        sorted_rows.zero = declared
        return "zero"
    if len(sentences) == 1 and len(filled) <= 2 and BARE_ZERO.fullmatch(sentences[0]):
        # Below the headings 无 is an answer: there is nothing to report.
        sorted_rows.zero = sorted_rows.zero or sentences[0]
        return "zero"
    # A title, or the headings of groups, is printed again over a repeated header.
    return "title" if len(texts) == len(filled) and all(text in above for _, text in texts) else ""


def _is_numbers(filled: Sequence[tuple[int, object]], key_at: int, day_at: int) -> bool:
    """Whether the row holds nothing but numbers: column numbers under the header, or a total without a label."""
    for column, cell in filled:
        text = squeezed(cell)
        if isinstance(cell, date | bool) or not text.replace(".", "", 1).isdigit():
            return False
        if column in (key_at, day_at) and (float(text) >= _SMALL or (isinstance(cell, str) and may_be_number(text))):
            return False
    return True
