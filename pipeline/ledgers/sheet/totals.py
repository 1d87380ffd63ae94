"""A clerk's totals compared with our own sums: where they differ, a row may be missing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from pipeline.base.place import cell_name
from pipeline.ledgers.cells.words import is_total, squeezed
from pipeline.ledgers.sheet.headers import Header
from pipeline.ledgers.sheet.rows import Cells, SortedRows
from pipeline.schema.convert import Unreadable, to_count
from pipeline.schema.fields import Field
from pipeline.sheets.formats.faults import Issue

_NOT_CHECKED = re.compile(r"其中.*|.*累计.*|(本年|全年).*")
"""Labels of totals that can't be compared: parts of a sum, and sums that include earlier months."""
_PARTIAL = re.compile(r"(小计|本页|分).*")
_MATTERS = re.compile(r"(?<!\d)(\d{1,6})件(?!次)")
_PERSONS = re.compile(r"(?<!\d)(\d{1,6})人(?:次)?")


def total_notes(
    rows: Sequence[Cells],
    sorted_rows: SortedRows,
    header: Header,
    fields: Mapping[str, Field],
    cells: Mapping[str, Sequence[object]],
    sheet: str,
) -> Iterator[Issue]:
    """One issue per number of a row of totals that is no sum of all rows above or since the last total.

    Either is right whatever the label, for some carry their 小计 from page to page; a total above all rows is compared
    with the rows below. What is said of one that is neither is the sum that its label promises.
    The number of matters is “…件” or a number in the column of case numbers, that of persons stands in their column or
    is “…人”. Totals without a label are compared too. ``cells`` are the matters' cells, with 同上 filled in.
    """
    persons, key = header.columns.get("persons", -1), header.columns.get("case_no", -1)
    first = sorted_rows.data[0] if sorted_rows.data else 0
    totals = sorted(
        [*sorted_rows.rows_of("total"), *(number for number in sorted_rows.rows_of("numbers") if number > first)]
    )
    if not totals:
        return
    counts = {
        data_row: _count(cell) or 0 for data_row, cell in zip(sorted_rows.data, cells.get("persons", ()), strict=False)
    }
    last = 0
    for number in totals:
        row = rows[number - 1]
        texts = [squeezed(cell) for cell in row if isinstance(cell, str)]
        label = next((text for text in texts[:2] if is_total(text)), "")
        if _NOT_CHECKED.fullmatch(label):
            continue
        above = sorted_rows.data[: bisect_right(sorted_rows.data, number)] or sorted_rows.data
        since_last = [data_row for data_row in above if data_row > last]
        scopes = [since_last, above] if _PARTIAL.fullmatch(label) else [above, since_last]
        last = number
        for what, column, pattern in (
            ("件数", key, _MATTERS),
            (fields["persons"].label if "persons" in fields else "", persons, _PERSONS),
        ):
            written = _number(row, column)
            if written is None:
                written = next((int(match[1]) for text in texts if (match := pattern.search(text))), None)
            sums = [
                len(scope) if column == key else sum(counts.get(data_row, 0) for data_row in scope) for scope in scopes
            ]
            if what and written is not None and written not in sums:
                cell = cell_name(number, column if _number(row, column) is not None else 0)
                yield Issue("R052", sheet, cell, number, words={"what": what, "written": written, "summed": sums[0]})


def _number(row: Cells, column: int) -> int | None:
    return _count(row[column]) if 0 <= column < len(row) else None


def _count(cell: object) -> int | None:
    try:
        value = to_count(cell, least=0).value
    except Unreadable:
        return None
    return value if isinstance(value, int) else None
