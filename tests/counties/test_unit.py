"""What stops one county becomes its sentence, wherever it is made; nothing is raised."""

from __future__ import annotations

import errno
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.counties import PERIOD
from pipeline import run
from pipeline.base.build import build
from pipeline.counties.unit import Made, State, Unit, make
from pipeline.editions import publish
from tests.counties.conftest import editions
from tests.quick_runs import without_papers

pytestmark = pytest.mark.slow


@pytest.fixture
def unit(shared: Path, tmp_path: Path) -> Unit:
    """甲县, with an outputs folder of its own."""
    shutil.copytree(shared / "inputs" / "甲县", tmp_path / "inputs" / "甲县")
    places = (str(tmp_path / folder / "甲县") for folder in ("inputs", "outputs"))
    return Unit("甲县", *places, period=PERIOD, as_of=None, pdf=False, passwords=None, build=build())


def told(made: Made) -> str:
    assert made.state is State.FAILED
    return made.told


def test_a_worker_with_another_program_refuses(unit: Unit):
    assert told(make(replace(unit, build="of tomorrow"))) == (
        "这台工人机上的程序、Python 或依赖的软件包与发起的机器不同，做出的成果可能不同；"
        "请在各台机器上安装同一版本，再重新运行。"
    )
    assert not Path(unit.outputs).exists()


def test_a_worker_that_does_not_see_the_folder_says_so(unit: Unit):
    assert told(make(replace(unit, inputs=f"{unit.inputs}没有"))) == (
        "工人机上看不到“inputs/甲县没有”；请把它放在各台机器都能用同一路径打开的共享文件夹里，再重新运行。"
    )


def test_a_full_disk_of_the_worker_leaves_the_county_as_it_was_and_the_next_call_makes_it(
    unit: Unit, monkeypatch: pytest.MonkeyPatch
):
    def full(place: Path, _: bytes) -> None:
        raise OSError(errno.ENOSPC, "full", str(place))

    with monkeypatch.context() as patch:
        without_papers(patch)
        patch.setattr(publish, "write_through", full)
        said = told(make(unit))
    assert said == "磁盘空间不足，写不下“甲县”中的成果；请清理磁盘后重新运行，原有成果未受影响。"
    assert editions(Path(unit.outputs)) == {}
    with monkeypatch.context() as patch:
        without_papers(patch)
        assert make(unit).state is State.PUBLISHED
    assert make(unit).state is State.UNCHANGED


def test_a_fault_of_the_program_is_logged_without_values(unit: Unit, monkeypatch: pytest.MonkeyPatch):
    def stumble(*_: object, **__: object) -> None:
        raise ValueError("城关镇")

    monkeypatch.setattr(run, "run_period", stumble)
    assert told(make(unit)) == (
        "程序出错，这个县没有做成；请把 outputs/甲县/run.log 发给维护人员（日志里没有台账内容）。"
    )
    log = (Path(unit.outputs) / "run.log").read_text("utf-8")
    assert "builtins.ValueError" in log
    assert "城关镇" not in log


def test_rows_of_a_county_among_many_lead_to_its_ledgers():
    """From outputs/甲县/2023-02 to inputs/甲县; where inputs and outputs aren't beside each other nothing leads."""
    assert run._way_to(Path("x/inputs/甲县"), Path("x/outputs/甲县")) == "../../../inputs/甲县/"
    assert run._way_to(Path("x/inputs"), Path("x/outputs")) == "../../inputs/"
    assert run._way_to(Path("x/inputs/甲县"), Path("x/outputs/乙县")) == ""
    assert run._way_to(Path("x/inputs/甲县"), Path("y/outputs/甲县")) == ""
