"""A command that ends itself at its n-th event: arguments n (0 for never), then those of the command line.

Events are those of Python's audit hook: opening, renaming, importing, starting a process and hundreds more, so an
instant is the same one on every machine. At its end a command that wasn't killed writes how many there were to stderr.
"""

from __future__ import annotations

import os
import sys

from generate import main
from tests.issuing.killed import KILLED

ENDED = "events: "


def run() -> None:
    """Do it, up to the event at which the process is killed."""
    at, seen = int(sys.argv[1]), 0

    def count(_event: str, _arguments: tuple[object, ...]) -> None:
        nonlocal seen
        seen += 1
        if seen == at:
            os._exit(KILLED)  # at once: nothing is flushed, nothing is tidied up

    sys.addaudithook(count)
    sys.argv[1:] = sys.argv[2:]
    try:
        main()
    finally:
        sys.stderr.write(f"\n{ENDED}{seen}\n")


if __name__ == "__main__":
    run()
