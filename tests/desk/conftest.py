"""What the desk's tests share: a desk on a small county's folders, asked as its own page asks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from pipeline.desk.app import make_app
from pipeline.desk.clerk import Clerk
from pipeline.desk.guard import Guard
from pipeline.desk.state import Desk
from tests.shared_editions import GOLDEN

PORT = 4711
HOST = f"127.0.0.1:{PORT}"


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
    assert desk.clerk.job.finished.wait(120)
    assert desk.clerk.job.sentence == ""


@pytest.fixture
def page(desk: Desk, guard: Guard) -> Page:
    return Page(make_app(desk, guard).test_client(use_cookies=False), guard)
