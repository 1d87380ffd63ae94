"""Templates of a county's own, as a clerk writes them by 可用字段.xlsx: one for the county, one for each township."""

from __future__ import annotations

from pathlib import Path

from tests.render.word_texts import template
from tools.word_template.blocks import cell, cells_of, each, grid_table, paragraph, row, rows_of, when


def own_templates(folder: Path) -> list[list[object]]:
    """Put 简报 and 便函 into a county's folder of templates; returns their rows of the sheet 文书."""
    folder.mkdir()
    (folder / "简报.docx").write_bytes(template(body=of_county()))
    (folder / "便函.docx").write_bytes(template(body=of_township()))
    return [[name, "每期", recipient, "", "", "是"] for name, recipient in (("简报", "全县"), ("便函", "各乡镇"))]


def of_county() -> str:
    """Sentences, counts in a loop, and a table whose head isn't set to repeat."""
    head = row([cell("名次", 900), cell("乡镇", 1800), *cells_of("列 in 指标表.列", "{{ 列 }}")], 560)
    line = row([cell("{{ 行.名次 }}", 900), cell("{{ 行.乡镇 }}", 1800), *cells_of("格 in 行.格", "{{ 格 }}")], 490)
    counted = each("项 in 件数", paragraph("Normal", "{{ 项.名称 }}{{ 项.数值 }}件。"))
    first = "{{ 期间 }}，全县登记信访事项{{ 登记.件数 }}件{{ 登记.比较 }}。"
    said = paragraph("DocumentTitle", "{{ 标题 }}") + paragraph("Normal", first)
    return said + counted + grid_table((head, rows_of("行 in 指标表.行", line, 2)), 2)


def of_township() -> str:
    """One for each township, with a condition within a loop."""
    standing = when("not 专项", paragraph("Normal", "名次：{{ 名次 }}"))
    counted = when("项.名称 != '退回超期'", paragraph("Normal", "{{ 项.名称 }}{{ 项.本乡镇 }}件。"))
    return paragraph("DocumentTitle", "{{ 标题 }}") + standing + each("项 in 件数", counted)
