"""设置.xlsx is read to its end before it takes the old one's place; the old one stays to be had."""

from __future__ import annotations

import hashlib
import io
import re

import lxml.html
import openpyxl
import pytest

from pipeline.desk.state import Desk
from pipeline.editions.archive import published
from tests.desk.conftest import Page
from tests.shared_editions import GOLDEN, golden_outputs

pytestmark = pytest.mark.slow


def sent(content: bytes) -> dict[str, object]:
    return {"data": {"book": (io.BytesIO(content), "新设置.xlsx")}}


def changed(content: bytes, cell: str, value: object) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    book["乡镇名录"][cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def faults(page: Page) -> list[str]:
    """What is listed as wrong with the settings that aren't in force."""
    listed = lxml.html.fromstring(page.get("/settings").text).xpath("//section[@id='faults']//li")
    return [each.text_content() for each in listed]


def test_a_blank_register_has_the_countys_townships_to_choose_from(page: Page):
    book = openpyxl.load_workbook(io.BytesIO(page.get("/settings/registers").data))
    headings = [cell.value for row in book["处理决定"].iter_rows(max_row=3) for cell in row]
    assert "栏目" in [str(each).strip("*") for each in headings], "what 登记草稿 fills in has its column"
    assert 'href="/settings/registers"' in page.get("/settings").text


def test_settings_go_down_and_come_up_checked(desk: Desk, page: Page):
    place = desk.inputs / "设置.xlsx"
    old = page.get("/settings/book").data
    assert old == place.read_bytes()
    page.post("/settings", **sent(old))
    assert desk.heard() == ["与现在的设置.xlsx内容相同，没有变动。"]
    faulty = changed(old, "A2", "第一")
    page.post("/settings", **sent(faulty))
    assert desk.heard() == ["这份设置.xlsx没有启用，仍用原来的设置；要改的有1处，列在下面。"]
    (listed,) = faults(page)
    assert listed.startswith("设置.xlsx“乡镇名录”工作表 A2：")
    assert place.read_bytes() == old
    page.post("/settings", **sent(b"MZ" + bytes(99)))
    assert faults(page)[0].startswith("设置.xlsx：")
    assert place.read_bytes() == old
    page.post("/settings", **sent((GOLDEN / "2023-02" / "东岭镇.xlsx").read_bytes()))
    assert faults(page) == [
        (
            "“新设置.xlsx”不是设置.xlsx：里面没有“乡镇名录”等设置表，只有“台账”，看上去是一份台账，"
            "请到期间的页面第②步放入；没有启用。请下载现在的设置.xlsx，在那一份里改好再放入。"
        )
    ]
    desk.heard()
    sound = changed(old, "Z1", "备注")
    page.post("/settings", **sent(sound))
    assert desk.heard() == [
        "新的设置.xlsx没有问题，已经启用；原来的一份已留存。与原来的相比：\n各项设置的值与原来的相同。"
    ]
    assert faults(page) == []
    assert place.read_bytes() == sound
    place.unlink()
    page.post("/settings", **sent(faulty))
    assert "这份设置.xlsx没有启用，现在还没有设置；要改的有1处，列在下面。" in desk.heard()
    page.post("/settings", **sent(sound))
    assert desk.heard() == ["设置.xlsx没有问题，已经启用。"], "there was none before"
    page.post("/settings", **sent(changed(sound, "B2", "南山镇")))
    told = desk.heard()[0].split("\n")
    assert told[0] == "新的设置.xlsx没有问题，已经启用；原来的一份已留存。与原来的相比："
    assert any("南山镇" in line for line in told[1:])
    assert any("南山乡" in line for line in told[1:])
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


def test_who_gets_which_letter_stands_there_with_the_reason_as_letters_print_it(page: Page):
    listed = lxml.html.fromstring(page.get("/settings").text).xpath("//section[@id='letters']//li")
    sentences = [each.text_content() for each in listed]
    assert sentences == [
        "逾期未受理有1件就收督办函，事由印作“逾期未受理…件”。",
        "逾期未办结有1件就收督办函，事由印作“逾期未办结…件”。",
        "按期办结率低于90%（分母不少于10件）、没有因逾期未办结收督办函的收工作提示函，事由印作“按期办结率…%（…/…），低于90%”。",
        "责任单位满意率低于80%（分母不少于10件）的收工作提示函，事由印作“责任单位满意率…%（…/…），低于80%”。",
    ]
    letters = published(golden_outputs(), "2023-02", ("letters",)).tables["letters"]
    own = letters[(letters["document"] != "约谈建议") & (letters["indicator"] != "omission")]
    printed = [re.sub(r"[\d.]+(?=[%/）件])", "…", reason.split("，")[0]) for reason in own["reason"]]
    assert len(printed) > 1
    assert [each for each in printed if not any(f"“{each}" in sentence for sentence in sentences)] == []


def test_faulty_settings_are_told_on_their_page(desk: Desk, page: Page):
    """Somebody changed them beside the desk; a new file can be put there all the same."""
    place = desk.inputs / "设置.xlsx"
    place.write_bytes(changed(place.read_bytes(), "A2", "第一"))
    text = page.get("/settings").text
    assert "设置.xlsx“乡镇名录”工作表 A2：" in text
    assert "换上改好的设置.xlsx" in text
