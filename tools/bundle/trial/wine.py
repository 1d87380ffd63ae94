"""Debian's Wine, and what a copy of the folder needs to run under an old one; nothing of this concerns Windows itself.

Each need is looked for before it is met, so that a newer Wine, which has what Wine 8 lacks, tries the folder unchanged:

- Wine 8 ends the process at a call of ``_wmi`` (asked by ``platform``): the file is taken out of the copy.
- It has no ``ProcessPrng``, for which libraries built with Rust ask: a library of one function hands it on.
- Its C runtime lacks complex functions that numpy has asked for since 2.3: the copy takes an older numpy.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.bundle.packages import PYTHON, download

_OLDER_NUMPY = "numpy==2.1.3 --hash=sha256:747641635d3d44bcb380d950679462fae44f54b131be347d5ec2bce47d3df9ed\n"
_COMPILER = "x86_64-w64-mingw32-gcc"
_ASK_WMI = """
import _wmi
assert _wmi.exec_query("SELECT Version, ProductType, ServicePackMajorVersion FROM Win32_OperatingSystem")
"""
"""Asked itself: platform takes a refusal for an answer. While Wine's services start the answer is empty, and the next
question ends the process.
"""
_DONE = "it ran to its end"
_RANDOM = r"""
__declspec(dllimport) unsigned char __stdcall SystemFunction036(void *bytes, unsigned long count);
__declspec(dllexport) int __stdcall ProcessPrng(void *bytes, unsigned long long count) {
  return SystemFunction036(bytes, (unsigned long)count);
}
"""


@dataclass(frozen=True)
class Ended:
    """How a command under Wine ended: its exit code, and all that it wrote."""

    code: int
    text: str


@dataclass(frozen=True)
class Wine:
    """A Wine with a folder of its own for what it takes for a Windows machine."""

    prefix: Path
    changed: list[str] = field(default_factory=list)
    """What was changed about the tried copy, in words."""

    def start(self, words: Sequence[str | Path], folder: Path) -> subprocess.Popen[str]:
        """Start a command in a folder. Its streams have to be pipes: with files Python 3.13 ends at once under Wine."""
        surroundings = {**os.environ, "WINEPREFIX": str(self.prefix), "WINEDEBUG": "-all", "LC_ALL": "C.UTF-8"}
        return subprocess.Popen(
            ["wine", *map(str, words)],
            cwd=folder,
            env=surroundings,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )

    def call(self, words: Sequence[str | Path], folder: Path, typed: str = "") -> Ended:
        """Do a command in a folder to its end, twenty minutes at most: a busy machine may need ten."""
        process = self.start(words, folder)
        text, _ = process.communicate(typed, timeout=1200)
        return Ended(process.returncode, text)

    def as_windows_10(self) -> None:
        """Set up the machine; without this Python 3.13 doesn't start."""
        key = ("reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f")
        ended = self.call(key, self.prefix.parent)
        assert ended.code == 0, ended.text

    def fit(self, program: Path, scratch: Path) -> None:
        """Change the copy of the program's folder where this Wine can't run it as it is."""
        if not self._runs(program, _ASK_WMI):
            (program / "python" / "_wmi.pyd").unlink()
            self.changed.append("without _wmi.pyd")
        if not self._runs(program, "import python_calamine"):
            self._give_random_numbers(program, scratch)
            self.changed.append("with a bcryptprimitives.dll that has ProcessPrng")
        if not self._runs(program, "import numpy"):
            _older_numpy(program / "site", scratch)
            self.changed.append("with numpy 2.1.3")
        every = "import platform, numpy, pandas, pyarrow, python_calamine, lxml.etree, cryptography"
        ended = self.call((program / "python" / "python.exe", "-c", every), program)
        assert ended.code == 0, f"{self.changed}: {ended.text}"

    def _runs(self, program: Path, code: str) -> bool:
        """Whether Python gets to the end of ``code``; the exit code alone doesn't say so on a busy machine."""
        ended = self.call((program / "python" / "python.exe", "-c", f"{code}\nprint({_DONE!r})"), program)
        return ended.code == 0 and _DONE in ended.text

    def _give_random_numbers(self, program: Path, scratch: Path) -> None:
        compiler = shutil.which(_COMPILER)
        assert compiler, f"{_COMPILER} is needed for this Wine (Debian: gcc-mingw-w64-x86-64-win32)"
        source = scratch / "random.c"
        source.write_text(_RANDOM, encoding="utf-8")
        made = program / "python" / "bcryptprimitives.dll"
        subprocess.run((compiler, "-shared", "-o", made, source, "-ladvapi32"), check=True)


def _older_numpy(site: Path, scratch: Path) -> None:
    asked = scratch / "numpy.txt"
    asked.write_text(_OLDER_NUMPY, encoding="utf-8")
    wheels = ("--only-binary=:all:", "--implementation", "cp", "--python-version", PYTHON, "--platform", "win_amd64")
    download(asked, scratch, *wheels)
    for folder in site.glob("numpy*"):
        shutil.rmtree(folder)
    with zipfile.ZipFile(next(scratch.glob("numpy-2.1.3-*.whl"))) as wheel:
        wheel.extractall(site)
