"""Inputs that follow what the program does with them: ``uv run --with atheris tools/fuzz.py sheets --seconds 600``.

The targets are those of ``tests/fuzz_targets.py``; without a name all are tried one after the other. What is found is
written by atheris into the working folder, and belongs into ``FOUND`` of ``tests/test_fuzz_targets.py``.
"""

from __future__ import annotations

import argparse
import importlib
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def fuzz(target: str, seconds: int) -> None:
    """Try one target in this process, which atheris ends."""
    atheris: Any = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["pipeline"]):
        targets = importlib.import_module("tests.fuzz_targets")
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(targets.SEEDS.get(target, ())):
            (Path(corpus) / str(number)).write_bytes(seed)
        options = [f"-max_total_time={seconds}", "-timeout=5", "-rss_limit_mb=1500", "-max_len=4000"]
        atheris.Setup([sys.argv[0], *options, corpus], targets.TARGETS[target])
        atheris.Fuzz()


def main() -> None:
    """Try one target, or each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", nargs="?", default="")
    parser.add_argument("--seconds", type=int, default=600)
    asked = parser.parse_args()
    if asked.target:
        fuzz(asked.target, asked.seconds)
        return
    names = importlib.import_module("tests.fuzz_targets").TARGETS
    for name in names:
        print(name, flush=True)
        subprocess.run([sys.executable, __file__, name, "--seconds", str(asked.seconds)], check=True)


if __name__ == "__main__":
    main()
