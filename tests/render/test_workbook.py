"""汇总.xlsx read back by another library: figures equal the tables, text stays text, nothing secret, the same bytes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from fractions import Fraction

import numpy as np
import openpyxl
import pandas as pd
import pytest
from excel_samples import HOSTILE, NAMES, SECRET, make_report, table, with_table
from xlsxwriter.workbook import Workbook

from pipeline.model import COUNTY
from pipeline.render.overview import Overview, movement
from pipeline.render.workbook import SHEETS, render_workbook
from pipeline.render.workbook_block import BlockSheet, Column, height_for, lines_needed, safe_text
from pipeline.schema.indicators import INDICATOR
from pipeline.schema.table_labels import MATTER_LABELS


@pytest.fixture(scope="module")
def report():
    return make_report()


@pytest.fixture(scope="module")
def content(report):
    return render_workbook(report)


@pytest.fixture(scope="module")
def book(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def below(sheet, header_row: int) -> list[tuple[object, ...]]:
    """Values under a header row (from 1)."""
    return [row for row in sheet.iter_rows(min_row=header_row + 1, values_only=True) if any(v is not None for v in row)]


def parts(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return "\n".join(package.read(name).decode("utf-8") for name in package.namelist())


def test_the_sheets_stand_in_their_order(book):
    assert tuple(book.sheetnames) == SHEETS


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
    shown = below(sheet, 3)
    assert len(shown) == len(expected) == 120
    for i, column in enumerate(MATTER_LABELS):
        values = [row[i] for row in shown]
        for value, want in zip(values, expected[column], strict=True):
            if pd.isna(want):
                assert value is None
            elif isinstance(want, pd.Timestamp):
                assert value == want.to_pydatetime()
            elif isinstance(want, (bool, np.bool_)):
                assert value == ("是" if want else "否")
            else:
                assert value == want
                assert type(value) is (str if isinstance(want, str) else int)
    assert shown[0][0] == "00000000000001"


def test_accusations_are_counted_and_left_out_everywhere(content, book):
    assert book["合并台账"]["A2"].value == "共列120件；另有检举控告2件，已计入各项统计，不列明细。来源文件、工作表、行号指原报台账。"
    assert SECRET not in parts(content)
    assert "QH999000000002" not in parts(content)


def test_an_overdue_list_that_wrongly_holds_an_accusation_loses_it(report):
    overdue = report.overdue.copy()
    overdue.loc[0, "case_no"] = SECRET
    content = render_workbook(replace(report, overdue=overdue))
    sheet = openpyxl.load_workbook(io.BytesIO(content))["逾期件"]
    assert [row[2] for row in below(sheet, 3)] == ["00202301050101"]
    assert sheet["A2"].value.startswith("共1件。")


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
            assert row[5] == (pytest.approx(n / of) if of else "—")


def test_rates_are_numbers_shown_with_one_decimal(book):
    cell = book["指标"]["F4"]
    assert isinstance(cell.value, float)
    assert cell.number_format == "0.0%"


def test_the_ranking_sheet_has_the_table_and_every_weighted_rate(book, report):
    sheet = book["排名"]
    rows = {row[1]: row for row in sheet.iter_rows(min_row=5, max_row=25, values_only=True)}
    frame = report.tables["ranking"]
    assert list(rows) == [*frame["township"], COUNTY]
    for line in frame.to_dict("records"):
        row = rows[line["township"]]
        assert row[0] == ("—" if pd.isna(line["rank"]) else line["rank"])
        assert row[2] == line["group"]
        assert row[3] == (None if pd.isna(line["score"]) else float(Fraction(line["score"])))
        assert row[8] == (None if pd.isna(line["score"]) else line["score"])
    figures = report.tables["indicators"].set_index(["township", "indicator"])
    for index, id_ in enumerate(report.settings.weights):
        column = 9 + 3 * index
        for name in (*NAMES, COUNTY):
            n, of = figures.loc[(name, id_)]
            assert rows[name][column : column + 2] == (n, of)
            assert rows[name][column + 2] == ("—" if of == 0 else pytest.approx(n / of))
    assert sheet["J3"].value == "及时受理率（权重10）"


def test_movement_is_said_with_arrows(book):
    rows = {row[1]: row[4] for row in book["排名"].iter_rows(min_row=5, max_row=25, values_only=True)}
    assert (rows["城关镇"], rows["东禾镇"], rows["太平川镇"], rows["云台乡"]) == ("—", "↑2", "新", None)
    assert [movement(3, 5), movement(3, 2), movement(3, 3), movement(3, None), movement(None, 3)] == ["↑2", "↓1", "—", "新", ""]


def test_the_ranking_prints_its_weights_and_its_smallest_sample(book):
    foot = [row[2] for row in book["排名"].iter_rows(min_row=26, max_row=29, values_only=True)]
    assert foot[0] == "权重：及时受理率10、按期办结率25、化解率20、一次性化解率10、责任单位满意率20、参评率5、积案化解率5、按时报送率5。"
    assert foot[1].startswith("数据截至2023年2月28日；公式版本")
    assert foot[2] == "分母不足3件的指标以全县率代用；自有指标所占权重不足60%的列入“样本不足”，不排名。"


def test_three_none_shows_counts_and_evidence_without_accusations(book):
    sheet = book["三无"]
    rows = {row[0]: row for row in sheet.iter_rows(min_row=5, max_row=25, values_only=True)}
    assert rows["城关镇"][:6] == ("城关镇", "否", 3, "✗ 不成立", 0, "✓ 成立")
    assert rows["云台乡"][6:8] == ("—", "未评定")
    evidence = [row for row in sheet.iter_rows(min_row=28, values_only=True) if row[0]]
    assert evidence[1][:5] == ("城关镇", "无逾期未受理、未办结件", None, 3, "00202211020004、QH202211020004")
    assert [row[0] for row in evidence] == ["乡镇", "城关镇", "南坪乡"]


def test_the_findings_sheet_has_every_finding(book, report):
    rows = below(book["问题清单"], 3)
    frame = report.tables["findings"]
    assert [row[7] for row in rows] == list(frame["message"])
    assert [row[6] for row in rows] == list(frame["cells"])
    assert "-1+2" in {row[8] for row in rows}


def test_the_front_page_says_what_awaits_the_office(book):
    words = [row for row in book["首页"].iter_rows(values_only=True) if row[0]]
    assert ("未报送台账1个", None, "南坪乡", "排名 →") in words
    assert ("拒收文件", None, "2023-02/新建 <公司>&.docx：不是表格文件，请另存为 .xlsx", "问题清单 →") in words
    assert ("未计入2行（读不出编号、责任单位或登记日期）", None, "石门乡2行", "问题清单 →") in words
    assert ("逾期未办结1件", None, "城关镇1件", "逾期件 →") in words
    links = [cell.hyperlink.location for row in book["首页"].iter_rows() for cell in row if cell.hyperlink]
    assert set(links) <= {f"'{name}'!A1" for name in SHEETS}
    assert len(links) >= 10


def test_the_front_page_counts_only_the_newest_folders_rows(book):
    counts = {row[0]: row[1] for row in book["首页"].iter_rows(values_only=True)}
    assert (counts["应报乡镇"], counts["本期台账计入的行"], counts["合并事项"], counts["逾期件"]) == (20, 108, 122, 2)


def test_every_sheet_prints_on_a4_landscape_with_repeated_headings(book):
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert "&P" in sheet.oddFooter.right.text
    assert {sheet.title: sheet.print_title_rows for sheet in book if sheet.print_title_rows} == {
        name: "$3:$4" if name in ("排名", "三无") else "$3:$3" for name in SHEETS if name != "首页"
    }
    assert book["排名"].print_title_cols == "$A:$B"


def test_long_lists_are_filtered_and_frozen(book):
    assert book["合并台账"].auto_filter.ref.endswith(str(3 + 120))
    assert book["问题清单"].freeze_panes == "B4"
    assert book["合并台账"].freeze_panes == "B4"


def test_the_notes_stand_as_written(book, report):
    assert [row[1] for row in below(book["口径"], 3)] == list(report.notes)


def test_a_county_without_findings_or_matters_has_its_workbook(report):
    quiet = with_table(with_table(report, "findings", table("findings", [])), "matters", table("matters", []))
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(quiet)))
    assert book["合并台账"]["A2"].value.startswith("共列0件；另有检举控告0件")
    assert below(book["问题清单"], 3) == []


def test_a_period_without_a_three_none_list_says_so(report):
    bare = with_table(report, "three_none", table("three_none", []))
    sheet = openpyxl.load_workbook(io.BytesIO(render_workbook(bare)))["三无"]
    assert sheet["A2"].value == "本期不列三无名单，原因见“口径”。"


def test_a_block_reads_like_cells_written_one_by_one():
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    day, plain = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"bold": True})
    block, cells = book.add_worksheet("块", BlockSheet), book.add_worksheet("格")
    texts, numbers, days = ["甲", None, "=1+1", "甲"], [1, None, 0.5, "—"], [date(2023, 2, 1), None, date(1999, 12, 31), date(2023, 2, 1)]
    for sheet in (block, cells):
        sheet.write_string(0, 0, "表头", plain)
    end = block.add_block(
        1, [Column(texts, plain), Column(numbers, plain), Column(pd.to_datetime(pd.Series(days)), day)], [20.0, 20.0, 40.0, 20.0]
    )
    for row, (text, number, when) in enumerate(zip(texts, numbers, days, strict=True), start=1):
        for column, value, style in ((0, text, plain), (1, number, plain)):
            cells.write_blank(row, column, None, style) if value is None else cells.write(row, column, value, style)
        cells.write_blank(row, 2, None, day) if when is None else cells.write_datetime(row, 2, when, day)
    book.close()
    read = openpyxl.load_workbook(buffer)
    seen = [[(c.value, c.number_format, c.font.bold) for row in read[name].iter_rows() for c in row] for name in ("块", "格")]
    assert seen[0] == seen[1]
    assert end == 5
    assert read["块"].row_dimensions[4].height == 40


def test_a_text_that_looks_like_marked_up_text_cannot_break_the_workbook(report):
    frame = report.tables["findings"].copy()
    frame.loc[0, "message"] = "<r><t>坏</r>"
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(with_table(report, "findings", frame))))
    assert " <r><t>坏</r>" in [row[7] for row in below(book["问题清单"], 3)]
    assert len(safe_text("长" * 40_000)) == 32_767


def test_wrapped_rows_are_high_enough_for_their_text():
    assert [lines_needed("一二三四五六", 9), lines_needed("123456", 9), lines_needed(None, 9), lines_needed("a\nb", 9)] == [2, 1, 1, 2]
    assert height_for(2) == 32


def test_the_list_of_changes_leaves_accusations_out(report):
    changes = Overview(report).changes
    assert len(changes) == len(report.tables["changes"]) - 2
    assert "纪检密件" not in set(changes["before"])
