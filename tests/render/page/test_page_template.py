"""The template of 审核.html: usable without sight or mouse; its sentences in the catalogue, its faults reported."""

from __future__ import annotations

import re
from pathlib import Path

import lxml.html
import pytest

from pipeline.base.errors import UserError
from pipeline.messages.page import PAGE_WORDS, SCRIPT_WORDS
from pipeline.render.page.review_page import LISTS_NAME, SCRIPT_NAME, STYLE_NAME, TEMPLATE_NAME, render_page
from tests.render.page.page_samples import PARTS, full_page, full_report


@pytest.fixture(scope="module")
def report():
    return full_report()


@pytest.fixture(scope="module")
def page():
    return lxml.html.document_fromstring(full_page().decode("utf-8"))


def test_browsers_with_two_engines_are_asked_for_the_newer_one_and_an_old_one_is_told(page):
    """360 and QQ open what lies on an intranet by Internet Explorer's engine otherwise."""
    assert page.xpath("//meta[@name='renderer']/@content") == ["webkit"]
    assert page.xpath("//meta[@http-equiv='X-UA-Compatible']/@content") == ["IE=edge"]
    assert "浏览器没有启用脚本或版本太旧，只列前" in page.text_content()


def test_it_can_be_used_without_sight_or_mouse(page):
    assert page.get("lang") == "zh-CN"
    assert len(page.xpath("//h1")) == 1
    assert [h.text_content() for h in page.xpath("//main//h2")] == [
        "需要处理",
        "逾期件",
        "各乡镇",
        "排名",
        "图表",
        "问题清单",
        "读取情况",
        "口径",
    ]
    for table_ in page.xpath("//table"):
        assert table_.xpath("caption")[0].text_content().strip()
        assert all(th.get("scope") in {"col", "row"} for th in table_.xpath(".//th"))
    controls = page.xpath("//form//input|//form//select")
    assert len(controls) == 18
    for control in controls:
        assert len(page.xpath(f"//label[@for='{control.get('id')}']")) == 1
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.xpath("//a/@href")} <= set(ids)
    assert set(page.xpath("//@aria-labelledby")) <= set(ids)
    assert page.xpath("//section[@id='ranking']//th[@aria-sort='ascending']")[0].text_content() == "名次"


def test_every_word_of_the_page_is_in_the_catalogue_and_every_word_of_it_is_used():
    """The template, the style and the script hold no Chinese of their own."""
    own = re.compile(r"[\u3400-\u9fff]+")
    assert [own.findall(PARTS[name]) for name in (TEMPLATE_NAME, LISTS_NAME)] == [[], []]
    assert [own.findall(re.sub(r"/\*.*?\*/", "", PARTS[name])) for name in (STYLE_NAME, SCRIPT_NAME)] == [[], []]
    sources = "".join(p.read_text(encoding="utf-8") for p in Path(render_page.__code__.co_filename).parent.glob("*.py"))
    users = PARTS[TEMPLATE_NAME] + PARTS[LISTS_NAME] + sources
    used = {
        name
        for name in PAGE_WORDS
        if re.search(rf"\bw\.{name}\b|[\"']{name.removesuffix('_note').removeprefix('tile_')}[\"']|'{name}'", users)
    }
    assert set(PAGE_WORDS) - used == set()
    assert {name for name in SCRIPT_WORDS if f"words.{name}" not in PARTS[SCRIPT_NAME]} == set()


def test_red_always_comes_with_a_sign(page):
    marked = page.xpath("//*[contains(concat(' ', @class, ' '), ' act ')]")
    assert len(marked) > 10
    assert all(e.text_content().strip()[0] in "▲✖" for e in marked)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ink", ["ink", "soft", "link", "act"])
@pytest.mark.parametrize("paper", ["head", "paper", "wash", "white"])
def test_text_stands_out_from_its_ground_by_four_and_a_half(ink, paper):
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", PARTS[STYLE_NAME])) | {"white": "#ffffff"}
    light, dark = sorted((_luminance(colours[ink]), _luminance(colours[paper])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_a_misspelt_name_in_the_template_stops_with_a_sentence(report):
    with pytest.raises(UserError) as caught:
        render_page(report, {**PARTS, TEMPLATE_NAME: "<p>{{ page.titel }}</p>"})
    assert str(caught.value).startswith("审核页的模板“page.html.j2”有误（")
    assert str(caught.value).endswith("；请把程序自带的 templates/page.html.j2 放回原处。")
    with pytest.raises(UserError, match=r"审核页的模板“page\.html\.j2”第2行有误"):
        render_page(report, {**PARTS, TEMPLATE_NAME: "<p>\n{% if %}</p>"})


def test_a_template_cannot_reach_into_the_program(report):
    with pytest.raises(UserError, match="有误"):
        render_page(report, {**PARTS, TEMPLATE_NAME: "{{ page.__class__.__mro__ }}"})
