"""Write the small files of tests/cases/ingest: ``uv run tools/make_ingest_cases.py``, the same bytes every time.

Each shows one habit or fault of a township's clerk, all invented; tests/ledgers and tests/sheets say what the reader
must make of it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    # For a script Python looks only in the script's own folder.
    sys.path.insert(0, str(ROOT))

from tools.ingest_cases.cells import CASES  # noqa: E402 - the path above makes them found
from tools.ingest_cases.files import FILES  # noqa: E402
from tools.ingest_cases.shapes import SHAPES  # noqa: E402

FOLDER = ROOT / "tests" / "cases" / "ingest"


def all_cases() -> dict[str, Callable[[], bytes]]:
    """Return the maker of every case, by file name."""
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
