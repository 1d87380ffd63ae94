"""生成 over a period in which nothing has changed ends at once with a sentence, on the desk and by command."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import generate
from pipeline.desk.state import Desk
from pipeline.doors import cli
from tests.desk.conftest import Page, finish
from tests.desk.test_same_bytes import content_of

pytestmark = pytest.mark.slow
MONTH = "/p/2023-02"
UNCHANGED = (
    "2023年2月的台账、登记簿、设置和模板自上次生成以来都没有变动，没有重新生成，成果就是原来的。"
    "改动后再点“生成”；想重做一遍来比较，点第⑥步的“按现在的台账重做一遍”。"
)
MADE = "2023年2月生成好了，退回的台账在第④步，文书和汇总在第⑥步。"


def made(desk: Desk, page: Page) -> tuple[list[str], list[str]]:
    """What is said once 生成 has ended, and the stages that it went through."""
    desk.heard()
    page.post(f"{MONTH}/run", data={"as_of": ""})
    finish(desk)
    assert desk.clerk.job is not None
    return desk.heard(), [stage for stage in desk.clerk.job.stages if stage != "ready"]


def command(folders: Path) -> None:
    """The same by the command line."""
    words = ("--inputs", str(folders / "inputs"), "--outputs", str(folders / "outputs"))
    assert cli.enter(generate.WORK, ["run", "2023-02", *words]) in (cli.DONE, cli.ATTENTION)


def test_nothing_is_made_again_where_nothing_has_changed(
    folders: Path, desk: Desk, page: Page, capsys: pytest.CaptureFixture[str]
):
    attention = "各乡镇和县里还要处理的（"
    assert attention not in page.get(MONTH).text
    assert made(desk, page)[0] == [MADE]
    edition = content_of(folders / "outputs")
    found = desk.found(desk.period("2023-02"))
    assert found[1], "the page knows what was found"
    assert made(desk, page) == ([UNCHANGED], [])
    assert content_of(folders / "outputs") == edition
    assert desk.found(desk.period("2023-02")) == found
    command(folders)
    assert "没有重做" in capsys.readouterr().out, "the command line knows it of the desk"
    assert content_of(folders / "outputs") == edition
    page.post(f"{MONTH}/check")
    finish(desk)
    assert attention in page.get(MONTH).text, "a check takes nothing of what the edition gives to act on"

    (folders / "inputs" / "2023-02" / "南山乡.xlsx").unlink()
    said, stages = made(desk, page)
    assert (said, "发布" in stages) == ([MADE], True)


def test_a_desk_that_has_checked_nothing_checks_and_makes_nothing(folders: Path, desk: Desk, page: Page):
    """The command line made the edition: the page has yet to learn what was found."""
    command(folders)
    edition = content_of(folders / "outputs")
    place = folders / "inputs" / "2023-02" / "南山乡.xlsx"
    os.utime(place, (place.stat().st_atime, place.stat().st_mtime + 5))
    said, stages = made(desk, page)
    assert (said, "发布" in stages) == ([UNCHANGED], False)
    assert desk.found(desk.period("2023-02"))[1]
    assert content_of(folders / "outputs") == edition
