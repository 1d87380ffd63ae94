"""Files read as if submitted, one by one, a verdict each: how anyone can try a folder of odd spreadsheets."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.base.period import Period
from pipeline.ledgers.reader import read_sources
from pipeline.settings.record import Settings
from pipeline.sheets.files import SourceFile, below
from pipeline.sheets.opening import NO_PASSWORDS, Opening, Passwords

CRASHED = "出错"
"""The verdict on a file over which the program itself stumbled: never wanted, and never the end of the trial."""


@dataclass(frozen=True)
class Verdict:
    """What became of one file: ``verdict`` 采用, 拒收, 忽略 or 出错; ``kept`` and ``set_aside`` count rows; ``notes`` are the codes found."""

    file: str
    kind: str
    verdict: str
    township: str
    kept: int
    set_aside: int
    reason: str
    notes: tuple[str, ...]
    seconds: float


def try_folder(
    folder: Path, settings: Settings, period: Period, passwords: Passwords = NO_PASSWORDS
) -> Iterator[Verdict]:
    """A verdict on every file below ``folder``, in path order; nothing a file holds raises anything."""
    yield from try_files(below(folder, Opening(settings.options, passwords)), settings, period)


def try_files(sources: Iterable[SourceFile], settings: Settings, period: Period) -> Iterator[Verdict]:
    """A verdict on each. The time counts from when the file's bytes are there."""
    for source in sources:
        start = time.monotonic()
        yield _try_one(source, settings, period, start)


def _try_one(source: SourceFile, settings: Settings, period: Period, start: float) -> Verdict:
    try:
        reading = read_sources([source], [source.folder], settings, period, mapper=map)
        about = reading.files.iloc[0].fillna("")
        codes = tuple(dict.fromkeys(found.code for found in reading.findings))
        kept, aside = int(reading.rows["kept"].sum()), int(reading.rows["set_aside"].sum())
        words = (str(about["verdict"]), str(about["township"]), kept, aside, str(about["reason"]), codes)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as fault:  # noqa: BLE001 - counted, named by its kind, and the next file is read
        words = (CRASHED, "", 0, 0, type(fault).__name__, ())
    return Verdict(source.path_rel, source.kind, *words, seconds=round(time.monotonic() - start, 3))
