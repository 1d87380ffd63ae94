"""Marking 50 cells of a 300-row ledger, beside what openpyxl takes to load and save the same file, in turn.

``uv run benchmarks/marking.py [RUNS]``. Both start from the bytes; marking also reads the ledger, decides what may be
sent back, writes 50 comments and the list of faults. It is first checked that the marked file reads like the original.
Milliseconds of processor time.
"""

from __future__ import annotations

import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import xlsxwriter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.base.finding import Finding, Severity  # noqa: E402
from pipeline.base.period import parse_period  # noqa: E402
from pipeline.base.place import Place  # noqa: E402
from pipeline.schema.ledger import LEDGER  # noqa: E402
from pipeline.sendback.marked_file import Return, render_return  # noqa: E402
from pipeline.sendback.returnable import Originals  # noqa: E402
from pipeline.settings.record import Settings, Township  # noqa: E402
from pipeline.sheets.files import identify  # noqa: E402
from pipeline.sheets.grids import open_workbook  # noqa: E402

ROWS, MARKS = 300, 50
_NAME, _SHEET = "2023-02/甲镇.xlsx", "台账"
_SETTINGS = Settings(roster=(Township(1, "甲镇"),), weights={}, conditions=(), office={"县名": "样例县"})


def _ledger() -> bytes:
    """Return a ledger of 22 columns with shared strings, as Excel and WPS save them."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet(_SHEET)
    fields = LEDGER[:22]
    sheet.write_row(0, 0, ["样例县甲镇信访事项台账"])
    sheet.write_row(1, 0, ["填报单位：甲镇"])
    sheet.write_row(2, 0, [field.label for field in fields], book.add_format({"bold": True, "border": 1}))
    for n in range(ROWS):
        day = date(2023, 1, 1) + timedelta(days=n % 50)
        texts = {"case_no": f"YL2023{n:05d}", "township": "甲镇"}
        sheet.write_row(3 + n, 0, [texts.get(f.id) or (day if f.type == "date" else f.example) for f in fields])
    book.close()
    return buffer.getvalue()


def main(runs: int) -> None:
    """Print the median and best of both, and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder)
        data = _ledger()
        (inputs / "2023-02").mkdir()
        (inputs / _NAME).write_bytes(data)
        findings = tuple(
            Finding(Severity.ERROR, "R030", "甲镇", Place(_NAME, _SHEET, f"D{row}"), "读不出", "请改正")
            for row in range(4, 4 + MARKS)
        )

        def mark() -> bytes:
            original = Originals(inputs, _SETTINGS, parse_period("2023-02")).read(_NAME)
            return render_return(Return("甲镇", "2023年2月", "甲镇.xlsx", _NAME, original, findings))["退回/甲镇.xlsx"]

        def load_and_save() -> bytes:
            buffer = io.BytesIO()
            openpyxl.load_workbook(io.BytesIO(data)).save(buffer)
            return buffer.getvalue()

        before = open_workbook(identify(data, _NAME, "2023-02")).grids[0].rows
        after = open_workbook(identify(mark(), _NAME, "2023-02")).grids[1].rows
        if [[c for c in row if c is not None] for row in before] != [
            [c for c in row if c is not None] for row in after
        ]:
            sys.exit("the marked file doesn't read as the first")
        _compare({"read, clean and mark": mark, "openpyxl load and save": load_and_save}, runs)


def _compare(jobs: dict[str, Callable[[], bytes]], runs: int) -> None:
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(runs):
        for name, job in jobs.items():
            start = time.process_time()
            job()
            times[name].append(1000 * (time.process_time() - start))
    for name, taken in times.items():
        print(f"{name:24} median {statistics.median(taken):6.1f} ms  best {min(taken):6.1f} ms")
    ours, theirs = (statistics.median(taken) for taken in times.values())
    print(f"ratio of the medians {theirs / ours:.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
