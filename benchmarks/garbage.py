"""The sample's run with Python's own looks for garbage and with fewer of them: ``uv run benchmarks/garbage.py [RUNS]``.

Each run has a fresh process, one of either kind in turn; printed are processor time, how much of it the looks took, how
many there were, and the memory at the end.
"""

from __future__ import annotations

import gc
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

KINDS = ("default", "seldom")


@dataclass
class Looks:
    """Counts the looks for garbage, and the processor time that they take."""

    count: int = 0
    took: float = 0.0
    began: float = 0.0

    def __call__(self, phase: str, _: object) -> None:
        """Hear that a look begins or has ended."""
        if phase == "start":
            self.began = time.thread_time()
        else:
            self.took, self.count = self.took + time.thread_time() - self.began, self.count + 1


def main(runs: int) -> None:
    """Measure both kinds in turn."""
    for _ in range(runs):
        for kind in KINDS:
            subprocess.run((sys.executable, __file__, kind), check=True)


def run_once(kind: str) -> None:
    """Publish the sample's two months, and print what it took."""
    from pipeline.doors.garbage import look_for_garbage_seldom  # noqa: PLC0415 - each kind imports in its own process
    from pipeline.doors.text_storage import keep_texts_as_python_strings  # noqa: PLC0415
    from pipeline.run import run_period  # noqa: PLC0415

    keep_texts_as_python_strings()
    if kind == "seldom":
        look_for_garbage_seldom()
    looks = Looks()
    gc.callbacks.append(looks)
    began = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        run_period(ROOT / "inputs", Path(folder) / "outputs", "2023-02", None, lambda _: None)
    took, memory = time.process_time() - began, psutil.Process().memory_info().rss
    print(f"{kind}: {took:.2f} s, of which {looks.took:.2f} s in {looks.count} looks, {memory / 1e6:.0f} MB")


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else "3"
    if argument in KINDS:
        run_once(argument)
    else:
        main(int(argument))
