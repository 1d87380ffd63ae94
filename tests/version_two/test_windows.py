"""A county that reports early, late, or by an edition made late: nobody is held to what its ledger couldn't know
(section 5.1; cases 1 to 3, 8, 21).
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.version_two.months_told import A, B, Begin, C, matter

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("sent", "resolved_in_april", "resolved_in_may"),
    [("2023-04-25", (0, 0), (5, 5)), ("2023-05-02", (3, 3), (2, 2))],
    ids=["on the 25th", "in May"],
)
def test_1_what_happened_after_a_ledger_was_sent_stands_in_the_next_window(
    begin: Begin, sent: str, resolved_in_april: tuple[int, int], resolved_in_may: tuple[int, int]
) -> None:
    """Accepted on 5 to 9 March, due on 4 to 8 May; concluded on 26, 28, 30 April, 2 and 4 May: all five in time,
    whenever April's ledger was sent.

    Sent on the 25th, April's window is 1 to 25 April and May's begins on the 26th: 5 due, 5 concluded in it. Sent on 2
    May, April's ends on the 30th: three were concluded in April, two in May. Version 1 took what was dated in April for
    补登: 2/5.
    """
    done = ("2023-04-26", "2023-04-28", "2023-04-30", "2023-05-02", "2023-05-04")
    story = begin(A, B)
    early = sent < "2023-05-01"
    for month, upto in (("2023-04", sent if early else "2023-04-30"), ("2023-05", "2023-05-31")):
        ledgers = {
            unit: [
                matter(f"{unit}{i}", "2023-03-01", f"2023-03-0{5 + i}", day if day <= upto else "")
                for i, day in enumerate(done)
            ]
            for unit in (A, B)
        }
        story.month(
            month,
            ledgers,
            sent=sent if month == "2023-04" else "2023-06-01",
            due="2023-04-25" if early and month == "2023-04" else "",
        )
    april, may = story.run("2023-04"), story.run("2023-05")
    for unit in (A, B):
        assert april.figure(unit, "concluded_on_time") == (0, 0)
        assert may.figure(unit, "concluded_on_time") == (5, 5)
        assert (april.figure(unit, "resolution"), may.figure(unit, "resolution")) == (
            resolved_in_april,
            resolved_in_may,
        )
    assert april.titled(A, B) == may.titled(A, B) == [A, B]


@pytest.mark.parametrize("as_of", [None, date(2023, 2, 10)], ids=["cut off on 31 January", "cut off on 10 February"])
def test_2_a_late_cut_off_makes_nothing_of_february_late(begin: Begin, as_of: date | None) -> None:
    """January's ledgers were sent on 3 February.

    Accepted on 8 to 15 December, due on 6 to 13 February, all concluded on 6 February: 8/8 in February.

    8 December + 60: 31 December is 23 days later, 31 January 54, 6 February 60. Version 1 with the later cut-off: 0/8.
    """
    story = begin(A, B)
    rows = [(f"A{i}", "2022-12-05", f"2022-12-{8 + i:02d}") for i in range(8)]
    story.month("2023-01", {A: [matter(*row) for row in rows]}, zero=[B], sent="2023-02-03")
    january = story.run("2023-01", as_of)
    story.month("2023-02", {A: [matter(*row, "2023-02-06") for row in rows]}, zero=[B])
    february = story.run("2023-02")
    assert january.figure(A, "concluded_on_time") == (0, 0)
    assert february.figure(A, "concluded_on_time") == (8, 8)
    assert february.figure(A, "resolution") == (8, 8)
    assert february.titled(A) == [A]


@pytest.mark.parametrize("special", [True, False], ids=["a special period", "none"])
def test_3_a_special_period_closes_no_month(begin: Begin, special: bool) -> None:
    """4 to 13 March was published on daily rows alone; March's ledgers came in April.

    Accepted on 10, 11, 12 and 20 January: due on 11, 12, 13 and 21 March.

    Concluded on 5, 8, 10 and 20 March: 4/4 and the title. Version 1 with the special period: three of them 补登, 1/4.
    """
    taken = (
        ("2023-01-10", "2023-03-05"),
        ("2023-01-11", "2023-03-08"),
        ("2023-01-12", "2023-03-10"),
        ("2023-01-20", "2023-03-20"),
    )
    story = begin(A, B)
    story.month(
        "2023-02",
        {unit: [matter(f"{unit}{i}", "2023-01-08", row[0]) for i, row in enumerate(taken)] for unit in (A, B)},
    )
    story.run("2023-02")
    if special:
        days = [f"2023-03-{day:02d}" for day in range(4, 14)]
        daily = [
            {"乡镇": unit, "应报日期": day, "报送日期": day, "零报告": "是", "每日": "是"}
            for unit in (A, B)
            for day in days
        ]
        story.month("2023-03-04..2023-03-13", {}, registers={"报送登记": daily})
        story.run("2023-03-04..2023-03-13")
    story.month(
        "2023-03", {unit: [matter(f"{unit}{i}", "2023-01-08", *row) for i, row in enumerate(taken)] for unit in (A, B)}
    )
    march = story.run("2023-03")
    for unit in (A, B):
        assert march.figure(unit, "concluded_on_time") == (4, 4)
        assert march.figure(unit, "resolution") == (4, 4)
    assert march.titled(A, B) == [A, B]


@pytest.mark.parametrize(
    ("told_on", "expected"), [("2023-02-05", (0, 1)), ("2023-01-15", (1, 1)), ("2023-01-18", (1, 1))]
)
def test_8_a_notice_given_after_the_limit_is_late_even_when_it_lies_after_the_cut_off(
    begin: Begin, told_on: str, expected: tuple[int, int]
) -> None:
    """Registered on 3 January: limit 18 January, accepted on the 10th.

    Told on 5 February, in a ledger sent on the 6th, cut-off 31 January: 0/1.
    """
    story = begin(A, B)
    story.month(
        "2023-01",
        {A: [matter("A1", "2023-01-03", "2023-01-10", notified_on=told_on)]},
        zero=[B],
        sent="2023-02-06",
        due="2023-02-07",
    )
    assert story.run("2023-01").figure(A, "accepted_on_time") == expected


def test_8_who_could_not_be_told_counts_as_told(begin: Begin) -> None:
    """无法告知 stands where a day would, is no fault of the ledger and bars no title."""
    story = begin(A, B)
    story.month("2023-01", {A: [matter("A1", "2023-01-03", "2023-01-05", notified_on="无法告知")]}, zero=[B])
    january = story.run("2023-01")
    assert january.figure(A, "accepted_on_time") == (1, 1)
    assert january.told(A) == []
    assert january.titled(A) == [A]


@pytest.mark.parametrize("early", [True, False], ids=["sent on the 25th", "sent in May"])
def test_21_a_limit_after_the_day_of_sending_belongs_to_the_next_window(begin: Begin, early: bool) -> None:
    """Eight accepted on 26 February: due on 27 April.

    Concluded on 26 April. Sent on the 25th, April's ledger can't say so: its window has no limit,

    May's has eight, all in time. Sent on 2 May, all stands in April. Version 1: 0/8, overdue 8, a letter, no title.
    """
    story = begin(A, B)
    number = [f"A{i}" for i in range(8)]
    first = [matter(n, "2023-02-20", "2023-02-26", "" if early else "2023-04-26") for n in number]
    story.month(
        "2023-04",
        {A: first},
        zero=[B],
        sent="2023-04-25" if early else "2023-05-02",
        due="2023-04-25" if early else "2023-05-04",
    )
    april = story.run("2023-04")
    story.month("2023-05", {A: [matter(n, "2023-02-20", "2023-02-26", "2023-04-26") for n in number]}, zero=[B])
    may = story.run("2023-05")
    assert (april.figure(A, "concluded_on_time"), may.figure(A, "concluded_on_time")) == (
        ((0, 0), (8, 8)) if early else ((8, 8), (0, 0))
    )
    assert (april.count(A, "overdue_open"), may.count(A, "overdue_open")) == (0, 0)
    assert april.titled(A) == may.titled(A) == [A]
    assert april.letters(A) == may.letters(A) == []


def test_what_a_merged_unit_lists_first_belongs_to_the_part_whose_window_is_open(begin: Begin) -> None:
    """乙镇 sent January on the 24th and went into 甲镇, which sent on 2 February, on the 1st.

    A matter of 25 January, concluded on the 28th, stands first in

    February's ledger: 乙镇's window from 25 January on had it to tell, 甲镇's of January was closed. It is due on 27
    March, and was in time.
    """
    roster = [
        {"序号": 1, "乡镇": A},
        {"序号": 2, "乡镇": B, "撤并至": A, "撤并日期": "2023-02-01"},
        {"序号": 3, "乡镇": C},
    ]
    story = begin(roster=roster)
    own = {A: [matter("A1", "2023-01-03", "2023-01-05")], C: [matter("C1", "2023-01-03", "2023-01-05")]}
    story.month("2023-01", {**own, B: [matter("B1", "2023-01-04", "2023-01-05")]}, sent={B: "2023-01-24"})
    story.run("2023-01")
    late = matter("B2", "2023-01-25", "2023-01-26", "2023-01-28")
    merged = {**own, A: [*own[A], matter("B1", "2023-01-04", "2023-01-05"), late]}
    story.month("2023-02", merged, owing=[A, C])
    assert story.run("2023-02").figure(A, "resolution") == (1, 1)
    story.month("2023-03", merged, owing=[A, C])
    march = story.run("2023-03")
    assert march.figure(A, "concluded_on_time") == (1, 3), "A1 and B1, due on 6 March, are open"
    assert march.told(A, "R209") == []


def test_what_a_month_counted_as_accepted_by_its_conclusion_is_no_news_to_the_next_quarter(begin: Begin) -> None:
    """A1 has no 受理日期: it counts as accepted on 17 December, and December had it in 办结率.

    The fourth quarter has no edition and is judged by December's.
    """
    story = begin(A, B)
    row = matter("A1", "2022-12-05", "", "2022-12-17")
    story.month("2022-12", {A: [row]}, zero=[B])
    assert story.run("2022-12").figure(A, "conclusion") == (1, 1)
    story.month("2023-03", {A: [row]}, zero=[B])
    assert story.run("2023-Q1").figure(A, "conclusion") == (0, 0)


def test_a_month_whose_folder_comes_after_the_next_edition_ends_where_that_begins_and_leaves_out_what_it_counted(
    begin: Begin,
) -> None:
    """A1 was concluded on 20 January, which January's edition lacked; March's ledger tells of it, and is published
    before there is a folder of

    February. February's ledger, sent on the 25th, then speaks of all February, for March began on the 1st.
    """
    story = begin(A, B)
    row, done = matter("A1", "2023-01-03", "2023-01-04"), matter("A1", "2023-01-03", "2023-01-04", "2023-01-20")
    story.month("2023-01", {A: [row]}, zero=[B])
    story.run("2023-01")
    story.month("2023-03", {A: [done]}, zero=[B])
    assert story.run("2023-03").figure(A, "resolution") == (1, 1)
    story.month("2023-02", {A: [done]}, zero=[B], sent="2023-02-25", due="2023-02-28")
    february = story.run("2023-02")
    assert february.figure(A, "resolution") == (0, 0)
    assert [day.date() for day in february.tables["windows"].set_index("township").loc[A, ["first", "last"]]] == [
        date(2023, 2, 1),
        date(2023, 2, 28),
    ]
