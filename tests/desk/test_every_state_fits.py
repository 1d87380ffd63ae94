"""Every page of the desk, opened lists, forms and errors: axe finds nothing, the keyboard comes in and out again."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page as Opened
from playwright.sync_api import expect

from pipeline.editions.issued import IssuedPaper, record_bytes, record_file
from tests.desk.looked_at import fits, go_to
from tests.shared_editions import GOLDEN, golden_outputs

pytestmark = pytest.mark.slow
MONTH = "2023-02"
WIDE = {"width": 1920, "height": 1080}
ISSUED = IssuedPaper(
    "内部/会议数据摘要.docx", 1, "会议数据摘要", "", "青信联办〔2023〕3号", "2023-03-06", "主任", "0" * 64
)


@pytest.fixture
def month(opened: Opened, folders: Path) -> Opened:
    """The desk on a month that was made, one paper of it issued."""
    shutil.copytree(GOLDEN / MONTH, folders / "inputs" / MONTH)
    shutil.copytree(golden_outputs(), folders / "outputs", dirs_exist_ok=True)
    record = record_file(folders / "outputs", MONTH)
    record.parent.mkdir(parents=True)
    record.write_bytes(record_bytes([ISSUED]))
    opened.wait_for_url("**/home")
    return opened


def desk_of(page: Opened) -> str:
    """The desk's own address."""
    return page.url.split("/home")[0].split("/p/")[0].split("/settings")[0]


def violations(page: Opened) -> list[str]:
    """What axe finds on a page of a few lines."""
    return [each["id"] for each in Axe().run(page).response["violations"]]


def test_every_page_and_every_error_fits_at_both_widths(month: Opened):
    page, top = month, desk_of(month)
    page.get_by_label("期间（例如").fill("二月")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("“二月”不是可用的期间")
    fits(page)
    page.goto(f"{top}/p/{MONTH}")
    page.get_by_role("button", name="核对", exact=True).click()
    expect(page.locator("#said")).to_contain_text("核对好了")
    for summary in ("#check details.errors > summary", "#files td summary", "#return summary", "#issue > summary"):
        page.locator(summary).first.click()
    page.locator("summary", has_text="精简收到的台账").click()
    fits(page)
    page.locator("#issue button").click()  # the browser itself says what is missing
    assert page.evaluate("document.activeElement.id") == "number"
    for field, text in (("number", "青信联办〔2023〕4号"), ("day", "3月6日"), ("signer", "主任")):
        page.locator(f"#{field}").fill(text)
    page.locator("#issue button").click()
    expect(page.locator("#said")).to_contain_text("例如 2023-03-06。")
    fits(page)
    page.set_viewport_size(WIDE)
    fits(page)
    month = f"{top}/p/{MONTH}"
    cell = page.locator("#results a[href*='/cell?']").first.get_attribute("href")
    explained = f"{month}/explain?township={quote('东岭镇')}&figure={quote('得分')}"
    for address in (f"{top}{cell}", explained, f"{month}/verify", f"{top}/settings", f"{month}/picture?names=1"):
        page.goto(address)
        fits(page)
    page.goto(f"{top}/settings")
    page.set_input_files("#book", {"name": "设置.xlsx", "mimeType": "", "buffer": b"MZ" + bytes(200)})
    page.get_by_role("button", name="放入").click()
    expect(page.locator("#said")).to_contain_text("这份设置.xlsx没有启用，仍用原来的设置")
    expect(page.locator("#faults")).to_contain_text("设置.xlsx：")
    fits(page)


def test_pages_that_say_what_is_wrong_fit_too(month: Opened, address: str):
    """A period that isn't there, and an address that was used before; the browser that came in goes on."""
    page = month
    stranger = page.context.browser.new_context().new_page()
    stranger.goto(address)
    expect(stranger.locator("#door")).to_contain_text("请再双击一次程序打开工作台")
    assert violations(stranger) == []
    stranger.close()
    again = page.context.new_page()
    again.goto(address)
    again.wait_for_url("**/home")
    again.goto(f"{desk_of(page)}/p/2023-09")
    expect(again.locator("main")).to_contain_text("没有“2023-09”这一期；请回到首页选择或新建。")
    assert violations(again) == []
    again.close()


def test_escape_closes_what_was_opened_and_the_focus_returns(month: Opened):
    page = month
    page.goto(f"{desk_of(month)}/p/{MONTH}")
    go_to(page, "#check button")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("核对好了")
    page.keyboard.press("Escape")
    expect(page.locator("#said")).to_be_empty()
    for summary, inside in (
        ("#files td details[data-key=claim] > summary", "#files td details[data-key=claim] select"),
        ("#issue > summary", "#number"),
        ("details[data-key=tidy] > summary", "details[data-key=tidy] button"),
    ):
        go_to(page, summary)
        page.keyboard.press("Enter")
        go_to(page, inside)
        page.keyboard.press("Escape")
        assert page.evaluate("(wanted) => document.activeElement.matches(wanted)", summary)
        assert page.evaluate("document.activeElement.parentElement.open") is False
    link = page.locator("#run li a").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#check details[open] > summary").first).to_be_in_viewport()
