"""Workbooks with a password: opened with those that the office was given, else refused; no password is ever shown."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msoffcrypto
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook

from pipeline.base.errors import UserError
from pipeline.base.period import parse_period
from pipeline.bundles import Reading
from pipeline.ledgers.reader import read_folders
from pipeline.run import check_period, run_period
from pipeline.sheets.password_file import read_passwords
from tests.ledgers.conftest import CASES, FOLDER, SETTINGS

pytestmark = pytest.mark.slow

PLAIN = (CASES / "plain.xlsx").read_bytes()
SECRET = "Qh-2023,密"
ReadLocked = Callable[..., Reading]


def locked(password: str, data: bytes = PLAIN) -> bytes:
    """The workbook under a password, as Excel writes it."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()


@pytest.fixture(scope="module")
def protected() -> dict[str, bytes]:
    """One under our password, one under Excel's own."""
    return {"ours": locked(SECRET), "excel": locked("VelvetSweatshop")}


@pytest.fixture
def read_locked(tmp_path: Path) -> ReadLocked:
    """Read a file of bytes with a text of passwords."""

    def read(data: bytes, text: str | None = None, name: str = "城关镇.xlsx") -> Reading:
        (tmp_path / FOLDER).mkdir(exist_ok=True)
        (tmp_path / FOLDER / name).write_bytes(data)
        file = None
        if text is not None:
            file = tmp_path / "密码.txt"
            file.write_text(text, encoding="utf-8")
        return read_folders(tmp_path, [FOLDER], SETTINGS, parse_period(FOLDER), passwords=read_passwords(file))

    return read


def test_excels_own_password_is_tried_first(protected: dict[str, bytes], read_locked: ReadLocked) -> None:
    """Such a workbook never asked anyone for one."""
    reading = read_locked(protected["excel"])
    assert list(reading.files["verdict"]) == ["采用"]
    assert len(reading.ledger) == 2


@pytest.mark.parametrize(
    "text",
    [
        f'文件名,密码\n城关镇.xlsx,"{SECRET}"\n',
        f"城关镇\t{SECRET}\n",
        f"别的.xlsx\tabc\n全部\t{SECRET}\n",
        f"2023-02\\城关镇.XLSX\t {SECRET} \n",
    ],
)
def test_the_right_password_opens_it(text: str, protected: dict[str, bytes], read_locked: ReadLocked) -> None:
    """By name with or without extension, or for any file; the SHA-256 is that of the file as sent."""
    import hashlib

    reading = read_locked(protected["ours"], text)
    assert list(reading.files["verdict"]) == ["采用"]
    assert list(reading.files["sha256"]) == [hashlib.sha256(protected["ours"]).hexdigest()]
    assert len(reading.ledger) == 2
    assert SECRET not in repr((reading.files.to_dict(), reading.findings, reading.changes.to_dict()))


def test_without_a_fitting_password_the_file_is_refused(protected: dict[str, bytes], read_locked: ReadLocked) -> None:
    """The sentence differs by whether one was given."""
    assert list(read_locked(protected["ours"]).files["reason"]) == ["文件设有打开密码，无法读取"]
    assert list(read_locked(protected["ours"], "城关镇,wrong").files["reason"]) == [
        "文件设有打开密码，密码文件里没有能打开它的密码"
    ]


def test_a_key_that_takes_minutes_to_derive_is_not_tried(protected: dict[str, bytes], read_locked: ReadLocked) -> None:
    """spinCount is a number in the file: two thousand million rounds would take an hour."""
    data = protected["ours"].replace(b'spinCount="100000"', b'spinCount="999999999"')[: len(protected["ours"]) + 3]
    assert list(read_locked(data, f"城关镇\t{SECRET}").files["reason"]) == [
        "文件设有打开密码，加密强度（循环999999999次）超过上限1000000次，没有尝试"
    ]


def test_an_old_workbook_with_a_password_is_known_as_such(read_locked: ReadLocked) -> None:
    """Its second record says so."""
    data = bytearray((CASES / "old.xls").read_bytes())
    start = data.find(b"\x09\x08\x10\x00\x00\x06\x05\x00") + 20
    data[start : start + 2] = b"\x2f\x00"
    assert list(read_locked(bytes(data), name="城关镇.xls").files["reason"]) == ["文件设有打开密码，无法读取"]


def test_passwords_may_stand_in_a_workbook(tmp_path: Path) -> None:
    """Numbers as they are seen; a heading is no file."""
    book = Workbook()
    sheet: Any = book.active
    for row in (("文件名", "密码"), ("城关镇.xlsx", 123456), (None, "abc"), ("柳树镇", None)):
        sheet.append(row)
    book.save(tmp_path / "密码.xlsx")
    assert dict(read_passwords(tmp_path / "密码.xlsx")) == {"城关镇.xlsx": ("123456",), "": ("abc",)}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "找不到密码文件“密码.txt”；请检查 --password-file 后面的路径。"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "密码文件“密码.txt”读不出；请用两列的 .xlsx 或文本（文件名、密码），例如一行“城关镇.xlsx,abc123”。",
        ),
        (
            "文件名,密码\n".encode(),
            "密码文件“密码.txt”里没有密码；请每行写文件名和密码，例如一行“城关镇.xlsx,abc123”。",
        ),
    ],
)
def test_a_password_file_that_serves_nothing_stops_the_run(
    content: bytes | None, sentence: str, tmp_path: Path
) -> None:
    """With one sentence and none of its content."""
    if content is not None:
        (tmp_path / "密码.txt").write_bytes(content)
    with pytest.raises(UserError) as fault:
        read_passwords(tmp_path / "密码.txt")
    assert str(fault.value) == sentence


def test_a_run_and_a_check_take_the_file_and_leave_no_trace_of_it(county: Path, protected: dict[str, bytes]) -> None:
    """No output, log or manifest holds a password or the file's name."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "乡镇名录"
    for row in (("序号", "乡镇"), (1, "城关镇")):
        sheet.append(row)
    book.save(county / "inputs" / "设置.xlsx")
    (county / "inputs" / FOLDER).mkdir()
    (county / "inputs" / FOLDER / "城关镇.xlsx").write_bytes(protected["ours"])
    file = county / "secret-list.txt"
    file.write_text(f"城关镇\t{SECRET}\n", encoding="utf-8")
    checked = check_period(county / "inputs", county / "outputs", FOLDER, None, lambda _: None, password_file=file)
    assert not [f for f in checked.findings if f.code in {"R006", "R084"}]
    run_period(county / "inputs", county / "outputs", FOLDER, None, lambda _: None, password_file=file)
    written = [path for path in (county / "outputs").rglob("*") if path.is_file()]
    assert any(path.name == "manifest.json" for path in written)
    for path in written:
        content = path.read_bytes()
        assert SECRET.encode() not in content, path
        assert b"secret-list" not in content, path


def test_the_library_opens_what_it_locked(protected: dict[str, bytes]) -> None:
    """The test's own files are sound."""
    file = msoffcrypto.OfficeFile(io.BytesIO(protected["ours"]))
    file.load_key(password=SECRET)
    out = io.BytesIO()
    file.decrypt(out)
    assert out.getvalue() == PLAIN
