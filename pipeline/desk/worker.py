"""The process that does the desk's computing: a line of JSON for each request, lines of JSON in answer.

A request is {"task", "with"}. An answer is any number of {"stage"}, then one of {"done"}, {"refused"} (a sentence) or
{"fault"} (places in the code: no message and no value, which may hold a ledger's content).
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from pathlib import PurePath
from typing import IO, Any

from pipeline.base.errors import UserError

READY = "ready"


def main() -> None:
    """Answer requests from stdin until it closes. What libraries print goes to stderr: stdout carries the answers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the whole group; the desk ends this process
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)
    from pipeline.desk.tasks import TASKS  # noqa: PLC0415 - pandas is slow to import

    _say(answers, {"stage": READY})
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        _say(answers, _answer(TASKS[asked["task"]], asked["with"], answers))


def _answer(task: Any, words: dict[str, Any], answers: IO[str]) -> dict[str, object]:
    try:
        return {"done": task(lambda stage: _say(answers, {"stage": stage}), **words)}
    except UserError as refused:
        return {"refused": str(refused)}
    except Exception as fault:  # noqa: BLE001 - the desk says one sentence, and nothing of a cell leaves this process
        return {"fault": _places(fault)}


def _places(fault: BaseException) -> list[str]:
    """The kind of a fault and its places in the code."""
    lines = traceback.extract_tb(fault.__traceback__)
    return [type(fault).__qualname__, *(f"{PurePath(each.filename).name}:{each.lineno} {each.name}" for each in lines)]


def _say(answers: IO[str], message: dict[str, object]) -> None:
    answers.write(json.dumps(message, ensure_ascii=False) + "\n")
    answers.flush()
