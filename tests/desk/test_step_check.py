"""Step ③: a ledger that was corrected is shown beside the one that it replaced."""

from __future__ import annotations

import io
import re
from html import unescape

import openpyxl
import pytest

from pipeline.desk.state import Desk
from tests.desk.conftest import Page, finish

pytestmark = pytest.mark.slow

MONTH = "/p/2023-02"


def shown(page: Page) -> str:
    """The page of the month as text, one cell or paragraph a line."""
    return unescape(re.sub(r"(<[^>]+>\s*)+", "\n", page.get(MONTH).text))


def corrected(content: bytes) -> bytes:
    """西河镇's ledger with one of its two wrong ratings mended."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    assert sheet["U17"].value == "还行"
    sheet["U17"] = "满意"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_what_a_corrected_ledger_of_the_same_name_changed_is_told_on_the_page(desk: Desk, page: Page):
    ledger = desk.inputs / "2023-02" / "西河镇.xlsx"
    mended = corrected(ledger.read_bytes())
    page.post(f"{MONTH}/check")
    finish(desk)
    assert "与上次报送的相比" not in shown(page)
    page.post(f"{MONTH}/files", data={"files": [(io.BytesIO(mended), "西河镇.xlsx")]})
    finish(desk)
    text = shown(page)
    assert "与上次报送的相比：新增0件、减少0件、改动1格；上次的问题改好1处、" in text
    line = re.search(r"改动\n(.*对责任单位评价)\n读不出\n满意\n(.*)\n", text)
    assert line is not None
    assert line[2].endswith("U17")
    assert re.search(r"已改好\nR\d+ “某栏目”有格读不出", text)
    found, _ = desk.found(desk.period("2023-02"))
    assert found is not None
    assert "与上次报送的相比：新增0件、减少0件、改动1格" in found["texts"]["报送/西河镇.txt"]
    page.post(f"{MONTH}/files", data={"files": [(io.BytesIO(mended), "西河镇.xlsx")]})
    finish(desk)
    assert "“西河镇.xlsx”与已有的内容完全相同，没有变动。" in shown(page)
