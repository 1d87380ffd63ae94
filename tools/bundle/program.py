"""The program's own files, as they lie in the folder: code, templates, the sample county, and how it is started."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from tools.bundle.packages import ROOT

HOME = Path(__file__).parent / "home"
"""What is written for the folder alone: the start files and the page that says what is what."""
_CODE, _SAMPLE = "program", "sample"


def code() -> dict[str, bytes]:
    """Path below the program folder -> bytes of the program, its templates inside the package as a wheel has them."""
    kept = subprocess.run(
        ("git", "ls-files", "-z", "pipeline", "templates", "inputs", "generate.py"),
        cwd=ROOT,
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    files = {}
    for name in filter(None, kept.split("\0")):
        first, _, rest = name.partition("/")
        place = {
            "templates": f"{_CODE}/pipeline/templates/{rest}",
            "inputs": f"{_SAMPLE}/inputs/{rest}",
        }.get(first, f"{_CODE}/{name}")
        files[place] = (ROOT / name).read_bytes()
    return files


def start_files(gaps: Mapping[str, str], *, windows: bool) -> dict[str, bytes]:
    """Path below the whole folder -> bytes of what people start and read first, with the gaps in them filled in.

    ``gaps`` has the words for ``{version}`` and, for Linux, ``{machine}``, ``{other}`` and ``{python}``. What Windows
    runs or shows in 记事本 has CRLF; the pages begin with a BOM, by which 记事本 of every age knows UTF-8; the .bat
    files hold ASCII alone, for cmd reads them in the system's own code page.
    """
    found = {}
    for folder in (HOME / "both", HOME / ("windows" if windows else "linux")):
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = file.relative_to(folder).as_posix().replace("VERSION", gaps["version"])
            text = file.read_text(encoding="utf-8")
            for gap, word in gaps.items():
                text = text.replace(f"{{{gap}}}", word)
            page = windows and file.suffix == ".txt"
            if page or (windows and file.suffix == ".bat"):
                text = text.replace("\n", "\r\n")
            found[name] = text.encode("utf-8-sig" if page else "utf-8")
    return found
