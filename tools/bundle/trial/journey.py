"""A browser of this machine does the short journey on a desk that was started from a folder."""

from __future__ import annotations

import re
import shutil
import subprocess
import time

from playwright.sync_api import expect, sync_playwright

PATIENCE = 600_000
"""How long the browser waits for an answer of the desk, in milliseconds: under Wine on a busy machine that is long."""


def journey(desk: subprocess.Popen[str]) -> None:
    """Wait for the desk's address, make 2023-02 on its page, and leave by 退出; says how long it took to the page.

    ``desk`` is the process that was just started without a browser; its output is where it says its address.
    """
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
        page.goto(f"{address.split('/#')[0]}/p/2023-02")
        page.get_by_role("button", name="生成", exact=True).click()
        expect(page.locator("#results .papers")).to_be_visible()
        page.click("header button")
        expect(page.get_by_text("可以关闭这个页面")).to_be_visible()
        browser.close()
    desk.communicate(timeout=600)
    assert desk.returncode == 0
