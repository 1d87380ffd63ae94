"""Step ②: whose each file is, also inside a zip or a folder; reminders and receipts to copy before anything is made."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from html import unescape

import pytest

from pipeline.desk.clerk import Clerk
from pipeline.desk.state import Desk
from tests.desk.conftest import Page, finish

pytestmark = pytest.mark.slow

MONTH = "/p/2023-02"


def shown(page: Page) -> str:
    """The page of the month in lines, without marks."""
    return unescape(re.sub(r"<[^>]+>", "", page.get(MONTH).text))


def test_reminders_and_receipts_are_there_to_copy_after_a_check_and_are_those_of_the_run(desk: Desk, page: Page):
    (desk.inputs / "2023-02" / "南山乡.xlsx").unlink()
    assert "催报和回执" not in shown(page)
    page.post(f"{MONTH}/check")
    finish(desk)
    checked = shown(page)
    assert "给南山乡的催报" in checked
    assert "给西河镇的回执" in checked
    assert not (desk.outputs / "2023-02").exists(), "a check writes nothing"
    page.post(f"{MONTH}/run", data={"as_of": ""})
    finish(desk)
    written = {p.stem: p.read_text(encoding="utf-8-sig") for p in (desk.outputs / "2023-02" / "报送").iterdir()}
    assert {"南山乡", "西河镇", "东岭镇", "群通知"} <= written.keys()
    for name in ("南山乡", "东岭镇", "群通知"):
        assert written[name].strip() in checked


def test_members_of_a_zip_and_ledgers_in_folders_are_listed_and_can_be_claimed(desk: Desk, page: Page):
    month = desk.inputs / "2023-02"
    (month / "补报").mkdir()
    shutil.move(month / "东岭镇.xlsx", month / "补报" / "东岭镇.xlsx")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as together:
        together.writestr("台账/南山乡.xlsx", (month / "南山乡.xlsx").read_bytes())
    (month / "南山乡.xlsx").unlink()
    page.post(f"{MONTH}/files", data={"files": [(io.BytesIO(packed.getvalue()), "各乡镇.zip")]})
    finish(desk)
    text = page.get(MONTH).text
    for name in ("各乡镇.zip/台账/南山乡.xlsx", "补报/东岭镇.xlsx"):
        assert f"“{name}”是哪个乡镇的" in text
        page.post(f"{MONTH}/claim", data={"file": name, "township": "西河镇"})
        finish(desk)
        assert f"“{name}”已认作西河镇的台账，记在认领.xlsx。" in shown(page)
    found, _ = desk.found(desk.period("2023-02"))
    assert found is not None
    units = {each["file"].removeprefix("2023-02/"): each["township"] for each in found["files"]}
    assert (units["各乡镇.zip/台账/南山乡.xlsx"], units["补报/东岭镇.xlsx"]) == ("西河镇", "西河镇")

    page.post(f"{MONTH}/version", data={"file": "各乡镇.zip"})
    finish(desk)
    said = shown(page)
    assert "“各乡镇.zip/台账/南山乡.xlsx”已不在文件夹里，认领.xlsx里它的一行已删去。" in said
    assert "已撤下“各乡镇.zip”" in said
    page.post(f"{MONTH}/check")
    finish(desk)


def test_a_file_that_is_not_there_cannot_be_claimed(desk: Desk, page: Page):
    page.post(f"{MONTH}/check")
    finish(desk)
    assert desk.heard() == ["2023年2月核对好了，问题在第③步。"]
    page.post(f"{MONTH}/claim", data={"file": "../设置.xlsx", "township": "西河镇"})
    assert desk.heard() == ["“../设置.xlsx”或它的这个版本已经不在；请刷新页面再选。"]
    assert not (desk.inputs / "2023-02" / "认领.xlsx").exists()


def test_what_a_check_said_outlives_the_desk(desk: Desk, page: Page):
    page.post(f"{MONTH}/check")
    finish(desk)
    period = desk.period("2023-02")
    found, fresh = desk.found(period)
    assert fresh
    (desk.inputs / "2023-02" / "南山乡.xlsx").unlink()
    page.post(f"{MONTH}/check")
    finish(desk)
    later = Desk(desk.inputs, desk.outputs, Clerk())
    assert later.found(period) == desk.found(period)
    assert later.before(period) == found
    kept = desk.inputs / "2023-02" / ".versions" / "check.json"
    kept.write_text("{", encoding="utf-8")
    assert Desk(desk.inputs, desk.outputs, Clerk()).found(period) == (None, False), "half a file is passed over"
