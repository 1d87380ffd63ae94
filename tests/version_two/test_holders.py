"""Whose matter it is: its holder's, until a register, the office or both townships say otherwise (section 5.3;
cases 4 to 6, 17, 22, 23, 30).
"""

from __future__ import annotations

import pytest

from tests.version_two.months_told import A, B, Begin, C, Row, Story, decided, matter

pytestmark = pytest.mark.slow

OPEN = ("A1", "2023-01-03", "2023-01-05")
"""Accepted on 5 January: due on 6 March (31 January is 26 days later, 28 February 54, 6 March 60)."""


def own(unit: str) -> Row:
    """A matter that keeps a township's ledger from being empty: concluded the day after it was accepted."""
    return matter(f"{unit}own1", "2023-01-02", "2023-01-02", "2023-01-03")


def moved_in_february(story: Story, how: str) -> None:
    """January: 甲 lists A1.

    February: by agreement 甲 lists it under 乙's name, by decision it leaves it out; 乙 lists it, concluded on 20
    February.
    """
    story.month("2023-01", {A: [matter(*OPEN), own(A)], B: [own(B)], C: [own(C)]})
    story.run("2023-01")
    given: list[Row] = [matter(*OPEN, township=B)] if how == "by agreement" else []
    decision = [decided("A1", f"归属乡镇：{B}", "2023-02-10")] if how == "by decision" else []
    taken = matter(*OPEN, "2023-02-20", received_on="2023-02-08")
    story.month("2023-02", {A: [*given, own(A)], B: [taken, own(B)], C: [own(C)]}, registers={"处理决定": decision})


@pytest.mark.parametrize("how", ["by agreement", "by decision"])
def test_4_a_matter_that_was_given_away_stays_with_whom_it_was_given_to(begin: Begin, how: str) -> None:
    """乙 concluded it in February and listed it in March too; in April nobody does.

    Due on 6 March (by decision: its own clock, 10 February + 60 = 11 April).

    April: 乙's, concluded; nothing overdue, no letter, both titled but for what 乙 lacks. Version 1: 甲's again, open,
    overdue, 督办函.
    """
    story = begin(A, B, C)
    moved_in_february(story, how)
    february = story.run("2023-02")
    assert february.matter("A1")["township"] == B
    assert february.figure(B, "resolution") == (1, 1)
    story.month(
        "2023-03", {A: [own(A)], B: [matter(*OPEN, "2023-02-20", received_on="2023-02-08"), own(B)], C: [own(C)]}
    )
    story.run("2023-03")
    story.month("2023-04", {unit: [own(unit)] for unit in (A, B, C)})
    april = story.run("2023-04")
    row = april.matter("A1")
    assert (row["township"], row["concluded_on"]) == (B, "2023-02-20")
    assert [april.count(unit, "overdue_open") for unit in (A, B, C)] == [0, 0, 0]
    assert april.letters(A) == []
    assert april.titled(A, C) == [A, C]


OVERDUE = ("A1", "2022-12-01", "2022-12-05")
"""Due on 3 February: 31 December is 26 days later, 31 January 57."""


def overdue_story(begin: Begin) -> Story:
    story = begin(A, B, C)
    story.month("2023-01", {A: [matter(*OVERDUE), own(A)], B: [own(B)], C: [own(C)]})
    story.run("2023-01")
    return story


def test_5_another_name_in_the_column_of_the_unit_moves_nothing(begin: Begin) -> None:
    """甲 writes 责任单位 乙 for its overdue matter, which 乙 doesn't list: 甲's, 0/1 and one overdue; 乙 keeps its
    title, and both are told.
    """
    story = overdue_story(begin)
    story.month("2023-02", {A: [matter(*OVERDUE, township=B), own(A)], B: [own(B)], C: [own(C)]})
    february = story.run("2023-02")
    assert february.matter("A1")["township"] == A
    assert (february.count(A, "overdue_open"), february.figure(A, "concluded_on_time")) == (1, (0, 1))
    assert (february.count(B, "overdue_open"), february.figure(B, "concluded_on_time")) == (0, (0, 0))
    assert february.titled(A, B, C) == [B, C]
    assert [text for text in february.told(A) if "A1" in text and B in text] != []


def test_5_a_neighbour_that_lists_what_its_holder_leaves_out_moves_nothing(begin: Begin) -> None:
    """甲 leaves the overdue matter out while 丙 lists it: 甲's, overdue. 丙 has nothing overdue."""
    story = overdue_story(begin)
    story.month("2023-02", {A: [own(A)], B: [own(B)], C: [matter(*OVERDUE), own(C)]})
    february = story.run("2023-02")
    assert february.matter("A1")["township"] == A
    assert (february.count(A, "overdue_open"), february.figure(A, "concluded_on_time")) == (1, (0, 1))
    assert (february.count(C, "overdue_open"), february.figure(C, "concluded_on_time")) == (0, (0, 0))
    assert february.titled(A, B) == [B]
    assert [text for text in february.told(A) if "A1" in text] != []


def test_5_a_matter_whose_limit_was_missed_does_not_move_by_agreement(begin: Begin) -> None:
    """Overdue since 3 February. In March 甲 names 乙 and 乙 lists it: 甲's all the same."""
    story = overdue_story(begin)
    story.month("2023-02", {A: [matter(*OVERDUE), own(A)], B: [own(B)], C: [own(C)]})
    story.run("2023-02")
    story.month("2023-03", {A: [matter(*OVERDUE, township=B), own(A)], B: [matter(*OVERDUE), own(B)], C: [own(C)]})
    march = story.run("2023-03")
    assert march.matter("A1")["township"] == A
    assert [march.count(unit, "overdue_open") for unit in (A, B)] == [1, 0]


@pytest.mark.parametrize(
    ("accepted", "expected", "unaccepted"), [("", (0, 1), 1), ("2023-02-17", (1, 1), 0)], ids=["left lying", "accepted"]
)
def test_6_a_matter_handed_back_with_consent_is_that_of_whoever_took_it_over(
    begin: Begin, accepted: str, expected: tuple[int, int], unaccepted: int
) -> None:
    """Registered on 30 January, handed back by 甲 on 2 February with consent, listed by 乙: 乙's from the 3rd,
    limit 18 February. Left lying: 0/1 and one

    not accepted. 甲 has nothing of it: neither the limit of 14 February nor an overdue matter. Version 1: in nobody's
    figures.
    """
    story = begin(A, B)
    story.month("2023-01", {A: [matter("A1", "2023-01-30"), own(A)], B: [own(B)]})
    story.run("2023-01")
    given, taken = (
        matter("A1", "2023-01-30", withdrawn_on="2023-02-02"),
        matter("A1", "2023-01-30", accepted, received_on="2023-02-03"),
    )
    story.month(
        "2023-02",
        {A: [given, own(A)], B: [taken, own(B)]},
        registers={"处理决定": [decided("A1", "同意退回", "2023-02-06")]},
    )
    february = story.run("2023-02")
    assert february.matter("A1")["township"] == B
    assert (february.figure(B, "accepted_on_time"), february.count(B, "overdue_unaccepted")) == (expected, unaccepted)
    assert (february.figure(A, "accepted_on_time"), february.count(A, "overdue_unaccepted")) == ((0, 0), 0)
    assert february.titled(A, B) == ([A] if unaccepted else [A, B])


def test_17_what_is_bad_in_a_row_counts_for_its_claimant(begin: Begin) -> None:
    """Both list both from the start.

    Accepted on 5 November: due on 4 January, open. Two overdue and 0/2 for each of them, and for 全县 once: two, 0/2.
    """
    bad = [matter(f"M{i}", "2022-11-01", "2022-11-05") for i in (1, 2)]
    story = begin(A, B, C)
    story.month("2023-01", {A: [*bad, own(A)], B: [*bad, own(B)], C: [own(C)]})
    january = story.run("2023-01")
    assert [january.count(unit, "overdue_open") for unit in (A, B, C, "全县")] == [2, 2, 0, 2]
    assert [january.figure(unit, "concluded_on_time") for unit in (A, B, "全县")] == [(0, 2)] * 3
    assert january.titled(A, B, C) == [C]


def test_17_what_is_good_counts_for_nobody_and_costs_nobody_its_title(begin: Begin) -> None:
    """乙's good matter, due on 9 January and concluded on the 5th, is listed by 甲 too.

    In no unit's rate, once in 全县's; nobody loses its title.

    And each has one of its own: concluded on 3 January, resolved.
    """
    good = matter("M3", "2022-11-08", "2022-11-10", "2023-01-05")
    story = begin(A, B, C)
    story.month("2023-01", {A: [good, own(A)], B: [good, own(B)], C: [own(C)]})
    january = story.run("2023-01")
    assert [january.figure(unit, "concluded_on_time") for unit in (A, B, "全县")] == [(0, 0), (0, 0), (1, 1)]
    assert [january.figure(unit, "resolution") for unit in (A, B, C, "全县")] == [(1, 1), (1, 1), (1, 1), (4, 4)]
    assert january.titled(A, B, C) == [A, B, C]


def test_17_it_is_settled_by_a_decision(begin: Begin) -> None:
    """归属乡镇 乙, from 1 January on: overdue for 乙 by its own clock in no January, for 甲 nothing."""
    bad = matter("M1", "2022-12-20", "2023-01-02", "2023-01-20")
    story = begin(A, B)
    story.month(
        "2023-01",
        {A: [bad, own(A)], B: [bad, own(B)]},
        registers={"处理决定": [decided("M1", f"归属乡镇：{B}", "2023-01-01")]},
    )
    january = story.run("2023-01")
    assert january.matter("M1")["township"] == B
    assert [january.figure(unit, "resolution") for unit in (A, B, "全县")] == [(1, 1), (2, 2), (3, 3)]


def test_22_a_matter_that_the_office_gives_away_has_its_new_holders_own_clock(begin: Begin) -> None:
    """Accepted on 22 December: due on 20 February.

    On the 17th the office gives it to 乙: received that day, limit 4 March, accepted on the 18th, due on 19 April.

    February: nobody overdue, both titled. March: 乙 accepted 1/1. Version 1: 乙 overdue, without title.
    """
    row = ("A1", "2022-12-15", "2022-12-22")
    story = begin(A, B)
    story.month("2023-01", {A: [matter(*row), own(A)], B: [own(B)]})
    story.run("2023-01")
    taken = matter("A1", "2022-12-15", "2023-02-18", received_on="2023-02-17")
    registers = {"处理决定": [decided("A1", f"归属乡镇：{B}", "2023-02-17")]}
    story.month("2023-02", {A: [matter(*row, township=B), own(A)], B: [taken, own(B)]}, registers=registers)
    february = story.run("2023-02")
    assert (february.matter("A1")["township"], february.matter("A1")["due_date"]) == (B, "2023-04-19")
    assert [february.figure(unit, "concluded_on_time") for unit in (A, B)] == [(0, 0), (0, 0)]
    assert [february.count(unit, "overdue_open") for unit in (A, B)] == [0, 0]
    assert february.titled(A, B) == [A, B]
    story.month("2023-03", {A: [own(A)], B: [taken, own(B)]})
    march = story.run("2023-03")
    assert [march.figure(unit, "accepted_on_time") for unit in (A, B)] == [(0, 0), (1, 1)]


def test_23_both_ledgers_agree_and_the_clock_runs_on(begin: Begin) -> None:
    """甲 names 乙, 乙 lists it: 乙's from February, due on 6 March as before, concluded on the 5th: 乙's 1/1 in
    March beside its own. No error for 甲. Version 1: 甲's, R204.
    """
    story = begin(A, B)
    story.month("2023-01", {A: [matter(*OPEN), own(A)], B: [own(B)]})
    story.run("2023-01")
    story.month(
        "2023-02", {A: [matter(*OPEN, township=B), own(A)], B: [matter(*OPEN, received_on="2023-02-03"), own(B)]}
    )
    february = story.run("2023-02")
    assert (february.matter("A1")["township"], february.matter("A1")["due_date"]) == (B, "2023-03-06")
    story.month("2023-03", {A: [own(A)], B: [matter(*OPEN, "2023-03-05", received_on="2023-02-03"), own(B)]})
    march = story.run("2023-03")
    assert march.told(A, "R204") == []
    assert [march.figure(unit, "concluded_on_time") for unit in (A, B)] == [(1, 1), (2, 2)], (
        "each has one of its own, due on 3 March"
    )
    assert march.titled(A, B) == [A, B]


def test_30_the_register_above_says_whose_it_is_when_a_neighbour_lists_it_first(begin: Begin) -> None:
    """Registered on 3 January, received on the 4th by 甲, says the register; 甲 leaves it out, 丙 lists it as
    accepted and concluded.

    An omission of 甲: limit 19 January, not accepted: 0/1. Version 1: 丙's, no omission.
    """
    above = {
        "case_no": "M1",
        "township": A,
        "registered_on": "2023-01-03",
        "received_on": "2023-01-04",
        "channel": "来访",
        "occurrence": "初件",
    }
    story = begin(A, B, C)
    listed = matter("M1", "2023-01-03", "2023-01-05", "2023-01-10")
    story.month(
        "2023-01",
        {A: [own(A)], B: [own(B)], C: [listed, own(C)]},
        superior=[above, *({**own(u), "township": u} for u in (A, B, C))],
    )
    january = story.run("2023-01")
    assert january.matter("M1")["township"] == A
    assert january.tables["omissions"][["township", "case_no"]].to_numpy().tolist() == [[A, "M1"]]
    assert january.figure(A, "accepted_on_time") == (1, 2), "and one of its own, registered on 2 January, in time"
    assert january.figure(C, "accepted_on_time") == (1, 1)
    assert january.figure(C, "resolution") == (1, 1)
    assert january.titled(A, B) == [B]


@pytest.mark.parametrize("neighbour", [True, False], ids=["listed by a neighbour", "listed by nobody"])
def test_30_whose_blank_procedure_in_the_register_is_an_opinion_matter(begin: Begin, neighbour: bool) -> None:
    """Accepted on 5 December, says the register, 办理程序 blank: due on 3 February, open.

    甲 leaves it out: 按期办结率 0/1 and overdue, whoever lists it.
    """
    above = {
        "case_no": "M1",
        "township": A,
        "registered_on": "2022-12-02",
        "received_on": "2022-12-02",
        "accepted_on": "2022-12-05",
        "channel": "来访",
        "occurrence": "初件",
    }
    listed = [matter("M1", "2022-12-02", "2022-12-05", procedure="法定程序")] if neighbour else []
    story = begin(A, B)
    story.month("2023-02", {A: [own(A)], B: [*listed, own(B)]}, superior=[above])
    february = story.run("2023-02")
    assert (february.figure(A, "concluded_on_time"), february.figure(A, "overdue_open")) == ((0, 1), (1, None))
