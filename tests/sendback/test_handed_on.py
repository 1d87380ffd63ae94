"""Sheets that were read are handed on to those who send a file back, and that changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.base.period import parse_period
from pipeline.ledgers import memory as memory_module
from pipeline.ledgers.memory import ReadMemory
from pipeline.ledgers.reader import read_folders
from pipeline.sendback.returnable import Originals
from tests.ledgers.conftest import CASES, FOLDER, SETTINGS


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """Ledgers of several forms in one folder."""
    (tmp_path / FOLDER).mkdir()
    for case in sorted(CASES.glob("*.xlsx"))[:8]:
        (tmp_path / FOLDER / case.name).write_bytes(case.read_bytes())
    return tmp_path


def read(inputs: Path, memory: ReadMemory) -> list[str]:
    memory.hand_on(FOLDER)
    read_folders(inputs, [FOLDER], SETTINGS, parse_period(FOLDER), memory=memory)
    return [f"{FOLDER}/{path.name}" for path in sorted((inputs / FOLDER).iterdir())]


def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    seen: list[str] = []
    inner = memory_module.open_workbook
    monkeypatch.setattr(memory_module, "open_workbook", lambda source: seen.append(source.path_rel) or inner(source))
    return seen


def originals(inputs: Path, memory: ReadMemory | None = None) -> Originals:
    return Originals(inputs, SETTINGS, parse_period(FOLDER), memory=memory)


def test_what_may_go_back_is_the_same_without_reading_the_sheets_again(
    inputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = ReadMemory()
    names = read(inputs, memory)
    afresh = [originals(inputs).read(name) for name in names]
    seen = opened(monkeypatch)
    assert [originals(inputs, memory).read(name) for name in names] == afresh
    assert not seen
    assert any(afresh)


def test_sheets_are_handed_on_once_and_those_of_changed_bytes_never(
    inputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = ReadMemory()
    first, other, *_ = read(inputs, memory)
    content = (inputs / other).read_bytes()
    (inputs / first).write_bytes(content)
    seen = opened(monkeypatch)
    for name in (first, other, other):
        originals(inputs, memory).read(name)
    assert seen == [first, other]


def test_no_more_cells_than_are_allowed_are_handed_on_and_none_of_another_folder(
    inputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full, elsewhere = ReadMemory(most_cells=0), ReadMemory()
    names = read(inputs, full)
    read(inputs, elsewhere)
    elsewhere.hand_on("2023-01")
    seen = opened(monkeypatch)
    for memory in (full, elsewhere):
        originals(inputs, memory).read(names[0])
    assert seen == [names[0], names[0]]
