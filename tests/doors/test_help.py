"""Help and version: in Chinese, complete, and there at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import FORMULA_VERSION, VERSION
from tests.doors.conftest import Call

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
        "verify",
        "--version",
        "-h,",
    ]
    run = call("run", "--help")[1]
    assert [
        option
        for option in ("[期间]", "--inputs 文件夹", "--outputs 文件夹", "--as-of 日期", "--pdf")
        if option not in run
    ] == []


def test_help_opens_without_the_heavy_packages():
    """The help page comes at once: nothing that is slow to import is imported for it."""
    asked = (
        "import sys; sys.argv = ['generate.py', '--help']; import generate; from pipeline.doors import cli; "
        "cli.enter(generate.app); "
        "print(sorted("
        "{'pandas', 'numpy', 'pyarrow', 'docx', 'docxtpl', 'jinja2', 'xlsxwriter', 'python_calamine', 'rich'} & "
        "set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.startswith("用法：")
    assert done.stdout.splitlines()[-1] == "[]"
