"""The folder for Linux of this machine, unpacked by tar and used by this machine's Python; every output is compared.

``TONGBAO_LINUX_PACKAGE=dist/tongbao-….tar.gz uv run pytest -n 0 -s tools/bundle/trial/test_folder_on_linux.py``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline import VERSION
from pipeline.messages.bundle_words import DATA_FOLDER
from tools.bundle.folder import TOP
from tools.bundle.packages import ROOT
from tools.bundle.trial.conftest import Native, differences, package_named
from tools.bundle.trial.journey import journey

BARE = {"PATH": os.environ["PATH"], "HOME": "/nonexistent"}
"""The surroundings of a desktop without anything set for Python, and without a screen."""


@dataclass(frozen=True)
class Unpacked:
    """The folder as it lies there after unpacking."""

    home: Path

    @property
    def data(self) -> Path:
        """Where the office's data lies."""
        return self.home / DATA_FOLDER

    @property
    def command(self) -> Path:
        """The program as it is called in a window for commands."""
        return self.home / f"tongbao-{VERSION}" / "tongbao"

    def call(self, *words: str | Path, typed: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        """Do a command with what is set on a bare desktop and ``more``."""
        surroundings = {**BARE, "XDG_STATE_HOME": str(self.home.parent / "state"), **more}
        return subprocess.run(words, check=False, env=surroundings, input=typed, capture_output=True, encoding="utf-8")


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Unpacked:
    package = package_named("TONGBAO_LINUX_PACKAGE")
    place = tmp_path_factory.mktemp("信访 办")
    subprocess.run(("tar", "xzf", package.absolute()), cwd=place, check=True)
    return Unpacked(place / TOP)


@pytest.fixture(scope="module")
def months(unpacked: Unpacked, native: Native) -> subprocess.CompletedProcess[str]:
    began = time.monotonic()
    ended = unpacked.call(unpacked.command, "run")
    took = time.monotonic() - began
    print(f"two months: {took:.0f} s by the folder, {native.seconds:.0f} s here ({took / native.seconds:.1f} x)")
    return ended


def test_the_first_start_makes_the_data_folder_with_the_sample_county(unpacked: Unpacked) -> None:
    ended = unpacked.call(unpacked.home / "启动.sh", "--help")
    assert (ended.returncode, "tongbao desk" in ended.stdout) == (0, True)
    assert sorted(path.name for path in unpacked.data.iterdir()) == ["inputs", "outputs"]
    assert (unpacked.data / "inputs" / "设置.xlsx").read_bytes() == (ROOT / "inputs" / "设置.xlsx").read_bytes()


def test_both_months_are_byte_for_byte_what_the_program_makes_here(
    unpacked: Unpacked, months: subprocess.CompletedProcess[str], native: Native
) -> None:
    assert months.returncode == 1, months.stderr
    for period in ("2023-01", "2023-02"):
        assert len(list((native.folder / "outputs" / period).rglob("*"))) > 80
        assert differences(native.folder / "outputs" / period, unpacked.data / "outputs" / period) == []


def test_the_window_for_commands_knows_the_program_and_stands_in_the_data_folder(
    unpacked: Unpacked, months: subprocess.CompletedProcess[str]
) -> None:
    assert months.returncode == 1
    ended = unpacked.call(unpacked.home / "命令行.sh", typed="tongbao verify 2023-02\nexit\n", SHELL="/bin/sh")
    assert "与发布时全部一致（outputs/2023-02）" in ended.stdout


def test_the_machines_own_packages_have_no_say(unpacked: Unpacked, tmp_path: Path) -> None:
    (tmp_path / "pandas.py").write_text("raise SystemExit('a foreign pandas')", encoding="utf-8")
    ended = unpacked.call(unpacked.command, "verify", "2023-02", PYTHONPATH=str(tmp_path))
    assert "foreign" not in ended.stderr + ended.stdout


def test_a_python_that_lies_in_the_folder_is_taken_before_the_machines(unpacked: Unpacked) -> None:
    version = next(unpacked.command.parent.glob("site/numpy/*/_multiarray_umath.cpython-*")).name.split("-")[1]
    name = f"python{version[0]}.{version[1:]}"
    own = unpacked.command.parent / "python" / "bin" / name
    own.parent.mkdir(parents=True)
    own.write_text(f'#!/bin/sh\nTRIED=yes exec {shutil.which(name)} "$@"\n', encoding="utf-8")
    own.chmod(0o755)
    ended = unpacked.call(unpacked.home / "命令行.sh", typed="echo tried=$TRIED\nexit\n", SHELL="/bin/sh")
    shutil.rmtree(own.parents[1])
    assert "tried=yes" in ended.stdout


def test_a_browser_does_a_month_on_the_desk(
    unpacked: Unpacked, months: subprocess.CompletedProcess[str], native: Native
) -> None:
    assert months.returncode == 1
    shutil.rmtree(unpacked.data / "outputs" / "2023-02")
    desk = subprocess.Popen(
        (unpacked.home / "启动.sh", "--no-browser"),
        env={**BARE, "XDG_STATE_HOME": str(unpacked.home.parent / "state")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    journey(desk)
    made = "outputs/2023-02/manifest.json"
    assert (unpacked.data / made).read_bytes() == (native.folder / made).read_bytes()
