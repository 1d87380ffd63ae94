"""A ledger that an earlier run has read is taken from the cache, reads as it did, and names nobody there."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from pipeline.base.period import parse_period
from pipeline.bundles import Reading
from pipeline.editions.cache import Cache
from pipeline.ledgers import reader
from pipeline.ledgers.kept_reads import KeptReads
from pipeline.ledgers.memory import ReadMemory
from pipeline.ledgers.reader import read_folders
from tests.ledgers.conftest import CASES, FOLDER, SETTINGS
from tests.ledgers.test_read_once import assert_same

HEADINGS = ("信访件编号", "责任单位", "登记日期", "信访形式", "受理日期", "包案领导", "延期理由")
ROW = ("QH202302010001", "城关镇", "2023-02-01", "来访", "2023-02-03", "", "")


def ledger(*rows: tuple[object, ...], title: str = "填报单位：城关镇", sheet: str = "台账") -> bytes:
    book, content = Workbook(), BytesIO()
    book.worksheets[0].title = sheet
    for row in ((title,), HEADINGS, *rows):
        book.worksheets[0].append(row)
    book.save(content)
    return content.getvalue()


class Office:
    """Reads its folder as one run after another does, and notes the files that were parsed."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.inputs, self.parsed = folder / "inputs", list[str]()
        self.cache = Cache.of(folder / "outputs")
        (self.inputs / FOLDER).mkdir(parents=True)
        inner = reader.read_file
        monkeypatch.setattr(
            reader, "read_file", lambda source, *more: self.parsed.append(source.stem) or inner(source, *more)
        )

    def send(self, name: str, content: bytes) -> None:
        (self.inputs / FOLDER / name).write_bytes(content)

    def read(self, settings_hash: str = "") -> Reading:
        self.parsed.clear()
        memory = ReadMemory(kept=KeptReads(self.cache, SETTINGS, settings_hash))
        return read_folders(self.inputs, [FOLDER], SETTINGS, parse_period(FOLDER), memory=memory)

    def plainly(self) -> Reading:
        return read_folders(self.inputs, [FOLDER], SETTINGS, parse_period(FOLDER))

    def kept(self) -> str:
        assert self.cache.folder
        files = [path for path in self.cache.folder.rglob("*") if path.is_file()]
        return "".join(path.read_bytes()[32:].decode("utf-8") for path in files)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office(tmp_path, monkeypatch)


@pytest.mark.slow
def test_whatever_was_sent_reads_from_the_cache_as_it_reads_from_the_files(office: Office):
    for case in CASES.iterdir():
        office.send(case.name, case.read_bytes())
    first = office.read()
    every = len(office.parsed)
    assert_same(office.read(), first)
    assert 0 < len(office.parsed) < every
    assert_same(office.plainly(), first)


def test_only_the_ledger_that_changed_is_parsed(office: Office):
    for name in ("城关镇", "柳树镇"):
        office.send(f"{name}.xlsx", ledger(ROW, title=f"填报单位：{name}"))
    office.read()
    assert sorted(office.parsed) == ["城关镇", "柳树镇"]
    office.send("柳树镇.xlsx", ledger(ROW, ROW, title="填报单位：柳树镇"))
    again = office.read()
    assert office.parsed == ["柳树镇"]
    assert_same(again, office.plainly())


def test_with_other_settings_every_ledger_is_parsed_anew(office: Office):
    office.send("城关镇.xlsx", ledger(ROW))
    office.read()
    office.read("another")
    assert office.parsed == ["城关镇"]


def test_cells_of_every_kind_come_back_as_they_were(office: Office):
    bad = ("QH202302010002", "城关镇", "待定", "口头", True, 1, 1.0)
    office.send("城关镇.xlsx", ledger(ROW, bad))
    first = office.read()
    assert_same(office.read(), first)
    assert office.parsed == []
    assert "口头" not in office.kept()


def test_a_name_where_only_its_being_there_counts_is_kept_as_that_alone(office: Office):
    office.send("城关镇.xlsx", ledger((*ROW[:5], "欧阳某某", "邻里之间常年不和")))
    first = office.read()
    assert_same(office.read(), first)
    assert office.parsed == []
    assert "欧阳" not in office.kept()
    assert "邻里" not in office.kept()


@pytest.mark.parametrize(
    "content",
    [
        ledger(ROW, title="填表人欧阳某某"),
        ledger(ROW, sheet="欧阳某某"),
        ledger(("欧阳某某", *ROW[1:])),
        ledger((*ROW[:3], 13800000000, *ROW[4:])),
    ],
    ids=["title", "sheet", "number", "telephone"],
)
def test_a_ledger_with_a_text_that_may_be_somebodys_is_not_kept(office: Office, content: bytes):
    office.send("城关镇.xlsx", content)
    first = office.read()
    assert office.kept() == ""
    assert_same(office.read(), first)
    assert office.parsed == ["城关镇"]
