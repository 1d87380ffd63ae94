"""The program in a folder that was unzipped and isn't installed: where the data lies, and a window for commands."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from pipeline.base.machine import shell_words
from pipeline.doors.cli import say
from pipeline.messages import bundle_words
from pipeline.messages.refusals import refusal

_NEW = ".new"


def data_folder(home: Path, sample: Path) -> Path:
    """The folder of the office's data beside the program's folder; made with the sample county at the first start.

    It appears whole or not at all. What is there is never touched, so a new version of the program leaves the data as
    it is. Raises UserError when the folder can't be written, as when the program is started from a disc.
    """
    data = home / bundle_words.DATA_FOLDER
    if data.is_dir():
        return data
    new = data.with_name(data.name + _NEW)
    try:
        shutil.rmtree(new, ignore_errors=True)
        # The contents alone: files that came read-only, as from a disc, would stay so, and nobody could replace them.
        shutil.copytree(sample, new, copy_function=shutil.copyfile)
        (new / "outputs").mkdir(exist_ok=True)
        new.rename(data)
    except OSError as fault:
        raise refusal("E240", folder=str(home)) from fault
    say(bundle_words.FIRST_START)
    return data


def open_shell(program: Path) -> int:
    """Open a command window in the current folder in which ``tongbao`` is found; returns when it is closed."""
    say(bundle_words.SHELL)
    beside = os.pathsep.join((str(program), os.environ.get("PATH", "")))
    return subprocess.call(shell_words(), env={**os.environ, "PATH": beside})  # noqa: S603 - the system's own shell
