"""What several tests share: a county's empty folders, a county that tells the truth, programs that lay documents out.

Texts of pandas tables are stored as they are when a command runs, and garbage is looked for as seldom.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from pipeline.doors.garbage import look_for_garbage_seldom
from pipeline.doors.text_storage import keep_texts_as_python_strings
from pipeline.editions.archive import Edition
from pipeline.report.compute import Computed
from tests.trick_county import honest
from tests.trick_months import february, january

keep_texts_as_python_strings()


def pytest_collection_finish() -> None:
    """What collecting made, syntax trees of all modules among it, stays to the end."""
    look_for_garbage_seldom()


_PARTS = {
    "soffice": "LibreOffice，用来把 Word 文书排成页 (Debian: libreoffice-writer)",
    "pdftotext": "poppler，用来读排好的页 (Debian: poppler-utils)",
    "uv": "uv，用来起一个对象存储的服务 (pip install uv)",
    "chromium": "Chromium，用来打开审核页 (Debian: chromium)",
}
_FANDOL = "texmf-dist/fonts/opentype/public/fandol"
_TEX_TREES = (Path("/usr/share/texlive"), Path("/usr/local/texlive"))


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder with inputs/ and outputs/, made the current one."""
    for name in ("inputs", "outputs"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """January of the county of tricks (trick_county), as it was published."""
    return january(tmp_path_factory.mktemp("january") / "inputs")


@pytest.fixture(scope="session")
def true(tmp_path_factory: pytest.TempPathFactory, published: Edition) -> Computed:
    """Its February, told honestly."""
    return february(honest(), tmp_path_factory.mktemp("true") / "inputs", published)


@pytest.fixture(scope="session")
def real_part() -> Callable[[str], str]:
    """The path of a program of this machine that the project doesn't install: ``real_part("soffice")``.

    Where it is missing the test skips and says what to install; with CI set in the environment it fails, for nothing
    may go unseen there.
    """

    def find(name: str) -> str:
        return shutil.which(name) or _missing(f"本机没有 {name}：{_PARTS[name]} / {name} isn't installed")

    return find


@pytest.fixture(scope="session")
def office_faces() -> Path:
    """The folder of the Fandol faces, which stand in for the office's, or the same skip and failure."""
    found = next(
        (path for tree in _TEX_TREES for path in (tree / _FANDOL, *tree.glob(f"*/{_FANDOL}")) if path.is_dir()), None
    )
    return found or _missing(
        "本机没有 Fandol 字体，用来按公文字体排页 (Debian: texlive-lang-chinese) / the Fandol faces aren't installed"
    )


def _missing(sentence: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(sentence)
    pytest.skip(sentence)
