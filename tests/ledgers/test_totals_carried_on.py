"""A 小计 may be that of its page or carried on from the first: either is right, and no row is missing."""

from __future__ import annotations

import pytest

from pipeline.ledgers.sheet.headers import Header
from pipeline.ledgers.sheet.rows import SortedRows
from pipeline.ledgers.sheet.totals import total_notes


@pytest.mark.parametrize(("second", "told"), [("小计2件", []), ("小计5件", []), ("小计4件", [(4, 2)])])
def test_a_subtotal_of_the_page_or_of_all_pages_so_far_is_right(second: str, told: list[tuple[int, int]]) -> None:
    """Three matters, 小计3件, two more: the second 小计 is 2 or 5; of 4 it is said that the page has 2."""
    rows = [["编号"], ["A1"], ["A2"], ["A3"], ["小计3件"], ["A4"], ["A5"], [second]]
    sorted_rows = SortedRows(1, data=[2, 3, 4, 6, 7], around={"total": [5, 8]})
    issues = total_notes(rows, sorted_rows, Header(1, 1, {"case_no": 0}), {}, {}, "表")
    assert [(i.words["written"], i.words["summed"]) for i in issues] == told
