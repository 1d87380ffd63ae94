"""One call makes every county of a folder; one that fails stops no other, and a second call does what is missing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from benchmarks.counties import PERIOD
from tests.counties.conftest import editions, folders, write_counties
from tests.typed import Call

pytestmark = pytest.mark.slow


def test_a_county_is_made_as_if_it_were_run_alone(shared: Path, tmp_path: Path, call: Call):
    """At its place among many, for its workbook leads to its ledgers."""
    alone, outputs = tmp_path / "inputs" / "乙县", tmp_path / "outputs" / "乙县"
    shutil.copytree(shared / "inputs" / "乙县", alone)
    code, _, _ = call("run", PERIOD, "--inputs", str(alone), "--outputs", str(outputs))
    assert code == 1
    assert editions(outputs) == editions(shared / "outputs" / "乙县")


def test_a_second_call_makes_nothing_and_says_so(shared: Path, call: Call):
    code, out, err = call("run", PERIOD, *folders(shared))
    assert code == 1
    assert out.splitlines()[0] == "2023年2月：共2个县，发布0个，没有变化2个，没有做成0个；成果在 outputs。"
    assert "乙县：没有变化，没有重做（已完成1个县，共2个）" in err


def test_a_county_that_fails_is_named_with_what_to_do_and_made_by_the_next_call(tmp_path: Path, call: Call):
    place = write_counties(tmp_path, ("甲县", "乙县"))
    book = place / "inputs" / "乙县" / "设置.xlsx"
    book.rename(place / "设置.xlsx")
    code, out, _ = call("run", PERIOD, *folders(place))
    assert code == 4
    assert out.splitlines() == [
        "2023年2月：共2个县，发布1个，没有变化0个，没有做成1个；成果在 outputs。",
        "有事项要处理（1个县）：甲县。",
        "没有做成（1个县）：",
        "  - 乙县：找不到 设置.xlsx，请把它放在 乙县 文件夹里。",
        "下一步：按上面所写改好以后，再运行一次同样的命令；已发布而没有变化的县不会重做。",
    ]
    (place / "设置.xlsx").rename(book)
    code, out, _ = call("run", PERIOD, *folders(place))
    assert code == 1
    assert out.startswith("2023年2月：共2个县，发布1个，没有变化1个，没有做成0个；成果在 outputs。\n")
    assert out.endswith(f"下一步：逐个县打开审核页，例如 outputs/乙县/{PERIOD}/审核.html。\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--engine", "spark"), "没有“spark”这种算法；--engine 后面只能写 dask，在本机逐个县做的不写 --engine。"),
        (("--workers", "2"), "--workers要与 --engine dask 一起写；例如 --engine dask --workers 2。"),
        (
            ("--engine", "dask", "--workers", "两个"),
            "--workers 后面写的“两个”不是可用的数目；请写1到256的整数，例如 --workers 4。",
        ),
    ],
)
def test_options_that_cannot_be_used_are_refused(shared: Path, call: Call, words: tuple[str, ...], said: str):
    assert call("run", PERIOD, *folders(shared), *words) == (2, "", f"{said}\n")


def test_many_counties_want_a_period(shared: Path, call: Call):
    assert call("run", *folders(shared)) == (2, "", "多个县一起生成，要写明期间；例如 generate.py run 2023-02。\n")


def test_one_county_has_no_use_for_an_engine(shared: Path, call: Call):
    code, _, err = call("run", PERIOD, "--inputs", str(shared / "inputs" / "甲县"), "--engine", "dask")
    assert (code, err[:27]) == (2, "“甲县”里没有多个县的文件夹，--engine 用不上")
