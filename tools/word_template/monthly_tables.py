"""The attachments of 月度通报.docx with tables. Names of tags: pipeline/render/papers/circular_names.py."""

from __future__ import annotations

from tools.word_template.blocks import cell, cells_of, each, grid_table, paragraph, paragraphs, row, rows_of, when
from tools.word_template.paper import HEAD_HEIGHT, ROW_HEIGHT, ranked_table

_LINE_HEIGHT = 360


def _other_indicators() -> str:
    return grid_table(
        (
            row(
                [cell("{{ 台账.称谓 }}", 1120, "WideHead"), *cells_of("列 in 其他表.列", "{{ 列 }}", "WideHead")],
                HEAD_HEIGHT,
                head=True,
            ),
            rows_of(
                "行 in 其他表.行",
                row(
                    [cell("{{ 行.乡镇 }}", 1120, "WideText"), *cells_of("格 in 行.格", "{{ 格 }}", "WideText")],
                    ROW_HEIGHT,
                ),
                4,
            ),
        ),
        4,
    )


def indicators() -> str:
    """Return 附件1: the ranked table, the table of other indicators, the chart of scores."""
    return "".join(
        (
            paragraphs(
                (
                    ("AttachmentLabel", "{{ 附件号.指标 }}"),
                    ("Blank", ""),
                    ("DocumentTitle", "{{ 指标表标题 }}"),
                    ("TableCaption", "表1　计分指标和排名"),
                )
            ),
            ranked_table("{{ 台账.称谓 }}", 1120),
            each("注 in 指标表.注", paragraph("TableNote", "{{ 注 }}")),
            paragraph("TableCaption", "表2　其他指标和件数（不计分、不排名）"),
            _other_indicators(),
            each("注 in 其他表.注", paragraph("TableNote", "{{ 注 }}")),
            paragraph("TableCaption", "图1　参加排名的乡镇得分"),
            paragraph("Chart", "{{ 指标表.图 }}"),
        )
    )


def overdue() -> str:
    """Return the attachment that lists overdue matters."""
    columns = (
        ("序号", 560, "{{ loop.index }}"),
        ("乡镇", 1160, "{{ 件.乡镇 }}"),
        ("信访件编号", 1900, "{{ 件.编号 }}"),
        ("类型", 1100, "{{ 件.类型 }}"),
        ("登记日期", 1080, "{{ 件.登记日期 }}"),
        ("受理日期", 1080, "{{ 件.受理日期 }}"),
        ("期限", 1080, "{{ 件.期限 }}"),
        ("逾期天数", 884, "{{ 件.逾期天数 }}"),
    )
    table = grid_table(
        (
            row([cell(label, width, "TableHead") for label, width, _ in columns], _LINE_HEIGHT + 160, head=True),
            rows_of(
                "件 in 逾期清单", row([cell(text, width) for _, width, text in columns], _LINE_HEIGHT), len(columns)
            ),
        ),
        len(columns),
    )
    return when(
        "逾期清单",
        paragraphs(
            (
                ("AttachmentLabel", "{{ 附件号.逾期 }}"),
                ("Blank", ""),
                ("DocumentTitle", "逾期事项清单"),
                ("TableCaption", "数据截至{{ 数据截至 }}，检举控告类事项不列入"),
            )
        ),
        table,
    )
