"""The desk's life as a process: one per folder, this machine alone, and nothing left when it has gone."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from tests.desk.started import Start

pytestmark = pytest.mark.slow

IDLE = "from pathlib import Path; from pipeline.desk.serve import run_desk; run_desk(Path('inputs'), Path('outputs'), print, browser=False, idle=1)"  # noqa: E501


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
