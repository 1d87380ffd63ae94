"""登记草稿.xlsx: the rows of 督办登记 that a 督办函 asks for."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime

import openpyxl
import pandas as pd
import pytest

from pipeline.bundles import Report
from pipeline.render.workbook.register_drafts import register_drafts
from pipeline.settings.record import Document
from tests.render.excel_samples import make_report

pytestmark = pytest.mark.slow

LETTER = "函件/城关镇-督办函.docx"


def rows(report: Report, *papers: str) -> list[dict[str, object]]:
    """督办登记 of the drafts of an edition with these papers, by default 城关镇's 督办函."""
    content = register_drafts(report, papers or (LETTER,))
    assert content is not None
    _, head, *lines = openpyxl.load_workbook(io.BytesIO(content))["督办登记"].iter_rows(values_only=True)
    return [{str(k): v for k, v in zip(head, line, strict=True) if v is not None} for line in lines]


def test_a_matter_that_is_overdue_in_both_ways_is_one_row_without_a_day_as_long_as_the_letter_has_none() -> None:
    report = make_report()
    mine = report.overdue[report.overdue["township"] == "城关镇"]
    twice = replace(report, overdue=pd.concat([mine, mine.assign(kind="逾期未受理")]))
    assert rows(twice) == [{"信访件编号": number, "乡镇": "城关镇"} for number in mine["case_no"].unique()]


def test_a_letter_that_the_edition_has_not_urges_nobody_and_a_paper_of_the_countys_own_in_its_place_does() -> None:
    report = make_report()
    assert rows(report, "函件/城关镇-工作提示函.docx", "函件/东禾镇-督办函.docx") == []
    own = {"催办单": Document(recipient="收督办函的乡镇", own=True), "通知单": Document(recipient="各乡镇", own=True)}
    asked = replace(report, settings=replace(report.settings, documents=own))
    assert rows(asked, "其他文书/通知单/城关镇.docx") == []
    assert {row["乡镇"] for row in rows(asked, "其他文书/催办单/城关镇.docx")} == {"城关镇"}


def test_once_the_letter_is_issued_its_day_and_the_day_for_the_answer_stand_there() -> None:
    """函复天数 is 15; the letter of 28 January belongs to the period before."""
    report = make_report()
    mine = report.overdue[report.overdue["township"] == "城关镇"]
    days = ["2023-03-08", "2023-01-28"]
    issued = pd.DataFrame({"document": "督办函", "township": "城关镇", "dated_on": pd.to_datetime(days)})
    told = rows(replace(report, overdue=mine, registers={**report.registers, "issued": issued}))
    assert {(row["督办日期"], row["反馈期限"]) for row in told} == {(datetime(2023, 3, 8), datetime(2023, 3, 23))}
