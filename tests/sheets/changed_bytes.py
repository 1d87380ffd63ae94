"""Old workbooks of which a few bytes were changed with a seed, mostly where a record says what it is and how long."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from datetime import date, timedelta

import xlwt

from pipeline.sheets.formats.ole import read_stream
from pipeline.sheets.formats.xls_records import END, SHEET, records

HEADINGS = (
    "序号",
    "信访件编号",
    "责任单位",
    "登记日期",
    "信访形式",
    "初重件",
    "人数",
    "受理日期",
    "办结日期",
    "限办日期",
)


def old_workbook(*rows: int) -> bytes:
    """A workbook with a sheet of so many matters for each number, some cells blank and a column of formulas."""
    book = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for number, count in enumerate(rows, start=1):
        sheet = book.add_sheet(f"第{number}表")
        for column, text in enumerate(HEADINGS):
            sheet.write(0, column, text)
        for row in range(1, count + 1):
            first = date(2023, 1, 1) + timedelta(days=row % 28)
            cells = (row, f"QH2023{number}{row:04d}", "城关镇", first, ("来访", "网上")[row % 2], "初件", row % 3 + 1)
            for column, cell in enumerate((*cells, first + timedelta(days=3))):
                sheet.write(row, column, cell, day if isinstance(cell, date) else xlwt.Style.default_style)
            if row % 4:
                sheet.write(row, 8, first + timedelta(days=20), day)
            sheet.write(row, 9, xlwt.Formula(f"H{row + 1}+60"), day)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def changed(data: bytes, count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield ``count`` workbooks with what was done to each; the same for the same seed.

    Half of the changes hit the first four bytes of a record (its code and its length) or what a sheet's entry says.
    """
    chance = random.Random(seed)
    stream = read_stream(data, ("Workbook",))
    offset = data.index(stream[:64])
    places = list(_heads(stream))
    for _ in range(count):
        spoiled = bytearray(data)
        done = []
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            at = offset + chance.choice(places) if chance.random() < 0.5 else chance.randrange(len(data))
            spoiled[at] = chance.choice((chance.randrange(256), spoiled[at] ^ 1 << chance.randrange(8)))
            done.append(f"{at - offset}: {data[at]:#x} → {spoiled[at]:#x}")
        yield "、".join(done), bytes(spoiled)


def _heads(stream: bytes) -> Iterator[int]:
    """The places of the bytes that say what each record is and how long, and of each entry of a sheet."""
    at = parts = 0
    sheets = 0
    for record in records(stream, 0):
        yield from range(at, at + 4)
        if record.code == SHEET:
            sheets += 1
            yield from range(at + 4, at + 10)
        at = record.next
        parts += record.code == END
        if parts == sheets + 1:
            return
