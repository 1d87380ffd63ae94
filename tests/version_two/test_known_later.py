"""Words and days that an edition couldn't take into account and a later one does, or the other way round (sections
5.1, 5.3).
"""

from __future__ import annotations

from datetime import date

import pytest
from pandas.testing import assert_frame_equal

from tests.version_two.months_told import A, B, Begin, Row, assigned, decided, matter

pytestmark = pytest.mark.slow

OPEN = ("A1", "2023-01-03", "2023-01-05")
"""To be accepted by 18 January; accepted on the 5th."""


def own(unit: str) -> Row:
    """A matter that keeps a ledger from being empty: its limit and its conclusion lie in January."""
    return matter(f"{unit}own1", "2023-01-02", "2023-01-02", "2023-01-03")


def test_a_hand_back_told_in_january_is_valid_once_the_office_agrees_in_february(begin: Begin) -> None:
    """甲 hands A1 back on 20 January; the consent comes in February, when no ledger lists it any more.

    Nobody's from the 21st, so 全县's alone: accepted before that day counts as on it, in time for 5 February.
    """
    story = begin(A, B)
    story.month("2023-01", {A: [matter(*OPEN, withdrawn_on="2023-01-20"), own(A)], B: [own(B)]})
    january = story.run("2023-01")
    assert january.matter("A1")["township"] == A
    assert january.figure(A, "accepted_on_time") == (2, 2)
    agreed = decided("A1", "同意退回", "2023-02-10")
    story.month("2023-02", {A: [own(A)], B: [own(B)]}, registers={"处理决定": [agreed]})
    february = story.run("2023-02")
    assert february.matter("A1")["township"] == ""
    assert [february.figure(unit, "accepted_on_time") for unit in (A, B, "全县")] == [(0, 0), (0, 0), (1, 1)]
    assert "R236" in set(february.tables["findings"]["code"])


def test_what_nobody_had_stays_with_the_county_when_its_month_is_made_again(begin: Begin) -> None:
    """甲 handed A1 back on 20 January, and the office agreed: 全县's alone in February, accepted by 5 February.

    乙 lists it in March: 1/1 for 乙, and 全县 has it already. February made again has it as it published it, once.
    """
    story = begin(A, B)
    agreed = {"处理决定": [decided("A1", "同意退回", "2023-01-25")]}
    story.month("2023-01", {A: [matter(*OPEN, withdrawn_on="2023-01-20"), own(A)], B: [own(B)]}, registers=agreed)
    story.run("2023-01")
    story.month("2023-02", {A: [own(A)], B: [own(B)]})
    first = story.run("2023-02")
    story.month("2023-03", {A: [own(A)], B: [matter(*OPEN), own(B)]})
    march = story.run("2023-03")
    assert [march.figure(unit, "accepted_on_time") for unit in (A, B, "全县")] == [(0, 0), (1, 1), (0, 0)]
    for february in (first, story.run("2023-02")):
        assert [february.figure(unit, "accepted_on_time") for unit in (A, B, "全县")] == [(0, 0), (0, 0), (1, 1)]


@pytest.mark.parametrize("agreed", [False, True], ids=["not agreed", "agreed"])
def test_a_hand_back_that_the_office_agrees_to_counts_though_a_word_had_moved_the_matter_before(
    begin: Begin, *, agreed: bool
) -> None:
    """A1 is 甲's, concluded on 12 January without being settled, first told in February. 处理决定 gives it to 乙 from
    1 February, and 甲 hands it back on the 11th. Without consent the conclusion is 甲's, 0/1; with it 甲 has nothing.
    """
    story = begin(A, B)
    done = matter("A1", "2023-01-03", "2023-01-05", "2023-01-12", settled="部分化解")
    story.month("2023-01", {A: [own(A)], B: [own(B)]})
    words = [decided("A1", f"归属乡镇：{B}", "2023-02-01")] + [decided("A1", "同意退回", "2023-02-12")] * agreed
    back = {**done, "withdrawn_on": "2023-02-11"}
    story.month("2023-02", {A: [back, own(A)], B: [own(B)]}, registers={"处理决定": words})
    february = story.run("2023-02")
    assert [february.figure(unit, "resolution") for unit in (A, B)] == [(0, 0) if agreed else (0, 1), (0, 0)]


def test_what_two_list_is_whose_the_county_assigned_it_to(begin: Begin) -> None:
    """交办清单 has A1 as 甲's before either lists it: 甲's with its own matter 2/2, and not 待定."""
    story = begin(A, B)
    listed = {"交办清单": [assigned("A1", A)]}
    story.month("2023-01", {A: [matter(*OPEN), own(A)], B: [matter(*OPEN), own(B)]}, registers=listed)
    january = story.run("2023-01")
    assert january.matter("A1")["township"] == A
    assert [january.figure(unit, "accepted_on_time") for unit in (A, B)] == [(2, 2), (1, 1)]


def test_an_assignment_settles_what_two_claim_from_its_day(begin: Begin) -> None:
    """January: 待定, a good row counts for 全县 alone, beside the two own matters.

    Assigned to 乙 on 8 February: 甲's until then, whose limit of 18 January counts for it now; 乙's own runs to 23
    February, accepted before its day, so on it. 全县 has had the first of the two.
    """
    story = begin(A, B)
    both = {A: [matter(*OPEN), own(A)], B: [matter(*OPEN), own(B)]}
    story.month("2023-01", both)
    january = story.run("2023-01")
    assert [january.figure(unit, "accepted_on_time") for unit in (A, B, "全县")] == [(1, 1), (1, 1), (3, 3)]
    story.month("2023-02", both, registers={"交办清单": [assigned("A1", B, "2023-02-08")]})
    february = story.run("2023-02")
    assert february.matter("A1")["township"] == B
    assert [february.figure(unit, "accepted_on_time") for unit in (A, B, "全县")] == [(1, 1), (1, 1), (1, 1)]


def test_a_conclusion_that_an_edition_with_a_later_cut_off_knew_is_none_for_the_quarter_before_it(begin: Begin) -> None:
    """March as of 10 April has the conclusion of 5 April; the quarter's cut-off is 31 March: accepted and not
    concluded.
    """
    story = begin(A, B)
    done = matter("A1", "2023-03-18", "2023-03-20", "2023-04-05")
    story.month("2023-03", {A: [done], B: [own(B)]}, sent="2023-04-08")
    assert story.run("2023-03", date(2023, 4, 10)).figure(A, "conclusion") == (1, 1)
    assert story.run("2023-Q1").figure(A, "conclusion") == (0, 1)


@pytest.mark.parametrize("listed", [True, False])
def test_an_extension_published_once_holds_though_its_approval_is_told_later_without_it(
    begin: Begin, listed: bool
) -> None:
    """February has 延期至 19 May alone; March the acceptance and an approval of 1 April, and leaves 延期至 blank.

    Accepted on 18 February the limit is 19 April, at most 19 May with the extension, which was approved before it and
    was published in February: a blank cell takes nothing away. In April nothing is due, whether it is listed or not.
    """
    story = begin(A, B)
    others = {B: [own(B)]}
    story.month("2023-02", {A: [matter("A1", "2023-02-18", extended_to="2023-05-19"), own(A)], **others})
    story.run("2023-02")
    later = matter("A1", "2023-02-18", "2023-02-18", extension_approved_on="2023-04-01")
    story.month("2023-03", {A: [later, own(A)], **others})
    story.run("2023-03")
    story.month("2023-04", {A: [*([later] if listed else []), own(A)], **others})
    april = story.run("2023-04")
    assert str(april.matter("A1")["due_date"])[:10] == "2023-05-19"
    assert april.figure(A, "concluded_on_time") == (0, 0)
    assert april.figure(A, "overdue_open")[0] == 0


def test_the_part_that_the_register_names_had_the_matter_until_the_merger(begin: Begin) -> None:
    """丁 went into 甲 on 28 June. M1, to be accepted by 30 April, stands first in June's ledger of 甲, which can't be
    read where 登记日期 is; the register has the day, and has it as 丁's.

    April: two ledgers of 甲 were refused, 丁's came and lacks M1: it is late for having been unknown, 0/1.
    """
    part = "丁镇"
    roster = [{"序号": 1, "乡镇": A}, {"序号": 2, "乡镇": part, "撤并至": A, "撤并日期": "2023-06-28"}]
    story = begin(roster=roster)
    kept, parts = matter("A1", "2023-03-01", "2023-03-02"), matter("D1", "2023-03-01", "2023-03-02")
    story.month("2023-04", {A: [kept], part: [parts]})
    story.ledger("2023-04", A, [kept, matter("A2", "2023-04-03", "2023-04-04")], name="甲镇 又一份")
    april = story.run("2023-04")
    assert april.told(A, "R201") != []
    story.month("2023-05", {A: [kept], part: [parts]})
    story.run("2023-05")
    row = matter("M1", "看不清", "2023-04-21", procedure="法定程序")
    above = {**matter("M1", "2023-04-15", procedure="法定程序"), "township": part}
    story.month("2023-06", {A: [kept, parts, row]}, superior=[above], owing=[A])
    june = story.run("2023-06")
    assert june.figure(A, "accepted_on_time") == (0, 1)


def test_a_matter_that_two_claim_is_one_for_the_county_though_one_of_them_was_merged(begin: Begin) -> None:
    """丁 and 乙 list M1, a 重件 of 26 January. 丁 goes into 甲 on 1 February, and 甲 lists it: the quarter has one
    重件 of one registered for 全县, and none for either.
    """
    part = "丁镇"
    roster = [{"序号": 1, "乡镇": A}, {"序号": 2, "乡镇": B}]
    roster += [{"序号": 3, "乡镇": part, "撤并至": A, "撤并日期": "2023-02-01"}]
    story = begin(roster=roster)
    claimed = matter("M1", "2023-01-26", occurrence="重件")
    before = {unit: matter(f"{unit}1", "2022-12-01", "2022-12-02", "2022-12-20") for unit in (A, B, part)}
    story.month("2023-01", {A: [before[A]], B: [before[B], claimed], part: [before[part], claimed]})
    for month in ("2023-02", "2023-03"):
        story.month(month, {A: [before[A], before[part], claimed], B: [before[B], claimed]}, owing=[A, B])
    quarter = story.run("2023-Q1")
    assert [quarter.figure(unit, "repeat") for unit in (A, B, "全县")] == [(0, 0), (0, 0), (1, 1)]


@pytest.mark.parametrize("exchanged", [False, True], ids=["as it was", "exchanged"])
def test_a_month_made_again_has_its_matters_in_the_hands_in_which_it_published_them(
    begin: Begin, *, exchanged: bool
) -> None:
    """甲 first lists M1 in February; February and March are published. Then 乙 writes M1 into its ledger of January,
    and January and February are made again: M1 is 甲's in February, as March has it, and as if 乙 hadn't.
    """
    story = begin(A, B)
    mine, good = [matter("M1", "2023-01-24", "2023-02-07"), matter("A1", "2023-01-05", "2023-01-06")], "2023-01-05"
    story.month("2023-01", {A: mine[1:], B: [matter("B1", good, "2023-01-06")]})
    story.run("2023-01")
    for month in ("2023-02", "2023-03"):
        story.month(month, {A: mine, B: [matter("B1", good, "2023-01-06")]})
        story.run(month)
    if exchanged:
        story.ledger("2023-01", B, [matter("M1", "2023-01-24", "2023-01-25"), matter("B1", good, "2023-01-06")])
        story.run("2023-01")
    february = story.run("2023-02")
    assert february.matter("M1")["township"] == A
    assert [february.figure(unit, "accepted_on_time") for unit in (A, B)] == [(1, 1), (0, 0)]
    assert [february.figure(unit, "repeat") for unit in (A, B)] == [(0, 1), (0, 0)]


@pytest.mark.parametrize(
    "registers",
    [
        {"交办清单": [assigned("M1", A, "2023-02-01")]},
        {"处理决定": [decided("M1", "归属乡镇：甲镇", "2023-02-10")]},
        {},
    ],
    ids=["list", "decision", "nobody"],
)
def test_a_month_made_again_says_by_whose_word_a_matter_was_held_as_it_said_then(
    begin: Begin, registers: dict[str, list[Row]]
) -> None:
    """甲 and 乙 list M1 in February alone. A quarter rests on February, which is made again from the same files."""
    story = begin(A, B)
    story.month("2023-01", {A: [own(A)], B: [own(B)]})
    story.run("2023-01")
    both = matter("M1", "2023-01-24", "2023-02-07")
    story.month("2023-02", {A: [both, own(A)], B: [both, own(B)]}, registers=registers)
    first = story.run("2023-02").tables["findings"]
    assert "M1" in "".join(first["message"])
    story.run("2023-Q1")
    assert_frame_equal(story.run("2023-02").tables["findings"], first)
    story.month("2023-03", {A: [both, own(A)], B: [own(B)]})
    assert "R216" not in set(story.run("2023-03").tables["findings"]["code"])
