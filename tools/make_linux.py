"""Make the folder to unpack on an office's Linux desktop: ``uv run tools/make_linux.py [--machine aarch64] …``.

It holds every package the program needs, the program and the sample county, for one machine (x86_64 or aarch64), glibc
2.28 or newer, and one Python (``--python-version``, 3.11 when not said), which has to be on the desktop or is handed in
as a tar (``--python``). ``--pin`` only writes all lists of packages anew from the project's pins. The same commit gives
the same bytes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    # For a script Python looks only in the script's own folder.
    sys.path.insert(0, str(ROOT))

from pipeline import VERSION  # noqa: E402 -- after the path above
from tools.bundle.folder import executable, linux_folder  # noqa: E402
from tools.bundle.handed import from_tar  # noqa: E402
from tools.bundle.interpreter import NotTrustedError  # noqa: E402
from tools.bundle.packages import LINUX, LINUX_PYTHONS, MACHINES, pinned, wheels  # noqa: E402
from tools.bundle.packed import tarred, written  # noqa: E402


def main() -> int:
    """Make the package and say how large it is."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--machine", choices=MACHINES, default=MACHINES[0])
    asked.add_argument("--python-version", choices=LINUX_PYTHONS, default=LINUX_PYTHONS[0])
    asked.add_argument("--python", type=Path, help="a tar of a Python that runs wherever it is unpacked")
    asked.add_argument("--out", type=Path, default=ROOT / "dist")
    asked.add_argument("--pin", action="store_true", help="write the lists of packages from the project's pins")
    typed = asked.parse_args()
    if typed.pin:
        for each in LINUX.values():
            with tempfile.TemporaryDirectory() as scratch:
                each.list_file.write_text(pinned(each, Path(scratch)), encoding="utf-8", newline="\n")
        return 0
    platform = LINUX[typed.machine, typed.python_version]
    try:
        python = from_tar(typed.python, platform.python) if typed.python else {}
        with tempfile.TemporaryDirectory() as scratch:
            files = linux_folder(VERSION, platform, typed.machine, python, wheels(platform, Path(scratch)))
    except (NotTrustedError, ValueError) as fault:
        print(f"not made: {fault}", file=sys.stderr)
        return 2
    name = f"tongbao-{VERSION}-{platform.name}{'-included' if python else ''}.tar.gz"
    written(typed.out / name, tarred(files, executable), files)
    return 0


if __name__ == "__main__":
    sys.exit(main())
