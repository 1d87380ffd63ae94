"""Whose a matter is by the ledgers, folder by folder (docs/definitions.md, 归属), each day and the one beside it."""

from __future__ import annotations

import pytest

from pipeline.merge.holders.stand import Stand
from pipeline.merge.holders.walk import walk
from tests.merge.walks import around, d, entry, given, matter, row, told, walked

JIA = "甲 首报 - - -"
PENDING = ["甲 ?", "乙 ?"]


def test_who_lists_it_alone_holds_it_and_two_who_list_it_claim_it() -> None:
    assert walked(matter(row(0, "甲"), row(1, "甲"))) == [JIA]
    assert walked(matter(row(0, "甲"), row(0, "乙"))) == PENDING


def test_two_names_of_one_unit_are_no_claimants() -> None:
    """甲 and 乙 are 丁 today; of two claimants that an edition had and that were merged since the first has it."""
    merged = around(units={"甲": "丁", "乙": "丁"})
    assert walked(matter(row(0, "甲"), row(0, "乙")), merged) == [JIA]
    assert walked(matter(row(1, "甲"), rivals=("甲", "乙"), after=0), merged) == [JIA]


@pytest.mark.parametrize(("received", "held"), [("01-31", PENDING), ("02-01", ["乙 首报 - - -"])])
def test_who_received_it_after_the_window_claims_nothing(received: str, held: list[str]) -> None:
    assert walked(matter(row(0, "甲", received=received), row(0, "乙"))) == held


def test_who_names_a_unit_that_does_not_list_it_claims_it_all_the_same() -> None:
    assert walked(matter(row(0, "甲", "丙"), row(0, "乙"))) == PENDING


def test_the_part_of_a_merged_unit_to_which_it_belongs_has_it() -> None:
    assert walked(matter(row(0, "甲")), around(parts={"甲": "甲一"})) == ["甲一 首报 - - -"]


def test_both_ledgers_agree_in_the_first_folder() -> None:
    """甲 names 乙 and 乙 itself: it was 甲's until the day before 乙's window."""
    assert walked(matter(row(0, "甲", "乙"), row(0, "乙"))) == ["甲 首报 - - 2022-12-31", "乙 协议 - 01-01 -"]


def test_two_givers_or_a_giver_that_handed_it_back_give_nothing() -> None:
    assert walked(matter(row(0, "甲", "乙"), row(0, "丙", "乙"), row(0, "乙"))) == ["乙 首报 - - -"]
    assert walked(matter(row(0, "甲", "乙", back="01-09"), row(0, "乙"))) == ["乙 首报 - - -"]


@pytest.mark.parametrize("apart", [False, True])
def test_an_agreement_takes_effect_after_the_last_month_in_which_the_giver_called_it_its_own(apart: bool) -> None:
    """乙 listed it in February, as 甲's. Both rows needn't be of one folder: 甲's is of March, 乙's of April."""
    rows = [row(0, "甲"), row(1, "甲"), row(1, "乙", "甲"), row(2, "甲", "乙"), row(3 if apart else 2, "乙")]
    assert walked(matter(*rows)) == ["甲 首报 - - 02-28", "乙 协议 - 03-01 -"]


def test_an_agreement_two_folders_apart_is_none() -> None:
    assert walked(matter(row(0, "甲"), row(1, "甲", "乙"), row(3, "乙"))) == [JIA]
    assert walked(matter(row(0, "甲"), row(1, "乙"), row(3, "甲", "乙"))) == [JIA]
    assert walked(matter(row(0, "甲"), row(1, "乙"), row(2, "甲", "乙"))) == ["甲 首报 - - 01-31", "乙 协议 - 02-01 -"]


def test_an_agreement_begins_with_the_takers_first_window_where_that_is_later() -> None:
    assert walked(matter(row(0, "甲"), row(1, "甲", "乙"), row(2, "乙"))) == [
        "甲 首报 - - 02-28",
        "乙 协议 - 03-01 -",
    ]


def test_a_taker_that_names_another_or_hands_it_back_takes_nothing() -> None:
    assert walked(matter(row(0, "甲"), row(1, "甲", "乙"), row(1, "乙", "丙"))) == [JIA]
    assert walked(matter(row(0, "甲"), row(1, "甲", "乙"), row(1, "乙", back="02-20"))) == [JIA]


@pytest.mark.parametrize(("limit", "moves"), [("01-31", False), ("02-01", True)])
def test_no_agreement_carries_off_a_matter_whose_limit_was_missed(limit: str, moves: bool) -> None:
    """The limit of the row that gives it away, before the day of the move."""
    outcome = walk(matter(row(0, "甲"), row(1, "甲", "乙"), row(1, "乙")), around(limits={1: limit}))
    assert told(outcome) == (["甲 首报 - - 01-31", "乙 协议 - 02-01 -"] if moves else [JIA])
    assert outcome.refused == (() if moves else (("甲", "乙"),))


def test_claimants_whose_rows_name_one_of_them_agree() -> None:
    rows = [row(0, "甲"), row(0, "乙"), row(1, "甲", "乙"), row(1, "乙")]
    assert walked(matter(*rows)) == ["甲 首报 - - 01-31", "乙 协议 - 02-01 -"]
    assert walked(matter(*rows), around(limits={2: "01-20"})) == PENDING
    assert walked(matter(*rows[:2], row(1, "甲", "丙"), row(1, "乙", "丙"))) == PENDING


def test_three_claimants_who_name_one_of_them_do_not_agree() -> None:
    rows = [*(row(0, part) for part in "甲乙丙"), row(1, "甲", "乙"), row(1, "乙"), row(1, "丙", "乙")]
    assert walked(matter(*rows)) == [*PENDING, "丙 ?"]


def test_a_claimant_leaves_where_its_ledger_is_in_without_the_matter_and_another_lists_it() -> None:
    rows = [row(0, "甲"), row(0, "乙"), row(1, "甲")]
    assert walked(matter(*rows)) == PENDING
    assert walked(matter(*rows), around(sent=[(1, "乙")])) == [JIA]
    assert walked(matter(*rows), around(sent=[(0, "乙")])) == PENDING


def test_a_claimant_with_something_unfavourable_in_its_last_row_stays() -> None:
    rows = [row(0, "甲"), row(0, "乙"), row(1, "甲")]
    assert walked(matter(*rows), around(sent=[(1, "乙")], bad=[1])) == PENDING
    assert walked(matter(*rows), around(sent=[(1, "乙")], bad=[0])) == [JIA]


def test_a_claimant_that_hands_it_back_leaves() -> None:
    assert walked(matter(row(0, "甲"), row(0, "乙"), row(1, "甲"), row(1, "乙", back="02-03"))) == [JIA]


def test_claimants_of_whom_none_lists_it_any_more_stay() -> None:
    rows = [row(0, "甲"), row(0, "乙")]
    assert walked(matter(*rows, assigned=[entry(1, "丙", None)]), around(sent=[(1, "甲"), (1, "乙")])) == PENDING


@pytest.mark.parametrize(
    ("later", "stands"),
    [
        ([], ["甲 首报 - - 01-20", "- 退回 01-21 01-21 -"]),
        ([row(1, "乙")], ["甲 首报 - - 01-20", "乙 退回 01-21 01-21 -"]),
        ([row(1, "乙", "丙")], ["甲 首报 - - 01-20", "- 退回 01-21 01-21 -"]),
        ([row(1, "乙"), row(1, "丙")], ["甲 首报 - - 01-20", "乙 ?", "丙 ?"]),
    ],
)
def test_after_a_hand_back_it_is_whose_ledger_lists_it(later: list, stands: list[str]) -> None:
    assert walked(matter(row(0, "甲", back="01-20"), *later)) == stands


def test_who_is_left_of_several_after_a_hand_back_has_it_from_the_day_after() -> None:
    rows = [row(0, "甲", back="01-20"), row(1, "乙"), row(1, "丙"), row(2, "乙")]
    assert walked(matter(*rows), around(sent=[(2, "丙")])) == ["甲 首报 - - 01-20", "乙 退回 01-21 01-21 -"]


def test_the_claimants_after_a_hand_back_say_from_when() -> None:
    outcome = walk(matter(row(0, "甲", back="01-20"), row(1, "乙"), row(1, "丙")), around())
    assert outcome.since == d("01-21")


@pytest.mark.parametrize(
    ("back", "stands"),
    [
        ("02-09", ["乙 首报 - - 02-09", "甲 决定 02-10 02-10 -"]),
        ("02-10", ["乙 首报 - - 02-09", "甲 决定 02-10 02-10 02-10", "- 退回 02-11 02-11 -"]),
    ],
)
def test_who_got_it_by_a_decision_after_its_hand_back_has_it(back: str, stands: list[str]) -> None:
    assert walked(matter(row(0, "乙"), row(1, "甲", back=back), decided=[given("甲", "02-10", 1)])) == stands


def test_what_an_edition_had_is_where_the_walk_begins() -> None:
    """The rows that it covers aren't walked again: 甲 named 乙 then, too, and 乙 listed the matter."""
    start = [Stand("甲", "首报")]
    assert walked(matter(row(0, "甲", "乙"), row(0, "乙"), start=start, after=0)) == [JIA]


@pytest.mark.parametrize(
    ("start", "stands"),
    [
        ([Stand("甲", "首报")], ["甲 首报 - - 01-19", "乙 决定 01-20 01-20 -"]),
        ([Stand("乙", "首报")], ["乙 首报 - - -"]),
        ([Stand("甲", "退回", d("01-10"), d("01-10"))], ["甲 退回 01-10 01-10 -"]),
    ],
)
def test_a_decision_written_into_a_published_folder_since_has_effect(start: list, stands: list[str]) -> None:
    assert walked(matter(row(0, "甲"), start=start, after=0, decided=[given("乙", "01-20", 0)])) == stands


def test_a_hand_back_that_is_valid_only_since_the_edition_has_effect() -> None:
    assert walked(matter(row(0, "甲", back="01-20"), start=[Stand("甲", "首报")], after=0)) == [
        "甲 首报 - - 01-20",
        "- 退回 01-21 01-21 -",
    ]
