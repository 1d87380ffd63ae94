"""The tricksters' county as its office keeps it: a folder per month with ledgers and registers, written as
workbooks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pipeline.base.originals import MARK_SHEET
from pipeline.schema.ledger import LEDGER
from pipeline.schema.registers import REGISTER
from tests.trick_county import ABOVE, FEBRUARY, JANUARY, MARCH, MONTHS, County, Row
from tools.sample.books import write_xlsx
from tools.sample.layout import Page

_BOOKS: dict[tuple[str, str], bytes] = {}


def _page(name: str, ids: list[tuple[str, str, str]], rows: list[Row], above: tuple[str, ...] = ()) -> Page:
    page = Page(name)
    for at, text in enumerate(above):
        page.cells[at, 0] = text
    top = len(above)
    page.header_rows = {top}
    for column, (id_, label, kind) in enumerate(ids):
        page.cells[top, column] = label
        for at, row in enumerate(rows, start=top + 1):
            value = row.get(id_)
            if value not in (None, ""):
                page.cells[at, column] = _day(str(value)) if kind == "date" else value
    return page


def _day(text: str) -> object:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _sheet(id_: str, rows: list[Row]) -> Page:
    sheet = REGISTER[id_]
    return _page(sheet.name, [(f.id, f.label, f.type) for f in sheet.fields], rows)


def _registers(county: County, month: str) -> Iterator[Page]:
    end = MONTHS[month].isoformat()
    due = {JANUARY: "2023-02-03", FEBRUARY: "2023-03-03", MARCH: "2023-04-04"}[month]
    sent = {
        JANUARY: dict.fromkeys(county.letters, "2023-02-02"),
        FEBRUARY: county.sent,
        MARCH: dict.fromkeys(county.letters, "2023-04-03"),
    }[month]
    yield _sheet(
        "reports",
        [
            {
                "township": name,
                "due_on": due,
                "sent_on": sent[name],
                "zero": "是" if name in county.zero and month == FEBRUARY else "否",
            }
            for name in county.letters
        ],
    )
    if county.superior is not None:
        yield _sheet("superior", [_said_above(row, end) for row in county.superior if str(row["registered_on"]) <= end])
    yield _sheet(
        "assigned",
        [
            {
                "case_no": f"{letter}{key}",
                "township": name,
                "batch": "第二批",
                "assigned_on": "2022-06-01",
                "settle_by": "2023-02-28",
            }
            for name, letter in county.letters.items()
            for key in ("15", "12", "14")
        ],
    )
    yield _sheet("supervised", [])
    yield _sheet("spot_checks", county.checked if month == FEBRUARY else [])
    yield _sheet("decisions", county.decisions if month == FEBRUARY else [])


def _said_above(row: Row, end: str) -> Row:
    rated = str(row.get("concluded_on") or end) <= end
    return {id_: value for id_, value in row.items() if id_ in ABOVE and (id_ != "rating_unit" or rated)}


def write(county: County, inputs: Path) -> None:
    """The county's folders as workbooks."""
    for month in MONTHS:
        (inputs / month).mkdir(parents=True, exist_ok=True)
        _write_book(inputs / month / "登记簿.xlsx", list(_registers(county, month)))
        for name in county.letters:
            rows = county.ledgers[month, name]
            if rows is not None:
                _write_book(inputs / month / f"{name}.xlsx", [_ledger(name, rows)])
    for (month, name), rows in county.corrected.items():
        mark = Page(MARK_SHEET)
        mark.cells[0, 0] = hashlib.sha256((inputs / month / f"{name}.xlsx").read_bytes()).hexdigest()
        write_xlsx(inputs / month / f"{name}（更正）.xlsx", [mark, _ledger(name, rows)])
    for (month, file), content in county.others.items():
        if isinstance(content, bytes):
            (inputs / month / file).write_bytes(content)
        else:
            write_xlsx(inputs / month / file, [_ledger(str(content[0]["township"]), content)])


def write_special(folder: Path, reports: list[Row]) -> None:
    """The folder of a special period with nothing but 报送登记."""
    folder.mkdir()
    _write_book(folder / "登记簿.xlsx", [_sheet("reports", reports)])


def _write_book(path: Path, pages: list[Page]) -> None:
    """A workbook, the bytes of which are made once: most ledgers are the same in every story."""
    said = path.stem, repr(pages)  # the name of the file is the title in the book
    if said not in _BOOKS:
        write_xlsx(path, pages)
        _BOOKS[said] = path.read_bytes()
    path.write_bytes(_BOOKS[said])


def _ledger(unit: str, rows: list[Row]) -> Page:
    columns = [(f.id, f.label, f.type) for f in LEDGER]
    return _page("台账", columns, rows, ("信访事项台账", f"填报单位：{unit}"))
