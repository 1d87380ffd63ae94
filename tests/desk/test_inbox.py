"""Dropped files: the newest lies in the folder, every older one can be brought back, and nothing is read twice."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from pipeline.base.errors import UserError
from pipeline.desk.inbox import Inbox
from pipeline.editions.lock import one_writer

ONE, TWO = "编号\n1\n".encode(), "编号\n2\n".encode()
SHA = {content: hashlib.sha256(content).hexdigest() for content in (ONE, TWO)}


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    (tmp_path / "2023-02").mkdir()
    return Inbox(tmp_path / "2023-02")


def lies(inbox: Inbox) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in inbox.folder.iterdir() if p.is_file()}


def test_the_folder_shows_the_newest_as_if_it_had_been_copied_there(inbox: Inbox):
    assert inbox.take("东岭镇.csv", ONE) == "已收下“东岭镇.csv”。"
    assert inbox.take("东岭镇.csv", TWO) == "已收下“东岭镇.csv”，代替原来的一份；原来的可以取回。"
    assert lies(inbox) == {"东岭镇.csv": TWO}
    (entry,) = inbox.entries()
    assert (entry.now, [v.sha256 for v in entry.versions]) == (SHA[TWO], [SHA[ONE], SHA[TWO]])


def test_the_same_content_again_is_told(inbox: Inbox):
    inbox.take("东岭镇.csv", ONE)
    assert inbox.take("东岭镇.csv", ONE) == "“东岭镇.csv”与已有的内容完全相同，没有变动。"
    assert inbox.take("西河镇.csv", ONE) == "已收下“西河镇.csv”；它与“东岭镇.csv”内容完全相同，请看是否重复报送。"
    inbox.take("东岭镇.csv", TWO)
    assert inbox.take("东岭镇.csv", ONE) == "“东岭镇.csv”与以前收到过的一份内容相同，已换成这一份。"


def test_an_older_version_comes_back_and_the_newer_one_stays_to_be_had(inbox: Inbox):
    inbox.take("东岭镇.csv", ONE)
    inbox.take("东岭镇.csv", TWO)
    inbox.bring_back("东岭镇.csv", SHA[ONE])
    assert lies(inbox) == {"东岭镇.csv": ONE}
    inbox.bring_back("东岭镇.csv", SHA[TWO])
    assert lies(inbox) == {"东岭镇.csv": TWO}


def test_a_file_put_there_by_hand_is_kept_before_it_gives_way(inbox: Inbox):
    (inbox.folder / "东岭镇.csv").write_bytes(ONE)
    inbox.take("东岭镇.csv", TWO)
    inbox.bring_back("东岭镇.csv", SHA[ONE])
    assert lies(inbox) == {"东岭镇.csv": ONE}


def test_what_was_taken_away_can_be_brought_back(inbox: Inbox):
    inbox.take("东岭镇.csv", ONE)
    assert inbox.take_away("东岭镇.csv") == "已撤下“东岭镇.csv”；需要时可以取回。"
    assert lies(inbox) == {}
    assert inbox.entries()[0].now == ""
    inbox.bring_back("东岭镇.csv", SHA[ONE])
    assert lies(inbox) == {"东岭镇.csv": ONE}


def test_a_zip_of_ledgers_is_taken_as_it_is(inbox: Inbox):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as together:
        together.writestr("东岭镇.csv", ONE)
    assert inbox.take("各乡镇.zip", packed.getvalue()) == "已收下“各乡镇.zip”。"
    assert lies(inbox) == {"各乡镇.zip": packed.getvalue()}


def test_what_no_reader_takes_in_a_zip_is_told_at_once(inbox: Inbox):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as together:
        together.writestr("西河镇.csv", "信访件编号\n1\n")
        together.writestr("情况说明.exe", b"MZ" + bytes(200))
    taken, unread = inbox.take("各乡镇.zip", packed.getvalue()).split("\n")
    assert taken == "已收下“各乡镇.zip”。"
    assert unread.startswith("“各乡镇.zip”里的“情况说明.exe”没有读取：")


def test_names_that_windows_cannot_tell_apart_are_one_file(inbox: Inbox):
    inbox.take("a.CSV", ONE)
    inbox.take("A.csv", TWO)
    assert lies(inbox) == {"a.CSV": TWO}


@pytest.mark.parametrize("sha", ["", "0" * 64, "../../x", SHA[TWO]])
def test_only_a_version_of_that_file_comes_back(inbox: Inbox, sha: str):
    inbox.take("东岭镇.csv", ONE)
    inbox.take("西河镇.csv", TWO)
    with pytest.raises(UserError, match="请刷新页面再选"):
        inbox.bring_back("东岭镇.csv", sha)
    assert lies(inbox)["东岭镇.csv"] == ONE


def test_a_version_that_was_changed_on_the_disk_does_not_come_back(inbox: Inbox):
    inbox.take("东岭镇.csv", ONE)
    inbox.take("东岭镇.csv", TWO)
    (inbox.folder / ".versions" / SHA[ONE]).write_bytes(b"x")
    with pytest.raises(UserError):
        inbox.bring_back("东岭镇.csv", SHA[ONE])
    assert lies(inbox) == {"东岭镇.csv": TWO}


def test_a_colleague_who_writes_at_the_same_time_is_told(inbox: Inbox):
    inbox.take("东岭镇.csv", ONE)
    with one_writer(inbox.folder / ".versions"), pytest.raises(UserError, match=r"（本机，.*开始）"):
        inbox.take("东岭镇.csv", TWO)
    assert lies(inbox) == {"东岭镇.csv": ONE}


class Killed(BaseException):
    """Stands for the end of the process: nothing catches it."""


@pytest.mark.parametrize("step", range(12))
def test_a_desk_that_is_killed_at_any_step_leaves_the_old_file_whole_or_the_new_one(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch, step: int
):
    """Each writing and each renaming is a step; of a writing half of the bytes are there. The next start goes on."""
    inbox.take("东岭镇.csv", ONE)
    left = iter(range(step, -1, -1))

    def dies() -> bool:
        return next(left, 1) == 0

    write_bytes, write_text, replace = Path.write_bytes, Path.write_text, Path.replace

    def writing(path: Path, content: bytes) -> int:
        write_bytes(path, content[: len(content) // 2] if (ends := dies()) else content)
        if ends:
            raise Killed
        return len(content)

    def texting(path: Path, content: str, **_: object) -> int:
        return writing(path, content.encode("utf-8"))

    def renaming(path: Path, target: Path) -> Path:
        if dies():
            raise Killed
        return replace(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", writing)
        patched.setattr(Path, "write_text", texting)
        patched.setattr(Path, "replace", renaming)
        try:
            inbox.take("东岭镇.csv", TWO)
            was_killed = False
        except Killed:
            was_killed = True
    assert write_text is Path.write_text
    assert lies(inbox) in ({"东岭镇.csv": ONE}, {"东岭镇.csv": TWO})
    assert was_killed or lies(inbox) == {"东岭镇.csv": TWO}
    again = Inbox(inbox.folder)
    again.take("东岭镇.csv", TWO)
    assert lies(again) == {"东岭镇.csv": TWO}
    again.bring_back("东岭镇.csv", SHA[ONE])
    assert lies(again) == {"东岭镇.csv": ONE}
