"""年度通报表扬.docx. Names of tags: pipeline/render/papers/commendation.py."""

from __future__ import annotations

from tools.word_template.blocks import each, paragraph, paragraphs
from tools.word_template.paper import definitions, end_imprint, red_head, signature


def body() -> str:
    """Return the whole document."""
    return "".join(
        (
            red_head(),
            paragraph(
                "Normal",
                "{% if 依据 %}根据{{ 依据 }}，{% endif %}按照本县确定的“三无”条件（{{ 条件 }}），"
                "经汇总核对各乡镇台账和登记簿，现将{{ 期间 }}结果通报如下。",
            ),
            paragraph("Heading1", "一、通报表扬的乡镇"),
            paragraph(
                "Normal",
                "{% if 同意 %}{{ 同意 }}，{% endif %}对{{ 期间 }}符合“三无”条件的{{ 乡镇 }}予以通报表扬。"
                "{% if 拟定 %}以上为拟定名单，未经比对。{% endif %}",
            ),
            paragraph("Heading1", "二、办理情况"),
            paragraph("Normal", "全县{{ 期间 }}{{ 全县 }}。受表扬的乡镇办理情况是："),
            each(
                "镇 in 名单",
                paragraph(
                    "Normal",
                    "{{ 镇.乡镇 }}{% if 镇.连续 %}（{{ 镇.连续 }}）{% endif %}{% if 镇.做法 %}，{{ 镇.做法 }}"
                    "{% endif %}。",
                ),
            ),
            paragraph("Heading1", "三、希望"),
            paragraph(
                "Closing",
                "希望受表扬的乡镇继续把问题解决在当地、解决在初次信访；希望各乡镇相互借鉴，提高一次性化解的质量，"
                "让群众的每件事项有结果、有反馈。",
            ),
            paragraphs((("Blank", ""), ("AttachmentsFirst", "附件：统计口径"))),
            signature(),
            definitions("附件"),
            end_imprint(),
        )
    )
