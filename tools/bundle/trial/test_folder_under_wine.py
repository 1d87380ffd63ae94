"""The folder for Windows, unzipped and used under Debian's Wine; every output is compared with Linux, byte for byte.

``TONGBAO_WINDOWS_ZIP=dist/tongbao-….zip uv run pytest -n 0 tools/bundle/trial``. It isn't among the tests that run by
themselves, for it needs the zip, Wine and some minutes. Wine is no Windows: it renames folders whose files are held
open, and shows nothing of what a scanner, a policy or a network drive does.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from pipeline import VERSION
from pipeline.messages.bundle_words import DATA_FOLDER
from tools.bundle.folder import TOP
from tools.bundle.packages import ROOT
from tools.bundle.packed import faults
from tools.bundle.trial.wine import Ended, Wine

PERIODS = ("2023-01", "2023-02")
PATIENCE = 240_000
"""How long the browser waits for the desk under Wine, in milliseconds."""


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
    return zipfile.ZipFile(os.environ["TONGBAO_WINDOWS_ZIP"])


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


@dataclass(frozen=True)
class Both:
    """Both months, made by the folder under Wine and by the same program here, and how long each took."""

    windows: Ended
    linux: Path


@pytest.fixture(scope="module")
def both(unzipped: Unzipped, tmp_path_factory: pytest.TempPathFactory) -> Both:
    linux = tmp_path_factory.mktemp("linux")
    shutil.copytree(ROOT / "inputs", linux / "inputs")
    began = time.monotonic()
    subprocess.run((sys.executable, ROOT / "generate.py", "run"), cwd=linux, check=False, capture_output=True)
    here = time.monotonic() - began
    began = time.monotonic()
    windows = unzipped.command("run")
    there = time.monotonic() - began
    print(f"two months: {there:.0f} s under Wine, {here:.0f} s here ({there / here:.1f} x)")
    return Both(windows, linux)


def test_every_name_in_the_zip_is_one_that_windows_takes_and_is_marked_as_utf_8(package: zipfile.ZipFile) -> None:
    assert faults(dict.fromkeys(package.namelist(), b"")) == []
    assert all(entry.filename.isascii() or entry.flag_bits & 0x800 for entry in package.infolist())


def test_the_first_start_makes_the_data_folder_with_the_sample_county(unzipped: Unzipped) -> None:
    ended = unzipped.wine.call(("cmd", "/c", "启动.bat", "--help"), unzipped.home)
    assert (ended.code, "tongbao desk" in ended.text) == (0, True)
    assert sorted(path.name for path in unzipped.data.iterdir()) == ["inputs", "outputs"]
    assert (unzipped.data / "inputs" / "设置.xlsx").read_bytes() == (ROOT / "inputs" / "设置.xlsx").read_bytes()


def test_both_months_of_the_sample_are_byte_for_byte_what_linux_makes(unzipped: Unzipped, both: Both) -> None:
    assert both.windows.code == 1, both.windows.text
    for period in PERIODS:
        here, there = both.linux / "outputs" / period, unzipped.data / "outputs" / period
        files = {path.relative_to(here): path.read_bytes() for path in here.rglob("*") if path.is_file()}
        assert len(files) > 80
        assert sorted(files) == sorted(path.relative_to(there) for path in there.rglob("*") if path.is_file())
        assert [str(name) for name, content in files.items() if (there / name).read_bytes() != content] == []


def test_checking_explaining_and_verifying_say_what_they_say_on_linux(unzipped: Unzipped, both: Both) -> None:
    for words in (("check", "2023-02"), ("explain", "2023-02", "城关镇", "按期办结率"), ("verify", "2023-02")):
        here = subprocess.run(
            (sys.executable, ROOT / "generate.py", *words),
            check=False,
            cwd=both.linux,
            capture_output=True,
            encoding="utf-8",
        )
        there = unzipped.command(*words)
        assert there.code == here.returncode
        said = [line.rstrip() for line in there.text.splitlines()]
        assert [line for line in here.stdout.replace("generate.py", "tongbao").splitlines() if line not in said] == []


def test_the_window_for_commands_knows_the_program_and_stands_in_the_data_folder(
    unzipped: Unzipped, both: Both
) -> None:
    assert both.windows.code == 1
    ended = unzipped.wine.call(("cmd", "/c", "命令行.bat"), unzipped.home, "tongbao verify 2023-02\r\nexit\r\n")
    assert "与发布时全部一致（outputs/2023-02）" in ended.text


def test_a_browser_here_does_a_month_on_the_desk_there(unzipped: Unzipped, both: Both) -> None:
    shutil.rmtree(unzipped.data / "outputs" / "2023-02")
    began = time.monotonic()
    desk = unzipped.wine.start(("cmd", "/c", "启动.bat", "--no-browser"), unzipped.home)
    assert desk.stdout is not None
    address = next(match[0] for line in desk.stdout if (match := re.search(r"http\S+#\S+", line)))
    print(f"desk: {time.monotonic() - began:.1f} s from the start file to its address")
    browser_path = shutil.which("chromium")
    assert browser_path, "chromium is needed (Debian: chromium)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        page.goto(address)
        page.wait_for_url("**/home")
        page.goto(f"{address.split('/#')[0]}/p/2023-02")
        page.get_by_role("button", name="生成", exact=True).click()
        expect(page.locator("#results .papers")).to_be_visible()
        page.click("header button")
        expect(page.get_by_text("可以关闭这个页面")).to_be_visible()
        browser.close()
    desk.communicate(timeout=60)
    assert desk.returncode == 0
    made = "outputs/2023-02/manifest.json"
    assert (unzipped.data / made).read_bytes() == (both.linux / made).read_bytes()
