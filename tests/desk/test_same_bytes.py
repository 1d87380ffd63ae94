"""The month by the desk and the month by the command line: the same files in inputs/, the same bytes in outputs/."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest

from pipeline.desk.state import Desk
from pipeline.doors import cli
from tests.desk.conftest import Page
from tests.shared_editions import GOLDEN

pytestmark = pytest.mark.slow


def content_of(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.name != ".lock"
    }


def finish(desk: Desk) -> None:
    assert desk.clerk.job is not None
    assert desk.clerk.job.finished.wait(120)
    assert desk.clerk.job.sentence == ""


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
