"""Work on a file in a process set apart: its crash, its hang or its hunger for memory costs that file alone."""

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

from pipeline.settings.record import Options
from pipeline.sheets.formats.faults import Refused
from pipeline.sheets.worker import BROKEN, DONE, NO_MEMORY, READY, REFUSED, receive, send

_START = "import sys; sys.path[:] = {path!r}; from pipeline.sheets.worker import main; main()"
_MOST_FILES, _LARGE, _START_SECONDS = 200, 4_000_000, 60
_LOOK_EVERY, _PATIENCE = 0.02, 3
BOUNDED_BY_SYSTEM = sys.platform.startswith("linux")
"""Where the system itself bounds a process's memory; elsewhere it is watched from here."""


class _Worker:
    """One such process. ``fresh``: no file has passed through it yet."""

    def __init__(self) -> None:
        self.errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        code = _START.format(path=sys.path)
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        self.process = subprocess.Popen(  # noqa: S603 - this interpreter
            [sys.executable, "-X", "utf8", "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            creationflags=flags,
        )
        self.files = 0

        self.ready = False

    def ask(self, request: bytes, limits: Options) -> tuple[str, Any]:
        """What the process answers; its death says why as well as can be told."""
        if not self.ready:
            # Its start takes as long as the machine is busy: that is not the file's time.
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
        """The next message, after ``request`` was sent; None when the process is gone, with the reason if it was ended for one."""
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
        """End the process when it has worked for as long as it may, has kept us waiting for a multiple of that, or holds too much.

        What it works is counted, not the clock alone: on a busy machine a sound ledger may wait long for its turn.
        """
        start, before = time.monotonic(), _worked(self.process.pid)
        left: float = limits.reading_seconds
        while left > 0:
            if done.wait(left if BOUNDED_BY_SYSTEM else min(left, _LOOK_EVERY)):
                return
            if not BOUNDED_BY_SYSTEM and memory_of(self.process.pid) > limits.reading_memory_mb * 1_000_000:
                reason.append(NO_MEMORY)
                break
            work_left = limits.reading_seconds - (_worked(self.process.pid) - before)
            left = min(work_left, limits.reading_seconds * _PATIENCE - (time.monotonic() - start))
        else:
            reason.append(_TOO_LONG)
        self.process.kill()

    def _ran_out(self) -> bool:
        """Whether its last words were about memory: a Rust program that gets none ends at once."""
        self.errors.seek(0)
        return b"memory allocation" in self.errors.read(100_000)

    def end(self) -> None:
        """Stop the process and let go of its pipes."""
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


def apart(task: str, limits: Options, /, **words: object) -> Any:
    """Do a worker's ``task`` apart.

    Raises Refused with what it found, or with the limit met, or because it ended unexpectedly.

    A process is used again for the next file. One that ran out of memory and wasn't new is not believed: its heap may
    have been full of other files, so a new one is asked.
    """
    request = pickle.dumps((task, limits.reading_memory_mb, words), pickle.HIGHEST_PROTOCOL)
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
    """The bytes that a process holds; 0 when it is gone."""
    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


def _worked(pid: int) -> float:
    """The seconds of processor time that a process has had; 0 when it is gone."""
    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)


@atexit.register
def end_all() -> None:
    """Stop the processes kept for the next file."""
    with _lock:
        workers, _idle[:] = list(_idle), []
    for worker in workers:
        worker.end()
