"""A run or an issue that is killed at any instant leaves whole editions, and the next one makes what it should.

``TONGBAO_KILLS=300 uv run pytest tests/issuing/test_killed_commands.py`` kills as often; ``TONGBAO_SEED`` draws others.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from pipeline.editions.verify import verify
from tests.issuing.killed import KILLED
from tests.issuing.killed_command import ENDED
from tests.whole_editions import editions, other, state

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
CASE = ROOT / "tests" / "cases" / "golden" / "inputs"
KILLS = int(os.environ.get("TONGBAO_KILLS", "2"))
SEED = int(os.environ.get("TONGBAO_SEED", "20230228"))
KEPT_APART = ("留存",)
"""Issued papers, which a kill may leave there beside the edition of before."""
ISSUE = (
    "issue",
    "2023-02",
    "月度通报",
    "--number",
    "青信联办〔2023〕3号",
    "--day",
    "2023-03-06",
    "--signer",
    "办公室主任",
)


def command(place: Path, at: int, *arguments: str) -> tuple[int, int]:
    """Run a command of the program on a county's folder. Returns its exit code and how many events it had."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.issuing.killed_command", str(at), *arguments),
            *("--inputs", str(place / "inputs"), "--outputs", str(place / "outputs")),
        ],
        cwd=ROOT,
        check=False,
        capture_output=True,
    )
    events = done.stderr.decode("utf-8", "replace").rpartition(ENDED)[2].strip()
    return done.returncode, int(events) if events.isdigit() else 0


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county of the golden case without an edition, with a name, for its papers are issued."""
    place = tmp_path_factory.mktemp("county")
    shutil.copytree(CASE, place / "inputs")
    settings = openpyxl.load_workbook(place / "inputs" / "设置.xlsx")
    sheet = settings["单位"] if "单位" in settings.sheetnames else settings.create_sheet("单位")
    for row in (("项目", "值"), ("县名", "青禾县")) if sheet.max_row < 2 else (("县名", "青禾县"),):
        sheet.append(row)
    settings.save(place / "inputs" / "设置.xlsx")
    return place


def test_a_killed_run_or_issue_leaves_whole_editions_and_the_next_is_right(county: Path, tmp_path: Path) -> None:
    """The instants are drawn from all events of an undisturbed command, half of them from its last tenth."""
    whole = tmp_path / "whole"
    shutil.copytree(county, whole)
    code, run_events = command(whole, 0, "run", "2023-02")
    assert code in (0, 1)
    made = state(whole)
    issued = tmp_path / "issued"
    shutil.copytree(whole, issued)
    code, issue_events = command(issued, 0, *ISSUE)
    assert code == 0
    after = state(issued)
    chance = random.Random(SEED)
    for number in range(KILLS):
        issuing = number % 2 == 1
        before, then, events = (whole, after, issue_events) if issuing else (county, made, run_events)
        asked = ISSUE if issuing else ("run", "2023-02")
        at = chance.randrange(events - events // 10, events) if chance.random() < 0.5 else chance.randrange(1, events)
        place = tmp_path / str(number)
        shutil.copytree(before, place)
        assert command(place, at, *asked)[0] in (KILLED, 0, 1)
        known = [editions(state(before), KEPT_APART), editions(then, KEPT_APART)]
        for name, files in editions(state(place), KEPT_APART).items():
            assert [] in [other(files, each[name]) for each in known if name in each], (number, at, name)
        code = command(place, 0, *asked)[0]
        assert other(state(place), then) == [], (number, at)
        assert code in (0, 1) or issuing, (number, at, code)
        assert verify(place / "outputs", "2023-02")[1], (number, at)
        shutil.rmtree(place)
