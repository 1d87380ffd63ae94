"""Parts that several papers share: red head, signature, definitions as an attachment, 版记, listings."""

from __future__ import annotations

from collections.abc import Sequence

from tools.word_template.blocks import (
    cell,
    cells_of,
    each,
    grid_table,
    imprint,
    paragraph,
    paragraphs,
    row,
    rows_of,
    when,
)

Column = tuple[str, int, str]
_HEAD, _LINE = 400, 340
HEAD_HEIGHT, ROW_HEIGHT = 560, 490
"""Of the wide tables of rates: twentieths of a point."""

REGISTERED_BY = (
    "{% if 登记.件数 %}按信访形式分，{{ 登记.形式 }}；"
    "来访共{{ 登记.批次 }}批次、{{ 登记.人次 }}人次{% if 登记.批次 %}{{ 登记.集体访 }}{% endif %}。"
    "按登记层级分，{{ 登记.层级 }}。"
    "{% if 登记.内容 %}按内容分类，居前的是{{ 登记.内容 }}。{% endif %}"
    "{% if 登记.未分类 %}内容分类没有填写或者无法识别的有{{ 登记.未分类 }}件。{% endif %}{% endif %}"
)
"""What follows the number of matters registered: by form, level and content."""


def red_head() -> str:
    """Return mark and number over the red rule, where the office has a name; then title, addressee."""
    return "".join(
        (
            when(
                "机关标志",
                paragraphs(
                    (
                        ("Mark", "{{ 机关标志 }}"),
                        ("Blank", ""),
                        ("Blank", ""),
                        ("DocumentNumber", "{{ 发文字号 }}"),
                        ("Blank", ""),
                        ("Blank", ""),
                    )
                ),
            ),
            paragraphs((("DocumentTitle", "{{ 标题 }}"), ("Blank", ""))),
            when("主送", paragraph("Addressee", "{{ 主送 }}：")),
        )
    )


def letter_head() -> str:
    """Return number (right, under the first red rules), title, addressee; the mark is in the first page's header."""
    return "".join(
        (
            when("机关标志", paragraphs((("LetterNumber", "{{ 发文字号 }}"), ("Blank", ""), ("Blank", "")))),
            paragraphs((("DocumentTitle", "{{ 标题 }}"), ("Blank", ""))),
            when("主送", paragraph("Addressee", "{{ 主送 }}：")),
        )
    )


def signature() -> str:
    """Return issuer over date, then to whom the paper may be shown and whom to ask."""
    return "".join(
        (
            paragraphs((("Blank", ""), ("Blank", ""), ("Signer", "{{ 署名 }}"), ("IssueDate", "{{ 成文日期 }}"))),
            when("公开属性", paragraph("Note", "（信息公开选项：{{ 公开属性 }}）")),
            when("联系方式", paragraph("Note", "（{{ 联系方式 }}）")),
        )
    )


def definitions(label: str, title: str = "统计口径") -> str:
    """Return the attachment 统计口径 under ``label`` ('附件3', or a tag), with its title or the tag of it."""
    return "".join(
        (
            paragraphs((("AttachmentLabel", label), ("Blank", ""), ("DocumentTitle", title), ("Blank", ""))),
            each("条 in 口径", paragraph("Measure", "{{ loop.index }}.{{ 条 }}")),
        )
    )


def end_imprint() -> str:
    """Return the 版记 of a paper with a red head."""
    return imprint((("抄送", "抄送：{{ 抄送 }}。"), ("", "{{ 印发机关 }}\t{{ 印发日期 }}印发")))


def letter_imprint() -> str:
    """Return the 版记 of a letter: the copies alone, without rules."""
    return when("抄送", imprint((("", "抄送：{{ 抄送 }}。"),), ruled=False))


def listing(
    loop: str,
    columns: Sequence[Column],
    *,
    left: Sequence[str] = (),
    height: int = _LINE,
    style: str = "TableLeft",
    large: bool = False,
) -> str:
    """Return a table with one row per item of the loop; ``columns`` are (heading, width, tag).

    ``left``: the headings whose cells are aligned left, in ``style``. ``large``: for a letter, where the table is part
    of the text.
    """
    titles, cells = ("LetterHead", "LetterText") if large else ("TableHead", "TableText")
    head = row([cell(label, width, titles) for label, width, _ in columns], _HEAD, head=True)
    line = row([cell(text, width, style if label in left else cells) for label, width, text in columns], height)
    return grid_table((head, rows_of(loop, line, len(columns))), len(columns))


def ranked_table(unit: str, width: int) -> str:
    """Return the table of ranks and of the indicators that score, a row per unit; ``unit`` heads their column."""
    first = (("名次", 560), (unit, width), ("得分", 780), ("三无", 780))
    ranked = ("{{ 行.名次 }}", "{{ 行.乡镇 }}", "{{ 行.得分 }}", "{{ 行.三无 }}")
    columns = len(first) + 3
    return grid_table(
        (
            row(
                [
                    *(cell(label, size, "WideHead") for label, size in first),
                    *cells_of("列 in 指标表.列", "{{ 列 }}", "WideHead"),
                ],
                HEAD_HEIGHT,
                head=True,
            ),
            rows_of(
                "行 in 指标表.行",
                row(
                    [
                        *(cell(text, size, "WideText") for text, (_, size) in zip(ranked, first, strict=True)),
                        *cells_of("格 in 行.格", "{{ 格 }}", "WideText"),
                    ],
                    ROW_HEIGHT,
                ),
                columns,
            ),
        ),
        columns,
    )
