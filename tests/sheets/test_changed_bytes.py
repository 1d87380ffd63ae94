"""A changed byte of an old workbook never loses a row in silence.

``TONGBAO_BYTES=5000 uv run pytest tests/sheets/test_changed_bytes.py`` tries as many; ``TONGBAO_SEED`` others.
"""

from __future__ import annotations

import os
from collections import Counter

import pytest

from pipeline.base.grid import Grid
from pipeline.sheets.files import identify
from pipeline.sheets.formats.faults import Refused
from pipeline.sheets.grids import open_workbook
from tests.sheets.changed_bytes import changed, old_workbook

pytestmark = pytest.mark.slow

COUNT = int(os.environ.get("TONGBAO_BYTES", "150"))
SEED = int(os.environ.get("TONGBAO_SEED", "20230228"))
WORKBOOKS = (old_workbook(40), old_workbook(6, 9, 3))


def test_a_changed_byte_loses_no_row_in_silence() -> None:
    """Each mutant is refused, or a note tells of damage, or every row of every sheet is there."""
    outcomes: Counter[str] = Counter()
    silent = []
    for number, data in enumerate(WORKBOOKS):
        sound = open_workbook(identify(data, "台账.xls", "")).grids
        for how, spoiled in changed(data, COUNT // len(WORKBOOKS), SEED + number):
            try:
                opened = open_workbook(identify(spoiled, "台账.xls", ""))
            except Refused:
                outcomes["refused"] += 1
                continue
            outcomes["told" if opened.notes else "taken"] += 1
            if not opened.notes and (lost := _lost(sound, opened.grids)):
                silent.append(f"workbook {number}, {how}: {lost}")
    assert not silent, "\n".join(silent[:20])
    assert outcomes["refused"] > COUNT // 10, outcomes
    assert outcomes["taken"] > COUNT // 10, outcomes


def _lost(sound: tuple[Grid, ...], read: tuple[Grid, ...]) -> str:
    """The rows of the sound workbook of which nothing was read; '' when there are none.

    A sheet that a changed byte has hidden is told by the reader of ledgers.
    """
    if len(sound) != len(read):
        return f"{len(read)} of {len(sound)} sheets"
    lost = [
        f"{grid.name} {sorted(gone)}"
        for grid, other in zip(sound, read, strict=True)
        if not other.hidden and (gone := _filled(grid) - _filled(other))
    ]
    return "、".join(lost)


def _filled(grid: Grid) -> set[int]:
    return {number for number, row in enumerate(grid.rows, start=1) if any(cell is not None for cell in row)}
