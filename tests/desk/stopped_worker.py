"""A desk's worker that ends itself, or stands still, at its n-th step on the disk: fault points in place of chance.

``code`` is what a clerk starts in place of its own worker. Steps are writing, renaming, making and removing below a
folder; their number after an undisturbed task stands in the file ``steps``, one line each.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

KILLED = 99
_STEPS = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir"})
_CODE = (
    "import sys; sys.path[:] = {{path!r}}; from tests.desk.stopped_worker import main; main({folder!r}, {at}, {stands})"
)


def code(folder: Path, at: int = 0, *, stands: bool = False) -> str:
    """A worker that ends at step ``at`` below the folder (0 for never); ``stands``: it waits for the file ``go``."""
    return _CODE.format(folder=str(folder), at=at, stands=stands)


def main(folder: str, at: int, stands: bool) -> None:
    """Be the worker."""
    places = tuple(str(Path(folder, top)) for top in ("inputs", "outputs"))
    steps = Path(folder, "steps").open("w", encoding="utf-8")  # noqa: SIM115 - open for the process's life
    done = 0

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal done
        writes = event == "open" and any(letter in str(arguments[1] or "r") for letter in "wax+")
        if not (writes or event in _STEPS) or not str(arguments[0]).startswith(places):
            return
        done += 1
        steps.write(f"{event} {arguments[0]}\n")
        steps.flush()
        if done == at and not stands:
            os._exit(KILLED)  # at once: nothing is flushed, nothing is tidied up
        if done == at:
            Path(folder, "stands").touch()
            while Path(folder, "stands").exists() and not Path(folder, "go").exists():
                time.sleep(0.05)  # where the test has gone, its folder has too

    from pipeline.desk.worker import main as work

    sys.addaudithook(count)
    work()
