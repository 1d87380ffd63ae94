"""A table longer than a sheet goes on in further sheets; a chart of many units shows the first and the last."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pandas as pd
import pytest
from xlsxwriter.workbook import Workbook

from pipeline.bundles import Report
from pipeline.render.papers.circular_tables import score_chart
from pipeline.render.word.chart_shape import chart_parts
from pipeline.render.workbook import filtered_table
from pipeline.render.workbook.block import Column, add_sheet
from pipeline.render.workbook.book import render_workbook
from pipeline.render.workbook.charts import scores


@pytest.mark.slow
def test_a_table_longer_than_a_sheet_goes_on_at_the_end_of_the_workbook(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = openpyxl.load_workbook(io.BytesIO(render_workbook(report)))
    most = len(report.tables["indicators"]) // 2 + 1
    monkeypatch.setattr(filtered_table, "MOST_ROWS", most)
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(report)))
    assert set(book.sheetnames) > set(whole.sheetnames)
    assert book.sheetnames[: len(whole.sheetnames)] == whole.sheetnames
    pieces = [book["指标"], book["指标（续2）"]]
    rows = [list(sheet.iter_rows(min_row=4, values_only=True)) for sheet in pieces]
    assert [*rows[0], *rows[1]] == list(whole["指标"].iter_rows(min_row=4, values_only=True))
    assert len(rows[0]) == most
    count = len(report.tables["indicators"])
    note = f"本表共{count}行，一张工作表放不下：本页为第{{}}至{{}}行，其余见工作表“{{}}”。"
    assert str(pieces[0]["A2"].value).endswith(note.format(1, most, "指标（续2）"))
    assert str(pieces[1]["A2"].value).endswith(note.format(most + 1, count, "指标"))
    assert [cell.value for cell in pieces[1][3]] == [cell.value for cell in whole["指标"][3]]
    assert pieces[1].auto_filter.ref == f"A3:H{count - most + 3}"


def test_rows_beyond_the_end_of_a_sheet_are_refused_and_not_written() -> None:
    book = Workbook(io.BytesIO(), {"in_memory": True})
    sheet = add_sheet(book, "长表")
    with pytest.raises(ValueError, match="长表: 1048577 rows"):
        sheet.add_block(2, [Column(pd.Series([1] * 1_048_575), book.add_format())])


def standing(count: int) -> list[dict[str, object]]:
    return [{"township": f"第{n}乡", "rank": n, "score_1dp": f"{100 - n / 100:.1f}"} for n in range(1, count + 1)]


def test_sixty_units_are_all_drawn() -> None:
    chart = score_chart("2023年2月", standing(60))
    assert len(chart.categories) == 60
    assert "图中只画" not in chart.meaning


@pytest.mark.parametrize("count", [61, 2000])
def test_of_more_than_sixty_units_the_first_and_the_last_are_drawn_around_a_gap(count: int) -> None:
    chart = score_chart("2023年2月", standing(count))
    assert chart.categories[:30] == tuple(f"第{n}乡" for n in range(1, 31))
    assert chart.categories[30] == f"……略{count - 59}个乡镇"
    assert chart.categories[31:] == tuple(f"第{n}乡" for n in range(count - 28, count + 1))
    assert [i for i, value in enumerate(chart.lines[0].values) if value is None] == [30]
    assert chart.meaning.endswith("图中只画前30个和末29个乡镇。")
    drawn, _ = chart_parts(chart, "仿宋")
    assert len(re.findall(r"<c:v>\d+\.\d</c:v>", drawn.decode("utf-8"))) == 59


def test_the_workbook_draws_the_first_and_the_last_thirty_of_many_townships() -> None:
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        scores(book, add_sheet(book, "排名"), 2005, 2000, 4)
    with zipfile.ZipFile(buffer) as package:
        drawn = [package.read(f"xl/charts/chart{n}.xml").decode("utf-8") for n in (1, 2)]
        assert "xl/charts/chart3.xml" not in package.namelist()
    assert [re.findall(r"<c:f>([^<]*)</c:f>", xml) for xml in drawn] == [
        ["排名!$B$5:$B$34", "排名!$D$5:$D$34"],
        ["排名!$B$1975:$B$2004", "排名!$D$1975:$D$2004"],
    ]
    assert ["前30个" in drawn[0], "末30个" in drawn[1]] == [True, True]
