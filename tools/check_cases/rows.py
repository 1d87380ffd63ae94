"""What the cases share: a clean matter of February, whose values a row has by default, and how rows become a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pipeline.schema.ledger import LEDGER
from tools.sample.layout import Page

Row = Mapping[str, object]
Case = tuple[str, list[Row], str, str, list[Row]]
"""Code, rows that break the rule, the marked cell, the sentence, rows that only just obey the rule."""
TOWNSHIP, SHEET, FIRST_ROW = "城关镇", "Sheet1", 4
CLEAN: Row = {"township": TOWNSHIP, "registered_on": "2023-02-06", "channel": "来访", "occurrence": "初件"}
ACCEPTED: Row = {"registered_on": "2023-01-03", "accepted_on": "2023-01-05"}
DONE: Row = {**ACCEPTED, "concluded_on": "2023-02-10", "outcome": "予以支持"}


def numbered(rows: Sequence[Row]) -> list[dict[str, object]]:
    """Return the rows in full: numbers 01, 02 …, and the clean matter's values where a row gives none."""
    return [{"case_no": f"{number:02}", **CLEAN, **row} for number, row in enumerate(rows, start=1)]


def sheet_of(rows: Sequence[Row]) -> Page:
    """Return a township's sheet: title, 填报单位, headings in row 3, the rows from row 4, dates as dates."""
    page = Page(SHEET, header_rows={2})
    page.cells[0, 0] = "青禾县信访事项台账"
    page.cells[1, 0] = f"填报单位：{TOWNSHIP}"
    for column, field in enumerate(LEDGER):
        page.cells[2, column] = field.label
        for position, row in enumerate(numbered(rows), start=FIRST_ROW - 1):
            value = row.get(field.id)
            if value is not None:
                page.cells[position, column] = date.fromisoformat(str(value)) if field.type == "date" else value
    return page
