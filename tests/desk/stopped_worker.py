"""A desk's worker that ends itself, or stands still, at its n-th step: fault points in place of chance.

``code`` is what a clerk starts in place of its own worker. Steps are those of ``watched``.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import IO

from tests.desk.watched import is_step

KILLED = 99
_CODE = (
    "import sys; sys.path[:] = {{path!r}}; from tests.desk.stopped_worker import main; main({folder!r}, {at}, {stands})"
)


def code(folder: Path, at: int = 0, *, stands: bool = False) -> str:
    """A worker that ends at step ``at`` below the folder (0 for never); ``stands``: it waits for the file ``go``."""
    return _CODE.format(folder=str(folder), at=at, stands=stands)


def main(folder: str, at: int, stands: bool) -> None:
    """Be the worker."""
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if done == at and not stands:
            os._exit(KILLED)  # at once: nothing is flushed, nothing is tidied up
        if done == at:
            Path(folder, "stands").touch()
            while Path(folder, "stands").exists() and not Path(folder, "go").exists():
                time.sleep(0.05)  # where the test has gone, its folder has too

    def count(event: str, arguments: tuple[object, ...]) -> None:
        if is_step(event, arguments, Path(folder)):
            step()

    from pipeline.desk import worker

    say = worker._say

    def said(answers: IO[str], message: dict[str, object]) -> None:
        if message.get("stage", worker.READY) != worker.READY:
            step()
        say(answers, message)

    worker._say = said
    sys.addaudithook(count)
    worker.main()
