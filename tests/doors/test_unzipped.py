"""A folder that was unzipped: the first start makes the data, no later one touches it, a shell finds the program."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.base import machine
from pipeline.base.errors import UserError
from pipeline.doors import unzipped


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    folder = tmp_path / "sample" / "inputs" / "2023-01"
    folder.mkdir(parents=True)
    (folder / "城关镇.xlsx").write_bytes(b"ledger")
    (folder / "城关镇.xlsx").chmod(0o444)
    return tmp_path / "sample"


def test_the_first_start_puts_the_sample_county_beside_the_program(tmp_path: Path, sample: Path, capsys):
    data = unzipped.data_folder(tmp_path, sample)
    assert data == tmp_path / "我的数据"
    assert (data / "inputs" / "2023-01" / "城关镇.xlsx").read_bytes() == b"ledger"
    assert (data / "outputs").is_dir()
    said = capsys.readouterr().out
    assert "示例县" in said
    assert "原来的“我的数据”在别处的，请把它拷到这里" in said


def test_what_was_read_only_in_the_zip_can_be_replaced_by_the_office(tmp_path: Path, sample: Path):
    ledger = unzipped.data_folder(tmp_path, sample) / "inputs" / "2023-01" / "城关镇.xlsx"
    assert os.access(ledger, os.W_OK)
    assert ledger.stat().st_mode & 0o200


def test_a_later_start_and_a_newer_program_leave_the_data_as_they_are(tmp_path: Path, sample: Path, capsys):
    (tmp_path / "我的数据" / "inputs").mkdir(parents=True)
    data = unzipped.data_folder(tmp_path, sample)
    assert [path.name for path in data.rglob("*")] == ["inputs"]
    assert capsys.readouterr().out == ""


def test_what_a_start_that_broke_off_left_is_made_anew(tmp_path: Path, sample: Path):
    (tmp_path / "我的数据.new" / "half").mkdir(parents=True)
    data = unzipped.data_folder(tmp_path, sample)
    assert sorted(path.name for path in data.iterdir()) == ["inputs", "outputs"]
    assert not (tmp_path / "我的数据.new").exists()


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path, sample: Path):
    (tmp_path / "我的数据").write_bytes(b"")
    (tmp_path / "我的数据.new").write_bytes(b"a file where the folder should be made")
    with pytest.raises(UserError, match="请把程序整个解压到可以写入的位置"):
        unzipped.data_folder(tmp_path, sample)


def test_the_window_for_commands_finds_the_program_first(tmp_path: Path, monkeypatch, capsys):
    asked = {}
    monkeypatch.setattr(unzipped.subprocess, "call", lambda words, env: asked.update(words=words, env=env) or 0)
    assert unzipped.open_shell(tmp_path) == 0
    assert asked["words"] == machine.shell_words()
    assert asked["env"]["PATH"].split(os.pathsep)[0] == str(tmp_path)
    assert "tongbao run" in capsys.readouterr().out


def test_windows_keeps_its_window_open_for_what_is_typed(monkeypatch):
    monkeypatch.setattr(machine, "WINDOWS", True)
    monkeypatch.setenv("COMSPEC", r"C:\Windows\system32\cmd.exe")
    assert machine.shell_words() == [r"C:\Windows\system32\cmd.exe", "/k"]
