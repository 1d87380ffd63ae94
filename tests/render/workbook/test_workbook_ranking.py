"""排名 and 三无 of 汇总.xlsx: standings, rates, bars, the chart, conditions and their evidence."""

from __future__ import annotations

import io
import zipfile
from fractions import Fraction

import openpyxl
import pandas as pd
import pytest

from pipeline.base.county import COUNTY
from pipeline.base.rate import Rate
from pipeline.render.overview import movement
from pipeline.render.workbook.block import height_for
from pipeline.render.workbook.book import render_workbook
from tests.render.excel_samples import NAMES, table, with_table

pytestmark = pytest.mark.slow


def parts(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return "\n".join(package.read(name).decode("utf-8") for name in package.namelist())


def test_the_ranking_sheet_has_the_table_and_every_weighted_rate(book, report):
    sheet = book["排名"]
    rows = {row[1]: row for row in sheet.iter_rows(min_row=5, max_row=25, values_only=True)}
    frame = report.tables["ranking"]
    assert list(rows) == [*frame["township"], COUNTY]
    for line in frame.to_dict("records"):
        row = rows[line["township"]]
        assert row[0] == ("—" if pd.isna(line["rank"]) else line["rank"])
        assert row[2] == line["group"]
        assert row[3] == (None if pd.isna(line["score"]) else float(line["score_1dp"]))
        assert row[8] == (None if pd.isna(line["score"]) else pytest.approx(float(Fraction(line["score"])), abs=5e-5))
    figures = report.tables["indicators"].set_index(["township", "indicator"])
    for index, id_ in enumerate(report.settings.weights):
        column = 9 + 3 * index
        for name in (*NAMES, COUNTY):
            n, of = figures.loc[(name, id_)]
            assert rows[name][column : column + 2] == (n, of)
            assert rows[name][column + 2] == (
                "—" if of == 0 else pytest.approx(float(Rate(n, of).percent[:-1]) / 100, abs=1e-12)
            )
    assert sheet["J3"].value == "及时受理率（权重10）"


def test_movement_is_said_with_arrows(book):
    rows = {row[1]: row[4] for row in book["排名"].iter_rows(min_row=5, max_row=25, values_only=True)}
    assert (rows["城关镇"], rows["东禾镇"], rows["太平川镇"], rows["云台乡"]) == ("—", "↑2", "新", None)
    assert [movement(3, 5), movement(3, 2), movement(3, 3), movement(3, None), movement(None, 3)] == [
        "↑2",
        "↓1",
        "—",
        "新",
        "",
    ]


def test_the_ranking_prints_its_weights_and_its_smallest_sample(book):
    foot = [row[2] for row in book["排名"].iter_rows(min_row=26, max_row=29, values_only=True)]
    assert foot[0] == (
        "权重：及时受理率10、按期办结率25、化解率20、一次性化解率10、责任单位满意率20、参评率5、积案化解率5、"
        "按时报送率5。"
    )
    assert foot[1].startswith("数据截至2023年2月28日；公式版本")
    assert foot[2] == (
        "分母不足3件的指标用本单位近12个月的率，仍不足的以全县率代用；自有指标所占权重不足60%的列入“样本不足”，不排名。"
    )


def test_three_none_shows_counts_and_evidence_without_accusations(book):
    sheet = book["三无"]
    rows = {row[0]: row for row in sheet.iter_rows(min_row=5, max_row=25, values_only=True)}
    assert rows["城关镇"][:6] == ("城关镇", "否", 3, "✗ 不成立", 0, "✓ 成立")
    assert rows["云台乡"][6:8] == ("—", "未评定")
    evidence = [row for row in sheet.iter_rows(min_row=28, values_only=True) if row[0]]
    assert evidence[1][:5] == ("城关镇", "无逾期未受理、未办结件", None, 3, "00202211020004、QH202211020004")
    assert [row[0] for row in evidence] == ["乡镇", "城关镇", "南坪乡"]


def test_a_period_without_a_three_none_list_says_so(report):
    bare = with_table(report, "three_none", table("three_none", []))
    sheet = openpyxl.load_workbook(io.BytesIO(render_workbook(bare)))["三无"]
    assert sheet["A2"].value == "本期不列三无名单，原因见“口径”。"


def test_scores_and_rates_have_bars_from_nought_to_the_whole(book):
    bars = {
        str(ref.sqref): rule.dataBar
        for ref, rules in book["排名"].conditional_formatting._cf_rules.items()
        for rule in rules
    }
    assert [c.val for c in bars["D5:D24"].cfvo] == [0, 100]
    assert [c.val for c in bars["L5:L24"].cfvo] == [0, 1]
    assert len(bars) == 1 + 8


def test_the_ranking_has_a_chart_of_the_scores_with_a_text_in_its_place(content):
    assert "柱形图：16个参加排名乡镇的得分" in parts(content)
    assert "排名!$D$5:$D$20" in parts(content)
    assert "排名!$B$5:$B$20" in parts(content)


def test_a_period_without_ranks_has_no_chart_of_them(report):
    frame = report.tables["ranking"].copy()
    frame["rank"] = pd.array([None] * len(frame), dtype="Int64")
    assert "柱形图" not in parts(render_workbook(with_table(report, "ranking", frame)))


def test_evidence_breaks_its_lines_between_numbers(report):
    frame = report.tables["three_none"].copy()
    numbers = [f"QH20230101{i:04d}" for i in range(12)]
    frame["case_nos"] = [numbers, *frame["case_nos"].tolist()[1:]]
    sheet = openpyxl.load_workbook(io.BytesIO(render_workbook(with_table(report, "three_none", frame))))["三无"]
    cell = next(row[4] for row in sheet.iter_rows(min_row=28) if row[0].value == "城关镇")
    lines = cell.value.split("\n")
    assert [no for line in lines for no in line.strip("、").split("、")] == numbers
    assert len(lines) == 2
    assert sheet.row_dimensions[cell.row].height >= height_for(2)


def test_with_more_townships_than_a_page_holds_the_evidence_has_a_sheet_and_headings_of_its_own(report):
    frame = report.tables["three_none"]
    first = frame[frame["township"] == "城关镇"].assign(holds=False, case_nos="QH202301010001")
    many = pd.concat([frame, *(first.assign(township=f"样例{i}镇") for i in range(30))], ignore_index=True)
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(with_table(report, "three_none", many))))
    assert (book["三无"].print_title_rows, book["三无依据"].print_title_rows) == ("$3:$4", "$3:$4")
    evidence = [[cell.value for cell in row] for row in book["三无依据"].iter_rows(min_row=3)]
    assert evidence[0][0] == "不成立的条件及依据"
    assert [evidence[1][column] for column in (0, 1, 3, 4)] == ["乡镇", "条件", "件数", "信访件编号"]
    assert sum(row[0] == "样例29镇" for row in evidence) == len(first)
    assert "不成立的条件及依据" not in {row[0].value for row in book["三无"].iter_rows()}
