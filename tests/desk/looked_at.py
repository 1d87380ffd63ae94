"""What a page of the desk is held to in a browser, and how it is gone through by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page as Opened

from pipeline import desk
from tests.render.page.page_reading import faults

STYLE = (Path(desk.__file__).parent / "pages" / "desk.css").read_text("utf-8")
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


def go_to(page: Opened, wanted: str) -> None:
    """Press Tab until the element that ``wanted`` selects has the focus."""
    page.wait_for_selector("html[data-ready]")
    for _ in range(400):
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab doesn't come to {wanted}")
