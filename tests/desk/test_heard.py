"""What somebody hears who does not see the pages: language, landmarks, headings, names, what is told by itself."""

from __future__ import annotations

import itertools
import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from playwright.sync_api import Page as Opened

from pipeline.desk.state import Desk
from tests.desk.conftest import Page, finish
from tests.desk.looked_at import UNNAMED
from tests.shared_editions import golden_outputs

pytestmark = pytest.mark.slow
MONTH = "/p/2023-02"
PAGES = {
    "/home": "选择期间",
    MONTH: "2023年2月",
    "/settings": "设置",
    f"{MONTH}/picture": "一页图（给领导）",
    f"{MONTH}/review/{quote('审核.html')}": "2023年2月 审核.html",
    f"{MONTH}/explain?township={quote('东岭镇')}&figure={quote('得分')}": "2023年2月 东岭镇 得分",
}
LANDMARKS = ("banner", "navigation", "main")
TOLD = "() => [...document.querySelectorAll('[role=status]')].map((e) => e.id)"
HEADINGS = "() => [...document.querySelectorAll('h1, h2, h3, h4')].map((e) => Number(e.tagName[1]))"
TABLES = """() => [...document.querySelectorAll('table')].filter((table) =>
  !table.querySelector('thead th[scope=col]') || !table.querySelector('tbody th[scope=row], tbody td')
  || !table.closest('[role=region][aria-label], [role=region][aria-labelledby]')).map((table) => table.outerHTML)"""
POINTING = """() => [...document.querySelectorAll('[aria-labelledby]')].filter((e) =>
  !document.getElementById(e.getAttribute('aria-labelledby'))).map((e) => e.outerHTML)"""


def heard(opened: Opened, html: str) -> str:
    """The accessibility tree of a page, as a screen reader is given it."""
    opened.set_content(re.sub(r"<script.*?</script>|<iframe.*?</iframe>", "", html))
    return opened.locator("body").aria_snapshot()


def test_every_page_can_be_gone_through_by_ear(desk: Desk, page: Page, browser: Browser, folders: Path):
    shutil.copytree(golden_outputs(), folders / "outputs", dirs_exist_ok=True)
    page.post(f"{MONTH}/check")
    finish(desk)
    opened = browser.new_page()
    for address, title in PAGES.items():
        html = page.get(address).text
        tree = heard(opened, html)
        assert '<html lang="zh-CN">' in html
        assert [each for each in LANDMARKS if f"- {each}" not in tree] == [], address
        assert f'- heading "{title}" [level=1]' in tree
        levels = opened.evaluate(HEADINGS)
        assert levels[0] == 1
        assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels)), (address, levels)
        assert opened.evaluate(UNNAMED) == []
        assert opened.evaluate(TABLES) == []
        assert opened.evaluate(POINTING) == []
        assert opened.evaluate(TOLD) == ["stage", "said"], "progress and results are told by themselves"


def test_a_result_is_told_where_it_is_listened_to(desk: Desk, page: Page, browser: Browser):
    page.post(f"{MONTH}/check")
    finish(desk)
    tree = heard(browser.new_page(), page.get(MONTH).text)
    assert re.search(r'- status "提示":\s+- paragraph: 2023年2月核对好了，问题在第③步。\s+- button "知道了"', tree)
    for name in ("① 期间", "② 收台账", "③ 核对", "④ 退回", "⑤ 生成", "⑥ 成果"):
        assert f'- region "{name}"' in tree
    assert '- button "把台账拖到这里，或选择文件（可以多选）"' in tree
    assert "不是？改为别的乡镇“西河镇.xlsx”是哪个乡镇的" in tree
    assert re.search(r'- columnheader "乡镇"', tree)
    assert re.search(r'- rowheader "西河镇.xlsx', tree)


def test_pages_of_one_sentence_have_nothing_that_keeps_anybody_out(desk: Desk, page: Page, browser: Browser):
    """An address that isn't there, a file that isn't, the first home page, and what stands there after 退出."""
    opened = browser.new_page()
    for answer in (page.get("/nowhere"), page.get(f"{MONTH}/out/x.docx"), empty_home(desk, page), page.post("/leave")):
        heard(opened, answer.text)
        assert [each["id"] for each in Axe().run(opened).response["violations"]] == []
        assert opened.locator("h1").count() == 1


def empty_home(desk: Desk, page: Page) -> Any:
    """The home page of an office that has no period yet."""
    for period in desk.periods():
        shutil.rmtree(desk.inputs / period.name)
    answer = page.get("/home")
    assert "还没有期间，请先新建一期。" in answer.text
    return answer
