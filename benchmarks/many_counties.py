"""Many counties one after the other and over the processes of a Dask cluster on this machine, by the clock.

``uv run benchmarks/many_counties.py [--counties 100] [--workers 2] [--rows 10]`` writes seeded counties of two
townships into a temporary folder, makes them with ``run PERIOD`` and with ``run PERIOD --engine dask``, the start of
both included, compares every published file and prints the seconds of each by the clock, the processor time of all
its processes, the ratio, and the machine's load. ``--bound`` makes them a third time by two plain processes at once,
half of the counties each, which is what two cores of this machine can give without Dask.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
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


def processor() -> float:
    """Processor seconds of every process that was started here and has ended, and of those that they started."""
    used = os.times()
    return used.children_user + used.children_system


def seconds(outputs: Path, inputs: Sequence[Path], *words: str) -> tuple[float, float]:
    """Make the counties of each folder of ``inputs``, all folders at once: seconds by the clock and of processor."""
    command = (sys.executable, str(ROOT / "generate.py"), "run", PERIOD, "--outputs", str(outputs), *words)
    began, used = time.perf_counter(), processor()
    runs = [
        subprocess.Popen((*command, "--inputs", str(each)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for each in inputs
    ]
    if any([run.wait() not in (0, 1) for run in runs]):  # noqa: C419 - each of them is waited for
        sys.exit(f"a run failed: {command}")
    return time.perf_counter() - began, processor() - used


def halves(place: Path) -> list[Path]:
    """The counties again, in two folders of inputs."""
    counties = sorted((place / "inputs").iterdir())
    for number, county in enumerate(counties):
        shutil.copytree(county, place / "halves" / str(number % 2) / county.name)
    return [place / "halves" / "0", place / "halves" / "1"]


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
    parser.add_argument("--bound", action="store_true")
    typed = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        write_counties(place, typed.counties, typed.rows)
        before = os.getloadavg()[0]
        alone, alone_used = seconds(place / "alone", [place / "inputs"])
        between = os.getloadavg()[0]
        dask = ("--engine", "dask", "--workers", str(typed.workers))
        over, over_used = seconds(place / "over", [place / "inputs"], *dask)
        after = os.getloadavg()[0]
        same = digests(place / "alone") == digests(place / "over")
        plain = seconds(place / "plain", halves(place)) if typed.bound else None
    print(f"{typed.counties} counties of {_TOWNSHIPS} townships × {typed.rows} rows, {typed.workers} workers")
    print(f"one after the other {alone:.1f} s, over Dask {over:.1f} s: {alone / over:.2f} ×; same bytes: {same}")
    print(f"processor time of all processes {alone_used:.1f} s and {over_used:.1f} s")
    if plain is not None:
        print(
            f"two plain processes at once {plain[0]:.1f} s: {alone / plain[0]:.2f} ×; processor time {plain[1]:.1f} s"
        )
    print(f"load {before:.1f} before, {between:.1f} between, {after:.1f} after")
    if not same:
        sys.exit(1)


if __name__ == "__main__":
    main()
