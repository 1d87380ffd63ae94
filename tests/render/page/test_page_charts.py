"""The charts of 审核.html: each says in words and in a table what it draws, and what isn't known isn't drawn."""

from __future__ import annotations

import re

import lxml.html
import pytest

from pipeline.base.county import COUNTY
from pipeline.render.page.parts import make_page
from pipeline.render.page.review_page import render_page
from tests.render.excel_samples import make_report, with_table
from tests.render.page.page_samples import PARTS, full_page, full_report
from tests.render.sample_figures import NAMES


@pytest.fixture(scope="module")
def report():
    return full_report()


@pytest.fixture(scope="module")
def page():
    return lxml.html.document_fromstring(full_page())


def test_each_chart_says_in_words_what_it_shows(page, report):
    """With the months whole, a gap where nothing is known, and the same figures in a table."""
    titles = [
        svg.xpath("*[local-name()='title']")[0].text for svg in page.xpath("//section[@id='charts']//*[@role='img']")
    ]
    assert len(titles) == 9
    series = report.tables["series"]
    line = series[
        (series["township"] == COUNTY) & (series["indicator"] == "concluded_on_time") & (series["month"] == "2023-02")
    ].iloc[0]
    percent = f"{100 * line['numerator'] / line['denominator']:.1f}%"
    assert re.fullmatch(rf"全县按期办结率：2022年3月[\d.]+%，2023年2月{percent}；最高[\d.]+%，最低[\d.]+%。", titles[1])
    table_ = page.xpath("//*[@id='compare-table']//tbody/tr")
    months = {tr[0].text_content(): [td.text_content() for td in tr[1:]] for tr in table_}
    assert len(months) == 12
    assert months["2022年6月"] == [""] * 9
    assert months["2023年2月"][1] == f"{line['numerator']}/{line['denominator']}  {percent}"
    assert [months[m][-1] for m in ("2022年12月", "2023年1月", "2023年2月")] == ["历史数据", "往期", "本期"]
    path = page.xpath("//*[@data-indicator='concluded_on_time']/*[contains(@class, 'line')]/@d")[0]
    assert path.count("M") == 2
    assert path.count("L") == 9


def test_a_month_in_which_nothing_was_due_breaks_the_line_and_one_month_draws_none(report):
    series = report.tables["series"]
    nothing = series.assign(
        numerator=series["numerator"].where(series["month"] != "2022-08", 0),
        denominator=series["denominator"].where(series["month"] != "2022-08", 0),
    )
    chart = make_page(with_table(report, "series", nothing)).months.charts[0]
    assert chart.path.count("M") == 3
    page = lxml.html.document_fromstring(
        render_page(with_table(report, "series", series[series["month"] == "2023-02"]), PARTS)
    )
    assert page.xpath("//section[@id='charts']/p/text()")[0] == "只有1个月的数据，满2个月后画图。"
    assert page.xpath("//*[@data-indicator]") == []


def test_the_balance_closes_in_words_and_bars(page):
    title = page.xpath("//*[@id='c-balance']")[0].text
    assert title == "全县：期初在办990件、新收240件、划入2件、办结180件、退回20件、划出2件、期末在办1030件。"
    rows = [tr.xpath("*/text()") for tr in page.xpath("//h3[@id='balance']/following-sibling::details[1]//tr")]
    assert rows[0] == ["乡镇", "期初在办", "＋ 新收", "＋ 划入", "－ 办结", "－ 退回", "－ 划出", "＝ 期末在办"]
    assert rows[1] == ["城关镇", "40", "12", "0", "9", "1", "2", "40"]
    assert rows[-1] == ["全县", "990", "240", "2", "180", "20", "2", "1030"]


def test_a_published_figure_stays_and_the_restated_one_stands_beside_it(page):
    row = page.xpath("//h3[@id='restated']/following-sibling::div[1]//tbody/tr")[0]
    assert [" ".join(td.text_content().split()) for td in row] == [
        "2023-01",
        "城关镇",
        "按期办结率",
        "18/20 90.0%",
        "更正 17/20 85.0%",
        "通报/月度通报.docx",
    ]


def test_what_has_no_rows_has_no_heading():
    page = lxml.html.document_fromstring(render_page(make_report(), PARTS))
    assert page.xpath("//h3[@id='balance']|//h3[@id='restated']") == []


def test_volumes_stand_on_the_page_in_roster_order_and_can_t_be_sorted(page):
    """The county's 40 matters of the hand-made report, 9 of them from above; nothing earlier is known."""
    table_ = page.xpath("//h3[@id='volumes']/following-sibling::details[1]//table")[0]
    assert "data-sort" not in table_.attrib
    assert [tr[0].text_content() for tr in table_.xpath(".//tbody/tr")] == NAMES
    foot = [cell.text_content() for cell in table_.xpath(".//tfoot/tr")[0]]
    assert foot == ["全县", "40", "—", "—", "—", "—", "9", "12", "30", "2", "13", "36", "36", "62"]
    assert page.xpath("//h3[@id='volumes']/following-sibling::p[1]")[0].text_content() == (
        "按登记层级：乡镇31件、县6件、市3件。"
    )


def test_volume_has_no_colour(page):
    """The bars of 收支核对 and the counts of its table are never red."""
    assert page.xpath("//section[@id='charts']//*[contains(concat(' ', @class, ' '), ' act ')]") == []
