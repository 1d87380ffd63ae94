"""What follows from the stands: mergers, moves, chains of matters, claimants, and what a stand's own clock leaves."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from pipeline.base.period import parse_period
from pipeline.merge.clocks import own_clocks
from pipeline.merge.context import Context
from pipeline.merge.holders.history import claimants, last_open, moves, roots, split_at_mergers
from pipeline.rules.windows import windows_of
from pipeline.settings.record import Settings, Township

END = date(2023, 2, 28)
DAYS = ("registered_on", "accepted_on", "accepted_first", "concluded_on", "concluded_day", "clock_on", "held_from")
MORE_DAYS = ("held_until", "rework_on")


def stands(*rows: dict[str, object], **usual: object) -> pd.DataFrame:
    """Stands of 01 in the hands of 甲镇, settled and present; days of 2023 as 02-10."""
    plain: dict[str, object] = {
        "case_no": "01",
        "part": "甲镇",
        "way": "首报",
        "claim": "确定",
        "present": True,
        "alone": False,
        "registered_on": "01-10",
        "basis": "首报台账",
        "taken_back": False,
        "settled": None,
        "concluded_on_bad": False,
        "received_on_bad": False,
    }
    made = [{**plain, **usual, **row} for row in rows]
    data: dict[str, pd.Series] = {}
    for id_ in (*DAYS, *MORE_DAYS):
        days = [None if row.get(id_) is None else f"2023-{row[id_]}" for row in made]
        data[id_] = pd.Series(pd.to_datetime(days), dtype="datetime64[s]")
    for id_ in ("case_no", "part", "way", "claim", "basis", "settled"):
        data[id_] = pd.Series([row[id_] for row in made], dtype="str")
    for id_ in ("present", "alone", "taken_back", "concluded_on_bad", "received_on_bad"):
        data[id_] = pd.Series([row[id_] for row in made], dtype="bool")
    frame = pd.DataFrame(data).assign(township=data["part"])
    for id_ in ("outcome", "handling", "settled_cohort", "settled_returned", "rating_unit", "rating_office"):
        frame[id_] = frame["settled"]
    return frame


def shown(days: pd.Series) -> list[str]:
    return days.dt.strftime("%m-%d").fillna("").tolist()


def context(merged_on: date | None, last_day: date = END) -> Context:
    """乙镇 is merged into 甲镇 on a day."""
    merger = {} if merged_on is None else {"merged_into": "甲镇", "merged_on": merged_on}
    settings = Settings((Township(1, "甲镇"), Township(2, "乙镇", **merger)), {}, ())
    period = parse_period(f"{last_day:%Y-%m}")
    folders = ["2023-01", period.name]
    return Context(settings, folders, windows_of(period, folders, None, (), settings), last_day, last_day)


OF_THE_PART: list[dict[str, object]] = [
    {"case_no": "in hand"},
    {"case_no": "concluded before", "concluded_day": "01-31"},
    {"case_no": "concluded since", "concluded_day": "02-01"},
    {"case_no": "registered on the last day", "registered_on": "01-31"},
    {"case_no": "registered since", "registered_on": "02-01"},
    {"case_no": "had since", "held_from": "02-01"},
    {"case_no": "had on the last day", "held_from": "01-31"},
    {"case_no": "claimed", "claim": "争议"},
    {"case_no": "gone", "held_until": "01-20"},
    {"case_no": "of 甲镇", "part": "甲镇"},
]


def test_what_a_merged_part_had_in_hand_is_a_stand_of_the_unit_from_the_day_after_its_last_window() -> None:
    """乙镇 was merged on 20 January; its last window ends with January."""
    made = split_at_mergers(stands(*OF_THE_PART, part="乙镇"), context(date(2023, 1, 20)))
    after = made[made["held_from"] == pd.Timestamp("2023-02-01")]
    assert after["case_no"].tolist() == [
        "had since",
        "in hand",
        "concluded since",
        "registered on the last day",
        "had on the last day",
    ]
    assert set(after["part"]) == {"甲镇"}
    assert after["way"].tolist() == ["首报", *["协议"] * 4]
    assert after["present"].all()
    before = made[made["held_until"] == pd.Timestamp("2023-01-31")]
    assert before["case_no"].tolist() == after["case_no"].tolist()[1:]
    assert not before["present"].any()
    rest = made[~made.index.isin([*after.index, *before.index])]
    assert dict(zip(rest["case_no"], rest["part"], strict=True)) == {
        "concluded before": "乙镇",
        "registered since": "甲镇",
        "claimed": "乙镇",
        "gone": "乙镇",
        "of 甲镇": "甲镇",
    }


@pytest.mark.parametrize("merged_on", [None, date(2023, 3, 1), date(2023, 2, 10), date(2023, 2, 28)])
def test_before_a_merger_and_while_the_last_window_lasts_everything_is_the_parts(merged_on: date | None) -> None:
    frame = stands(*OF_THE_PART, part="乙镇")
    assert split_at_mergers(frame, context(merged_on))["part"].tolist() == frame["part"].tolist()


def test_a_move_is_told_once_with_its_day_and_a_merger_or_a_claim_is_none() -> None:
    made = moves(
        stands(
            {"case_no": "01"},
            {"case_no": "01", "part": "乙镇", "held_from": "02-03", "way": "协议", "basis": "两地台账一致"},
            {"case_no": "02"},
            {"case_no": "02"},
            {"case_no": "03", "claim": "争议"},
            {"case_no": "03", "claim": "争议", "part": "乙镇"},
            {"case_no": "04"},
        )
    )
    assert made.assign(on=shown(made["on"])).to_numpy().tolist() == [
        ["01", "甲镇", "乙镇", "02-03", "协议", "两地台账一致"]
    ]


@pytest.mark.parametrize(
    ("related", "first"),
    [
        ([None, None, None], ["a", "b", "c"]),
        ([None, "a", "b"], ["a", "a", "a"]),
        (["c", "a", "b"], ["a", "a", "a"]),
        (["x", "a", None], ["x", "x", "c"]),
        (["b", "c", "b"], ["b", "b", "b"]),
        (["c", "a", None], ["c", "c", "c"]),
        (["a", None, None], ["a", "b", "c"]),
    ],
)
def test_the_first_of_a_chain_is_its_root_and_of_a_cycle_the_smallest(
    related: list[str | None], first: list[str]
) -> None:
    frame = pd.DataFrame({"case_no": list("abc"), "related_case_no": pd.Series(related, dtype="str")})
    assert roots(frame).tolist() == first


def test_the_claimants_of_a_matter_are_those_whose_county_row_is_not_settled() -> None:
    frame = stands(
        {"case_no": "01", "claim": "争议"},
        {"case_no": "01", "claim": "争议", "part": "乙镇"},
        {"case_no": "01", "claim": "待定"},
        {"case_no": "02", "claim": "争议"},
        {"case_no": "03", "claim": "争议"},
        {"case_no": "03", "claim": "待定", "part": ""},
        {"case_no": "04", "claim": "确定"},
    )
    assert claimants(frame) == {"01": ["甲镇", "乙镇"]}


def test_the_last_cut_off_at_which_a_matter_was_open_is_asked_only_where_its_conclusion_cannot_be_read() -> None:
    """December and January had 01 open, January no more 02; 03's conclusion can be read."""
    frame = stands(
        {"case_no": "01", "concluded_on_bad": True},
        {"case_no": "02", "concluded_on_bad": True},
        {"case_no": "03"},
        {"case_no": "04", "concluded_on_bad": True, "concluded_on": "01-20"},
    )
    editions = [
        pd.DataFrame(
            {
                "case_no": list(frame["case_no"]),
                "concluded_on": pd.to_datetime([None, done, None, None]),
                "cut_off": pd.Series([pd.Timestamp(end)] * 4, dtype="datetime64[s]"),
            }
        )
        for end, done in (("2023-12-31", None), ("2023-01-31", "2023-01-15"))
    ]
    assert shown(last_open(frame, editions)) == ["01-31", "12-31", "", ""]


def test_by_a_decision_the_clock_begins_anew_and_what_was_before_it_is_not_the_units() -> None:
    """乙镇 has it from 10 February: accepted before, it is accepted on that day; concluded before, it isn't."""
    row: dict[str, object] = {
        "part": "乙镇",
        "way": "退回",
        "clock_on": "02-10",
        "settled": "已化解",
        "taken_back": True,
        "received_on_bad": True,
    }
    made = own_clocks(
        stands(
            {**row, "case_no": "01", "accepted_on": "02-08", "accepted_first": "02-09", "concluded_day": "02-09"},
            {**row, "case_no": "02", "accepted_on": "02-10", "accepted_first": "02-11", "concluded_day": "02-10"},
            {**row, "case_no": "03", "way": "首报", "accepted_on": "02-08", "accepted_first": "02-08"},
        )
    )
    assert shown(made["receipt_on"]) == ["02-10", "02-10", ""]
    assert shown(made["accepted_on"]) == ["02-10", "02-10", "02-08"]
    assert shown(made["accepted_first"]) == ["02-10", "02-11", "02-08"]
    assert shown(made["concluded_day"]) == ["", "02-10", ""]
    assert made["settled"].fillna("").tolist() == ["", "已化解", "已化解"]
    assert made["taken_back"].tolist() == [False, True, True]
    assert made["received_on_bad"].tolist() == [False, False, True], "the clock's day stands for 收到日期"


def test_after_handling_anew_an_earlier_conclusion_no_longer_counts() -> None:
    row: dict[str, object] = {"way": "重办", "rework_on": "02-10"}
    made = own_clocks(
        stands(
            {**row, "case_no": "01", "concluded_on": "02-09"},
            {**row, "case_no": "02", "concluded_on": "02-10"},
            {"case_no": "03", "concluded_on": "02-09"},
        )
    )
    assert shown(made["concluded_on"]) == ["", "02-10", "02-09"]


def test_a_stand_whose_clock_is_over_has_no_later_conclusion() -> None:
    """By agreement the same clock runs on (03); of a claimant, and of one who holds it still, nothing is taken."""
    row: dict[str, object] = {"present": False, "held_until": "02-05", "concluded_on": "02-06"}
    made = own_clocks(
        stands(
            {**row, "case_no": "01"},
            {"case_no": "01", "part": "乙镇", "clock_on": "02-06", "held_from": "02-06"},
            {**row, "case_no": "02", "concluded_on": "02-05"},
            {**row, "case_no": "03"},
            {"case_no": "03", "part": "乙镇", "held_from": "02-06"},
            {**row, "case_no": "04", "claim": "争议"},
            {**row, "case_no": "05", "present": True},
            {**row, "case_no": "06", "held_until": None},
            {**row, "case_no": "07", "clock_on": "01-15", "way": "重办"},
            {"case_no": "07", "clock_on": "01-15", "held_from": "02-06"},
            {**row, "case_no": "08"},
        )
    )
    gone = made.loc[made["concluded_on"].isna() & made["held_until"].notna(), "case_no"]
    assert gone.tolist() == ["01", "08"]


def decided(*rows: dict[str, object], **usual: object) -> pd.DataFrame:
    """甲镇 until 9 February, 乙镇 from the 10th by a decision."""
    before: dict[str, object] = {"held_until": "02-09", "present": False, **usual}
    after: dict[str, object] = {"part": "乙镇", "way": "决定", "held_from": "02-10", "clock_on": "02-01"}
    return own_clocks(stands({**before, **rows[0]}, {**after, **rows[1]}))


def test_a_matter_that_was_concluded_before_the_decision_gets_no_new_clock() -> None:
    made = decided({"concluded_on": "02-03", "concluded_day": "02-03", "settled": "已化解"}, {})
    assert shown(made["concluded_day"]) == ["02-03", "02-03"]
    assert (shown(made["clock_on"]), shown(made["receipt_on"])) == (["", ""], ["", ""])
    assert made["settled"].tolist() == ["已化解", "已化解"]
    assert shown(made["held_from"]) == ["", "02-10"]


@pytest.mark.parametrize(
    "before",
    [
        {"concluded_day": "02-10"},
        {"concluded_day": "02-03", "taken_back": True},
        {"concluded_day": "01-05"},
        {"concluded_day": "02-03", "accepted_on": "02-04"},
        {"concluded_day": "02-03", "claim": "待定"},
        {},
    ],
)
def test_one_that_was_not_concluded_then_has_the_clock_of_the_decision(before: dict[str, object]) -> None:
    assert shown(decided(before, {})["clock_on"]) == ["", "02-10"]


@pytest.mark.parametrize(
    ("before", "after", "days"),
    [
        ({"alone": True}, {"concluded_day": "02-03"}, ["", ""]),
        ({"alone": True}, {"concluded_day": "02-03", "alone": True}, ["", ""]),
        ({"concluded_day": "02-03", "alone": True}, {}, ["", "02-10"]),
        ({}, {"concluded_day": "02-03", "alone": True}, ["", "02-10"]),
    ],
)
def test_whose_ledger_never_listed_it_has_concluded_nothing_and_one_without_a_stand_before_is_the_first(
    before: dict[str, object], after: dict[str, object], days: list[str]
) -> None:
    made = decided(before, after)
    assert shown(made["clock_on"]) == days
    assert made["way"].tolist()[1] == ("决定" if days[1] else "首报")
