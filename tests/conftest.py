"""What several tests share: a county's folders, empty; and programs of the machine that lay documents out."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

_PARTS = {
    "soffice": "LibreOffice，用来把 Word 文书排成页 (Debian: libreoffice-writer)",
    "pdftotext": "poppler，用来读排好的页 (Debian: poppler-utils)",
    "chromium": "Chromium，用来打开审核页 (Debian: chromium)",
}


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder with inputs/ and outputs/, made the current one."""
    for name in ("inputs", "outputs"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def real_part() -> Callable[[str], str]:
    """The path of a program of this machine that the project doesn't install: ``real_part("soffice")``.

    Where it is missing the test skips and says what to install; with CI set in the environment it fails, for nothing may go unseen there.
    """

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None:
            missing = f"本机没有 {name}：{_PARTS[name]} / {name} isn't installed"
            if os.environ.get("CI"):
                pytest.fail(missing)
            pytest.skip(missing)
        return path

    return find
