"""A desk's worker that ends itself, or stands still, at one step: fault points in place of chance.

``code`` is what a clerk starts in place of its own worker. Steps are those of ``watched``.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import IO

from tests.desk.watched import named

KILLED = 99
_CODE = (
    "import sys; sys.path[:] = {{path!r}}; from tests.desk.stopped_worker import main; "
    "main({folder!r}, {at!r}, {stands})"
)


def code(folder: Path, at: tuple[str, int], *, stands: bool = False) -> str:
    """A worker that ends at a step below the folder, by its name and how often that has come, ("", 0) for never.

    ``stands``: it waits there for the file ``go``.
    """
    return _CODE.format(folder=str(folder), at=at, stands=stands)


def main(folder: str, at: tuple[str, int], stands: bool) -> None:
    """Be the worker."""
    wanted, left = at

    def step(what: str) -> None:
        nonlocal left
        left -= what == wanted
        if what != wanted or left:
            return
        if not stands:
            os._exit(KILLED)  # at once: nothing is flushed, nothing is tidied up
        Path(folder, "stands").touch()
        while Path(folder, "stands").exists() and not Path(folder, "go").exists():
            time.sleep(0.05)  # where the test has gone, its folder has too

    def count(event: str, arguments: tuple[object, ...]) -> None:
        if what := named(event, arguments, Path(folder)):
            step(what)

    from pipeline.desk import worker

    say = worker._say

    def said(answers: IO[str], message: dict[str, object]) -> None:
        if message.get("stage", worker.READY) != worker.READY:
            step(f"stage {message['stage']}")
        say(answers, message)

    worker._say = said
    sys.addaudithook(count)
    worker.main()
