"""检举控告 in 汇总.xlsx: such matters are counted, and neither their rows nor their numbers are in it."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from pipeline.render.overview import Overview
from pipeline.render.workbook.book import render_workbook
from tests.render.excel_samples import SECRET, table, with_table
from tests.render.workbook.book_reading import below, package_text

pytestmark = pytest.mark.slow


def test_accusations_are_counted_and_left_out_everywhere(content, book):
    assert book["合并台账"]["B2"].value == (
        "2023年2月。共列120件；另有检举控告2件，已计入各项统计，不列明细。来源文件、工作表、单元格指原报台账中的编号。"
        "打印到“期末在办”一栏为止。"
    )
    assert SECRET not in package_text(content)
    assert "QH999000000002" not in package_text(content)


def test_an_overdue_list_that_wrongly_holds_an_accusation_loses_it(report):
    overdue = report.overdue.copy()
    overdue.loc[0, "case_no"] = SECRET
    content = render_workbook(replace(report, overdue=overdue))
    sheet = openpyxl.load_workbook(io.BytesIO(content))["逾期件"]
    assert [row[2] for row in below(sheet, 3)] == ["00202301050101"]
    assert sheet["A2"].value.startswith("共1件。")


def test_the_list_of_changes_leaves_accusations_out(report):
    changes = Overview(report).changes
    assert len(changes) == len(report.tables["changes"]) - 2
    assert "纪检密件" not in set(changes["before"])


def test_what_an_earlier_ledger_or_a_register_said_of_an_accusation_is_no_change_either(report):
    """Its row of January lost to February's; 上级登记台账 has it too. Both were read otherwise than written."""
    changes = table(
        "changes",
        [
            {
                "file": "2023-01/城关镇台账.xlsx",
                "sheet": "Sheet1",
                "cell": "H7",
                "column": "内容分类",
                "before": "纪检件",
                "after": "纪检监察",
            },
            {
                "file": "2023-02/登记簿.xlsx",
                "sheet": "上级登记台账",
                "cell": "H9",
                "column": "内容分类",
                "before": "纪检件",
                "after": "纪检监察",
            },
            {
                "file": "2023-02/登记簿.xlsx",
                "sheet": "上级登记台账",
                "cell": "H8",
                "column": "内容分类",
                "before": "农村农业",
                "after": "农业农村",
            },
        ],
    )
    trace = table(
        "trace",
        [
            {
                "case_no": SECRET,
                "file": "2023-01/城关镇台账.xlsx",
                "sheet": "Sheet1",
                "row": 7,
                "reason": "以2023-02台账为准",
            }
        ],
    )
    register = pd.DataFrame(
        {
            "case_no": [SECRET],
            "source_file": ["2023-02/登记簿.xlsx"],
            "source_sheet": ["上级登记台账"],
            "source_row": [9],
        }
    )
    known = replace(
        with_table(with_table(report, "changes", changes), "trace", trace), registers={"superior": register}
    )
    assert list(Overview(known).changes["before"]) == ["农村农业"]


@pytest.mark.slow
def test_a_listed_matter_that_names_an_accusation_as_its_first_does_not_tell_its_number(report):
    frame = report.tables["matters"].copy()
    frame.loc[3, ["related_case_no", "root_case_no"]] = SECRET
    content = render_workbook(with_table(report, "matters", frame))
    assert SECRET not in package_text(content)
    assert len(below(openpyxl.load_workbook(io.BytesIO(content))["合并台账"], 3)) == 120
