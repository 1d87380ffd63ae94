"""Every fault of a template is reported at once, before any ledger is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pipeline.render.naming import Name, describe
from pipeline.render.templates.faults import check_template
from tests.render.word_texts import template
from tools.word_template.blocks import cell, grid_table, paragraph, row


@dataclass(frozen=True)
class Line:
    township: Annotated[str, Name("乡镇", "乡镇")]


@dataclass(frozen=True)
class Whole:
    period: Annotated[str, Name("期间", "统计期间")]
    line: Annotated[Line, Name("首位", "第一名")]
    lines: Annotated[tuple[Line, ...], Name("行", "各乡镇")]


NAMES = describe(Whole)


def test_a_sound_template_has_no_fault() -> None:
    body = template(
        "{{ 期间 }}{{ 首位.乡镇 }}{% for 个 in 行 %}{{ loop.index }}{{ 个.乡镇 }}{% endfor %}{% if not 行 "
        "%}无{% endif %}"
    )
    assert check_template(body, NAMES) == ()


def test_an_unknown_name_is_told_with_the_nearest_and_its_paragraph() -> None:
    assert check_template(template("头", "截至{{ 期限 }}的情况"), NAMES) == (
        "没有“期限”这个名字，最接近的是“期间”，在“截至{{ 期限 }}的情况”；请改正标签，例如 {{ 期间 }}。",
    )


def test_a_field_that_a_record_lacks_is_told_with_its_owner() -> None:
    assert check_template(template("{% for 个 in 行 %}{{ 个.乡镇名 }}{% endfor %}"), NAMES) == (
        (
            "没有“个.乡镇名”这个名字，最接近的是“个.乡镇”，在“{% for 个 in 行 %}{{ 个.乡镇名 }}{% endfor %}”；"
            "请改正标签，例如 {{ 个.乡镇 }}。"
        ),
    )


def test_a_name_in_a_table_cell_is_found_too() -> None:
    body = grid_table((row([cell("{{ 乡真 }}", 0)], 360),), 1) + paragraph("Normal", "x")
    assert check_template(template(body=body), NAMES) == (
        "没有“乡真”这个名字，在“{{ 乡真 }}”（第1个表第1行第1列）；请改正标签，例如 {{ 期间 }}。",
    )


def test_full_width_braces_are_found() -> None:
    assert check_template(template("合计｛｛ 期间 ｝｝"), NAMES) == (
        "“合计｛｛ 期间 ｝｝”用了全角括号；请在英文输入法下重打，例如 {{ 期间 }}。",
    )


def test_text_beside_a_paragraph_tag_is_found_for_it_would_vanish() -> None:
    assert check_template(template("{%p if 期间 %}注意", "甲", "{%p endif %}"), NAMES) == (
        "“{%p if 期间 %}注意”中段落标签旁边还有文字，生成时会丢失；请让 {%p …%} 独占一段。",
    )


def test_an_open_block_is_found() -> None:
    assert check_template(template("{% if 期间 %}甲"), NAMES) == (
        "“{% if 期间 %}”没有结束，在“{% if 期间 %}甲”；请在后面补上 {% endif %}。",
    )


def test_all_faults_come_at_once() -> None:
    assert len(check_template(template("{{ 期限 }}", "{{ 首位.乡 }}", "｛｛ x ｝｝"), NAMES)) == 3


def test_a_file_that_is_no_document_is_one_fault() -> None:
    assert check_template(b"x", NAMES) == (
        "不是可用的 .docx 文件；请用 Word 或 WPS 另存为 .docx，或换回程序自带的模板。",
    )
