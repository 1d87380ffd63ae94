"""What differs between Windows and the others is asked in one place; each answer is tried for both."""

from __future__ import annotations

import errno
import stat
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.base import machine
from pipeline.base.machine import Lock

BOTH = pytest.mark.parametrize("windows", [False, True], ids=["others", "Windows"])


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch, windows: bool):
    """Let the system's own lock answer with an error, or give the lock for None."""

    def answer(code: int | None) -> None:
        def ask(*_: object) -> None:
            if code is not None:
                raise OSError(code, "no")

        monkeypatch.setattr(machine, "WINDOWS", windows)
        monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=ask, LK_NBLCK=2))
        monkeypatch.setitem(sys.modules, "fcntl", SimpleNamespace(flock=ask, LOCK_EX=2, LOCK_NB=4))

    return answer


@BOTH
@pytest.mark.parametrize(
    ("code", "lock"),
    [(None, Lock.OURS), (errno.EACCES, Lock.HELD), (errno.EAGAIN, Lock.HELD), (errno.EDEADLK, Lock.HELD),
     (errno.ENOLCK, Lock.NONE_HERE), (errno.ENOTSUP, Lock.NONE_HERE), (errno.EINVAL, Lock.NONE_HERE)],
)  # fmt: skip
def test_a_lock_is_ours_held_or_unknown_to_the_drive(tmp_path: Path, answers, code: int | None, lock: Lock):
    answers(code)
    with (tmp_path / "x").open("w+b") as handle:
        assert machine.try_lock(handle) is lock


@BOTH
def test_any_other_error_of_a_lock_stops_whoever_asks(tmp_path: Path, answers):
    answers(errno.EIO)
    with (tmp_path / "x").open("w+b") as handle, pytest.raises(OSError, match="no"):
        machine.try_lock(handle)


def test_a_lock_of_this_machine_is_given_once(tmp_path: Path):
    with (tmp_path / "x").open("w+b") as one, (tmp_path / "x").open("r+b") as other:
        assert [machine.try_lock(one), machine.try_lock(other)] == [Lock.OURS, Lock.HELD]


@BOTH
def test_a_folder_is_synced_where_the_system_can(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, windows: bool):
    synced = []
    monkeypatch.setattr(machine, "WINDOWS", windows)
    monkeypatch.setattr(machine.os, "fsync", synced.append)
    machine.sync_folder(tmp_path)
    assert len(synced) == (0 if windows else 1)


@BOTH
def test_memory_is_bounded_where_the_system_can(monkeypatch: pytest.MonkeyPatch, windows: bool):
    bounds = []
    system = SimpleNamespace(
        RLIM_INFINITY=-1, RLIMIT_AS=9, getrlimit=lambda _: (0, -1), setrlimit=lambda _, pair: bounds.append(pair)
    )
    monkeypatch.setattr(machine, "WINDOWS", windows)
    monkeypatch.setitem(sys.modules, "resource", system)
    machine.limit_memory(300)
    assert bounds == ([] if windows else [(300_000_000, -1)])


@BOTH
def test_the_own_browser_opens_the_page(monkeypatch: pytest.MonkeyPatch, windows: bool):
    opened = []
    monkeypatch.setattr(machine, "WINDOWS", windows)
    monkeypatch.setattr(machine.os, "startfile", opened.append, raising=False)
    monkeypatch.setattr(machine.webbrowser, "open", lambda address: opened.append(address) or True)
    assert machine.open_page("http://127.0.0.1:1/")
    assert opened == ["http://127.0.0.1:1/"]


@BOTH
def test_a_browser_that_does_not_start_is_told(monkeypatch: pytest.MonkeyPatch, windows: bool):
    def fail(_: str) -> None:
        raise OSError if windows else machine.webbrowser.Error

    monkeypatch.setattr(machine, "WINDOWS", windows)
    monkeypatch.setattr(machine.os, "startfile", fail, raising=False)
    monkeypatch.setattr(machine.webbrowser, "open", fail)
    assert not machine.open_page("http://127.0.0.1:1/")


@BOTH
def test_what_is_the_user_s_alone_lies_in_the_user_s_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, windows: bool
):
    monkeypatch.setattr(machine, "WINDOWS", windows)
    monkeypatch.setenv("LOCALAPPDATA" if windows else "XDG_STATE_HOME", str(tmp_path))
    assert machine.own_folder() == tmp_path / "tongbao"


def test_a_private_file_is_readable_by_its_user_alone_and_replaced_whole(tmp_path: Path):
    place = tmp_path / "own" / "desk.json"
    for content in (b"1", b"2"):
        machine.write_private(place, content)
    assert place.read_bytes() == b"2"
    assert [each.name for each in place.parent.iterdir()] == ["desk.json"]
    if not machine.WINDOWS:
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
