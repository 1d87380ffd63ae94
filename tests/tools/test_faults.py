"""The faults that tools/mutants.py puts into a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tools import faults

SOURCE = """def least(values: list[int], most: int = 3) -> int:
    \"\"\"A text is left alone.\"\"\"
    return min(value for value in values if value < most and not value == 1)
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "least.py").write_text(SOURCE, "utf-8")
    monkeypatch.setattr(faults, "ROOT", tmp_path)
    return "least.py"


def test_every_place_that_decides_something_can_be_changed(file: str) -> None:
    assert [fault.what.split(" in ")[0] for fault in faults.faults_of(file)] == [
        "3 → 4",
        "Lt → LtE",
        "1 → 2",
        "Eq → NotEq",
        "left out: Not",
        "And → Or",
        "min → max",
    ]


def test_a_fault_changes_what_the_file_does_and_nothing_else(file: str) -> None:
    results = []
    for fault in faults.faults_of(file):
        names: dict[str, object] = {}
        exec(faults.faulty(fault), names)
        results.append(names["least"]([1, 2, 3, 4]))
    assert results == [2, 2, 1, 1, 1, 1, 2]


def test_a_fault_in_a_function_is_put_into_the_one_that_is_loaded(file: str) -> None:
    """The default 3 → 4 is no function's: it is read while the file is loaded."""
    names: dict[str, Any] = {}
    path = faults.ROOT / file
    exec(compile(path.read_text("utf-8"), str(path), "exec", dont_inherit=True), names)
    changed = [faults.loaded(fault) for fault in faults.faults_of(file)]
    assert [len(each) for each in changed] == [0, 1, 1, 1, 1, 1, 1]
    function, code = changed[-1][0]
    assert function is names["least"]
    function.__code__ = code
    assert names["least"]([0, 2]) == 2
