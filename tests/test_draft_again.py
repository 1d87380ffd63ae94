"""A draft that is made again from the same ledgers is the same draft, to the byte."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.run import run_period

pytestmark = pytest.mark.slow

GOLDEN = Path(__file__).parent / "cases" / "golden" / "inputs"


def test_a_draft_made_again_from_the_same_ledgers_has_the_same_bytes(county: Path):
    """Beside the draft lies the published January, from which ledgers of February differ (R215, R231, R232)."""
    shutil.copytree(GOLDEN, county / "inputs", dirs_exist_ok=True)
    folder = county / "outputs" / "2023-02"
    made = []
    for _ in range(3):
        run_period(county / "inputs", county / "outputs", "2023-02", None, lambda _: None)
        made.append({p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()})
    first, *later = made
    for again in later:
        assert sorted(path for path in first | again if first.get(path) != again.get(path)) == []
