"""A quarter of which no edition was made is taken to have counted what its months counted (section 5.1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.reference.agreement import differences
from tests.reference.program import Program, rows_of
from tests.reference.story import Folder, Run, Story, row
from tests.test_reference_cases import county
from tests.version_two.months_told import A, B, Begin, decided, matter

pytestmark = pytest.mark.slow

OWN = matter("A9", "2023-05-01", "2023-05-02")
"""In hand throughout, to be accepted by 16 May: May's."""


def test_what_a_month_after_the_quarter_counted_stands_in_the_next_quarter_too(begin: Begin) -> None:
    """A1 was to be accepted by 20 May, and only July's ledger tells of it: 0/1 in July, for which May is closed.

    June's folder comes after that. Its edition knows A1 and leaves out what July has counted. So no month of the second
    quarter has it, and the third quarter does, as July does.
    """
    story = begin(A, B)
    late = matter("A1", "2023-05-05", "2023-05-10")
    story.month("2023-05", {A: [OWN]}, zero=[B])
    assert story.run("2023-05").figure(A, "accepted_on_time") == (1, 1)
    story.month("2023-07", {A: [OWN, late]}, zero=[B])
    assert story.run("2023-07").figure(A, "accepted_on_time") == (0, 1)
    story.month("2023-06", {A: [OWN, late]}, zero=[B])
    assert story.run("2023-06").figure(A, "accepted_on_time") == (0, 0)
    story.month("2023-09", {A: [OWN, late]}, zero=[B])
    assert story.run("2023-Q3").figure(A, "accepted_on_time") == (0, 1)


def test_what_its_month_counted_before_the_matter_was_opened_anew_is_not_counted_again(begin: Begin) -> None:
    """A1 was to be accepted by 16 June, and was: June's. On the 28th the office opens it anew, without such a limit.

    June's edition has it with its new clock alone. The third quarter counts its limit no second time.
    """
    story = begin(A, B)
    row = matter("A1", "2023-06-01", "2023-06-05", "2023-06-20")
    anew = decided("A1", "重新办理", "2023-06-28")
    story.month("2023-06", {A: [row]}, zero=[B], registers={"处理决定": [anew]})
    assert story.run("2023-06").figure(A, "accepted_on_time") == (1, 1)
    story.month("2023-09", {A: [row]}, zero=[B])
    third = story.run("2023-Q3")
    assert third.figure(A, "accepted_on_time") == (0, 0)
    assert third.figure(A, "resolution") == (0, 0)


@pytest.mark.parametrize(
    ("ledger", "figure"),
    [("refused", (1, 1)), ("missing", (0, 1)), ("without it", (0, 1))],
)
def test_of_a_month_without_an_edition_its_folder_says_whether_a_ledger_came(
    ledger: str, figure: tuple[int, int]
) -> None:
    """a1 was to be accepted by 18 January. January has a folder and no edition; February's edition, by which the
    quarter is judged, lacks a1, and April's ledger has it, accepted on the 5th.

    Told as rows, because a run publishes January first when its folder is there.
    """
    listed, other = row("a1", A, date(2023, 1, 3), accepted_on=date(2023, 1, 5)), row("a2", A, date(2023, 1, 20))
    january = {"refused": Folder(refused={A}), "missing": Folder(), "without it": Folder([other])}[ledger]
    runs = [
        Run("2023-02", arrived={"2023-01": january, "2023-02": Folder([other])}),
        Run("2023-04", arrived={"2023-04": Folder([listed, other])}),
        Run("2023-06", arrived={"2023-06": Folder([listed, other])}),
        Run("2023-Q2"),
    ]
    told = Story(replace(county(A)), runs)
    assert differences(told) == []
    program = Program(told)
    tables = [program.run(run) for run in runs][-1]
    found = rows_of(tables["indicators"], "township", "indicator", "numerator", "denominator")
    assert (A, "accepted_on_time", *figure) in found
