"""What the tests of the command line share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.typed import Call, typing


@pytest.fixture
def call(county: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Type a command in the county's folder: exit code, stdout, stderr."""
    monkeypatch.chdir(county)
    return typing(monkeypatch, capsys)
