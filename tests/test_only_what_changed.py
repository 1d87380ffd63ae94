"""What an earlier run made is taken from the cache, and the edition has the bytes that it would have without it."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from pipeline.editions.cache import CACHE_FOLDER
from pipeline.render.papers import documents
from pipeline.render.templates import chosen
from pipeline.run import run_period
from pipeline.sendback import townships
from tests.whole_editions import other

pytestmark = pytest.mark.slow

GOLDEN = Path(__file__).parent / "cases" / "golden" / "inputs"
PERIOD = "2023-02"
HEADER_ROW = 3


class Work:
    """Counts what is made, and not taken from the cache."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.done: Counter[str] = Counter()
        for module, name in ((documents, "render_document"), (townships, "render_return"), (chosen, "_found")):
            monkeypatch.setattr(module, name, self._counting(name, getattr(module, name)))

    def _counting(self, name: str, function: Callable[..., object]) -> Callable[..., object]:
        def counted(*values: object, **named: object) -> object:
            self.done[name] += 1
            return function(*values, **named)

        return counted

    def of(self, county: Path) -> Counter[str]:
        """Run the period, and tell how often each was made."""
        self.done.clear()
        run_period(county / "inputs", county / "outputs", PERIOD, None, lambda _: None)
        return Counter(self.done)


@pytest.fixture
def golden(county: Path) -> Path:
    shutil.copytree(GOLDEN, county / "inputs", dirs_exist_ok=True, ignore=shutil.ignore_patterns("2023-01"))
    return county


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    return Work(monkeypatch)


def ledger(county: Path, township: str) -> Path:
    return county / "inputs" / PERIOD / f"{township}.xlsx"


def write(path: Path, cell: tuple[int, int], value: object) -> None:
    book = openpyxl.load_workbook(path)
    book.worksheets[0].cell(*cell).value = value
    book.save(path)


def edition(county: Path) -> dict[str, bytes]:
    folder = county / "outputs" / PERIOD
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_second_run_makes_nothing_twice(golden: Path, work: Work):
    first = work.of(golden)
    assert first["render_document"] > 5
    assert first["render_return"] == 3
    shutil.rmtree(golden / "outputs" / PERIOD)
    assert work.of(golden) == Counter()


def test_a_changed_ledger_is_sent_back_anew_and_the_others_are_not(golden: Path, work: Work):
    work.of(golden)
    shutil.rmtree(golden / "outputs" / PERIOD)
    write(ledger(golden, "南山乡"), (HEADER_ROW + 1, 30), "附注")  # a column that is no ledger's: nothing else differs
    made = work.of(golden)
    assert made["render_return"] == 1
    assert (made["render_document"], made["_found"]) == (0, 0)


def test_a_changed_template_makes_its_own_papers_anew(golden: Path, work: Work):
    first = work.of(golden)
    shutil.rmtree(golden / "outputs" / PERIOD)
    own = golden / "inputs" / "templates" / "月度通报.docx"
    own.parent.mkdir()
    shutil.copyfile(Path(__file__).parents[1] / "templates" / "月度通报.docx", own)
    assert work.of(golden) == Counter(), "the same bytes in another place are the same template"
    shutil.copyfile(Path(__file__).parents[1] / "templates" / "会议数据摘要.docx", own)
    shutil.rmtree(golden / "outputs" / PERIOD)
    assert work.of(golden)["_found"] == 1 < first["_found"]


def edits() -> Iterator[Callable[[Path, random.Random], None]]:
    """Changes that an office makes between two runs."""

    def cell(county: Path, chance: random.Random) -> None:
        path = ledger(county, chance.choice(("东岭镇", "西河镇", "南山乡")))
        at = (chance.randint(HEADER_ROW + 1, HEADER_ROW + 8), chance.randint(2, 12))
        write(path, at, chance.choice((None, "2023-02-14", "满意", "待定", 3)))

    def gone(county: Path, chance: random.Random) -> None:
        ledger(county, chance.choice(("东岭镇", "西河镇"))).unlink(missing_ok=True)

    def back(county: Path, _: random.Random) -> None:
        for township in ("东岭镇", "西河镇"):
            shutil.copyfile(GOLDEN / PERIOD / f"{township}.xlsx", ledger(county, township))

    def office(county: Path, chance: random.Random) -> None:
        path = county / "inputs" / "设置.xlsx"
        book = openpyxl.load_workbook(path)
        sheet = book.create_sheet("单位")
        for row in (("项目", "值"), ("县名", chance.choice(("青禾县", "绿原县")))):
            sheet.append(row)
        book.save(path)

    yield from (cell, office, gone, back)


def test_over_random_edits_every_edition_has_the_bytes_that_it_has_without_the_cache(
    golden: Path, tmp_path_factory: pytest.TempPathFactory
):
    chance = random.Random(1)
    for edit in edits():
        edit(golden, chance)
        plain = tmp_path_factory.mktemp("plain")
        shutil.copytree(golden, plain, dirs_exist_ok=True)
        shutil.rmtree(plain / "outputs" / CACHE_FOLDER, ignore_errors=True)
        for county in (golden, plain):
            run_period(county / "inputs", county / "outputs", PERIOD, None, lambda _: None)
        assert other(edition(golden), edition(plain)) == []
