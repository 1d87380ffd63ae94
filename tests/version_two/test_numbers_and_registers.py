"""Numbers, rows without one, registers' days, streaks and units (sections 2, 5.3, 5.5, 6, 7; cases 7, 9, 11, 26,
29).
"""

from __future__ import annotations

import pytest

from tests.version_two.months_told import A, B, Begin, Row, matter

pytestmark = pytest.mark.slow

ONE = ("2023-01-03", "2023-01-05")


def test_9_two_ways_of_writing_a_number_are_one_matter(begin: Begin) -> None:
    """Case, brackets, dashes, spaces and full width: four in the ledger, four in the register, four matters, no
    omission; shown as first sent.
    """
    pairs = [
        ("qh2023a01", "QH2023A01"),
        ("QH〔2023〕02", "QH[2023]02"),
        ("QH2023-03", "QH2023—03"),
        ("ＱＨ2023 04", "QH202304"),
    ]
    story = begin(A, B)
    above: list[Row] = [{**matter(there, *ONE), "township": A, "received_on": "2023-01-03"} for _, there in pairs]
    story.month("2023-01", {A: [matter(here, *ONE) for here, _ in pairs]}, zero=[B], superior=above)
    january = story.run("2023-01")
    assert len(january.tables["omissions"]) == 0
    assert january.figure(A, "accepted_on_time") == (4, 4)
    assert len(january.tables["matters"]) == 4
    assert set(january.tables["matters"]["case_no"]) >= {"qh2023a01", "QH〔2023〕02", "QH2023-03"}
    assert january.titled(A) == [A]


def test_9_and_of_writing_it_from_month_to_month(begin: Begin) -> None:
    """January's a01 is February's A01: nothing vanished, and the limit of January isn't counted twice."""
    story = begin(A, B)
    story.month("2023-01", {A: [matter("qh2023a01", *ONE)]}, zero=[B])
    story.run("2023-01")
    story.month("2023-02", {A: [matter("QH2023A01", *ONE, "2023-02-10")]}, zero=[B])
    february = story.run("2023-02")
    assert (february.figure(A, "resolution"), february.figure(A, "accepted_on_time")) == ((1, 1), (0, 0))
    assert february.told(A, "R204") == []


@pytest.mark.parametrize(("number", "expected"), [("待编", (1, 2)), ("QH2023-07", (2, 2))])
def test_26_a_row_whose_number_cannot_be_read_is_a_matter_not_accepted_in_time(
    begin: Begin, number: str, expected: tuple[int, int]
) -> None:
    """January: one good matter and one whose number reads 待编. Version 1: in no figure."""
    story = begin(A, B)
    story.month("2023-01", {A: [matter("QH2023-06", *ONE), matter(number, "2023-01-04", "2023-01-06")]}, zero=[B])
    assert story.run("2023-01").figure(A, "accepted_on_time") == expected


def test_26_mended_in_february_it_is_counted_once(begin: Begin) -> None:
    """The readable cells are the same: February's limit isn't counted again, and its conclusion is no late entry."""
    story = begin(A, B)
    story.month("2023-01", {A: [matter("QH2023-06", *ONE), matter("待编", "2023-01-04", "2023-01-06")]}, zero=[B])
    january = story.run("2023-01")
    story.month("2023-02", {A: [matter("QH2023-06", *ONE), matter("QH2023-07", "2023-01-04", "2023-01-06")]}, zero=[B])
    february = story.run("2023-02")
    assert (january.figure(A, "accepted_on_time"), february.figure(A, "accepted_on_time")) == ((1, 2), (0, 0))


@pytest.mark.parametrize(
    ("again", "expected"),
    [("2023-01-06", (0, 0)), ("2023-01-09", (0, 1))],
    ids=["as it stood in the part's ledger", "another row"],
)
def test_26_a_row_that_a_merged_part_had_in_its_last_ledger_counts_once(
    begin: Begin, again: str, expected: tuple[int, int]
) -> None:
    """乙 went into 甲 on 15 February.

    January: 0/1 for 乙. February's ledger of 甲 has the row as it was: once is enough. With another 受理日期 it is
    another row.
    """
    story = begin(roster=[{"序号": 1, "乡镇": A}, {"序号": 2, "乡镇": B, "撤并至": A, "撤并日期": "2023-02-15"}])
    good = matter("A1", "2023-01-03", "2023-01-05", "2023-01-09")
    story.month("2023-01", {A: [good], B: [matter("待编", "2023-01-04", "2023-01-06")]})
    assert story.run("2023-01").figure(B, "accepted_on_time") == (0, 1)
    story.month("2023-02", {A: [good, matter("待编", "2023-01-04", again)]}, owing=[A])
    assert story.run("2023-02").figure(A, "accepted_on_time") == expected


def test_26_a_row_that_is_a_merged_parts_matter_counts_by_that_matter(begin: Begin) -> None:
    """乙's J1 of January stands in 甲's first ledger after the merger with a number that can't be read: J1, and no
    row set aside.
    """
    story = begin(roster=[{"序号": 1, "乡镇": A}, {"序号": 2, "乡镇": B, "撤并至": A, "撤并日期": "2023-02-15"}])
    good = matter("A1", "2023-01-03", "2023-01-05", "2023-01-09")
    story.month("2023-01", {A: [good], B: [matter("QH2023-01", "2023-01-04", "2023-01-06")]})
    story.run("2023-01")
    story.month("2023-02", {A: [good, matter("待编", "2023-01-04", "2023-01-06")]}, owing=[A])
    february = story.run("2023-02")
    assert february.figure(A, "accepted_on_time") == (0, 0)
    assert february.matter("QH2023-01")["township"] == A


@pytest.mark.parametrize(("accepted", "expected"), [("2023-01-20", (0, 1)), ("2023-01-18", (1, 1))])
def test_29_a_receipt_after_registration_moves_no_limit_of_the_townships_level(
    begin: Begin, accepted: str, expected: tuple[int, int]
) -> None:
    """Registered on 3 January, received on the 10th: limit 18 January."""
    story = begin(A, B)
    story.month("2023-01", {A: [matter("A1", "2023-01-03", accepted, received_on="2023-01-10")]}, zero=[B])
    assert story.run("2023-01").figure(A, "accepted_on_time") == expected


@pytest.mark.parametrize(("sent", "expected"), [("2023-02-06", (1, 1)), ("2023-02-07", (0, 1))])
def test_29_a_day_due_that_is_a_day_off_is_the_next_working_day(
    begin: Begin, sent: str, expected: tuple[int, int]
) -> None:
    """4 February 2023 is a Saturday and no exchanged working day: Monday the 6th is in time."""
    story = begin(A, B)
    story.month("2023-01", {A: [matter("A1", *ONE)]}, zero=[B], sent={A: sent, B: "2023-02-03"}, due="2023-02-04")
    january = story.run("2023-01")
    assert (january.figure(A, "reported_on_time"), january.figure(B, "reported_on_time")) == (expected, (1, 1))


def given(*rows: tuple[int, str]) -> list[Row]:
    return [{"年度": year, "单位": unit, "是否三无": "是"} for year, unit in rows]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (((2021, B), (2022, B)), 0),
        (((2021, B), (2022, B), (2022, A)), 1),
        (((2021, B), (2022, B), (2021, A), (2022, A)), 2),
    ],
)
def test_11_a_merged_unit_has_the_shortest_run_of_its_parts(
    begin: Begin, parts: tuple[tuple[int, str], ...], expected: int
) -> None:
    """甲 went into 乙 on 15 January 2023: of 甲 without a record the run is 0, though 乙 has two years."""
    roster = [
        {"序号": 1, "乡镇": A, "撤并至": B, "撤并日期": "2023-01-15"},
        {"序号": 2, "乡镇": B},
        {"序号": 3, "乡镇": "丙镇"},
    ]
    story = begin(roster=roster, 历年三无=[*given(*parts), *given((2021, "丙镇"), (2022, "丙镇"))])
    story.month("2023-01", {B: [matter("B1", *ONE)], "丙镇": [matter("C1", *ONE)]}, owing=[B, "丙镇"])
    january = story.run("2023-01")
    assert (january.streak(B), january.streak("丙镇")) == (expected, 2)


def test_11_a_zero_report_in_a_year_that_nobody_assessed_keeps_no_run(begin: Begin) -> None:
    """2021 and 2022 by 历年三无; of 2023 there is December's zero report alone, so no yearly list.

    In January 2024 the run is 0. Version 1: 2.
    """
    story = begin(A, B, 历年三无=given((2021, A), (2022, A)))
    story.month("2023-12", {B: [matter("B1", *ONE)]}, zero=[A])
    story.run("2023")
    story.month("2024-01", {A: [matter("A1", "2024-01-03", "2024-01-05")], B: [matter("B1", *ONE)]}, sent="2024-02-02")
    assert story.run("2024-01").streak(A) == 0


@pytest.mark.parametrize(
    ("missing", "reported", "title"),
    [(True, (22, 23), "否"), (False, (23, 23), "是")],
    ids=["March was never sent", "all were sent"],
)
def test_7_a_merged_unit_answers_for_every_ledger_that_a_part_owed(
    begin: Begin, missing: bool, reported: tuple[int, int], title: str
) -> None:
    """甲 went into 丁 on 1 December: 丁 owes twelve, 甲 eleven.

    Everything in hand was done in time. Version 1: 12/12 and the title.
    """
    into = "丁镇"
    roster = [{"序号": 1, "乡镇": A, "撤并至": into, "撤并日期": "2023-12-01"}, {"序号": 2, "乡镇": into}]
    story = begin(roster=roster)
    for at in range(1, 13):
        month = f"2023-{at:02d}"
        ledgers = {
            unit: [
                matter(f"{letter}{n}", f"2023-{n:02d}-03", f"2023-{n:02d}-04", f"2023-{n:02d}-10")
                for n in range(1, at + 1)
            ]
            for unit, letter in ((A, "A"), (into, "D"))
        }
        if at == 12:
            ledgers = {into: [*ledgers[into], *(row for row in ledgers[A] if row["case_no"] != "A12")]}
        if missing and at == 3:
            del ledgers[A]
        story.month(month, ledgers, owing=[into] if at == 12 else None)
        if at == 2:
            story.run(month)  # until here both counties are alike
    year = story.run("2023")
    assert year.figure(into, "reported_on_time") == reported
    assert year.standing(into)["three_none"] == title
