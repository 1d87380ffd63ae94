"""The desk's life as a process: one per folder, this machine alone, and nothing left when it has gone."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = re.compile(r"http://127.0.0.1:(\d+)/#(\S+)")
IDLE = "from pathlib import Path; from pipeline.desk.serve import run_desk; run_desk(Path('inputs'), Path('outputs'), print, browser=False, idle=1)"  # noqa: E501

Start = Callable[..., "Started"]


class Started:
    """A desk that was started, with what it has printed up to its address."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process, self.lines = process, []
        assert process.stdout is not None
        for line in process.stdout:
            self.lines.append(line.strip())
            if found := ADDRESS.search(line):
                self.port, self.token = int(found[1]), found[2]
                break

    def post(self, path: str, body: str = "", cookie: str = "") -> http.client.HTTPResponse:
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Origin": f"http://127.0.0.1:{self.port}", "Cookie": cookie}
        asked.request("POST", path, body, headers)
        answer = asked.getresponse()
        answer.read()
        asked.close()
        return answer

    def enter(self) -> str:
        return str(self.post("/enter", self.token).headers["Set-Cookie"]).split(";")[0]

    def ends(self) -> list[str]:
        out, _ = self.process.communicate(timeout=60)
        return out.split()


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


def test_a_second_start_opens_the_first_ones_page_and_leaving_leaves_nothing(folders: Path, start: Start):
    first = start()
    assert first.lines[0].startswith("工作台已打开。")
    second = start()
    assert second.lines[0] == "工作台已经打开，现在显示它的页面。"
    assert (second.port, second.token == first.token) == (first.port, False)
    assert second.process.wait(30) == 0
    cookie = second.enter()
    children = psutil.Process(first.process.pid).children(recursive=True)
    assert first.post("/beat", cookie=cookie).status == 204
    assert first.post("/leave", cookie=cookie).status == 200
    assert first.ends() == ["工作台已退出。"]
    assert first.process.returncode == 0
    assert [child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE] == []
    assert [p.name for p in (folders / "state" / "tongbao").iterdir() if p.suffix == ".json"] == []


def test_a_desk_that_was_killed_leaves_nothing_running_and_does_not_keep_the_next_from_starting(start: Start):
    killed = start()
    workers = psutil.Process(killed.process.pid).children(recursive=True)
    killed.process.kill()
    killed.process.wait()
    assert psutil.wait_procs(workers, timeout=60)[1] == []
    assert start().lines[0].startswith("工作台已打开。")


def test_a_desk_without_a_page_leaves(start: Start):
    assert start("-c", IDLE).ends() == ["工作台已退出。"]


def test_nobody_but_this_machine_can_reach_it(start: Start):
    desk = start()
    listening = [each for each in psutil.Process(desk.process.pid).net_connections() if each.status == "LISTEN"]
    assert [each.laddr.ip for each in listening] == ["127.0.0.1"]
