"""Counties made by the processes of a Dask cluster have the bytes of those made here."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from benchmarks.counties import PERIOD
from tests.counties.conftest import NAMES, Call, editions, folders


@pytest.mark.slow
def test_two_workers_of_this_machine_make_the_same_bytes_as_one_after_the_other(
    shared: Path, tmp_path: Path, call: Call
):
    shutil.copytree(shared / "inputs", tmp_path / "inputs")
    code, out, err = call("run", PERIOD, *folders(tmp_path), "--engine", "dask", "--workers", "2")
    assert (code, out.splitlines()[0]) == (
        1,
        "2023年2月：共3个县，发布3个，没有变化0个，没有做成0个；成果在 outputs。",
    )
    said = err.splitlines()
    assert said[0] == "· 分头做3个县"
    assert said[1].startswith("各县的进度也可以在浏览器里看：http://127.0.0.1:")
    assert said[2] == "已有2个工人进程。"
    assert {line.split("：")[0] for line in said[3:]} == set(NAMES)
    assert editions(tmp_path / "outputs") == editions(shared / "outputs")
