"""月度通报.docx: its text, with tags for the facts. Names of tags: pipeline/render/papers/circular_names.py."""

from __future__ import annotations

from tools.word_template.blocks import each, paragraph, when
from tools.word_template.monthly_tables import indicators, overdue
from tools.word_template.paper import REGISTERED_BY, definitions, end_imprint, red_head, signature


def body() -> str:
    """Return the whole document."""
    parts = (_opening, _overall, _handling, _better, _problems, _mended, _advice, _closing, indicators, overdue)
    return "".join((*(part() for part in parts), definitions("{{ 附件号.口径 }}", "{{ 口径标题 }}"), end_imprint()))


def _opening() -> str:
    return red_head() + paragraph(
        "Normal",
        "{% if 依据 %}根据{{ 依据 }}，{% endif %}{% if 同意 %}{{ 同意 }}，{% endif %}现将{{ 期间 }}"
        "全县信访事项办理情况通报如下，"
        "统计口径见{% if 口径文书 %}{{ 口径文书 }}，变化和本期说明见{% endif %}{{ 附件号.口径 }}。",
    )


def _overall() -> str:
    return "".join(
        (
            paragraph("Heading1", "一、总体情况"),
            paragraph(
                "Normal",
                "数据截至{{ 数据截至 }}。{{ 期间 }}，全县登记信访事项{{ 登记.件数 }}件{{ 登记.比较 }}。"
                + REGISTERED_BY,
            ),
            paragraph(
                "Normal",
                "{{ 期间 }}，全县受理信访事项{{ 登记.受理 }}件、办结{{ 登记.办结 }}件，期末在办{{ 登记.在办 }}件。"
                "件数只作情况说明，不排名，不评优劣。",
            ),
            paragraph(
                "Normal",
                "应报送台账的{{ 台账.称谓 }}{{ 台账.应报 }}个{% if 台账.多期 %}，最近一期{% endif %}："
                "{{ 台账.情况 }}。",
            ),
            when(
                "台账.缺",
                paragraph(
                    "Normal",
                    "{{ 台账.缺 }}的{% if 台账.多期 %}最近一期{% endif %}台账没有报送或者没有采用，"
                    "有关数据按以往台账和登记簿计算。",
                ),
            ),
        )
    )


def _handling() -> str:
    return "".join(
        (
            paragraph("Heading1", "二、办理质效"),
            paragraph("Heading2", "（一）主要指标"),
            _rates(),
            paragraph(
                "Normal",
                "截至{{ 数据截至 }}，{% for 项 in 件数 %}{{ 项.名称 }}{{ 项.数值 }}件{% if loop.last %}。{% else %}"
                "、{% endif %}{% endfor %}",
            ),
            _ranks(),
        )
    )


def _rates() -> str:
    return paragraph(
        "Normal",
        "{% for 项 in 指标 %}{{ 项.名称 }}{{ 项.数值 }}（{{ 项.分子 }}/{{ 项.分母 }}）{{ 项.比较 }}"
        "{% if loop.last %}。{% else %}；{% endif %}{% endfor %}{% if not 指标 %}"
        "本期各项指标均没有应统计的事项。{% endif %}",
    )


def _ranks() -> str:
    """Return 排名 and 三无, and what was assigned, handled and received."""
    return "".join(
        (
            paragraph("Heading2", "（二）排名情况"),
            paragraph(
                "Normal",
                "{% if 排名.个数 %}参加本期排名的乡镇{{ 排名.个数 }}个，"
                "{% if 排名.部门个数 %}县直部门{{ 排名.部门个数 }}个单独排名，{% endif %}"
                "排名和各项指标见{{ 附件号.指标 }}。"
                "{% else %}本期没有参加排名的乡镇，各项指标见{{ 附件号.指标 }}。{% endif %}"
                "{% for 组 in 排名.不排名 %}{{ 组.名称 }}的有{{ 组.乡镇 }}{% if loop.last %}，不参加排名。{% else %}"
                "，{% endif %}{% endfor %}"
                "{% if 排名.待更正 %}{{ 排名.待更正 }}的台账有错误待更正，排名可能变动。{% endif %}",
            ),
            paragraph("Heading2", "（三）“三无”情况"),
            paragraph(
                "Normal",
                "本县“三无”条件为：{{ 三无.条件 }}，并须台账报送齐全、无遗漏、无未更正的错误。"
                "{% if not 三无.评定 %}本期未评定“三无”，原因见{{ 附件号.口径 }}。"
                "{% elif 三无.名单 %}本期符合条件的有{{ 三无.名单 }}。"
                "{% if 三无.拟定 %}以上为拟定名单，未经比对。{% endif %}"
                "{% elif 三无.未评定 %}本期没有评定为“三无”的乡镇。{% else %}本期没有符合条件的乡镇。{% endif %}"
                "{% if 三无.评定 and 三无.未评定 %}"
                "{{ 三无.未评定 }}未评定，原因见{{ 附件号.口径 }}。{% endif %}",
            ),
            when(
                "工作",
                paragraph("Heading2", "（四）交办、处理和接访"),
                each("句 in 工作", paragraph("Normal", "{{ 句 }}")),
            ),
        )
    )


def _better() -> str:
    return "".join(
        (
            paragraph("Heading1", "{{ 章.较好 }}、办理较好的乡镇"),
            each("镇 in 较好", paragraph("Normal", "{{ 镇.乡镇 }}，得分{{ 镇.得分 }}，{{ 镇.位次 }}；{{ 镇.指标 }}。")),
            when("无较好", paragraph("Normal", "{{ 无较好 }}")),
        )
    )


def _problems() -> str:
    return "".join(
        (
            paragraph("Heading1", "{{ 章.问题 }}、存在的问题"),
            paragraph("Heading2", "（一）逾期事项"),
            paragraph(
                "Normal",
                "{% if 逾期.件数 %}{% if 逾期.另有 %}已确定责任单位并列出的{% endif %}逾期事项{{ 逾期.件数 }}件"
                "{% if 逾期.重叠 %}（其中{{ 逾期.重叠 }}件既逾期未受理又逾期未办结，分别列出）{% endif %}"
                "：{{ 逾期.分布 }}。"
                "{% if 附件号.逾期 %}清单见{{ 附件号.逾期 }}。"
                "{% elif 逾期.见反馈单 %}具体事项见各乡镇反馈单。{% endif %}"
                "{% elif 逾期.分布 %}{{ 逾期.分布 }}。"
                "{% else %}{% if 台账.缺 %}按已有的台账和登记簿，{% endif %}"
                "本期没有逾期未受理、逾期未办结的事项。{% endif %}",
            ),
            paragraph("Heading2", "（二）低于标准线的指标"),
            each(
                "项 in 低于标准",
                paragraph("Normal", "{{ 项.名称 }}低于{{ 项.标准 }}（分母不少于{{ 项.最少 }}件）的有：{{ 项.乡镇 }}。"),
            ),
            when(
                "not 低于标准",
                paragraph(
                    "Normal",
                    "{% if 有标准线 %}分母达到规定件数的乡镇，本期没有低于标准线的。"
                    "{% else %}本县没有设标准线。{% endif %}",
                ),
            ),
            paragraph("Heading2", "（{{ 章.报送 }}）台账报送"),
            paragraph(
                "Normal",
                "{% for 项 in 台账.问题 %}{{ 项.名称 }}的有{{ 项.乡镇 }}{% if loop.last %}。{% else %}；{% endif %}"
                "{% endfor %}"
                "{% if not 台账.问题 %}本期各{{ 台账.称谓 }}台账均{% if 台账.按时 %}按时{% else %}已{% endif %}报送，"
                "没有待更正的错误。{% endif %}",
            ),
        )
    )


def _mended() -> str:
    """Return what became of the period before; without an edition of it and answers due there is no such section."""
    return when(
        "整改.有上期 or 整改.复函",
        paragraph("Heading1", "{{ 章.整改 }}、{% if 整改.有上期 %}{{ 上期 }}问题整改{% else %}督办事项反馈{% endif %}"),
        paragraph(
            "Normal",
            "{% if not 整改.有上期 %}{% elif not 整改.件数 %}{{ 上期 }}没有应当列明的逾期事项。"
            "{% else %}{{ 上期 }}的逾期事项{{ 整改.件数 }}件，截至{{ 数据截至 }}已受理、办结或者依规退回"
            "{{ 整改.已解决 }}件{% if 整改.未解决 %}，仍未解决{{ 整改.未解决 }}件（{{ 整改.分布 }}）{% endif %}。"
            "{% endif %}{{ 整改.复函 }}",
        ),
    )


def _advice() -> str:
    return "".join(
        (
            paragraph("Heading1", "{{ 章.建议 }}、下步建议"),
            when(
                "逾期.件数",
                paragraph(
                    "Normal",
                    "建议{{ 逾期.乡镇 }}对{% if 附件号.逾期 %}{{ 附件号.逾期 }}所列{% else %}逾期{% endif %}"
                    "事项逐件明确承办人和办结时间，依法尽快受理、办结。",
                ),
            ),
            when("低于标准", paragraph("Normal", "建议{{ 低于标准乡镇 }}查明所列指标偏低的原因，改进有关工作。")),
            when(
                "台账.补正乡镇",
                paragraph("Normal", "建议{{ 台账.补正乡镇 }}对照反馈意见补报、更正台账，在下次报送前完成核对。"),
            ),
            when("台账.只迟报", paragraph("Normal", "建议{{ 台账.只迟报 }}妥善安排，按时报送台账。")),
            # The last paragraph goes to the next page with the signature, which may not be alone on a page.
            paragraph(
                "Closing",
                "建议各乡镇把精力放在依法、及时、就地解决问题上，让每件事项有结果、有反馈；不以信访数量多少衡量工作。",
            ),
        )
    )


def _closing() -> str:
    return "".join(
        (
            paragraph("Blank"),
            each(
                "附 in 附件",
                when(
                    "loop.first",
                    paragraph(
                        "AttachmentsFirst", "附件：{% if loop.length > 1 %}{{ 附.序号 }}.{% endif %}{{ 附.名称 }}"
                    ),
                ),
                when("not loop.first", paragraph("Attachments", "{{ 附.序号 }}.{{ 附.名称 }}")),
            ),
            signature(),
        )
    )
