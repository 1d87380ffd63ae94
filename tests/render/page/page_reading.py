"""What 审核.html shows in a browser, read once it has settled."""

from __future__ import annotations

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PATIENCE = 30_000
"""Milliseconds that a busy machine may take until the page shows what was asked of it."""


def names(page: Page, section: str) -> list[str]:
    return page.locator(f"#{section} tbody th").all_text_contents()


def status(page: Page, name: str = "findings") -> str:
    return page.locator(f"#list-{name} [role=status]").inner_text()


def lines(page: Page, name: str = "findings") -> list[list[str]]:
    """The cells of a list's rows, read at one moment."""
    read = "rows => rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.innerText))"
    return page.locator(f"#list-{name} tbody tr").evaluate_all(read)


def comes_to(page: Page, read: Callable[[], object], wanted: object) -> None:
    """Wait until what is read of the page is what is wanted; a list changes some time after the key or the click."""
    for _ in range(PATIENCE // 50):
        if read() == wanted:
            return
        page.wait_for_timeout(50)
    assert read() == wanted


def faults(page: Page) -> list[tuple[str, str, str]]:
    """What axe finds, serious or not, once the page has settled."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    looked = Axe().run(page).response
    assert len(looked["passes"]) > 20
    return [(fault["id"], fault["impact"], fault["nodes"][0]["html"]) for fault in looked["violations"]]
