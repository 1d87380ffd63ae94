"""督办函.docx, 工作提示函.docx and 约谈建议名单.docx. Names of tags: pipeline/render/papers/letters.py."""

from __future__ import annotations

from tools.word_template.blocks import each, paragraph, paragraphs, when
from tools.word_template.feedback import matters
from tools.word_template.paper import letter_head, letter_imprint, listing, signature

_RULE = "{{ 项.规则 }}。{% if 项.涉及 %}{{ 你单位 }}{{ 项.涉及 }}。{% endif %}"
_BOTH = "未受理 and 未办结"
_THIRD = "{% if 事项 and (提示 or 遗漏) %}三{% else %}二{% endif %}"
_FOURTH = "{% if 事项 and (提示 or 遗漏) %}四{% else %}三{% endif %}"


def urging() -> str:
    """Return 督办函: the matters with the rule, what a 工作提示函 would say, the suggestion, and by when to answer."""
    return "".join(
        (
            letter_head(),
            paragraph(
                "Normal",
                "{% if 依据 %}根据{{ 依据 }}，{% endif %}{% if 同意 %}{{ 同意 }}，{% endif %}现就{{ 你单位 }}"
                "{{ 事由 }}函告如下。",
            ),
            when("事项", paragraph("Heading1", "一、有关事项")),
            when(
                "事项",
                paragraph(
                    "Normal",
                    "截至{{ 数据截至 }}，{{ 你单位 }}有下列{{ 件数 }}件信访事项期限已满仍未"
                    f"{{% if {_BOTH} %}}受理或者办结：{{{{ 情况 }}}}"
                    "{% elif 未受理 %}受理{% else %}办结{% endif %}。"
                    "{{ 不列 }}{{ 规则 }}",
                ),
            ),
            when("事项", matters("件 in 事项", "逾期天数", large=True)),
            when(
                "提示 or 遗漏", paragraph("Heading1", "{% if 事项 %}二、其他情况提示{% else %}一、有关情况{% endif %}")
            ),
            when(
                "提示", paragraph("Normal", "数据截至{{ 数据截至 }}，下列指标请一并查明原因，整改情况随下期台账反映。")
            ),
            when("提示", _below()),
            each("项 in 提示", paragraph("Numbers", _RULE)),
            _omitted("上级登记的下列事项，{{ 你单位 }}台账没有，请在下次报送时补入："),
            paragraph("Heading1", f"{_THIRD}、办理建议"),
            paragraph(
                "Normal",
                "建议{{ 你单位 }}{% if 事项 %}对所列逾期事项逐件明确承办人，"
                "{% if 未受理 %}未受理的依法受理并书面告知信访人{% endif %}{% if 未受理 and 未办结 %}；{% endif %}"
                "{% if 未办结 %}未办结的抓紧办理，依法作出处理意见并送达信访人{% endif %}。"
                "{% else %}查明原因、改进工作。{% endif %}",
            ),
            paragraph("Heading1", f"{_FOURTH}、情况反馈"),
            paragraph(
                "Closing",
                "请在收到本函后{{ 回复天数 }}日内，将{% if 未受理 and 未办结 %}受理、办理"
                "{% elif 未受理 %}受理{% elif 未办结 %}办理{% else %}有关{% endif %}情况函告我局。"
                "{% if 未办结 %}已经办结的，请一并说明办结日期和结果。{% endif %}",
            ),
            signature(),
            letter_imprint(),
        )
    )


def _omitted(lead: str) -> str:
    """Return the matters that the ledger lacks, their numbers in a paragraph of its own that isn't stretched."""
    return when("遗漏", paragraph("Normal", lead), paragraph("Numbers", "{{ 遗漏 }}。"))


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
            paragraph("Normal", "数据截至{{ 数据截至 }}。{% if 提示 %}下列指标请予注意。{% endif %}"),
            when("提示", _below()),
            each("项 in 提示", paragraph("Numbers", _RULE)),
            _omitted("上级登记的下列事项，{{ 你单位 }}台账没有："),
            paragraph("Heading1", "二、建议核对的原因"),
            paragraph(
                "Normal",
                "建议{{ 你单位 }}核对{% if 原因 %}{{ 原因 }}，{% endif %}台账登记是否完整、日期是否准确。",
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
                    ("序号", 500, "{{ loop.index }}"),
                    ("{{ 称谓 }}", 1060, "{{ 项.乡镇 }}"),
                    ("触发事由", 3644, "{{ 项.事由 }}"),
                    ("上月数据", 1820, "{{ 项.上月 }}"),
                    ("本月数据", 1820, "{{ 项.数据 }}"),
                ),
                left=("触发事由",),
                height=0,
                style="LetterLeft",
                large=True,
            ),
            paragraph("TableNote", "本名单只作提请联席会议研究之用，是否约谈由联席会议决定。"),
        )
    )
