"""接访登记 and 建议登记 of a real 登记簿.xlsx, from the sheet to the tables and the conditions (sections 3, 6 and
10).
"""

from __future__ import annotations

import warnings
from datetime import datetime

import openpyxl
import pytest

from pipeline.base.county import COUNTY
from tests.version_two.months_told import A, B, Begin, Row, decided, matter

pytestmark = pytest.mark.slow

DUE = {"zero": [B], "sent": "2023-03-02"}


def visit(unit: str, on: str, visits: int = 2, settled: int = 1) -> Row:
    return {"日期": on, "乡镇或县级": unit, "接访领导": "镇长", "批次": visits, "当场化解批次": settled}


def test_visits_beside_a_zero_report_of_the_same_month_are_an_error_that_bars_the_title(begin: Begin) -> None:
    """乙 declares that nothing is in hand, and 接访登记 has its leader with two batches in February."""
    story = begin(A, B)
    rows = [matter("A1", "2023-02-01", "2023-02-03")]
    story.month(
        "2023-02",
        {A: rows},
        **DUE,
        registers={"接访登记": [visit(A, "2023-02-10"), visit(B, "2023-02-20"), visit(B, "2023-02-14", 1)]},
    )
    february = story.run("2023-02")
    assert february.told(B, "R261") == [f"{B}2023年2月申报零报告，接访登记同期有3批次来访（首次为2023-02-14）"]
    assert february.told(A, "R261") == []
    assert february.titled(A, B) == [A]
    table = february.tables["findings"]
    assert table.loc[table["code"] == "R261", ["severity", "file", "cell"]].to_numpy().tolist() == [
        ["错误", "2023-02/登记簿.xlsx", "A4"]
    ]


def test_visits_of_another_month_of_the_county_or_without_a_batch_say_nothing(begin: Begin) -> None:
    story = begin(A, B)
    entries = [
        visit(B, "2023-01-31"),
        visit(B, "2023-03-01"),
        visit("县级", "2023-02-10"),
        visit(B, "2023-02-10", 0, 0),
    ]
    story.month("2023-02", {A: [matter("A1", "2023-02-01", "2023-02-03")]}, **DUE, registers={"接访登记": entries})
    assert story.run("2023-02").told(B, "R261") == []


def test_a_visit_after_an_early_report_was_sent_is_held_against_nobody(begin: Begin) -> None:
    """乙 declared zero on the 24th; the visit of the 27th lies in its next window."""
    story = begin(A, B)
    story.month(
        "2023-02",
        {A: [matter("A1", "2023-02-01", "2023-02-03")]},
        zero=[B],
        sent="2023-02-24",
        due="2023-02-24",
        registers={"接访登记": [visit(B, "2023-02-27")]},
    )
    assert story.run("2023-02").told(B, "R261") == []


def test_a_decision_on_the_register_answers_it(begin: Begin) -> None:
    story = begin(A, B)
    answer = {
        "文件或信访件编号": "登记簿.xlsx",
        "规则": "R261",
        "决定": "更正属实",
        "日期": "2023-03-02",
        "依据": "同一批人到县里",
        "经手": "业务股",
        "复核人": "分管",
    }
    story.month(
        "2023-02",
        {A: [matter("A1", "2023-02-01", "2023-02-03")]},
        **DUE,
        registers={"接访登记": [visit(B, "2023-02-20")], "处理决定": [answer]},
    )
    february = story.run("2023-02")
    assert february.told(B, "R261") == [
        f"{B}2023年2月申报零报告，接访登记同期有2批次来访（首次为2023-02-20）（处理决定已认可）"
    ]


def test_leaders_on_duty_are_counted_from_the_register(begin: Begin) -> None:
    """Two rows of one day are one day; a row whose leader is blank has its visits and is no day."""
    story = begin(A, B)
    entries = [
        visit(A, "2023-02-10"),
        visit(A, "2023-02-10"),
        {**visit(A, "2023-02-11"), "接访领导": ""},
        visit("县级", "2023-02-14", 5, 2),
    ]
    story.month("2023-02", {A: [matter("A1", "2023-02-01", "2023-02-03")]}, **DUE, registers={"接访登记": entries})
    table = story.run("2023-02").tables["leaders_on_duty"]
    assert table.fillna(-1).to_numpy().tolist() == [
        [A, 1, 4, 6, 3],
        [B, 0, 4, 0, 0],
        ["县级", 1, -1, 5, 2],
        [COUNTY, 2, -1, 11, 5],
    ]


def test_advice_given_is_read_and_counted_by_kind_and_unit(begin: Begin) -> None:
    """The reader and the table agree on every column: the day of the advice, of the written answer, and whether it
    was adopted.
    """
    story = begin(A, B)
    entries: list[Row] = [
        {"类别": "改进工作", "乡镇": A, "日期": "2023-02-06", "书面反馈日期": "2023-02-20", "采纳": "是"},
        {"类别": "改进工作", "乡镇": B, "日期": "2023-02-07", "书面反馈日期": "2023-03-05", "采纳": "否"},
        {"类别": "完善政策", "乡镇": B, "日期": "2023-02-08"},
        {"类别": "追究责任", "乡镇": A, "日期": "2023-01-31"},
    ]
    story.month("2023-02", {A: [matter("A1", "2023-02-01", "2023-02-03")]}, **DUE, registers={"建议登记": entries})
    february = story.run("2023-02")
    assert february.tables["advice"].to_numpy().tolist() == [
        ["改进工作", A, 1, 1, 1],
        ["改进工作", B, 1, 0, 0],
        ["改进工作", COUNTY, 2, 1, 1],
        ["完善政策", B, 1, 0, 0],
        ["完善政策", COUNTY, 1, 0, 0],
    ]


def test_what_was_handed_back_to_nobody_is_listed_with_who_handed_it_back(begin: Begin) -> None:
    story = begin(A, B, papers=True)
    waiting = matter("A1", "2023-01-03")
    story.month("2023-01", {A: [waiting]}, zero=[B])
    back = {**waiting, "withdrawn_on": "2023-02-06"}
    agreed = decided("A1", "同意退回", "2023-02-07")
    story.month("2023-02", {A: [back, matter("A2", "2023-02-03")]}, zero=[B], registers={"处理决定": [agreed]})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl drops what it doesn't know of data bars and drawings
        book = openpyxl.load_workbook(story.run("2023-02").folder / "汇总.xlsx")
    assert [row[:3] for row in book["退回后无人接手"].iter_rows(min_row=4, values_only=True)] == [
        ("A1", A, datetime(2023, 2, 6))
    ]
    assert [row[:2] for row in book["退回超期"].iter_rows(min_row=4, values_only=True)] == [(A, "A1")]


@pytest.mark.parametrize("named", [B, A], ids=["the part", "the unit"])
def test_a_fault_of_a_merged_part_counts_once_by_the_part_s_window(begin: Begin, named: str) -> None:
    """乙 goes into 甲 on 28 November; 甲's ledger of November was sent on the 24th, so that 乙's window is open until
    December's. 有责 of 11 November: entered as 乙's it counts for 甲 in December, as 甲's in November; once either way.
    """
    roster = [{"序号": 1, "乡镇": A}, {"序号": 2, "乡镇": B, "撤并至": A, "撤并日期": "2022-11-28"}]
    story = begin(roster=roster)
    entry = {"信访件编号": "M1", "乡镇": named, "督办日期": "2022-11-11", "事由": "拖延", "有责": "是"}
    mine = [matter("M1", "2022-11-02", "2022-11-03")]
    counts = []
    for month, sent in (("2022-11", "2022-11-24"), ("2022-12", "2023-01-03")):
        story.month(month, {A: mine}, sent=sent, owing=[A], registers={"督办登记": [entry]})
        edition = story.run(month)
        counts.append(edition.count(A, "at_fault"))
        assert edition.count("全县", "at_fault") == counts[-1]
    assert counts == ([0, 1] if named == B else [1, 0])
