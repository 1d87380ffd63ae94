"""Small counties side by side, and the call that makes them."""

from __future__ import annotations

from pathlib import Path

import pytest

import generate
from benchmarks.counties import PERIOD, write_inputs
from pipeline.doors import cli
from tests.typed import Call, typing

NAMES = ("甲县", "乙县")


def write_counties(place: Path, names: tuple[str, ...] = NAMES, rows: int = 2) -> Path:
    """Write ``place/inputs/COUNTY`` for each name: two townships, whose ledgers differ from county to county."""
    (place / "inputs").mkdir(parents=True)
    for number, name in enumerate(names):
        made = write_inputs(place / "made" / name, 2, rows, returned=50, first=2 * number)
        made.rename(place / "inputs" / name)
    return place


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two counties, made here one after the other; nobody may change them."""
    place = write_counties(tmp_path_factory.mktemp("counties"))
    assert cli.enter(generate.WORK, ("run", PERIOD, *folders(place))) == cli.ATTENTION
    return place


def folders(place: Path) -> tuple[str, ...]:
    """The options that name the folders."""
    return "--inputs", str(place / "inputs"), "--outputs", str(place / "outputs")


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Type a command: exit code, stdout, stderr."""
    return typing(monkeypatch, capsys)


def editions(outputs: Path) -> dict[str, bytes]:
    """Every published file of every county by its path; what is kept to save work isn't among them."""
    return {
        path.relative_to(outputs).as_posix(): path.read_bytes()
        for path in sorted(outputs.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(outputs).parts)
    }
