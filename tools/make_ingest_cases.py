"""Write the small workbooks of tests/cases/ingest: python tools/make_ingest_cases.py.

The same bytes every time; all invented.

Each shows one habit or fault of a township's clerk; tests/ingest says what the reader must make of it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    # Run as a file: Python has its folder alone on the path.
    sys.path.insert(0, str(ROOT))

from tools.ingest_cases.cells import CASES  # noqa: E402 - the path above makes them found
from tools.ingest_cases.files import FILES  # noqa: E402
from tools.ingest_cases.shapes import SHAPES  # noqa: E402

FOLDER = ROOT / "tests" / "cases" / "ingest"


def all_cases() -> dict[str, Callable[[], bytes]]:
    """Every case's maker, by file name."""
    return {**CASES, **SHAPES, **FILES}


def main() -> int:
    """Write every case."""
    cases = all_cases()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    for name, make in cases.items():
        (FOLDER / name).write_bytes(make())
    print(f"{len(cases)} files in {FOLDER.relative_to(ROOT).as_posix()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
