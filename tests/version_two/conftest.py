"""A county to tell a story in; its papers aren't made, for the figures stand in the tables."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from pipeline import run
from pipeline.render.templates.chosen import Templates, gather_templates
from pipeline.settings.record import Settings
from tests.quick_runs import without_papers
from tests.version_two.months_told import A, B, Begin, C, Row, Story


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the stories without papers have published."""
    return tmp_path_factory.mktemp("published")


@pytest.fixture
def begin(tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> Begin:
    """Starts a story: ``begin()`` with three townships, ``begin(A, B)`` with these, ``begin(roster=..., 参数=...)``
    with sheets of 设置.xlsx.

    With ``papers=True`` the run is the whole one, papers, page and workbook among it.
    """

    def start(*units: str, roster: Sequence[Row] = (), papers: bool = False, **told: Sequence[Row]) -> Story:
        if not papers:
            without_papers(monkeypatch)
            monkeypatch.setattr(run, "gather_templates", _checked_once)
        rows: Sequence[Row] = roster or [
            {"序号": at, "乡镇": unit} for at, unit in enumerate(units or (A, B, C), start=1)
        ]
        place = tmp_path / f"county{len(list(tmp_path.iterdir()))}"
        return Story(place, rows, told, None if papers else kept).begin()

    return start


@cache
def _templates(_: object) -> Templates:
    return gather_templates(Path(), Settings((), {}, ()))


def _checked_once(*_: object, **__: object) -> Templates:
    return _templates(None)
