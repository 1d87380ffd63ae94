"""After issue the ledgers are reduced to what was read: nothing else of them is left, and they read as before."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.comments import Comment

from pipeline.base.errors import UserError
from pipeline.base.period import parse_period
from pipeline.bundles import Reading
from pipeline.desk.inbox import Inbox
from pipeline.doors import tidy as door
from pipeline.doors.tidy import tidy
from pipeline.editions.issued import IssuedPaper, record_bytes, record_file
from pipeline.editions.lock import one_writer
from pipeline.ledgers.reader import read_folders
from pipeline.settings.reader import read_settings
from pipeline.sheets.grids import read_grids
from tests.shared_editions import GOLDEN, golden_outputs

pytestmark = pytest.mark.slow

MONTH = "2023-02"
SECRETS = (
    "样例某甲",
    "样例路七号",
    "反映某事的全文",
    "13912345678",
    "样例某乙",
    "未读栏里的话",
    "样例某丙",
    "批注某丁",
)
"""What stands in columns, sheets, comments and properties that nobody reads; the number is made up."""


def planted(content: bytes, extra: str = "") -> bytes:
    """A ledger with columns about persons, a column that nobody knows, a hidden sheet, a comment and properties."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    header = next(r for r in range(1, 10) if any("编号" in str(c.value) for c in sheet[r]))
    wide = sheet.max_column
    for at, (heading, text) in enumerate(
        (("信访人姓名", "样例某甲"), ("住址", "样例路七号" + extra), ("信访内容", "反映某事的全文 13912345678"),
         ("乡镇自用栏", "未读栏里的话"))
    ):  # fmt: skip
        sheet.cell(header, wide + 1 + at, heading)
        for row in range(header + 1, sheet.max_row + 1):
            if sheet.cell(row, 1).value is not None:
                sheet.cell(row, wide + 1 + at, text)
    sheet.cell(header, 1).comment = Comment("批注某丁", "样例某乙")
    hidden = book.create_sheet("底稿")
    hidden["A1"] = "样例某丙 13912345678"
    hidden.sheet_state = "hidden"
    book.properties.creator = "样例某乙"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county whose month was issued, with ledgers sent twice, in a folder, in a zip and as text. It isn't changed."""
    place = tmp_path_factory.mktemp("sent")
    shutil.copytree(GOLDEN, place / "inputs")
    shutil.copytree(golden_outputs(), place / "outputs")
    month = place / "inputs" / MONTH
    inbox = Inbox(month)
    ledger = (month / "东岭镇.xlsx").read_bytes()
    inbox.take("东岭镇.xlsx", planted(ledger, "旧"))
    inbox.take("东岭镇.xlsx", planted(ledger))
    (month / "补报").mkdir()
    (month / "补报" / "南山乡.xlsx").write_bytes(planted((month / "南山乡.xlsx").read_bytes()))
    (month / "南山乡.xlsx").unlink()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as together:
        together.writestr("西河镇.xlsx", planted((month / "西河镇.xlsx").read_bytes()))
    (month / "西河镇.xlsx").unlink()
    inbox.take("各乡镇.zip", packed.getvalue())
    (month / ".versions" / "check.json").write_text("样例某甲", encoding="utf-8")
    paper = IssuedPaper("通报/月度通报.docx", 1, "月度通报", "", "青信联办〔2023〕3号", "2023-03-06", "主任", "0" * 64)
    record = record_file(place / "outputs", MONTH)
    record.parent.mkdir(parents=True)
    record.write_bytes(record_bytes([paper]))
    return place


@pytest.fixture(scope="module")
def before(sent: Path) -> Reading:
    """What is read of it before anything is reduced."""
    return reading(sent)


@pytest.fixture
def county(sent: Path, tmp_path: Path) -> Path:
    """The county to reduce."""
    return shutil.copytree(sent, tmp_path, dirs_exist_ok=True)


def reading(county: Path) -> Reading:
    place = county / "inputs" / "设置.xlsx"
    settings = read_settings(read_grids(place), place.name)
    return read_folders(county / "inputs", [MONTH], settings, parse_period(MONTH))


def same(one: Reading, other: Reading) -> list[str]:
    """The parts of two readings that differ."""
    pairs = ((f.name, getattr(one, f.name), getattr(other, f.name)) for f in fields(Reading))
    return [n for n, a, b in pairs if not (a.equals(b) if isinstance(a, pd.DataFrame) else str(a) == str(b))]


def found(folder: Path) -> set[tuple[str, str]]:
    """Each secret that any byte below a folder holds, packages unpacked, with where it stands."""
    places: set[tuple[str, str]] = set()

    def look(name: str, content: bytes) -> None:
        for secret in SECRETS:
            written = [secret.encode(e) for e in ("utf-8", "gb18030", "utf-16-le")]
            if any(each in content for each in (*written, secret.encode("ascii", "xmlcharrefreplace"))):
                places.add((secret, name))
        if content[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                for part in package.namelist():
                    look(f"{name}/{part}", package.read(part))

    for path in folder.rglob("*"):
        if path.is_file():
            look(path.name, path.read_bytes())
    return places


def test_nothing_but_what_was_read_is_left_and_it_reads_as_before(county: Path, before: Reading):
    assert {secret for secret, _ in found(county / "inputs")} == set(SECRETS)
    lines, sound = tidy(county / "inputs", county / "outputs", MONTH)
    assert lines[0] == "2023年2月：精简了3个台账、4份以前的版本，只留下读取过的栏目；以前的版本只能取回精简后的。"
    assert sound
    assert found(county / "inputs") == set()
    assert same(before, reading(county)) == []
    again, _ = tidy(county / "inputs", county / "outputs", MONTH)
    assert again[0] == "2023年2月：没有可以精简的台账，或都已精简。"


def test_an_older_version_comes_back_in_its_reduced_form_and_is_still_told_by_its_old_hash(county: Path):
    inbox = Inbox(county / "inputs" / MONTH)
    before = next(e for e in inbox.entries() if e.name == "东岭镇.xlsx")
    old = next(v.sha256 for v in before.versions if v.sha256 != before.now)
    tidy(county / "inputs", county / "outputs", MONTH)
    entry = next(e for e in inbox.entries() if e.name == "东岭镇.xlsx")
    older = next((v.sha256 for v in entry.versions if v.sha256 != entry.now), entry.now)
    inbox.bring_back("东岭镇.xlsx", older)
    assert found(county / "inputs") == set()
    sent = reading(county).files.set_index("file")["sha256"][f"{MONTH}/东岭镇.xlsx"]
    assert sent in (old, before.now)


@pytest.mark.parametrize("step", range(9))
def test_a_kill_at_any_step_loses_nothing_and_the_next_call_finishes(
    county: Path, before: Reading, monkeypatch: pytest.MonkeyPatch, step: int
):
    steps: list[tuple[object, ...]] = []

    def stopping(work: Callable[..., None]) -> Callable[..., None]:
        def step_by_step(*words: object) -> None:
            steps.append(words)
            if len(steps) > step:
                raise KeyboardInterrupt
            work(*words)

        return step_by_step

    monkeypatch.setattr(door, "_replace", stopping(door._replace))
    with suppress(KeyboardInterrupt):
        tidy(county / "inputs", county / "outputs", MONTH)
    assert same(before, reading(county)) == [], "whatever was done, the folder reads as before"
    monkeypatch.undo()
    tidy(county / "inputs", county / "outputs", MONTH)
    assert found(county / "inputs") == set()
    assert same(before, reading(county)) == []
    assert json.loads((county / "inputs" / MONTH / ".versions" / "index.json").read_text("utf-8"))


def test_a_file_that_cannot_be_reduced_is_named_and_stays(county: Path):
    place = county / "inputs" / MONTH / "扫描件.pdf"
    place.write_bytes(b"%PDF-1.7 \xe6\xa0\xb7")
    lines, sound = tidy(county / "inputs", county / "outputs", MONTH)
    assert not sound
    assert (
        "“2023-02/扫描件.pdf”没有精简：精简后读出的内容会与原来不同，或读不出；请自行删去其中的个人信息，例如删去整个文件。"
        in lines
    )
    assert place.is_file()


def test_before_issue_nothing_is_reduced(county: Path):
    record_file(county / "outputs", MONTH).unlink()
    before = found(county / "inputs")
    with pytest.raises(UserError, match=r"^2023-02还没有定稿的文书，不能精简；"):
        tidy(county / "inputs", county / "outputs", MONTH)
    assert found(county / "inputs") == before


def test_a_file_that_another_program_holds_is_named_and_reduced_the_next_time(
    county: Path, before: Reading, monkeypatch: pytest.MonkeyPatch
):
    replace = door._replace

    def refused(place: Path, *words: object) -> None:
        if place.name == "各乡镇.zip":
            raise PermissionError(13, "in use")
        replace(place, *words)  # type: ignore[arg-type]

    monkeypatch.setattr(door, "_replace", refused)
    lines, sound = tidy(county / "inputs", county / "outputs", MONTH)
    assert not sound
    said = "“2023-02/各乡镇.zip”写不进，这次没有精简；请关闭正在打开它的程序、取消只读，再运行一次，例如先关闭 Excel。"
    assert said in lines
    assert {name.split("/")[0] for _, name in found(county / "inputs")} == {"各乡镇.zip"}
    assert same(before, reading(county)) == []
    monkeypatch.undo()
    assert tidy(county / "inputs", county / "outputs", MONTH)[1]
    assert found(county / "inputs") == set()
    assert same(before, reading(county)) == []


def test_a_colleague_who_drops_a_file_meanwhile_keeps_it_out(county: Path):
    before = found(county / "inputs")
    with (
        one_writer(county / "inputs" / MONTH / ".versions"),
        pytest.raises(UserError, match=r"^另一次运行正在写入“\.versions”文件夹"),
    ):
        tidy(county / "inputs", county / "outputs", MONTH)
    assert found(county / "inputs") == before
