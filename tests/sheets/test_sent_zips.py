"""A .zip as chat programs send it is opened, and what is in it is read as if it lay in the folder."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.bundles import Reading
from pipeline.schema.options import Options
from pipeline.sheets.files import again, scan
from pipeline.sheets.formats.faults import Refused
from pipeline.sheets.sent_zips import MOST_MEMBERS, open_sent
from tests.ledgers.conftest import CASES, FOLDER, besides_columns, told

ReadBytes = Callable[[dict[str, bytes]], Reading]
PLAIN = (CASES / "plain.xlsx").read_bytes()
UNPACK = "请先解压，把里面的台账放进期间文件夹，例如 城关镇2月台账.xlsx"


def packed(members: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip whose names are in UTF-8 with the flag, as zipfile writes them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def packed_by_windows(members: dict[str, bytes], encoding: str = "gb18030") -> bytes:
    """A zip whose names have no flag: a stand-in of the same length is written, which the bytes then replace."""
    stored = {name.encode(encoding): data for name, data in members.items()}
    stands = {raw: f"{at:03d}".rjust(len(raw), "x") for at, raw in enumerate(stored)}
    content = packed({stands[raw]: data for raw, data in stored.items()})
    for raw, stand in stands.items():
        content = content.replace(stand.encode(), raw)
    return content


def verdicts(reading: Reading) -> list[tuple[str, str, str]]:
    table = reading.files.fillna("")
    return list(zip(table["file"], table["verdict"], table["reason"], strict=True))


def refusals(reading: Reading) -> list[tuple[str, str]]:
    return [(fault.message, fault.remedy) for fault in besides_columns(reading) if fault.severity == "错误"]


def test_the_members_of_a_zip_are_read_as_files_of_the_folder(read_bytes: ReadBytes) -> None:
    """The zip is listed and no input itself; rows and findings name it and the member."""
    reading = read_bytes({"2月.zip": packed({"台账/城关镇.xlsx": PLAIN})})
    assert verdicts(reading) == [
        (f"{FOLDER}/2月.zip", "忽略", "压缩包，里面的1个文件已逐个读取"),
        (f"{FOLDER}/2月.zip/台账/城关镇.xlsx", "采用", ""),
    ]
    assert list(reading.ledger["source_file"]) == [f"{FOLDER}/2月.zip/台账/城关镇.xlsx"] * 2
    assert told(reading) == []


def test_a_finding_in_a_zip_names_the_zip_and_the_member(read_bytes: ReadBytes) -> None:
    reading = read_bytes({"2月.zip": packed({"城关镇.xlsx": (CASES / "ditto.xlsx").read_bytes()})})
    assert {fault.place.file for fault in reading.findings} == {f"{FOLDER}/2月.zip/城关镇.xlsx"}


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_the_flag_are_read_as_windows_and_the_mac_write_them(
    read_bytes: ReadBytes, encoding: str
) -> None:
    """Some characters have a backslash as their second byte in GB18030: 乗 of 乗马乡."""
    content = packed_by_windows({"城关镇台账.xlsx": PLAIN, "乗马乡.txt": b"1,2\n3,4\n"}, encoding)
    assert not any(part.flag_bits & 0x800 for part in zipfile.ZipFile(io.BytesIO(content)).infolist())
    names = [name for name, _, _ in verdicts(read_bytes({"a.zip": content}))]
    assert names == [f"{FOLDER}/a.zip", f"{FOLDER}/a.zip/乗马乡.txt", f"{FOLDER}/a.zip/城关镇台账.xlsx"]


def test_two_names_that_only_the_old_code_page_takes_for_one_are_two(read_bytes: ReadBytes) -> None:
    """工 and 攻 differ in a byte that is ñ in one and Ñ in the other there."""
    content = packed_by_windows({"工.xlsx": PLAIN, "攻.xlsx": (CASES / "ditto.xlsx").read_bytes()})
    assert [name.rpartition("/")[2] for name, _, _ in verdicts(read_bytes({"a.zip": content}))[1:]] == [
        "工.xlsx",
        "攻.xlsx",
    ]


def test_the_same_workbook_in_the_zip_and_beside_it_counts_once(read_bytes: ReadBytes) -> None:
    reading = read_bytes({"城关镇.xlsx": PLAIN, "台账.zip": packed({"城关镇(1).xlsx": PLAIN})})
    assert len(reading.ledger) == 2
    assert [verdict for _, verdict, _ in verdicts(reading)] == ["忽略", "采用", "忽略"]
    assert [(fault.code, fault.place.file) for fault in besides_columns(reading)] == [("R002", f"{FOLDER}/城关镇.xlsx")]


def test_what_office_and_the_system_leave_in_a_zip_is_passed_over(read_bytes: ReadBytes) -> None:
    names = ["~$城关镇.xlsx", "Thumbs.db", "__MACOSX/._城关镇.xlsx"]
    reading = read_bytes({"a.zip": packed(dict.fromkeys(names, b"x") | {"城关镇.xlsx": PLAIN})})
    assert told(reading) == []
    assert [verdict for _, verdict, _ in verdicts(reading)].count("采用") == 1


def test_a_zip_in_a_zip_is_refused_and_the_rest_is_read(read_bytes: ReadBytes) -> None:
    reading = read_bytes({"a.zip": packed({"b.zip": packed({"城关镇.xlsx": PLAIN}), "城关镇.xlsx": PLAIN})})
    assert refusals(reading) == [("压缩包里又有压缩包，里面的这一个没有打开", UNPACK)]
    assert len(reading.ledger) == 2


@pytest.mark.parametrize(
    ("data", "kind"), [(b"Rar!\x1a\x07\x01\x00" + bytes(40), "rar"), (b"7z\xbc\xaf\x27\x1c" + bytes(40), "7z")]
)
def test_other_archives_are_one_sentence(read_bytes: ReadBytes, data: bytes, kind: str) -> None:
    reading = read_bytes({f"台账.{kind}": data})
    assert refusals(reading) == [(f"这是 {kind} 压缩包，程序只能打开 .zip", UNPACK)]


def test_a_zip_with_a_password_is_one_sentence(read_bytes: ReadBytes) -> None:
    content = bytearray(packed({"城关镇.xlsx": PLAIN}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.rindex(mark) + at] |= 1
    assert refusals(read_bytes({"a.zip": bytes(content)})) == [("压缩包设有密码，没有打开", UNPACK)]


def test_an_empty_zip_is_one_sentence(read_bytes: ReadBytes) -> None:
    """Whether it holds nothing at all or a folder without a file."""
    empty = read_bytes({"a.zip": packed({}), "b.zip": packed({"空/": b""})})
    assert [message for message, _ in refusals(empty)] == ["压缩包里没有文件"] * 2


@pytest.mark.parametrize("name", ["../城关镇.xlsx", "/城关镇.xlsx", "C:\\城关镇.xlsx", "a\\..\\..\\城关镇.xlsx"])
def test_a_name_that_leads_out_of_the_zip_refuses_it(read_bytes: ReadBytes, name: str) -> None:
    assert refusals(read_bytes({"a.zip": packed({name: PLAIN})})) == [
        ("压缩包没有打开：内部部件重名或路径异常", UNPACK)
    ]


def test_a_bomb_is_refused_before_it_is_inflated(read_bytes: ReadBytes) -> None:
    reading = read_bytes({"a.zip": packed({"城关镇.csv": bytes(50_000_000)})})
    assert refusals(reading) == [("压缩包没有打开：压缩比超过100倍", UNPACK)]


def test_a_zip_beyond_the_countys_limit_is_refused_by_the_limits_name() -> None:
    with pytest.raises(Refused) as refusal:
        open_sent(packed({"a.csv": b"x" * 1_100_000}, method=zipfile.ZIP_STORED), Options(inflated_mb=1))
    assert refusal.value.issue.code == "R083"


def test_more_files_than_a_county_has_units_are_refused(read_bytes: ReadBytes) -> None:
    members = {f"{n}.csv": b"1" for n in range(MOST_MEMBERS + 1)}
    assert refusals(read_bytes({"a.zip": packed(members)})) == [("压缩包没有打开：里面有501个文件，上限500个", UNPACK)]


def test_a_member_too_large_or_empty_is_refused_alone(read_bytes: ReadBytes) -> None:
    reading = read_bytes({"a.zip": packed({"空.xlsx": b"", "城关镇.xlsx": PLAIN})})
    assert told(reading) == ["错误 ：文件是空的（0字节）"]
    assert len(reading.ledger) == 2


def test_a_member_is_found_again_for_its_way_back(tmp_path: Path) -> None:
    """Also where numbers of persons in the names of zip and member were masked."""
    (tmp_path / FOLDER).mkdir()
    zipped = packed({"城关镇13800138000.xlsx": PLAIN})
    (tmp_path / FOLDER / "2月13900139000.zip").write_bytes(zipped)
    found = [source for source in scan(tmp_path, [FOLDER]) if source.data]
    assert [source.path_rel for source in found] == [f"{FOLDER}/2月（已遮盖）.zip/城关镇（已遮盖）.xlsx"]
    assert again(tmp_path, found[0].path_rel) == found[0]


def test_a_document_that_is_a_zip_is_no_folder_of_files(read_bytes: ReadBytes) -> None:
    """Word, OpenDocument text and OFD stay what they are."""
    for part in ("OFD.xml", "mimetype", "[Content_Types].xml"):
        reading = read_bytes({"a.ofd": packed({part: b"<x/>", "Doc_0/Document.xml": b"<x/>"})})
        assert [message for message, _ in refusals(reading)] == ["这是文档文件，不是能读取的表格"]
