"""Any folder of spreadsheets can be tried: each file is read as if a township had sent it, and gets a verdict."""

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
"""The verdict on a file that raised a fault of the program; the trial goes on with the next file."""


@dataclass(frozen=True)
class Verdict:
    """What became of one file.

    ``verdict`` is 采用, 拒收, 忽略 or 出错; ``kept`` and ``set_aside`` count rows; ``notes`` are the codes of its
    findings; ``seconds`` is the time that reading it took.
    """

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
    """Yield a verdict on every file below ``folder``, in path order; no file's content makes it raise anything."""
    yield from try_files(below(folder, Opening(settings.options, passwords)), settings, period)


def try_files(sources: Iterable[SourceFile], settings: Settings, period: Period) -> Iterator[Verdict]:
    """Yield a verdict on each file. Its time begins when its bytes have been read."""
    for source in sources:
        start = time.monotonic()
        yield _try_one(source, settings, period, start)


def _try_one(source: SourceFile, settings: Settings, period: Period, start: float) -> Verdict:
    try:
        reading = read_sources([source], [source.folder], settings, period, mapper=map)
        about = reading.files.iloc[0].fillna("")
        codes = tuple(dict.fromkeys(finding.code for finding in reading.findings))
        kept, aside = int(reading.rows["kept"].sum()), int(reading.rows["set_aside"].sum())
        result = (str(about["verdict"]), str(about["township"]), kept, aside, str(about["reason"]), codes)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as fault:  # noqa: BLE001 - counted, named by its kind, and the next file is read
        result = (CRASHED, "", 0, 0, type(fault).__name__, ())
    return Verdict(source.path_rel, source.kind, *result, seconds=round(time.monotonic() - start, 3))
