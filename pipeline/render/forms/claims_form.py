"""认领.xlsx: whose a file is by the office's word. Staff may add rows of their own."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime

from xlsxwriter import Workbook

from pipeline.render.package import pack, unpack
from pipeline.schema.claims import CLAIMS

_CREATED = datetime(2023, 1, 1)
_WIDTHS = (48, 16)


def claims_form(units: Mapping[str, str]) -> bytes:
    """The workbook with a row for each file (name -> township), by name; the same claims give the same bytes."""
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": CLAIMS.name, "created": _CREATED})
    sheet, bold = book.add_worksheet(CLAIMS.name), book.add_format({"bold": True})
    for column, (field, width) in enumerate(zip(CLAIMS.fields, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, field.label, bold)
    for row, pair in enumerate(sorted(units.items()), start=1):
        for column, text in enumerate(pair):
            sheet.write_string(row, column, text)
    book.close()
    return pack(unpack(buffer.getvalue()))
