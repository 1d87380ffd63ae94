"""Which files of a folder are inputs, and what each one is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.base.errors import UserError
from pipeline.base.period import parse_period
from pipeline.bundles import Reading
from pipeline.ledgers.reader import read_folders
from pipeline.schema.options import Options
from pipeline.sheets.files import identify, load, scan
from pipeline.sheets.formats.archives import open_guarded
from pipeline.sheets.formats.faults import Refused
from pipeline.sheets.grids import read_grids
from pipeline.sheets.kinds import kind_of
from tests.ledgers.conftest import CASES, FOLDER, SETTINGS, ReadCase, told

ReadBytes = Callable[[dict[str, bytes]], Reading]
PLAIN = (CASES / "plain.xlsx").read_bytes()


def test_lock_files_and_system_files_are_listed_and_passed_over(read_bytes: ReadBytes) -> None:
    """They are no fault of the township: verdict 忽略, no finding."""
    names = ["~$城关镇.xlsx", ".~城关镇.xlsx", "._城关镇.xlsx", "Thumbs.db", "desktop.ini", ".DS_Store"]
    reading = read_bytes(dict.fromkeys(names, b"x") | {"plain.xlsx": PLAIN})
    verdicts = dict(
        zip(reading.files["file"], zip(reading.files["verdict"], reading.files["reason"], strict=True), strict=True)
    )
    assert verdicts[f"{FOLDER}/~$城关镇.xlsx"] == ("忽略", "Office 的临时文件")
    assert verdicts[f"{FOLDER}/Thumbs.db"] == ("忽略", "系统文件")
    assert list(reading.files["verdict"]).count("忽略") == len(names)
    assert told(reading) == []
    assert len(reading.ledger) == 2


def test_the_same_bytes_twice_are_read_once(read_bytes: ReadBytes) -> None:
    """The second is named with the first; another folder's copy is that folder's own."""
    reading = read_bytes({"甲.xlsx": PLAIN, "甲(1).xlsx": PLAIN, "2023-01/甲.xlsx": PLAIN})
    assert list(zip(reading.files["file"], reading.files["verdict"], strict=True)) == [
        ("2023-01/甲.xlsx", "采用"),
        (f"{FOLDER}/甲(1).xlsx", "采用"),
        (f"{FOLDER}/甲.xlsx", "忽略"),
    ]
    assert "内容与“2023-02/甲(1).xlsx”完全相同，只读一份" in [f.message for f in reading.findings]


def test_two_different_files_of_one_township_are_both_read(read_bytes: ReadBytes) -> None:
    """Which of them speaks is the merge's business."""
    reading = read_bytes({"甲.xlsx": PLAIN, "乙.xlsx": (CASES / "ditto.xlsx").read_bytes()})
    assert list(reading.files["verdict"]) == ["采用", "采用"]
    assert list(reading.files["township"]) == ["城关镇", "城关镇"]


@pytest.mark.slow
def test_one_bad_file_never_stops_the_others(read_bytes: ReadBytes) -> None:
    """All cases at once: every file has its verdict, that in the zip too, the good ones their rows."""
    cases = {path.name: path.read_bytes() for path in CASES.iterdir()}
    reading = read_bytes(cases)
    packed = ["packed.zip", "packed.zip/城关镇.csv"]
    assert sorted(reading.files["file"]) == sorted(f"{FOLDER}/{name}" for name in {*cases, *packed})
    verdicts = reading.files.set_index("file")["verdict"]
    assert list(verdicts[[f"{FOLDER}/{name}" for name in packed]]) == ["忽略", "采用"]
    ignored = set(verdicts[verdicts == "忽略"].index)
    assert ignored == {f"{FOLDER}/packed.zip", f"{FOLDER}/utf8.csv"}  # the zip has a copy of the other
    assert set(verdicts) == {"采用", "拒收", "忽略"}
    assert reading.ledger["source_file"].nunique() > 20


@pytest.mark.slow
def test_reading_twice_gives_the_same(read_bytes: ReadBytes) -> None:
    """Threads or not: order and content never change."""
    cases = {path.name: path.read_bytes() for path in CASES.iterdir()}
    first, second = read_bytes(cases), read_bytes(cases)
    assert first.findings == second.findings
    assert first.ledger.equals(second.ledger)
    assert first.changes.equals(second.changes)
    assert first.rows.equals(second.rows)


def test_the_bytes_decide_and_not_the_name(read_case: ReadCase) -> None:
    """An xlsx named .xls and an xls named .xlsx are read as what they are."""
    assert list(read_case("plain.xlsx", "plain.xls").files["kind"]) == ["xlsx"]
    assert list(read_case("old.xls", "old.xlsx").files["kind"]) == ["xls"]


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"%PDF-1.7", "pdf"),
        (b"Rar!\x1a", "rar"),
        (b"7z\xbc\xaf", "7z"),
        (b"\x1f\x8b", "压缩文件"),
        (b"\x09\x04\x06\x00\x00", "旧版表格"),
        (b"\x00\x01\x02\x03\x00\x01", "未知"),
        (b'<?xml version="1.0"?><Workbook/>', "xml"),
        (b"\xef\xbb\xbfa,b", "csv"),
        ("编号\t日期".encode("utf-16-le"), "csv"),
        (b"MIME-Version: 1.0", "网页"),
    ],
)
def test_kinds_are_told_by_content(start: bytes, kind: str) -> None:
    """Whatever the extension says."""
    assert kind_of(start) == kind


def test_a_file_beyond_the_limit_is_not_opened(tmp_path: Path) -> None:
    """Only its size is looked at."""
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.truncate(30_000_001)
    source = load(path, "a.xlsx", FOLDER)
    assert source.fault is not None
    assert source.fault.at("a.xlsx").message == "文件有30.1MB，超过30MB（参数“文件大小上限MB”）"
    assert source.data == b""


def test_a_link_is_named_and_never_followed(tmp_path: Path) -> None:
    """To a file or to a folder."""
    (tmp_path / FOLDER).mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "plain.xlsx").write_bytes(PLAIN)
    try:
        (tmp_path / FOLDER / "a.xlsx").symlink_to(tmp_path / "elsewhere" / "plain.xlsx")
        (tmp_path / FOLDER / "b").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    except OSError:
        # Windows makes links only for administrators; a folder in a file's place is refused the same way.
        (tmp_path / FOLDER / "a.xlsx").mkdir()
    reading = read_folders(tmp_path, [FOLDER], SETTINGS, parse_period(FOLDER))
    assert reading.ledger.empty
    assert set(told(reading)) <= {"错误 ：这是快捷方式，不是文件本身"}
    assert "plain.xlsx" not in repr(list(scan(tmp_path, [FOLDER])))


def test_a_folder_inside_a_period_is_read_too(read_bytes: ReadBytes) -> None:
    """No file is passed over for lying deeper."""
    reading = read_bytes({f"{FOLDER}/补报/plain.xlsx": PLAIN})
    assert list(reading.files["file"]) == [f"{FOLDER}/补报/plain.xlsx"]
    assert list(reading.ledger["source_file"]) == [f"{FOLDER}/补报/plain.xlsx"] * 2
    assert list(reading.ledger["folder"]) == [FOLDER, FOLDER]


def test_an_empty_folder_gives_empty_typed_tables(tmp_path: Path) -> None:
    """A run without inputs has the same columns as any other."""
    reading = read_folders(tmp_path, [FOLDER], SETTINGS, parse_period(FOLDER))
    assert len(reading.files) == len(reading.rows) == len(reading.ledger) == len(reading.unplaced) == 0
    assert str(reading.ledger["registered_on"].dtype) == "datetime64[s]"
    assert str(reading.ledger["persons"].dtype) == "Int64"
    assert reading.registers == {}


def test_a_container_with_doubled_names_is_refused() -> None:
    """Two parts of one name are two stories about one sheet."""
    import io
    import warnings
    import zipfile

    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("xl/workbook.xml", "a")
        archive.writestr("xl/workbook.xml", "b")
    with pytest.raises(Refused) as refusal:
        open_guarded(file.getvalue(), Options())
    assert refusal.value.issue.at("a").message == "文件内部结构异常，为安全起见没有打开：内部部件重名或路径异常"


def test_the_settings_workbook_is_read_or_said_to_be_unreadable(tmp_path: Path) -> None:
    """One sentence, for the person who started the run."""
    good, bad = tmp_path / "设置.xlsx", tmp_path / "坏.xlsx"
    good.write_bytes(PLAIN)
    bad.write_bytes((CASES / "encrypted.xlsx").read_bytes())
    assert [grid.name for grid in read_grids(good)] == ["Sheet1"]
    with pytest.raises(UserError, match=r"^坏\.xlsx：文件设有打开密码，无法读取；请取消密码后重新保存。$"):
        read_grids(bad)
    with pytest.raises(UserError, match=r"^找不到 没有\.xlsx，请把它放在 .* 文件夹里。$"):
        read_grids(tmp_path / "没有.xlsx")


def test_progress_is_told_of_every_file_in_order(tmp_path: Path) -> None:
    """The paths, as they are read."""
    (tmp_path / FOLDER).mkdir()
    for name in ("乙.xlsx", "甲.xlsx"):
        (tmp_path / FOLDER / name).write_bytes(PLAIN)
    seen: list[str] = []
    read_folders(tmp_path, [FOLDER], SETTINGS, parse_period(FOLDER), seen.append)
    assert seen == [f"{FOLDER}/乙.xlsx", f"{FOLDER}/甲.xlsx"]


def test_every_cut_of_a_workbook_is_refused_or_read_whole() -> None:
    """A file that broke off while copying never passes for a shorter one."""
    for length in range(1, len(PLAIN), 97):
        source = identify(PLAIN[:length], "a.xlsx", FOLDER)
        assert source.fault is not None or source.kind == "csv", length
