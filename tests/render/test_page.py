"""审核.html: self-contained, safe, complete, readable without a mouse and without a script."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import lxml.html
import pytest
from excel_samples import HOSTILE, NAMES, SECRET, make_report, table, with_table

from pipeline.model import COUNTY, UserError
from pipeline.render.page import csp_hash, render_page, safe_json
from pipeline.render.page_parts import listing, make_page

TEMPLATE = (Path(__file__).parents[2] / "templates" / "page.html.j2").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def report():
    return make_report(findings=250)


@pytest.fixture(scope="module")
def content(report):
    return render_page(report, TEMPLATE).decode("utf-8")


@pytest.fixture(scope="module")
def page(content):
    return lxml.html.document_fromstring(content)


@pytest.fixture(scope="module")
def data(page):
    return json.loads(page.get_element_by_id("data").text)


def unpack(packed) -> list[tuple[str, ...]]:
    columns = [[words[i] for i in codes] for words, codes in zip(packed["words"], packed["codes"], strict=True)]
    return list(zip(*columns, strict=True))


def rows_of(page, section: str) -> list[list[str]]:
    found = page.xpath(f"//section[@id='{section}']//table//tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in found]


def test_the_same_report_gives_the_same_bytes(report):
    assert render_page(report, TEMPLATE) == render_page(make_report(findings=250), TEMPLATE)


def test_a_template_with_windows_line_ends_gives_the_same_page(report):
    assert render_page(report, TEMPLATE.replace("\n", "\r\n")) == render_page(report, TEMPLATE)


def test_the_policy_names_the_hash_of_the_one_script_and_the_one_style(page, content):
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    scripts = re.findall(r"<script>(.*?)</script>", content, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", content, re.DOTALL)
    assert len(scripts) == len(styles) == 1
    assert f"script-src '{csp_hash(scripts[0])}'" in policy
    assert f"style-src '{csp_hash(styles[0])}'" in policy
    assert "default-src 'none'" in policy
    assert csp_hash("") == "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


def test_nothing_is_fetched_and_nothing_inline_escapes_the_policy(page, content):
    assert not re.search(r"https?://", content)
    assert page.xpath("//@src") == []
    assert page.xpath("//link/@href") == ["data:,"]
    assert page.xpath("//@style") == []
    assert [name for e in page.iter() for name in e.attrib if name.startswith("on")] == []


def test_every_township_stands_in_both_tables_with_its_state(page):
    towns = {row[0]: row for row in rows_of(page, "townships")[1:]}
    assert list(towns) == list(NAMES)
    assert towns["南坪乡"] == ["南坪乡", "▲ 未报送", "0", "0", "0", "0", "0", "", "未报送", "否"]
    assert towns["石门乡"][1:4] == ["已报（退回）", "6", "▲ 2"]
    ranked = {row[1]: row for row in rows_of(page, "ranking")[1:]}
    assert set(ranked) == {*NAMES, COUNTY}
    assert ranked["双桥镇"][:4] == ["16", "双桥镇", "67.9", "—"]
    assert ranked["东禾镇"][3:5] == ["↑2", "是 连续3年"]


def test_a_ledger_sent_back_is_linked_from_its_township(report):
    """By a path relative to the page, whatever a browser makes of Chinese in it; others have no link."""
    made = lxml.html.document_fromstring(render_page(report, TEMPLATE, ["退回/石门乡.xlsx", "退回/石门乡.txt", "退回/南坪乡.txt"]))
    links = [(a.get("aria-label"), unquote(a.get("href"))) for a in made.xpath("//section[@id='townships']//a[contains(@href, '.xlsx')]")]
    assert links == [("石门乡退回的台账", "退回/石门乡.xlsx")]


def test_fault_counts_of_townships_equal_the_table(page, report):
    frame = report.tables["findings"]
    towns = {row[0]: row for row in rows_of(page, "townships")[1:]}
    for name in NAMES:
        for severity, shown in zip(("错误", "提醒", "说明"), towns[name][4:7], strict=True):
            assert int(shown.removeprefix("✖ ")) == ((frame["township"] == name) & (frame["severity"] == severity)).sum()


def test_rates_stand_with_numerator_and_denominator(page, report):
    figures = report.tables["indicators"].set_index(["township", "indicator"])
    n, of = figures.loc[("城关镇", "accepted_on_time")]
    row = next(r for r in rows_of(page, "ranking") if r[1] == "城关镇")
    assert row[5].endswith(f"%{n}/{of}")
    assert next(r for r in rows_of(page, "ranking") if r[1] == "云台乡")[5] == "—"


def test_the_embedded_findings_are_all_of_the_table(data, report):
    frame = report.tables["findings"]
    found = unpack(data["findings"])
    assert len(found) == data["findings"]["total"] == len(frame) == 251
    assert [row[5] for row in found] == list(frame["message"])
    assert [row[2] for row in found] == list(frame["township"].fillna(""))


def test_without_a_script_the_first_hundred_findings_stand_there_and_it_says_so(page, data):
    shown = rows_of(page, "findings")[1:]
    assert len(shown) == 100
    assert [row[5] for row in shown] == [" ".join(row[5].split()) for row in unpack(data["findings"])[:100]]
    assert "下表只列前100条，全部见汇总.xlsx“问题清单”" in page.xpath("//section[@id='findings']/noscript")[0].text_content()


def test_hostile_text_is_shown_and_never_obeyed(page, content, data):
    assert HOSTILE not in content
    assert any(row[5] == f"{HOSTILE} <公司>&" for row in unpack(data["findings"]))
    assert "</script><b>" not in content
    assert page.xpath("//b") == []
    files = [row[0] for row in rows_of(page, "files")]
    assert "2023-02/新建 <公司>&.docx" in files
    assert str(safe_json("</script>&\u2028")) == '"\\u003c/script\\u003e\\u0026\\u2028"'


def test_accusations_are_counted_and_never_listed(content):
    assert "检举控告2件，计数不列明细" in content
    for secret in (SECRET, "QH999000000002", "纪检密件"):
        assert secret not in content


def test_the_state_of_the_run_is_one_line(page):
    line = " ".join(page.xpath("//p[@class='lead']")[0].text_content().split())
    assert line == (
        "▲ 有6项需要处理。 应报乡镇20个：已报16个、已报（退回）1个、迟报1个、零报告1个、未报送1个。"
        "合并事项122件。错误127条、提醒62条、说明62条。三无乡镇17个。"
    )


def test_a_quiet_run_says_that_nothing_awaits_the_office(report):
    quiet = replace(report, overdue=report.overdue.iloc[:0], submissions=dict.fromkeys(NAMES, "已报"))
    for name in ("findings", "files", "rows"):
        quiet = with_table(quiet, name, table(name, []))
    text = render_page(quiet, TEMPLATE).decode("utf-8")
    assert "✓ 没有需要处理的事项。" in text
    assert 'class="act"' not in re.sub(r"<section id=\"ranking\".*?</section>", "", text, flags=re.DOTALL)


def test_sheets_files_and_changes_tell_what_was_decided_while_reading(page, data, report):
    assert len(rows_of(page, "files")) == 1 + len(report.tables["files"])
    assert len(rows_of(page, "reading")) == 1 + len(report.tables["rows"])
    changes = unpack(data["changes"])
    assert len(changes) == len(report.tables["changes"]) - 2
    assert changes[0] == ("2023-02/城关镇台账.xlsx", "Sheet1", "D4", "登记日期", "2023.2.6", "2023-02-06")


def test_the_notes_stand_as_written(page, report):
    assert [li.text_content() for li in page.xpath("//section[@id='notes']//li")] == list(report.notes)


def test_it_can_be_used_without_sight_or_mouse(page):
    assert page.get("lang") == "zh-CN"
    assert len(page.xpath("//h1")) == 1
    assert [h.tag for h in page.xpath("//h1|//h2|//h3")] == ["h1"] + ["h2"] * 8
    for table_ in page.xpath("//table"):
        assert table_.xpath("caption")[0].text_content().strip()
        assert all(th.get("scope") in {"col", "row"} for th in table_.xpath(".//th"))
    for control in page.xpath("//form//input|//form//select"):
        assert len(page.xpath(f"//label[@for='{control.get('id')}']")) == 1
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.xpath("//a/@href")} <= set(ids)
    assert page.xpath("//section[@id='ranking']//th[@aria-sort='ascending']")[0].text_content() == "名次"


def test_red_always_comes_with_a_sign(page):
    marked = page.xpath("//*[contains(concat(' ', @class, ' '), ' act ')]")
    assert len(marked) > 10
    assert all(e.text_content().strip()[0] in "▲✖" for e in marked)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ink", ["ink", "soft", "link", "act"])
@pytest.mark.parametrize("paper", ["head", "track", "white"])
def test_text_stands_out_from_its_ground_by_four_and_a_half(ink, paper):
    colours = dict(re.findall(r"--(\w+):(#[0-9a-f]{6})", TEMPLATE)) | {"white": "#ffffff"}
    light, dark = sorted((_luminance(colours[ink]), _luminance(colours[paper])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_a_misspelt_name_in_the_template_stops_with_a_sentence(report):
    with pytest.raises(UserError) as caught:
        render_page(report, "<p>{{ page.titel }}</p>")
    assert str(caught.value).startswith("审核页的模板“page.html.j2”有误（")
    assert str(caught.value).endswith("；请把程序自带的 templates/page.html.j2 放回原处。")
    with pytest.raises(UserError, match=r"审核页的模板“page\.html\.j2”第2行有误"):
        render_page(report, "<p>\n{% if %}</p>")


def test_a_template_cannot_reach_into_the_program(report):
    with pytest.raises(UserError, match="有误"):
        render_page(report, "{{ page.__class__.__mro__ }}")


def test_a_packed_listing_keeps_each_word_once():
    assert listing([["a", "b", "a"]], ("x",)).packed == {"total": 3, "words": [["a", "b"]], "codes": [[0, 1, 0]]}


def test_faults_of_no_township_can_be_chosen_and_townships_come_in_roster_order(report):
    names = make_page(report).finding_townships
    assert list(names) == [n for n in NAMES if n in names]
