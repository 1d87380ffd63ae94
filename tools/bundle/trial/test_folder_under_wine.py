"""The folder for Windows, unzipped and used under Debian's Wine; every output is compared with Linux, byte for byte.

``TONGBAO_WINDOWS_ZIP=dist/tongbao-….zip uv run pytest -n 0 -s tools/bundle/trial``. It isn't among the tests that run
by themselves, for it needs the zip, Wine and some minutes. Wine is no Windows: it renames folders whose files are held
open, and shows nothing of what a scanner, a policy or a network drive does.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline import VERSION
from pipeline.messages.bundle_words import DATA_FOLDER
from tools.bundle.folder import TOP
from tools.bundle.packages import ROOT
from tools.bundle.packed import faults
from tools.bundle.trial.conftest import Native, differences, package_named
from tools.bundle.trial.journey import journey, seconds_to_page
from tools.bundle.trial.wine import Ended, Wine

PERIODS = ("2023-01", "2023-02")
_LEDGER = "城关镇信访事项台账（2023年2月）.xlsx"
_START_FILES = ("启动.bat", "命令行.bat")
_NOT_WHOLE = f"The folder tongbao-{VERSION} is not whole"
_HOLD = """
import ctypes, sys
handle = ctypes.windll.kernel32.CreateFileW(sys.argv[1], 0x80000000, 0, None, 3, 0, None)
print("held" if handle != -1 else "not held", flush=True)
sys.stdin.readline()
"""
"""Opens a file for reading with share mode 0 and keeps it until a line is typed."""


@dataclass(frozen=True)
class Unzipped:
    """The folder as it lies there after unzipping, and the Wine that runs it."""

    wine: Wine
    home: Path

    @property
    def data(self) -> Path:
        """Where the office's data lies."""
        return self.home / DATA_FOLDER

    @property
    def program(self) -> Path:
        """The program's own folder."""
        return self.home / f"tongbao-{VERSION}"

    def command(self, *words: str) -> Ended:
        """Do a command as the window for commands does it."""
        return self.wine.call(("cmd", "/c", self.program / "tongbao.bat", *words), self.home)


@pytest.fixture(scope="module")
def package() -> zipfile.ZipFile:
    return zipfile.ZipFile(package_named("TONGBAO_WINDOWS_ZIP"))


@pytest.fixture(scope="module")
def unzipped(package: zipfile.ZipFile, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Unzipped]:
    """The folder in a place with Chinese and a blank in its name, made to fit this Wine."""
    place = tmp_path_factory.mktemp("信访 办")
    package.extractall(place)
    scratch = tmp_path_factory.mktemp("scratch")
    wine = Wine(scratch / "prefix")
    wine.as_windows_10()
    found = Unzipped(wine, place / TOP)
    wine.fit(found.program, scratch)
    print("tried copy:", "; ".join(wine.changed) or "unchanged")
    yield found
    subprocess.run(("wineserver", "-k"), env={**os.environ, "WINEPREFIX": str(wine.prefix)}, check=False)


@pytest.fixture(scope="module")
def months(unzipped: Unzipped, native: Native) -> Ended:
    began = time.monotonic()
    ended = unzipped.command("run")
    there = time.monotonic() - began
    print(f"two months: {there:.0f} s under Wine, {native.seconds:.0f} s here ({there / native.seconds:.1f} x)")
    return ended


def test_every_name_in_the_zip_is_one_that_windows_takes_and_is_marked_as_utf_8(package: zipfile.ZipFile) -> None:
    assert faults(dict.fromkeys(package.namelist(), b"")) == []
    assert all(entry.filename.isascii() or entry.flag_bits & 0x800 for entry in package.infolist())


def test_the_zip_is_small_enough_to_be_carried_by_hand(package: zipfile.ZipFile) -> None:
    assert package.filename is not None
    assert Path(package.filename).stat().st_size < 80e6
    assert sum(entry.file_size for entry in package.infolist()) < 230e6


def test_the_first_start_makes_the_data_folder_with_the_sample_county(unzipped: Unzipped) -> None:
    ended = unzipped.wine.call(("cmd", "/c", "启动.bat", "--help"), unzipped.home)
    assert (ended.code, "tongbao desk" in ended.text) == (0, True)
    assert sorted(path.name for path in unzipped.data.iterdir()) == ["inputs", "outputs"]
    assert (unzipped.data / "inputs" / "设置.xlsx").read_bytes() == (ROOT / "inputs" / "设置.xlsx").read_bytes()


def test_both_months_of_the_sample_are_byte_for_byte_what_linux_makes(
    unzipped: Unzipped, months: Ended, native: Native
) -> None:
    assert months.code == 1, months.text
    for period in PERIODS:
        assert len(list((native.folder / "outputs" / period).rglob("*"))) > 80
        assert differences(native.folder / "outputs" / period, unzipped.data / "outputs" / period) == []


def test_checking_explaining_and_verifying_say_what_they_say_on_linux(
    unzipped: Unzipped, months: Ended, native: Native
) -> None:
    assert months.code == 1
    for words in (("check", "2023-02"), ("explain", "2023-02", "城关镇", "按期办结率"), ("verify", "2023-02")):
        here, there = native.say(*words), unzipped.command(*words)
        assert there.code == here.returncode
        said = [line.rstrip() for line in there.text.splitlines()]
        assert [line for line in here.stdout.replace("generate.py", "tongbao").splitlines() if line not in said] == []


def test_the_window_for_commands_knows_the_program_and_stands_in_the_data_folder(
    unzipped: Unzipped, months: Ended
) -> None:
    assert months.code == 1
    ended = unzipped.wine.call(("cmd", "/c", "命令行.bat"), unzipped.home, "tongbao verify 2023-02\r\nexit\r\n")
    assert "与发布时全部一致（outputs/2023-02）" in ended.text


def test_a_browser_here_does_a_month_on_the_desk_there(unzipped: Unzipped, months: Ended, native: Native) -> None:
    assert months.code == 1
    shutil.rmtree(unzipped.data / "outputs" / "2023-02")
    there = journey(unzipped.wine.start(("cmd", "/c", "启动.bat", "--no-browser"), unzipped.home))
    here = min(seconds_to_page(native.desk()) for _ in range(2))
    print(f"to the desk's page: {there:.1f} s under Wine, {here:.1f} s here ({there / here:.1f} x)")
    made = "outputs/2023-02/manifest.json"
    assert (unzipped.data / made).read_bytes() == (native.folder / made).read_bytes()


def test_a_ledger_that_another_program_holds_ends_a_run_by_its_name_and_a_check_says_so(
    unzipped: Unzipped, months: Ended
) -> None:
    """The bundle's own Python opens a ledger as Excel may do: nobody else can open it meanwhile."""
    assert months.code == 1
    made = (unzipped.data / "outputs" / "2023-02" / "manifest.json").read_bytes()
    ledger = unzipped.data / "inputs" / "2023-02" / _LEDGER
    holder = unzipped.wine.start((unzipped.program / "python" / "python.exe", "-c", _HOLD, ledger.name), ledger.parent)
    assert holder.stdout is not None
    assert holder.stdin is not None
    assert holder.stdout.readline().strip() == "held"
    run, check = unzipped.command("run", "2023-02"), unzipped.command("check", "2023-02")
    holder.communicate("let go\n", timeout=60)
    assert (run.code, f"“2023-02/{_LEDGER}”打不开（正被别的程序打开" in run.text) == (2, True), run.text
    assert (check.code, f"没有核对：“2023-02/{_LEDGER}”打不开" in check.text) == (1, True), check.text
    assert (unzipped.data / "outputs" / "2023-02" / "manifest.json").read_bytes() == made
    assert unzipped.command("check", "2023-02").text.count("打不开") == 0


def test_a_program_folder_that_was_renamed_is_named_in_one_sentence(unzipped: Unzipped) -> None:
    """The start files are ASCII, and the folder with pages is the one that they miss."""
    unzipped.program.rename(unzipped.home / "tongbao")
    said = [unzipped.wine.call(("cmd", "/c", name), unzipped.home, "\r\n") for name in _START_FILES]
    (unzipped.home / "tongbao").rename(unzipped.program)
    assert [(ended.code, ended.text.count(_NOT_WHOLE)) for ended in said] == [(2, 1)] * 2


@pytest.mark.parametrize("name", ["50 & (备份) ^甲!", "=,’a‘ 信访"])
def test_a_folder_that_was_moved_to_a_place_with_any_name_goes_on_there(
    unzipped: Unzipped, months: Ended, name: str
) -> None:
    """Every sign that cmd takes for its own, in the path above the folder and in the folder's name."""
    assert months.code == 1
    with _moved(unzipped, name) as moved:
        started = moved.wine.call(("cmd", "/c", "启动.bat", "--help"), moved.home)
        typed = moved.wine.call(("cmd", "/c", "命令行.bat"), moved.home, "tongbao verify 2023-02\r\nexit\r\n")
    assert (started.code, "tongbao desk" in started.text) == (0, True), started.text
    assert "与发布时全部一致（outputs/2023-02）" in typed.text, typed.text


@pytest.mark.parametrize("name", ["a;b", "50%甲", "%PATH%"])
def test_a_place_from_which_nothing_starts_is_said_in_one_sentence(unzipped: Unzipped, name: str) -> None:
    """A semicolon is refused anywhere. Wine's cmd fills in what stands between % twice, where Windows' does it once."""
    with _moved(unzipped, name) as moved:
        said = [moved.wine.call(("cmd", "/c", each), moved.home, "\r\n") for each in _START_FILES]
    assert [(ended.code, ended.text.count(_NOT_WHOLE)) for ended in said] == [(2, 1)] * 2


@contextmanager
def _moved(unzipped: Unzipped, name: str) -> Iterator[Unzipped]:
    """The folder in another place, of this name, and itself of this name; brought back in the end."""
    moved = Unzipped(unzipped.wine, unzipped.home.parent / name / name)
    moved.home.parent.mkdir()
    unzipped.home.rename(moved.home)
    try:
        yield moved
    finally:
        moved.home.rename(unzipped.home)
