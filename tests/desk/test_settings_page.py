"""设置.xlsx is read to its end before it takes the old one's place; the old one stays to be had."""

from __future__ import annotations

import hashlib
import io

import lxml.html
import openpyxl
import pytest

from pipeline.desk.state import Desk
from tests.desk.conftest import Page
from tests.shared_editions import golden_outputs

pytestmark = pytest.mark.slow


def sent(content: bytes) -> dict[str, object]:
    return {"data": {"book": (io.BytesIO(content), "新设置.xlsx")}}


def changed(content: bytes, cell: str, value: object) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    book["乡镇名录"][cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_settings_go_down_and_come_up_checked(desk: Desk, page: Page):
    place = desk.inputs / "设置.xlsx"
    old = page.get("/settings/book").data
    assert old == place.read_bytes()
    page.post("/settings", **sent(old))
    assert desk.heard() == ["与现在的设置.xlsx内容相同，没有变动。"]
    faulty = changed(old, "A2", "第一")
    page.post("/settings", **sent(faulty))
    (said,) = desk.heard()
    assert said.startswith("设置.xlsx“乡镇名录”工作表 A2：")
    assert place.read_bytes() == old
    page.post("/settings", **sent(b"MZ" + bytes(99)))
    assert desk.heard()[0].startswith("设置.xlsx：")
    assert place.read_bytes() == old
    sound = changed(old, "Z1", "备注")
    page.post("/settings", **sent(sound))
    assert desk.heard() == ["新的设置.xlsx没有问题，已经启用；原来的一份已留存。"]
    assert place.read_bytes() == sound
    assert (desk.inputs / ".versions" / hashlib.sha256(old).hexdigest()).read_bytes() == old
    assert "乡镇名录" in page.get("/settings").text


def test_weights_conditions_and_limits_stand_there_as_papers_print_them(page: Page):
    """Every sentence of the page is one of the notes that the edition printed."""
    printed = lxml.html.fromstring(page.get("/settings").text).xpath("//section[@id='printed']//li")
    sentences = [each.text_content() for each in printed]
    book = openpyxl.load_workbook(golden_outputs() / "2023-02" / "汇总.xlsx")
    notes = [row[1] for row in book["口径"].iter_rows(min_row=4, values_only=True)]
    assert len(sentences) > 5
    assert [each for each in sentences if each not in notes] == []


def test_faulty_settings_are_told_on_their_page(desk: Desk, page: Page):
    """Somebody changed them beside the desk; a new file can be put there all the same."""
    place = desk.inputs / "设置.xlsx"
    place.write_bytes(changed(place.read_bytes(), "A2", "第一"))
    text = page.get("/settings").text
    assert "设置.xlsx“乡镇名录”工作表 A2：" in text
    assert "换上改好的设置.xlsx" in text
