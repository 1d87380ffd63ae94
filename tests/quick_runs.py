"""Runs that compute and publish their tables, and make neither papers nor page nor what goes back."""

from __future__ import annotations

import pytest

from pipeline import run
from pipeline.sendback import townships


def _nothing(*_: object, **__: object) -> tuple[dict[str, bytes], list[str]]:
    return {}, []


def with_what_goes_back_alone(patch: pytest.MonkeyPatch) -> None:
    """Let every run make its tables and the ledgers that go back, for as long as ``patch`` holds."""
    patch.setattr(run, "rendered", _nothing)


def without_papers(patch: pytest.MonkeyPatch) -> None:
    """Let every run make its tables alone, for as long as ``patch`` holds."""
    with_what_goes_back_alone(patch)
    patch.setattr(townships, "send_back", _nothing)
