"""A merged ledger of 100,000 rows × 22 columns as a workbook, by the program and by what one would write, in turn.

``uv run benchmarks/summary_workbook.py [ROWS] [RUNS]``. "Ours" is the sheet 合并台账 as in 汇总.xlsx: title, header,
filter, widths, borders, a format per column. The others write the header and the cells alone. It is first checked that
all hold the same values.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import xlsxwriter
from python_calamine import load_workbook

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.doors.text_storage import keep_texts_as_python_strings  # noqa: E402
from pipeline.render.workbook.block import BlockSheet, Column  # noqa: E402
from pipeline.schema.ledger import LEDGER  # noqa: E402

_FIELDS = LEDGER[:22]


def make_ledger(rows: int) -> pd.DataFrame:
    """Return the first 22 columns of the ledger: distinct case numbers, dates of two years, codes, gaps."""
    dice = np.random.default_rng(7)
    columns: dict[str, object] = {}
    for field in _FIELDS:
        if field.type == "date":
            days = pd.Timestamp("2022-01-01") + pd.to_timedelta(dice.integers(0, 700, rows), unit="D")
            columns[field.id] = pd.Series(days).mask(pd.Series(dice.random(rows) < 0.2)).astype("datetime64[s]")
        elif field.type == "count":
            columns[field.id] = pd.array(dice.integers(1, 9, rows), dtype="Int64")
        elif field.codes:
            columns[field.id] = pd.Series(
                np.array(field.codes, dtype=object)[dice.integers(0, len(field.codes), rows)]
            ).astype("str")
        else:
            columns[field.id] = pd.Series([f"QH{2022 + i % 2}{i:08d}" for i in range(rows)]).astype("str")
    return pd.DataFrame(columns)


def ours(ledger: pd.DataFrame) -> bytes:
    """Write XlsxWriter's workbook, with the rows by ``add_block``."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    header, text = book.add_format({"bold": True, "border": 1}), book.add_format({"border": 1, "num_format": "@"})
    day, number = book.add_format({"border": 1, "num_format": "yyyy-mm-dd"}), book.add_format({"border": 1})
    sheet = book.add_worksheet("合并台账", BlockSheet)
    for index, field in enumerate(_FIELDS):
        sheet.write_string(0, index, field.label, header)
    formats = [day if f.type == "date" else number if f.type == "count" else text for f in _FIELDS]
    sheet.add_block(1, [Column(ledger[f.id], format_) for f, format_ in zip(_FIELDS, formats, strict=True)])
    sheet.autofilter(0, 0, len(ledger), len(_FIELDS) - 1)
    book.close()
    return buffer.getvalue()


def loop(ledger: pd.DataFrame) -> bytes:
    """Write by XlsxWriter's own loop over the cells, in its mode of constant memory."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, [f.label for f in _FIELDS])
    cells = ledger.astype(object).where(ledger.notna(), None)
    for row, values in enumerate(cells.itertuples(index=False), start=1):
        for column, value in enumerate(values):
            if value is not None:
                sheet.write(row, column, value.to_pydatetime() if isinstance(value, pd.Timestamp) else value)
    book.close()
    return buffer.getvalue()


def to_excel(ledger: pd.DataFrame, engine: str) -> bytes:
    """Write by ``DataFrame.to_excel``, which one would take first."""
    buffer = io.BytesIO()
    named = ledger.rename(columns={f.id: f.label for f in _FIELDS})
    with pd.ExcelWriter(buffer, engine=engine) as writer:  # type: ignore[call-overload]
        named.to_excel(writer, index=False)
    return buffer.getvalue()


def _values(content: bytes) -> list[list[object]]:
    rows = load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    return [[getattr(v, "date", lambda v=v: v)() if hasattr(v, "hour") else v for v in row] for row in rows]


def main(rows: int, runs: int) -> None:
    """Print the median and best of each, and how many times as long as ours the others take."""
    keep_texts_as_python_strings()
    ledger = make_ledger(rows)
    jobs: dict[str, Callable[[], bytes]] = {
        "汇总.xlsx's sheet": lambda: ours(ledger),
        "XlsxWriter, cell by cell": lambda: loop(ledger),
        "to_excel, XlsxWriter": lambda: to_excel(ledger, "xlsxwriter"),
        "to_excel, openpyxl": lambda: to_excel(ledger, "openpyxl"),
    }
    contents = {name: job() for name, job in jobs.items()}
    want = _values(contents["to_excel, openpyxl"])
    for name, content in contents.items():
        if _values(content) != want:
            sys.exit(f"{name} holds other values")
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(runs):
        for name, job in jobs.items():
            start = time.perf_counter()
            job()
            times[name].append(time.perf_counter() - start)
    own = statistics.median(times["汇总.xlsx's sheet"])
    for name, taken in times.items():
        middle = statistics.median(taken)
        print(
            f"{name:26} median {middle:6.2f} s  best {min(taken):6.2f} s  {len(contents[name]) / 2**20:5.1f} MB  "
            f"{middle / own:5.1f} × ours"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, int(sys.argv[2]) if len(sys.argv) > 2 else 3)
