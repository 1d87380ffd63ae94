"""Editions that many tests read and none changes: made once per state of the program on a machine.

They lie in .pytest_cache, under a key of everything by which an edition is made. The first worker that asks makes it,
the others wait for it; what an older state of the program left is removed.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

from filelock import FileLock

from pipeline.run import run_period

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "inputs"
GOLDEN = ROOT / "tests" / "cases" / "golden" / "inputs"
_FOLDER = ROOT / ".pytest_cache" / "editions"
_PROGRAM = ("pipeline", "templates")
_DONE = "made"


def sample_outputs() -> Path:
    """The sample county's January and February, published. Nobody may change anything in it."""
    return _outputs("sample", SAMPLE)


def golden_outputs() -> Path:
    """The case worked out by hand, its January and February, published. Nobody may change anything in it."""
    return _outputs("golden", GOLDEN)


def _outputs(name: str, inputs: Path) -> Path:
    of_program = _FOLDER / _program()
    place = of_program / f"{name}-{_digest([inputs])}"
    _FOLDER.mkdir(parents=True, exist_ok=True)
    with FileLock(_FOLDER / ".lock"):
        for older in _FOLDER.iterdir():
            if older.is_dir() and older != of_program:
                shutil.rmtree(older, ignore_errors=True)
        if not (place / _DONE).is_file():
            shutil.rmtree(place, ignore_errors=True)
            run_period(inputs, place / "outputs", "2023-02", None, lambda _: None)
            (place / _DONE).touch()
    return place / "outputs"


@cache
def _program() -> str:
    """The key of the program: its files, the Python and the packages with which it runs."""
    packages = sorted(f"{each.name}=={each.version}" for each in distributions())
    return _digest([ROOT / name for name in _PROGRAM], sys.version, *packages)


def _digest(folders: list[Path], *words: str) -> str:
    made_by = hashlib.sha256("\n".join(words).encode())
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                made_by.update(f"{path.relative_to(ROOT).as_posix()}\n".encode())
                made_by.update(hashlib.sha256(path.read_bytes()).digest())
    return made_by.hexdigest()[:20]
