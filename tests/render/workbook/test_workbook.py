"""汇总.xlsx read back by another library: figures equal the tables, text stays text, nothing secret, the same bytes."""

from __future__ import annotations

import io
from datetime import date
from fractions import Fraction

import numpy as np
import openpyxl
import pandas as pd
import pytest

from pipeline.base.rate import round_half_up
from pipeline.render.workbook.block import safe_text
from pipeline.render.workbook.book import render_workbook
from pipeline.schema.indicators import INDICATOR
from pipeline.schema.table_labels import MATTER_LABELS
from tests.render.excel_samples import HOSTILE, make_report, table, with_table
from tests.render.workbook.book_reading import below

pytestmark = pytest.mark.slow


def test_the_sheets_stand_in_their_order(book):
    assert book.sheetnames == [
        "首页",
        "排名",
        "指标",
        "三无",
        "趋势",
        "到期预警",
        "逾期件",
        "延期件",
        "积案批次",
        "督办销号",
        "退回超期",
        "退回后无人接手",
        "接访天数",
        "接访",
        "报送",
        "信访量",
        "收支核对",
        "抽查核实单",
        "送签单",
        "合并台账",
        "问题清单",
        "变更",
        "口径",
    ]


def test_the_same_report_gives_the_same_bytes(report, content):
    assert render_workbook(report) == content
    assert render_workbook(make_report()) == content


def test_its_date_is_the_cut_off_and_not_the_day_of_the_run(book):
    assert book.properties.created.date() == date(2023, 2, 28)


def test_no_cell_is_a_formula_whatever_a_township_wrote(book):
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds == {"s", "n", "d"}
    ledger = below(book["合并台账"], 3)
    assert [ledger[0][list(MATTER_LABELS).index(i)] for i in ("lead_official", "backlog_batch", "related_case_no")] == [
        HOSTILE,
        "=1+1",
        "@SUM(A1)",
    ]


def test_the_ledger_holds_every_column_of_every_listed_matter_in_its_type(book, report):
    sheet = book["合并台账"]
    assert [cell.value for cell in sheet[3]] == list(MATTER_LABELS.values())
    expected = report.tables["matters"].iloc[:-2]
    rows = below(sheet, 3)
    assert len(rows) == len(expected) == 120
    for i, column in enumerate(MATTER_LABELS):
        values = [row[i] for row in rows]
        for value, want in zip(values, expected[column], strict=True):
            if column == "source_row":
                assert value == f"B{want}"
            elif pd.isna(want):
                assert value is None
            elif isinstance(want, pd.Timestamp):
                assert value == want.to_pydatetime()
            elif isinstance(want, (bool, np.bool_)):
                assert value == ("是" if want else "否")
            else:
                assert value == want
                assert type(value) is (str if isinstance(want, str) else int)
    assert rows[0][0] == "00000000000001"


def test_the_indicator_sheet_has_the_numbers_of_the_table(book, report):
    rows = below(book["指标"], 3)
    frame = report.tables["indicators"]
    assert len(rows) == len(frame)
    for row, (name, id_, n, of) in zip(rows, frame.itertuples(index=False), strict=True):
        assert row[:2] == (name, INDICATOR[id_].label)
        assert row[3:5] == (None if pd.isna(n) else n, None if pd.isna(of) else of)
        if pd.isna(n):
            assert row[5] == "未启用"
        elif pd.isna(of):
            assert row[5] is None
        else:
            assert row[5] == (round_half_up(Fraction(1000 * n, of)) / 1000 if of else "—")


def test_a_rate_is_stored_as_it_is_printed(report):
    """23/80 is 28.75 %; as a quotient it lies below its half in binary, and a spreadsheet program shows 28.7 %."""
    frame = report.tables["indicators"].copy()
    frame.loc[0, ["numerator", "denominator"]] = (23, 80)
    content = render_workbook(with_table(report, "indicators", frame))
    assert openpyxl.load_workbook(io.BytesIO(content))["指标"]["F4"].value == 0.288


def test_what_an_indicator_counts_is_told_in_whole_words(book):
    """With the days that the county chose in the place of their names."""
    told = [text for row in below(book["指标"], 3) for text in row[6:8]]
    assert not [text for text in told if "{" in text]
    assert "在受理期限内受理（填了告知日期的，一并在期限内告知；填无法告知的视为已告知）" in told


def test_rates_are_numbers_shown_with_one_decimal(book):
    cell = book["指标"]["F4"]
    assert isinstance(cell.value, float)
    assert cell.number_format == "0.0%"


def test_the_findings_sheet_has_every_finding(book, report):
    rows = below(book["问题清单"], 3)
    frame = report.tables["findings"]
    assert [row[7] for row in rows] == list(frame["message"])
    assert [row[6] for row in rows] == list(frame["cells"])
    assert "-1+2" in {row[8] for row in rows}


def test_the_front_page_says_what_awaits_the_office(book):
    lines = [row for row in book["首页"].iter_rows(values_only=True) if row[0]]
    assert ("未报送台账1个", None, "南坪乡", "排名 →") in lines
    assert ("拒收文件", None, "2023-02/新建 <公司>&.docx：不是表格文件，请另存为 .xlsx", "问题清单 →") in lines
    assert ("未计入2行（读不出编号、责任单位或登记日期）", None, "石门乡2行", "问题清单 →") in lines
    assert ("逾期未办结1件", None, "城关镇1件", "逾期件 →") in lines
    links = [cell.hyperlink.location for row in book["首页"].iter_rows() for cell in row if cell.hyperlink]
    assert set(links) == {f"'{name}'!A1" for name in book.sheetnames if name != "首页"}


def test_the_front_page_counts_only_the_newest_folders_rows(book):
    counts = {row[0]: row[1] for row in book["首页"].iter_rows(values_only=True) if row[1] is not None}
    assert (counts["应报乡镇"], counts["本期台账计入的行"], counts["合并事项"], counts["逾期件"]) == (20, 108, 122, 2)


def test_every_sheet_prints_on_a4_with_repeated_headings_and_page_numbers(book):
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert sheet.oddFooter.right.text == "第&P页，共&N页"
    tops = {"首页": None, "排名": "$3:$4", "三无": None, "趋势": "$19:$20"}
    assert {sheet.title: sheet.print_title_rows for sheet in book} == {
        name: tops.get(name, "$3:$3") for name in book.sheetnames
    }


def test_where_a_row_came_from_is_not_printed(book):
    """The merged ledger is long: its columns for reading fit two pages across."""
    sheet = book["合并台账"]
    assert sheet["AI3"].value == "期末在办"
    assert sheet.print_area.split(":")[1].startswith("$AI$")
    assert "打印到“期末在办”一栏为止。" in str(sheet["B2"].value)


def test_narrow_sheets_print_upright_and_wide_ones_on_their_side(book):
    upright = {sheet.title for sheet in book if sheet.page_setup.orientation != "landscape"}
    assert upright == {
        "首页",
        "到期预警",
        "逾期件",
        "延期件",
        "积案批次",
        "督办销号",
        "退回超期",
        "退回后无人接手",
        "接访天数",
        "接访",
        "口径",
    }


def test_what_repeats_beside_every_page_is_the_name_of_the_row(book):
    """Two pages across by a fixed scale: where a sheet is fitted to pages, Excel breaks it where it likes."""
    assert {sheet.title: sheet.print_title_cols for sheet in book if sheet.print_title_cols} == {
        "排名": "$A:$B",
        "趋势": "$A:$B",
        "合并台账": "$A:$A",
    }
    for name, column in (("排名", 9), ("趋势", 14)):
        assert [b.id for b in book[name].col_breaks.brk] == [column]
        assert not book[name].sheet_properties.pageSetUpPr.fitToPage
        assert book[name].page_setup.scale >= 50
    assert book["合并台账"].page_setup.fitToWidth == 2
    assert {book[name].page_setup.fitToWidth for name in ("首页", "指标", "问题清单")} <= {None, 1}


def test_long_lists_are_filtered_and_frozen(book):
    assert book["合并台账"].auto_filter.ref.endswith(str(3 + 120))
    assert book["问题清单"].freeze_panes == "B4"
    assert book["合并台账"].freeze_panes == "B4"


def test_the_notes_stand_as_written(book, report):
    assert [row[1] for row in below(book["口径"], 3)] == list(report.notes)


def test_a_county_without_findings_or_matters_has_its_workbook(report):
    quiet = with_table(with_table(report, "findings", table("findings", [])), "matters", table("matters", []))
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(quiet)))
    assert book["合并台账"]["B2"].value.startswith("2023年2月。共列0件；另有检举控告0件")
    assert below(book["问题清单"], 3) == []


def test_a_text_that_looks_like_marked_up_text_cannot_break_the_workbook(report):
    frame = report.tables["findings"].copy()
    frame.loc[0, "message"] = "<r><t>坏</r>"
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(with_table(report, "findings", frame))))
    assert " <r><t>坏</r>" in [row[7] for row in below(book["问题清单"], 3)]
    assert len(safe_text("长" * 40_000)) == 32_767


def test_figures_that_come_out_otherwise_stand_beside_the_published_ones(report):
    frame = table(
        "restated",
        [
            {
                "period": "2023-01",
                "township": "城关镇",
                "indicator": "resolution",
                "published_numerator": 17,
                "published_denominator": 20,
                "numerator": 16,
                "denominator": 20,
                "documents": ["通报/月度通报.docx"],
            },
            {
                "period": "2023-01",
                "township": "城关镇",
                "indicator": "overdue_open",
                "published_numerator": 0,
                "numerator": 2,
                "documents": ["通报/月度通报.docx"],
            },
            {
                "period": "2023-01",
                "township": "东禾镇",
                "indicator": "resolution",
                "published_numerator": 0,
                "published_denominator": 0,
                "numerator": 1,
                "denominator": 1,
                "documents": ["通报/月度通报.docx"],
            },
        ],
    )
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(with_table(report, "restated", frame))))
    assert book.sheetnames[-2:] == ["更正", "口径"]
    assert below(book["更正"], 3) == [
        ("2023-01", "城关镇", "化解率", "17/20", 0.85, "16/20", 0.8, "通报/月度通报.docx"),
        ("2023-01", "城关镇", "逾期未办结", "0", None, "2", None, "通报/月度通报.docx"),
        ("2023-01", "东禾镇", "化解率", "0/0", "—", "1/1", 1, "通报/月度通报.docx"),
    ]
    assert "更正" in {row[0].value for row in book["首页"].iter_rows()}
