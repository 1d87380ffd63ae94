"""An edition is put in place whole or not at all, whatever breaks off when."""

from __future__ import annotations

import errno
import os
import re
import shutil
from pathlib import Path

import pytest

from pipeline.base.errors import UserError
from pipeline.editions import publish
from pipeline.editions.lock import LOCK_FILE, one_writer

OLD = {"manifest.json": b"old", "data/matters.parquet": b"1", "旧.txt": b"x"}
NEW = {"manifest.json": b"new", "data/matters.parquet": b"22", "通报/月度通报.docx": b"yy"}


class Crash(BaseException):
    """The machine stops: nothing in the program may catch it."""


def held(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def listed(outputs: Path) -> list[str]:
    """The names in the folder, except the lock file's."""
    return sorted(p.name for p in outputs.iterdir() if p.name != LOCK_FILE)


def test_an_edition_holds_exactly_the_files_given(tmp_path: Path):
    publish.publish(tmp_path / "outputs", "2023-02", OLD)
    folder = publish.publish(tmp_path / "outputs", "2023-02", NEW)
    assert folder == tmp_path / "outputs" / "2023-02"
    assert held(folder) == NEW
    assert listed(tmp_path / "outputs") == ["2023-02"]


def crash_at(monkeypatch: pytest.MonkeyPatch, step: int) -> list[str]:
    """Let the ``step``-th act on the disk (counted from 0) stop the machine before it is done."""
    done: list[str] = []

    def stopping(name, act):
        def stepped(*args, **kwargs):
            if len(done) == step:
                raise Crash
            done.append(name)
            return act(*args, **kwargs)

        return stepped

    monkeypatch.setattr(os, "fsync", stopping("fsync", os.fsync))
    monkeypatch.setattr(os, "rename", stopping("rename", os.rename))
    monkeypatch.setattr(Path, "rename", stopping("rename", Path.rename))
    monkeypatch.setattr(Path, "unlink", stopping("unlink", Path.unlink))
    monkeypatch.setattr(Path, "mkdir", stopping("mkdir", Path.mkdir))
    monkeypatch.setattr(shutil, "rmtree", stopping("rmtree", shutil.rmtree))
    return done


@pytest.mark.parametrize("before", [OLD, None], ids=["an old edition stands", "the first edition"])
def test_a_crash_at_any_step_leaves_the_old_or_the_new_edition_whole(tmp_path: Path, before: dict[str, bytes] | None):
    results = set()
    for step in range(200):
        outputs = tmp_path / str(step)
        if before:
            publish.publish(outputs, "2023-02", before)
        with pytest.MonkeyPatch.context() as patch:
            done = crash_at(patch, step)
            try:
                publish.publish(outputs, "2023-02", NEW)
            except Crash:
                pass
            else:
                break
        publish.recover(outputs)
        content = held(outputs / "2023-02") if (outputs / "2023-02").exists() else None
        assert content in (before, NEW), f"after {done}"
        assert listed(outputs) in ([], ["2023-02"]), f"after {done}"
        results.add(content == NEW)
    assert step > 15
    assert results == {True, False}


def test_a_crash_while_settling_is_settled_by_the_next_start(tmp_path: Path):
    for step in range(60):
        outputs = tmp_path / str(step)
        publish.publish(outputs, "2023-02", OLD)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                Path,
                "rename",
                lambda self, target, act=Path.rename: act(self, target) if target.suffix == ".old" else stop(),
            )
            with pytest.raises(Crash):
                publish.publish(outputs, "2023-02", NEW)
        with pytest.MonkeyPatch.context() as patch:
            crash_at(patch, step)
            try:
                publish.recover(outputs)
            except Crash:
                pass
            else:
                break
        publish.recover(outputs)
        assert held(outputs / "2023-02") == NEW
        assert listed(outputs) == ["2023-02"]
    assert step > 4


def stop() -> None:
    raise Crash


def test_recover_names_the_periods_that_it_settled_and_leaves_other_hidden_names_alone(tmp_path: Path):
    (tmp_path / ".2023-02.new").mkdir()
    (tmp_path / ".gitkeep").write_bytes(b"")
    (tmp_path / ".backup.old").mkdir()
    assert publish.recover(tmp_path) == ["2023-02"]
    assert listed(tmp_path) == [".backup.old", ".gitkeep"]


def test_a_folder_held_open_is_told_and_the_old_edition_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    outputs = tmp_path / "outputs"
    publish.publish(outputs, "2023-02", OLD)

    def held_open(self, _target):
        raise PermissionError(errno.EACCES, "held", str(self))

    monkeypatch.setattr(Path, "rename", held_open)
    with pytest.raises(UserError) as caught:
        publish.publish(outputs, "2023-02", NEW)
    assert str(caught.value) == (
        "无法更新“outputs/2023-02”；请先关闭“2023-02”文件夹中打开的文件（Word、Excel 等），再重新运行，"
        "原有成果未受影响。"
    )
    assert held(outputs / "2023-02") == OLD
    assert listed(outputs) == ["2023-02"]


def test_when_only_the_second_rename_is_refused_the_old_edition_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    outputs = tmp_path / "outputs"
    publish.publish(outputs, "2023-02", OLD)
    act = Path.rename

    def refuse_new(self, target):
        if self.suffix == ".new":
            raise PermissionError(errno.EACCES, "held", str(self))
        return act(self, target)

    monkeypatch.setattr(Path, "rename", refuse_new)
    with pytest.raises(UserError, match="请先关闭“2023-02”文件夹中打开的文件"):
        publish.publish(outputs, "2023-02", NEW)
    assert held(outputs / "2023-02") == OLD
    assert listed(outputs) == ["2023-02"]


def test_a_second_run_waits_its_turn_and_touches_nothing(tmp_path: Path):
    outputs = tmp_path / "outputs"
    publish.publish(outputs, "2023-02", OLD)
    (outputs / ".2023-02.new").mkdir()
    for start in (lambda: publish.publish(outputs, "2023-02", NEW), lambda: publish.recover(outputs)):
        with one_writer(outputs), pytest.raises(UserError) as caught:
            start()
        assert re.fullmatch(
            r"另一次运行正在写入“outputs”文件夹（本机，"
            r"20\d\d-\d\d-\d\d \d\d:\d\d开始）；请等它结束后再运行，例如等一分钟再试。",
            str(caught.value),
        )
        assert listed(outputs) == [".2023-02.new", "2023-02"]
    assert held(outputs / "2023-02") == OLD
    publish.publish(outputs, "2023-02", NEW)


def test_a_folder_that_cannot_be_written_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(place: Path, _: bytes) -> None:
        raise OSError(errno.EIO, "Input/output error", str(place))

    monkeypatch.setattr(publish, "write_through", refuse)
    with pytest.raises(UserError) as caught:
        publish.publish(tmp_path / "outputs", "2023-02", NEW)
    assert (
        str(caught.value)
        == "写入“outputs”文件夹失败；请检查磁盘是否正常、网络盘是否连接，再重新运行，原有成果未受影响。"
    )


def test_a_full_disk_is_told_and_the_old_edition_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    publish.publish(tmp_path, "2023-02", OLD)

    def full(_handle):
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(UserError) as caught:
            publish.publish(tmp_path, "2023-02", NEW)
    assert (
        str(caught.value) == f"磁盘空间不足，写不下“{tmp_path.name}”中的成果；请清理磁盘后重新运行，原有成果未受影响。"
    )
    publish.recover(tmp_path)
    assert held(tmp_path / "2023-02") == OLD


def test_what_the_disk_gives_back_is_compared_with_what_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    publish.publish(tmp_path, "2023-02", OLD)
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"rotten")
    with pytest.raises(UserError, match="请检查磁盘是否正常、网络盘是否连接，再重新运行，原有成果未受影响。"):
        publish.publish(tmp_path, "2023-02", NEW)
    monkeypatch.undo()
    assert held(tmp_path / "2023-02") == OLD


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        (
            "反馈单/城关:镇.docx",
            (
                "文件名“反馈单/城关:镇.docx”含有 Windows 不允许的“:”；请在设置.xlsx“乡镇名录”中改用不含这类字符的名称，"
                "例如“城关镇”。"
            ),
        ),
        (
            "反馈单/aux.docx",
            (
                "文件名“反馈单/aux.docx”含有 Windows 不允许的保留名“aux.docx”；"
                "请在设置.xlsx“乡镇名录”中改用不含这类字符的名称，例如“城关镇”。"
            ),
        ),
        (
            "../城关镇.docx",
            (
                "文件名“../城关镇.docx”含有 Windows 不允许的结尾的“.”；"
                "请在设置.xlsx“乡镇名录”中改用不含这类字符的名称，"
                "例如“城关镇”。"
            ),
        ),
        (
            "/城关镇.docx",
            (
                "文件名“/城关镇.docx”含有 Windows 不允许的空名称；请在设置.xlsx“乡镇名录”中改用不含这类字符的名称，"
                "例如“城关镇”。"
            ),
        ),
    ],
)
def test_a_name_that_windows_refuses_is_told_before_anything_is_written(tmp_path: Path, path: str, sentence: str):
    with pytest.raises(UserError) as caught:
        publish.publish(tmp_path, "2023-02", {path: b""})
    assert str(caught.value) == sentence
    assert list(tmp_path.iterdir()) == []


def test_two_names_that_differ_by_case_alone_are_reported(tmp_path: Path):
    with pytest.raises(UserError) as caught:
        publish.publish(tmp_path, "2023-02", {"反馈单/A镇.docx": b"", "反馈单/a镇.docx": b""})
    assert (
        str(caught.value)
        == "文件名“反馈单/A镇.docx”和“反馈单/a镇.docx”只有大小写不同，Windows 分不清；请在设置.xlsx“乡镇名录”中改名。"
    )
