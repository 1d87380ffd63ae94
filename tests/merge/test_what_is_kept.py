"""The values that count where the table matters says otherwise, as editions keep them for the next period."""

from __future__ import annotations

import pandas as pd

from pipeline.merge.editions import BESIDE, KEPT_IDS, is_date
from pipeline.merge.publishing import kept_table
from pipeline.schema.whose_word import FIRST_SUBMITTED_IDS, STANDING

Row = dict[str, object]


def kept(*rows: Row) -> list[tuple[str, str | None, str, str]]:
    """Number, claimant, column and value. ``sent``: what was submitted where it differs from what counts."""
    usual: Row = {"case_no": "01", "part": "甲镇", "claim": "确定", "present": True, "taken_back": False}
    made = [{**usual, **row} for row in rows]
    frame = pd.DataFrame({id_: [row[id_] for row in made] for id_ in usual})
    frame["clock_on"] = pd.to_datetime(pd.Series([row.get("clock_on") for row in made], dtype="object"))
    for id_ in KEPT_IDS:
        if id_ == "taken_back":
            continue
        kind = "datetime64[s]" if is_date(id_) else "str"
        column = BESIDE.get(id_, id_)
        sent = [{**row, **row.get("sent", {})}.get(column) for row in made]  # type: ignore[dict-item]
        values = [row.get(id_, row.get(column)) for row in made]
        for name, cells in ((id_, values), (f"{column}_submitted", sent)):
            frame[name] = pd.Series(cells, dtype="object").astype(kind)
        if id_ in FIRST_SUBMITTED_IDS and STANDING[id_].default:
            frame[f"{id_}_bad"] = [id_ in row.get("bad", ()) for row in made]  # type: ignore[operator]
    table = kept_table(frame)
    columns = table[["case_no", "part", "column", "value"]].astype("object")
    return [(no, None if pd.isna(part) else part, id_, value) for no, part, id_, value in columns.to_numpy().tolist()]


def test_what_counts_as_it_was_submitted_is_not_kept() -> None:
    assert kept({"accepted_on": "2023-01-12", "level": "县"}, {"case_no": "02"}) == []


def test_a_value_that_counts_otherwise_is_kept_with_those_beside_it() -> None:
    """受理日期 as published, not as it is written now; what a conclusion was taken back of."""
    assert kept({"accepted_on": "2023-01-15", "sent": {"accepted_on": "2023-01-12"}}) == [
        ("01", None, "accepted_first", "2023-01-15"),
        ("01", None, "accepted_on", "2023-01-15"),
    ]
    back = kept({"concluded_on": None, "concluded_day": "2023-01-20", "taken_back": True})
    assert back == [("01", None, "concluded_day", "2023-01-20"), ("01", None, "taken_back", "是")]


def test_of_a_stand_that_is_past_every_value_is_kept_and_of_two_by_one_clock_the_present_ones() -> None:
    past = {"present": False, "accepted_on": "2023-01-12", "level": "县"}
    assert [row[2:] for row in kept(past)] == [
        ("accepted_first", "2023-01-12"),
        ("accepted_on", "2023-01-12"),
        ("level", "县"),
    ]
    assert kept(past, {"part": "乙镇", "accepted_on": "2023-01-12", "level": "县"}) == []
    other = kept(past, {"part": "乙镇", "clock_on": "2023-02-03"})
    assert [row[2] for row in other] == ["accepted_first", "accepted_on", "level"]


def test_of_a_claimant_all_is_kept_by_its_name_and_a_blank_that_is_a_value_as_such() -> None:
    """A blank 信访层级 is one; one that can't be read is none."""
    claim = {"claim": "争议", "purpose": "申诉求决", "procedure": "信访处理意见"}
    pending = {"claim": "待定", "part": "乙镇", "purpose": "申诉求决", "procedure": "信访处理意见", "level": "县"}
    assert kept({**claim, "level": None}, pending) == [
        ("01", "甲镇", "level", ""),
        ("01", "甲镇", "procedure", "信访处理意见"),
        ("01", "甲镇", "purpose", "申诉求决"),
    ]
    assert [row[2] for row in kept({**claim, "bad": ("level",)}, pending)] == ["procedure", "purpose"]
