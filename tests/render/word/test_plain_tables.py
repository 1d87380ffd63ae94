"""A table kept as text comes to the same bytes as one in the tree, and only tables that are plain are kept so."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.render.papers.annual import ANNUAL
from pipeline.render.papers.circular import MONTHLY
from pipeline.render.papers.feedback import FEEDBACK
from pipeline.render.papers.letters import REMIND
from pipeline.render.papers.paper import Kind
from pipeline.render.word import document
from pipeline.render.word.filling import render_document
from pipeline.render.word.plain_tables import fold
from pipeline.render.word.reread import lost_values
from tests.render.excel_samples import make_report
from tests.render.word_texts import papers, template
from tools.word_template.blocks import cell, grid_table, paragraph, row
from tools.word_template.paper import end_imprint

LONG, BROKEN = "双江自治县信访工作联席会议办公室" * 3, "17/18\n94.4%"
HEAD = row([cell("指标", 2000, "TableHead"), cell("本期", 0, "TableHead")], 360, head=True)
ROW = row([cell("{{ 名 }}", 2000), cell("{{ 值 }}", 0)], 340)
DAY = date(2022, 12, 31)
IMPRINT = {"抄送": "县委办公室", "印发机关": "某县信访局", "印发日期": "2022年12月31日"}


def body(*rows: str, columns: int = 2) -> str:
    return grid_table(rows, columns) + paragraph("Normal", "正文")


def both(monkeypatch: pytest.MonkeyPatch, whole: str, **context: str) -> tuple[bytes, bytes]:
    """A template filled with its tables as text, and with all of them in the tree."""

    def made() -> bytes:
        return render_document(template(body=whole), context, {}, title="表", made_on=DAY)

    as_text = made()
    monkeypatch.setattr(document, "fold", lambda xml: (xml, []))
    return as_text, made()


@pytest.mark.parametrize("value", ["", "94.4%", BROKEN, LONG, f"{LONG}\n{LONG}", "“甲”\"乙\"'丙'", "A & B <公司>"])
def test_a_plain_table_has_the_bytes_that_the_tree_would_have(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    as_text, in_tree = both(monkeypatch, body(HEAD, ROW), 名="按期办结率", 值=value)
    assert as_text == in_tree


@pytest.mark.parametrize("columns", [12, 16, 30])
def test_so_does_a_wide_one_that_lies_across_or_is_set_smaller(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    rows = [row([cell(text, 0, style)] * columns) for text, style in (("指标", "WideHead"), ("{{ 值 }}", "WideText"))]
    attachment = paragraph("AttachmentLabel", "附件1") + grid_table(rows, columns) + end_imprint()
    as_text, in_tree = both(monkeypatch, paragraph("Normal", "正文") + attachment, 值="100.0%", **IMPRINT)
    assert as_text == in_tree


@pytest.mark.parametrize("lines", [30, 38, 39, 40])
def test_the_imprint_is_given_room_behind_either(monkeypatch: pytest.MonkeyPatch, lines: int) -> None:
    rows = [row([cell("{{ 值 }}", 8844)], 340)] * lines
    as_text, in_tree = both(monkeypatch, grid_table(rows, 1) + end_imprint(), 值="甲", **IMPRINT)
    assert as_text == in_tree


@pytest.mark.parametrize("kind", [MONTHLY, FEEDBACK, REMIND, ANNUAL], ids=lambda kind: kind.name)
def test_so_do_the_papers(monkeypatch: pytest.MonkeyPatch, kind: Kind) -> None:
    as_text = papers(kind, make_report())
    monkeypatch.setattr(document, "fold", lambda xml: (xml, []))
    assert as_text == papers(kind, make_report())


def test_the_rows_of_a_plain_table_leave_the_tree() -> None:
    folded, (table,) = fold(body(HEAD, ROW))
    assert "指标" not in folded
    assert [len(each.cells) for each in table.rows] == [2, 2]


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD],
        [HEAD, row([cell("甲", 4000, span=2)], 340)],
        [HEAD, row([cell("甲", 2000), cell("乙", 0, "Imprint")], 340)],
        [HEAD, row([cell("甲", 2000), cell("乙\x07", 0)], 340)],
        [HEAD, row([cell("甲", 2000), cell("乙", 0).replace("<w:r>", "<w:r><w:rPr><w:b/></w:rPr>")], 340)],
        [HEAD, row([cell("甲", 2000)], 340)],
    ],
    ids=["head alone", "joined cells", "版记", "a control character", "bold text", "a cell less"],
)
def test_any_other_table_stays_in_the_tree(rows: list[str]) -> None:
    table = grid_table(rows, 2)
    assert fold(table) == (table, [])


def test_the_text_of_a_plain_table_is_read_again_by_its_form() -> None:
    context = {"名": "按期办结率", "值": BROKEN}
    content = render_document(template(body=body(HEAD, ROW)), context, {}, title="表", made_on=DAY)
    part = "word/document.xml"
    assert lost_values(content, {part: ["按期办结率", BROKEN, "正文"]}, []) == []
    assert lost_values(content, {part: [BROKEN, "按期办结率"]}, []) == ["按期办结率"]


def test_a_mark_of_a_template_s_own_is_no_plain_table() -> None:
    folded = '<w:folded w:n="0"/>'
    table = grid_table((HEAD, ROW), 2)
    assert fold(folded + table) == (folded + table, [])


def test_a_table_that_holds_one_stays_in_the_tree_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    inner = grid_table((row([cell("{{ 值 }}", 2000)], 340),), 1)
    outer = row([cell("外", 2000).replace("</w:p></w:tc>", f"</w:p>{inner}</w:tc>"), cell("乙", 0)], 340)
    as_text, in_tree = both(monkeypatch, body(HEAD, outer) + paragraph("Normal", "x"), 值=LONG)
    assert as_text == in_tree
