"""更正通报.docx, 更正函.docx and 督办更正函.docx: what issued papers said and what is right now.

Names of tags: pipeline/render/papers/correction.py and letter_correction.py.
"""

from __future__ import annotations

from tools.word_template.blocks import each, paragraph, when
from tools.word_template.paper import end_imprint, letter_head, letter_imprint, listing, red_head, signature

TITLE = "更正通报"
_WHY = "{% if 来源 %}{{ 来源 }}有补充或者更正。经重新核算，{% else %}按现有台账和登记簿重新核算，{% endif %}"


def body() -> str:
    """Return the whole document."""
    return "".join(
        (
            red_head(),
            paragraph(
                "Normal",
                "{% if 依据 %}根据{{ 依据 }}，{% endif %}{% if 同意 %}{{ 同意 }}，{% endif %}"
                "{{ 期间 }}有关文书印发后，" + _WHY + "下列内容与印发时不同，现予更正。",
            ),
            _papers(),
            paragraph("Closing", "以上各项以更正后的内容为准，其余内容不变。"),
            signature(),
            end_imprint(),
        )
    )


def letter() -> str:
    """Return the letter that corrects what went to one township."""
    return "".join(
        (
            letter_head(),
            paragraph(
                "Normal",
                "{% if 依据 %}根据{{ 依据 }}，{% endif %}{% if 同意 %}{{ 同意 }}，{% endif %}"
                "{{ 期间 }}发{{ 你单位 }}的下列文书印发后，" + _WHY + "下列内容与印发时不同，现予更正。",
            ),
            _papers(
                when(
                    "件.不再发",
                    paragraph("Normal", "按现在的核算，{{ 你单位 }}不再有该函所列的情形，该函所提事项不必再办。"),
                )
            ),
            paragraph(
                "Closing",
                "以上各项以更正后的内容为准，其余内容不变。{% if 见反馈单 %}具体事项见本期反馈单。{% endif %}",
            ),
            signature(),
            letter_imprint(),
        )
    )


def _papers(more: str = "") -> str:
    """Return a section for each corrected paper: ``more``, the table of figures, the sentences."""
    table = listing(
        "项 in 件.更正项",
        (
            ("单位", 1800, "{{ 项.单位 }}"),
            ("项目", 2600, "{{ 项.项目 }}"),
            ("原印", 1800, "{{ 项.原 }}"),
            ("更正为", 2644, "{{ 项.现 }}"),
        ),
        height=420,
        large=True,
    )
    return each(
        "件 in 更正件",
        paragraph("Heading1", "{{ 件.文书 }}（{% if 件.文号 %}{{ 件.文号 }}，{% endif %}{{ 件.日期 }}）"),
        more,
        when("件.更正项", table),
        when("件.文句", paragraph("Normal", "正文有关文句更正如下：")),
        each("句 in 件.文句", paragraph("Normal", "{{ loop.index }}.{{ 句 }}。")),
    )
