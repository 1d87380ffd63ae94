"""Make tests/cases/check/: for every rule of checking a workbook that breaks it alone, and one that breaks twenty.

``uv run tools/make_check_cases.py`` writes the same bytes every time.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    # For a script Python looks only in the script's own folder.
    sys.path.insert(0, str(ROOT))

from tools.check_cases.cases import CASES, TWENTY, twenty_rows  # noqa: E402 -- after the path above
from tools.check_cases.rows import Row, sheet_of  # noqa: E402
from tools.sample.books import write_xlsx  # noqa: E402

FOLDER = ROOT / "tests" / "cases" / "check"


def workbook(rows: list[Row]) -> bytes:
    """A township's ledger with these rows."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "城关镇.xlsx"
        write_xlsx(path, [sheet_of(rows)])
        return path.read_bytes()


def workbooks() -> dict[str, bytes]:
    """File name -> content of every case."""
    return {f"{code}.xlsx": workbook(rows) for code, rows, *_ in CASES} | {f"{TWENTY}.xlsx": workbook(twenty_rows())}


def main() -> None:
    """Write the folder anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = workbooks()
    for path in FOLDER.iterdir():
        if path.name not in made:
            path.unlink()
    for name, content in made.items():
        (FOLDER / name).write_bytes(content)
    print(f"已写入 {len(made)} 个文件：tests/cases/check/")


if __name__ == "__main__":
    main()
