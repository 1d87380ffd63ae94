"""What a workbook's styles do to a ledger: text struck out, numbers that a number format completes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

from tools.ingest_cases.makers import Styled


def struck_through(row: list[object], columns: Sequence[str], rng: Random, told: set[tuple[str, str]]) -> list[object]:
    """The row with a line through all of it, which takes nothing back, or through what was corrected in some cells."""
    if rng.random() < 0.2:
        told.add(("R093", ""))
        return [_struck(cell) for cell in row]
    at = columns.index("registered_on")
    day = row[at]
    if isinstance(day, date) and rng.random() < 0.5:
        row[at] = Styled(f"{day.year}.{day.month}.{day.day}", before="2022.12.1")
        told.add(("R094", ""))
    at = columns.index("case_no")
    if isinstance(row[at], str) and rng.random() < 0.5:
        row[at] = Styled(row[at], before="QH20220099 ")
        told.add(("R094", ""))
    return row


def _struck(cell: object) -> object:
    if isinstance(cell, Styled):
        return replace(cell, struck=True)
    return None if cell is None else Styled(cell, struck=True)


def completed(number: str) -> Styled:
    """The number as a figure in a cell, of which the number format makes the rest."""
    if number.startswith("QH"):
        return Styled(int(number[6:]), '"QH2023"0000')
    if number.startswith("0"):
        return Styled(int(number), "000000")
    return Styled(int(number[12:]), f'"{number[:12]}"0000')


def in_another_order(header: list[object], columns: Sequence[str]) -> list[object]:
    """The headings again, where two columns of days have changed places."""
    again = list(header)
    one, other = columns.index("registered_on"), columns.index("accepted_on")
    again[one], again[other] = again[other], again[one]
    return again
