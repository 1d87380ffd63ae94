"""What townships that do nothing of the kind have in the cases of claims and of matters left out: the honest twins of
cases 5, 17 and 30 (section 5.3).
"""

from __future__ import annotations

import pytest

from tests.version_two.months_told import A, B, Begin, C, Row, matter

pytestmark = pytest.mark.slow


def own(unit: str) -> Row:
    """A matter that keeps a ledger from being empty: concluded the day after it was accepted, its limit in January."""
    return matter(f"{unit}own1", "2023-01-02", "2023-01-02", "2023-01-03")


@pytest.mark.parametrize("how", ["listed", "left out", "under another name"])
def test_5_who_goes_on_listing_an_overdue_matter_has_what_who_does_not_has(begin: Begin, how: str) -> None:
    """Accepted on 5 December: due on 3 February, open. 甲 lists it, leaves it out while 丙 lists it, or writes 责任单位
    乙: 0/1 and one overdue for 甲, no title; nothing for 乙 and 丙. Only who left it out is told of an error.
    """
    overdue = matter("A1", "2022-12-01", "2022-12-05")
    story = begin(A, B, C)
    story.month("2023-01", {A: [overdue, own(A)], B: [own(B)], C: [own(C)]})
    story.run("2023-01")
    row: list[Row] = {"listed": [overdue], "left out": [], "under another name": [{**overdue, "township": B}]}[how]
    taken = [overdue] if how == "left out" else []
    story.month("2023-02", {A: [*row, own(A)], B: [own(B)], C: [*taken, own(C)]})
    february = story.run("2023-02")
    assert [february.figure(unit, "concluded_on_time") for unit in (A, B, C)] == [(0, 1), (0, 0), (0, 0)]
    assert [february.count(unit, "overdue_open") for unit in (A, B, C)] == [1, 0, 0]
    assert february.titled(A, B, C) == [B, C]
    assert bool(february.told(A, "R204")) == (how == "left out")


@pytest.mark.parametrize("claims", [False, True], ids=["each lists its own", "each claims the other's"])
def test_17_who_claims_each_others_bad_matters_has_one_more_and_the_county_none(begin: Begin, claims: bool) -> None:
    """M1 is 甲's and M2 乙's, both due on 4 January and open. Each alone: 0/1 and one overdue for each; 全县 0/2.

    Each other's listed too: 0/2 and two for each, and the same for 全县.
    """
    bad = {unit: matter(number, "2022-11-01", "2022-11-05") for unit, number in ((A, "M1"), (B, "M2"))}
    story = begin(A, B)
    story.month("2023-01", {unit: [*(bad.values() if claims else [bad[unit]]), own(unit)] for unit in (A, B)})
    january = story.run("2023-01")
    each = 2 if claims else 1
    assert [january.figure(unit, "concluded_on_time") for unit in (A, B, "全县")] == [(0, each), (0, each), (0, 2)]
    assert [january.count(unit, "overdue_open") for unit in (A, B, "全县")] == [each, each, 2]
    assert january.titled(A, B) == []


def test_30_who_lists_what_the_register_has_as_its_own_has_no_omission(begin: Begin) -> None:
    """Registered on 3 January, received on the 4th by 甲, says the register; 甲 lists it, accepted on the 5th: limit 19
    January, 2/2 with its own, and the title. 丙 has its own alone.
    """
    above = matter("M1", "2023-01-03", township=A, received_on="2023-01-04")
    story = begin(A, B, C)
    story.month(
        "2023-01",
        {A: [matter("M1", "2023-01-03", "2023-01-05"), own(A)], B: [own(B)], C: [own(C)]},
        superior=[above, *({**own(unit), "township": unit} for unit in (A, B, C))],
    )
    january = story.run("2023-01")
    assert len(january.tables["omissions"]) == 0
    assert [january.figure(unit, "accepted_on_time") for unit in (A, B, C)] == [(2, 2), (1, 1), (1, 1)]
    assert january.titled(A, B, C) == [A, B, C]
