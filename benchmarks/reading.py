"""Reading ledgers: the program against the raw reader and pandas: ``uv run benchmarks/reading.py [LEDGERS] [ROWS]``.

"Ours" is all that happens to a file before its rows join one table: guards, header, rows sorted, cells by field with
their places. Every reader takes each file in turn on one thread; each must read the same number of rows, and ours the
same cells as the raw reader. Printed are the trimmed mean of processor time (that of another process is known in
hundredths of a second) and the median of wall time, each also as a multiple of the raw reader's. A busy machine changes
processor time less.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import fmean, median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import pandas as pd  # noqa: E402
import psutil  # noqa: E402
import xlsxwriter  # noqa: E402
from python_calamine import CalamineWorkbook  # noqa: E402

from pipeline.ledgers.ledger_files import read_file  # noqa: E402
from pipeline.ledgers.register_names import is_register  # noqa: E402
from pipeline.ledgers.sheet.kind import ledger_kind  # noqa: E402
from pipeline.schema.ledger import LEDGER  # noqa: E402
from pipeline.schema.options import Options  # noqa: E402
from pipeline.settings.record import Settings  # noqa: E402
from pipeline.sheets.files import identify  # noqa: E402
from pipeline.sheets.grids import open_workbook  # noqa: E402
from pipeline.sheets.isolation import apart  # noqa: E402

_KIND = ledger_kind(Settings(roster=(), weights={}, conditions=()))
_COLUMNS = LEDGER[:22]


def ledger(number: int, rows: int) -> bytes:
    """Return a ledger of 22 columns, as XlsxWriter writes it."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, [column.label for column in _COLUMNS])
    for row in range(1, rows + 1):
        for position, column in enumerate(_COLUMNS):
            if column.type == "date":
                sheet.write_datetime(row, position, date(2023, 1, 1) + timedelta((row + position) % 59), day)
            elif column.id == "case_no":
                sheet.write_string(row, position, f"QH2023{number:04d}{row:06d}")
            elif column.type == "count":
                sheet.write_number(row, position, 1 + row % 4)
            elif column.codes:
                sheet.write_string(row, position, column.codes[row % len(column.codes)])
            elif column.type == "township":
                sheet.write_string(row, position, "城关镇")
    book.close()
    return file.getvalue()


def raw_calamine(data: bytes) -> int:
    """Read the cells as the compiled reader gives them: the lower bound."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return len(book.get_sheet_by_index(0).to_python(skip_empty_area=False)) - 1


def pandas_calamine(data: bytes) -> int:
    """Read by read_excel with the compiled reader."""
    return len(pd.read_excel(io.BytesIO(data), engine="calamine", dtype=str))


def pandas_openpyxl(data: bytes) -> int:
    """Read by read_excel as most scripts call it."""
    return len(pd.read_excel(io.BytesIO(data), engine="openpyxl", dtype=str))


def guarded(data: bytes) -> int:
    """Read by the program up to the grid: kind of file, guards, cells with their addresses."""
    return len(open_workbook(identify(data, "a.xlsx", "")).grids[0].rows) - 1


def apart_(data: bytes) -> int:
    """Do the same by the compiled reader in a process of its own, as for a workbook that isn't built as usual."""
    parsed = apart("parse", Options(), kind="xlsx", data=data, name="a", limits=Options())
    return len(parsed.grids[0].rows) - 1


def same_cells(data: bytes) -> bool:
    """Whether the program reads the raw reader's cells."""
    cells = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    blank = [tuple(None if cell == "" else cell for cell in row) for row in cells]
    return list(open_workbook(identify(data, "a.xlsx", "")).grids[0].rows) == blank


def ours(data: bytes) -> int:
    """Read by the program as a run does."""
    return len(read_file(identify(data, "a.xlsx", ""), _KIND, {}, is_register).tables[0].rows)


def main(ledgers: int, rows: int) -> None:
    """Print each reader's milliseconds per file and its ratio to the raw reader."""
    readers: dict[str, Callable[[bytes], int]] = {
        "raw calamine": raw_calamine,
        "ours, to the grid": guarded,
        "ours, to the table": ours,
        "ours, a process apart": apart_,
        "pandas + calamine": pandas_calamine,
        "pandas + openpyxl": pandas_openpyxl,
    }
    spent: dict[str, list[tuple[float, float]]] = {name: [] for name in readers}
    for number in range(ledgers):
        data = ledger(number, rows)
        if not number:
            for reader in readers.values():
                reader(data)  # warms up
        if not same_cells(data):
            raise SystemExit("the cells differ")
        for name, reader in readers.items():
            start, start_cpu = time.perf_counter(), _processor_time()
            read = reader(data)
            spent[name].append((_processor_time() - start_cpu, time.perf_counter() - start))
            if read != rows:
                raise SystemExit(f"{name}: {read} rows of {rows}")
    print(f"{ledgers} ledgers of {rows} rows × {len(_COLUMNS)} columns, {len(data) // 1000} KB each")
    averages = {
        name: (_middle([cpu for cpu, _ in times]), median(clock for _, clock in times)) for name, times in spent.items()
    }
    floor_cpu, floor_clock = averages["raw calamine"]
    for name, (cpu, clock) in averages.items():
        print(
            f"{name:22} processor {1000 * cpu:7.2f} ms {cpu / floor_cpu:6.2f} ×   clock {1000 * clock:7.2f} ms "
            f"{clock / floor_clock:6.2f} ×"
        )


def _middle(values: list[float]) -> float:
    """Return the mean without the tenth at either end: when another process ended, its time is missing from the sum."""
    cut = len(values) // 10
    return fmean(sorted(values)[cut : len(values) - cut])


def _processor_time() -> float:
    """Return the processor time of this process and of those that it started."""
    used = [worker.cpu_times() for worker in psutil.Process().children()]
    return time.process_time() + float(sum(times.user + times.system for times in used))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300, int(sys.argv[2]) if len(sys.argv) > 2 else 300)
