"""What the trials of all folders share: the package that is tried, and both months as the program makes them here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tools.bundle.packages import ROOT


@dataclass(frozen=True)
class Native:
    """The sample's two months, made by this checkout's program in a folder, and how many seconds that took."""

    folder: Path
    seconds: float

    def say(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Do a command of the program in that folder."""
        return subprocess.run(
            (sys.executable, ROOT / "generate.py", *words),
            check=False,
            cwd=self.folder,
            capture_output=True,
            encoding="utf-8",
        )

    def desk(self) -> subprocess.Popen[str]:
        """Start the desk of that folder, without a browser."""
        return subprocess.Popen(
            (sys.executable, ROOT / "generate.py", "desk", "--no-browser"),
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )


@pytest.fixture(scope="session")
def native(tmp_path_factory: pytest.TempPathFactory) -> Native:
    folder = tmp_path_factory.mktemp("native")
    shutil.copytree(ROOT / "inputs", folder / "inputs")
    began = time.monotonic()
    ended = Native(folder, 0).say("run")
    assert ended.returncode == 1, ended.stderr
    return Native(folder, time.monotonic() - began)


def package_named(variable: str) -> Path:
    """The package that an environment variable names; skips the test where it names none."""
    named = os.environ.get(variable)
    if not named:
        pytest.skip(f"{variable} names no package to try")
    return Path(named)


def differences(here: Path, there: Path) -> list[str]:
    """The files of an edition that are missing on one side or have other bytes; empty where all are the same."""
    sides = [{str(path.relative_to(side)) for path in side.rglob("*") if path.is_file()} for side in (here, there)]
    apart = sides[0] ^ sides[1]
    return sorted(
        apart | {name for name in sides[0] - apart if (here / name).read_bytes() != (there / name).read_bytes()}
    )
