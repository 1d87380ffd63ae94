"""What a second process makes of a report while this one does the rest: letters to townships, 审核.html and 汇总.xlsx.

It has the report by pickle and gives the bytes back; of the disk it uses the cache alone. It is a convenience: where it
can't be started, ends or is asked in vain, this process makes all of it itself, and what a fault says is said here.
"""

from __future__ import annotations

import copyreg
import gc
import io
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pipeline.base.machine import NO_WINDOW
from pipeline.editions.cache import Cache
from pipeline.schema.papers import DRAFTS_BOOK, REMINDING, REVIEW_PAGE, SUMMARY_BOOK, URGING
from pipeline.sheets.worker import receive, send

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.bundles import Report
    from pipeline.render.papers.paper import Kind, Made

_LETTERS = (REMINDING, URGING)
"""The papers that the second process fills: with the overviews about half of what is made of a report."""
Filled = tuple[dict[str, bytes], dict[str, str]]
_START = "import sys; sys.path[:] = {path!r}; from pipeline.second import main; main()"
_FEWEST_BYTES, _MOST_BYTES = 2_000_000, 20_000_000
"""How large a period's files together are for which a second process pays: below, its start takes more than it saves;
above, a second copy of the report takes more memory than a small machine has.
"""


def overviews(report: Report, parts: Mapping[str, str], names: Collection[str], way: str) -> dict[str, bytes]:
    """The review page and the workbook by their paths.

    ``parts``: the page's own files; ``names``: the paths of the edition's other files, to which both may link; ``way``:
    from the edition's folder to the inputs, '' when it isn't known. Raises UserError for a faulty page template.
    """
    from pipeline.render.page.review_page import render_page  # noqa: PLC0415 - slow to import
    from pipeline.render.workbook.book import render_workbook  # noqa: PLC0415
    from pipeline.render.workbook.links import Beside  # noqa: PLC0415

    page = render_page(report, parts, names, way)
    return {REVIEW_PAGE: page, SUMMARY_BOOK: render_workbook(report, Beside({*names, REVIEW_PAGE}, way))}


@dataclass(frozen=True)
class Given:
    """A report with what its papers are made of.

    ``templates``: file name -> bytes; ``faulty``: the file names of those from which no paper is made.
    """

    report: Report
    templates: Mapping[str, bytes]
    faulty: Collection[str]
    cache: Cache

    def papers(self, *, letters: bool) -> Iterator[tuple[Kind, Made]]:
        """The letters to townships, or all other papers, not filled yet."""
        from pipeline.render.papers.documents import kinds_of, papers_of  # noqa: PLC0415 - slow to import

        names = [kind.name for kind in kinds_of(self.report.settings) if (kind.name in _LETTERS) == letters]
        return papers_of(self.report, self.faulty, names)

    def filled(self, papers: Iterable[tuple[Kind, Made]]) -> Filled:
        """Path -> bytes of each paper, and path -> sentence of each that couldn't be made."""
        from pipeline.render.papers.documents import render_papers  # noqa: PLC0415 - slow to import

        return render_papers(papers, self.report, self.templates.__getitem__, self.cache)


@dataclass(frozen=True)
class Asked:
    """What is asked of a report once the other papers are known.

    ``parts``: the page's own files; ``names``: the paths of all files besides letters, drafts and overviews; ``way``:
    from the edition's folder to the inputs.
    """

    parts: Mapping[str, str]
    names: Collection[str]
    way: str


@dataclass(frozen=True)
class Answer:
    """The letters, and the overviews with links to ``names``, the paths of all other files."""

    letters: Filled
    overviews: dict[str, bytes]
    names: frozenset[str]


class Second:
    """A second process. It is given a report, then asked about it once. ``given``: the report that it has."""

    def __init__(self) -> None:
        """Start it. Raises OSError where it can't be started."""
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter
            [sys.executable, "-X", "utf8", "-c", _START.format(path=sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=NO_WINDOW,
        )
        self._sending: threading.Thread | None = None
        self.given: Given | None = None
        self._tell(_as_here())

    def give(self, given: Given) -> None:
        """Have it fill the letters of a report."""
        self.given = given
        self._tell(given)

    def ask(self, asked: Asked) -> None:
        """Have it make the overviews of that report when the letters are filled."""
        self._tell(asked)

    def answer(self) -> Answer | None:
        """What it has made of what was asked; None where it failed. It has no report any more."""
        self.given = None
        assert self._process.stdout is not None
        with suppress(OSError):
            told = receive(self._process.stdout)
            answer: Answer | None = None if told is None else pickle.loads(told)  # noqa: S301 - our own process
            return answer
        return None

    def end(self) -> None:
        """End the process, whatever it is at."""
        self._process.kill()
        self._process.wait()
        if self._sending is not None:
            self._sending.join()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()

    def _tell(self, told: object) -> None:
        """Send it by a thread, for a pipe holds little and the other side may still be starting."""
        message, before = _pickled(told), self._sending
        self._sending = threading.Thread(target=self._send, args=(message, before), daemon=True)
        self._sending.start()

    def _send(self, message: bytes, before: threading.Thread | None) -> None:
        if before is not None:
            before.join()
        assert self._process.stdin is not None
        with suppress(OSError, ValueError):  # it has ended; then nobody answers either
            send(self._process.stdin, message)


@contextmanager
def second_process(files: Iterable[Path], *, wanted: bool) -> Iterator[Second | None]:
    """A second process for as long as the block lasts; None where it isn't ``wanted`` or doesn't pay.

    ``files``: what the run reads.
    """
    second = None
    if wanted and (os.cpu_count() or 1) > 1 and _FEWEST_BYTES <= _size(files) <= _MOST_BYTES:
        with suppress(OSError):
            second = Second()
    try:
        yield second
    finally:
        if second is not None:
            second.end()


def main() -> None:
    """Answer questions from stdin until it closes. What libraries print goes nowhere: stdout carries the answers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the whole group; the parent ends this process
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    storage, thresholds = _next()
    import pandas as pd  # noqa: PLC0415 - what follows is slow to import: the parent reads ledgers meanwhile

    import pipeline.render.page.review_page  # noqa: PLC0415
    import pipeline.render.papers.documents  # noqa: PLC0415
    import pipeline.render.workbook.register_drafts  # noqa: F401, PLC0415

    pd.set_option("mode.string_storage", storage)
    gc.freeze()
    gc.set_threshold(*thresholds)
    while True:
        given, answer = _next(), None
        letters = None
        with suppress(Exception):  # the parent makes it itself, and says what is wrong
            letters = given.filled(given.papers(letters=True))
        asked = _next()
        with suppress(Exception):
            answer = None if letters is None else _answer(given.report, letters, asked)
        with suppress(OSError):
            send(answers, _pickled(answer))


def _answer(report: Report, letters: Filled, asked: Asked) -> Answer:
    from pipeline.render.workbook.register_drafts import register_drafts  # noqa: PLC0415 - slow to import

    names = [*asked.names, *letters[0]]
    if register_drafts(report, names) is not None:
        names.append(DRAFTS_BOOK)
    return Answer(letters, overviews(report, asked.parts, names, asked.way), frozenset(names))


def _next() -> Any:
    message = receive(sys.stdin.buffer)
    if message is None:
        sys.exit()
    return pickle.loads(message)  # noqa: S301 - from the parent alone


def _as_here() -> tuple[str, tuple[int, int, int]]:
    """How texts are stored and how often garbage is looked for in this process."""
    import pandas as pd  # noqa: PLC0415 - slow to import

    return pd.get_option("mode.string_storage"), gc.get_threshold()


def _pickled(value: object) -> bytes:
    """The value by pickle, mappings that can't be changed among it."""
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, pickle.HIGHEST_PROTOCOL)
    table: dict[type, Callable[[Any], Any]] = {**copyreg.dispatch_table, MappingProxyType: _proxy_parts}
    pickler.dispatch_table = table
    pickler.dump(value)
    return buffer.getvalue()


def _proxy_parts(proxy: MappingProxyType[Any, Any]) -> tuple[object, tuple[object]]:
    return _proxy, (dict(proxy),)


def _proxy(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(mapping)


def _size(files: Iterable[Path]) -> int:
    """The bytes of the files together; one that is gone counts nothing."""
    size = 0
    for path in files:
        with suppress(OSError):
            size += path.stat().st_size
    return size
