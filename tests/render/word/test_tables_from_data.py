"""Tables of the county's own templates: cells merged by the data, rows around a loop, a loop that found nothing."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import pytest
from docx import Document
from docx_integrity import check
from openxml_audit import OpenXmlValidator

from pipeline.render.naming import Name, describe
from pipeline.render.templates.faults import check_template
from pipeline.render.templates.heads import unmarked_heads
from pipeline.render.word.filling import render_document
from tests.render.word_texts import outside_runs, template
from tools.word_template.blocks import cell, grid_table, paragraph, row, rows_of, tag_row

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Matter:
    no: Annotated[str, Name("编号", "编号")]


@dataclass(frozen=True)
class Town:
    name: Annotated[str, Name("乡镇", "乡镇")]
    matters: Annotated[tuple[Matter, ...], Name("件", "事项")]


@dataclass(frozen=True)
class Whole:
    towns: Annotated[tuple[Town, ...], Name("镇们", "各乡镇")]
    columns: Annotated[int, Name("列数", "列数")]


NAMES = describe(Whole)
TOWNS = [
    {"乡镇": "西河镇", "件": [{"编号": "甲1"}, {"编号": "甲2"}, {"编号": "甲3"}]},
    {"乡镇": "东岭镇", "件": [{"编号": "乙1"}]},
]
HEAD = row([cell("乡镇", 2000, "TableHead"), cell("编号", 2000, "TableHead")], 360, head=True)


def filled(tmp_path: Path, body: str, **context: Any) -> Any:
    """The table of a template with this body, once the template, the package and its texts are found sound."""
    content = template(body=body + paragraph("Normal", "末"))
    assert check_template(content, NAMES) == ()
    made = render_document(content, context, {}, title="试", made_on=date(2023, 2, 28))
    (tmp_path / "x.docx").write_bytes(made)
    faults = [*check(tmp_path / "x.docx"), *OpenXmlValidator().validate(tmp_path / "x.docx").errors]
    assert [*map(str, faults), *outside_runs(made)] == []
    return Document(io.BytesIO(made)).tables[0]


def texts(table: Any) -> list[list[str]]:
    return [[each.text for each in line.cells] for line in table.rows]


def test_the_cells_of_a_township_are_one_down_its_rows(tmp_path: Path) -> None:
    line = row([cell("{% vm %}{{ 镇.乡镇 }}", 2000), cell("{{ 件.编号 }}", 2000)], 360)
    inner = rows_of("件 in 镇.件", line, 2)
    body = grid_table((HEAD, tag_row("{%tr for 镇 in 镇们 %}", 2), inner, tag_row("{%tr endfor %}", 2)), 2)
    table = filled(tmp_path, body, 镇们=TOWNS)
    assert texts(table) == [
        ["乡镇", "编号"],
        ["西河镇", "甲1"],
        ["西河镇", "甲2"],
        ["西河镇", "甲3"],
        ["东岭镇", "乙1"],
    ]
    assert table.cell(1, 0)._tc is table.cell(3, 0)._tc
    assert table.cell(3, 0)._tc is not table.cell(4, 0)._tc


def test_a_cell_spans_as_many_columns_as_the_data_say(tmp_path: Path) -> None:
    line = row([cell("{% colspan 列数 %}{{ 镇.乡镇 }}", 4000)], 360)
    table = filled(tmp_path, grid_table((HEAD, rows_of("镇 in 镇们", line, 2)), 2), 镇们=TOWNS, 列数=2)
    assert texts(table)[1:] == [["西河镇", "西河镇"], ["东岭镇", "东岭镇"]]


def test_the_row_over_a_loop_that_does_not_repeat_is_told() -> None:
    """As Word draws a table: its first row is marked by nobody. Of two rows over a loop one may be content."""
    plain = row([cell("乡镇", 2000), cell("编号", 2000)], 360)
    line = row([cell("{{ 镇.乡镇 }}", 2000), cell("x", 2000)], 360)
    loop = rows_of("镇 in 镇们", line, 2)
    body = "".join(
        grid_table(rows, 2) for rows in ((HEAD, loop), (plain, loop), (plain, line), (HEAD, plain, loop), (loop,))
    )
    (told,) = unmarked_heads(template(body=body))
    assert told == (
        "第2个表的第一行（乡镇编号）没有设为标题行，换页时没有列名；"
        "请选中这一行，在 Word 的“表格工具 > 布局”里点“重复标题行”。"
    )
    assert unmarked_heads(b"no template") == ()


def test_rows_before_and_behind_a_loop_stay(tmp_path: Path) -> None:
    first, last = (row([cell(text, 2000), cell("—", 2000)], 360) for text in ("上年", "合计"))
    line = row([cell("{{ 镇.乡镇 }}", 2000), cell("{{ 镇.件|length }}", 2000)], 360)
    body = grid_table((HEAD, first, rows_of("镇 in 镇们", line, 2), last), 2)
    assert texts(filled(tmp_path, body, 镇们=TOWNS))[1:] == [
        ["上年", "—"],
        ["西河镇", "3"],
        ["东岭镇", "1"],
        ["合计", "—"],
    ]
    assert texts(filled(tmp_path, body, 镇们=[]))[1:] == [["上年", "—"], ["合计", "—"]]


UNMARKED = row([cell("乡镇", 2000), cell("编号", 2000)], 360)
"""A head as Word draws it: it doesn't repeat."""


@pytest.mark.parametrize("head", [HEAD, UNMARKED, HEAD + UNMARKED, ""], ids=["head", "unmarked", "of two rows", "none"])
def test_a_table_in_which_a_loop_found_nothing_says_so(tmp_path: Path, head: str) -> None:
    line = row([cell("{{ 镇.乡镇 }}", 2000), cell("x", 2000)], 360)
    body = grid_table((head, rows_of("镇 in 镇们", line, 2)), 2)
    table = filled(tmp_path, body, 镇们=[])
    assert texts(table)[-1] == ["（本表没有内容）"] * 2
    assert len(table.rows) == 1 + head.count("<w:tr>")
    assert texts(filled(tmp_path, body, 镇们=TOWNS))[-2:] == [["西河镇", "x"], ["东岭镇", "x"]]


def test_a_row_that_a_condition_leaves_out_over_an_unmarked_head_says_so_too(tmp_path: Path) -> None:
    line = row([cell("{{ 镇.乡镇 }}", 2000), cell("x", 2000)], 360)
    tags = [tag_row(f"{{%tr {tag} %}}", 2) for tag in ("if 镇们", "for 镇 in 镇们", "endfor", "endif")]
    body = grid_table((UNMARKED, *tags[:2], line, *tags[2:]), 2)
    assert texts(filled(tmp_path, body, 镇们=[]))[1:] == [["（本表没有内容）"] * 2]
    behind = grid_table((UNMARKED, rows_of("镇 in 镇们", line, 2), row([cell("合计", 2000), cell("0", 2000)], 360)), 2)
    assert texts(filled(tmp_path, behind, 镇们=[]))[1:] == [["合计", "0"]]
