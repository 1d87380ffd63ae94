"""乡镇情况反馈单.docx. Names of tags: pipeline/render/papers/feedback.py."""

from __future__ import annotations

from tools.word_template.blocks import cell, cells_of, grid_table, paragraph, paragraphs, row, rows_of, when
from tools.word_template.paper import listing

_WIDEST_CENTRED = 1100


def matters(loop: str, days: str, *, large: bool = False) -> str:
    """Return a table of matters with their limits."""
    return listing(
        loop,
        (
            ("序号", 560, "{{ loop.index }}"),
            ("信访件编号", 2244, "{{ 件.编号 }}"),
            ("类型", 1260, "{{ 件.类型 }}"),
            ("登记日期", 1250, "{{ 件.登记日期 }}"),
            ("受理日期", 1250, "{{ 件.受理日期 }}"),
            ("期限", 1250, "{{ 件.期限 }}"),
            (days, 1030, "{{ 件.天数 }}"),
        ),
        height=420 if large else 340,
        large=large,
    )


def _trend() -> str:
    """Return a table of the numbers in the chart above it."""
    head = row([cell("指标", 1404, "TableHead"), *cells_of("月 in 走势.月份", "{{ 月 }}", "TableHead")], 460, head=True)
    line = row([cell("{{ 行.名称 }}", 1404, "TableLeft"), *cells_of("格 in 行.格", "{{ 格 }}")], 450)
    return grid_table((head, rows_of("行 in 走势.行", line, 4)), 4)


def body() -> str:
    """Return the whole sheet."""
    return _figures() + _conditions_and_matters() + _faults()


def _figures() -> str:
    return "".join(
        (
            paragraphs((("DocumentTitle", "{{ 标题 }}"), ("Blank", ""))),
            paragraphs(
                (
                    (
                        "SheetLine",
                        (
                            "{{ 称谓 }}：{{ 乡镇 }}　　{% if 专项 %}每日报送{% else %}台账{% endif %}：{{ 报送 }}"
                            "{% if not 专项 %}　　数据截至{{ 数据截至 }}{% endif %}"
                        ),
                    ),
                )
            ),
            when("专项", paragraph("SheetLine", "数据截至{{ 数据截至 }}")),
            when("not 专项", paragraph("SheetLine", "排名：{{ 名次 }}　　“三无”：{{ 三无 }}")),
            paragraph(
                "Measure",
                "对本单数据有异议的，请在{{ 异议截止日 }}前向{{ 署名 }}书面反馈；逾期没有反馈的，按本单数据通报。"
                "检举控告类事项只计数，不列出。",
            ),
            when(
                "not 专项",
                paragraph("TableCaption", "{{ 章.指标 }}、指标（与全县、{{ 上期 }}比较）"),
                _rates(),
            ),
            paragraph("TableCaption", "{{ 章.件数 }}、应当注意的件数"),
            listing(
                "项 in 件数",
                (
                    ("名称", 4044, "{{ 项.名称 }}"),
                    ("本期", 2400, "{{ 项.本乡镇 }}"),
                    ("{{ 上期 }}", 2400, "{{ 项.上期 }}"),
                ),
                left=("名称",),
            ),
            when(
                "not 专项",
                paragraph("TableCaption", "{{ 章.走势 }}、{{ 走势.标题 }}"),
                paragraph("Chart", "{{ 走势.图 }}"),
                when("走势.行", _trend()),
            ),
        )
    )


def _rates() -> str:
    return listing(
        "项 in 指标",
        (
            ("指标", 2244, "{{ 项.名称 }}"),
            ("本{{ 称谓 }}", 2400, "{{ 项.本乡镇 }}"),
            ("全县", 1400, "{{ 项.全县 }}"),
            ("{{ 上期 }}", 1400, "{{ 项.上期 }}"),
            ("升降（百分点）", 1400, "{{ 项.升降 }}"),
        ),
        left=("指标",),
    )


def _conditions_and_matters() -> str:
    return "".join(
        (
            when("not 专项", _conditions()),
            _limits("逾期", "已逾期的事项", "逾期天数"),
            _limits("预警", "30天内到期的事项", "剩余天数"),
        )
    )


def _limits(name: str, title: str, days: str) -> str:
    """Return a section of matters with their limits, and what is said of them below or in place of the table."""
    return "".join(
        (
            paragraph("TableCaption", f"{{{{ 章.{name} }}}}、{title}"),
            when(name, matters(f"件 in {name}", days)),
            when(f"{name}说明", paragraph("Measure", f"{{{{ {name}说明 }}}}")),
        )
    )


def _behind_each(loop: str, *columns: tuple[str, int, str], matters: str) -> str:
    """Return a table whose rows end with the numbers of the matters behind them, under the heading ``matters``.

    Columns of counts and results, less than 1,100 wide, are centred, the others aligned left.
    """
    every = (*columns, (matters, 4200, "{{ 项.事项 }}"))
    return listing(loop, every, left=tuple(heading for heading, width, _ in every if width > _WIDEST_CENTRED))


def _conditions() -> str:
    table = _behind_each(
        "项 in 条件",
        ("条件", 2844, "{{ 项.名称 }}"),
        ("件数", 800, "{{ 项.件数 }}"),
        ("结果", 1000, "{{ 项.结果 }}"),
        matters="涉及事项",
    )
    return "".join(
        (
            paragraph("TableCaption", "{{ 章.条件 }}、“三无”条件和报送要求"),
            when("条件", table),
            when("条件说明", paragraph("TableNote", "{{ 条件说明 }}")),
        )
    )


def _faults() -> str:
    return "".join(
        (
            when("not 专项", _behind()),
            when(
                "问题",
                paragraph("TableCaption", "{{ 章.问题 }}、台账需要更正、核对之处"),
                listing(
                    "题 in 问题",
                    (
                        ("级别", 600, "{{ 题.级别 }}"),
                        ("位置", 1900, "{{ 题.位置 }}"),
                        ("问题", 3544, "{{ 题.问题 }}"),
                        ("办法", 2800, "{{ 题.办法 }}"),
                    ),
                    left=("位置", "问题", "办法"),
                    height=0,
                ),
            ),
            # A line under what is above it, for a heading of its own would now and then have a page to itself.
            when("not 问题", paragraph("TableNote", "台账没有需要更正、核对之处。")),
        )
    )


def _behind() -> str:
    table = _behind_each(
        "项 in 原因",
        ("指标", 1744, "{{ 项.名称 }}"),
        ("原因", 2300, "{{ 项.原因 }}"),
        ("件数", 600, "{{ 项.件数 }}"),
        matters="事项",
    )
    return "".join(
        (
            paragraph("TableCaption", "{{ 章.原因 }}、没有计入分子的事项"),
            when("原因", table),
            when("原因", paragraph("TableNote", "不得要求信访人更改评价，不得打击报复。")),
            when("not 原因", paragraph("Measure", "计分指标和领导包案率都没有未计入分子的事项。")),
        )
    )
