"""The process in which risky files are parsed, one request after another; a bad one ends this process alone."""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
from typing import IO, Any

from pipeline.base.machine import limit_memory
from pipeline.schema.options import Options
from pipeline.sheets.formats.faults import Refused
from pipeline.sheets.parsers import parse

LENGTH = struct.Struct("<Q")
READY = b"ready"
"""The first message. The time before it isn't counted as the file's."""
DONE, REFUSED, NO_MEMORY, BROKEN = "done", "refused", "no memory", "broken"


def main() -> None:
    """Answer requests from stdin until it closes. What parsers print goes to stderr: stdout carries the answers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the whole group; the parent ends this process
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    send(answers, READY)
    while (request := receive(sys.stdin.buffer)) is not None:
        task, memory_mb, arguments = pickle.loads(request)  # noqa: S301 - from the parent alone
        limit_memory(memory_mb)
        send(answers, _answer(task, arguments))


def receive(stream: IO[bytes]) -> bytes | None:
    """Read one message; None when the other side is gone."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    message = stream.read(length)
    return message if len(message) == length else None


def send(stream: IO[bytes], message: bytes) -> None:
    """Write one message. Raises OSError when the other side is gone."""
    stream.write(LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def _answer(task: str, arguments: dict[str, Any]) -> bytes:
    try:
        return pickle.dumps((DONE, _TASKS[task](**arguments)), pickle.HIGHEST_PROTOCOL)
    except Refused as refusal:
        return pickle.dumps((REFUSED, refusal.issue))
    except MemoryError:
        return pickle.dumps((NO_MEMORY, None))
    except BaseException:  # noqa: BLE001 - whatever a parser raises is the verdict on this file
        return pickle.dumps((BROKEN, None))


def _unlock(data: bytes, passwords: tuple[str, ...]) -> bytes:
    from pipeline.sheets.passwords import unlocked  # noqa: PLC0415 - slow to import, and hardly a file needs it

    return unlocked(data, passwords)


def _parse(kind: str, data: bytes, name: str, limits: Options) -> Any:
    return parse(kind, data, name, limits)


def _widths(data: bytes) -> dict[str, dict[int, float]]:
    from pipeline.sheets.formats.from_xls import column_widths  # noqa: PLC0415 - only a file that is sent back needs it

    return column_widths(data)


_TASKS: dict[str, Any] = {"parse": _parse, "unlock": _unlock, "widths": _widths}
