"""Rows set aside stand below the matters of 及时受理率, each as one that wasn't accepted in time."""

from __future__ import annotations

import pandas as pd

from pipeline.base.period import Period, parse_period
from pipeline.measure.set_aside import counted_rows, with_set_aside
from pipeline.schema.reasons import Why
from tests.measure.matter_rows import FEBRUARY, measured

JANUARYS, FEBRUARYS = "2023-01", "2023-02"


def aside(*rows: tuple[str, str, bool, str | None]) -> pd.DataFrame:
    """Unit, folder, whether it was so in the ledger before, the matter that it is."""
    frame = pd.DataFrame(rows, columns=["township", "folder", "again", "is_matter"])
    frame = frame.assign(part=frame["township"], source_file="台账.xlsx", source_sheet="台账")
    return frame.assign(source_row=pd.Series(range(4, 4 + len(rows)), dtype="Int64")).astype({"is_matter": "str"})


ROWS = aside(
    ("甲镇", JANUARYS, False, None),
    ("甲镇", FEBRUARYS, True, None),
    ("甲镇", FEBRUARYS, False, None),
    ("甲镇", FEBRUARYS, False, "01"),
    ("乙镇", JANUARYS, False, None),
)


def rows(period: Period, folders: list[str], *sent: tuple[str, str]) -> list[int]:
    return counted_rows(ROWS, period, folders, sent)["source_row"].tolist()


def test_a_month_counts_the_rows_of_its_own_folder_that_are_new_and_no_matter() -> None:
    assert rows(FEBRUARY, [FEBRUARYS]) == [6]
    assert rows(parse_period(JANUARYS), [JANUARYS]) == [4, 8]


def test_a_quarter_counts_those_of_each_units_newest_ledger() -> None:
    """甲镇's is February's, again or not. 乙镇's is January's; once February's is in, which has none, it has none."""
    quarter, folders = parse_period("2023-Q1"), [JANUARYS, FEBRUARYS]
    sent = (JANUARYS, "甲镇"), (FEBRUARYS, "甲镇"), (JANUARYS, "乙镇")
    assert rows(quarter, folders, *sent) == [5, 6, 8]
    assert rows(quarter, folders, *sent, (FEBRUARYS, "乙镇")) == [5, 6]
    assert rows(quarter, folders) == [4, 5, 6, 8], "of whom nothing is known all count"


def test_each_is_in_the_denominator_and_never_in_the_numerator() -> None:
    placed = measured({"registered_on": "2023-02-01", "accepted_on": "2023-02-02"}).placed["accepted_on_time"]
    assert placed is not None
    both = with_set_aside(placed, ROWS, FEBRUARY, [FEBRUARYS], ())
    member = both.member
    assert (both.rows["item"].tolist(), both.rows["township"].tolist()) == (["01", "第6行"], ["甲镇", "甲镇"])
    assert member.denominator is not None
    assert (member.numerator.tolist(), member.denominator.tolist()) == ([True, False], [True, True])
    why, said = member.test[0]
    assert (why, said.tolist()) == (Why.SET_ASIDE, [True, False])
    for _, mask in (*member.entry, *member.test[1:], *member.because):
        assert mask.iloc[-1]
    assert member.basis is not None
    assert member.basis.notna().tolist() == [True, False]
    assert all(mask is None or mask.iloc[-1] for mask in (member.unit, member.county))
    assert with_set_aside(placed, ROWS.iloc[:0], FEBRUARY, [FEBRUARYS], ()) is placed
