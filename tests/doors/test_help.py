"""Help and version: in Chinese, complete, and there at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import FORMULA_VERSION, VERSION
from tests.typed import Call

ROOT = Path(__file__).resolve().parents[2]


def test_the_version_names_program_and_formula(call: Call):
    assert call("--version") == (0, f"tongbao {VERSION}（公式版本 {FORMULA_VERSION}）\n", "")


@pytest.mark.parametrize("words", [("--help",), ("-h",), ("run", "--help"), ("check", "-h")])
def test_help_is_in_chinese(call: Call, words: tuple[str, ...]):
    code, out, _ = call(*words)
    assert code == 0
    assert out.startswith("用法：generate.py ")
    assert "-h, --help" in out
    assert not [word for word in ("Usage", "Options", "Commands", "Arguments", "Show this", "default:") if word in out]


def test_help_names_every_command_and_option(call: Call):
    assert [line.split()[0] for line in call("--help")[1].splitlines() if line.startswith("  ")] == [
        "run",
        "check",
        "ledger",
        "settings",
        "templates",
        "explain",
        "rollup",
        "issue",
        "verify",
        "tidy",
        "desk",
        "--version",
        "-h,",
    ]
    run = call("run", "--help")[1]
    assert [
        option
        for option in ("[期间]", "--inputs 文件夹", "--outputs 文件夹", "--as-of 日期", "--pdf")
        if option not in run
    ] == []


HEAVY = {"pandas", "numpy", "pyarrow", "docx", "docxtpl", "jinja2", "xlsxwriter", "python_calamine", "rich", "openpyxl"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "begins"),
    [
        (["--help"], "用法："),
        (["run", "--help"], "用法："),
        (["rum"], "没有“rum”这个命令"),
        (["run", "2024-05"], "没有“2024-05”这一期的台账文件夹"),
        (["run", "2023-02", "--as-of", "2023-02-01"], "数据截止日2023-02-01早于"),
        (["check", "--inputs", "无此文件夹"], "“无此文件夹”文件夹里没有可用的期间文件夹"),
        (["ledger", "--inputs", "无此文件夹"], "找不到 设置.xlsx"),
        (["settings", "--out", "inputs/设置.xlsx"], "“inputs”里已经有“设置.xlsx”"),
        (["explain", "2023-02", "城关镇", "化解率", "--outputs", "无此文件夹"], "“无此文件夹”文件夹里还没有"),
        (["verify", "--outputs", "无此文件夹"], "“无此文件夹”文件夹里还没有"),
        (["rollup", "甲县"], "汇总要先写各县的文件夹"),
    ],
)
def test_help_and_refusals_open_without_the_heavy_packages(words: list[str], begins: str):
    """They come at once: nothing that is slow to import is imported for them."""
    asked = (
        f"import sys; import generate; from pipeline.doors import cli; cli.enter(generate.WORK, {words!r}); "
        f"print(sorted({HEAVY!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert (done.stdout if begins == "用法：" else done.stderr).startswith(begins)
    assert done.stdout.splitlines()[-1] == "[]"
