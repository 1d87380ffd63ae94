"""What 处理决定 and 抽查登记 settle, for which folder, and for how long (sections 3 and 5.4), told through ledgers
and editions.
"""

from __future__ import annotations

import pytest

from tests.version_two.months_told import A, B, Begin, C, decided, matter
from tests.version_two.published_months import Figure

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("month", "column", "found"),
    [
        ("", "", (0, 1)),
        ("2023-02", "受理日期", (1, 1)),
        ("2023-02", "", (1, 1)),
        ("2023-02", "办结日期", (0, 1)),
        ("2023-01", "受理日期", (0, 1)),
        ("2023-01", "", (0, 1)),
    ],
)
def test_a_date_said_to_be_right_in_one_folder_is_right_in_no_later_one(
    begin: Begin, month: str, column: str, found: tuple[int, int]
) -> None:
    """Registered on 20 January: limit 4 February.

    January's ledger has no acceptance, February's says 25 January: 补登, 0/1.

    更正属实 in February's folder speaks of it, 1/1; one that lies in January's, without a column or with this one,
    spoke of what stood there.
    """
    story = begin(A, B)
    entry = {month: {"处理决定": [decided("A1", "更正属实", "2023-01-31", column=column)]}}
    story.month("2023-01", {A: [matter("A1", "2023-01-20")]}, zero=[B], registers=entry.get("2023-01"))
    story.run("2023-01")
    story.month("2023-02", {A: [matter("A1", "2023-01-20", "2023-01-25")]}, zero=[B], registers=entry.get("2023-02"))
    assert story.run("2023-02").figure(A, "accepted_on_time") == found


def test_a_date_said_to_be_right_stays_right_and_another_one_is_asked_anew(begin: Begin) -> None:
    """Confirmed in February's folder, 25 January stands in the quarter too: 1/1.

    March's ledger then says 27 January, a later day, of which nothing speaks: the first edition that closed January
    lacked any, 补登, 0/1.
    """
    for accepted, found in (("2023-01-25", (1, 1)), ("2023-01-27", (0, 1))):
        story = begin(A, B)
        story.month("2023-01", {A: [matter("A1", "2023-01-20")]}, zero=[B])
        story.run("2023-01")
        entry = decided("A1", "更正属实", "2023-02-28", column="受理日期")
        story.month(
            "2023-02", {A: [matter("A1", "2023-01-20", "2023-01-25")]}, zero=[B], registers={"处理决定": [entry]}
        )
        assert story.run("2023-02").figure(A, "accepted_on_time") == (1, 1)
        story.month("2023-03", {A: [matter("A1", "2023-01-20", accepted)]}, zero=[B])
        assert story.run("2023-Q1").figure(A, "accepted_on_time") == found


CHECKED: list[tuple[str, dict[str, Figure], dict[str, Figure]]] = [
    ("化解", {"resolution": (2, 2)}, {"resolution": (1, 2)}),
    (
        "延期",
        {"concluded_on_time": (0, 0), "overdue_open": (0, None)},
        {"concluded_on_time": (0, 1), "overdue_open": (1, None)},
    ),
    (
        "受理告知",
        {"accepted_on_time": (2, 2), "overdue_unaccepted": (0, None)},
        {"accepted_on_time": (1, 2), "overdue_unaccepted": (0, None)},
    ),
    ("评价", {"satisfaction": (1, 1), "rating_turnout": (1, 1)}, {"satisfaction": (0, 0), "rating_turnout": (0, 1)}),
    ("登记", {"accepted_on_time": (2, 2)}, {"accepted_on_time": (1, 2)}),
]
"""核实事项, what stands without an entry, and what where the entry says 不属实."""


@pytest.mark.parametrize("result", ["", "属实", "不属实"])
@pytest.mark.parametrize(("what", "true", "false"), CHECKED, ids=[each[0] for each in CHECKED])
def test_what_a_spot_check_found_untrue_counts_as_not_given(
    begin: Begin, what: str, true: dict[str, Figure], false: dict[str, Figure], result: str
) -> None:
    """February.

    S1 and S2, registered on 1 February, accepted on the 2nd by their limit of the 16th, concluded on the 20th: 化解率
    2/2, 及时受理率 2/2.

    S3, accepted on 5 December, is due on 3 February, extended to 5 March by an approval of 20 January, and open. S4,
    concluded on 10 January, may be rated until 9 February. The entry names S1, of 延期 S3, of 评价 S4. Of S1 not
    accepted the conclusion stands: not overdue.
    """
    story = begin(A, B)
    done = [matter(f"S{n}", "2023-02-01", "2023-02-02", "2023-02-20") for n in (1, 2)]
    extension = {"extended_to": "2023-03-05", "extension_approved_on": "2023-01-20", "extension_reason": "情况复杂"}
    rows = [
        *done,
        matter("S3", "2022-12-05", "2022-12-05", **extension),
        matter("S4", "2023-01-02", "2023-01-03", "2023-01-10"),
    ]
    named = {"延期": "S3", "评价": "S4"}.get(what, "S1")
    entries = [{"信访件编号": named, "核实事项": what, "核实结果": result}] if result else []
    story.month("2023-02", {A: rows}, zero=[B], registers={"抽查登记": entries})
    february = story.run("2023-02")
    expected = false if result == "不属实" else true
    assert {id_: february.figure(A, id_) for id_ in expected} == expected


def test_who_holds_a_matter_by_decision_holds_it_until_another_decision(begin: Begin) -> None:
    """归属乡镇 乙 in February's folder.

    March has no entry and 甲 lists the matter again as its own: 乙's. April's entry names 丙: 丙's.
    """
    row = matter("A1", "2023-01-03", "2023-01-05")
    story = begin(A, B, C)
    story.month("2023-01", {A: [row]}, zero=[B, C])
    story.run("2023-01")
    holders = []
    for month, to in (("2023-02", B), ("2023-03", ""), ("2023-04", C)):
        entries = [decided("A1", f"归属乡镇：{to}", f"{month}-10")] if to else []
        story.month(month, {A: [row]}, zero=[B, C], registers={"处理决定": entries})
        holders.append(story.run(month).matter("A1")["township"])
    assert holders == [B, B, C]


def test_consent_to_a_hand_back_a_new_number_and_leave_to_list_hold_without_a_new_entry(begin: Begin) -> None:
    """All four in February's folder, none in March's.

    同意退回: A1, due on 6 March, asks nothing of 甲. 改号: A2 is B2 still. 可列: A3, once called 检举控告, stands in
    lists. 重新办理 from 10 February: A4 is open, due on 11 April.
    """
    rows = [
        matter("A1", "2023-01-03", "2023-01-05", withdrawn_on="2023-02-06"),
        matter("A2", "2023-01-03", "2023-01-05"),
        matter("A3", "2023-01-03", "2023-01-05", purpose="检举控告"),
        matter("A4", "2023-01-03", "2023-01-05", "2023-01-10"),
    ]
    story = begin(A, B)
    story.month("2023-01", {A: [{k: v for k, v in row.items() if k != "withdrawn_on"} for row in rows]}, zero=[B])
    story.run("2023-01")
    entries = [
        decided("A1", "同意退回", "2023-02-07"),
        decided("A2", "改号：B2", "2023-02-07"),
        decided("A3", "可列", "2023-02-07"),
        decided("A4", "重新办理", "2023-02-10"),
    ]
    story.month("2023-02", {A: rows}, zero=[B], registers={"处理决定": entries})
    story.run("2023-02")
    story.month("2023-03", {A: rows}, zero=[B])
    march = story.run("2023-03")
    assert (march.figure(A, "concluded_on_time"), march.count(A, "overdue_open")) == ((0, 1), 1), (
        "A2 alone is due on 6 March"
    )
    assert (march.matter("A1")["township"], march.matter("A3")["hidden"], march.matter("A4")["due_date"]) == (
        "",
        False,
        "2023-04-11",
    )
    assert sorted(march.tables["matters"]["case_no"]) == ["A1", "A3", "A4", "B2"]


def test_a_month_that_a_decision_changed_is_made_again_before_its_quarter(begin: Begin) -> None:
    """Handed back on 8 November and due on 4 January: overdue in January's edition, for nobody had agreed.

    The consent, written into January's folder afterwards, gives 甲镇 its title of the quarter when January was made
    again, and until then a reminder says so.
    """
    story = begin(A, B)
    row = matter("N1", "2022-11-01", "2022-11-05", withdrawn_on="2022-11-08")
    fine = matter("N2", "2023-01-03", "2023-01-05", "2023-01-20", outcome="予以支持", settled="已化解")
    january = {A: [row, fine], B: [matter("M1", "2023-01-03", "2023-01-05")]}
    story.month("2023-01", january, superior=[])
    assert story.run("2023-01").standing(A)["three_none"] == "否"
    story.month("2023-01", january, superior=[], registers={"处理决定": [decided("N1", "同意退回", "2022-11-10")]})
    story.month("2023-02", january, superior=[])
    before = story.run("2023-Q1")
    assert before.standing(A)["three_none"] == "否"
    said = before.tables["findings"].set_index("code")["message"]
    assert said["R354"] == (
        "2023年1—2月的三无逐月判断，用的是已发布的2023-01成果；2023-01的台账或登记簿后来有改动，这里还没有反映"
    )
    story.run("2023-01")
    after = story.run("2023-Q1")
    assert after.standing(A)["three_none"] == "是"
    assert "R354" not in set(after.tables["findings"]["code"])


def test_which_file_counts_is_said_of_one_folder(begin: Begin) -> None:
    """甲 sends two different ledgers in February and again in March.

    采用此件 in February's folder takes the first there; in March both are refused.
    """
    story = begin(A, B)
    first, second = [matter("A1", "2023-01-03", "2023-01-05")], [matter("A1", "2023-01-03", "2023-01-05", "2023-01-20")]
    found = []
    for month, entries in (("2023-02", [decided(f"2023-02/{A}.xlsx", "采用此件", "2023-02-07")]), ("2023-03", [])):
        story.month(month, {A: first}, zero=[B], registers={"处理决定": entries})
        story.ledger(month, A, second, name=f"{A}（二）")
        edition = story.run(month)
        found.append((edition.matter("A1")["concluded_on"], edition.told(A, "R201") != []))
    assert found == [("", False), ("", True)]
