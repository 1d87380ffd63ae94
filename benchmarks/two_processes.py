"""A run by one process and by two, in turn: seconds by the clock, and the processor time of the first process.

``uv run benchmarks/two_processes.py FOLDER [--runs 3]`` takes ``FOLDER/inputs`` as benchmarks/counties.py makes them.
Every run begins without outputs. Both editions are compared file by file. Only on an idle machine do the seconds by the
clock say anything; on a busy one the processor time of the first process says how long a run would last.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PERIOD = "2023-02"
_RUN = """
import sys, time
began = time.perf_counter()
sys.path.insert(0, {root!r})
from pathlib import Path
from pipeline.doors.cli import use_tables
use_tables()
from pipeline.run import run_period
run_period(Path({inputs!r}), Path({outputs!r}), {period!r}, None, lambda _: None, helped={helped})
print(time.perf_counter() - began, time.process_time())
"""


def measured(folder: Path, *, helped: bool) -> tuple[float, float]:
    """Seconds by the clock, and of processor time in the first process, of a run without anything made before."""
    outputs = folder / f"outputs-{int(helped)}"
    shutil.rmtree(outputs, ignore_errors=True)
    code = _RUN.format(
        root=str(ROOT), inputs=str(folder / "inputs"), outputs=str(outputs), period=PERIOD, helped=helped
    )
    told = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout.split()
    return float(told[0]), float(told[1])


def same(folder: Path) -> bool:
    """Whether the editions of both ways have the same files with the same bytes."""
    alone, helped = (_files(folder / f"outputs-{n}" / PERIOD) for n in (0, 1))
    return alone == helped


def _files(edition: Path) -> dict[str, bytes]:
    return {p.relative_to(edition).as_posix(): p.read_bytes() for p in edition.rglob("*") if p.is_file()}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    typed = parser.parse_args()
    turns = [(measured(typed.folder, helped=False), measured(typed.folder, helped=True)) for _ in range(typed.runs)]
    print(f"same bytes: {same(typed.folder)}; load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "")
    for index, what in enumerate(("clock", "first process")):
        alone, helped = ([turn[side][index] for turn in turns] for side in (0, 1))
        ratio = statistics.median(a / h for a, h in zip(alone, helped, strict=True))
        print(f"{what}: alone {min(alone):.1f} s, by two {min(helped):.1f} s, ratio {ratio:.2f} (median)")
