"""What somebody sees who has never seen the desk: what is missing and where to get it, and what each file is."""

from __future__ import annotations

import io
import re
from html import unescape
from urllib.parse import unquote

import lxml.html
import openpyxl
import pytest

from pipeline.desk.clerk import Clerk
from pipeline.desk.state import Desk
from tests.desk.conftest import Page, finish
from tests.shared_editions import GOLDEN

pytestmark = pytest.mark.slow
MONTH = "/p/2023-02"


def section(page: Page, step: str) -> str:
    """A step of the month's page as text."""
    found = lxml.html.fromstring(page.get(MONTH).text).xpath(f"//section[@id='{step}']")[0]
    return re.sub(r"\s+", " ", unescape(found.text_content()))


def test_without_settings_every_page_says_where_to_get_them(desk: Desk, page: Page):
    (desk.inputs / "设置.xlsx").unlink()
    for path in ("/home", MONTH):
        assert "还没有设置.xlsx，不能核对和生成。" in page.get(path).text
    assert 'href="/settings/blank"' in page.get("/settings").text
    book = openpyxl.load_workbook(io.BytesIO(page.get("/settings/blank").data))
    assert {"乡镇名录", "单位"} <= set(book.sheetnames)
    for task in ("check", "run"):
        page.post(f"{MONTH}/{task}", data={"as_of": ""})
        assert desk.heard() == [
            "还没有设置.xlsx，不能核对和生成；请点页面上方的“设置”，下载空白的一份，填好“乡镇名录”和“单位”再放入。"
        ]


def test_what_is_to_be_sent_back_can_be_made_where_it_is_missed(page: Page):
    """④ stands before ⑤: who comes to it first needs no other step."""
    (form,) = lxml.html.fromstring(page.get(MONTH).text).xpath("//section[@id='return']//form")
    assert form.get("action") == f"{MONTH}/run"
    assert form.text_content().strip() == "生成退回的台账和成果"


def test_many_files_are_told_in_one_sentence_and_what_is_special_of_one_in_its_own(desk: Desk, page: Page):
    (desk.inputs / "设置.xlsx").unlink()  # so that nothing is checked
    files = [(io.BytesIO(f"编号\n{n}\n".encode()), f"{n}.csv") for n in range(5)]
    files += [(io.BytesIO(b"MZ" + bytes(200)), "程序.xlsx"), (io.BytesIO("编号\n1\n".encode()), "又.csv")]
    page.post(f"{MONTH}/files", data={"files": files})
    plain, refused, twin = desk.heard()
    assert plain == "已收下5个文件：“0.csv”、“1.csv”、“2.csv”、“3.csv”、“4.csv”。"
    assert refused.startswith("没有收下“程序.xlsx”：")
    assert twin == "已收下“又.csv”；它与“1.csv”内容完全相同，请看是否重复报送。"


def test_of_very_many_files_the_first_are_named(desk: Desk, page: Page):
    """A list of all of them would stand over the page; each has its row in ②."""
    (desk.inputs / "设置.xlsx").unlink()  # so that nothing is checked
    files = [(io.BytesIO(f"编号\n{n}\n".encode()), f"{n}.csv") for n in range(10)]
    page.post(f"{MONTH}/files", data={"files": files})
    names = "、".join(f"“{n}.csv”" for n in range(8))
    assert desk.heard() == [f"已收下10个文件：{names}等，都列在第②步。"]


def test_registers_are_called_so_and_two_ledgers_of_one_township_are_pointed_at(desk: Desk, page: Page):
    month = desk.inputs / "2023-02"
    book = openpyxl.load_workbook(GOLDEN / "2023-02" / "东岭镇.xlsx")
    book.active["A1"] = "又一份"  # the same bytes would be one ledger
    book.save(month / "又一份.xlsx")
    page.post(f"{MONTH}/check")
    finish(desk)
    found, _ = desk.found(desk.period("2023-02"))
    assert found is not None
    for each in found["files"]:
        if each["file"].endswith(("份.xlsx", "东岭镇.xlsx")):  # as where two ledgers of one township count
            each.update(verdict="采用", reason="", township="东岭镇", ledger=True)
    text = section(page, "files")
    assert "登记簿.xlsx县里的登记簿" in text.replace(" ", "")
    assert "“登记簿.xlsx”是哪个乡镇的" not in page.get(MONTH).text
    assert "另有“又一份.xlsx”也认作东岭镇；如果不是它的，请改为别的乡镇。" in text
    page.post(f"{MONTH}/claim", data={"file": "又一份.xlsx", "township": "西河镇"})
    finish(desk)
    listed = section(page, "files").replace("按认领.xlsx认作", "")
    assert "认领.xlsx" not in listed, "it is the program's own"
    page.post(f"{MONTH}/claim", data={"file": "又一份.xlsx", "township": "东岭镇"})
    finish(desk)
    assert "用这一份，撤下“东岭镇.xlsx”" in section(page, "files")
    page.post(f"{MONTH}/only", data={"file": "又一份.xlsx"})
    finish(desk)
    assert "已撤下“东岭镇.xlsx”；需要时可以取回。" in desk.heard()
    assert not (month / "东岭镇.xlsx").exists()
    assert "用这一份" not in section(page, "files")


def test_results_that_are_older_than_the_ledgers_are_called_so(desk: Desk, page: Page):
    """Also for a desk that is opened later, and not for one that has made nothing itself."""
    old = "台账或设置在生成以后有变动，成果还是变动前的；请先在第⑤步再生成一版，再退回、定稿。"
    page.post(f"{MONTH}/run", data={"as_of": ""})
    finish(desk)
    assert old not in page.get(MONTH).text
    (desk.inputs / "2023-02" / "南山乡.xlsx").unlink()
    for step in ("return", "run", "results"):
        assert old in section(page, step)
    page.post(f"{MONTH}/check")
    finish(desk)
    assert old in section(page, "results"), "a check makes nothing"
    later = Desk(desk.inputs, desk.outputs, Clerk())
    assert later.outdated(later.period("2023-02"))
    (desk.inputs / "2023-02" / ".versions" / "check.json").unlink()
    later = Desk(desk.inputs, desk.outputs, Clerk())
    assert not later.outdated(later.period("2023-02")), "nobody knows"
    page.post(f"{MONTH}/run", data={"as_of": ""})
    finish(desk)
    assert old not in page.get(MONTH).text


def test_what_an_edition_gives_to_act_on_leads_to_the_township(desk: Desk, page: Page):
    page.post(f"{MONTH}/run", data={"as_of": ""})
    finish(desk)
    html = lxml.html.fromstring(page.get(MONTH).text)
    links = html.xpath("//section[@id='run']//li/a/@href")
    assert links
    for link in links:
        assert html.xpath(f"//*[@id='{unquote(link[1:])}']"), link
    steps = [each.text_content() for each in html.xpath("//nav[@class='steps']//b")]
    assert re.fullmatch(r"\d+个错误", steps[2])
    assert re.fullmatch(r"\d+份", steps[3])
