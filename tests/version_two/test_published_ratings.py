"""What a township can't better in ratings and states that were published (sections 5.2 and 5.4; cases 15 and 31)."""

from __future__ import annotations

import pytest

from tests.version_two.months_told import GOOD, A, B, Begin, Row, assigned, matter, two_months
from tests.version_two.published_months import Published

pytestmark = pytest.mark.slow


def concluded(rating: str = "满意", settled: str = "已化解", **more: object) -> list[Row]:
    """Five concluded on 5 to 9 January: rated by 4 to 8 February. The first is rated and settled as told."""
    rows = [matter(f"A{i}", "2022-12-20", "2022-12-22", f"2023-01-0{5 + i}") for i in range(5)]
    rows[0] |= {"rating_unit": rating, "settled": settled, **more}
    return list(rows)


@pytest.mark.parametrize("better", ["满意", "基本满意", "未评价", "", "不满意"])
def test_31_discontent_that_was_published_stands_at_once(begin: Begin, better: str) -> None:
    """One of five is 不满意 in January's edition, before its window has closed.

    February's ledger says better: 4/5 with the good one 5/6, as of the honest twin, which says 不满意 again.
    """
    february = two_months(begin(A, B), concluded("不满意"), concluded(better))[1]
    assert february.figure(A, "satisfaction") == (5, 6)
    assert february.figure(A, "rating_turnout") == (6, 6)


def test_31_taking_the_conclusion_back_takes_no_discontent_back(begin: Begin) -> None:
    """Shown open again: it stays in N of 满意率 for being 不满意, and in N of 参评率 with n 0."""
    february = two_months(begin(A, B), concluded("不满意"), concluded("", "", concluded_on="", outcome=""))[1]
    assert february.figure(A, "satisfaction") == (5, 6)
    assert february.figure(A, "rating_turnout") == (5, 6)
    assert february.matter("A0")["concluded_on"] == ""


def test_31_a_rating_that_gets_worse_counts_at_once(begin: Begin) -> None:
    """满意 in January, 不满意 in February."""
    february = two_months(begin(A, B), concluded(), concluded("不满意"))[1]
    assert february.figure(A, "satisfaction") == (5, 6)


def first_quarter(begin: Begin, january: list[Row], march: list[Row]) -> Published:
    """January and February as told first, March as told later; the quarter."""
    story = begin(A, B)
    two_months(story, january, january)
    story.month("2023-03", {A: [*march, GOOD]}, zero=[B])
    story.run("2023-03")
    return story.run("2023-Q1")


def test_15_a_better_rating_or_state_waits(begin: Begin) -> None:
    """不满意 and 未化解 in January's and February's editions; March says 满意 and 已化解.

    The quarter: 4/5 and the good one, both rates.
    """
    quarter = first_quarter(begin, concluded("不满意", "未化解"), concluded("满意", "已化解"))
    assert quarter.figure(A, "satisfaction") == (5, 6)
    assert quarter.figure(A, "resolution") == (5, 6)


@pytest.mark.parametrize(
    ("written", "satisfaction", "turnout"),
    [("", (6, 6), (6, 6)), ("未评价", (5, 5), (5, 6)), ("看不清", (6, 6), (6, 6))],
)
def test_15_a_rating_is_held_once_its_window_has_closed(
    begin: Begin, written: str, satisfaction: tuple[int, int], turnout: tuple[int, int]
) -> None:
    """A blank or unreadable cell changes nothing. 满意 → 未评价 is less favourable and counts at once."""
    quarter = first_quarter(begin, concluded("满意"), concluded(written))
    assert (quarter.figure(A, "satisfaction"), quarter.figure(A, "rating_turnout")) == (satisfaction, turnout)


def test_15_a_discontent_matter_shown_open_again_stays_in_n(begin: Begin) -> None:
    """In the quarter: 化解率 5/6, 满意率 5/6, 参评率 5/6."""
    quarter = first_quarter(begin, concluded("不满意"), concluded("", "", concluded_on="", outcome=""))
    assert [quarter.figure(A, id_) for id_ in ("resolution", "satisfaction", "rating_turnout")] == [(5, 6)] * 3


@pytest.mark.parametrize(
    ("before", "after", "clearance"),
    [("已化解", "未化解", (0, 1)), ("未化解", "已化解", (1, 1)), ("已化解", "已化解", (1, 1))],
)
def test_15_a_state_of_an_assigned_matter_counts_at_once(
    begin: Begin, before: str, after: str, clearance: tuple[int, int]
) -> None:
    """An honest 已化解 → 未化解 counts at once; so does, for 积案化解率 alone, 未化解 → 已化解."""
    registers = {"交办清单": [assigned("A0", A)]}
    february = two_months(begin(A, B), concluded(settled=before), concluded(settled=after), registers)[1]
    assert february.figure(A, "backlog_clearance") == clearance


def test_15_an_honest_step_back_counts_in_the_quarter(begin: Begin) -> None:
    """已化解 → 未化解, told by March's ledger: 5/6. Nothing is refused for it."""
    assert first_quarter(begin, concluded(), concluded(settled="未化解")).figure(A, "resolution") == (5, 6)


@pytest.mark.parametrize("then", ["满意", ""])
def test_31_and_where_the_matter_was_open_when_it_was_published(begin: Begin, then: str) -> None:
    """Open in January with 不满意; concluded on 10 February with 满意, or blank.

    Rated by 12 March: 参评率 1/1 and 满意率 0/1.
    """
    story = begin(A, B)
    story.month("2023-01", {A: [matter("A1", "2023-01-02", "2023-01-03", rating_unit="不满意")]}, zero=[B])
    story.run("2023-01")
    for month in ("2023-02", "2023-03"):
        story.month(month, {A: [matter("A1", "2023-01-02", "2023-01-03", "2023-02-10", rating_unit=then)]}, zero=[B])
        published = story.run(month)
    assert (published.figure(A, "rating_turnout"), published.figure(A, "satisfaction")) == ((1, 1), (0, 1))


def claimed_by_both(begin: Begin, *told: tuple[Row, Row]) -> list[Published]:
    """Month after month what 甲 and 乙 say of C1, that both list: concluded on 5 January, to be rated by 4 February.

    Each has a good matter besides, to be rated by 2 February.
    """
    story, found = begin(A, B), []
    for month, rows in enumerate(told, start=1):
        mine = {
            unit: [
                matter("C1", "2022-12-20", "2022-12-22", "2023-01-05", **row),
                matter(f"{unit}own1", "2023-01-02", "2023-01-02", "2023-01-03"),
            ]
            for unit, row in zip((A, B), rows, strict=True)
        }
        story.month(f"2023-{month:02}", mine)
        found.append(story.run(f"2023-{month:02}"))
    return found


def test_31_a_claimant_betters_no_rating_that_it_has_told_and_it_counts_once(begin: Begin) -> None:
    """待定: 乙's row is 不满意 in January's edition and 满意 from then on. February: 乙 0/1 beside its own 1/1, 甲 its
    own alone, 全县 2/3; March has nothing of it. The honest twin has 满意 on both sides all along: 全县 3/3.
    """
    good: Row = {}
    _, february, march = claimed_by_both(begin, (good, {"rating_unit": "不满意"}), (good, good), (good, good))
    assert [february.figure(unit, "satisfaction") for unit in (A, B, "全县")] == [(1, 1), (1, 2), (2, 3)]
    assert [march.figure(unit, "satisfaction") for unit in (A, B, "全县")] == [(0, 0), (0, 0), (0, 0)]
    _, february, march = claimed_by_both(begin, (good, good), (good, good), (good, good))
    assert [february.figure(unit, "satisfaction") for unit in (A, B, "全县")] == [(1, 1), (1, 1), (3, 3)]
    assert march.figure("全县", "satisfaction") == (0, 0)


def test_15_a_claimants_published_conclusion_stands_where_its_cell_cannot_be_read_any_more(begin: Begin) -> None:
    """Published as concluded on 5 January; February's cell of 甲 holds no day: not open, and not counted again."""
    _, february = claimed_by_both(begin, ({}, {}), ({"concluded_on": "看不清"}, {}))
    assert [february.figure(unit, "resolution") for unit in (A, B, "全县")] == [(0, 0), (0, 0), (0, 0)]
    assert [february.figure(unit, "concluded_on_time") for unit in (A, B, "全县")] == [(0, 0), (0, 0), (1, 1)]
    assert february.matter("C1")["claim"] == "待定"
