"""Charts in Word documents: native, editable, with the numbers of their table; a sentence where nothing is to draw."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from openxml_audit import OpenXmlValidator
from test_word import fill

from pipeline.bundles import Report
from pipeline.render.package import pack, unpack
from pipeline.render.papers.circular import MONTHLY
from pipeline.render.papers.feedback import FEEDBACK
from pipeline.render.word.chart import Chart, Line
from pipeline.render.word.filling import DocumentFault
from tests.render.excel_samples import NAMES, make_report, with_table
from tests.render.word.chart_texts import SERIES_MONTHS, chart_books, chart_roots, described, with_series
from tests.render.word_texts import outside_runs, papers, tables, template, texts
from tools.word_template.blocks import imprint, paragraph
from tools.word_template.parts import word_parts
from tools.word_template.styles import fonts_xml, styles_xml

pytestmark = pytest.mark.slow

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
BARS = Chart(
    "条形图",
    "两镇的得分",
    ("城关镇", "A & B <镇>"),
    (Line("得分", (97.3, 8.0)),),
    percent=False,
    without="没有得分，不画图。",
)
LINES = Chart(
    "折线图",
    "两个月的率",
    ("1月", "2月", "3月"),
    (Line("甲率", (0.944, None, 1.0)), Line("乙率", (0.5, 0.25, 0.3))),
    percent=True,
    without="无。",
)


@pytest.fixture(scope="module")
def report() -> Report:
    return with_series(make_report())


@pytest.fixture(scope="module")
def sheet(report: Report) -> bytes:
    return papers(FEEDBACK, report)["反馈单/城关镇.docx"]


@pytest.fixture(scope="module")
def circular(report: Report) -> bytes:
    (content,) = papers(MONTHLY, report).values()
    return content


def points(root: object, part: str) -> list[list[str]]:
    """The texts of each series' names or numbers."""
    return [[v.text for v in series.iterfind(f"{CHART}{part}//{CHART}v")] for series in root.iter(f"{CHART}ser")]  # type: ignore[attr-defined]


def test_the_bars_are_the_scores_of_the_table_above_them(circular: bytes) -> None:
    ranked = [row for row in tables(circular)[0][1:] if row[0] != "—"]
    (root,) = chart_roots(circular)
    (book,) = chart_books(circular)
    assert points(root, "cat") == [[row[1].rstrip("△") for row in ranked]]
    assert [[f"{float(v):.1f}" for v in series] for series in points(root, "val")] == [[row[2] for row in ranked]]
    assert [[book.cell(i, 1).value, f"{book.cell(i, 2).value:.1f}"] for i in range(2, len(ranked) + 2)] == [
        [row[1].rstrip("△"), row[2]] for row in ranked
    ]
    assert len(ranked) == 16


def test_the_lines_are_the_rates_of_the_table_under_them(sheet: bytes) -> None:
    table = next(t for t in tables(sheet) if t[0][1].endswith("3月"))
    (root,) = chart_roots(sheet)
    (book,) = chart_books(sheet)
    assert table[0][1:] == points(root, "cat")[0]
    assert len(table[0]) == 1 + len(SERIES_MONTHS)
    for column, row in enumerate(table[1:], 2):
        printed = [None if cell == "—" else cell.split("\n")[1] for cell in row[1:]]
        behind = [book.cell(i, column).value for i in range(2, len(printed) + 2)]
        assert book.cell(1, column).value == row[0]
        assert [None if v is None else f"{v:.1%}" for v in behind] == printed
        assert [f"{float(v):.1%}" for v in points(root, "val")[column - 2]] == [p for p in printed if p is not None]
    assert [row[0] for row in table[1:]] == ["按期办结率", "化解率", "责任单位满意率"]


def test_a_month_without_a_matter_due_is_a_gap_and_no_zero() -> None:
    (root,) = chart_roots(fill(template("{{ 图 }}"), 图=LINES))
    (first, _) = root.iter(f"{CHART}ser")
    assert [p.get("idx") for p in first.iterfind(f"{CHART}val//{CHART}pt")] == ["0", "2"]
    assert root.find(f".//{CHART}dispBlanksAs").get("val") == "gap"
    assert chart_books(fill(template("{{ 图 }}"), 图=LINES))[0]["B3"].value is None


def test_without_two_months_a_sentence_stands_in_its_place(report: Report) -> None:
    series = report.tables["series"]
    content = papers(FEEDBACK, with_table(report, "series", series[series["month"] == "2023-02"]))["反馈单/城关镇.docx"]
    assert "有数据的月份不足2个，本期不画走势图。" in texts(content)
    assert chart_roots(content) == []
    assert not [t for t in tables(content) if t[0][0] == "指标" and t[0][1].endswith("月")]


def test_without_a_ranked_township_a_sentence_stands_in_its_place(report: Report) -> None:
    ranking = report.tables["ranking"].assign(group="样本不足", rank=None).astype({"rank": "Int64"})
    (content,) = papers(MONTHLY, with_table(report, "ranking", ranking)).values()
    assert "本期没有参加排名的乡镇，不画得分图。" in texts(content)
    assert chart_roots(content) == []


def test_what_a_chart_shows_is_told_to_those_who_can_not_see_it(sheet: bytes, circular: bytes) -> None:
    assert described(circular) == [
        "条形图：2023年2月参加排名的16个乡镇的得分，从第1名城关镇97.9分到第16名双桥镇67.9分；各乡镇的得分与表1相同。"
    ]
    assert described(sheet) == [
        "折线图：城关镇2022年3月至2023年2月的按期办结率、化解率、责任单位满意率，各月的数与下表相同；没有应统计事项的月份断开。"
    ]


def test_the_same_chart_gives_the_same_bytes_and_no_clock_is_in_its_workbook(sheet: bytes, report: Report) -> None:
    assert papers(FEEDBACK, report)["反馈单/城关镇.docx"] == sheet
    with zipfile.ZipFile(io.BytesIO(unpack(sheet)["word/embeddings/chart1.xlsx"])) as book:
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z" in book.read("docProps/core.xml")


@pytest.mark.parametrize("chart", [BARS, LINES], ids=["bars", "lines"])
def test_nothing_is_left_to_what_word_would_assume(chart: Chart) -> None:
    (root,) = chart_roots(fill(template("{{ 图 }}"), {"正文字体": "仿宋"}, 图=chart))
    axes = [int(a.get("val")) for a in root.iter(f"{CHART}axId")]
    assert min(axes) > 0
    flags = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    assert all(labels.find(f"{CHART}{flag}") is not None for labels in root.iter(f"{CHART}dLbls") for flag in flags)
    assert len(list(root.iter(f"{CHART}delete"))) == 2
    assert root.find(f"{CHART}roundedCorners").get("val") == "0"
    assert {f.get("typeface") for f in root.find(f"{CHART}txPr").iter() if f.get("typeface")} == {"仿宋"}
    assert {s.get("val") for s in root.iter(f"{CHART}smooth")} <= {"0"}


def test_its_paragraph_takes_the_line_that_it_needs_whatever_the_style_says() -> None:
    document = Document(io.BytesIO(fill(template("前{{ 图 }}后"), 图=BARS)))
    form = document.paragraphs[0].paragraph_format
    assert (form.line_spacing, form.first_line_indent) == (1.0, 0)
    assert document.paragraphs[0].text == "前后"
    assert len(document.inline_shapes) == 1


def test_a_tag_can_place_several_and_a_chart_of_the_template_stays() -> None:
    parts = word_parts(paragraph("Normal", "{{ 甲 }}{{ 乙 }}"), styles_xml(), fonts_xml(), title="试")
    links, office = (
        "word/_rels/document.xml.rels",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    )
    link = f'<Relationship Id="rIdOwn" Type="{office}/chart" Target="charts/chart1.xml"/></Relationships>'
    parts[links] = parts[links].replace(b"</Relationships>", link.encode())
    parts["word/charts/chart1.xml"] = b"<own/>"
    new_parts = unpack(fill(pack(parts), 甲=BARS, 乙=LINES))
    assert new_parts["word/charts/chart1.xml"] == b"<own/>"
    assert {
        "word/charts/chart2.xml",
        "word/charts/chart3.xml",
        "word/embeddings/chart2.xlsx",
        "word/embeddings/chart3.xlsx",
    } <= set(new_parts)
    relations = new_parts["word/_rels/document.xml.rels"].decode()
    assert relations.index("charts/chart2.xml") < relations.index("charts/chart3.xml")


def test_a_name_with_markup_is_text_in_chart_and_workbook() -> None:
    content = fill(template("{{ 图 }}"), 图=BARS)
    assert points(chart_roots(content)[0], "cat") == [["城关镇", "A & B <镇>"]]
    assert chart_books(content)[0]["A3"].value == "A & B <镇>"


def test_a_header_holds_no_chart() -> None:
    parts = word_parts(paragraph("Normal", "x"), styles_xml(), fonts_xml(), title="试", letter=True)
    parts["word/header1.xml"] = parts["word/header1.xml"].replace("机关标志".encode(), "图".encode())
    with pytest.raises(DocumentFault, match="图表只能放在正文里，不能放在页眉、页脚"):
        fill(pack(parts), 图=BARS, 机关标志="某局")


def test_sixty_bars_fit_a_page() -> None:
    names = tuple(f"第{i}镇" for i in range(60))
    document = Document(
        io.BytesIO(fill(template("{{ 图 }}"), 图=replace(BARS, categories=names, lines=(Line("得分", (50.0,) * 60),))))
    )
    (shape,) = document.inline_shapes
    assert (shape.width.mm, shape.height.mm) == (156, 205)


@pytest.mark.parametrize("name", ["sheet", "circular"])
def test_word_would_open_it_without_repair(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    path = tmp_path / "图.docx"
    path.write_bytes(request.getfixturevalue(name))
    assert [str(e) for e in OpenXmlValidator().validate(path).errors] == outside_runs(path.read_bytes()) == []
    (inside,) = (part for part in unpack(path.read_bytes()) if part.endswith(".xlsx"))
    book = tmp_path / "数据.xlsx"
    book.write_bytes(unpack(path.read_bytes())[inside])
    assert [str(e) for e in OpenXmlValidator().validate(book).errors] == []
    assert openpyxl.load_workbook(book).sheetnames == ["数据"]


def test_every_township_has_its_own_lines(report: Report) -> None:
    contents = papers(FEEDBACK, report)
    assert len({str(points(chart_roots(content)[0], "val")) for content in contents.values()}) == len(NAMES)


@pytest.mark.parametrize(("lines", "moved"), [(0, False), (1, True)])
def test_the_space_that_a_chart_takes_counts_for_the_imprint(lines: int, moved: bool) -> None:
    """Three charts take 192 mm of 225; the 版记 needs 29 with its rules and a spare line, another line of text 10."""
    body = (
        paragraph("Chart", "{{ 图 }}") * 3
        + paragraph("Normal", "甲") * lines
        + imprint((("", "抄送：甲。"), ("", "乙\t印发")))
    )
    document = Document(io.BytesIO(fill(template(body=body), 图=LINES)))
    assert bool(document.paragraphs[3 + lines].paragraph_format.page_break_before) is moved
