"""What several tests share: a county's folders, empty."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder with inputs/ and outputs/, made the current one."""
    for name in ("inputs", "outputs"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path
