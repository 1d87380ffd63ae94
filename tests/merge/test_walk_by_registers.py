"""Whose a matter is by decisions, 上级登记台账 and 交办清单 (docs/definitions.md, 归属), and by their days."""

from __future__ import annotations

import pytest

from pipeline.merge.holders.stand import BY_ASSIGNED, BY_DECISION, BY_SUPERIOR
from pipeline.merge.holders.walk import walk
from tests.merge.walks import around, entry, given, matter, row, told, walked

JIA = "甲 首报 - - -"
PENDING = ["甲 ?", "乙 ?"]


@pytest.mark.parametrize(
    ("day", "end", "stands"),
    [
        ("02-10", "02-10", ["甲 首报 - - 02-09", "乙 决定 02-10 02-10 -"]),
        ("02-10", "02-09", [JIA]),
        (None, "02-09", ["甲 首报 - - 01-31", "乙 决定 02-01 02-01 -"]),
    ],
)
def test_a_decision_moves_it_on_its_day_up_to_the_cut_off_and_without_a_day_with_the_window(
    day: str | None, end: str, stands: list[str]
) -> None:
    assert walked(matter(row(0, "甲"), row(1, "甲"), decided=[given("乙", day, 1)]), around(end=end)) == stands


def test_what_began_on_the_day_of_a_later_move_is_taken_over() -> None:
    decided = [given("乙", "02-10", 1), given("丙", "02-10", 2)]
    assert walked(matter(row(0, "甲"), decided=decided)) == ["甲 首报 - - 02-09", "丙 决定 02-10 02-10 -"]


@pytest.mark.parametrize(("day", "stand"), [("01-31", "甲 决定 01-31 - -"), ("02-01", JIA)])
def test_a_decision_for_the_holder_fixes_the_day_within_the_window_in_which_it_first_listed_it(
    day: str, stand: str
) -> None:
    assert walked(matter(row(0, "甲"), row(1, "甲"), decided=[given("甲", day, 1)])) == [stand]


def test_a_decision_for_who_has_it_by_an_agreement_fixes_its_day() -> None:
    rows = [row(0, "甲"), row(1, "甲", "乙"), row(1, "乙")]
    assert walked(matter(*rows, decided=[given("乙", "02-20", 2), given("乙", "03-20", 3)])) == [
        "甲 首报 - - 02-19",
        "乙 决定 02-20 02-20 -",
    ]


@pytest.mark.parametrize(
    ("listed", "superior", "stands"),
    [
        ("甲", [], ["甲 决定 01-15 - -"]),
        ("甲乙", [], ["乙 首报 - - 01-14", "甲 决定 01-15 01-15 -"]),
        ("甲乙丙", [], ["甲 决定 01-15 - -"]),
        ("甲乙", [entry(0, "丙", "01-03")], ["丙 首报 - - 01-14", "甲 决定 01-15 01-15 -"]),
        ("甲乙", [entry(0, "甲", "01-03")], ["乙 首报 - - 01-14", "甲 决定 01-15 01-15 -"]),
        ("", [], []),
    ],
)
def test_a_decision_in_the_first_folder_leaves_the_days_before_to_the_one_other(
    listed: str, superior: list, stands: list[str]
) -> None:
    """Of two others nobody knows whose it was. A matter that nobody lists isn't there yet."""
    rows = [row(0, part) for part in listed]
    assert walked(matter(*rows, superior=superior, decided=[given("甲", "01-15", 0)])) == stands


def test_a_decision_without_a_day_in_the_first_folder_says_whose_it_always_was() -> None:
    outcome = walk(matter(row(0, "甲"), row(0, "乙"), decided=[given("乙", None, 0)]), around())
    assert told(outcome) == ["乙 首报 - - -"]
    assert outcome.stands[0].basis == BY_DECISION


def test_a_decision_settles_what_is_claimed() -> None:
    rows = [row(0, "甲"), row(0, "乙")]
    assert walked(matter(*rows, decided=[given("乙", "02-10", 1)])) == ["甲 首报 - - 02-09", "乙 决定 02-10 02-10 -"]


def test_the_superior_register_says_whose_it_is_at_first_and_among_claimants() -> None:
    outcome = walk(matter(row(0, "甲"), superior=[entry(0, "乙", "01-03")]), around())
    assert (told(outcome), outcome.stands[0].basis) == (["乙 首报 - - -"], BY_SUPERIOR)
    assert walked(matter(row(0, "甲"), row(0, "乙"), superior=[entry(1, "乙", "02-03")])) == ["乙 首报 - - -"]


@pytest.mark.parametrize(
    ("then", "now", "end", "stands"),
    [
        ("01-05", "02-15", "06-30", ["甲 首报 - - 02-14", "乙 决定 02-15 02-15 -"]),
        ("01-05", "02-15", "02-15", ["甲 首报 - - 02-14", "乙 决定 02-15 02-15 -"]),
        ("01-05", "02-15", "02-14", [JIA]),
        ("01-05", "01-05", "06-30", ["甲 首报 - - 01-31", "乙 决定 02-01 02-01 -"]),
        (None, "02-15", "06-30", ["甲 首报 - - 01-31", "乙 决定 02-01 02-01 -"]),
        ("01-05", None, "06-30", ["甲 首报 - - 01-31", "乙 决定 02-01 02-01 -"]),
    ],
)
def test_the_superior_register_moves_it_on_its_day_where_that_is_later_than_before(
    then: str | None, now: str | None, end: str, stands: list[str]
) -> None:
    superior = [entry(0, "甲", then), entry(1, "乙", now)]
    assert walked(matter(row(0, "甲"), superior=superior), around(end=end)) == stands


def test_a_row_of_the_superior_register_that_changes_nothing_moves_nothing() -> None:
    """It names the same unit as before, or the one that has the matter already, or it is of an older folder."""
    assert walked(matter(row(0, "甲"), superior=[entry(0, "甲", "01-05"), entry(1, "甲", "02-15")])) == [JIA]
    decided = [given("乙", "02-01", 1)]
    superior = [entry(0, "甲", "01-05"), entry(1, "乙", "02-15")]
    assert walked(matter(row(0, "甲"), superior=superior, decided=decided)) == [
        "甲 首报 - - 01-31",
        "乙 决定 02-01 02-01 -",
    ]


@pytest.mark.parametrize(
    ("to", "day", "end", "held"),
    [
        ("乙", "01-10", "06-30", ["乙 首报 - - -"]),
        ("乙", "01-10", "01-10", ["乙 首报 - - -"]),
        ("乙", "01-10", "01-09", PENDING),
        ("丙", "01-10", "06-30", PENDING),
        ("乙", None, "06-30", PENDING),
    ],
)
def test_the_list_of_assignments_decides_between_those_who_list_it(
    to: str, day: str | None, end: str, held: list[str]
) -> None:
    outcome = walk(matter(row(0, "甲"), row(0, "乙"), assigned=[entry(0, to, day)]), around(end=end))
    assert told(outcome) == held
    assert [stand.basis for stand in outcome.stands] == ([] if held == PENDING else [BY_ASSIGNED])


@pytest.mark.parametrize(
    ("assigned", "end", "stands"),
    [
        ([entry(1, "乙", "02-01")], "06-30", ["甲 首报 - - 01-31", "乙 决定 02-01 02-01 -"]),
        ([entry(1, "乙", "01-31")], "06-30", [JIA]),
        ([entry(1, "乙", "02-01")], "02-01", ["甲 首报 - - 01-31", "乙 决定 02-01 02-01 -"]),
        ([entry(1, "乙", "02-02")], "02-01", [JIA]),
        ([entry(1, "甲", "02-10")], "06-30", [JIA]),
        (
            [entry(0, "甲", "01-05", "一"), entry(1, "乙", "01-20", "一")],
            "06-30",
            ["甲 首报 - - 01-19", "乙 决定 01-20 01-20 -"],
        ),
        ([entry(0, "甲", "01-05", "一"), entry(1, "乙", "01-20", "二")], "06-30", [JIA]),
    ],
)
def test_the_list_of_assignments_moves_it_where_its_batch_changes_or_a_new_one_comes_after_the_first_window(
    assigned: list, end: str, stands: list[str]
) -> None:
    assert walked(matter(row(0, "甲"), assigned=assigned), around(end=end)) == stands


def test_an_assignment_after_the_windows_settles_what_is_claimed() -> None:
    assert walked(matter(row(0, "甲"), row(0, "乙"), assigned=[entry(1, "乙", "02-03")])) == [
        "甲 首报 - - 02-02",
        "乙 决定 02-03 02-03 -",
    ]


def test_a_decision_that_has_been_followed_is_not_followed_again() -> None:
    """甲 has it by the newest of two decisions of January; 乙, who got it by a decision, has handed it back since."""
    decided = [given("乙", "01-10", 0), given("甲", "01-15", 0)]
    assert walked(matter(row(0, "甲"), row(1, "甲"), decided=decided)) == ["甲 决定 01-15 - -"]
    rows = [row(0, "甲"), row(2, "乙", back="02-20"), row(2, "丙"), row(3, "乙", back="02-20")]
    assert walked(matter(*rows, decided=[given("乙", "02-10", 1)])) == [
        "甲 首报 - - 02-09",
        "乙 决定 02-10 02-10 02-20",
        "丙 退回 02-21 02-21 -",
    ]


def test_each_decision_has_its_turn() -> None:
    decided = [given("乙", "01-15", 0), given("丙", "02-10", 1)]
    assert walked(matter(row(0, "甲"), decided=decided)) == [
        "甲 首报 - - 01-14",
        "乙 决定 01-15 01-15 02-09",
        "丙 决定 02-10 02-10 -",
    ]


def test_a_decision_on_the_cut_off_settles_the_first_listing() -> None:
    decided = [given("乙", "06-30", 0)]
    assert walked(matter(row(0, "甲"), decided=decided)) == ["甲 首报 - - 06-29", "乙 决定 06-30 06-30 -"]
    assert walked(matter(*(row(0, part) for part in "甲乙丙"), decided=decided)) == ["乙 决定 06-30 - -"]


def test_who_handed_it_back_is_not_the_one_other_that_lists_it() -> None:
    decided = [given("乙", "01-15", 0)]
    assert walked(matter(row(0, "甲", back="01-09"), decided=decided)) == ["乙 决定 01-15 - -"]
    assert walked(matter(row(0, "甲"), row(0, "丙", back="01-09"), decided=decided)) == [
        "甲 首报 - - 01-14",
        "乙 决定 01-15 01-15 -",
    ]


def test_after_a_decision_no_register_moves_it() -> None:
    superior = [entry(0, "甲", "01-05"), entry(2, "丙", "03-15")]
    assert walked(matter(row(0, "甲"), superior=superior, decided=[given("乙", "02-10", 1)])) == [
        "甲 首报 - - 02-09",
        "乙 决定 02-10 02-10 -",
    ]


@pytest.mark.parametrize("named", ["甲", "乙"])
def test_after_a_hand_back_a_row_of_the_superior_register_that_says_nothing_new_moves_nothing(named: str) -> None:
    """It names 甲, as before, or 乙, who has taken the matter over."""
    superior = [entry(0, "甲", "01-05"), entry(2, named, "03-05")]
    assert walked(matter(row(0, "甲", back="01-20"), row(1, "乙"), superior=superior)) == [
        "甲 首报 - - 01-20",
        "乙 退回 01-21 01-21 -",
    ]


def test_a_row_of_the_superior_register_moves_it_in_its_own_folder_alone() -> None:
    superior = [entry(0, "甲", "01-05"), entry(1, "乙", "02-15")]
    rows = [row(0, "甲"), row(2, "乙", back="03-05"), row(2, "丙"), row(3, "乙", back="03-05")]
    moved = ["甲 首报 - - 02-14", "乙 决定 02-15 02-15 03-05", "丙 退回 03-06 03-06 -"]
    assert walked(matter(*rows, superior=superior)) == moved
    assert walked(matter(row(0, "甲"), superior=[*superior, entry(2, "丙", "03-15")])) == [
        "甲 首报 - - 02-14",
        "乙 决定 02-15 02-15 03-14",
        "丙 决定 03-15 03-15 -",
    ]


def test_a_new_assignment_is_measured_by_the_window_in_which_the_unit_first_listed_it() -> None:
    assert walked(matter(row(0, "甲"), row(1, "甲"), assigned=[entry(1, "乙", "02-10")])) == [
        "甲 首报 - - 02-09",
        "乙 决定 02-10 02-10 -",
    ]


@pytest.mark.parametrize(("day", "settled"), [("02-28", False), ("03-01", True)])
def test_among_claimants_a_new_assignment_comes_after_the_windows_of_all(day: str, settled: bool) -> None:
    told = walked(matter(row(0, "甲"), row(1, "乙"), rivals=("甲", "乙"), after=1, assigned=[entry(2, "丙", day)]))
    assert told == (["丙 决定 03-01 - -"] if settled else PENDING)
