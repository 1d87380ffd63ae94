"""What a township can't better by writing something else later (sections 5.2 and 5.4; cases 10, 12 to 14, 16)."""

from __future__ import annotations

import pytest

from tests.version_two.months_told import GOOD, A, B, Begin, Row, decided, matter, two_months
from tests.version_two.published_months import Figure

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("written", ["2023-01-05", "见附件", ""], ids=["as published", "unreadable", "blank"])
def test_10_a_published_day_stands_when_its_cell_can_no_longer_be_read(begin: Begin, written: str) -> None:
    """Registered on 25 December, accepted on 5 January: due on 6 March.

    By registration it would be 23 February, overdue in February, with a letter.
    """
    story = begin(A, B)
    january, february = two_months(
        story, [matter("A1", "2022-12-25", "2023-01-05")], [matter("A1", "2022-12-25", written)]
    )
    assert january.figure(A, "accepted_on_time") == (2, 2)
    assert february.matter("A1")["due_date"] == "2023-03-06"
    assert (february.count(A, "overdue_open"), february.count(A, "overdue_unaccepted")) == (0, 0)
    assert february.letters(A) == []
    story.month("2023-03", {A: [matter("A1", "2022-12-25", "2023-01-05", "2023-03-06"), GOOD]}, zero=[B])
    assert story.run("2023-03").figure(A, "concluded_on_time") == (2, 2), "and the good one, due on 3 March"


LATE = {"registered_on": "2023-01-20", "limit": "2023-02-04"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"received_on": "2023-02-10", "accepted_on": "2023-02-20"}),
        ({}, {"level": "县", "accepted_on": "2023-02-18"}),
        ({"purpose": "申诉求决"}, {"purpose": "检举控告", "accepted_on": "2023-02-20"}),
        ({}, {"registered_on": "2023-02-08", "accepted_on": "2023-02-20"}),
    ],
    ids=["received later", "at a higher level", "an accusation", "registered later"],
)
def test_12_a_limit_missed_stays_missed_whatever_is_written_afterwards(begin: Begin, before: Row, after: Row) -> None:
    """Registered on 20 January at the township's level: limit 4 February.

    Accepted after it, with a value that would move the limit: 0/1 as its twin.
    """
    january = matter("A1", "2023-01-20", **before)
    tricked = two_months(begin(A, B), [january], [{**january, **after}])[1]
    true = two_months(begin(A, B), [january], [{**january, "accepted_on": after["accepted_on"]}])[1]
    assert tricked.figure(A, "accepted_on_time") == true.figure(A, "accepted_on_time") == (0, 1)
    assert [tricked.count(A, id_) for id_ in ("overdue_unaccepted", "overdue_open")] == [
        true.count(A, id_) for id_ in ("overdue_unaccepted", "overdue_open")
    ]


@pytest.mark.parametrize(
    "value",
    [{"procedure": "法定程序"}, {"procedure": "简易办理"}, {"purpose": "检举控告"}],
    ids=lambda v: next(iter(v.values())),
)
def test_12_nor_by_another_ledger_in_a_folder_that_was_published(begin: Begin, value: Row) -> None:
    """Accepted on 5 December: due on 3 February, open.

    January's ledger is exchanged afterwards for one with another procedure; February's says the same.
    """
    row = matter("A1", "2022-12-01", "2022-12-05")
    story = begin(A, B)
    story.month("2023-01", {A: [row, GOOD]}, zero=[B])
    story.run("2023-01")
    story.ledger("2023-01", A, [{**row, **value}, GOOD])
    story.month("2023-02", {A: [{**row, **value}, GOOD]}, zero=[B])
    february = story.run("2023-02")
    assert (february.figure(A, "concluded_on_time"), february.count(A, "overdue_open")) == ((0, 1), 1)
    assert february.titled(A) == []


def test_13_a_correction_once_confirmed_speaks_for_its_column(begin: Begin) -> None:
    """January: 重件, registered on 28 January.

    February: 初件, confirmed for 初重件 alone, and registered on 20 February, accepted on the 25th.

    初件 counts; the day of registration doesn't: limit 12 February, 0/1. Version 1 took both: N = 0.
    """
    story = begin(A, B)
    story.month("2023-01", {A: [matter("A1", "2023-01-28", occurrence="重件", related_case_no="A9"), GOOD]}, zero=[B])
    story.run("2023-01")
    registers = {"处理决定": [decided("A1", "更正属实", "2023-02-26", column="初重件")]}
    story.month("2023-02", {A: [matter("A1", "2023-02-20", "2023-02-25"), GOOD]}, zero=[B], registers=registers)
    february = story.run("2023-02")
    assert (february.counted("A1", "初重件"), february.counted("A1", "登记日期")) == ("初件", "2023-01-28")
    assert february.figure(A, "accepted_on_time") == (0, 1)


def test_13_and_for_the_folder_that_it_lies_in(begin: Begin) -> None:
    """28 January corrected to the 30th in February, confirmed: limit 14 February, accepted on the 13th, 1/1.

    March writes 27 February, unconfirmed: the 30th.
    """
    story = begin(A, B)
    story.month("2023-01", {A: [matter("A1", "2023-01-28"), GOOD]}, zero=[B])
    story.run("2023-01")
    registers = {"处理决定": [decided("A1", "更正属实", "2023-02-26", column="登记日期")]}
    story.month("2023-02", {A: [matter("A1", "2023-01-30", "2023-02-13"), GOOD]}, zero=[B], registers=registers)
    assert story.run("2023-02").figure(A, "accepted_on_time") == (1, 1)
    story.month("2023-03", {A: [matter("A1", "2023-02-27", "2023-02-13"), GOOD]}, zero=[B])
    march = story.run("2023-03")
    assert march.counted("A1", "登记日期") == "2023-01-30"
    assert march.figure(A, "accepted_on_time") == (0, 0), "counted in February"


@pytest.mark.parametrize(("folder", "right"), [("2023-01", (0, 1)), ("2023-02", (1, 1))])
def test_13_and_for_the_day_that_the_row_there_has(begin: Begin, folder: str, right: Figure) -> None:
    """Accepted on 20 December: due on 18 February, open in January's edition.

    February says: concluded on 20 January, 补登 unless it is confirmed.

    更正属实 for 办结日期 in January's folder, where the row has none, says nothing of it; in February's it does.
    """
    registers = {"处理决定": [decided("A1", "更正属实", "2023-02-26", column="办结日期")]}
    story = begin(A, B)
    story.month(
        "2023-01",
        {A: [matter("A1", "2022-12-18", "2022-12-20")]},
        zero=[B],
        registers=registers if folder == "2023-01" else None,
    )
    story.run("2023-01")
    concluded = matter("A1", "2022-12-18", "2022-12-20", "2023-01-20")
    story.month("2023-02", {A: [concluded]}, zero=[B], registers=registers if folder == "2023-02" else None)
    assert story.run("2023-02").figure(A, "concluded_on_time") == right


@pytest.mark.parametrize("settled", ["未化解", "已化解"])
def test_14_a_conclusion_dated_into_a_published_month_counts_when_it_is_known(begin: Begin, settled: str) -> None:
    """Accepted on 12 December: due on 10 February, open in January's edition. February says: concluded on 20 January.

    化解率 of February has it; 按期办结率 has it as late, for January's ledger knew nothing of it; rated within 30 days:
    19 February. Version 1: in no 化解率.
    """
    row = ("A1", "2022-12-10", "2022-12-12")
    january, february = two_months(begin(A, B), [matter(*row)], [matter(*row, "2023-01-20", settled=settled)])
    assert january.figure(A, "resolution") == (1, 1), "its good matter of 3 January"
    assert february.figure(A, "resolution") == (int(settled == "已化解"), 1)
    assert february.figure(A, "concluded_on_time") == (0, 1)
    assert february.figure(A, "rating_turnout") == (2, 2), "and the good one, rated by 2 February"
    assert february.count(A, "overdue_open") == 0


@pytest.mark.parametrize("accepted", ["2023-02-10", "2023-01-10"])
def test_14_a_matter_held_back_until_its_limit_has_passed_counts_as_late(begin: Begin, accepted: str) -> None:
    """Registered on 5 January: limit 20 January.

    First listed in February: 0/1 in February, whatever day is written. Version 1: in no rate.
    """
    january, february = two_months(begin(A, B), [], [matter("A1", "2023-01-05", accepted)])
    assert (january.figure(A, "accepted_on_time"), february.figure(A, "accepted_on_time")) == ((1, 1), (0, 1))


def test_14_its_honest_twin_has_it_once_too(begin: Begin) -> None:
    """Listed in January as not accepted: 1/2 in January, and nothing in February."""
    january, february = two_months(
        begin(A, B), [matter("A1", "2023-01-05")], [matter("A1", "2023-01-05", "2023-02-10")]
    )
    assert (january.figure(A, "accepted_on_time"), february.figure(A, "accepted_on_time")) == ((1, 2), (0, 0))


@pytest.mark.parametrize(
    ("registered", "accepted", "expected"),
    [("2022-12-03", "", (0, 1)), ("2022-12-03", "2022-12-20", (1, 1)), ("2022-12-15", "", (1, 1))],
    ids=["blank and late", "written", "blank and in time"],
)
def test_16_a_matter_without_a_day_of_acceptance_is_due_from_its_registration(
    begin: Begin, registered: str, accepted: str, expected: tuple[int, int]
) -> None:
    """Concluded on 10 February.

    Registered on 3 December: due on 1 February. Accepted on 20 December: due on 18 February. Registered on 15 December:
    13 February.
    """
    done = matter("A1", registered, accepted, "2023-02-10")
    february = two_months(begin(A, B), [matter("A1", registered, accepted)], [done])[1]
    assert february.figure(A, "concluded_on_time") == expected


@pytest.mark.parametrize("moved", ["2023-01-10", "2023-01-25"])
def test_an_acceptance_moved_behind_the_conclusion_takes_no_matter_out_of_a_later_cohort(
    begin: Begin, moved: str
) -> None:
    """January's edition: accepted on the 10th, concluded on the 20th, A1 未化解 and 不满意, A2 已化解 and 满意.

    Every ledger since has A1 as accepted on the 25th. The cohorts go on with 20 January: 责任单位满意率 1/2 in February
    (20 January + 30), 一次性化解率 1/2 in April (+ 90), as where nothing was moved.
    """
    told = [
        matter("A2", "2023-01-05", "2023-01-10", "2023-01-20"),
        matter("A1", "2023-01-05", "2023-01-10", "2023-01-20", settled="未化解", rating_unit="不满意"),
    ]
    story = begin(A, B)
    story.month("2023-01", {A: told}, zero=[B])
    story.run("2023-01")
    figures = {}
    for month in ("2023-02", "2023-03", "2023-04"):
        story.month(month, {A: [told[0], {**told[1], "accepted_on": moved}]}, zero=[B])
        figures[month] = story.run(month)
    assert figures["2023-02"].figure(A, "satisfaction") == (1, 2)
    assert figures["2023-04"].figure(A, "first_time_resolution") == (1, 2)


def test_an_acceptance_moved_before_the_conclusion_makes_no_conclusion_of_it(begin: Begin) -> None:
    """January's edition: accepted on 28 January, concluded on the 26th, which is accepted and not concluded.

    February: accepted on the 22nd, which waits.

    So there is still no conclusion that 化解率 could count, and none is spent on it: 0/0 in both months.
    """
    story = begin(A, B)
    story.month("2023-01", {A: [matter("A1", "2023-01-20", "2023-01-28", "2023-01-26")]}, zero=[B])
    assert story.run("2023-01").figure(A, "resolution") == (0, 0)
    story.month("2023-02", {A: [matter("A1", "2023-01-20", "2023-01-22", "2023-01-26")]}, zero=[B])
    assert story.run("2023-02").figure(A, "resolution") == (0, 0)


def test_14_a_month_made_again_and_again_doesn_t_turn_what_was_entered_late_into_what_was_in_time(
    begin: Begin,
) -> None:
    """January was made without the acceptances of two matters, and February rests on it.

    A ledger of January with both, dated in time, comes afterwards. However often January is made again, they are 补登:
    the edition made in between has the dates, and has them as entered late.
    """
    rows = [matter(number, "2023-01-02") for number in ("A1", "A2")]
    told = [matter(number, "2023-01-02", "2023-01-05") for number in ("A1", "A2")]
    story = begin(A, B)
    january, _ = two_months(story, rows, rows)
    assert january.figure(A, "accepted_on_time") == (1, 3), "the good one"
    story.ledger("2023-01", A, [*told, GOOD])
    again = [story.run("2023-01").figure(A, "accepted_on_time") for _ in range(3)]
    assert again == [(1, 3)] * 3


def test_14_nor_do_conclusions_that_were_entered_late(begin: Begin) -> None:
    """Due on 20 January and told as concluded on the 10th by a ledger that comes after January was made."""
    row = matter("A1", "2022-11-21", "2022-11-21")
    done = matter("A1", "2022-11-21", "2022-11-21", "2023-01-10")
    story = begin(A, B)
    two_months(story, [row], [row])
    story.ledger("2023-01", A, [done, GOOD])
    again = [story.run("2023-01").figure(A, "concluded_on_time") for _ in range(3)]
    assert again == [(0, 1)] * 3
