"""A file is read once in a process, and what is remembered changes nothing."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pandas as pd
import pytest

from pipeline.base.period import parse_period
from pipeline.bundles import Reading
from pipeline.ledgers import reader
from pipeline.ledgers.memory import ReadMemory
from pipeline.ledgers.reader import read_folders
from tests.ledgers.conftest import CASES, FOLDER, SETTINGS

pytestmark = pytest.mark.slow


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """Every case in one folder: sound ledgers, refused ones, registers."""
    (tmp_path / FOLDER).mkdir()
    for case in CASES.iterdir():
        (tmp_path / FOLDER / case.name).write_bytes(case.read_bytes())
    return tmp_path


def read(inputs: Path, memory: ReadMemory | None) -> Reading:
    return read_folders(inputs, [FOLDER], SETTINGS, parse_period(FOLDER), memory=memory)


def assert_same(one: Reading, other: Reading) -> None:
    for each in fields(Reading):
        a, b = getattr(one, each.name), getattr(other, each.name)
        if isinstance(a, pd.DataFrame):
            pd.testing.assert_frame_equal(a, b)
        elif each.name == "registers":
            assert a.keys() == b.keys()
            for id_ in a:
                pd.testing.assert_frame_equal(a[id_], b[id_])
        else:
            assert a == b, each.name


def test_reading_from_memory_gives_the_same(inputs: Path) -> None:
    memory = ReadMemory()
    first = read(inputs, memory)
    assert_same(read(inputs, memory), first)
    assert_same(read(inputs, None), first)


def test_a_file_known_is_not_read_again_and_a_changed_one_is(inputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = ReadMemory()
    read(inputs, memory)
    seen: list[str] = []
    inner = reader.read_file
    monkeypatch.setattr(reader, "read_file", lambda source, *more: seen.append(source.stem) or inner(source, *more))
    (inputs / FOLDER / "gb18030.csv").write_bytes((CASES / "gb18030.csv").read_bytes() + b"\r\n")
    read(inputs, memory)
    assert "gb18030" in seen
    assert "plain" not in seen


def test_when_it_is_full_the_rest_is_read_each_time(inputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = ReadMemory(most_rows=0)
    first = read(inputs, memory)
    seen: list[str] = []
    inner = reader.read_file
    monkeypatch.setattr(reader, "read_file", lambda source, *more: seen.append(source.stem) or inner(source, *more))
    assert_same(read(inputs, memory), first)
    assert "plain" in seen
