"""What an edition says counted: by its cut-off, by its table kept, by clock and by claimant; and which one speaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from pipeline.bundles import PastEdition
from pipeline.merge.editions import (
    as_counted,
    asked_for,
    claims,
    first_submitted_in,
    in_turn,
    keys,
    published_by,
    published_of,
)
from tests.merge.merge_rows import Row, ledger

JANUARY, END = "2023-01", date(2023, 1, 31)
DONE: Row = {"outcome": "予以支持", "settled": "已化解", "rating_unit": "满意"}


def days(*texts: str | None) -> pd.Series:
    return pd.Series(pd.to_datetime(list(texts)), dtype="datetime64[s]")


def edition(
    *rows: Row,
    name: str = JANUARY,
    kept: list[tuple[str | None, ...]] | None = None,
    clocks: dict[str, str] | None = None,
) -> PastEdition:
    """An edition of these matters. ``kept``: number, clock, part, column, value; ``clocks``: number -> its clock."""
    table = ledger([{"folder": name, **row} for row in rows])
    matters = table.drop(columns=[c for c in table if str(c).endswith("_bad")]).assign(
        origin=[str(row.get("origin", "台账")) for row in rows],
        unreadable=pd.Series([row.get("unreadable") for row in rows], dtype="object"),
    )
    tables = {}
    if kept is not None:
        number, clock, part, column, value = zip(*kept, strict=True)
        tables["kept"] = pd.DataFrame(
            {
                "case_no": pd.Series(number, dtype="str"),
                "clock_on": days(*clock),
                "part": pd.Series(part, dtype="str"),
                "column": pd.Series(column, dtype="str"),
                "value": pd.Series(value, dtype="str"),
            }
        )
    if clocks is not None:
        tables["stands"] = pd.DataFrame(
            {
                "case_no": pd.Series([*clocks, "99", "98"], dtype="str"),
                "claim": pd.Series([*("确定" for _ in clocks), "争议", "确定"], dtype="str"),
                "clock_on": days(*clocks.values(), "2023-01-02", None),
                "held_until": days(*(None for _ in clocks), None, None),
            }
        )
    return PastEdition(name, END, matters, frozenset(), tables)


def test_what_lay_after_the_cut_off_had_not_happened() -> None:
    """01 was concluded on the very day; 02 after it; 03 is open and was rated all the same; 04 was kept so."""
    then: Row = {"accepted_on": "2023-01-12", **DONE}
    made = as_counted(
        edition(
            {**then, "case_no": "01", "concluded_on": "2023-01-31"},
            {**then, "case_no": "02", "concluded_on": "2023-02-03"},
            {"case_no": "03", "rating_unit": "不满意", "extended_to": "2023-04-01"},
            {**then, "case_no": "04"},
            {"case_no": "05", "origin": "上级"},
            kept=[("04", None, None, "concluded_day", "2023-02-03")],
        )
    )
    assert list(made.index) == ["01", "02", "03", "04"]
    assert made["concluded_on"].notna().tolist() == [True, False, False, False]
    assert made["concluded_day"].notna().tolist() == [True, False, False, False]
    assert made["settled"].notna().tolist() == [True, False, False, False]
    assert made["settled_cohort"].notna().tolist() == [True, False, False, False]
    assert made["rating_unit"].fillna("").tolist() == ["满意", "", "不满意", ""]
    assert made["accepted_first"].notna().tolist() == [True, True, False, True]
    assert made["extended_to"].notna().tolist() == [False, False, True, False], "it lies ahead, and is no event"
    assert made["ours"].all()
    assert not made["taken_back"].any()


def test_a_conclusion_before_the_acceptance_that_counted_was_none_unless_only_the_acceptance_moved() -> None:
    """Concluded on 15 January. 01: accepted on the 12th at first, on the 20th now. 02: on the 20th ever since. 03: on
    the 17th at first. 04: registered on the 16th.
    """
    row: Row = {"accepted_on": "2023-01-20", "concluded_on": "2023-01-15", **DONE}
    made = as_counted(
        edition(
            *({**row, "case_no": number} for number in ("01", "02", "03")),
            {**row, "case_no": "04", "registered_on": "2023-01-16"},
            kept=[
                ("01", None, None, "accepted_first", "2023-01-12"),
                ("03", None, None, "accepted_first", "2023-01-17"),
                ("04", None, None, "accepted_first", "2023-01-12"),
            ],
        )
    )
    assert made["concluded_on"].notna().tolist() == [True, False, False, False]
    assert made["concluded_day"].notna().tolist() == [True, False, False, False]


def test_a_conclusion_that_was_none_leaves_an_earlier_day_to_the_cohorts() -> None:
    row: Row = {"accepted_on": "2023-01-20", "concluded_on": "2023-01-15"}
    made = as_counted(edition(row, kept=[("01", None, None, "concluded_day", "2023-01-13")]))
    assert made.loc["01", "concluded_day"] == pd.Timestamp("2023-01-13")
    assert pd.isna(made.loc["01", "concluded_on"])


def test_what_was_taken_back_was_not_settled() -> None:
    made = as_counted(
        edition(
            {"accepted_on": "2023-01-12", "concluded_on": "2023-01-20", **DONE},
            kept=[("01", None, None, "taken_back", "是"), ("01", None, None, "channel", "来信")],
        )
    )
    assert made.loc["01", "taken_back"]
    assert (made.loc["01", "settled"], made.loc["01", "settled_cohort"]) == ("已化解", "未化解")
    assert pd.isna(made.loc["01", "channel"]), "no value that is held"


def test_a_clock_that_ended_is_a_row_of_its_own_and_the_present_one_has_its_day_in_its_key() -> None:
    """02 runs from 20 January; what was kept of its first clock stands beside."""
    made = as_counted(
        edition(
            {"case_no": "01"},
            {"case_no": "02", "accepted_on": "2023-01-22", "unreadable": ["settled", "no such column"]},
            kept=[
                ("02", None, None, "accepted_on", "2023-01-11"),
                ("02", "2023-01-20", None, "accepted_on", "2023-01-21"),
                ("02", "2023-01-20", None, "settled", "未化解"),
            ],
            clocks={"02": "2023-01-20"},
        )
    )
    assert list(made.index) == ["01", "02@2023-01-20", "02"]
    assert made["accepted_on"].dt.day.tolist()[1:] == [21, 11]
    assert made["ours"].tolist() == [True, True, False]
    assert made["settled_bad"].tolist() == [False, False, False], "a value that was kept can be read"
    assert made.loc["02", "case_no"] == "02"
    assert made["concluded_on"].dtype == "datetime64[s]"


def test_each_claimant_has_what_it_said_and_is_asked_for_it() -> None:
    old = edition({"case_no": "01"}, {"case_no": "02"}, name="2022-12")
    new = edition(
        {"case_no": "01", "township": "乙镇"},
        {"case_no": "02"},
        kept=[
            ("01", None, "甲镇", "accepted_on", "2023-01-11"),
            ("01", None, "甲镇", "purpose", ""),
            ("01", None, "乙镇", "settled", "未化解"),
            ("01", None, "乙镇", "purpose", "申诉求决"),
            ("01", None, None, "accepted_on", "2023-01-15"),
        ],
    )
    told = published_by([old, new], None, ["2023-02"])
    last = told.by_key[-1]
    assert list(last.index) == ["01", "02", "01|乙镇", "01|甲镇"]
    assert last["ours"].tolist() == [True, True, False, False]
    assert last["accepted_on"].dt.day.fillna(0).tolist() == [15, 0, 0, 11]
    assert last["purpose"].fillna("").tolist()[2:] == ["申诉求决", ""]
    assert last["purpose_bad"].tolist()[2:] == [False, False], "blank is a value"
    assert last["level_bad"].tolist()[2:] == [True, True], "what isn't kept couldn't be read"
    assert last["settled_bad"].tolist() == [False] * 4
    assert told.claimed == {"01"}
    frame = pd.DataFrame(
        {"case_no": ["01", "01", "02"], "claim": ["争议", "确定", "确定"], "part": ["甲镇", "丙镇", "甲镇"]}
    )
    assert asked_for(frame, frame["case_no"], told).tolist() == ["01|甲镇", "01|丙镇", "02"], "丙镇 was no claimant"
    frame.loc[1, "part"] = "乙镇"
    assert asked_for(frame, frame["case_no"], told).tolist() == ["01|甲镇", "01|乙镇", "02"]


def test_who_holds_what_a_newer_edition_has_as_settled_is_asked_for_as_everybody() -> None:
    """December had 01 as not settled, January has it as 甲镇's."""
    old = edition({"case_no": "01"}, name="2022-12", kept=[("01", None, "甲镇", "accepted_on", "2022-12-11")])
    new = edition({"case_no": "01"}, kept=[("01", None, None, "accepted_on", "2023-01-15")])
    told = published_by([old, new], None, ["2023-02"])
    frame = pd.DataFrame({"case_no": ["01"], "claim": ["确定"], "part": ["甲镇"]})
    assert asked_for(frame, frame["case_no"], told).tolist() == ["01"]


def test_the_edition_that_is_made_again_says_nothing_of_what_was_before() -> None:
    old, own = edition({"case_no": "01"}, name="2022-12", kept=[("01", None, None, "settled", "未化解")]), edition({})
    told = published_by([old, own], own, ["2023-02"])
    assert [len(told.by_key), len(told.before), len(told.standing)] == [2, 1, 2]
    alone = published_by([old], None, ["2023-02"])
    assert [len(alone.before), len(alone.standing)] == [1, 1]


def test_the_newest_that_says_what_counted_speaks_and_of_the_first_version_the_oldest() -> None:
    first, second = edition({}, name="2022-10"), edition({}, name="2022-11")
    third = edition({}, name="2022-12", kept=[("01", None, None, "settled", "未化解")])
    all_of = [first, second, third]
    counted = [as_counted(each) for each in all_of]
    assert [f["name"].iloc[0] for f in in_turn(all_of, counted)] == ["2022-11", "2022-10", "2022-12"]
    of = first_submitted_in(all_of, counted, ["2022-11", "2022-12"])
    assert [f["name"].iloc[0] for f in of] == ["2022-10", "2022-12"]
    assert [list(f.index) for f in of] == [["01"], ["01"]]


def test_a_number_is_looked_for_from_the_newest_edition_to_the_oldest() -> None:
    """a stands in the oldest alone, b in the middle and the oldest, c in all, d in none."""
    oldest, middle, newest = (
        pd.DataFrame(
            {
                "settled": [word] * len(names),
                "accepted_on": days(*[day] * len(names)),
                "taken_back": True,
                "settled_bad": True,
            }
        ).set_index(pd.Index(list(names)))
        for names, word, day in (
            ("abc", "未化解", "2022-11-01"),
            ("bc", "部分化解", "2022-12-01"),
            ("c", "已化解", "2023-01-01"),
        )
    )
    wanted = pd.Series(list("dcba"), index=[4, 5, 6, 7])
    found = published_of(wanted, [oldest, middle, newest], ["settled", "accepted_on", "taken_back", "settled_bad"])
    assert found["settled"].fillna("").tolist() == ["", "已化解", "部分化解", "未化解"]
    assert found["accepted_on"].dt.month.fillna(0).tolist() == [0, 1, 12, 11]
    assert found["taken_back"].tolist() == [False, True, True, True]
    assert found["settled_bad"].tolist() == [False, True, True, True]
    assert [found[c].dtype.kind for c in ("taken_back", "settled_bad", "accepted_on")] == ["b", "b", "M"]
    assert found["known"].tolist() == [False, True, True, True]
    assert list(found.index) == [4, 5, 6, 7]


@pytest.mark.parametrize(
    ("clocks", "made"), [((None, None), ["01", "02"]), (("2023-01-05", None), ["01@2023-01-05", "02"])]
)
def test_a_key_has_the_day_of_a_clock_that_is_not_the_first(clocks: tuple[str | None, ...], made: list[str]) -> None:
    assert keys(pd.Series(["01", "02"]), days(*clocks)).tolist() == made
    assert claims(pd.Series(["01"]), pd.Series(["甲镇"])).tolist() == ["01|甲镇"]


def test_a_matters_key_is_that_of_its_present_clock_and_not_of_one_that_is_over() -> None:
    of_two = edition({"case_no": "01"}, {"case_no": "02"}, clocks={"01": "2023-01-10"})
    stands = of_two.tables["stands"]
    over = stands.iloc[[0]].assign(clock_on=days("2023-01-05").iloc[0], held_until=days("2023-01-09").iloc[0])
    for order in ([stands, over], [over, stands]):
        both = replace(of_two, tables={"stands": pd.concat(order, ignore_index=True)})
        assert list(as_counted(both).index) == ["01@2023-01-10", "02"]
