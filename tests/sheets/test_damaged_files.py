"""Damaged ledgers: nothing crashes, and of an accepted one all rows were read, or a message says that they weren't.

None takes 5 seconds of this process's work, and all together no more than 400 MB of its memory.

``TONGBAO_MUTANTS=100000 uv run pytest tests/sheets/test_damaged_files.py`` tries any number; ``TONGBAO_SEED`` others.
"""

from __future__ import annotations

import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any

import psutil
import pytest

from pipeline.base.period import parse_period
from pipeline.doors.trial import Verdict, try_files
from pipeline.ledgers.reader import read_sources
from pipeline.sheets.files import identify
from pipeline.sheets.formats.faults import Refused
from pipeline.sheets.grids import Opened, open_workbook
from tests.ledgers.conftest import CASES, SETTINGS
from tests.sheets.damaged_files import NAMES, Held, Mutant, held_by_xml, mutants

pytestmark = pytest.mark.slow

COUNT = int(os.environ.get("TONGBAO_MUTANTS", "2000"))
SEED = int(os.environ.get("TONGBAO_SEED", "20230228"))
TOLD = {"R087", "R097", "R011"}
TAKEN, REFUSED = "采用", "拒收"
PERIOD = parse_period("2023-02")
_TOGETHER = 200
"""So many are read in one run: the tables of a run cost as much for one file as for a hundred."""


def test_damage_is_refused_or_changes_no_number_of_rows() -> None:
    """Every mutant of the kit: read to the end as a run reads it, and compared with what it holds."""
    outcomes: Counter[str] = Counter()
    wrong = []
    kit = mutants(COUNT, SEED)
    before = grown = psutil.Process().memory_info().rss
    while batch := list(islice(kit, _TOGETHER)):
        for mutant, verdict in zip(batch, _verdicts(batch), strict=True):
            outcomes[verdict.verdict] += 1
            if verdict.verdict not in {TAKEN, REFUSED}:
                wrong.append(f"{mutant.name} {mutant.how}: {verdict.verdict} {verdict.reason}")
            elif verdict.seconds > 5:
                wrong.append(f"{mutant.name} {mutant.how}: {verdict.seconds} s")
            elif verdict.verdict == TAKEN and not TOLD & set(verdict.notes) and (fault := _lost(mutant)):
                wrong.append(f"{mutant.name} {mutant.how}: {fault}")
        grown = max(grown, psutil.Process().memory_info().rss)
    assert not wrong, "\n".join(wrong[:20])
    assert grown - before < 400_000_000
    assert outcomes.total() == COUNT
    assert outcomes[TAKEN] > COUNT // 20, "the kit must also make files that can still be read"
    assert outcomes[REFUSED] > COUNT // 5, "and files that can't"


def _verdicts(batch: Sequence[Mutant]) -> list[Verdict]:
    """The verdicts of one run over all of them; each alone where the run fails, so that the cause has a name."""
    sources = [identify(mutant.data, f"{number}/{mutant.name}", str(number)) for number, mutant in enumerate(batch)]
    seconds: list[float] = []

    def timed(function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            start = time.process_time()
            yield function(item)
            seconds.append(time.process_time() - start)

    try:
        reading = read_sources(sources, [source.folder for source in sources], SETTINGS, PERIOD, mapper=timed)
    except BaseException:  # noqa: BLE001 - a panic of the Rust parser is no Exception; the trial names it
        return list(try_files(sources, SETTINGS, PERIOD))
    notes: dict[str, list[str]] = {}
    for finding in reading.findings:
        notes.setdefault(finding.place.file, []).append(finding.code)
    return [
        Verdict(file, kind, verdict, "", 0, 0, "", tuple(notes.get(file, ())), seconds=took)
        for file, kind, verdict, took in zip(
            *(reading.files[name] for name in ("file", "kind", "verdict")), seconds, strict=True
        )
    ]


def _lost(mutant: Mutant) -> str:
    """How what was read differs from what the file holds; '' when it doesn't."""
    read = _rows(open_workbook(identify(mutant.data, mutant.name, "")))
    name = mutant.name.partition("-")[2]
    if mutant.edited:
        held = held_by_xml(mutant.data)
        return "its XML is past mending" if held is None else _difference(read, held)
    if name.endswith(".csv"):
        lines = [line for line in re.split(r"\r\n|\r|\n", _text(mutant.data)) if line.replace(",", "")]
        return (
            ""
            if '"' in _text(mutant.data) or sum(map(len, read.values())) == len(lines)
            else f"{read} of {len(lines)} lines"
        )
    return _difference({"": frozenset().union(*read.values())}, {"": frozenset().union(*_original(name).values())})


def _difference(read: Held, held: Held) -> str:
    return (
        ""
        if read == held
        else f"read { ({k: sorted(v) for k, v in read.items()}) }, holds { ({k: sorted(v) for k, v in held.items()}) }"
    )


def _rows(opened: Opened) -> Held:
    return {
        grid.name: frozenset(n for n, row in enumerate(grid.rows, start=1) if any(c is not None for c in row))
        for grid in opened.grids
    }


@cache
def _original(name: str) -> Held:
    return _rows(open_workbook(identify((CASES / name).read_bytes(), name, "")))


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".xlsx")])
def test_the_other_reader_agrees_on_the_sound_ledgers(name: str) -> None:
    """The reader with which the damaged ones are compared is itself checked."""
    assert held_by_xml((CASES / name).read_bytes()) == _original(name)


def test_the_kit_is_the_same_for_the_same_seed() -> None:
    """A failure can be made again."""
    assert [m.data for m in mutants(50, 7)] == [m.data for m in mutants(50, 7)]
    assert [m.data for m in mutants(50, 7)] != [m.data for m in mutants(50, 8)]


def test_a_cut_file_is_never_read_short() -> None:
    """Every length of an old workbook, in steps: it is refused, or a message says what is missing."""
    data = (CASES / "old.xls").read_bytes()
    for length in range(600, len(data), 391):
        try:
            opened = open_workbook(identify(data[:length], "old.xls", ""))
        except Refused:
            continue
        assert opened.notes or _rows(opened) == _original("old.xls"), length
