"""趋势 of 汇总.xlsx: the cells of its months, and the cells behind its charts."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from pipeline.bundles import Report
from pipeline.render.workbook.book import render_workbook
from tests.render.excel_samples import make_report, table, with_table

pytestmark = pytest.mark.slow

HEADER = 20
FIRST_MONTH = 2
FIGURES = (
    ("2022-12", "历史数据", "concluded_on_time", {"城关镇": (9, 12), "全县": (18, 20)}),
    ("2023-01", "往期", "concluded_on_time", {"城关镇": (0, 0), "全县": (8, 10)}),
    ("2023-02", "本期", "concluded_on_time", {"城关镇": (7, 8), "全县": (15, 16)}),
    ("2023-02", "本期", "overdue_open", {"城关镇": (3, None), "全县": (5, None)}),
    ("2023-02", "本期", "simple_on_time", {"城关镇": (None, None), "全县": (None, None)}),
)


def with_series(report: Report) -> Report:
    lines = [
        {"month": month, "township": name, "indicator": id_, "numerator": n, "denominator": of, "origin": origin}
        for month, origin, id_, figures in FIGURES
        for name, (n, of) in figures.items()
    ]
    return with_table(report, "series", table("series", lines))


@pytest.fixture(scope="module")
def content() -> bytes:
    return render_workbook(with_series(make_report()))


def lines(content: bytes) -> dict[tuple[object, object], tuple[object, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content))["趋势"]
    return {row[:2]: row[FIRST_MONTH:] for row in sheet.iter_rows(min_row=HEADER + 1, values_only=True)}


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name).decode("utf-8")


def test_twelve_months_are_named_and_each_says_where_it_comes_from(content: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(content))["趋势"]
    origins, months = (
        [cell.value for cell in sheet[row][FIRST_MONTH : FIRST_MONTH + 12]] for row in (HEADER - 1, HEADER)
    )
    assert months == [*(f"2022-{m:02d}" for m in range(3, 13)), "2023-01", "2023-02"]
    assert origins == [None] * 9 + ["历史数据", "往期", "本期"]
    caption = "".join(str(cell.value or "") for row in sheet.iter_rows(max_row=3) for cell in row)
    assert "截至2023年2月的12个月，其中有数据的3个月（2022-12、2023-01、2023-02）。" in caption


def test_a_month_is_blank_where_nothing_is_known_or_due_and_the_fraction_tells_the_two_apart(content: bytes) -> None:
    line = lines(content)[("按期办结率", "城关镇")]
    assert line[:12] == (None,) * 9 + (0.75, None, 0.875)
    assert line[12:] == (None,) * 9 + ("9/12", "0/0", "7/8")


def test_counts_are_whole_numbers_and_rates_show_one_decimal(content: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(content))["趋势"]
    values = {
        row[0].value: (row[13].value, row[13].number_format)
        for row in sheet.iter_rows(min_row=HEADER + 1)
        if row[1].value == "全县"
    }
    assert values["按期办结率"] == (0.938, "0.0%")
    assert values["逾期未办结"] == (5, "0")
    assert values["简易按期率"] == (None, "0.0%")


def test_the_county_stands_before_its_townships(content: bytes) -> None:
    assert [name for label, name in lines(content) if label == "按期办结率"] == ["全县", "城关镇"]


def test_the_charts_are_drawn_from_the_rows_of_the_county(content: bytes) -> None:
    row = HEADER + 1 + [*lines(content)].index(("按期办结率", "全县"))
    assert f"趋势!$C${row}:$N${row}" in part(content, "xl/charts/chart2.xml")
    assert "趋势!$C$20:$N$20" in part(content, "xl/charts/chart2.xml")
    row = HEADER + 1 + [*lines(content)].index(("逾期未办结", "全县"))
    assert f"趋势!$C${row}:$N${row}" in part(content, "xl/charts/chart4.xml")


def test_lines_differ_by_dash_and_mark_and_break_where_a_month_is_blank(content: bytes) -> None:
    chart = part(content, "xl/charts/chart2.xml")
    assert "dispBlanksAs" not in chart, "a gap unless said"
    assert '<c:plotVisOnly val="1"/>' not in chart, "a filter must not empty the chart"
    assert chart.count("<c:ser>") == 3
    for kind in ("prstDash", "symbol"):
        pieces = chart.split(f":{kind} val=")
        assert len({piece.split("/")[0] for piece in pieces[1:]}) >= 2


def test_every_chart_has_a_text_in_its_place(content: bytes) -> None:
    drawing = part(content, "xl/drawings/drawing2.xml")
    assert "折线图：全县：办理是否及时，及时受理率、按期办结率、按时报送率，数字见下表。" in drawing
    assert drawing.count("折线图：") == 3


def test_a_county_without_any_month_has_the_months_and_no_chart() -> None:
    bare = render_workbook(make_report())
    assert lines(bare) == {}
    with zipfile.ZipFile(io.BytesIO(bare)) as package:
        assert [n for n in package.namelist() if "charts/chart" in n] == ["xl/charts/chart1.xml"]
