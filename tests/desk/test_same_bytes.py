"""The month by the desk and the month by the command line: the same files in inputs/, the same bytes in outputs/."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest

from pipeline.desk.state import Desk
from pipeline.doors import cli
from pipeline.editions.verify import verify
from tests.desk.conftest import Page, finish
from tests.shared_editions import GOLDEN, golden_outputs

pytestmark = pytest.mark.slow


def content_of(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and p.name != ".lock" and ".cache" not in p.parts
    }


def test_the_month_by_the_desk_gives_the_bytes_of_the_command_line(folders: Path, desk: Desk, page: Page):
    import generate

    month, sent = "/p/2023-02", GOLDEN / "2023-02"
    shutil.rmtree(folders / "inputs" / "2023-02")
    assert page.post("/periods", data={"period": "2023-02"}).headers["Location"] == month
    page.post(f"{month}/files", data={"files": [(io.BytesIO((sent / "西河镇.xlsx").read_bytes()), "东岭镇.xlsx")]})
    finish(desk)
    every = [(io.BytesIO(p.read_bytes()), p.name) for p in sorted(sent.iterdir())]
    page.post(f"{month}/files", data={"files": every})
    finish(desk)
    found, fresh = desk.found(desk.period("2023-02"))
    assert fresh
    assert found is not None
    assert page.post(f"{month}/claim", data={"file": "东岭镇.xlsx", "township": "东岭镇"}).status_code == 303
    finish(desk)
    page.post(f"{month}/run", data={"as_of": ""})
    finish(desk)

    by_hand = folders / "by_hand"
    shutil.copytree(GOLDEN, by_hand / "inputs")
    shutil.copy(folders / "inputs" / "2023-02" / "认领.xlsx", by_hand / "inputs" / "2023-02")
    code = cli.enter(
        generate.WORK, ["run", "2023-02", "--inputs", str(by_hand / "inputs"), "--outputs", str(by_hand / "outputs")]
    )
    assert code in (cli.DONE, cli.ATTENTION)
    assert content_of(folders / "outputs") == content_of(by_hand / "outputs")


def test_a_run_that_is_cancelled_or_killed_leaves_the_edition_as_it_was(folders: Path, desk: Desk, page: Page):
    shutil.copytree(golden_outputs(), folders / "outputs", dirs_exist_ok=True)
    before = content_of(folders / "outputs")

    def kill() -> None:
        if desk.clerk._process is not None:
            desk.clerk._process.kill()

    for stage, end in (("合并台账", lambda: page.post("/cancel")), ("合并台账", kill), ("生成文书和表格", kill)):
        page.post("/p/2023-02/run", data={"as_of": "2023-03-05"})
        job = desk.clerk.job
        assert job is not None
        while stage not in job.stages:
            assert not job.finished.wait(0.05)
        end()
        assert job.finished.wait(60)
        assert desk.heard() == [job.sentence]
        assert "原有成果未受影响" in job.sentence
        assert content_of(folders / "outputs") == before
    desk.clerk._log.__self__.clear()  # the kills were ours
    page.post("/p/2023-02/run", data={"as_of": "2023-03-05"})
    finish(desk)
    assert verify(folders / "outputs", "2023-02")[1], "the next run makes it whole"
    assert content_of(folders / "outputs") != before


def test_a_day_that_is_none_is_a_sentence(desk: Desk, page: Page):
    page.post("/p/2023-02/run", data={"as_of": "2023-02-30"})
    assert desk.clerk.job is not None
    assert desk.clerk.job.finished.wait(60)
    assert desk.heard() == ["数据截止日“2023-02-30”不是可用的日期；请写成年-月-日，例如 2023-03-05。"]
