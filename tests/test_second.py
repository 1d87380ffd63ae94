"""A second process makes its part as this one would, and its failure costs nobody anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import printing
from pipeline import second as second_module
from pipeline.run import run_period
from pipeline.second import Asked, Given, Second, second_process
from tests.shared_editions import GOLDEN, golden_outputs


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> Iterator[Second]:
    """A process that has ended before it is asked anything."""
    monkeypatch.setattr(second_module, "_START", "raise SystemExit  # {path}")
    process = Second()
    yield process
    process.end()


def test_a_process_that_has_ended_has_made_nothing(ended: Second):
    ended.give(Given("x" * 1_000_000, {}, (), printing.NO_CACHE))  # type: ignore[arg-type]
    ended.ask(Asked({}, ["a"], ""))
    assert ended.answer() is None
    assert ended.given is None


def test_there_is_no_second_process_for_few_rows_nor_for_more_than_memory_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file = tmp_path / "城关镇.xlsx"
    file.write_bytes(b"1234")
    monkeypatch.setattr(second_module, "Second", _Started)
    monkeypatch.setattr(second_module.os, "cpu_count", lambda: 2)
    cases = ((4, 4, True, True), (5, 9, True, False), (1, 3, True, False), (4, 4, False, False))
    for fewest, most, wanted, started in cases:
        monkeypatch.setattr(second_module, "_FEWEST_BYTES", fewest)
        monkeypatch.setattr(second_module, "_MOST_BYTES", most)
        with second_process([file, tmp_path / "gone"], wanted=wanted) as process:
            assert (process is not None) == started


class _Started:
    def end(self) -> None:
        """Nothing was started."""


@pytest.mark.slow
def test_an_edition_has_the_same_bytes_by_one_process_and_by_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    alone = golden_outputs()
    monkeypatch.setattr(second_module, "_FEWEST_BYTES", 0)
    monkeypatch.setattr(second_module.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(printing, "overviews", _not_here)
    run_period(GOLDEN, tmp_path / "outputs", "2023-02", None, lambda _: None, helped=True)
    assert _files(tmp_path / "outputs") == _files(alone)


def _not_here(*_: object) -> dict[str, bytes]:
    raise AssertionError("the second process has made nothing")


def _files(outputs: Path) -> dict[str, bytes]:
    return {p.relative_to(outputs).as_posix(): p.read_bytes() for p in outputs.glob("2023-*/**/*") if p.is_file()}
