"""What the tests of the command line share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import generate
from pipeline.doors import cli

Printed = tuple[int, str, str]
Call = Callable[..., Printed]


@pytest.fixture
def call(county: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Type a command in the county's folder: exit code, stdout, stderr."""
    monkeypatch.chdir(county)

    def typed(*words: str) -> Printed:
        monkeypatch.setattr(sys, "argv", ["generate.py"])
        code = cli.enter(generate.WORK, words)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return typed
