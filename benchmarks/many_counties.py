"""Many counties one after the other and over the processes of a Dask cluster on this machine, by the clock.

``uv run benchmarks/many_counties.py [--counties 100] [--workers 2] [--rows 10]`` writes seeded counties of two
townships into a temporary folder, makes them with ``run PERIOD`` and with ``run PERIOD --engine dask``, the start of
both included, compares every published file and prints the seconds of each, the ratio, and the machine's load.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.counties import PERIOD, write_inputs  # noqa: E402 - importable by the line above
from pipeline.editions.manifest import sha256  # noqa: E402

_TOWNSHIPS = 2


def write_counties(place: Path, counties: int, rows: int) -> None:
    (place / "inputs").mkdir()
    for number in range(counties):
        made = write_inputs(place / "made" / str(number), _TOWNSHIPS, rows, first=_TOWNSHIPS * number)
        made.rename(place / "inputs" / f"第{number + 1:03}县")


def seconds(place: Path, outputs: Path, *words: str) -> float:
    command = (sys.executable, str(ROOT / "generate.py"), "run", PERIOD, "--inputs", str(place / "inputs"))
    began = time.perf_counter()
    done = subprocess.run((*command, "--outputs", str(outputs), *words), capture_output=True, check=False)
    taken = time.perf_counter() - began
    if done.returncode not in (0, 1):
        sys.exit(done.stderr.decode("utf-8"))
    return taken


def digests(outputs: Path) -> dict[str, str]:
    """The SHA-256 of every published file by its path, without what is kept to save work."""
    paths = (path for path in outputs.rglob("*") if path.is_file())
    files = {path.relative_to(outputs): path for path in paths}
    return {str(at): sha256(p.read_bytes()) for at, p in files.items() if not any(x.startswith(".") for x in at.parts)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counties", type=int, default=100)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rows", type=int, default=10)
    typed = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        write_counties(place, typed.counties, typed.rows)
        before = os.getloadavg()[0]
        alone = seconds(place, place / "alone")
        between = os.getloadavg()[0]
        over = seconds(place, place / "over", "--engine", "dask", "--workers", str(typed.workers))
        after = os.getloadavg()[0]
        same = digests(place / "alone") == digests(place / "over")
    print(f"{typed.counties} counties of {_TOWNSHIPS} townships × {typed.rows} rows, {typed.workers} workers")
    print(f"one after the other {alone:.1f} s, over Dask {over:.1f} s: {alone / over:.2f} ×; same bytes: {same}")
    print(f"load {before:.1f} before, {between:.1f} between, {after:.1f} after")
    if not same:
        sys.exit(1)


if __name__ == "__main__":
    main()
