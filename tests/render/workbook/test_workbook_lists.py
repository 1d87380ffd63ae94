"""The working lists of 汇总.xlsx: what they hold, and what they never hold."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest

from pipeline.bundles import Report, contract_table
from pipeline.render.workbook.book import render_workbook
from pipeline.render.workbook.links import Beside
from tests.render.excel_samples import SECRET, table, with_table

pytestmark = pytest.mark.slow

Rows = list[tuple[object, ...]]


def rows(report: Report, name: str, made: tuple[str, ...] = ()) -> Rows:
    """The rows below the header of a sheet, beside the files ``made``."""
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(report, Beside(made))))
    return [row for row in book[name].iter_rows(min_row=4, values_only=True) if any(cell is not None for cell in row)]


def note(report: Report, name: str) -> str:
    return str(openpyxl.load_workbook(io.BytesIO(render_workbook(report)))[name]["A2"].value)


def days(*texts: str | None) -> pd.Series:
    return pd.Series(pd.to_datetime(list(texts)), dtype="datetime64[s]")


def test_what_comes_due_is_listed_by_day(report: Report) -> None:
    assert rows(report, "到期预警") == [
        ("城关镇", "待办结", "QH202301010003", datetime(2023, 1, 1), datetime(2023, 1, 10), datetime(2023, 3, 11), 11),
    ]


def test_batches_are_counted_by_township(report: Report) -> None:
    """Each batch with the sum of the county."""
    first, second = "突出信访问题", "第二批集中治理重复信访"
    assert rows(report, "积案批次") == [
        (first, "城关镇", 1, 1, 0),
        (first, "全县", 1, 1, 0),
        (second, "城关镇", 2, 1, 1),
        (second, "全县", 2, 1, 1),
    ]
    assert note(report, "积案批次") == "共交办3件次（同一事项在两个批次的各计一次），已化解2件次。"


def test_extensions_are_those_that_hold_and_were_open_in_the_period(report: Report) -> None:
    frame = report.tables["matters"].copy()
    frame["extension_valid"] = pd.array([True, True, False] + [None] * (len(frame) - 3), dtype="boolean")
    frame.loc[0, "concluded_on"] = pd.NaT
    frame.loc[1, "concluded_on"] = pd.Timestamp("2023-01-31")
    listed = rows(with_table(report, "matters", frame), "延期件")
    assert [row[1] for row in listed] == [frame.loc[0, "case_no"]]


def test_urged_matters_are_closed_late_or_awaited_and_no_accusation_is_among_them(report: Report) -> None:
    register = pd.DataFrame(
        {
            "case_no": ["A1", "A2", "A3", SECRET],
            "township": "城关镇",
            "supervised_on": days(*["2023-02-01"] * 4),
            "at_fault": ["是", "否", "否", "是"],
            "reply_by": days("2023-02-10", "2023-02-10", "2023-03-10", None),
            "replied_on": days("2023-02-20", "2023-03-01", None, None),
        }
    )
    changed = replace(report, registers={"supervised": register})
    assert [(row[1], row[6]) for row in rows(changed, "督办销号")] == [
        ("A1", "已销号"),
        ("A2", "逾期未反馈"),
        ("A3", "待反馈"),
    ]
    assert note(report, "督办销号") == "没有督办登记。"


def test_visits_of_the_period_are_listed_by_day(report: Report) -> None:
    register = pd.DataFrame(
        {
            "on": days("2023-02-15", "2023-02-01", "2023-01-31"),
            "place": ["县级", "城关镇", "县级"],
            "official": "是",
            "visits": pd.array([3, 2, 9], dtype="Int64"),
            "settled": pd.array([1, 0, 9], dtype="Int64"),
        }
    )
    assert [row[1:] for row in rows(replace(report, registers={"visits": register}), "接访")] == [
        ("城关镇", "是", 2, 0),
        ("县级", "是", 3, 1),
    ]


def test_volumes_stand_in_roster_order_by_unit_and_level_without_a_filter(report: Report) -> None:
    """The county's 40: 31 of its own, 6 and 3 from above; a month ago 32, 8 of them from the county, no year ago."""
    volumes = report.tables["volumes"]
    then = volumes.assign(
        matters=volumes["matters"].mask(volumes["code"] == "乡镇", 20).mask(volumes["code"] == "县", 9)
    )
    listed = rows(replace(report, previous={"volumes": then}), "信访量")
    units = [row[0] for row in listed]
    assert units[:20] == list(report.submissions)
    assert listed[0] == ("城关镇", "合计", 0, "—", 0, "—", "—", "—", 0, 0, 0, 0, 0, 0, 0)
    assert listed[20:] == [
        ("全县", "合计", 40, "100.0%", 32, "+25.0%", "—", "—", 12, 30, 2, 13, 36, 36, 62),
        ("全县", "乡镇", 31, "77.5%", 20, "—", "—", "—", 12, 30, 2, 13, 28, 30, 55),
        ("全县", "县", 6, "15.0%", 9, "—", "—", "—", 0, 0, 0, 0, 6, 5, 4),
        ("全县", "市", 3, "7.5%", 3, "—", "—", "—", 0, 0, 0, 0, 2, 1, 3),
    ]
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(report)))
    assert book["信访量"].auto_filter.ref is None


def test_the_balance_says_whether_each_line_closes(report: Report) -> None:
    """城关镇: 10 + 5 + 1 − 4 − 1 − 0 = 11; 全县's 12 should be 13."""
    ids = ("township", "open_start", "registered", "moved_in", "concluded", "handed_back", "moved_out", "open_end")
    lines = [("城关镇", 10, 5, 1, 4, 1, 0, 11), ("全县", 12, 6, 0, 4, 1, 0, 12)]
    changed = with_table(report, "balance", table("balance", [dict(zip(ids, line, strict=True)) for line in lines]))
    assert rows(changed, "收支核对") == [(*lines[0], "✓ 相符"), (*lines[1], "▲ 差1件")]
    assert note(changed, "收支核对").startswith(
        "期初在办 ＋ 新收 ＋ 划入 － 办结 － 退回 － 划出 ＝ 期末在办，单位：件。"
    )


def test_a_matter_that_comes_due_is_not_listed_when_it_is_an_accusation(report: Report) -> None:
    assert rows(replace(report, due_soon=report.due_soon.assign(case_no=SECRET)), "到期预警") == []


def test_the_result_of_a_check_is_chosen_from_what_the_register_knows_and_accusations_are_not_listed(
    report: Report,
) -> None:
    drawn = table(
        "spot_checks",
        [
            {
                "township": "城关镇",
                "case_no": no,
                "checked": "化解",
                "why": "抽取",
                "concluded_on": pd.Timestamp("2023-02-10"),
            }
            for no in ("00000000000002", SECRET)
        ],
    )
    with_it = with_table(report, "spot_checks", drawn)
    assert [row[:4] for row in rows(with_it, "抽查核实单")] == [("城关镇", "00000000000002", "化解", "抽取")]
    sheet = openpyxl.load_workbook(io.BytesIO(render_workbook(with_it)))["抽查核实单"]
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"属实,不属实"'
    assert str(choice.sqref) == "H4"


def test_what_decisions_moved_has_a_sheet_of_its_own_only_where_there_is_any(report: Report) -> None:
    moved = table(
        "undecided",
        [
            {
                "township": "城关镇",
                "indicators": ["concluded_on_time"],
                "score": "90.1",
                "rank": 2,
                "group": "排名",
                "three_none": "是",
                "plain_score": "88.0",
                "plain_rank": 4,
                "plain_group": "排名",
                "plain_three_none": "否",
            },
        ],
    )
    assert rows(with_table(report, "undecided", moved), "处理决定") == [
        ("城关镇", "按期办结率", "90.1", 2, "排名", "是", "88.0", 4, "排名", "否")
    ]
    assert "处理决定" not in openpyxl.load_workbook(io.BytesIO(render_workbook(report))).sheetnames


def test_each_paper_to_sign_has_issuer_and_signer(report: Report) -> None:
    office = {**report.settings.office, "办公室主任": "示例主任", "信访局局长": "示例局长"}
    made = (
        "通报/月度通报.docx",
        "函件/东禾镇-工作提示函.docx",
        "函件/城关镇-督办函.docx",
        "内部/约谈建议名单.docx",
        "内部/会议数据摘要.docx",
        "反馈单/城关镇.docx",
        "其他文书/简报.docx",
    )
    lines = rows(replace(report, settings=replace(report.settings, office=office)), "送签单", made)
    assert [row[:4] for row in lines] == [
        ("月度通报", "各乡镇", "青禾县信访工作联席会议办公室", "示例主任"),
        ("工作提示函", "东禾镇", "青禾县信访工作联席会议办公室", "示例主任"),
        ("督办函", "城关镇", "青禾县信访局", "示例局长"),
        ("约谈建议名单", "联席会议", "青禾县信访工作联席会议办公室", "示例主任"),
        ("简报", "全县", "青禾县信访工作联席会议办公室", "示例主任"),
    ]
    assert rows(report, "送签单") == []


def test_values_read_otherwise_are_listed_before_and_after(report: Report) -> None:
    assert rows(report, "变更")[0] == ("2023-02/城关镇台账.xlsx", "Sheet1", "D4", "登记日期", "2023.2.6", "2023-02-06")
    assert not [row for row in rows(report, "变更") if SECRET in map(str, row)]


def test_late_hand_backs_and_days_on_duty_are_listed_as_the_tables_have_them(report: Report) -> None:
    """None of 检举控告; no rank and no colour is in either."""
    back = [
        {
            "township": "城关镇",
            "case_no": no,
            "received_on": date(2023, 2, 1),
            "hand_back_by": date(2023, 2, 8),
            "withdrawn_on": date(2023, 2, 9),
        }
        for no in ("QH202301010003", SECRET)
    ]
    duty = [
        {"place": "城关镇", "days": 3, "due": 4, "visits": 6, "settled": 3},
        {"place": "县级", "days": 2, "visits": 5, "settled": 2},
    ]
    changed = with_table(
        with_table(report, "late_returns", contract_table("late_returns", back)),
        "leaders_on_duty",
        contract_table("leaders_on_duty", duty),
    )
    assert rows(changed, "退回超期") == [
        ("城关镇", "QH202301010003", datetime(2023, 2, 1), datetime(2023, 2, 8), datetime(2023, 2, 9))
    ]
    assert rows(changed, "接访天数") == [("城关镇", 3, 4, 6, 3), ("县级", 2, None, 5, 2)]
    assert note(report, "接访天数") == "没有接访登记。"


def test_a_limit_on_the_day_of_the_cut_off_is_called_so_in_place_of_its_days(report: Report) -> None:
    today = report.overdue.assign(days_over=pd.array([0, 39], dtype="Int64"))
    assert [row[6] for row in rows(replace(report, overdue=today), "逾期件")] == ["当日期满", 39]
