"""What a tag may not do is told before any data is read, and stops a paper where it shows only while it is filled.

Every explosion here is harmless: the bounds are lowered, and each guard is asked for what is one step over it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipeline.render.papers.documents import KINDS
from pipeline.render.templates.faults import check_template
from pipeline.render.word import bounds
from pipeline.render.word.filling import DocumentFault, render_document
from pipeline.render.word.tag_quotes import straightened
from tests.render.templates.misuse_kit import CIRCULAR
from tests.render.word_texts import outside_runs, template, texts

NAMES = {kind.name: kind.names for kind in KINDS}[CIRCULAR]
SAMPLE = "例如 {{ 期间 }}。"


def told(*lines: str) -> tuple[str, ...]:
    return check_template(template(*lines), NAMES)


def filled(*lines: str, **context: Any) -> list[str]:
    content = render_document(template(*lines), context, {}, title="试", made_on=date(2023, 2, 28))
    assert outside_runs(content) == []
    return texts(content)


def stopped(*lines: str, **context: Any) -> str:
    with pytest.raises(DocumentFault) as caught:
        filled(*lines, **context)
    return str(caught.value)


@pytest.fixture
def lower(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Lower some of the bounds."""

    def lowered(**limits: int) -> None:
        for module in ("word.bounds", "templates.tag_rules"):
            monkeypatch.setattr(f"pipeline.render.{module}.LIMITS", replace(bounds.Limits(), **limits))

    return lowered


# Reaching inside values


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("{{ '甲'.__class__ }}", "__class__"),
        ("{{ ('甲' ~ 期间).__class__ }}", "__class__"),
        ("{{ 指标[0]['__class__'] }}", "__class__"),
        ("{% for 项 in 指标|map(attribute='__class__') %}甲{% endfor %}", "__class__"),
        ("{% for 项 in 指标|map(attribute='名称._x') %}甲{% endfor %}", "名称._x"),
    ],
)
def test_a_name_with_an_underscore_before_it_is_refused(tag: str, name: str) -> None:
    assert told(tag) == (f"标签里的“{name}”以下划线开头，不能用，在“{tag}”；请只用“可用字段”里的名字，{SAMPLE}",)


def test_the_inside_of_a_field_is_told_as_a_name_that_is_not_there() -> None:
    (sentence,) = told("{{ 期间.__class__ }}")
    assert sentence.startswith("没有“期间.__class__”这个名字")


@pytest.mark.parametrize(("tag", "sign"), [("{{ 期间|safe }}", "safe"), ("{{ 期间|attr('x') }}", "attr")])
def test_filters_that_print_unescaped_or_reach_inside_are_refused(tag: str, sign: str) -> None:
    (sentence,) = told(tag)
    assert sentence.startswith(f"没有“|{sign}”这种写法")
    assert stopped(tag, 期间="x").startswith("模板有误（")


@pytest.mark.parametrize(("tag", "name"), [("{{ 期间.upper() }}", "upper"), ("{{ range(9) }}", "range")])
def test_nothing_is_called(tag: str, name: str) -> None:
    assert any(f"“{name}" in sentence or f".{name}”" in sentence for sentence in told(tag))
    assert told("{{ ('a' ~ 期间).upper() }}") == (
        f"标签里不能调用“upper(…)”，在“{{{{ ('a' ~ 期间).upper() }}}}”；请只写名字，{SAMPLE}",
    )


def test_a_power_a_slice_and_a_dictionary_are_refused() -> None:
    for tag, written in (("{{ 2 ** 3 }}", "**"), ("{{ 期间[0:2] }}", "[…:…]"), ("{{ {'甲': 1} }}", "{…}")):
        assert told(tag) == (f"模板里不能用“{written}”，在“{tag}”；请删去，{SAMPLE}",), tag


# Growing and reckoning


def test_a_result_over_the_bound_is_told_and_stops_the_paper(lower: Callable[..., None]) -> None:
    lower(digits=3)
    assert told("{{ 登记.件数 * 100 * 10 }}") == (
        (
            "标签“{{ 登记.件数 * 100 * 10 }}”的结果超过上限，在“{{ 登记.件数 * 100 * 10 }}”；"
            "请改正算式，例如 {{ 登记.件数 }}。"
        ),
    )
    assert stopped("{{ 数 * 100 }}", 数=10) == "模板有误（数字太大，超过3位）；请改正标签，或换回程序自带的模板"
    assert filled("{{ 数 * 100 }}", 数=9) == ["900"]


def test_a_text_is_not_repeated_by_a_number() -> None:
    (sentence,) = told("{{ '甲' * 3 }}")
    assert sentence.startswith("标签“{{ '甲' * 3 }}”算不出结果（“甲”和“3”不能用“*”）")
    assert stopped("{{ 文 * 3 }}", 文="甲").startswith("模板有误（“甲”和“3”不能用“*”）")
    assert stopped("{{ 文 % 3 }}", 文="%9d").startswith("模板有误（“%9d”和“3”不能用“%”）")


def test_texts_joined_over_the_bound_stop_the_paper(lower: Callable[..., None]) -> None:
    lower(text=5)
    assert stopped("{{ 文 ~ 文 }}", 文="三个字").startswith("模板有误（文字超过5个字符）")
    assert stopped("{{ 文 + 文 }}", 文="三个字").startswith("模板有误（文字超过5个字符）")
    assert stopped("{{ 文|replace('字', '另有四个字') }}", 文="三个字").startswith("模板有误（文字超过5个字符）")
    assert filled("{{ 文 ~ '二字' }}", 文="三个字") == ["三个字二字"]


def test_a_name_that_set_doubles_again_and_again_is_told(lower: Callable[..., None]) -> None:
    lower(terms=7)
    twice = "{% set 文 = 期间 %}{% set 文 = 文 ~ 文 %}{% set 文 = 文 ~ 文 %}"
    assert told(f"{twice}{{{{ 文 }}}}") == ()
    assert told(f"{twice}{{% set 文 = 文 ~ 文 %}}{{{{ 文 }}}}") == (
        (
            "标签的结果会越加越长，超过上限，在word/document.xml；"
            "请不要反复用 set 把同一个名字连起来，直接写 {{ 期间 }}。"
        ),
    )


def test_loops_are_counted_together(lower: Callable[..., None]) -> None:
    lower(rounds=5)
    loop = "{% for 甲 in 数 %}{% for 乙 in 数 %}x{% endfor %}{% endfor %}"
    assert filled(loop, 数=[1]) == ["x"]
    assert stopped(loop, 数=[1, 2]).startswith("模板有误（循环超过5次）")


def test_a_part_that_grows_too_long_is_stopped_while_it_is_filled(lower: Callable[..., None]) -> None:
    lower(part=1000)
    assert stopped("{% for 甲 in 数 %}" + "长" * 100 + "{% endfor %}", 数=[1] * 9).startswith(
        "模板有误（成品太长，超过1000个字符）"
    )


def test_what_stands_too_deep_or_is_too_long_is_told() -> None:
    deep, long = "{{ " + "(" * 16 + "1" + ")" * 16 + " }}", "{{ " + "1+" * 300 + "1 }}"
    (sentence,) = told(deep)
    assert sentence.startswith("标签里的括号套得太深（至多15层）")
    (sentence,) = told(long)
    assert sentence.startswith("标签太长（603个字符，至多500个）")
    (sentence,) = told("{% if 期间 %}" * 21 + "甲" + "{% endif %}" * 21)
    assert sentence.startswith("if、for 一层套一层，超过20层")
    (sentence,) = told("{% for 项 in 指标 %}" * 5 + "甲" + "{% endfor %}" * 5)
    assert sentence.startswith("for 里面套 for 超过4层")


def test_arithmetic_that_can_never_work_is_told_and_such_that_depends_on_the_data_is_not() -> None:
    (sentence,) = told("{{ 登记.件数 + 期间 }}")
    assert sentence.startswith("标签“{{ 登记.件数 + 期间 }}”算不出结果（“1”和“文字”不能用“+”）")
    (sentence,) = told("{% if 期间 > 3 %}甲{% endif %}")
    assert sentence.startswith("标签“{% if 期间 > 3 %}”算不出结果（文字和数字不能放在一起算，也不能比大小）")
    (sentence,) = told("{{ 1 / 0 }}")
    assert sentence.startswith("标签“{{ 1 / 0 }}”算不出结果（除数是 0）")
    assert told("{{ 1 / (登记.件数 - 1) }}") == ()
    assert stopped("{{ 1 / 数 }}", 数=0).startswith("模板有误（除数是 0）")
    assert stopped("{% if 数 > '三' %}甲{% endif %}", 数=1).startswith("模板填到一半出错（TypeError）")


# Quotation marks


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("t == '“三无”'", "t == '“三无”'"),
        ('t == "‘三无’"', 't == "‘三无’"'),
        ("t == “三无”", 't == "三无"'),
        ("t == ‘三无’", 't == "三无"'),
        ("t == ”三无”", 't == "三无"'),
        ("t == “三无“", 't == "三无"'),
        ("t == “所谓“三无”乡镇”", 't == "所谓“三无”乡镇"'),
        ('t == “说"好"”', "t == '说\"好\"'"),
        ("t == '没有关上", "t == '没有关上"),
        (r"t == 'a\'“b”'", r"t == 'a\'“b”'"),
    ],
)
def test_quotation_marks_around_a_text_are_quotes_and_those_within_are_text(written: str, read: str) -> None:
    assert straightened(written) == read


@pytest.mark.parametrize("tag", ["t == '“三无”'", 't == "“三无”"', "t == ““三无””"])
def test_a_comparison_with_quotation_marks_is_true_for_the_same_text(tag: str) -> None:
    source = f"{{% if {tag} %}}是{{% else %}}否{{% endif %}}"
    assert filled(source, t="“三无”") == ["是"]
    assert filled(source, t='"三无"') == ["否"]


def test_a_text_in_a_tag_prints_its_quotation_marks_and_its_signs() -> None:
    assert filled("{{ '“三无”乡镇' }}", "{{ 'A&B<C' }}", "{% if t == 'A&B' %}同{% endif %}", t="A&B") == [
        "“三无”乡镇",
        "A&B<C",
        "同",
    ]


def test_word_s_own_quotes_around_a_text_still_work() -> None:
    assert filled("{% if t == “青禾县” %}是{% endif %}，他说“好”", t="青禾县") == ["是，他说“好”"]
