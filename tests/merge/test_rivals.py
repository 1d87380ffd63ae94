"""One row for each ledger and number: what counts of rows that differ, and which days can't be."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from pipeline.merge.rows import (
    ahead_of_sending,
    default_procedure,
    least_favourable_row,
    one_row_each,
    with_days_that_can_be,
    with_defaults,
)
from pipeline.messages import reason_words
from tests.merge.merge_rows import Row, ledger, register

OPEN: Row = {"accepted_on": "2023-01-12"}
DONE: Row = {**OPEN, "concluded_on": "2023-01-20", "outcome": "予以支持", "settled": "已化解", "rating_unit": "满意"}


def listed(*rows: Row) -> pd.DataFrame:
    frame = ledger(rows)
    return frame.assign(part=frame["township"], names=frame["township"], folder_no=1, sender=frame["township"])


BETTER_AND_WORSE: list[tuple[Row, Row]] = [
    (DONE, OPEN),
    (OPEN, {}),
    (DONE, {**DONE, "concluded_on": "2023-01-21"}),
    (DONE, {**DONE, "accepted_on": "2023-01-13"}),
    ({**DONE, "notified_on": "2023-01-13"}, {**DONE, "notified_on": "2023-01-14"}),
    ({**DONE, "notified_on": None}, {**DONE, "notified_on": "2023-01-14"}),
    (
        {**DONE, "extended_to": "2023-04-01", "extension_approved_on": "2023-01-15"},
        {**DONE, "extended_to": "2023-04-01"},
    ),
    (
        {**DONE, "extended_to": "2023-04-01", "extension_approved_on": "2023-01-15"},
        {**DONE, "extension_approved_on": "2023-01-15"},
    ),
    (DONE, {**DONE, "rating_unit": "基本满意"}),
    (DONE, {**DONE, "rating_unit": None}),
    ({**DONE, "rating_unit": None}, {**DONE, "rating_unit": "不满意"}),
    (DONE, {**DONE, "settled": "部分化解"}),
    (DONE, {**DONE, "settled": None}),
    (DONE, {**DONE, "occurrence": "重件"}),
]


@pytest.mark.parametrize("turned", [False, True])
def test_the_less_favourable_row_decides_whichever_stands_first(turned: bool) -> None:
    """Each pair is a matter; persons say which row is left, and the losing one is told as such."""
    rows: list[Row] = []
    for at, (better, worse) in enumerate(BETTER_AND_WORSE):
        pair = [{**better, "persons": 1, "case_no": f"{at:02}"}, {**worse, "persons": 2, "case_no": f"{at:02}"}]
        rows += reversed(pair) if turned else pair
    frame, lost = one_row_each(listed(*rows))
    assert frame.loc[frame["persons"] != 2, "case_no"].tolist() == []
    assert (len(frame), len(lost)) == (len(BETTER_AND_WORSE),) * 2
    assert set(lost["persons"]) == {1}
    assert set(lost["reason"]) == {reason_words.WORSE_ROW}
    same = pd.Series(pd.Timestamp("2023-02-01"), index=range(len(rows)))
    assert set(least_favourable_row(listed(*rows), same, same)["persons"]) == {2}


@pytest.mark.parametrize(
    ("begins", "ends", "chosen"),
    [
        (("02-02", "02-01"), ("02-28", "02-28"), 2),
        (("02-01", "02-01"), ("02-27", "02-28"), 2),
        (("02-01", "02-01"), ("02-28", "02-28"), 1),
    ],
)
def test_of_rows_alike_the_one_whose_window_begins_first_then_ends_last_is_chosen(
    begins: tuple[str, str], ends: tuple[str, str], chosen: int
) -> None:
    first, last = (pd.Series(pd.to_datetime([f"2023-{day}" for day in days])) for days in (begins, ends))
    rows = listed({**OPEN, "persons": 1}, {**OPEN, "persons": 2})
    assert least_favourable_row(rows, first, last)["persons"].tolist() == [chosen]


def test_value_by_value_the_worse_one_counts() -> None:
    """The open row decides, and has the other's 不满意 and 重件; a blank date counts, a blank 告知日期 doesn't."""
    frame, _ = one_row_each(
        listed(
            {**DONE, "rating_unit": "不满意", "occurrence": "重件", "notified_on": "2023-01-13", "persons": 1},
            {**DONE, "accepted_on": "2023-01-15", "concluded_on": None, "settled": "部分化解", "persons": 2},
        )
    )
    row = frame.iloc[0]
    assert (row["rating_unit"], row["occurrence"], row["settled"], row["persons"]) == ("不满意", "重件", "部分化解", 2)
    assert pd.isna(row["concluded_on"])
    assert (row["accepted_on"], row["notified_on"]) == (pd.Timestamp("2023-01-15"), pd.Timestamp("2023-01-13"))


def test_identical_rows_are_one_and_rows_of_other_ledgers_stay() -> None:
    frame, lost = one_row_each(
        listed({**OPEN, "persons": 1}, {**OPEN, "persons": 1}, {**OPEN, "township": "乙镇"}, {"case_no": "02"})
    )
    assert len(frame) == 3
    assert lost["reason"].tolist() == [reason_words.SAME_ROW]
    assert lost["source_row"].tolist() == [5]
    frame, lost = one_row_each(listed({}, {"case_no": "02"}))
    assert (len(frame), len(lost)) == (2, 0)


def test_a_month_is_another_ledger() -> None:
    rows = listed({**OPEN, "persons": 1}, {"persons": 2}).assign(folder_no=[0, 1])
    assert len(one_row_each(rows)[0]) == 2


def test_a_blank_procedure_is_the_one_that_the_purpose_asks_for_and_one_that_cannot_be_read_stays_unknown() -> None:
    made = with_defaults(
        listed(
            {"procedure": None},
            {"procedure": None, "purpose": "检举控告"},
            {"procedure": "简易办理"},
            {"bad": ("procedure",)},
        )
    )
    assert made["procedure"].fillna("").tolist() == ["信访处理意见", "检举控告", "简易办理", ""]
    assert made["procedure_submitted"].fillna("").tolist() == ["", "", "简易办理", ""]
    assert default_procedure(pd.Series(["检举控告", None])).tolist() == ["检举控告", "信访处理意见"]


def test_a_day_of_registration_after_the_cut_off_and_the_month_cannot_be_unless_the_day_of_sending_is_known() -> None:
    """The cut-off is 28 February. 01 is of March in February's ledger, 04 too, and 乙镇's day of sending is known."""
    frame = listed(
        {"case_no": "01", "registered_on": "2023-03-02"},
        {"case_no": "02", "registered_on": "2023-02-28"},
        {"case_no": "03", "registered_on": "2023-03-31", "folder": "2023-03"},
        {"case_no": "04", "registered_on": "2023-03-02", "township": "乙镇"},
    )
    sent = [
        {"township": "乙镇", "sent_on": "2023-03-03", "due_on": "2023-03-05"},
        {"township": "甲镇", "sent_on": "2023-03-03", "due_on": "2023-03-05", "daily": "是"},
        {"township": "甲镇", "due_on": "2023-03-05"},
    ]
    reports, end = register("reports", sent), date(2023, 2, 28)
    assert ahead_of_sending(frame, reports, end).tolist() == [True, False, False, False]
    assert ahead_of_sending(frame, None, end).tolist() == [True, False, False, True]
    assert not ahead_of_sending(frame, reports, date(2023, 3, 2)).any()
    made = with_days_that_can_be(frame, reports, end)
    assert made["registered_on"].isna().tolist() == made["registered_on_bad"].tolist() == [True, False, False, False]
    assert with_days_that_can_be(frame, reports, date(2023, 4, 1)) is frame
    without = frame.drop(columns="part")
    assert ahead_of_sending(without, reports, end).tolist() == [True, False, False, False]
