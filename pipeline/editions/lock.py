"""Only one run at a time writes into a folder.

A second run that starts during a swap would take it for an interrupted one and settle it.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pipeline.messages.refusals import refusal

LOCK_FILE = ".lock"
_HELD = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}


@contextmanager
def one_writer(folder: Path) -> Iterator[None]:
    """Hold the lock of ``folder``.

    The system releases it when the process ends, in whatever way; the lock file that remains means nothing. Raises
    UserError when another run holds it. On a network drive without locks the run goes on without one.
    """
    with (folder / LOCK_FILE).open("a+b") as handle:
        try:
            _lock(handle)
        except OSError as fault:
            if fault.errno in _HELD:
                raise refusal("E009", folder=folder.name) from fault
        yield


def _lock(handle: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 (Windows alone has it)

        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 (Windows has none)

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
