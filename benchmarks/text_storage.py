"""Merging and measuring with pandas' two ways to store texts: ``uv run benchmarks/text_storage.py [COPIES]``.

The input is the sample's February with its rows copied so many times under other case numbers. Each way has a fresh
process.
"""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.measure.indicators import measure  # noqa: E402
from pipeline.merge.merge import merge  # noqa: E402
from pipeline.report.basis import Basis  # noqa: E402
from pipeline.report.sources import choose  # noqa: E402
from pipeline.rules.windows import windows_of  # noqa: E402
from pipeline.settings.reader import read_settings  # noqa: E402
from pipeline.sheets.grids import read_grids  # noqa: E402


def main(copies: int) -> None:
    """Measure both ways in turn."""
    for storage in ("python", "pyarrow"):
        subprocess.run((sys.executable, __file__, str(copies), storage), check=True)


def measure_one(copies: int, storage: str) -> None:
    """Print the seconds of merging and of measuring."""
    pd.set_option("mode.string_storage", storage)
    inputs = ROOT / "inputs"
    settings = read_settings(read_grids(inputs / "设置.xlsx"), "设置.xlsx")
    sources = choose(["2023-01", "2023-02"], "2023-02")
    last_day = sources.period.last_day
    reading = Basis(inputs, settings, sources, last_day).read()
    ledger = reading.ledger
    copied = [ledger.assign(case_no=(ledger["case_no"] + f"-{i}").astype("str")) for i in range(copies)]
    reading = replace(reading, ledger=pd.concat(copied, ignore_index=True))
    windows = windows_of(sources.period, sources.folders, reading.registers.get("reports"), (), settings)
    start = time.perf_counter()
    merged = merge(
        reading, settings, folders=sources.folders, editions=[], last_day=last_day, cut_off=last_day, windows=windows
    )
    middle = time.perf_counter()
    measure(merged, settings, period=sources.period, cut_off=last_day, folders=sources.own, windows=windows)
    end = time.perf_counter()
    print(f"{storage:8} {len(reading.ledger):9,} rows  merge {middle - start:6.2f} s  measure {end - middle:6.2f} s")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        measure_one(int(sys.argv[1]), sys.argv[2])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
