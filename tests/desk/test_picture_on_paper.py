"""The picture for leaders is one page of A4, with nothing cut, however many townships there are."""

from __future__ import annotations

import io
import unicodedata
from typing import Any

import pdfplumber
import pytest
from playwright.sync_api import Browser

from pipeline.desk.figures import figures
from pipeline.desk.state import Desk
from tests.desk.conftest import Page
from tests.desk.looked_at import STYLE
from tests.shared_editions import golden_outputs

pytestmark = pytest.mark.slow
A4 = (595, 842)
OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll('#picture text')].map((e) => [e.getBBox(), e.textContent]);
  const bad = [];
  boxes.forEach(([a, one], at) => {
    if (a.x < 0 || a.y < 0 || a.x + a.width > 760 || a.y + a.height > 1075) bad.push('cut: ' + one);
    for (const [b, two] of boxes.slice(at + 1)) {
      const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
      const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
      if (across > 1 && down > 0.35 * Math.min(a.height, b.height)) bad.push(one + ' / ' + two);
    }
  });
  return bad;
}"""


def county_of(count: int) -> dict[str, Any]:
    """The published figures of the small county, stretched to so many townships and to twelve months."""
    found = figures(golden_outputs(), "2023-02")
    row = found["ranking"][0]
    ranking = [
        row | {"rank": str(at), "township": f"大杨树林镇{at}", "score": "100.0", "three_none": "无件，不评定"}
        for at in range(1, count + 1)
    ]
    month = found["months"][-1]
    months = [month | {"month": f"2022-{at:02}"} for at in range(1, 13)]
    return found | {"ranking": ranking, "townships": count, "months": months}


@pytest.mark.parametrize("count", [3, 20, 60])
def test_the_picture_is_one_page_with_nothing_cut(
    desk: Desk, page: Page, browser: Browser, monkeypatch: pytest.MonkeyPatch, count: int
):
    monkeypatch.setattr(desk, "figures", lambda _: county_of(count))
    (desk.outputs / "2023-02").mkdir()
    opened = browser.new_page(viewport={"width": 1366, "height": 768})
    opened.set_content(page.get("/p/2023-02/picture?names=1").text.replace("</head>", f"<style>{STYLE}</style></head>"))
    assert opened.evaluate(OVERLAPS) == []
    with pdfplumber.open(io.BytesIO(opened.pdf(prefer_css_page_size=True, print_background=True))) as printed:
        (sheet,) = printed.pages
        assert (round(sheet.width), round(sheet.height)) == A4
        text = unicodedata.normalize("NFKC", sheet.extract_text())  # as written, whatever glyph stands for it
        letters = [(c["x0"], c["top"], c["x1"], c["bottom"]) for c in sheet.chars]
    assert "内部资料" in text
    assert f"大杨树林镇{count}" in text
    assert "22-12" in text
    assert "退出" not in text, "nothing of the screen around it"
    assert min(x for x, *_ in letters) > 20
    assert max(x for _, _, x, _ in letters) < A4[0] - 20
    assert max(y for *_, y in letters) < A4[1] - 20
