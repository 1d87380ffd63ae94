"""The column 申请更正 of a filled form: what a locked cell ought to say, as if its sender had written it there.

Merging then treats it as any changed value: a better one waits for a decision of the office, a worse one counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.ledgers.cells.words import heading_key
from pipeline.ledgers.sheet.kind import Kind
from pipeline.schema.convert import clean_text
from pipeline.schema.ledger import AMENDMENT
from pipeline.sheets.formats.faults import Issue

_BETWEEN = re.compile(r"[;；\n]+")
_COLON = re.compile(r"[:：]")
_KEYS = frozenset({"case_no", "township", AMENDMENT.id})
"""Columns that an entry can't change: another number is another matter, and the unit has a column of its own."""


def amend(
    kind: Kind, name: str, rows: list[int], columns: dict[str, int], cells: dict[str, list[object]]
) -> tuple[dict[str, list[int]], list[Issue]]:
    """Put the values of 申请更正 into the cells that they name, and take the column itself away.

    ``rows``, ``columns`` and ``cells`` are those of the sheet ``name``; the last two are changed. Returns field id ->
    rows whose cell was replaced, and one issue on the entries that aren't understood; those change nothing.
    """
    written = cells.pop(AMENDMENT.id, [])
    column = columns.pop(AMENDMENT.id, 0)
    amended: dict[str, list[int]] = {}
    not_understood = []
    for at, (row, entry) in enumerate(zip(rows, written, strict=False)):
        if not (text := clean_text(str(entry).replace("\n", ";")) if entry is not None else ""):
            continue
        pairs = list(_pairs(text, kind))
        if all(id_ in columns and value for id_, value in pairs):
            for id_, value in pairs:
                cells[id_][at] = value
                amended.setdefault(id_, []).append(row)
        else:
            not_understood.append(row)
    if not not_understood:
        return amended, []
    words = {"label": AMENDMENT.label, "example": AMENDMENT.example}
    return amended, [Issue.column("R385", name, not_understood, column, **words)]


def _pairs(text: str, kind: Kind) -> Iterator[tuple[str, str]]:
    """Field id and value of each part of an entry; ('', '') for one that names no column that may be amended."""
    for part in filter(str.strip, _BETWEEN.split(text)):
        label, *values = _COLON.split(part, maxsplit=1)
        id_ = kind.lookup.get(heading_key(label), "")
        yield (id_, values[0].strip()) if values and id_ and id_ not in _KEYS else ("", "")
