"""Names, numbers and stories in every place that a workbook has are in no byte that a run leaves, however it ended.

Searched: outputs with 留存 and hidden folders, run.log and the folder for temporary files, after a run, an issue and a
second run, after a run with a fault of the program, and after a run that was killed. ``inputs/`` with its
``.versions/`` holds what was sent, until the office tidies it: that is the one place where it may stay.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.issuing.killed import KILLED
from tests.issuing.killed_command import ENDED
from tests.planted_county import held, write_inputs
from tests.sendback.returned_samples import ID_NUMBER, NAME, PHONE, PLANTED, STORY

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
PAPER = ("月度通报", "--number", "样信联办〔2023〕3号", "--day", "2023-03-06", "--signer", "办公室主任")


def run(place: Path, *arguments: str, kill_at: int = 0) -> tuple[int, str]:
    """A command in a process of its own, whose temporary files go into the county's folder."""
    temporary = place / "tmp"
    temporary.mkdir(exist_ok=True)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.issuing.killed_command", str(kill_at), *arguments),
            *("--inputs", str(place / "inputs"), "--outputs", str(place / "outputs")),
        ],
        cwd=ROOT,
        check=False,
        capture_output=True,
        env={**os.environ, "TMPDIR": str(temporary), "TEMP": str(temporary), "TMP": str(temporary)},
    )
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("places")
    write_inputs(place / "inputs")
    return place


def test_nothing_planted_is_left_by_runs_and_an_issue_nor_said_by_them(county: Path, tmp_path: Path) -> None:
    place = tmp_path / "county"
    shutil.copytree(county, place)
    code, said = run(place, "run", "2023-02")
    assert code == 1, said
    told = [run(place, "issue", "2023-02", *PAPER), run(place, "run", "2023-02"), run(place, "verify", "2023-02")]
    assert [code for code, _ in told[:2]] == [0, 1], told
    assert (place / "outputs" / "留存").is_dir()
    assert held(place) == []
    spoken = said + "".join(text for _, text in told)
    assert [word for word in PLANTED if word in spoken] == []


def test_nothing_planted_is_left_by_a_killed_run(county: Path, tmp_path: Path) -> None:
    """Killed near its end, when most has been written; what lies in hidden folders is searched too."""
    measured = tmp_path / "measured"
    shutil.copytree(county, measured)
    _, said = run(measured, "run", "2023-02")
    events = int(said.rpartition(ENDED)[2])
    place = tmp_path / "county"
    shutil.copytree(county, place)
    code, said = run(place, "run", "2023-02", kill_at=events - events // 100)
    assert code == KILLED
    assert held(place) == []
    assert [word for word in PLANTED if word in said] == []


def test_nothing_planted_is_left_by_a_fault_of_the_program(
    county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The fault itself quotes a cell: the log says where in the code it was, and nothing else."""
    from generate import WORK
    from pipeline.doors import cli

    place = tmp_path / "county"
    shutil.copytree(county, place)

    def broken(*_: object, **__: object) -> None:
        raise ValueError(f"{NAME} {ID_NUMBER} {PHONE} {STORY}")

    monkeypatch.setattr("pipeline.run.rendered", broken)
    code = cli.enter(WORK, ["run", "2023-02", "--inputs", str(place / "inputs"), "--outputs", str(place / "outputs")])
    assert code == 3
    assert (place / "outputs" / "run.log").is_file()
    assert held(place) == []
    said = "".join(capsys.readouterr())
    assert [word for word in PLANTED if word in said] == []
