"""A draft that is made again from the same ledgers is the same draft, to the byte."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.run import run_period
from tests.shared_editions import GOLDEN, golden_outputs
from tests.whole_editions import other

pytestmark = pytest.mark.slow


def made(county: Path, period: str) -> dict[str, bytes]:
    """Make the period's edition, and return its files."""
    run_period(county / "inputs", county / "outputs", period, None, lambda _: None)
    folder = county / "outputs" / period
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_draft_made_again_from_the_same_ledgers_has_the_same_bytes(county: Path):
    """Beside the draft lies the published January, from which ledgers of February differ (R215, R231, R232).

    So has the first month, which rests on none, the quarter, and February again when the quarter has been made.
    """
    shutil.copytree(GOLDEN, county / "inputs", dirs_exist_ok=True)
    shutil.copytree(golden_outputs() / "2023-01", county / "outputs" / "2023-01")
    first = made(county, "2023-02")
    assert [other(first, made(county, "2023-02")) for _ in range(2)] == [[], []]
    quarter = made(county, "2023-Q1")
    assert other(quarter, made(county, "2023-Q1")) == []
    assert other(first, made(county, "2023-02")) == []
    january = made(county, "2023-01")
    assert other(january, made(county, "2023-01")) == []
