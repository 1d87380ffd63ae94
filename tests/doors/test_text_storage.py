"""How pandas stores texts is a state of the process: no import changes it, each door sets it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
_STORAGE = "print(pandas.get_option('mode.string_storage'))"


def _printed(code: str, *arguments: Path) -> list[str]:
    """What a fresh process prints that runs these lines after importing pandas."""
    command = [sys.executable, "-X", "utf8", "-c", f"import sys, pathlib, pandas\n{code}", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    return done.stdout.splitlines()


@pytest.mark.parametrize("module", ["pipeline.bundles", "pipeline.run", "pipeline.ingest", "generate"])
def test_importing_a_module_changes_no_option_of_pandas(module: str):
    options = "pandas.describe_option('', _print_desc=False)"

    assert _printed(f"before = {options}\nimport {module}\nprint({options} == before)") == ["True"]


def test_a_command_stores_texts_as_python_strings(tmp_path: Path):
    typed = "['ledger', '--inputs', 'inputs', '--out', sys.argv[1], '--for', '全县']"
    code = f"import generate\ngenerate.cli.enter(generate.WORK, {typed})\n{_STORAGE}"

    assert _printed(code, tmp_path)[-1] == "python"


def test_a_trial_of_a_folder_stores_texts_as_python_strings(tmp_path: Path):
    code = f"from pipeline.ingest import main\nmain([sys.argv[1]])\n{_STORAGE}"

    assert _printed(code, tmp_path)[-1] == "python"
