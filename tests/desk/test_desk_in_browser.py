"""A month in a real browser: from an empty folder to the issued circular; nothing is asked of any other host."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import FileChooser, expect, sync_playwright
from playwright.sync_api import Page as Opened
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pipeline.desk.serve import run_desk
from tests.render.page.page_reading import faults
from tests.shared_editions import GOLDEN

pytestmark = pytest.mark.slow

SCREEN = {"width": 1366, "height": 768}
PATIENCE = 240_000
CONTRAST = """() => {
  const light = (c) => c.map((v) => v / 255).map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const parts = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const c = parts(getComputedStyle(at).backgroundColor);
      if (c.length === 3 || c[3] > 0) return c.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const bad = [];
  for (const e of document.querySelectorAll('body *')) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.offsetParent || e.disabled || e.closest('svg')) continue;
    const [one, two] = [light(parts(getComputedStyle(e).color).slice(0, 3)), light(behind(e))];
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    if (ratio < 4.5) bad.push(e.textContent.trim().slice(0, 20) + ' ' + ratio.toFixed(1));
  }
  return bad;
}"""
UNNAMED = """() => [...document.querySelectorAll('input:not([type=hidden]), select, button, a')].filter((e) =>
  !(e.getAttribute('aria-label') || (e.labels && e.labels.length) || e.textContent.trim())).map((e) => e.outerHTML)"""


@pytest.fixture
def address(folders: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A desk on a county whose second month is empty; it has ended when the test has."""
    monkeypatch.setenv("XDG_STATE_HOME", str(folders / "state"))
    shutil.rmtree(folders / "inputs" / "2023-02")
    settings = folders / "inputs" / "设置.xlsx"
    book = openpyxl.load_workbook(settings)
    office = book.create_sheet("单位")
    for row in (("项目", "值"), ("县名", "青禾县")):  # without a county's name no paper has a letterhead
        office.append(row)
    book.save(settings)
    said: list[str] = []
    there = threading.Event()

    def say(line: str) -> None:
        said.append(line)
        if "http://" in line:
            there.set()

    def serve() -> None:
        run_desk(folders / "inputs", folders / "outputs", say, browser=False)

    thread = threading.Thread(target=serve)
    thread.start()
    assert there.wait(60)
    yield next(line for line in said if "http://" in line).split("：")[1]
    thread.join(60)
    assert not thread.is_alive(), "退出 ends it"


@pytest.fixture
def opened(real_part, address: str) -> Iterator[Opened]:
    arguments = ["--no-sandbox", "--disable-gpu"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=real_part("chromium"), args=arguments)
        expect.set_options(timeout=PATIENCE)
        page = browser.new_context(viewport=SCREEN).new_page()
        page.set_default_timeout(PATIENCE)
        faults, hosts = [], set()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda message: faults.append(message.text))
        page.on("request", lambda request: hosts.add(request.url.split("/")[2] if "//" in request.url else "data"))
        page.goto(address)
        yield page
        page.click("header button")
        expect(page.get_by_text("可以关闭这个页面")).to_be_visible()
        browser.close()
    assert faults == []
    assert hosts - {"data"} == {address.split("/")[2]}


def fits(page: Opened) -> None:
    """What everybody can read and reach: names, contrast, one heading, landmarks, no sideways scrolling of the page."""
    page.wait_for_selector("html[data-ready]")
    assert page.evaluate(CONTRAST) == []
    assert page.evaluate(UNNAMED) == []
    assert faults(page) == [], "axe finds nothing, serious or not"
    assert page.locator("h1").count() == 1
    assert [page.locator(each).count() > 0 for each in ("header", "nav", "main")] == [True] * 3
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert "#" not in page.url or "token" not in page.url


def test_a_month_from_an_empty_folder_to_the_issued_circular(opened: Opened, folders: Path):
    page, sent = opened, GOLDEN / "2023-02"
    page.wait_for_url("**/home")
    fits(page)
    page.get_by_label("期间（例如").fill("2023-02")
    page.keyboard.press("Enter")
    page.wait_for_url("**/p/2023-02")
    fits(page)
    put = page.locator("#drop")
    put.set_input_files([str(p) for p in sorted(sent.iterdir()) if p.name != "南山乡.xlsx"])
    page.get_by_role("button", name="放入").press("Enter")
    expect(page.get_by_text("还有1个乡镇没有报送：南山乡")).to_be_visible()
    put.set_input_files(str(sent / "南山乡.xlsx"))
    page.get_by_role("button", name="放入").click()
    expect(page.get_by_text("✓ 应报的乡镇都已报送。")).to_be_visible()
    fits(page)
    page.locator("#check summary", has_text="西河镇").click()
    expect(page.locator("#check details[open] td.bad").first).to_be_visible()
    fits(page)
    page.get_by_role("button", name="生成", exact=True).click()
    expect(page.locator("#results .papers")).to_be_visible()
    fits(page)
    page.locator("#results td.number a").nth(1).click()
    page.wait_for_selector("p.lines")
    expect(page.locator("h1")).to_contain_text("及时受理率")
    page.get_by_role("link", name="返回").click()
    page.get_by_role("link", name="审核.html").click()
    page.wait_for_url("**/review/**")
    fits(page)
    inside = page.frame_locator("#framed")
    with page.expect_download() as marked:
        inside.get_by_role("link", name="打开西河镇退回的台账").first.click()
    assert marked.value.path().read_bytes() == (folders / "outputs/2023-02/退回/西河镇.xlsx").read_bytes()
    page.get_by_role("link", name="返回").click()
    page.locator("summary", has_text="定稿").click()
    for label, text in (("文号", "青信联办〔2023〕3号"), ("成文日期", "2023-03-06"), ("签发人", "办公室主任")):
        page.get_by_label(label).fill(text)
    page.get_by_label("文书", exact=True).select_option("通报/月度通报.docx")
    page.get_by_role("button", name="定稿").click()
    expect(page.get_by_text("✓ 已定稿：青信联办〔2023〕3号，2023-03-06，办公室主任")).to_be_visible()
    assert (folders / "inputs" / "2023-02" / "发文登记.xlsx").is_file()
    page.get_by_role("link", name="一页图（给领导）").click()
    expect(page.locator("#picture")).to_be_visible()
    with page.expect_download() as saved:
        page.click("#save")
    assert saved.value.path().read_bytes().startswith(b"\x89PNG")
    fits(page)


def go_to(page: Opened, wanted: str) -> None:
    """Press Tab until the element that ``wanted`` selects has the focus."""
    page.wait_for_selector("html[data-ready]")
    for _ in range(400):
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab doesn't come to {wanted}")


def chosen_by_key(page: Opened) -> FileChooser:
    """The window that Enter opens on the field for files; pressed again where the page was just being shown anew."""
    for _ in range(10):
        go_to(page, "#drop")
        try:
            with page.expect_file_chooser(timeout=10_000) as chooser:
                page.keyboard.press("Enter")
        except PlaywrightTimeout:
            continue
        return chooser.value
    pytest.fail("Enter opens no window for files")


def test_a_month_by_keyboard_alone_while_a_second_tab_looks_on(opened: Opened, folders: Path):
    """The second tab sees what runs, cancels it, and both go on: nothing of the cancelled run is left."""
    page, sent = opened, GOLDEN / "2023-02"
    page.wait_for_url("**/home")
    go_to(page, "#new")
    page.keyboard.type("2023-02")
    page.keyboard.press("Enter")
    page.wait_for_url("**/p/2023-02")
    chosen_by_key(page).set_files([str(p) for p in sorted(sent.iterdir())])
    go_to(page, ".drop button")
    page.keyboard.press("Enter")
    expect(page.get_by_text("✓ 应报的乡镇都已报送。")).to_be_visible()

    second = page.context.new_page()
    second.goto(page.url.split("#")[0])
    expect(second.get_by_text("✓ 应报的乡镇都已报送。")).to_be_visible()
    go_to(page, "#run button")
    page.keyboard.press("Enter")
    expect(second.locator("#job")).to_be_visible()
    second.locator("#job button").click()
    expect(page.locator("#job")).to_be_hidden()
    expect(second.locator("#job")).to_be_hidden()
    assert not (folders / "outputs" / "2023-02").exists()
    second.close()

    go_to(page, "#run button")
    page.keyboard.press("Enter")
    expect(page.locator("#results .papers")).to_be_visible()
    go_to(page, "#issue > summary")
    page.keyboard.press("Enter")
    for field, text in (("number", "青信联办〔2023〕3号"), ("day", "2023-03-06"), ("signer", "办公室主任")):
        go_to(page, f"#{field}")
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.get_by_text("✓ 已定稿：青信联办〔2023〕3号，2023-03-06，办公室主任")).to_be_visible()
