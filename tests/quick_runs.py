"""Runs that compute and publish their tables, and make neither papers nor page nor what goes back."""

from __future__ import annotations

import pytest

from pipeline import run
from pipeline.sendback import townships


def _nothing(*_: object, **__: object) -> tuple[dict[str, bytes], list[str]]:
    return {}, []


def without_papers(patch: pytest.MonkeyPatch) -> None:
    """Let every run make its tables alone, for as long as ``patch`` holds."""
    patch.setattr(run, "rendered", _nothing)
    patch.setattr(townships, "send_back", _nothing)
