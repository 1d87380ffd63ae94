"""How a matter changes hands without a register: both say so in one folder or the next, or it was handed back
(section 5.3).
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.version_two.months_told import A, B, Begin, Row, Story, decided, matter

pytestmark = pytest.mark.slow

OPEN = ("A1", "2023-01-03", "2023-01-05")
"""Accepted on 5 January: due on 6 March."""
DONE = (*OPEN, "2023-03-05")


def own(unit: str) -> Row:
    """A matter that keeps a ledger from being empty: concluded the day after it was accepted, due on 3 March."""
    return matter(f"{unit}own1", "2023-01-02", "2023-01-02", "2023-01-03")


def months(story: Story, *told: tuple[Sequence[Row], Sequence[Row]]) -> None:
    """January: 甲 lists A1 as its own, published.

    Then a month for each pair of what 甲 and 乙 list beside their own.
    """
    story.month("2023-01", {A: [matter(*OPEN), own(A)], B: [own(B)]})
    story.run("2023-01")
    for number, (of_a, of_b) in enumerate(told, start=2):
        story.month(f"2023-{number:02d}", {A: [*of_a, own(A)], B: [*of_b, own(B)]})


GIVEN, MINE, TAKEN = matter(*OPEN, township=B), matter(*OPEN), matter(*OPEN, received_on="2023-02-08")


@pytest.mark.parametrize(
    "first", [([GIVEN], []), ([MINE], [TAKEN])], ids=["the giver says so first", "the taker lists it first"]
)
def test_both_say_so_in_two_folders_that_follow_one_another(
    begin: Begin, first: tuple[Sequence[Row], Sequence[Row]]
) -> None:
    """One says so in February, the other in March: 甲's in February, 乙's from 1 March, due on the 6th as before,
    concluded on the 5th: 乙 2/2, 甲 1/1.
    """
    story = begin(A, B)
    done = matter(*DONE, received_on="2023-02-08")
    months(story, first, ([GIVEN], [done]) if first[1] else ([], [done]))
    february = story.run("2023-02")
    assert february.matter("A1")["township"] == A
    march = story.run("2023-03")
    assert march.matter("A1")["township"] == B
    assert [march.figure(unit, "concluded_on_time") for unit in (A, B)] == [(1, 1), (2, 2)]
    stands = march.tables["stands"]
    assert [str(day)[:10] for day in stands.loc[stands["part"] == B, "held_from"]] == ["2023-03-01"]
    assert stands["clock_on"].isna().all(), "the clock runs on"
    assert march.told(A, "R204") == []


def test_more_than_a_folder_apart_is_no_agreement(begin: Begin) -> None:
    """甲 names 乙 in February and leaves it out in March; 乙 lists it in April alone: 甲's, open, overdue since 6
    March.
    """
    story = begin(A, B)
    months(story, ([GIVEN], []), ([], []), ([], [TAKEN]))
    for month in ("2023-02", "2023-03"):
        story.run(month)
    april = story.run("2023-04")
    assert april.matter("A1")["township"] == A
    assert [april.count(unit, "overdue_open") for unit in (A, B)] == [1, 0]


def test_what_is_handed_back_goes_to_who_lists_it_with_a_clock_of_its_own(begin: Begin) -> None:
    """甲 hands A1 back on 6 February, with consent.

    乙 lists it in the same folder: its own from the 7th, to be accepted by the 22nd.

    Accepted on the 20th: 1/1 for 乙 in February and due on 21 April. 甲 is asked for nothing more: not for 6 March
    either.
    """
    story = begin(A, B)
    months(story)
    back, taken = (
        matter(*OPEN, withdrawn_on="2023-02-06"),
        matter("A1", "2023-01-03", "2023-02-20", received_on="2023-02-08"),
    )
    agreed = decided("A1", "同意退回", "2023-02-07")
    story.month("2023-02", {A: [back, own(A)], B: [taken, own(B)]}, registers={"处理决定": [agreed]})
    february = story.run("2023-02")
    assert (february.matter("A1")["township"], february.matter("A1")["due_date"]) == (B, "2023-04-21")
    assert [february.figure(unit, "accepted_on_time") for unit in (A, B)] == [(0, 0), (1, 1)]
    story.month("2023-03", {A: [own(A)], B: [taken, own(B)]})
    march = story.run("2023-03")
    assert [march.figure(unit, "concluded_on_time") for unit in (A, B)] == [(1, 1), (1, 1)], "each has one of its own"
    assert [march.count(unit, "overdue_open") for unit in (A, B)] == [0, 0]
    assert march.told(A, "R204") == []


def test_a_hand_back_without_consent_moves_nothing(begin: Begin) -> None:
    """The same without 同意退回: 甲's, due on 6 March, overdue at the end of March."""
    story = begin(A, B)
    back, taken = (
        matter(*OPEN, withdrawn_on="2023-02-06"),
        matter("A1", "2023-01-03", "2023-02-20", received_on="2023-02-08"),
    )
    months(story, ([back], [taken]), ([back], [taken]))
    story.run("2023-02")
    march = story.run("2023-03")
    assert march.matter("A1")["township"] == A
    assert [march.count(unit, "overdue_open") for unit in (A, B)] == [1, 0]


@pytest.mark.parametrize(
    ("decision", "accepted", "due"),
    [([], (0, 1), "2023-04-08"), ([decided("A1", f"归属乡镇：{B}", "2023-03-03")], (1, 1), "2023-05-04")],
    ids=["by its ledger alone", "by a decision"],
)
def test_taken_over_after_a_time_with_nobody(
    begin: Begin, decision: list[Row], accepted: tuple[int, int], due: str
) -> None:
    """Handed back on 6 February with consent, listed by nobody: 全县's alone, accepted before its day, so by it:
    1/1 by 22 February.

    乙 lists it in March, received on the 3rd, accepted on the 5th: its own from 7 February, and 22 February counts
    where it is known, in March, 0/1 for 乙; 全县 has counted it, and the due date stays that of the acceptance
    published, 7 February. By a decision of 3 March the clock runs from that day: limit 18 March, 1/1, due on 4 May.
    """
    story = begin(A, B)
    months(story)
    back = matter(*OPEN, withdrawn_on="2023-02-06")
    agreed = decided("A1", "同意退回", "2023-02-07")
    story.month("2023-02", {A: [back, own(A)], B: [own(B)]}, registers={"处理决定": [agreed]})
    february = story.run("2023-02")
    assert [february.figure(unit, "accepted_on_time") for unit in (A, B, "全县")] == [(0, 0), (0, 0), (1, 1)]
    nobodys = february.matter("A1")
    assert (nobodys["township"], nobodys["registered_on"]) == ("", "2023-01-03")
    taken = matter("A1", "2023-01-03", "2023-03-05", received_on="2023-03-03")
    story.month("2023-03", {A: [own(A)], B: [taken, own(B)]}, registers={"处理决定": decision})
    march = story.run("2023-03")
    assert (march.matter("A1")["township"], march.matter("A1")["due_date"]) == (B, due)
    assert [march.figure(unit, "accepted_on_time") for unit in (A, B)] == [(0, 0), accepted]
    assert march.figure("全县", "accepted_on_time") == ((1, 1) if decision else (0, 0))
