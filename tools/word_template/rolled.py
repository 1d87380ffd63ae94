"""汇总通报.docx: its text, with tags for the facts. Names of tags: pipeline/render/papers/rolled.py."""

from __future__ import annotations

from tools.word_template.blocks import each, paragraph, paragraphs
from tools.word_template.paper import definitions, end_imprint, listing, ranked_table, red_head, signature


def body() -> str:
    """Return the whole document."""
    return "".join((_text(), signature(), _ranked(), _counties(), definitions("附件3"), end_imprint()))


def _text() -> str:
    series = "{% for 项 in @ %}{{ 项.名称 }}{{ 项.数值 }}{% if loop.last %}。{% else %}；{% endif %}{% endfor %}"
    return "".join(
        (
            red_head(),
            paragraph(
                "Normal",
                "{% if 同意 %}{{ 同意 }}，{% endif %}现将{{ 期间 }}{{ 全部 }}信访事项办理情况通报如下，"
                "统计口径见附件3。",
            ),
            paragraph("Heading1", "一、总体情况"),
            paragraph(
                "Normal",
                "数据截至{{ 数据截至 }}，由{{ 县数 }}个县已发布的成果汇总。{{ 期间 }}，{{ 全部 }}"
                "登记信访事项{{ 件数 }}件，"
                "其中来访{{ 批次 }}批次、{{ 人次 }}人次。{% if 未汇总 %}{{ 未汇总 }}没有本期成果，未汇总。{% endif %}",
            ),
            paragraph("Heading1", "二、办理质效"),
            paragraph("Heading2", "（一）主要指标"),
            paragraph(
                "Normal", series.replace("@", "指标") + "{% if not 指标 %}本期各项指标均没有应统计的事项。{% endif %}"
            ),
            paragraph("Normal", "截至{{ 数据截至 }}，" + series.replace("@", "逾期")),
            paragraph("Heading2", "（二）各县排名"),
            paragraph(
                "Normal",
                "各县排名和各项指标见附件1。{% if 较好 %}名次居前的是{{ 较好 }}。{% else %}本期没有参加排名的县。"
                "{% endif %}",
            ),
            paragraph("Heading2", "（三）“三无”情况"),
            paragraph(
                "Normal",
                "{% if 三无县 %}本期符合“三无”条件的县有{{ 三无县 }}。{% else %}本期没有符合“三无”条件的县。{% endif %}"
                "{{ 乡镇数 }}个乡镇中，符合“三无”条件的有{{ 三无乡镇 }}个，各县情况见附件2。",
            ),
            paragraph("Heading1", "三、下步建议"),
            paragraph(
                "Closing",
                "建议各县把精力放在依法、及时、就地解决问题上，让每件事项有结果、有反馈；不以信访数量多少衡量工作。",
            ),
            paragraph("Blank"),
            paragraphs(
                (
                    ("AttachmentsFirst", "附件：1.{{ 期间 }}各县主要指标和排名"),
                    ("Attachments", "2.各县乡镇情况"),
                    ("Attachments", "3.统计口径"),
                )
            ),
        )
    )


def _ranked() -> str:
    return "".join(
        (
            paragraphs(
                (
                    ("AttachmentLabel", "附件1"),
                    ("Blank", ""),
                    ("DocumentTitle", "{{ 期间 }}各县主要指标和排名"),
                    ("TableCaption", "表1　计分指标和排名"),
                )
            ),
            ranked_table("县", 1100),
            each("注 in 指标表.注", paragraph("TableNote", "{{ 注 }}")),
            paragraph("Chart", "{{ 指标表.图 }}"),
        )
    )


def _counties() -> str:
    columns = (
        ("县", 2344, "{{ 县.县 }}"),
        ("乡镇", 1300, "{{ 县.乡镇 }}"),
        ("参加排名", 1300, "{{ 县.排名 }}"),
        ("三无", 1300, "{{ 县.三无 }}"),
        ("未报送", 1300, "{{ 县.未报送 }}"),
        ("待更正", 1300, "{{ 县.待更正 }}"),
    )
    return "".join(
        (
            paragraphs(
                (
                    ("AttachmentLabel", "附件2"),
                    ("Blank", ""),
                    ("DocumentTitle", "各县乡镇情况"),
                    ("TableCaption", "单位：个"),
                )
            ),
            listing("县 in 各县", columns),
        )
    )
