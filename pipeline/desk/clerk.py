"""The desk's side of its worker: one task at a time, its stage to look at, its end by killing the process."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from pipeline.base.errors import UserError
from pipeline.base.machine import NO_WINDOW
from pipeline.messages import desk_words
from pipeline.messages.refusals import refusal

_START = "import sys; sys.path[:] = {path!r}; from pipeline.desk.worker import main; main()"


@dataclass
class Job:
    """A task given to the worker. ``end``: '' while it runs, then done, refused, broken or cancelled.

    ``result``: what the task returned. ``sentence``: what staff read where there is no result.
    """

    task: str
    about: str
    stages: list[str] = field(default_factory=list)
    end: str = ""
    result: Any = None
    sentence: str = ""
    finished: threading.Event = field(default_factory=threading.Event)


class Clerk:
    """Keeps one worker warm and gives it one task after another. Whatever happens to the worker, the desk goes on."""

    def __init__(self, log: Callable[[list[str]], None] = lambda _: None, start: str = _START) -> None:
        """``log`` takes the places of a fault; ``start`` is the worker's code, which tests replace."""
        self._log, self._code = log, start.replace("{path!r}", repr(sys.path))
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self.job: Job | None = None
        self.number = 0
        """How many tasks were begun for which nobody waits: pages are drawn again at the end of each."""

    @property
    def busy(self) -> bool:
        """Whether a task is being done."""
        return self.job is not None and not self.job.end

    def warm(self) -> None:
        """Start the worker, so that the first task needn't wait for it."""
        with self._lock:
            self._alive()

    def give(
        self,
        task: str,
        about: str,
        words: Mapping[str, object],
        then: Callable[[Any], None] | None = None,
        *,
        asked: bool = False,
    ) -> Job:
        """Begin a task and return at once; ``then`` is called with its result. Raises UserError while another runs."""
        with self._lock:
            if self.busy:
                raise at_work()
            job = self.job = Job(task, about)
            self.number += not asked
            process = self._alive()
        threading.Thread(target=self._do, args=(process, job, words, then), daemon=True).start()
        return job

    def ask(self, task: str, about: str, words: Mapping[str, object]) -> Any:
        """Do a short task and return its result. Raises UserError with its sentence where there is none."""
        job = self.give(task, about, words, asked=True)
        job.finished.wait()
        if job.end != "done":
            raise UserError(job.sentence)
        return job.result

    def cancel(self) -> None:
        """End the task that runs, by killing the process: publishing is atomic, so the edition before stays."""
        with self._lock:
            if self.busy and self.job is not None:
                self._settle(self.job, "cancelled", sentence=desk_words.CANCELLED)
                self._kill()

    def end(self) -> None:
        """End the worker."""
        with self._lock:
            self._kill()

    def _alive(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self._kill()
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter
                [sys.executable, "-X", "utf8", "-c", self._code],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
                creationflags=NO_WINDOW,
            )
        return self._process

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with suppress(OSError):
                        stream.close()

    def _do(
        self, process: subprocess.Popen[str], job: Job, words: Mapping[str, object], then: Callable[[Any], None] | None
    ) -> None:
        answer = self._exchange(process, job, {"task": job.task, "with": dict(words)})
        if answer is not None and "done" in answer:
            if then is not None:
                then(answer["done"])
            self._settle(job, "done", result=answer["done"])
        elif answer is not None and "refused" in answer:
            self._settle(job, "refused", sentence=str(answer["refused"]))
        else:
            with self._lock:
                if answer is None and self._process is process:
                    self._kill()  # it has ended or is about to: the next task is not for it
            if job.end != "cancelled":
                self._log(list(answer["fault"]) if answer else [])
            self._settle(job, "broken", sentence=desk_words.BROKEN)

    @staticmethod
    def _exchange(process: subprocess.Popen[str], job: Job, request: dict[str, object]) -> dict[str, Any] | None:
        """Send a request and read to its end, noting the stages; None when the process is gone."""
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps(request, ensure_ascii=False) + "\n")
            process.stdin.flush()
            for line in process.stdout:
                answer: dict[str, Any] = json.loads(line)
                if "stage" not in answer:
                    return answer
                job.stages.append(str(answer["stage"]))
        except (OSError, ValueError):
            return None
        return None

    @staticmethod
    def _settle(job: Job, end: str, result: Any = None, sentence: str = "") -> None:
        if not job.end:
            job.result, job.sentence, job.end = result, sentence, end
            job.finished.set()


def at_work() -> UserError:
    """The refusal of whatever has to wait until the worker has finished."""
    return refusal("E202")
