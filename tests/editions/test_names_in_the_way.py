"""What lies under an edition's name, or has a name that no disk takes, is one sentence and hinders nobody."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from pipeline.base.errors import UserError
from pipeline.editions import publish


def held(folder: Path) -> dict[str, bytes]:
    """Every file below the folder, by its path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("link", [False, True])
def test_a_file_or_a_link_that_has_the_name_of_a_period_is_told_and_left_as_it_is(tmp_path: Path, link: bool):
    outputs, elsewhere = tmp_path / "outputs", tmp_path / "别处"
    outputs.mkdir()
    elsewhere.mkdir()
    place = outputs / "2023-02"
    if link:
        place.symlink_to(elsewhere, target_is_directory=True)
    else:
        place.write_bytes(b"x")
    for step in (lambda: publish.publish(outputs, "2023-02", {"a.txt": b"1"}), lambda: publish.recover(outputs)):
        with pytest.raises(UserError) as caught:
            step()
        assert str(caught.value) == (
            "“outputs/2023-02”是文件或链接，不是文件夹，成果写不进去；请把它移到别处，再重新运行，原有成果未受影响。"
        )
    assert list(elsewhere.iterdir()) == []
    place.unlink()
    publish.publish(outputs, "2023-02", {"a.txt": b"1"})
    assert held(outputs / "2023-02") == {"a.txt": b"1"}


@pytest.mark.parametrize("end", [".new", ".old", ".swap"])
@pytest.mark.parametrize("what", ["file", "folder", "link to a file", "link to a folder", "link to nothing"])
def test_what_somebody_else_put_under_a_hidden_name_hinders_nobody(tmp_path: Path, end: str, what: str):
    outputs, elsewhere = tmp_path / "outputs", tmp_path / "别处"
    elsewhere.mkdir()
    (elsewhere / "x").write_bytes(b"x")
    publish.publish(outputs, "2023-02", {"a.txt": b"1"})
    place = outputs / f".2023-02{end}"
    if what == "folder":
        place.mkdir()
        (place / "x").write_bytes(b"x")
    elif what == "file":
        place.write_bytes(b"x")
    else:
        place.symlink_to({"a file": elsewhere / "x", "a folder": elsewhere}.get(what[8:], elsewhere / "nothing"))
    publish.publish(outputs, "2023-02", {"a.txt": b"2"})
    assert held(outputs / "2023-02") == {"a.txt": b"2"}
    assert not place.exists()
    assert not place.is_symlink()
    assert held(elsewhere) == {"x": b"x"}


def test_a_name_too_long_for_the_disk_is_told_and_the_old_edition_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Disks differ in how long a name may be: of 汉字 most of Linux take 85, NTFS 255."""
    outputs = tmp_path / "outputs"
    publish.publish(outputs, "2023-02", {"a.txt": b"1"})

    def refuse(place: Path, _: bytes) -> None:
        raise OSError(errno.ENAMETOOLONG, "File name too long", str(place))

    monkeypatch.setattr(publish, "write_through", refuse)
    with pytest.raises(UserError) as caught:
        publish.publish(outputs, "2023-02", {"长长.docx": b"2"})
    assert str(caught.value) == (
        "文件名太长，磁盘写不下：长长.docx；请把乡镇名或文书名改短，或把“outputs”文件夹移到短一些的位置，再重新运行。"
    )
    assert held(outputs / "2023-02") == {"a.txt": b"1"}


def test_a_file_where_outputs_or_what_is_kept_belongs_is_told(tmp_path: Path):
    outputs = tmp_path / "outputs"
    outputs.write_bytes(b"x")
    for step in (lambda: publish.publish(outputs, "2023-02", {"a.txt": b"1"}), lambda: publish.recover(outputs)):
        with pytest.raises(UserError) as caught:
            step()
        assert str(caught.value).startswith("“outputs”是文件或链接，不是文件夹")
    outputs.unlink()
    outputs.mkdir()
    (outputs / "留存").write_bytes(b"x")
    with pytest.raises(UserError) as caught:
        publish.publish(outputs, "2023-02", {"a.txt": b"1"})
    assert str(caught.value).startswith("“outputs/留存”是文件或链接，不是文件夹")


@pytest.mark.parametrize("as_folder", [False, True])
def test_what_somebody_else_put_where_an_issue_is_prepared_hinders_nobody(tmp_path: Path, as_folder: bool):
    place, paper = tmp_path / ".2023-02.issue", tmp_path / "2023-02" / "a.txt"
    publish.publish(tmp_path, "2023-02", {"a.txt": b"1"})
    if as_folder:
        place.mkdir()
        (place / "0").write_bytes(b"x")
    else:
        place.write_bytes(b"x")
    publish.issue_files(tmp_path, "2023-02", {paper: b"2"})
    assert paper.read_bytes() == b"2"
    assert not place.exists()


def test_files_on_another_drive_than_outputs_are_replaced_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Windows has no way from one drive to another: inputs on D:, outputs on a shared drive."""
    register = tmp_path / "inputs" / "发文登记.xlsx"

    def no_way(*_: object) -> str:
        raise ValueError

    monkeypatch.setattr("pipeline.editions.journal.os.path.relpath", no_way)
    publish.publish(tmp_path / "outputs", "2023-02", {"a.txt": b"1"})
    publish.issue_files(tmp_path / "outputs", "2023-02", {register: b"2"})
    assert register.read_bytes() == b"2"
