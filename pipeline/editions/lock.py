"""Only one run at a time writes into a folder.

A second run that starts during a swap would take it for an interrupted one and settle it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from pipeline.base.errors import UserError
from pipeline.base.machine import Lock, machine_name, try_lock
from pipeline.messages import door_words
from pipeline.messages.refusals import refusal

LOCK_FILE = ".lock"
HOLDER_FILE = ".lock-holder"
"""Stands beside the lock file on drives without locks alone."""
_NOTE_AT, _NOTE_BYTES = 1, 300
"""The first byte of the lock file is what is locked: on Windows nobody else could read it."""


@contextmanager
def one_writer(folder: Path) -> Iterator[None]:
    """Hold the lock of ``folder``; the lock file says which computer has it since when.

    The system releases the lock when the process ends, in whatever way; the lock file that remains then means nothing.
    On a drive without locks a second file is the lock, and whoever finds one has to look whether its computer still
    works. Raises UserError with who since when while another has it, and OSError when the system can't say whether
    anybody has.
    """
    with os.fdopen(os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o666), "r+b", buffering=0) as handle:
        lock = try_lock(handle)
        if lock is Lock.HELD:
            raise _taken(folder, handle, _NOTE_AT)
        if lock is Lock.NONE_HERE:
            with _by_a_file(folder):
                yield
            return
        handle.seek(_NOTE_AT)
        handle.write(_note())
        yield


@contextmanager
def _by_a_file(folder: Path) -> Iterator[None]:
    place = folder / HOLDER_FILE
    try:
        with place.open("xb") as note:
            note.write(_note())
    except FileExistsError:
        with place.open("rb", buffering=0) as note:
            raise _left(folder, note) from None
    try:
        yield
    finally:
        place.unlink(missing_ok=True)


def _note() -> bytes:
    """Who has the lock since when, always as long, so that nothing of an older note stands behind it."""
    note = json.dumps({"who": machine_name(), "since": f"{datetime.now():%Y-%m-%d %H:%M}"}, ensure_ascii=False)
    return note.encode("utf-8")[:_NOTE_BYTES].ljust(_NOTE_BYTES)


def _holder(handle: IO[bytes], at: int) -> str:
    """Who has the lock since when, as staff read it; '' where nobody has noted it."""
    try:
        handle.seek(at)
        note = json.loads(handle.read(_NOTE_BYTES))
        who, since = str(note["who"]), str(note["since"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    place = door_words.THIS_COMPUTER if who == machine_name() else door_words.OTHER_COMPUTER.format(who=who)
    return door_words.HELD_BY.format(place=place, since=since)


def _taken(folder: Path, handle: IO[bytes], at: int) -> UserError:
    return refusal("E009", folder=folder.name, holder=_holder(handle, at))


def _left(folder: Path, note: IO[bytes]) -> UserError:
    return refusal("E201", folder=folder.name, holder=_holder(note, 0), note=HOLDER_FILE)
