"""The review page of 60 townships with 20,000 findings and as many changes: ``benchmarks/review_page.py [FINDINGS]``.

Printed are its size and the times to make it, to open it in this machine's Chromium, and from a keystroke or choice
until the filtered table is laid out (median and worst of five). The goals are 4 MB and 200 ms per filter.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402

from pipeline.render.page.review_page import render_page  # noqa: E402
from tests.render.page.page_samples import PARTS, sixty  # noqa: E402

FILTERS = {
    "one township": ("findings-2", "东城关镇"),
    "one severity": ("findings-0", "提醒"),
    "one rule": ("findings-1", "R113"),
    "a word in half the lines": ("findings-text", "受理"),
    "two words in few": ("findings-text", "2023-02-1 QH20221"),
    "a word in none": ("findings-text", "没有这样的文字"),
}
_TIMED = """([id, value]) => {
  const field = document.getElementById(id);
  field.form.reset();
  field.value = value;
  const start = performance.now();
  field.dispatchEvent(new Event('input', {bubbles: true}));
  document.getElementById('findings').getBoundingClientRect();
  return [performance.now() - start, document.querySelector('#list-findings [role=status]').textContent];
}"""


def main(findings: int) -> None:
    report = sixty(findings, findings)
    start = time.perf_counter()
    content = render_page(report, PARTS)
    print(
        f"{findings} findings, {findings} changes, 60 townships: {len(content) / 1e6:.2f} MB, made in "
        f"{time.perf_counter() - start:.1f} s"
    )
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("chromium isn't installed")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "page.html"
        file.write_bytes(content)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        start = time.perf_counter()
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-ready]")
        print(f"opened, ready to use: {time.perf_counter() - start:.2f} s")
        for name, choice in FILTERS.items():
            runs = [page.evaluate(_TIMED, list(choice)) for _ in range(5)]
            took = [run[0] for run in runs]
            print(f"{name:26} {statistics.median(took):6.0f} ms, at worst {max(took):4.0f} ms   {runs[0][1]}")
        browser.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
