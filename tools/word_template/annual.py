"""年度报告附表.docx. Names of tags: pipeline/render/papers/annual.py."""

from __future__ import annotations

from tools.word_template.blocks import cell, cells_of, each, grid_table, paragraph, paragraphs, row, rows_of
from tools.word_template.paper import listing

_ROW = 310
"""Of the tables of counts: all that stands behind the second of them finds room on a page for eight units."""


def body() -> str:
    """Return the whole set of tables."""
    volumes = (
        ("表1　按信访形式", "形式"),
        ("表2　按内容分类", "内容"),
        ("表3　按信访层级", "层级"),
        ("表4　办结事项按“三到位一处理”", "处理"),
    )
    return "".join(
        (
            paragraphs((("DocumentTitle", "{{ 标题 }}"), ("SheetLine", "{{ 署名 }}　　数据截至{{ 数据截至 }}"))),
            *(_volume(caption, loop, new_page=loop == "层级") for caption, loop in volumes),
            paragraph("TableCaption", "表5　各乡镇"),
            _units(),
            paragraph("TableCaption", "表6　交办、督办、领导接访和建议"),
            listing(
                "项 in 工作",
                (("工作", 3400, "{{ 项.名称 }}"), ("数量", 5444, "{{ 项.数量 }}")),
                left=("工作", "数量"),
                height=_ROW,
            ),
            paragraph("TableNote", "件、批次、人次不相加；人次只计来访。检举控告类事项只计数。没有相应登记簿的记“—”。"),
            paragraphs((("AttachmentLabel", "附：统计口径"), ("Blank", ""))),
            each("条 in 口径", paragraph("Measure", "{{ loop.index }}.{{ 条 }}")),
        )
    )


def _volume(caption: str, loop: str, *, new_page: bool) -> str:
    """Return a table of counts; the first two, whose rows are always as many, fill a page."""
    return paragraph("NewPageCaption" if new_page else "TableCaption", caption) + listing(
        f"项 in {loop}",
        (
            ("名称", 2644, "{{ 项.名称 }}"),
            ("件数", 1240, "{{ 项.件数 }}"),
            ("占比", 1240, "{{ 项.占比 }}"),
            ("来访批次", 1240, "{{ 项.批次 }}"),
            ("来访人次", 1240, "{{ 项.人次 }}"),
            ("上年件数", 1240, "{{ 项.上年 }}"),
        ),
        left=("名称",),
        height=_ROW,
    )


def _units() -> str:
    head = row(
        [
            cell("{{ 称谓 }}", 1400, "TableHead"),
            cell("登记件数", 1000, "TableHead"),
            *cells_of("名 in 列", "{{ 名 }}", "TableHead"),
        ],
        420,
        head=True,
    )
    line = row([cell("{{ 镇.乡镇 }}", 1400), cell("{{ 镇.件数 }}", 1000), *cells_of("格 in 镇.格", "{{ 格 }}")], 420)
    return grid_table((head, rows_of("镇 in 单位", line, 5)), 5)
