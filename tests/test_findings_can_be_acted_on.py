"""Every finding of whole counties: its numbers and cells can be copied, its examples lie in the case's time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.base.finding import Finding
from pipeline.run import check_period
from tests.test_check_says_what_run_says import Maker, golden, left_out, odd_files, silent, tricksters

pytestmark = pytest.mark.slow

_DAY, _NUMBER = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"编号 ?([A-Z0-9]{6,})")
_LIMITS = frozenset({"R107", "R108", "R123", "R125", "R131", "R132", "R134"})
"""Their examples are limits, which lie where the Regulation sets them."""
_SPAN = re.compile(r"[A-Z]+(\d+)(?::[A-Z]+(\d+))?")
_LISTED = "R1", "R2"
_CUT_OFF = "2023-02-28"


def cells_named(found: Finding) -> int:
    return sum(int(last or first) - int(first) + 1 for first, last in _SPAN.findall(found.place.cell))


@pytest.mark.parametrize("make", [golden, left_out, tricksters, odd_files], ids=lambda make: make.__name__)
def test_what_a_finding_speaks_of_can_be_copied_and_done(tmp_path: Path, make: Maker) -> None:
    make(tmp_path / "inputs")
    findings = check_period(tmp_path / "inputs", tmp_path / "outputs", "2023-02", None, silent).findings
    assert findings
    for found in findings:
        assert set(_NUMBER.findall(found.message)) <= set(found.case_nos), found
        if found.place.sheet and found.code.startswith(_LISTED) and found.place.cell and found.code != "R207":
            assert cells_named(found) == found.cells, found
        if found.code not in _LIMITS:
            own = _DAY.findall(found.message)
            assert [day for day in _DAY.findall(found.remedy) if day > _CUT_OFF and day not in own] == [], found
