"""A ledger comes in again corrected: which of its rows without a number count."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pipeline.merge.unplaced import counted_unplaced
from tests.merge.merge_rows import Row, ledger

FIRST, SECOND, LAST = "一", "二", "三"


def counted(
    unplaced: Sequence[Row],
    numbered: Sequence[Row] = (),
    *,
    instead: dict[str, str] | None = None,
    verdicts: dict[str, str] | None = None,
) -> list[tuple[str, int]]:
    """(File, row) of the rows that count, of 二 in place of 一 unless said otherwise."""
    path = "2023-02/{}.xlsx".format
    said = {FIRST: "已替换", SECOND: "采用"} if verdicts is None else verdicts
    files = pd.DataFrame({"file": [path(f) for f in said], "verdict": list(said.values())}, dtype="str")
    rows = ledger([{"case_no": None, **row} for row in unplaced])
    stands = {FIRST: SECOND} if instead is None else instead
    kept = counted_unplaced(rows, ledger(numbered), files, {path(old): path(new) for old, new in stands.items()})
    return [(str(file)[8:-5], int(row)) for file, row in zip(kept["source_file"], kept["source_row"], strict=True)]


def test_a_row_that_got_its_number_in_the_corrected_file_counts_no_more() -> None:
    row = {"accepted_on": "2023-01-12"}
    assert counted([{**row, "file": FIRST}], [{**row, "case_no": "07", "file": SECOND}]) == []


def test_a_row_that_still_has_no_number_counts_once() -> None:
    row = {"accepted_on": "2023-01-12"}
    assert counted([{**row, "file": FIRST}, {**row, "file": SECOND}]) == [(SECOND, 4)]


def test_a_row_left_out_of_the_corrected_file_counts_as_it_did() -> None:
    """Leaving it out would pay; another matter of the file isn't it."""
    rows = [{"accepted_on": "2023-01-12", "file": FIRST}]
    assert counted(rows, [{"accepted_on": "2023-01-13", "file": SECOND}]) == [(FIRST, 4)]


def test_each_row_of_the_corrected_file_answers_for_one() -> None:
    row = {"accepted_on": "2023-01-12"}
    assert counted([{**row, "file": FIRST}] * 2, [{**row, "case_no": "07", "file": SECOND}]) == [(FIRST, 5)]


def test_a_row_left_out_of_the_third_version_counts_once() -> None:
    row = {"accepted_on": "2023-01-12"}
    found = counted(
        [{**row, "file": FIRST}, {**row, "file": SECOND}],
        instead={FIRST: LAST, SECOND: LAST},
        verdicts={FIRST: "已替换", SECOND: "已替换", LAST: "采用"},
    )
    assert len(found) == 1


def test_rows_of_a_file_that_is_refused_or_not_meant_count_for_nothing() -> None:
    rows = [{"accepted_on": "2023-01-12", "file": FIRST}]
    assert counted(rows, instead={}, verdicts={FIRST: "退回"}) == []
    assert counted(rows, instead={}, verdicts={FIRST: "已替换", SECOND: "采用"}) == []
    assert counted(rows, instead={}, verdicts={FIRST: "采用"}) == [(FIRST, 4)]
