"""A parser's crash, hang, panic or lack of memory costs one file, and the next is read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.bundles import Reading
from pipeline.schema.options import Options
from pipeline.sheets import isolation
from pipeline.sheets.formats.faults import Refused
from pipeline.sheets.isolation import apart, memory_of
from tests.ledgers.conftest import CASES, FOLDER, SETTINGS

pytestmark = pytest.mark.slow

ReadBytes = Callable[..., Reading]
BAD_TASKS = """
import os, sys, time
sys.path[:] = {path!r}
from pipeline.sheets import worker
class Panic(BaseException): pass
def panic(): raise Panic
def babble():
    print("noise on stdout", flush=True); os.write(1, b"more noise"); return os.getpid()
def spin():
    while True: pass
def doze():
    for _ in range(20):
        end = time.process_time() + 0.01
        while time.process_time() < end: pass
        time.sleep(0.2)
    return 8
def fall():
    import ctypes; ctypes.string_at(0)
worker._TASKS.update(
    crash=os.abort, fall=fall, leave=lambda: os._exit(0), hang=lambda: time.sleep(60), spin=spin,
    eat=lambda: [bytearray(10_000_000) for _ in range(1_000)], panic=panic,
    nap=lambda: time.sleep(5) or 7, babble=babble, doze=doze, who=os.getpid)
if {unbounded}: worker.limit_memory = lambda _: None
worker.main()
"""
QUICK = Options(reading_seconds=1, reading_memory_mb=300)


@pytest.fixture(autouse=True)
def bad_worker(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Processes whose tasks misbehave; none is left over, before or after."""

    def use(unbounded: bool) -> None:
        isolation.end_all()
        monkeypatch.setattr(isolation, "_START", BAD_TASKS.replace("{unbounded}", str(unbounded)))

    use(False)
    yield use
    isolation.end_all()


@pytest.mark.parametrize(
    ("task", "sentence"),
    [
        ("crash", "读取中途解析程序意外退出，只影响这一份"),
        ("fall", "读取中途解析程序意外退出，只影响这一份"),
        ("leave", "读取中途解析程序意外退出，只影响这一份"),
        ("panic", "读取中途解析程序意外退出，只影响这一份"),
        ("hang", "读取超过1秒（参数“读取时限秒”），已停止"),
        ("spin", "读取超过1秒（参数“读取时限秒”），已停止"),
        ("eat", "读取所需内存超过300MB（参数“读取内存上限MB”），已停止"),
    ],
)
def test_whatever_a_parser_does_is_a_sentence_about_that_file(task: str, sentence: str) -> None:
    """And a process is there for the next file at once."""
    with pytest.raises(Refused) as refusal:
        apart(task, QUICK)
    assert refusal.value.issue.at("a.xls").message == sentence
    assert isinstance(apart("who", QUICK), int)


def test_a_process_that_waits_for_its_turn_is_given_more_of_the_clock() -> None:
    """On a busy machine a sound ledger takes longer than it works."""
    assert apart("nap", Options(reading_seconds=4, reading_memory_mb=300)) == 7


def test_the_clock_ends_nothing_that_goes_on_working() -> None:
    """A fifth of a second of work over four seconds, where three without any would be the end."""
    assert apart("doze", QUICK) == 8


def test_memory_is_watched_where_the_system_sets_no_bound(
    monkeypatch: pytest.MonkeyPatch, bad_worker: Callable[[bool], None]
) -> None:
    """As on Windows: the process is looked at every 20 ms and ended."""
    bad_worker(True)
    monkeypatch.setattr(isolation, "BOUNDED_BY_SYSTEM", False)
    with pytest.raises(Refused) as refusal:
        apart("eat", Options(reading_seconds=20, reading_memory_mb=300))
    assert refusal.value.issue.code == "R081"


def test_a_process_serves_one_file_after_another() -> None:
    """Starting one costs a tenth of a second: it is kept."""
    assert apart("who", QUICK) == apart("who", QUICK) != os.getpid()


def test_what_a_parser_prints_never_mixes_with_its_answer() -> None:
    """Its stdout is not the channel of answers."""
    assert apart("babble", QUICK) == apart("who", QUICK)


def test_a_process_that_died_meanwhile_is_replaced() -> None:
    """Somebody may have ended it."""
    first = apart("who", QUICK)
    isolation._idle[0].process.kill()
    isolation._idle[0].process.wait()
    assert apart("who", QUICK) != first


def test_the_memory_of_a_process_that_is_gone_is_none() -> None:
    """It ended between two looks."""
    assert memory_of(os.getpid()) > 1_000_000
    assert memory_of(2**22 + 1) == 0


def test_one_crashing_file_leaves_the_others_of_a_run_whole(
    read_bytes: ReadBytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its verdict is 拒收, theirs 采用."""
    monkeypatch.setattr(
        isolation,
        "_START",
        BAD_TASKS.replace("{unbounded}", "False").replace("crash=", "parse=lambda **_: os.abort(), crash="),
    )
    reading = read_bytes(
        {"old.xls": (CASES / "old.xls").read_bytes(), "plain.xlsx": (CASES / "plain.xlsx").read_bytes()}
    )
    assert dict(zip(reading.files["file"], reading.files["verdict"], strict=True)) == {
        f"{FOLDER}/old.xls": "拒收",
        f"{FOLDER}/plain.xlsx": "采用",
    }
    assert reading.files["reason"].dropna().tolist() == ["读取中途解析程序意外退出，只影响这一份"]
    assert len(reading.ledger) == 2


def test_limits_are_settings(read_bytes: ReadBytes) -> None:
    """A county that allows less gets the sentence with its own figure."""
    from dataclasses import replace

    small = replace(SETTINGS, options=Options(most_sheets=1, most_rows=100, file_mb=1))
    data = (CASES / "two_sheets.xlsx").read_bytes()
    reading = read_bytes({"two.xlsx": data, "long.csv": b"a,b\n" * 101, "big.xlsx": data + bytes(1_000_000)}, small)
    assert sorted(reading.files["reason"]) == [
        "工作表数是3，超过1（参数“工作表数上限”）",
        "文件有1.1MB，超过1MB（参数“文件大小上限MB”）",
        "行数是101以上，超过100（参数“行数上限”）",
    ]


def test_a_plain_workbook_is_read_without_another_process(
    monkeypatch: pytest.MonkeyPatch, read_bytes: ReadBytes
) -> None:
    """What Excel, WPS, openpyxl and XlsxWriter write costs no hand-over."""
    monkeypatch.setattr("pipeline.sheets.grids.apart", lambda *_, **__: pytest.fail("was handed over"))
    names = [
        path.name
        for path in sorted(Path(CASES).iterdir())
        if path.name in {"plain.xlsx", "totals.xlsx", "hidden.xlsx", "error_cells.xlsx", "gb18030.csv"}
    ]
    reading = read_bytes({name: (CASES / name).read_bytes() for name in names})
    assert set(reading.files["verdict"]) == {"采用"}
    assert len(names) == 5
