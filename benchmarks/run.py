"""A whole month beside what an office might write instead, over the same seeded ledgers, sides in turn.

``uv run --group benchmarks benchmarks/run.py county|city|province [--against naive,careful,floor] [--mix usual]
[--runs 3] [--rows 300] [--ledgers N]``: 24, 300 and 2,000 ledgers; clean, usual and worst mixes have faults in 0, 30
and 100 % of them. Each side runs in a process of its own, imports included, and writes a paper for each township, one
for all, 汇总.xlsx and (but for floor) the marked ledgers. Before anything is told it is checked that all of them count
the same matters of every township. Printed are medians with the least and the greatest: processor time, the clock,
and peak memory of the process with its children; and the ratios to the program's processor time, of each turn.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import runpy
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.counties import PERIOD, name_of, write_inputs  # noqa: E402 - importable by the line above
from benchmarks.sides.shared import TABLES, Figures, write_template  # noqa: E402

SIZES = {"county": 24, "city": 300, "province": 2_000}
MIXES = {"clean": 0, "usual": 30, "worst": 100}
PROGRAM, SIDES = "program", ("naive", "careful", "floor")
_PAUSE, _SHOWN = 0.2, 5


@dataclass(frozen=True)
class Turn:
    """What a side took: seconds of processor time and by the clock, megabytes at most, and how many files it wrote."""

    processor: float
    clock: float
    memory: float
    files: int


def run_side(side: str, inputs: Path, outputs: Path, template: Path) -> None:
    """Do the month in this process, and print the seconds of processor time of it and its children."""
    if side == PROGRAM:
        arguments = ["run", PERIOD, "--inputs", str(inputs), "--outputs", str(outputs)]
        sys.argv = ["generate.py", *arguments]
        with contextlib.redirect_stdout(sys.stderr):
            try:
                runpy.run_path(str(ROOT / "generate.py"), run_name="__main__")
            except SystemExit as end:
                if end.code not in (None, 0, 1):
                    raise
    else:
        runpy.run_module(f"benchmarks.sides.{side}")["main"](inputs, outputs, template)
    print(json.dumps(sum(os.times()[:4])))


def turn(side: str, inputs: Path, template: Path) -> tuple[Turn, Figures]:
    """One run of a side into an empty folder, and the figures that it found."""
    with tempfile.TemporaryDirectory() as folder:
        outputs, start = Path(folder), time.perf_counter()
        command = [sys.executable, __file__, "--side", side, str(inputs), folder, str(template)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, text=True) as child:
            most = 0
            while child.poll() is None:
                most = max(most, _resident(child.pid))
                time.sleep(_PAUSE)
            clock = time.perf_counter() - start
            printed = child.stdout.read() if child.stdout else ""
        if child.returncode:
            sys.exit(f"{side} ended with {child.returncode}")
        files = sum(path.is_file() for path in outputs.rglob("*") if not path.name.startswith("."))
        return Turn(json.loads(printed), clock, most / 1e6, files), figures_of(side, outputs)


def figures_of(side: str, outputs: Path) -> Figures:
    """The matters registered in the month by township, channel, class and level, as a side has left them."""
    if side != PROGRAM:
        figures: Figures = json.loads((outputs / "figures.json").read_text(encoding="utf-8"))
        return figures
    table = pd.read_parquet(outputs / PERIOD / "data" / "volumes.parquet")
    found: Figures = {}
    for township, by, code, count in table[["township", "by", "code", "matters"]].itertuples(index=False):
        if by in TABLES and count:
            found.setdefault(township, {name: {} for name in TABLES})[by][code] = int(count)
    return found


def _resident(process: int) -> int:
    """The bytes of memory that a process and its children hold now."""
    held = 0
    with contextlib.suppress(psutil.Error):
        parent = psutil.Process(process)
        for each in (parent, *parent.children(recursive=True)):
            with contextlib.suppress(psutil.Error):
                held += each.memory_info().rss
    return held


def agree(figures: dict[str, Figures], townships: Sequence[str]) -> None:
    """End with the first differences where a side counts otherwise than the program, or counts too few townships."""
    ours = figures[PROGRAM]
    for side, theirs in figures.items():
        odd = [name for name in townships if name not in ours or ours[name] != theirs.get(name)]
        if odd:
            shown = "\n".join(f"{name}: {ours.get(name)} beside {theirs.get(name)}" for name in odd[:_SHOWN])
            sys.exit(f"{side} counts otherwise in {len(odd)} townships\n{shown}")


def compare(sides: Sequence[str], inputs: Path, townships: Sequence[str], runs: int) -> None:
    """Run the sides in turn, compare their figures, and print what they took."""
    template, taken = inputs.parent / "template.docx", {side: list[Turn]() for side in (PROGRAM, *sides)}
    write_template(template)
    for _ in range(runs):
        figures: dict[str, Figures] = {}
        for side, turns in taken.items():
            took, figures[side] = turn(side, inputs, template)
            turns.append(took)
            print(f"{side} {took.processor:.2f} s", file=sys.stderr, flush=True)
        agree(figures, townships)
    for side, turns in taken.items():
        ratios = [other.processor / own.processor for other, own in zip(turns, taken[PROGRAM], strict=True)]
        cells = (
            _spread([each.processor for each in turns], "s"),
            _spread([each.clock for each in turns], "s"),
            _spread([each.memory for each in turns], "MB", ".0f"),
            f"{turns[-1].files} files",
            _spread(ratios, "x"),
        )
        print(f"| {side} | {' | '.join(cells)} |", flush=True)


def _spread(values: Sequence[float], unit: str, form: str = ".2f") -> str:
    """'3.10 s (3.02 to 3.40)': the median with the least and the greatest."""
    low, middle, high = min(values), statistics.median(values), max(values)
    return f"{middle:{form}} {unit} ({low:{form}} to {high:{form}})"


def main() -> None:
    """Compare the sides over each mix."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", choices=SIZES)
    parser.add_argument("--against", default=",".join(SIDES), help="sides, with commas")
    parser.add_argument("--mix", default=",".join(MIXES), help="mixes, with commas")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rows", type=int, default=300)
    parser.add_argument("--ledgers", type=int, help="another number of ledgers")
    typed = parser.parse_args()
    ledgers = typed.ledgers or SIZES[typed.size]
    for mix in typed.mix.split(","):
        with tempfile.TemporaryDirectory() as folder:
            inputs = write_inputs(Path(folder), ledgers, typed.rows, MIXES[mix])
            print(f"\n{typed.size}, {mix}: {ledgers} ledgers of {typed.rows} rows, {MIXES[mix]} % with faults\n")
            print("| side | processor | clock | peak memory | written | ratio |\n| --- | --- | --- | --- | --- | --- |")
            compare(typed.against.split(","), inputs, [name_of(n) for n in range(ledgers)], typed.runs)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--side"]:
        run_side(sys.argv[2], *map(Path, sys.argv[3:6]))
    else:
        main()
