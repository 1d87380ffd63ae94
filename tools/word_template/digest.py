"""会议数据摘要.docx. Names of tags: pipeline/render/papers/digest.py."""

from __future__ import annotations

from tools.word_template.blocks import paragraph, paragraphs
from tools.word_template.paper import listing


def body() -> str:
    """Return the whole sheet, which fits on one page."""
    return "".join(
        (
            paragraphs((("DocumentTitle", "{{ 标题 }}"), ("SheetLine", "{{ 署名 }}　　数据截至{{ 数据截至 }}"))),
            listing(
                "项 in 数据",
                (("项目", 1700, "{{ 项.项目 }}"), ("数据", 4844, "{{ 项.数据 }}"), ("来源", 2300, "{{ 项.来源 }}")),
                left=("项目", "数据", "来源"),
                height=0,
                style="SpeechCell",
                large=True,
            ),
            paragraph("TableNote", "分母为0的指标不列；没有相应登记簿的件数不列。数字与本期通报、汇总表一致。"),
        )
    )
