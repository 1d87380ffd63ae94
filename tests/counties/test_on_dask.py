"""Counties made by the processes of a Dask cluster have the bytes of those made here; who is lost costs no other."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from benchmarks.counties import PERIOD
from pipeline.base.build import build
from pipeline.base.errors import UserError
from pipeline.counties import on_dask as engine
from pipeline.counties.on_dask import on_dask
from pipeline.counties.unit import Made, State, Unit
from tests.counties import killers
from tests.counties.conftest import NAMES, editions, folders
from tests.typed import Call

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
LOST = "与调度器的连接断了，没有等到这个县的结果；请看调度器是否还在，再重新运行，已发布的不会重做。"


def units(place: Path, names: tuple[str, ...] = NAMES) -> list[Unit]:
    return [
        Unit(
            name=name,
            inputs=str(place / "inputs" / name),
            outputs=str(place / "outputs" / name),
            period=PERIOD,
            as_of=None,
            pdf=False,
            passwords=None,
            build=build(),
        )
        for name in names
    ]


def test_two_workers_of_this_machine_make_the_same_bytes_as_one_after_the_other(
    shared: Path, tmp_path: Path, call: Call
):
    shutil.copytree(shared / "inputs", tmp_path / "inputs")
    code, out, err = call("run", PERIOD, *folders(tmp_path), "--engine", "dask", "--workers", "2")
    assert (code, out.splitlines()[0]) == (
        1,
        "2023年2月：共2个县，发布2个，没有变化0个，没有做成0个；成果在 outputs。",
    )
    said = err.splitlines()
    assert said[0] == "· 分头做2个县"
    assert said[1].startswith("各县的进度也可以在浏览器里看：http://127.0.0.1:")
    assert said[2] == "已有2个工人进程。"
    assert {line.split("：")[0] for line in said[3:]} == set(NAMES)
    assert editions(tmp_path / "outputs") == editions(shared / "outputs")


def test_a_county_whose_worker_is_killed_while_it_publishes_is_made_by_another(shared: Path, tmp_path: Path):
    shutil.copytree(shared / "inputs", tmp_path / "inputs")
    made = list(on_dask(killers.ends_once_while_publishing, units(tmp_path), None, 2, print))
    assert (tmp_path / "ended").exists()
    assert {(each.name, each.state, each.told) for each in made} == {
        ("甲县", State.PUBLISHED, ""),
        ("乙县", State.PUBLISHED, ""),
    }
    assert editions(tmp_path / "outputs") == editions(shared / "outputs")


def test_a_county_that_ends_every_worker_is_named_and_the_others_are_made(tmp_path: Path):
    names = ("乙县", *(f"第{n}县" for n in range(6)))
    made = {each.name: each for each in on_dask(killers.ends_its_worker, units(tmp_path, names), None, 2, print)}
    assert {name for name, each in made.items() if each.state is State.PUBLISHED} == set(names) - {"乙县"}
    assert made["乙县"].told == (
        "做这个县的工人进程接连2次中断，多半是内存不够；请减少 --workers 的数目，或换内存更大的机器，再重新运行。"
    )


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A scheduler with two workers, as they are started on other machines: its process and its address."""
    at = tmp_path / "scheduler.json"
    ends: list[subprocess.Popen[bytes]] = []

    def start(kind: str, *words: str) -> subprocess.Popen[bytes]:
        command = (sys.executable, "-m", f"distributed.cli.dask_{kind}", "--scheduler-file", str(at), *words)
        ends.append(subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL))
        return ends[-1]

    boss = start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    start("worker", "--nthreads", "1", "--nworkers", "2", "--no-dashboard", "--local-directory", str(tmp_path))
    try:
        deadline = time.monotonic() + 60
        while not at.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        yield boss, json.loads(at.read_text("utf-8"))["address"]
    finally:
        # A worker that has lost its scheduler may go on for minutes after it was asked to end: it is ended, and the
        # processes that it started with it.
        for process in ends:
            _end_with_its_children(process)


def _end_with_its_children(process: subprocess.Popen[bytes]) -> None:
    """The process goes first, for it starts a child anew that ends."""
    with suppress(psutil.NoSuchProcess):
        children = psutil.Process(process.pid).children(recursive=True)
        process.kill()
        for child in children:
            with suppress(psutil.NoSuchProcess):
                child.kill()
    process.wait()


def test_when_the_scheduler_is_lost_every_county_that_waited_is_named(
    tmp_path: Path, scheduler: tuple[subprocess.Popen[bytes], str], capfd: pytest.CaptureFixture[str]
):
    boss, address = scheduler
    made: list[Made] = []
    for each in on_dask(killers.waits, units(tmp_path, ("甲县", "乙县", "丙县")), address, 1, lambda _: None):
        made.append(each)
        boss.kill()
    assert [(each.name, each.state) for each in made[:1]] == [("甲县", State.PUBLISHED)]
    assert {(each.name, each.told) for each in made[1:]} == {("乙县", LOST), ("丙县", LOST)}
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "没有这样的地址"])
def test_a_scheduler_that_does_not_answer_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str):
    monkeypatch.setitem(engine._OURS, "distributed.comm.timeouts.connect", "1s")
    with pytest.raises(UserError) as caught:
        list(on_dask(killers.waits, units(tmp_path), address, 1, print))
    assert caught.value.code == "E253"


def test_without_the_extra_the_command_that_installs_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UserError) as caught:
        list(on_dask(killers.waits, units(tmp_path), None, 1, print))
    assert str(caught.value) == (
        "--engine dask 要另装 Dask；请运行 uv sync --extra dask"
        '（用 pip 安装的，运行 pip install "tongbao[dask]"），再重新运行。'
    )
