"""A matter that several list (待定): when it counts for 全县, what stands once a month is exchanged, and who has it
once the register names somebody else; and what a unit has that was given a matter and lists nothing (section 5.3).
"""

from __future__ import annotations

import pytest

from tests.version_two.months_told import A, B, Begin, C, Row, assigned, decided, matter

pytestmark = pytest.mark.slow

OPEN = ("M1", "2023-01-03", "2023-01-05")
"""To be accepted by 18 January; accepted on the 5th."""


def own(unit: str) -> Row:
    """A matter that keeps a ledger from being empty: its limit and its conclusion lie in January, its rating in
    February.
    """
    return matter(f"{unit}own1", "2023-01-02", "2023-01-02", "2023-01-03")


def test_of_rows_alike_the_county_goes_by_the_claimant_whose_window_has_the_day(begin: Begin) -> None:
    """M1, to be accepted by 26 January, is accepted by nobody. 甲's ledger was sent on the 20th, so that its window
    ends on the 24th; 乙's reaches to the 31st.

    January: 0/1 for 乙, and for 全县 once. February: 0/1 for 甲, and for 全县 not again.
    """
    story = begin(A, B)
    both = {unit: [matter("M1", "2023-01-11"), own(unit)] for unit in (A, B)}
    story.month("2023-01", both, sent={A: "2023-01-20", B: "2023-02-02"})
    january = story.run("2023-01")
    assert [january.figure(unit, "accepted_on_time") for unit in (A, B, "全县")] == [(1, 1), (1, 2), (2, 3)]
    story.month("2023-02", both)
    february = story.run("2023-02")
    assert [february.figure(unit, "accepted_on_time") for unit in (A, B, "全县")] == [(0, 1), (0, 0), (0, 0)]


@pytest.mark.parametrize("lists", [True, False], ids=["lists it", "leaves it out"])
def test_whom_the_register_names_has_no_other_claimants_words(begin: Begin, *, lists: bool) -> None:
    """甲 and 乙 both list M1, accepted on 5 January: in January it stands in 全县's 4/4 alone.

    February's 上级登记台账 has it as 丙's, received on 4 January: limit 19 January. Listed with that acceptance, which
    January's edition knew, it is 丙's 1/1. Left out it is an omission, that counts from the register: 0/1, overdue.
    """
    story = begin(A, B, C)
    story.month("2023-01", {A: [matter(*OPEN), own(A)], B: [matter(*OPEN), own(B)], C: [own(C)]})
    january = story.run("2023-01")
    assert [january.figure(unit, "accepted_on_time") for unit in (A, B, C, "全县")] == [(1, 1)] * 3 + [(4, 4)]
    above = matter("M1", "2023-01-03", township=C, received_on="2023-01-04")
    mine = [matter(*OPEN), own(C)] if lists else [own(C)]
    registered = [{**own(unit), "township": unit} for unit in (A, B, C)]
    story.month("2023-02", {A: [own(A)], B: [own(B)], C: mine}, superior=[above, *registered])
    february = story.run("2023-02")
    assert february.matter("M1")["township"] == C
    assert february.figure(C, "accepted_on_time") == ((1, 1) if lists else (0, 1))
    assert february.figure(C, "conclusion") == ((0, 1) if lists else (0, 0))
    assert [february.count(unit, "overdue_unaccepted") for unit in (A, B, C)] == [0, 0, 0 if lists else 1]
    assert february.figure("全县", "accepted_on_time") == (0, 0), "January had it"
    assert bool(february.told(C, "R207")) != lists


@pytest.mark.parametrize("exchanged", [False, True], ids=["as it was", "exchanged"])
def test_a_claimant_gains_nothing_by_exchanging_a_published_month(begin: Begin, *, exchanged: bool) -> None:
    """甲's row of M1 is late (25 January) and 不满意, 乙's in time and 满意; each has a good matter of its own.

    January's ledger of 甲 is exchanged for one as good as 乙's, January is made again, February's says the same. 甲 is
    as its twin is, which went on saying the truth: 1/2 in January, in February's 满意率 1/2, and 全县 by 甲's row.
    """
    story = begin(A, B)
    good = matter(*OPEN, "2023-01-27")
    bad = {**good, "accepted_on": "2023-01-25", "rating_unit": "不满意"}
    later = good if exchanged else bad
    story.month("2023-01", {A: [bad, own(A)], B: [good, own(B)]})
    first = story.run("2023-01")
    story.ledger("2023-01", A, [later, own(A)])
    for january in (first, story.run("2023-01")):
        assert [january.figure(unit, "accepted_on_time") for unit in (A, B, "全县")] == [(1, 2), (1, 1), (2, 3)]
    story.month("2023-02", {A: [later, own(A)], B: [good, own(B)]})
    february = story.run("2023-02")
    assert [february.figure(unit, "satisfaction") for unit in (A, B, "全县")] == [(1, 2), (1, 1), (2, 3)]
    assert [february.figure(unit, "accepted_on_time") for unit in (A, B, "全县")] == [(0, 0)] * 3


def test_a_decided_day_of_receipt_needs_no_cell_that_can_be_read(begin: Begin) -> None:
    """甲's row of level 县 has a 收到日期 that can't be read. From 2 February it is 乙's by decision, which hasn't
    listed it yet: received that day, and accepted before it, so on it. 1/1 for 乙.
    """
    story = begin(A, B)
    odd = matter("M1", "2023-01-10", "2023-01-12", level="县", received_on="看不清")
    story.month("2023-01", {A: [odd, own(A)], B: [own(B)]})
    story.run("2023-01")
    story.month(
        "2023-02",
        {A: [own(A)], B: [own(B)]},
        registers={"处理决定": [decided("M1", f"归属乡镇：{B}", "2023-02-02")]},
    )
    february = story.run("2023-02")
    assert [february.figure(unit, "accepted_on_time") for unit in (A, B, "全县")] == [(0, 0), (1, 1), (1, 1)]


def test_who_concluded_without_a_day_of_acceptance_missed_no_limit_that_would_keep_both_from_agreeing(
    begin: Begin,
) -> None:
    """Both list M1, registered on 3 January and concluded on the 10th, 受理日期 blank: accepted by its conclusion, in
    time for 18 January. In February both name 乙: 甲's until then, whose limit now counts for it, then 乙's.
    """
    story = begin(A, B)
    done = matter("M1", "2023-01-03", "", "2023-01-10")
    story.month("2023-01", {unit: [done, own(unit)] for unit in (A, B)})
    story.run("2023-01")
    story.month("2023-02", {unit: [{**done, "township": B}, own(unit)] for unit in (A, B)})
    february = story.run("2023-02")
    assert february.matter("M1")["township"] == B
    assert [february.figure(unit, "accepted_on_time") for unit in (A, B, "全县")] == [(1, 1), (0, 0), (0, 0)]
    assert february.told(A, "R235") == []


def test_what_its_giver_wrote_unreadably_stays_so_with_a_unit_that_lists_nothing(begin: Begin) -> None:
    """From 2 February M1 is 乙's by decision, which doesn't list it. 甲's row of February, with 受理日期 看不清 and a
    conclusion of the 10th, speaks for it: no acceptance is known by 17 February, as if 乙 had written so. 0/1.
    """
    story = begin(A, B)
    given = matter("M1", "2023-01-20", "看不清")
    story.month("2023-01", {A: [given, own(A)], B: [own(B)]})
    story.run("2023-01")
    done = matter("M1", "2023-01-20", "看不清", "2023-02-10", township=B)
    word = decided("M1", f"归属乡镇：{B}", "2023-02-02")
    story.month("2023-02", {A: [done, own(A)], B: [own(B)]}, registers={"处理决定": [word]})
    february = story.run("2023-02")
    assert february.matter("M1")["township"] == B
    assert february.figure(B, "accepted_on_time") == (0, 1)


@pytest.mark.parametrize("accepted", ["2023-02-10", ""], ids=["accepted", "left lying"])
@pytest.mark.parametrize("lists", [True, False], ids=["lists it", "leaves it out"])
@pytest.mark.parametrize("word", ["处理决定", "交办清单"])
def test_a_claimed_matter_given_to_a_third_unit_counts_for_it_whether_it_lists_it_or_not(
    begin: Begin, *, word: str, lists: bool, accepted: str
) -> None:
    """甲 and 乙 both list M1 in January. From 2 February it is 丙's by a word, to be accepted by 17 February.

    丙 that leaves it out is as its twin that lists what the two claimants say in February: 1/1 where they have accepted
    it by then, else 0/1 and overdue. What March's ledger lacks is an error.
    """
    story = begin(A, B, C)
    told = matter("M1", "2023-01-28", accepted)
    story.month(
        "2023-01", {A: [matter("M1", "2023-01-28"), own(A)], B: [matter("M1", "2023-01-28"), own(B)], C: [own(C)]}
    )
    story.run("2023-01")
    given = decided("M1", f"归属乡镇：{C}", "2023-02-02") if word == "处理决定" else assigned("M1", C, "2023-02-02")
    ledgers = {A: [told, own(A)], B: [told, own(B)], C: [told, own(C)] if lists else [own(C)]}
    story.month("2023-02", ledgers, registers={word: [given]})
    february = story.run("2023-02")
    assert february.matter("M1")["township"] == C
    in_time = int(bool(accepted))
    assert [february.figure(unit, "accepted_on_time") for unit in (A, B, C)] == [(0, 0), (0, 0), (in_time, 1)]
    assert february.figure("全县", "accepted_on_time") == (in_time, 1)
    assert [february.count(unit, "overdue_unaccepted") for unit in (A, B, C)] == [0, 0, 1 - in_time]
    if not lists:
        story.month("2023-03", {unit: [own(unit)] for unit in (A, B, C)})
        march = story.run("2023-03")
        assert march.matter("M1")["township"] == C
        assert len(march.told(C, "R204")) == 1


def test_what_a_third_unit_says_first_of_a_claimed_matter_isnt_what_the_county_had(begin: Begin) -> None:
    """甲 and 乙 call M1 a 重件, which January's edition has for 全县. Given to 丙 on 2 February, which lists it as
    初件: 丙's own word is the first, for another claimant's isn't its own.
    """
    story = begin(A, B, C)
    again = matter(*OPEN, occurrence="重件")
    story.month("2023-01", {A: [again, own(A)], B: [again, own(B)], C: [own(C)]})
    story.run("2023-01")
    word = decided("M1", f"归属乡镇：{C}", "2023-02-02")
    story.month("2023-02", {A: [own(A)], B: [own(B)], C: [matter(*OPEN), own(C)]}, registers={"处理决定": [word]})
    february = story.run("2023-02")
    assert february.counted("M1", "初重件") == "初件"
