"""上半年, 前三季度 and 1—N月 are measured as their year is, as far as it has come, and close nothing (section 5.1)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.measure.test_told_by_stories import month, solved, told
from tests.reference.story import Run
from tests.version_two.months_told import A, B, Begin, Row, matter

pytestmark = pytest.mark.slow

ON_TIME = ("A1", "2023-01-03", "2023-01-05", "2023-02-10")
"""To be accepted by 18 January, concluded by 6 March (5 January + 60)."""
LATE = ("A2", "2023-01-10", "2023-01-12", "2023-04-01")
"""To be accepted by 25 January, concluded by 13 March (12 January + 60): overdue at the end of March."""
ACCEPTED_LATE = ("A3", "2023-03-01", "2023-03-20", "2023-05-10")
"""To be accepted by 16 March: late; concluded by 19 May (20 March + 60)."""
GOOD = ("B1", "2023-02-01", "2023-02-02", "2023-02-20")

NOT_YET = dict.fromkeys(("concluded_on", "outcome", "settled", "rating_unit"))


def known_by(until: str, *rows: tuple[str, ...]) -> list[Row]:
    """The matters that a ledger sent after the month's end can have, with what had happened by then."""
    came = [row for row in rows if row[1][:7] <= until]
    return [matter(*(day if at == 0 or day[:7] <= until else "" for at, day in enumerate(row))) for row in came]


def test_five_months_are_measured_over_them_and_judged_at_the_end_of_each(begin: Begin) -> None:
    """甲: limits to accept on 18 and 25 January kept, on 16 March missed: 2/3. Due on 6 March and 19 May (kept) and 13
    March (missed): 2/3. All three concluded, all settled, nothing overdue at the end of May; at the end of March A2
    was, which bars the title. 全县 has 乙's one beside it: accepted by 16 February, due on 3 April, concluded.
    """
    story = begin(A, B)
    for name in ("2023-01", "2023-02", "2023-03", "2023-04", "2023-05"):
        a, b = known_by(name, ON_TIME, LATE, ACCEPTED_LATE), known_by(name, GOOD)
        story.month(name, {A: a, **({B: b} if b else {})}, zero=() if b else [B])
    found = story.run("2023-01..2023-05")
    for id_, own, county in (
        ("accepted_on_time", (2, 3), (3, 4)),
        ("concluded_on_time", (2, 3), (3, 4)),
        ("resolution", (3, 3), (4, 4)),
        ("conclusion", (3, 3), (4, 4)),
        ("repeat", (0, 3), (0, 4)),
        ("overdue_open", (0, None), (0, None)),
        ("reported_on_time", (5, 5), (10, 10)),
    ):
        assert (id_, found.figure(A, id_), found.figure("全县", id_)) == (id_, own, county)
    assert found.titled(A, B) == [B]
    assert story.published("2023-05").titled(A, B) == [A, B]


def test_half_a_year_whose_folders_end_in_february_is_its_two_months() -> None:
    """a0 was due on 4 March, so in no figure of 按期办结率 yet; of two concluded one is settled."""
    rows = [solved("a0", date(2023, 1, 10)), solved("a1", date(2023, 2, 10), settled="未化解")]
    *_, two, half, three = told(month("2023-02", *rows), Run("2023-01..2023-02"), Run("2023-H1"), Run("2023-Q1-Q3"))
    assert two == half == three
    assert (two[A, "resolution"], two[A, "concluded_on_time"]) == ((1, 2), (0, 0))


def test_what_last_year_lacked_counts_in_the_first_part_of_the_year_and_again_in_its_year() -> None:
    """a0 was concluded on 20 December, which December's edition lacked: February tells of it. It counts as concluded
    in 1—2月, whose places are those of the year 2023, and so in 2023 too; January's a1 stands beside it.
    """
    before = {**solved("a0", date(2022, 12, 20)), **dict.fromkeys(("registered_on", "accepted_on"), date(2022, 12, 1))}
    unknown = {**before, **NOT_YET}
    own = solved("a1", date(2023, 1, 10))
    first = month("2022-12", unknown)
    *_, part = told(first, month("2023-02", before, own), Run("2023-01..2023-02"))
    assert part[A, "resolution"] == (2, 2)
    *_, part, year = told(first, month("2023-02", before, own), Run("2023-01..2023-02"), Run("2023"))
    assert (part[A, "resolution"], year[A, "resolution"]) == ((2, 2), (2, 2))


def test_an_edition_of_the_whole_year_takes_nothing_from_its_parts() -> None:
    """The year 2023 is published over February's and December's ledger and has counted both; 1—2月 has them too."""
    rows = [solved("a0", date(2023, 1, 10)), solved("a1", date(2023, 2, 10))]
    runs = [month("2023-02", *rows), month("2023-12", *rows), Run("2023"), Run("2023-01..2023-02")]
    *_, year, part = told(*runs)
    assert (year[A, "resolution"], part[A, "resolution"]) == ((2, 2), (2, 2))


def test_a_part_of_a_year_closes_no_window() -> None:
    """Due on 4 March, concluded on 10 February, which only March's ledger tells. After an edition of February that is
    late (补登): 0/1 in March. After one of 1—2月 alone, which closes nothing, it counts by its day: 1/1.
    """
    known, unknown = solved("a1", date(2023, 2, 10)), solved("a1", date(2023, 2, 10), **NOT_YET)
    february, march = month("2023-02", unknown), month("2023-03", known)
    assert told(february, march)[-1][A, "concluded_on_time"] == (0, 1)
    alone = Run("2023-01..2023-02", None, february.arrived)
    assert told(alone, march)[-1][A, "concluded_on_time"] == (1, 1)
