"""督办函.docx, 工作提示函.docx and 约谈建议名单.docx. Names of tags: pipeline/render/papers/letters.py."""

from __future__ import annotations

from tools.word_template.blocks import paragraph, paragraphs, when
from tools.word_template.feedback import matters
from tools.word_template.paper import letter_head, letter_imprint, listing, signature


def urging() -> str:
    """Return 督办函: the matters, the suggestion, and by when to answer."""
    return "".join(
        (
            letter_head(),
            paragraph(
                "Normal",
                "{% if 依据 %}根据{{ 依据 }}，{% endif %}{% if 同意 %}{{ 同意 }}，{% endif %}现就{{ 你单位 }}"
                "逾期信访事项函告如下。",
            ),
            paragraph("Heading1", "一、有关事项"),
            paragraph("Normal", "截至{{ 数据截至 }}，{{ 你单位 }}有下列{{ 件数 }}件信访事项超过期限仍未受理或者办结。"),
            matters("件 in 事项", "逾期天数", large=True),
            when("提示 or 遗漏", paragraph("Heading1", "二、其他情况提示")),
            when("提示", paragraph("Normal", "下列指标低于本县标准线，请一并查明原因，整改情况随下期台账反映。")),
            when("提示", _below()),
            when(
                "遗漏",
                paragraph("Normal", "上级登记而{{ 你单位 }}台账没有的事项：{{ 遗漏 }}。请在下次报送时补入台账。"),
            ),
            paragraph("Heading1", "{% if 提示 or 遗漏 %}三{% else %}二{% endif %}、办理建议"),
            paragraph(
                "Normal",
                "建议{{ 你单位 }}对上述事项逐件明确承办人，依法受理、办理，出具处理意见并告知信访人；"
                "情况复杂确需延长期限的，依规办理批准手续。",
            ),
            paragraph("Heading1", "{% if 提示 or 遗漏 %}四{% else %}三{% endif %}、情况反馈"),
            paragraph(
                "Closing",
                "请在收到本函后{{ 回复天数 }}日内，将受理、办理情况函告我局。已经办结的，请一并说明办结日期和结果。",
            ),
            signature(),
            letter_imprint(),
        )
    )


def _below() -> str:
    """Return the indicators below their lines, the unit's own beside those of the county and of the period before."""
    return listing(
        "项 in 提示",
        (
            ("指标", 2000, "{{ 项.名称 }}"),
            ("{{ 乡镇 }}", 2100, "{{ 项.本乡镇 }}"),
            ("全县", 2000, "{{ 项.全县 }}"),
            ("{{ 上期 }}", 1744, "{{ 项.上期 }}"),
            ("标准线", 1000, "{{ 项.标准 }}"),
        ),
        height=420,
        large=True,
    )


def reminding() -> str:
    """Return 工作提示函: facts beside county and period before, causes to look at, suggestions with a date."""
    return "".join(
        (
            letter_head(),
            paragraph(
                "Normal",
                "{% if 依据 %}根据{{ 依据 }}，{% endif %}{% if 同意 %}{{ 同意 }}，{% endif %}现就{{ 你单位 }}"
                "{{ 期间 }}信访工作有关情况提示如下。",
            ),
            paragraph("Heading1", "一、有关情况"),
            paragraph("Normal", "数据截至{{ 数据截至 }}。{% if 提示 %}下列指标低于本县标准线。{% endif %}"),
            when("提示", _below()),
            when("遗漏", paragraph("Normal", "上级登记而{{ 你单位 }}台账没有的事项：{{ 遗漏 }}。")),
            paragraph("Heading1", "二、建议核对的原因"),
            paragraph(
                "Normal",
                "建议{{ 你单位 }}核对受理、告知、办结各环节是否及时，延期是否依规批准，办结后是否告知并邀请评价，"
                "台账登记是否完整、日期是否准确。",
            ),
            paragraph("Heading1", "三、工作建议"),
            paragraph(
                "Closing",
                "建议{{ 你单位 }}查明原因、改进办理，整改情况随下期台账反映，不必另行函复。台账登记有误的，"
                "请在下次报送前更正。",
            ),
            signature(),
            letter_imprint(),
        )
    )


def summoning() -> str:
    """Return 约谈建议名单: who, why, the figures; the joint meeting decides."""
    return "".join(
        (
            paragraphs((("DocumentTitle", "{{ 标题 }}"), ("SheetLine", "{{ 署名 }}　　数据截至{{ 数据截至 }}"))),
            listing(
                "项 in 名单",
                (
                    ("序号", 700, "{{ loop.index }}"),
                    ("乡镇", 1600, "{{ 项.乡镇 }}"),
                    ("触发事由", 4144, "{{ 项.事由 }}"),
                    ("本期数据", 2400, "{{ 项.数据 }}"),
                ),
                left=("触发事由",),
                height=0,
                style="LetterLeft",
                large=True,
            ),
            paragraph("TableNote", "本名单只作提请联席会议研究之用，是否约谈由联席会议决定。"),
        )
    )
