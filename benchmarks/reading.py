"""Reading ledgers: ours against the raw reader and against what a user would pick: ``uv run benchmarks/reading.py [LEDGERS] [ROWS]``.

Ours is all that happens to a file before rows become one table: guards, witness, header, rows sorted, cells by field with their
places. Every reader takes each file in turn, so that a busy machine slows them alike; each must find the same number of rows.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import pandas as pd  # noqa: E402
import xlsxwriter  # noqa: E402
from python_calamine import CalamineWorkbook  # noqa: E402

from pipeline.ingest.files import identify  # noqa: E402
from pipeline.ingest.ledgers import read_file  # noqa: E402
from pipeline.ingest.sheets import open_workbook  # noqa: E402
from pipeline.ingest.tables import ledger_kind  # noqa: E402
from pipeline.schema.ledger import LEDGER  # noqa: E402

_KIND = ledger_kind({})
_COLUMNS = LEDGER[:22]


def ledger(number: int, rows: int) -> bytes:
    """A ledger of 22 columns, as XlsxWriter writes it."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, [column.label for column in _COLUMNS])
    for row in range(1, rows + 1):
        for at, column in enumerate(_COLUMNS):
            if column.type == "date":
                sheet.write_datetime(row, at, date(2023, 1, 1) + timedelta((row + at) % 59), day)
            elif column.id == "case_no":
                sheet.write_string(row, at, f"QH2023{number:04d}{row:06d}")
            elif column.type == "count":
                sheet.write_number(row, at, 1 + row % 4)
            elif column.codes:
                sheet.write_string(row, at, column.codes[row % len(column.codes)])
            elif column.type == "township":
                sheet.write_string(row, at, "城关镇")
    book.close()
    return file.getvalue()


def raw_calamine(data: bytes) -> int:
    """The floor: cells as the compiled reader gives them."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return len(book.get_sheet_by_index(0).to_python(skip_empty_area=False)) - 1


def pandas_calamine(data: bytes) -> int:
    """read_excel with the compiled reader."""
    return len(pd.read_excel(io.BytesIO(data), engine="calamine", dtype=str))


def pandas_openpyxl(data: bytes) -> int:
    """read_excel as most scripts call it."""
    return len(pd.read_excel(io.BytesIO(data), engine="openpyxl", dtype=str))


def guarded(data: bytes) -> int:
    """Ours up to the grid: guards, witness, cells."""
    return len(open_workbook(identify(data, "a.xlsx", "")).grids[0].rows) - 1


def ours(data: bytes) -> int:
    """Ours: what a run does with a file."""
    return len(read_file(identify(data, "a.xlsx", ""), _KIND).tables[0].rows)


def main(ledgers: int, rows: int) -> None:
    """Print each reader's milliseconds a file and its ratio to the raw reader."""
    readers: dict[str, Callable[[bytes], int]] = {
        "raw calamine": raw_calamine, "ours, to the grid": guarded, "ours, to the table": ours,
        "pandas + calamine": pandas_calamine, "pandas + openpyxl": pandas_openpyxl,
    }  # fmt: skip
    spent = dict.fromkeys(readers, 0.0)
    for number in range(-1, ledgers):
        data = ledger(max(number, 0), rows)
        for name, reader in readers.items():
            start = time.perf_counter()
            found = reader(data)
            spent[name] += time.perf_counter() - start if number >= 0 else 0  # the first only warms up
            if found != rows:
                raise SystemExit(f"{name}: {found} rows of {rows}")
    floor = spent["raw calamine"]
    print(f"{ledgers} ledgers of {rows} rows × {len(_COLUMNS)} columns, {len(data) // 1000} KB each")
    for name, seconds in spent.items():
        print(f"{name:20} {1000 * seconds / ledgers:8.2f} ms  {seconds / floor:6.2f} × raw calamine")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300, int(sys.argv[2]) if len(sys.argv) > 2 else 300)
