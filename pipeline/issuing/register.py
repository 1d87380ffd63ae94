"""inputs/PERIOD/发文登记.xlsx: the program's own file among the inputs, to which staff may add rows of their own."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from pipeline.base.errors import UserError
from pipeline.editions.issued import Issued
from pipeline.messages.issuing import NO_NUMBER, REGISTERED, REGISTERED_BEFORE
from pipeline.messages.refusals import refusal
from pipeline.render.package import pack, unpack
from pipeline.schema.registers import ISSUED_BOOK, REGISTER

_SHEET = REGISTER["issued"]
_HEADER_ROWS = 5
_CORE, _TIME = "docProps/core.xml", re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_ALWAYS = b"2000-01-01T00:00:00Z"
_WIDTHS = {"document": 16, "township": 14, "number": 24, "dated_on": 14, "signer": 14}


def with_row(folder: Path, asked: Issued, called: str, rows: Sequence[Issued]) -> tuple[list[str], bytes | None]:
    """The register with a row for the paper, and what is said of it; None where staff wrote that very row already.

    ``rows``: what 发文登记 has now, in whichever workbook. Raises UserError where another number or day stands there
    for the paper, or where the workbook isn't understood.
    """
    mine = [row for row in rows if (row.document, row.township) == (asked.document, asked.township)]
    if mine and (mine[-1].number, mine[-1].day) != (asked.number, asked.day):
        raise refusal("E094", paper=called, registered=_said(mine[-1]), asked=_said(asked))
    place = f"{folder.parent.name}/{folder.name}/{ISSUED_BOOK}"
    if mine:
        return [REGISTERED_BEFORE.format(paper=called)], None
    book, sheet, header, columns = _opened(folder / ISSUED_BOOK, place)
    values = {
        "document": asked.document,
        "township": asked.township or None,
        "number": asked.number,
        "dated_on": None if asked.day is None else datetime(asked.day.year, asked.day.month, asked.day.day),
        "signer": asked.signer,
    }
    last = max((cell.row for line in sheet.iter_rows() for cell in line if cell.value is not None), default=header)
    for id_, value in values.items():
        cell = sheet.cell(max(last, header) + 1, columns[id_], value)
        if id_ == "dated_on":
            cell.number_format = "yyyy-mm-dd"
    return [REGISTERED.format(place=place)], _saved(book)


def as_then(content: bytes, digest: str) -> bytes | None:
    """The register before rows were added to it, known by its SHA-256; None where that can't be put back."""
    try:
        book, sheet, header, _ = _opened_from(io.BytesIO(content), "")
    except UserError:
        return None
    while sheet.max_row > header:
        sheet.delete_rows(sheet.max_row)
        if hashlib.sha256(before := _saved(book)).hexdigest() == digest:
            return before
    return None


def _saved(book: Workbook) -> bytes:
    """The workbook's package. Its bytes depend on nothing but what it says: neither on the time nor on rows since gone.

    openpyxl numbers styles anew when it reads what it has written, and then no more.
    """
    return _packed(load_workbook(io.BytesIO(_packed(book))))


def _packed(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    parts = unpack(buffer.getvalue())
    return pack(parts | {_CORE: _TIME.sub(_ALWAYS, parts[_CORE])})


def _said(row: Issued) -> str:
    return f"{row.number or NO_NUMBER}、{row.day}"


def _opened(file: Path, place: str) -> tuple[Workbook, Any, int, dict[str, int]]:
    """The workbook, its sheet, the row of its labels and the column of each; a new one where there is none."""
    if not file.is_file():
        book = Workbook()
        new: Any = book.active
        new.title = _SHEET.name
        for at, field in enumerate(_SHEET.fields, start=1):
            new.cell(1, at, field.label)
            new.column_dimensions[get_column_letter(at)].width = _WIDTHS[field.id]
        return book, new, 1, {field.id: at for at, field in enumerate(_SHEET.fields, start=1)}
    return _opened_from(file, place)


def _opened_from(file: Path | IO[bytes], place: str) -> tuple[Workbook, Any, int, dict[str, int]]:
    labels = {field.label: field.id for field in _SHEET.fields}
    try:
        book = load_workbook(file)
    except Exception as fault:  # openpyxl raises whatever it stumbles on
        raise _not_a_register(place) from fault
    for sheet in book.worksheets:
        if sheet.title.strip() == _SHEET.name:
            for number, line in enumerate(sheet.iter_rows(max_row=_HEADER_ROWS), start=1):
                texts = [str(cell.value).strip().rstrip("*") if cell.value is not None else "" for cell in line]
                columns = {labels[text]: at for at, text in enumerate(texts, start=1) if text in labels}
                if len(columns) == len(labels):
                    return book, sheet, number, columns
    raise _not_a_register(place)


def _not_a_register(place: str) -> UserError:
    return refusal("E093", file=place)
