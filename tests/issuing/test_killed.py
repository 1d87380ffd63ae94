"""A kill at any instant leaves the old or the new state whole, once the next start has settled it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.editions.publish import recover
from tests.issuing.killed import KILLED, NEW, files_of

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
OLD = b"old"
ENOUGH = 200


def begin(folder: Path) -> None:
    """An edition of two files, with one issued paper kept, and a register."""
    for path in ("outputs/2023-02/通报/月度通报.docx", "outputs/2023-02/manifest.json", "inputs/2023-02/发文登记.xlsx"):
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(OLD)


def state(folder: Path) -> dict[str, bytes]:
    """Every file that isn't the lock."""
    files = (p for p in folder.rglob("*") if p.is_file() and p.name != ".lock")
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}


def killed_at(folder: Path, step: int, what: str) -> bool:
    """Whether the process was killed at that step; False when it was done before."""
    command = [sys.executable, "-m", "tests.issuing.killed", str(folder), str(step), what]
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    assert code in (0, KILLED)
    return code != 0


def every_step(tmp_path: Path, what: str) -> list[dict[str, bytes]]:
    """The states after a kill at each step and the next start; the last one is that without a kill."""
    states = []
    for step in range(1, ENOUGH):
        folder = tmp_path / str(step)
        begin(folder)
        killed = killed_at(folder, step, what)
        recover(folder / "outputs")
        states.append(state(folder))
        if not killed:
            return states
    raise AssertionError("it never ended")


def test_issuing_is_whole_or_not_at_all_at_whichever_step_it_is_killed(tmp_path: Path) -> None:
    begin(tmp_path / "old")
    old = state(tmp_path / "old")
    new = old | {p.relative_to(tmp_path).as_posix(): NEW for p in files_of(tmp_path)}
    states = every_step(tmp_path, "issue")
    assert states[0] == old
    assert states[-1] == new
    assert all(each in (old, new) for each in states)
    assert states.count(old) > 5
    assert states.count(new) > 5


def test_a_new_edition_and_the_keeping_of_the_one_before_are_whole_or_not_at_all(tmp_path: Path) -> None:
    begin(tmp_path / "old")
    old = state(tmp_path / "old")
    kept = {f"outputs/留存/2023-02/第1版/{path}": OLD for path in ("manifest.json", "通报/月度通报.docx")}
    new = old | kept | {f"outputs/2023-02/{path}": NEW for path in ("manifest.json", "通报/月度通报.docx")}
    states = every_step(tmp_path, "publish")
    assert states[0] == old
    assert states[-1] == new
    assert all(each in (old, new) for each in states)
    assert states.count(new) > 5
