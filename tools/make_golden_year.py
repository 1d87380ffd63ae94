"""Write the golden year: ``uv run tools/make_golden_year.py``.

It has ledgers and registers of twelve months, the same bytes every time, and 算稿.xlsx beside them. LibreOffice works
out 算稿.xlsx and writes the time into it; without LibreOffice the file stays as it is.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.base.errors import UserError  # noqa: E402
from pipeline.render.pdf import find_office  # noqa: E402
from tools.golden_year.books import workbooks  # noqa: E402
from tools.golden_year.working import working  # noqa: E402

FOLDER = ROOT / "tests" / "cases" / "golden_year"
WORKING = "算稿.xlsx"


def worked_out(formulas: bytes, office: Path) -> bytes:
    """Return the workbook with the value of every formula, as LibreOffice works it out."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / WORKING).write_bytes(formulas)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [
            str(office),
            profile,
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(folder / "out"),
            str(folder / WORKING),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return (folder / "out" / WORKING).read_bytes()


def main() -> int:
    """Write every workbook."""
    books = workbooks()
    for path, content in books.items():
        place = FOLDER / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    print(f"{len(books)} files in {FOLDER.relative_to(ROOT).as_posix()}")
    try:
        (FOLDER / WORKING).write_bytes(worked_out(working(), find_office()))
    except UserError as fault:
        print(fault)
        return 1
    print(WORKING)
    return 0


if __name__ == "__main__":
    sys.exit(main())
