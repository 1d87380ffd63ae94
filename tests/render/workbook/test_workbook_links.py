"""What 汇总.xlsx leads to, and that Office's own rules and LibreOffice find nothing wrong with it."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.workbook import Workbook
from openxml_audit import OpenXmlValidator
from test_workbook_trend import with_series

from pipeline.bundles import Report
from pipeline.render.overview import Overview
from pipeline.render.workbook.block import MOST_LINKS
from pipeline.render.workbook.book import render_workbook
from pipeline.render.workbook.links import Beside
from tests.render.excel_samples import make_report, table, with_table

pytestmark = pytest.mark.slow

PATHS = (
    "审核.html",
    "汇总.xlsx",
    "通报/月度通报.docx",
    "函件/东禾镇-工作提示函.docx",
    "函件/城关镇-工作提示函.docx",
    "函件/城关镇-督办函.docx",
    "内部/会议数据摘要.docx",
    "内部/登记草稿.xlsx",
    "反馈单/城关镇.docx",
    "其他文书/简报.docx",
    "其他文书/通知单/东禾镇.docx",
    "其他文书/通知单/城关镇.docx",
    "退回/城关镇.xlsx",
    "退回/城关镇.txt",
)
BESIDE = Beside(PATHS, "../../inputs/")


@pytest.fixture(scope="module")
def report() -> Report:
    return with_series(make_report())


@pytest.fixture(scope="module")
def content(report: Report) -> bytes:
    return render_workbook(report, BESIDE)


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_the_front_page_opens_the_review_page_and_every_kind_of_paper(content: bytes) -> None:
    rows = [row for row in opened(content)["首页"].iter_rows() if row[3].hyperlink and row[3].hyperlink.target]
    assert [(row[0].value, row[1].value, row[2].value, row[3].hyperlink.target) for row in rows] == [
        ("审核页", 1, "办公室核对用：问题、读取时的认定、改读的值", "审核.html"),
        ("登记草稿", 1, "办公室登记用：可以抄入督办登记、处理决定的行", "内部/登记草稿.xlsx"),
        ("月度通报", 1, "各乡镇", "通报/月度通报.docx"),
        ("工作提示函", 2, "城关镇、东禾镇", "函件"),
        ("督办函", 1, "城关镇", "函件/城关镇-督办函.docx"),
        ("乡镇情况反馈单", 1, "城关镇", "反馈单/城关镇.docx"),
        ("会议数据摘要", 1, "联席会议办公室", "内部/会议数据摘要.docx"),
        ("简报", 1, "全县", "其他文书/简报.docx"),
        ("通知单", 2, "城关镇、东禾镇", "其他文书/通知单"),
        ("退回台账", 1, "城关镇", "退回/城关镇.xlsx"),
    ]


def test_a_row_of_the_merged_ledger_opens_its_ledger_at_its_own_number(content: bytes, report: Report) -> None:
    sheet = opened(content)["合并台账"]
    link = sheet.cell(4, sheet.max_column).hyperlink
    first = report.tables["matters"].iloc[0]
    assert (link.target, link.location) == (f"../../inputs/{first['source_file']}", f"'Sheet1'!B{first['source_row']}")
    assert sheet.cell(4, sheet.max_column).value == f"B{first['source_row']}"
    assert "点带下划线的单元格可打开 inputs 文件夹中的原报台账" in sheet["B2"].value


def test_a_file_that_is_not_there_is_not_linked(report: Report) -> None:
    """Matters known from an earlier edition may name a ledger that this run hasn't found."""
    frame = report.tables["matters"].copy()
    frame.loc[0, "source_file"] = "2022-12/城关镇台账.xlsx"
    frame.loc[1, "source_row"] = pd.NA
    sheet = opened(render_workbook(with_table(report, "matters", frame), BESIDE))["合并台账"]
    last = [sheet.cell(row, sheet.max_column) for row in (4, 5)]
    assert [cell.value for cell in last] == [f"第{frame['source_row'][0]}行", None]
    assert [cell.hyperlink for cell in last] == [None, None]
    assert sheet.cell(6, sheet.max_column).hyperlink is not None


def test_findings_and_changes_open_the_cell_that_they_speak_of(content: bytes) -> None:
    book = opened(content)
    rows = list(book["问题清单"].iter_rows(min_row=4))
    assert {row[3].hyperlink.location == (f"'Sheet1'!{row[5].value}" if row[5].value else None) for row in rows} == {
        True
    }
    change = book["变更"]["A4"]
    assert (change.hyperlink.target, change.hyperlink.location) == (
        "../../inputs/2023-02/城关镇台账.xlsx",
        "'Sheet1'!D4",
    )


def test_odd_names_are_written_as_excel_writes_them_and_a_text_file_has_no_cell(report: Report) -> None:
    files = pd.Series(["2023-02/附件 1#甲[乙].xlsx", "2023-02/甲镇.csv"])
    known = with_table(report, "files", table("files", [{"file": file} for file in files]))
    frame = known.tables["changes"].head(2).assign(file=list(files), sheet=["老王's", "甲镇"])
    content = render_workbook(with_table(known, "changes", frame), BESIDE)
    links = [cell.hyperlink for (cell,) in opened(content)["变更"]["A4:A5"]]
    assert [(link.target, link.location) for link in links] == [
        ("../../inputs/2023-02/附件%201%23甲%5b乙%5d.xlsx", "'老王''s'!D4"),
        ("../../inputs/2023-02/甲镇.csv", None),
    ]


def test_without_a_way_to_the_inputs_nothing_leads_there(report: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(render_workbook(report, Beside(PATHS)))) as package:
        relations = "".join(package.read(n).decode("utf-8") for n in package.namelist() if n.endswith(".rels"))
    assert "inputs" not in relations


def test_more_rows_than_excel_takes_links_have_none(report: Report) -> None:
    files = pd.Series(["2023-02/城关镇台账.xlsx"] * (MOST_LINKS + 1))
    assert BESIDE.sources(Overview(report), files, files, ["A4"] * len(files)) == []
    assert len(BESIDE.sources(Overview(report), files[:-1], files[:-1], ["A4"] * MOST_LINKS)) == MOST_LINKS


def test_each_paper_that_was_made_and_is_signed_opens_and_no_other_is_listed(content: bytes) -> None:
    sheet = opened(content)["送签单"]
    links = {
        (row[0].value, row[1].value): row[0].hyperlink and row[0].hyperlink.target for row in sheet.iter_rows(min_row=4)
    }
    assert links == {
        ("月度通报", "各乡镇"): "通报/月度通报.docx",
        ("工作提示函", "城关镇"): "函件/城关镇-工作提示函.docx",
        ("工作提示函", "东禾镇"): "函件/东禾镇-工作提示函.docx",
        ("督办函", "城关镇"): "函件/城关镇-督办函.docx",
        ("简报", "全县"): "其他文书/简报.docx",
        ("通知单", "城关镇"): "其他文书/通知单/城关镇.docx",
        ("通知单", "东禾镇"): "其他文书/通知单/东禾镇.docx",
    }


def test_the_rules_of_the_format_find_nothing(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "汇总.xlsx").write_bytes(content)
    assert [str(e) for e in OpenXmlValidator().validate(tmp_path / "汇总.xlsx").errors] == []


def test_libreoffice_opens_it_and_saves_the_same_cells(
    report: Report, tmp_path: Path, real_part: Callable[[str], str]
) -> None:
    quiet = replace(report, tables={**report.tables, "matters": report.tables["matters"].head(20)})
    content = render_workbook(quiet, BESIDE)
    (tmp_path / "汇总.xlsx").write_bytes(content)
    home = (tmp_path / "profile").as_uri()
    command = [
        real_part("soffice"),
        f"-env:UserInstallation={home}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
    ]
    subprocess.run(
        [*command, str(tmp_path / "saved"), str(tmp_path / "汇总.xlsx")], check=True, capture_output=True, timeout=120
    )
    ours, saved = opened(content), openpyxl.load_workbook(tmp_path / "saved" / "汇总.xlsx")
    assert saved.sheetnames == ours.sheetnames
    for name in ours.sheetnames:
        cells = [
            {cell.coordinate: cell.value for row in book[name].iter_rows() for cell in row if cell.value is not None}
            for book in (ours, saved)
        ]
        assert cells[0].keys() == cells[1].keys()
        assert all(
            value == pytest.approx(cells[1][address]) for address, value in cells[0].items() if isinstance(value, float)
        )
        assert [v for v in cells[0].values() if not isinstance(v, float)] == [
            cells[1][address] for address, v in cells[0].items() if not isinstance(v, float)
        ]
