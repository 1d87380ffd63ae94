"""会议数据摘要.docx. Names of tags: pipeline/render/papers/digest.py."""

from __future__ import annotations

from pipeline.render.papers.digest_room import COLUMNS
from tools.word_template.blocks import paragraph, paragraphs
from tools.word_template.paper import listing


def body() -> str:
    """Return the whole sheet, which fits on one page."""
    return "".join(
        (
            paragraphs((("DocumentTitle", "{{ 标题 }}"), ("SheetLine", "{{ 署名 }}　　数据截至{{ 数据截至 }}"))),
            listing(
                "项 in 数据",
                [(heading, width, f"{{{{ 项.{heading} }}}}") for heading, width in COLUMNS.items()],
                left=tuple(COLUMNS),
                height=0,
                style="SpeechCell",
                large=True,
            ),
            paragraph(
                "TableNote", "分母为0的指标不列；没有相应登记簿的件数不列。数字与本期通报、汇总表一致。{{ 没有列的 }}"
            ),
        )
    )
