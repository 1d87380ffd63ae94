"""What each sheet row is: a matter, or something that a clerk puts around matters. Every row is exactly one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from pipeline.ledgers.headers import Header
from pipeline.ledgers.words import (
    heading_key,
    is_footer,
    is_signature,
    is_total,
    may_be_number,
    squeezed,
    unit_named,
    zero_words,
)

Cells = Sequence[object]
_COUNTED = re.compile(r"共?\d{1,6}件")
_SMALL = 1_000
"""Numbers below this are counts or column numbers, never a case number or a day."""


@dataclass
class Sorted:
    """``data``: sheet rows of matters, ascending; ``above``: how many rows end with the header.

    ``around``: the other sheet rows, by what they are (a name of message_texts.deciding.AROUND). ``zero``: the words of
    a zero report, ``unit``: what a line 填报单位 names, '' when there is none.
    """

    above: int
    data: list[int] = field(default_factory=list)
    around: dict[str, list[int]] = field(default_factory=dict)
    zero: str = ""
    unit: str = ""

    @property
    def not_data(self) -> int:
        """How many rows are no matters, header and titles too."""
        return self.above + sum(map(len, self.around.values()))

    def rows_of(self, what: str) -> list[int]:
        """The sheet rows of one kind, ascending."""
        return self.around.get(what, [])


def sort_rows(
    rows: Sequence[Cells], header: Header, titles: Iterable[str], key: str, day: str, prefilled: str
) -> Sorted:
    """Sort the rows below the header (those above and the header itself are counted as not data).

    ``rows`` have their refused columns blanked already; ``key`` and ``day`` are the ids of the field that names the row
    and of its day, ``prefilled`` of one that a blank form may hold. A row with both filled, digits in both, is a matter
    without more ado.
    """
    found = Sorted(above=min(header.last, len(rows)))
    key_at = header.columns.get(key, -1)
    day_at = header.columns.get(day, -1)
    own = {(column, text) for column, texts in header.levels.items() for text in texts}
    above = {text for text in titles if text}
    named = {row[key_at] for row in rows[header.first - 1 : header.last] if 0 <= key_at < len(row)}
    needed = [column for id_, column in header.columns.items() if id_ != prefilled]
    before = ""
    for number in range(header.last + 1, len(rows) + 1):
        row = rows[number - 1]
        if _is_plain_matter(row, key_at, day_at) and row[key_at] not in named:
            found.data.append(number)
            before = ""
            continue
        filled = [
            (column, cell)
            for column, cell in enumerate(row)
            if cell is not None and not (isinstance(cell, str) and not cell.strip())
        ]
        what = _what_around(found, filled, own, above, key_at)
        if not what and (_is_signed(filled) or before == "foot") and _may_end(filled, key_at, day_at):
            what = "foot"
        if not what and not any(column in needed for column, _ in filled):
            # Only 序号, or only what a form has filled in beforehand: a line that nobody wrote on.
            what = "unwritten"
        if not what and _is_numbers(filled, key_at, day_at):
            what = "numbers"
        if what:
            found.around.setdefault(what, []).append(number)
        else:
            found.data.append(number)
        before = before if what == "blank" else what
    return found


def _is_signed(filled: Sequence[tuple[int, object]]) -> bool:
    """Whether the unit signs in this row, with the day or without."""
    return any(isinstance(cell, str) and is_signature(squeezed(cell)) for _, cell in filled)


def _may_end(filled: Sequence[tuple[int, object]], key_at: int, day_at: int) -> bool:
    """Whether a row of one or two cells names no matter: further lines of a foot, the unit that signs and the day."""
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
        day = any(c.isdigit() for c in day)
    return isinstance(name, str) and any(c.isdigit() for c in name) and bool(day) and not name.endswith("件")


def _what_around(
    found: Sorted, filled: Sequence[tuple[int, object]], own: set[tuple[int, str]], above: set[str], key_at: int
) -> str:
    """Whether the row is blank, a header again, a total, a foot, a zero report or a title again ('': none); what it says is kept."""
    if not filled:
        return "blank"
    texts = [(column, squeezed(cell)) for column, cell in filled if isinstance(cell, str)]
    same = sum((column, heading_key(text)) in own for column, text in texts)
    if same == len(filled) or (same >= 2 and same * 2 > len(filled)):
        return "header"
    counted = any(
        column == key_at and _COUNTED.fullmatch(text) for column, text in texts
    )  # its label may be in a column refused
    if (counted or any(is_total(text) for _, text in texts[:2])) and not any(
        isinstance(cell, date) for _, cell in filled
    ):
        return "total"
    found.unit = found.unit or unit_named([text for _, text in texts])
    if texts and is_footer(texts[0][1]):
        return "foot"
    if len(filled) <= 2 and (words := next((said for _, text in texts if (said := zero_words(text))), "")):
        found.zero = words
        return "zero"
    # A title, or the headings of groups, printed again over a header that stands again.
    return "title" if len(texts) == len(filled) and all(text in above for _, text in texts) else ""


def _is_numbers(filled: Sequence[tuple[int, object]], key_at: int, day_at: int) -> bool:
    """Whether the row holds numbers alone: column numbers under the header, or a total that nobody labelled."""
    for column, cell in filled:
        text = squeezed(cell)
        if isinstance(cell, date | bool) or not text.replace(".", "", 1).isdigit():
            return False
        if column in (key_at, day_at) and float(text) >= _SMALL:
            return False
    return True
