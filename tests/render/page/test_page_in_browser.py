"""审核.html in a browser: by mouse, by keyboard, without a script, printed; it loads nothing and reports no fault."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from pipeline.base.county import COUNTY
from pipeline.base.rate import Rate
from pipeline.render.page.review_page import render_page
from tests.render.excel_samples import NAMES
from tests.render.page.page_reading import PATIENCE, comes_to, faults, lines, names, status
from tests.render.page.page_samples import PARTS, full_report

pytestmark = pytest.mark.slow

SMALL, LARGE, NARROW = ({"width": w, "height": h} for w, h in ((1366, 768), (1920, 1080), (320, 640)))
READY = "html[data-ready]"


@pytest.fixture(scope="module")
def browser(real_part) -> Iterator[Browser]:
    """Debian's own, which finds no host."""
    arguments = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND"]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=real_part("chromium"), args=arguments)
        expect.set_options(timeout=PATIENCE)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def report():
    return full_report(findings=600)


@pytest.fixture(scope="module")
def address(report, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("edition")
    paths = ["退回/石门乡.xlsx", "反馈单/石门乡.docx", "函件/石门乡-督办函.docx", "函件/石门乡-督办函.txt"]
    (folder / "审核.html").write_bytes(render_page(report, PARTS, paths))
    return (folder / "审核.html").as_uri()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page at 1366 × 768. No test makes it load anything but itself or write a fault to the console."""
    context = browser.new_context(viewport=SMALL)
    opened = context.new_page()
    faults_seen, requests = [], []
    opened.on("console", lambda message: faults_seen.append(message.text))
    opened.on("pageerror", lambda fault: faults_seen.append(str(fault)))
    opened.on("request", lambda request: requests.append(request.url))
    opened.goto(address)
    opened.wait_for_selector(READY)
    yield opened
    assert faults_seen == []
    assert [url for url in requests if not url.startswith("data:")] == [address]
    context.close()


def test_the_ranking_is_sorted_by_any_column_with_the_county_at_the_foot(page: Page):
    """The first click sorts from the top. Rows without a value stay last either way, and ties keep their order."""
    heading = page.locator("#ranking thead th", has_text="得分")
    expect(page.locator("#ranking thead th", has_text="名次")).to_have_attribute("aria-sort", "ascending")
    ranked = names(page, "ranking")
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    assert names(page, "ranking") == ranked
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    tied = {"东禾镇", "北塘镇"}
    assert [n for n in names(page, "ranking") if n not in tied] == [
        n for n in (*reversed(ranked[:16]), *ranked[16:]) if n not in tied
    ]
    assert names(page, "ranking")[13:15] == ["东禾镇", "北塘镇"]
    assert page.locator("#ranking tfoot th").inner_text() == COUNTY
    assert page.locator("#said").inner_text() == "已按“得分”升序排列。"
    expect(page.locator("#ranking thead th[aria-sort]")).to_have_count(1)


def test_townships_are_sorted_by_the_roster(page: Page, report):
    """And not by a browser's pinyin, which knows one reading of a character."""
    for section in ("townships", "ranking"):
        page.locator(f"#{section} thead th", has_text="乡镇").get_by_role("button").first.click()
        sorted_so = [name for name in names(page, section) if name in report.submissions]
        assert sorted_so == list(report.submissions)


def test_townships_are_sorted_by_their_errors(page: Page, report):
    page.locator("#townships thead").get_by_role("button", name="错误").click()
    counts = report.tables["findings"].query("severity == '错误'")["township"].value_counts()
    assert names(page, "townships")[0] == counts.idxmax()
    counts = [
        int(text.removeprefix("✖ ")) for text in page.locator("#townships tbody td:nth-child(5)").all_inner_texts()
    ]
    assert counts == sorted(counts, reverse=True)


def test_findings_are_filtered_by_township_severity_rule_and_words_together(page: Page, report):
    frame = report.tables["findings"]
    form = page.get_by_role("search", name="筛选问题清单")
    form.get_by_label("乡镇").select_option("城关镇")
    own = frame[frame["township"] == "城关镇"]
    comes_to(page, lambda: status(page), f"共601条，符合条件{len(own)}条，现列第1–50条。")
    form.get_by_label("级别").select_option("错误")
    form.get_by_label("规则").select_option("R204")
    of_rule = own[own["code"] == "R204"]
    comes_to(page, lambda: [row[1:3] for row in lines(page)], [["R204", "城关镇"]] * len(of_rule))
    form.get_by_label("文字").fill("QH 没有这样的文字")
    comes_to(page, lambda: status(page), "共601条，没有符合条件的。")
    form.get_by_label("文字").fill("00202211010002  以往台账")
    comes_to(page, lambda: len(lines(page)), len(of_rule))
    form.get_by_role("button", name="清除筛选").click()
    comes_to(page, lambda: status(page), "共601条，符合条件601条，现列第1–50条。")


def test_what_belongs_to_no_township_can_be_chosen(page: Page):
    page.get_by_role("search", name="筛选问题清单").get_by_label("乡镇").select_option("不属某一乡镇")
    comes_to(page, lambda: [row[3] for row in lines(page)], ["2023-02/新建 <公司>&.docx"])


def test_a_count_of_errors_leads_to_them(page: Page, report):
    page.get_by_role("link", name="城关镇错误").click()
    errors = report.tables["findings"].query("severity == '错误' and township == '城关镇'")
    comes_to(page, lambda: status(page).startswith(f"共601条，符合条件{len(errors)}条"), True)
    comes_to(page, lambda: {tuple(row[0:3:2]) for row in lines(page)}, {("✖ 错误", "城关镇")})
    expect(page.locator("#findings h2")).to_be_in_viewport()


def test_a_long_list_is_turned_page_by_page_to_its_end(page: Page):
    following, back = (page.get_by_role("button", name=f"问题清单{word}") for word in ("下一页", "上一页"))
    expect(back).to_have_attribute("aria-disabled", "true")
    for first in range(51, 602, 50):
        following.click()
        expect(page.locator("#list-findings [role=status]")).to_contain_text(f"现列第{first}–")
    comes_to(page, lambda: status(page), "共601条，符合条件601条，现列第601–601条。")
    expect(following).to_have_attribute("aria-disabled", "true")
    following.click(force=True)
    comes_to(page, lambda: len(lines(page)), 1)


def test_a_township_opens_with_every_figure_beside_the_countys(page: Page, report):
    page.locator("#townships").get_by_role("button", name="石门乡").click()
    sheet = page.get_by_role("dialog", name="石门乡")
    table = {
        r["township"]: r
        for r in report.tables["indicators"].query("indicator == 'concluded_on_time'").to_dict("records")
    }
    figure = {
        name: str(Rate(int(table[name]["numerator"]), int(table[name]["denominator"]))) for name in ("石门乡", COUNTY)
    }
    row = sheet.get_by_role("row", name="按期办结率").locator("td")
    assert row.all_text_contents() == [figure["石门乡"], figure[COUNTY]]
    links = {a.inner_text(): unquote(a.get_attribute("href") or "") for a in sheet.locator(".links a").all()}
    assert links == {
        "退回台账（第一张表“需修改”）": "退回/石门乡.xlsx",
        "督办函": "函件/石门乡-督办函.docx",
        "反馈单": "反馈单/石门乡.docx",
    }
    facts = dict(zip(sheet.locator("dt").all_inner_texts(), sheet.locator("dd").all_inner_texts(), strict=True))
    assert facts["名次"] == "13"
    assert facts["未计入"] == "▲ 2"
    sheet.get_by_role("button", name="下一个乡镇").click()
    expect(page.get_by_role("dialog", name=NAMES[NAMES.index("石门乡") + 1])).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="关闭").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_from_a_township_one_comes_to_all_its_findings(page: Page, report):
    page.locator("#ranking").get_by_role("button", name="城关镇").click()
    count = (report.tables["findings"]["township"] == "城关镇").sum()
    page.get_by_role("link", name=f"在问题清单中看全部{count}条").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    comes_to(page, lambda: status(page).startswith(f"共601条，符合条件{count}条"), True)


def test_everything_can_be_done_by_the_keyboard(page: Page):
    """Skip to the text, sort, open a township and come back, choose, type, turn a page; the focus is always visible."""
    press = page.keyboard.press

    def focused() -> str:
        seen = "getComputedStyle(document.activeElement).outlineStyle !== 'none'"
        assert page.evaluate(seen), "where the focus is can't be seen"
        return page.evaluate("document.activeElement.innerText || document.activeElement.id")

    def tab_to(text: str, limit: int = 120) -> None:
        for _ in range(limit):
            press("Tab")
            if focused() == text:
                return
        pytest.fail(f"Tab never comes to {text}")

    press("Tab")
    assert focused() == "跳到正文"
    press("Enter")
    tab_to("乡镇")
    press("Enter")
    expect(page.locator("#townships thead th").first).to_have_attribute("aria-sort", "ascending")
    tab_to("城关镇")
    press("Enter")
    expect(page.get_by_role("dialog", name="城关镇")).to_be_visible()
    comes_to(page, lambda: page.evaluate("document.activeElement.id"), "town-name")
    tab_to("关闭", 5)
    press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    comes_to(page, focused, "城关镇")
    page.locator("#findings-0").focus()
    press("ArrowDown")
    comes_to(page, lambda: {row[0] for row in lines(page)}, {"✖ 错误"})
    tab_to("findings-text", 3)
    page.keyboard.type("R204")
    comes_to(page, lambda: {row[1] for row in lines(page)}, {"R204"})
    tab_to("清除筛选", 2)
    press("Enter")
    comes_to(
        page, lambda: status(page), "共601条，符合条件601条，现列第1–50条。"
    )  # or Enter's late filter would turn the page back
    tab_to("上一页", 5)
    tab_to("下一页", 2)
    press("Enter")
    comes_to(page, lambda: "现列第51–100条" in status(page), True)


def test_a_townships_months_are_laid_beside_the_countys(page: Page, report):
    """As a line, as a sentence and in the table; a month in which nothing was due breaks the line."""
    chart = page.locator("[data-indicator=resolution]")
    county = chart.locator("title").first.text_content()
    page.get_by_label("与全县比较的乡镇").select_option("城关镇")
    line = chart.locator("g.own path").get_attribute("d") or ""
    assert (line.count("M"), line.count("L")) == (3, 7)
    series = (
        report.tables["series"]
        .query("township == '城关镇' and indicator == 'resolution' and month == '2023-02'")
        .iloc[0]
    )
    rate = str(Rate(int(series["numerator"]), int(series["denominator"])))
    assert (chart.locator("title").first.text_content() or "").startswith(f"{county} 城关镇：2022年3月 ")
    assert (chart.locator("title").first.text_content() or "").endswith(f"；2023年2月 {rate}")
    page.get_by_text("看逐月数字").click()
    table = page.locator("#compare-table table")
    assert (table.locator("caption").text_content() or "").startswith("逐月数字：城关镇")
    assert table.locator("tbody tr").last.locator("td").nth(2).text_content() == rate
    page.get_by_label("与全县比较的乡镇").select_option("只看全县")
    expect(chart.locator("g.own path")).to_have_attribute("d", "")
    assert (table.locator("caption").text_content() or "").startswith("逐月数字：全县")


def test_what_was_decided_and_changed_is_filtered_too(page: Page):
    page.get_by_role("search", name="筛选读取时的认定").get_by_label("文字").fill("认作")
    comes_to(page, lambda: [row[2] for row in lines(page, "decided")], ["“建档日”认作“登记日期”"])
    page.locator("#changes summary").click()
    page.get_by_role("search", name="筛选读取时的改写").get_by_label("乡镇").select_option("城关镇")
    comes_to(
        page,
        lambda: lines(page, "changes")[0],
        ["城关镇", "D4\nSheet1 · 2023-02/城关镇台账.xlsx", "登记日期", "2023.2.6", "2023-02-06"],
    )


def test_axe_finds_nothing_with_every_fold_open_nor_with_a_township_open_on_a_narrow_screen(page: Page):
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    assert faults(page) == []
    page.set_viewport_size(NARROW)
    page.locator("#townships").get_by_role("button", name="石门乡").click()
    assert faults(page) == []


def test_no_width_needs_scrolling_sideways(page: Page):
    for size in (SMALL, LARGE, NARROW):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_printing_takes_the_lists_as_filtered_and_says_where_it_stops(page: Page):
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    comes_to(page, lambda: len(lines(page)), 500)
    comes_to(
        page,
        lambda: status(page),
        ("共601条，符合条件601条，现列第1–500条。只印前500条；要印其他的，请先筛选。全部见汇总.xlsx“问题清单”。"),
    )
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    comes_to(page, lambda: len(lines(page)), 50)
    page.emulate_media(media="print")
    for part in ("nav", "#findings form", "#findings .pager"):
        expect(page.locator(part)).to_be_hidden()


def test_a_townships_sheet_is_printed_alone(page: Page):
    page.locator("#townships").get_by_role("button", name="石门乡").click()
    page.emulate_media(media="print")
    expect(page.get_by_role("dialog", name="石门乡")).to_be_visible()
    expect(page.locator("main")).to_be_hidden()


def test_without_a_script_everything_is_read_and_nothing_pretends_to_work(browser: Browser, address: str):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address)
    assert "浏览器没有启用脚本或版本太旧，只列前50条" in page.locator("#list-findings [role=status]").inner_text()
    assert page.locator("#list-findings tbody tr").count() == 50
    assert names(page, "ranking")[0] == "城关镇"
    assert page.locator("button:visible, select:visible").count() == 0
    page.context.close()
