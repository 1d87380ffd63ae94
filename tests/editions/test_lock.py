"""Two colleagues on one drive: the second is told who has the folder since when, and never goes on without a lock."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from pipeline.base.errors import UserError
from pipeline.base.machine import Lock
from pipeline.editions import lock, publish
from pipeline.editions.lock import one_writer


@pytest.fixture
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    class Noon(lock.datetime):
        @classmethod
        def now(cls, _tz=None):
            return cls(2023, 3, 6, 12, 0)

    monkeypatch.setattr(lock, "datetime", Noon)


@pytest.mark.usefixtures("at_noon")
def test_the_second_one_is_told_which_computer_has_the_folder_since_when(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(lock, "machine_name", lambda: "信访办-2")
    with one_writer(tmp_path):
        monkeypatch.setattr(lock, "machine_name", lambda: "信访办-1")
        with (
            pytest.raises(UserError, match="（另一台电脑“信访办-2”，2023-03-06 12:00开始）；请等它结束"),
            one_writer(tmp_path),
        ):
            pass
    with one_writer(tmp_path):
        pass


@pytest.mark.usefixtures("at_noon")
def test_a_drive_without_locks_is_held_by_a_file_and_a_file_left_behind_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(lock, "try_lock", lambda _: Lock.NONE_HERE)
    with one_writer(tmp_path):
        with pytest.raises(UserError) as refused, one_writer(tmp_path):
            pass
        assert str(refused.value) == (
            f"“{tmp_path.name}”文件夹已被占用（本机，2023-03-06 12:00开始）；这个网络盘不支持锁定，"
            "请到那台电脑上看运行是否已结束，"
            f"确已结束的，删去“{tmp_path.name}”里的“.lock-holder”再运行。"
        )
    assert not (tmp_path / ".lock-holder").exists()


def test_a_lock_that_nobody_can_answer_for_stops_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def fail(_: object) -> Lock:
        raise OSError(errno.EIO, "no answer")

    monkeypatch.setattr(lock, "try_lock", fail)
    with pytest.raises(UserError, match="请检查磁盘是否正常、网络盘是否连接"):
        publish.publish(tmp_path / "outputs", "2023-02", {"汇总.txt": b"1"})
    assert not (tmp_path / "outputs" / "2023-02").exists()
