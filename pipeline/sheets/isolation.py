"""A file is worked on in a process of its own: a crash, a hang or a lack of memory there costs that file alone."""

from __future__ import annotations

import atexit
import pickle
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from typing import IO, Any

import psutil

from pipeline.base.machine import BOUNDED_BY_SYSTEM, NO_WINDOW
from pipeline.schema.options import Options
from pipeline.sheets.formats.faults import Refused
from pipeline.sheets.worker import BROKEN, DONE, NO_MEMORY, READY, REFUSED, receive, send

_START = "import sys; sys.path[:] = {path!r}; from pipeline.sheets.worker import main; main()"
_MOST_FILES, _LARGE, _START_SECONDS = 200, 4_000_000, 60
_LOOK_EVERY, _PATIENCE = 0.02, 3


class _Worker:
    """One such process. ``files`` counts the requests that it was given, ``ready`` says that it has started."""

    def __init__(self) -> None:
        self.errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        code = _START.format(path=sys.path)
        self.process = subprocess.Popen(  # noqa: S603 - this interpreter
            [sys.executable, "-X", "utf8", "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            creationflags=NO_WINDOW,
        )
        self.files = 0

        self.ready = False

    def ask(self, request: bytes, limits: Options) -> tuple[str, Any]:
        """Return the answer's status and result; when the process has died, the likely reason and None."""
        if not self.ready:
            # On a busy machine the start takes long. That time isn't counted as the file's.
            self.ready = self._exchange(None, replace(limits, reading_seconds=_START_SECONDS), []) == READY
        self.files += 1
        reason: list[str] = []
        answer = self._exchange(request, limits, reason) if self.ready else None
        if answer is not None:
            status, result = pickle.loads(answer)  # noqa: S301 - from our own process
            return status, result
        self.process.wait()
        return (reason[0] if reason else NO_MEMORY if self._ran_out() else BROKEN), None

    def _exchange(self, request: bytes | None, limits: Options, reason: list[str]) -> bytes | None:
        """Send ``request``, if there is one, and return the next message.

        Returns None when the process is gone; if it was ended from here, ``reason`` then holds why.
        """
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        done = threading.Event()
        watcher = threading.Thread(target=self._watch, args=(limits, done, reason), daemon=True)
        watcher.start()
        try:
            if request is not None:
                send(self.process.stdin, request)
            return receive(self.process.stdout)
        except OSError:
            return None
        finally:
            done.set()
            watcher.join()

    def _watch(self, limits: Options, done: threading.Event, reason: list[str]) -> None:
        """End the process when it exceeds its processor time or its memory, or stands still for long.

        The clock alone ends nothing that works: on a busy machine a sound ledger may wait long for its turn.
        """
        before = worked = _worked(self.process.pid)
        moved = time.monotonic()
        seconds_left: float = limits.reading_seconds
        while seconds_left > 0:
            if done.wait(seconds_left if BOUNDED_BY_SYSTEM else min(seconds_left, _LOOK_EVERY)):
                return
            if not BOUNDED_BY_SYSTEM and memory_of(self.process.pid) > limits.reading_memory_mb * 1_000_000:
                reason.append(NO_MEMORY)
                break
            now, clock = _worked(self.process.pid), time.monotonic()
            if now > worked:
                worked, moved = now, clock
            seconds_left = min(
                limits.reading_seconds - (worked - before), limits.reading_seconds * _PATIENCE - (clock - moved)
            )
        else:
            reason.append(_TOO_LONG)
        self.process.kill()

    def _ran_out(self) -> bool:
        """Whether its last output was about memory: a Rust program that gets none ends at once."""
        self.errors.seek(0)
        return b"memory allocation" in self.errors.read(100_000)

    def end(self) -> None:
        """Stop the process and close its pipes."""
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.errors):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue


_TOO_LONG = "too long"
_idle: list[_Worker] = []
_lock = threading.Lock()


def apart(task: str, limits: Options, /, **arguments: object) -> Any:
    """Run a worker's ``task`` with these arguments in a process of its own and return its result.

    Raises Refused with the reason that the task gave, with the limit that was met, or because the process ended
    unexpectedly. A process is used again for the next file. When one that isn't new runs out of memory, a new one is
    asked: the heap of the old one may have been full of other files.
    """
    request = pickle.dumps((task, limits.reading_memory_mb, arguments), pickle.HIGHEST_PROTOCOL)
    with _lock:
        worker = _idle.pop() if _idle else None
    if worker is not None and worker.process.poll() is not None:
        worker.end()
        worker = None
    used = worker is not None
    worker = worker or _started()
    status, result = worker.ask(request, limits)
    if status in (DONE, REFUSED) and worker.files < _MOST_FILES and len(request) < _LARGE:
        with _lock:
            _idle.append(worker)
    else:
        worker.end()
    if used and status in (NO_MEMORY, BROKEN):
        worker = _started()
        status, result = worker.ask(request, limits)
        worker.end()
    if status == DONE:
        return result
    if status == REFUSED:
        raise Refused(result.code, **result.words)
    if status == _TOO_LONG:
        raise Refused("R080", limit=limits.reading_seconds)
    if status == NO_MEMORY:
        raise Refused("R081", limit=limits.reading_memory_mb)
    raise Refused("R082")


def _started() -> _Worker:
    try:
        return _Worker()
    except OSError:
        raise Refused("R082") from None


def memory_of(pid: int) -> int:
    """Return the bytes of memory that a process holds; 0 when it is gone."""
    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


def _worked(pid: int) -> float:
    """Return the seconds of processor time that a process has had; 0 when it is gone."""
    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)


@atexit.register
def end_all() -> None:
    """Stop the processes that wait for the next file."""
    with _lock:
        workers, _idle[:] = list(_idle), []
    for worker in workers:
        worker.end()
