"""Runs that compute and publish their tables, and make neither papers nor page nor what goes back."""

from __future__ import annotations

import pytest

from pipeline import run
from pipeline.render.page import review_page
from pipeline.sendback import townships


def _nothing(*_: object, **__: object) -> tuple[dict[str, bytes], list[str]]:
    return {}, []


def with_what_goes_back_alone(patch: pytest.MonkeyPatch) -> None:
    """Let every run make its tables and the ledgers that go back, for as long as ``patch`` holds."""
    patch.setattr(run, "rendered", _nothing)


def without_page_and_returns(patch: pytest.MonkeyPatch) -> None:
    """Let every run make its papers and its workbook, but no page and nothing that goes back, while ``patch`` holds."""
    patch.setattr(review_page, "render_page", lambda *_, **__: b"")
    patch.setattr(townships, "send_back", _nothing)


def without_papers(patch: pytest.MonkeyPatch) -> None:
    """Let every run make its tables alone, for as long as ``patch`` holds."""
    with_what_goes_back_alone(patch)
    patch.setattr(townships, "send_back", _nothing)
