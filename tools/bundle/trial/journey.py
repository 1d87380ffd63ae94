"""A browser of this machine does the short journey on a desk that was started from a folder."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Page, expect, sync_playwright

PATIENCE = 600_000
"""How long the browser waits for an answer of the desk, in milliseconds: under Wine on a busy machine that is long."""


@dataclass(frozen=True)
class Opened:
    """The desk's first page, its address without the token, and the seconds from the start to it."""

    page: Page
    address: str
    seconds: float


def journey(desk: subprocess.Popen[str]) -> float:
    """Make 2023-02 on the page of a desk that was just started without a browser, and leave by 退出.

    Returns how many seconds passed from the start to the first page.
    """
    with _opened(desk) as opened:
        page = opened.page
        page.goto(f"{opened.address}/p/2023-02")
        page.get_by_role("button", name="生成", exact=True).click()
        expect(page.locator("#results .papers")).to_be_visible()
    return opened.seconds


def seconds_to_page(desk: subprocess.Popen[str]) -> float:
    """The seconds from the start of a desk, which was just started without a browser, to its first page."""
    with _opened(desk) as opened:
        return opened.seconds


@contextmanager
def _opened(desk: subprocess.Popen[str]) -> Iterator[Opened]:
    """Wait for the desk's address, which stands in its output, and open it; leave by 退出 in the end."""
    began = time.monotonic()
    assert desk.stdout is not None
    address = next((match[0] for line in desk.stdout if (match := re.search(r"http\S+#\S+", line))), None)
    assert address, "the desk said no address"
    said = time.monotonic() - began
    browser_path = shutil.which("chromium")
    assert browser_path, "chromium is needed (Debian: chromium)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        opened = time.monotonic()
        page.goto(address)
        page.wait_for_url("**/home")
        shown = time.monotonic() - opened
        print(f"desk: {said:.1f} s from the start file to its address, {shown:.1f} s more to its page")
        yield Opened(page, address.split("/#")[0], said + shown)
        page.click("header button")
        expect(page.get_by_text("可以关闭这个页面")).to_be_visible()
        browser.close()
    desk.communicate(timeout=600)
    assert desk.returncode == 0
