"""Too little room on the disk is told before any work is done."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline.base.errors import UserError
from pipeline.editions.room import expect_room
from pipeline.run import run_period


class Usage(NamedTuple):
    """What a disk says of itself, in bytes."""

    total: int
    used: int
    free: int


def with_free(monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 10**12 - free, free))


def test_room_for_twice_the_largest_edition_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    outputs = tmp_path / "outputs"
    (outputs / "2023-01" / "data").mkdir(parents=True)
    (outputs / "2023-01" / "data" / "a.parquet").write_bytes(bytes(11_000_000))
    with_free(monkeypatch, 21_900_000)
    with pytest.raises(UserError) as caught:
        expect_room(outputs)
    assert str(caught.value) == (
        "磁盘只剩21MB，一期成果大约要22MB，运行没有开始；请清理“outputs”所在的磁盘后重新运行，原有成果未受影响。"
    )
    with_free(monkeypatch, 22_000_000)
    expect_room(outputs)


def test_a_first_edition_and_a_disk_that_says_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with_free(monkeypatch, 20_000_000)
    expect_room(tmp_path / "outputs")
    with_free(monkeypatch, 19_999_999)
    with pytest.raises(UserError, match="一期成果大约要20MB"):
        expect_room(tmp_path / "outputs")

    def silent(_: Path) -> None:
        raise OSError

    monkeypatch.setattr(shutil, "disk_usage", silent)
    expect_room(tmp_path / "outputs")


@pytest.mark.slow
def test_a_run_without_room_makes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """It is told before a ledger is read: the folder of the period has none that could be."""
    inputs, outputs = tmp_path / "inputs", tmp_path / "outputs"
    shutil.copytree(Path("inputs"), inputs)
    with_free(monkeypatch, 1_000_000)
    with pytest.raises(UserError, match="运行没有开始"):
        run_period(inputs, outputs, "2023-01", None, lambda _: None)
    assert not (outputs / "2023-01").exists()
