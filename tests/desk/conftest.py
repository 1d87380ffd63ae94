"""What the desk's tests share: a desk on a small county's folders, asked as its own page asks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, expect, sync_playwright
from playwright.sync_api import Page as Opened

from pipeline.desk.app import make_app
from pipeline.desk.clerk import Clerk
from pipeline.desk.guard import Guard
from pipeline.desk.serve import run_desk
from pipeline.desk.state import Desk
from tests.desk.started import ROOT, Start, Started
from tests.shared_editions import GOLDEN

PORT = 4711
HOST = f"127.0.0.1:{PORT}"
SCREEN = {"width": 1366, "height": 768}
PATIENCE = 240_000


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    """inputs/ of the case worked out by hand, and an empty outputs/."""
    shutil.copytree(GOLDEN, tmp_path / "inputs")
    (tmp_path / "outputs").mkdir()
    return tmp_path


@pytest.fixture
def guard() -> Guard:
    return Guard(PORT)


@pytest.fixture
def desk(folders: Path) -> Iterator[Desk]:
    """A desk whose worker hasn't been started; faults of the program are kept in ``log``."""
    logged: list[list[str]] = []
    opened = Desk(folders / "inputs", folders / "outputs", Clerk(log=logged.append), log=logged.append)
    yield opened
    opened.clerk.end()
    assert logged == []


class Page:
    """Asks as the desk's page does; each header may be replaced, or left out by None."""

    def __init__(self, client: FlaskClient, guard: Guard) -> None:
        self.client, self.guard = client, guard

    def ask(self, method: str, path: str, *, cookie: str | None = "own", headers: Any = None, **words: Any) -> Any:
        own = {"Host": HOST, "Sec-Fetch-Site": "same-origin"}
        if method == "POST":
            own["Origin"] = f"http://{HOST}"
        if cookie is not None:
            own["Cookie"] = f"{self.guard.cookie_name}={self.guard.cookie if cookie == 'own' else cookie}"
        sent = {name: value for name, value in {**own, **(headers or {})}.items() if value is not None}
        return self.client.open(path, method=method, headers=sent, **words)

    def get(self, path: str, **words: Any) -> Any:
        return self.ask("GET", path, **words)

    def post(self, path: str, **words: Any) -> Any:
        return self.ask("POST", path, **words)


def finish(desk: Desk) -> None:
    """Wait for the task that runs; it has come to its end without a fault."""
    assert desk.clerk.job is not None
    assert desk.clerk.job.finished.wait(600)  # however slow the machine is
    assert desk.clerk.job.sentence == ""


@pytest.fixture
def page(desk: Desk, guard: Guard) -> Page:
    return Page(make_app(desk, guard).test_client(use_cookies=False), guard)


@pytest.fixture
def address(folders: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A desk on a county whose second month is empty; it has ended when the test has."""
    monkeypatch.setenv("XDG_STATE_HOME", str(folders / "state"))
    shutil.rmtree(folders / "inputs" / "2023-02")
    settings = folders / "inputs" / "设置.xlsx"
    book = openpyxl.load_workbook(settings)
    office = book.create_sheet("单位")
    for row in (("项目", "值"), ("县名", "青禾县")):  # without a county's name no paper has a letterhead
        office.append(row)
    book.save(settings)
    said: list[str] = []
    there = threading.Event()

    def say(line: str) -> None:
        said.append(line)
        if "http://" in line:
            there.set()

    def serve() -> None:
        run_desk(folders / "inputs", folders / "outputs", say, browser=False)

    thread = threading.Thread(target=serve)
    thread.start()
    assert there.wait(60)
    yield next(line for line in said if "http://" in line).split("：")[1]
    thread.join(60)
    assert not thread.is_alive(), "退出 ends it"


@pytest.fixture
def opened(real_part, address: str) -> Iterator[Opened]:
    arguments = ["--no-sandbox", "--disable-gpu"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=real_part("chromium"), args=arguments)
        expect.set_options(timeout=PATIENCE)
        page = browser.new_context(viewport=SCREEN).new_page()
        page.set_default_timeout(PATIENCE)
        faults, hosts = [], set()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda message: faults.append(message.text))
        page.on("request", lambda request: hosts.add(request.url.split("/")[2] if "//" in request.url else "data"))
        page.on(
            "filechooser", lambda _: None
        )  # from now on, for Playwright begins to listen some time after it is asked
        page.goto(address)
        yield page
        page.locator("header button").click()
        expect(page.get_by_text("可以关闭这个页面")).to_be_visible()
        browser.close()
    assert faults == []
    assert hosts - {"data"} == {address.split("/")[2]}


@pytest.fixture
def start(folders: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    monkeypatch.setenv("XDG_STATE_HOME", str(folders / "state"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    started: list[subprocess.Popen[str]] = []

    def begin(*words: str) -> Started:
        words = words or (str(ROOT / "generate.py"), "desk", "--no-browser")
        process = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-u", *words],
            cwd=folders,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env=dict(os.environ),
        )
        started.append(process)
        return Started(process)

    yield begin
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def browser(real_part) -> Iterator[Browser]:
    arguments = ["--no-sandbox", "--disable-gpu"]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=real_part("chromium"), args=arguments)
        yield opened
        opened.close()
