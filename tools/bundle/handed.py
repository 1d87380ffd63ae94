"""A Python for Linux that is handed in: which of its files go into the folder.

The archive is a tar of a Python that runs wherever it is unpacked, such as python-build-standalone's ``install_only``:
one folder with ``bin/python3.11`` and ``lib/python3.11``. Nothing here knows its hash; who hands it in vouches for it.
"""

from __future__ import annotations

import re
import tarfile
from pathlib import Path

from tools.bundle.interpreter import NotTrustedError

_LEFT_OUT = re.compile(
    r"\.a$|^lib/pkgconfig/|^lib/(tcl|tk|thread|itcl)[^/]*/|/(__pycache__|tests?|idlelib|idle_test|tkinter|turtledemo|"
    r"ensurepip|lib2to3|site-packages|config-[^/]*)/"
)


def from_tar(place: Path, python: str) -> dict[str, bytes]:
    """Path -> bytes of the Python in a tar: its program, its library, its licence; links are left behind.

    Raises NotTrustedError where there is no Python of that version in it.
    """
    program = f"bin/python{python}"
    with tarfile.open(place) as archive:
        members = {member.name.removeprefix("./"): member for member in archive.getmembers()}
        start = next((name.removesuffix(program) for name in members if f"/{name}".endswith(f"/{program}")), None)
        if start is None or f"{start}lib/python{python}/os.py" not in members:
            raise NotTrustedError(f"{place.name}: no Python {python} for Linux with {program} and lib/python{python}")
        found = {}
        for name, member in members.items():
            path = name.removeprefix(start)
            taken = member.isfile() and path.startswith("lib/") and not _LEFT_OUT.search(path)
            if name.startswith(start) and (taken or path == program):
                content = archive.extractfile(member)
                if content is None:
                    raise NotTrustedError(f"{place.name}: {name} is no file")
                found[path] = content.read()
    licence = found.get(f"lib/python{python}/LICENSE.txt")
    return found if licence is None else {**found, "LICENSE.txt": licence}
