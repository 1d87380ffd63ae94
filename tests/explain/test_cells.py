"""Every cell that an explanation names holds the value it gives: the files are opened again, by other libraries."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import xlrd
from openpyxl.utils import coordinate_to_tuple

from pipeline.base.county import COUNTY
from pipeline.editions.archive import Edition, load_edition
from pipeline.explain.figure import Item, items
from pipeline.explain.places import PUBLISHED, Spot
from pipeline.explain.question import Asked
from pipeline.report.headings import CASE_NO, Headings
from pipeline.schema.fields import Field
from pipeline.schema.indicators import INDICATORS, Indicator
from pipeline.schema.ledger import LEDGER
from pipeline.schema.registers import REGISTERS
from pipeline.settings.reader import read_settings
from pipeline.sheets.grids import read_grids
from tests.shared_editions import GOLDEN, SAMPLE, golden_outputs, sample_outputs

pytestmark = pytest.mark.slow

COUNTIES = {
    "the sample county": (SAMPLE, sample_outputs),
    "the county worked out by hand": (GOLDEN, golden_outputs),
}
FIELD = {f.label: f for f in LEDGER}
FIELD_BY_ID = {f.id: f for f in LEDGER}
ENTRIES = {sheet.name: sheet for sheet in REGISTERS if sheet.id != "superior"}
FIELD_OF = {(sheet.name, f.label): f for sheet in REGISTERS for f in sheet.fields}
County = tuple[Path, Edition]
Sheets = dict[str, dict[tuple[int, int], object]]


@pytest.fixture(scope="module", params=COUNTIES)
def county(request: pytest.FixtureRequest) -> County:
    """Its inputs, and February as published."""
    inputs, outputs = COUNTIES[request.param]
    edition = load_edition(outputs(), "2023-02")
    assert edition
    return inputs, edition


def opened(path: Path) -> Sheets:
    """Sheet -> (row, column) from 1 -> what the cell holds; every cell of a merged range what its first one does."""
    if path.suffix in (".xls", ".et"):
        book = xlrd.open_workbook(path, formatting_info=path.suffix == ".xls")
        return {
            s.name: {
                (r + 1, c + 1): _of_xls(s.cell(r, c), book.datemode) for r in range(s.nrows) for c in range(s.ncols)
            }
            for s in book.sheets()
        }
    if path.suffix == ".csv":
        lines = list(csv.reader(path.read_bytes().decode("gb18030").splitlines()))
        return {path.stem: {(r, c): text for r, line in enumerate(lines, 1) for c, text in enumerate(line, 1)}}
    sheets: Sheets = {}
    for sheet in openpyxl.load_workbook(path, data_only=True):
        cells = sheets[sheet.title] = {(c.row, c.column): c.value for row in sheet.iter_rows() for c in row}
        for block in sheet.merged_cells.ranges:
            cells |= {(r, c): sheet.cell(block.min_row, block.min_col).value for r, c in block.cells}
    return sheets


def _of_xls(cell: xlrd.sheet.Cell, datemode: int) -> object:
    return xlrd.xldate_as_datetime(cell.value, datemode) if cell.ctype == xlrd.XL_CELL_DATE else cell.value


class Shelf:
    """The county's files, each opened once."""

    def __init__(self, inputs: Path) -> None:
        self._opened = cache(lambda file: opened(inputs / file))

    def cell(self, spot: Spot, cell: str) -> object:
        """What stands there."""
        return self._opened(spot.file)[spot.sheet].get(coordinate_to_tuple(cell))


def says(written: object, field: Field, value: object) -> bool:
    """Whether a cell that holds ``written`` has the value ``value``, by the plainest reading of each type."""
    text = "" if written is None else str(written).strip()
    if field.type == "named":
        # Of a name it is only kept that there is one.
        return (value == "是") == (
            text not in ("", *field.none_words, "无", "/", "-", "—") and not re.search("[待未暂]", text)
        )
    if pd.isna(value):  # type: ignore[call-overload]
        return text in ("", *field.none_words, "无", "/", "-", "—")
    if isinstance(value, pd.Timestamp):
        if isinstance(written, datetime | date):
            return f"{written:%Y-%m-%d}" == f"{value:%Y-%m-%d}"
        numbers = [int(n) for n in re.findall(r"\d+", text)]
        if len(numbers) == 1 and len(text) == 8:
            return text == f"{value:%Y%m%d}"
        return numbers[:3] == [value.year, value.month, value.day] or (
            numbers[:2] == [value.month, value.day] and len(numbers) == 2
        )
    return text == str(value) or field.code_aliases.get(text) == value


def spots(county: County, indicator: Indicator) -> Iterator[tuple[Item, Spot]]:
    """Every item of the county's figure with each of its rows."""
    inputs, edition = county
    settings = read_settings(read_grids(inputs / "设置.xlsx"), "设置.xlsx")
    for item in items(Asked(edition, COUNTY, indicator.id, settings), indicator.id):
        yield from ((item, spot) for spot in item.spots)


def test_every_ledger_cell_named_of_every_item_holds_what_was_submitted(county: County) -> None:
    """The cell has the value of the table matters, and its row the item's number. What can't be read is named so.

    Likewise the row of the repeat by which an item came back.
    """
    inputs, edition = county
    matters = edition.tables["matters"].set_index("case_no").to_dict("index")
    shelf, headings = Shelf(inputs), Headings(edition.tables["headings"])
    unread = {
        (r.case_no, r.column)
        for r in edition.tables["counted"].itertuples()
        if r.reason in ("读不出", PUBLISHED) and pd.isna(r.submitted)
    }
    wrong, checked = [], set()
    for indicator in INDICATORS:
        for item, spot in spots(county, indicator):
            if spot.sheet in ENTRIES:
                continue
            own = spot.repeat or item.number
            matter = matters[own]
            number = dict(headings.cells(spot.file, spot.sheet, int(spot.row), [CASE_NO]))[CASE_NO]
            assert spot.repeat or len(spot.cells) >= len(indicator.fields)
            for label, cell in ((FIELD_BY_ID[CASE_NO].label, number), *spot.cells):
                if (spot.file, spot.sheet, cell) in checked:
                    continue
                checked.add((spot.file, spot.sheet, cell))
                value = own if FIELD[label].id == CASE_NO else matter[FIELD[label].id]
                written = shelf.cell(spot, cell)
                if not says(written, FIELD[label], value) and (own, FIELD[label].id) not in unread:
                    wrong.append((str(spot), label, cell, written, value))
    assert len(checked) > 200
    assert wrong == []


def test_a_value_that_counts_from_another_row_stands_in_the_cell_named(county: County) -> None:
    """上级登记台账, or the ledger that had the matter first: its number and the value."""
    inputs, edition = county
    shelf, headings = Shelf(inputs), Headings(edition.tables["headings"])
    taken = edition.tables["counted"].dropna(subset=["row"])
    for line in taken.itertuples():
        cells = dict(headings.cells(line.file, line.sheet, int(line.row), [CASE_NO, line.column]))
        spot = Spot(line.file, line.sheet, str(line.row))
        assert says(shelf.cell(spot, cells[CASE_NO]), FIELD_BY_ID[CASE_NO], line.case_no)
        field = FIELD_BY_ID[line.column]
        counted = pd.Timestamp(line.counted) if field.type == "date" else line.counted
        assert says(shelf.cell(spot, cells[line.column]), field, counted), (line, cells)
    assert len(taken)


def test_every_register_cell_named_of_every_item_holds_the_date_that_is_given(county: County) -> None:
    """And the same row holds the item's number, or for a ledger due its township."""
    inputs, edition = county
    shelf, headings = Shelf(inputs), Headings(edition.tables["headings"])
    wrong, seen = [], set()
    for indicator in (i for i in INDICATORS if i.entries):
        for item, spot in spots(county, indicator):
            if spot.sheet not in ENTRIES or not spot.row:
                continue
            register = ENTRIES[spot.sheet]
            key, value = (
                (register.field("township"), item.township)
                if register.id == "reports"
                else (register.field("case_no"), item.number)
            )
            named = dict(spot.cells)
            # A sheet may lack a column that may be blank.
            lacking = {register.field(id_).label for id_ in indicator.entries} - set(named)
            assert not [label for label in lacking if FIELD_OF[spot.sheet, label].required == "yes"]
            if register.id == "supervised":
                confirmed = named.get("认定日期")
                expected = {
                    "confirmed_on" if confirmed and shelf.cell(spot, confirmed) else "supervised_on": item.basis
                }
            else:
                expected = {
                    FIELD_OF[spot.sheet, indicator.basis].id: item.basis,
                    **({"sent_on": item.done} if register.id == "reports" else {}),
                }
            place = dict(headings.cells(spot.file, spot.sheet, int(spot.row), [key.id]))[key.id]
            if not says(shelf.cell(spot, place), key, value):
                wrong.append((str(spot), place, value))
            for id_, day in expected.items():
                cell = named[register.field(id_).label]
                seen.add((spot.sheet, cell))
                if not says(shelf.cell(spot, cell), register.field(id_), pd.Timestamp(day) if day else None):
                    wrong.append((str(spot), cell, day))
    assert len({sheet for sheet, _ in seen}) == 3
    assert wrong == []
