"""A command as somebody types it, without a process of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

import generate
from pipeline.doors import cli

Printed = tuple[int, str, str]
Call = Callable[..., Printed]


def typing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """What types a command's words: exit code, stdout, stderr."""

    def typed(*words: str) -> Printed:
        monkeypatch.setattr(sys, "argv", ["generate.py"])
        code = cli.enter(generate.WORK, words)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return typed
