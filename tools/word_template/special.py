"""专项期间通报.docx: its text, with tags for the facts. Names of tags: pipeline/render/papers/special.py."""

from __future__ import annotations

from tools.word_template.blocks import cell, cells_of, each, grid_table, paragraph, paragraphs, row, rows_of, when
from tools.word_template.paper import REGISTERED_BY, definitions, end_imprint, red_head, signature

_LINE_HEIGHT = 360
_NAMES = 1300


def body() -> str:
    """Return the whole document."""
    parts = (_opening, _matters, _daily, _overdue, _advice, _closing, _grid)
    return "".join((*(part() for part in parts), definitions("{{ 口径附件号 }}", "{{ 口径标题 }}"), end_imprint()))


def _opening() -> str:
    return red_head() + paragraph(
        "Normal",
        "{% if 依据 %}根据{{ 依据 }}，{% endif %}{% if 同意 %}{{ 同意 }}，{% endif %}"
        "{{ 第一日 }}至{{ 最后一日 }}为专项期间，共{{ 天数 }}天。现将期间信访工作情况通报如下，"
        "统计口径见{% if 口径文书 %}{{ 口径文书 }}，变化和本期说明见{% endif %}{{ 口径附件号 }}。",
    )


def _matters() -> str:
    return "".join(
        (
            paragraph("Heading1", "一、信访事项"),
            paragraph(
                "Normal",
                "{{ 第一日 }}至{{ 最后一日 }}，全县登记信访事项{{ 登记.件数 }}件。" + REGISTERED_BY,
            ),
            paragraph(
                "Normal",
                "期间，全县受理信访事项{{ 登记.受理 }}件、办结{{ 登记.办结 }}件，期末在办{{ 登记.在办 }}件。"
                "件数只作情况说明，不排名，不评优劣。",
            ),
            paragraph(
                "Normal",
                "截至{{ 数据截至 }}，{% for 项 in 件数 %}{{ 项.名称 }}{{ 项.数值 }}件{% if loop.last %}。{% else %}"
                "、{% endif %}{% endfor %}",
            ),
        )
    )


def _daily() -> str:
    """Return how the daily reports came in; nothing is said of them where the register has none."""
    series = (
        "{% for 项 in @ %}{{ 项.单位 }}{{ 项.日期 }}（{{ 项.天数 }}天）{% if loop.last %}。{% else %}；{% endif %}"
        "{% endfor %}"
    )
    return "".join(
        (
            paragraph("Heading1", "二、每日报送"),
            paragraph(
                "Normal",
                "{% if 每日.有登记 %}按报送登记，{{ 每日.单位 }}应报{{ 每日.应报 }}次，当日报送{{ 每日.按日报送 }}次"
                "（其中零报告{{ 每日.零报告 }}次），迟报{{ 每日.迟报次数 }}次，缺报{{ 每日.缺报次数 }}次，"
                "逐日情况见{{ 逐日表附件号 }}。零报告说明当天没有紧急重大情况，不说明没有人来访。"
                "{% else %}报送登记没有每日报送的记录，不列每日报送情况。{% endif %}",
            ),
            when("每日.缺报", paragraph("Normal", "缺报的有：" + series.replace("@", "每日.缺报"))),
            when("每日.迟报", paragraph("Normal", "迟报的有：" + series.replace("@", "每日.迟报"))),
        )
    )


def _overdue() -> str:
    return "".join(
        (
            paragraph("Heading1", "三、逾期事项"),
            paragraph(
                "Normal",
                "{% if 逾期.件数 %}逾期事项{{ 逾期.件数 }}件"
                "{% if 逾期.重叠 %}（其中{{ 逾期.重叠 }}件既逾期未受理又逾期未办结，分别列出）{% endif %}"
                "：{{ 逾期.分布 }}。{% if 逾期.见反馈单 %}具体事项见各乡镇反馈单。{% endif %}"
                "{% elif 逾期.分布 %}{{ 逾期.分布 }}。"
                "{% else %}截至{{ 数据截至 }}没有逾期未受理、逾期未办结的事项。{% endif %}",
            ),
        )
    )


def _advice() -> str:
    return "".join(
        (
            paragraph("Heading1", "四、下步建议"),
            when(
                "逾期.件数",
                paragraph("Normal", "建议{{ 逾期.乡镇 }}对逾期事项逐件明确承办人和办结时间，依法尽快受理、办结。"),
            ),
            when("每日.缺报", paragraph("Normal", "建议{{ 每日.缺报单位 }}补报缺报日期的情况，妥善安排每日报送。")),
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


def _grid() -> str:
    """Return the attachment with a table for each month, or half a month, of the period."""
    table = grid_table(
        (
            row(
                [cell("单位", _NAMES, "WideHead"), *cells_of("日 in 表.日", "{{ 日 }}", "WideHead")],
                _LINE_HEIGHT,
                head=True,
            ),
            rows_of(
                "行 in 表.行",
                row(
                    [cell("{{ 行.单位 }}", _NAMES, "WideText"), *cells_of("格 in 行.格", "{{ 格 }}", "WideText")],
                    _LINE_HEIGHT,
                ),
                4,
            ),
        ),
        4,
    )
    return when(
        "逐日表",
        paragraphs((("AttachmentLabel", "{{ 逐日表附件号 }}"), ("Blank", ""), ("DocumentTitle", "每日报送情况"))),
        each("表 in 逐日表", paragraph("TableCaption", "{{ 表.名称 }}"), table),
        paragraph("TableNote", "注：零为零报告，报为有情况并当日报送，迟为以后才报，缺为没有报；空格为当日不应报。"),
    )
