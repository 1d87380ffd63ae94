"""A ledger that another program has for itself alone is told where one looks: at the file, and above the faults."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import lxml.html
import pytest

from pipeline.desk.app import make_app
from pipeline.desk.clerk import Clerk
from pipeline.desk.guard import Guard
from pipeline.desk.state import Desk
from tests.desk.conftest import PORT, Page, finish
from tests.held_files import hold

pytestmark = pytest.mark.slow
MONTH = "/p/2023-02"
WORKER = """
import sys; sys.path[:] = {{path!r}}
from pathlib import Path
from pytest import MonkeyPatch
from tests.held_files import hold
from pipeline.desk.worker import main
hold(MonkeyPatch(), Path({place!r}))
main()
"""


@pytest.fixture
def held(folders: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk while 东岭镇's ledger stands open in another program."""
    place = folders / "inputs" / "2023-02" / "东岭镇.xlsx"
    desk = Desk(folders / "inputs", folders / "outputs", Clerk(start=WORKER.format(place=str(place))))
    hold(monkeypatch, place)
    yield desk
    desk.clerk.end()


def section(page: Page, step: str) -> str:
    """A step of the month's page as text."""
    found = lxml.html.fromstring(page.get(MONTH).text).xpath(f"//section[@id='{step}']")[0]
    return re.sub(r"\s+", " ", unescape(found.text_content()))


def test_what_was_not_looked_at_stands_at_the_file_and_above_the_faults(held: Desk):
    guard = Guard(PORT)
    page = Page(make_app(held, guard).test_client(use_cookies=False), guard)
    note = "东岭镇.xlsx打不开：正被别的程序打开，或没有读取权限；请先关闭打开它的 Excel、WPS 等，再核对。"
    assert note in section(page, "files"), "before the check too"
    page.post(f"{MONTH}/check")
    finish(held)
    sentence = (
        "没有核对：“2023-02/东岭镇.xlsx”打不开（正被别的程序打开，或没有读取权限），"
        "核对结果里没有它；请先关闭打开它的 Excel、WPS 等，再核对一次。"
    )
    assert held.heard() == ["2023年2月核对好了，问题在第③步。", sentence]
    assert sentence in section(page, "check")
    assert sentence not in section(page, "run")
    assert note in section(page, "files")
    assert "拒收" not in section(page, "files")
    assert "有文件打不开，还不能说谁没有报送；见第③步。" in section(page, "files")
    assert "都已报送" not in section(page, "files")
    steps = lxml.html.fromstring(page.get(MONTH).text).xpath("//nav[@class='steps']//b/text()")
    assert steps[2] == "待办"
