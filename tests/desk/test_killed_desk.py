"""The worker or the desk killed at a step of what it does: whole old or whole new, and the next start is right.

``TONGBAO_KILLS=40 uv run pytest tests/desk/test_killed_desk.py`` kills each task as often, each at other steps by
``TONGBAO_SEED``.
"""

from __future__ import annotations

import http.client
import os
import random
import shutil
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

import openpyxl
import psutil
import pytest

from pipeline.desk.app import make_app
from pipeline.desk.clerk import Clerk
from pipeline.desk.guard import Guard
from pipeline.desk.state import Desk
from pipeline.editions.publish import recover
from pipeline.messages import desk_words
from tests.desk.conftest import PORT, Page
from tests.desk.started import Start, Started
from tests.desk.stopped_worker import code
from tests.shared_editions import GOLDEN
from tests.whole_editions import editions, state

pytestmark = pytest.mark.slow
KILLS = int(os.environ.get("TONGBAO_KILLS", "1"))
SEED = int(os.environ.get("TONGBAO_SEED", "20230228"))
MONTH = "2023-02"
CIRCULAR = {"paper": "通报/月度通报.docx", "number": "青信联办〔2023〕3号", "day": "2023-03-06", "signer": "办公室主任"}
FORMS: dict[str, dict[str, str]] = {"run": {"as_of": ""}, "issue": CIRCULAR, "tidy": {}}
AFTER = {"run": "issue", "issue": "tidy", "tidy": "end"}
"""Task -> the stage to which it leads."""
ASIDE = (".lock", "check.json", "check.new")
"""What is no part of a state: locks, and what a check said, which is made again at any time."""
STANDING = """
from functools import partial
from pathlib import Path
from pipeline.desk import serve
from pipeline.desk.clerk import Clerk
from tests.desk.stopped_worker import code
serve.Clerk = partial(Clerk, start=code(Path.cwd(), {at}, stands=True))
serve.run_desk(Path.cwd() / "inputs", Path.cwd() / "outputs", print, browser=False)
"""


def done(place: Path, task: str, at: int = 0) -> str:
    """Do a task on a desk of its own, whose worker is killed at step ``at``, and return what was said."""
    guard = Guard(PORT)
    desk = Desk(place / "inputs", place / "outputs", Clerk(start=code(place, at)))
    page = Page(make_app(desk, guard).test_client(use_cookies=False), guard)
    try:
        assert page.post(f"/p/{MONTH}/{task}", data=FORMS[task]).status_code == 303
        assert desk.clerk.job is not None
        assert desk.clerk.job.finished.wait(600)
        return "\n".join(desk.heard())
    finally:
        desk.clerk.end()


def _state(place: Path) -> dict[str, bytes]:
    return state(place, ASIDE)


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Task -> the county's folder just before it, each task before it done undisturbed; end: after them all."""
    top = tmp_path_factory.mktemp("stages")
    shutil.copytree(GOLDEN, top / "run" / "inputs")
    (top / "run" / "outputs").mkdir()
    settings = top / "run" / "inputs" / "设置.xlsx"
    book = openpyxl.load_workbook(settings)
    office = book.create_sheet("单位")
    for row in (("项目", "值"), ("县名", "青禾县")):
        office.append(row)
    book.save(settings)
    for task, then in AFTER.items():
        shutil.copytree(top / task, top / then)
        assert desk_words.BROKEN not in done(top / then, task)
    return {name: top / name for name in ("run", *AFTER.values())}


def drawn(stages: dict[str, Path], task: str) -> list[int]:
    """Steps of a task, every other one of its last tenth, where what was made is put in its place."""
    chance = random.Random(f"{SEED}{task}")
    count = len((stages[AFTER[task]] / "steps").read_text("utf-8").splitlines())
    return [chance.randrange(1 if number % 2 else count - count // 10, count) for number in range(KILLS)]


@pytest.mark.parametrize("task", AFTER)
def test_a_worker_killed_at_a_step_leaves_old_or_new_and_the_next_desk_does_it_right(
    stages: dict[str, Path], tmp_path: Path, task: str
):
    before, then = _state(stages[task]), _state(stages[AFTER[task]])
    for at in drawn(stages, task):
        place = tmp_path / str(at)
        shutil.copytree(stages[task], place, dirs_exist_ok=True)
        assert done(place, task, at) == desk_words.BROKEN, (task, at)
        recover(place / "outputs")
        known = [editions(before), editions(then)]
        for name, files in editions(_state(place)).items():
            assert files in [each[name] for each in known if name in each], (task, at, name)
        done(place, task)
        again = _state(place)
        assert again == then, (task, at, sorted(p for p in {*again, *then} if again.get(p) != then.get(p)))
        shutil.rmtree(place)


@pytest.mark.parametrize("task", AFTER)
def test_a_desk_killed_while_its_worker_writes_is_followed_by_one_that_says_who_writes_and_then_does_it(
    stages: dict[str, Path], folders: Path, start: Start, task: str
):
    """The worker that was left behind ends what it began; until then the next desk refuses and says since when."""
    for top in ("inputs", "outputs"):
        shutil.rmtree(folders / top)
        shutil.copytree(stages[task] / top, folders / top)
    then = _state(stages[AFTER[task]])
    killed = start("-c", STANDING.format(at=drawn(stages, task)[0]))
    form = urlencode(FORMS[task]) or "x=1"
    if task == "issue":  # a short task is waited for
        threading.Thread(target=suppressed, args=(killed, task, form), daemon=True).start()
    else:
        killed.post(f"/p/{MONTH}/{task}", form, killed.enter())
    wait_for((folders / "stands").exists)
    workers = psutil.Process(killed.process.pid).children(recursive=True)
    killed.process.kill()
    killed.process.wait()
    following = start()
    assert following.lines[0].startswith("工作台已打开。")
    cookie = following.enter()
    following.post(f"/p/{MONTH}/{task}", form, cookie)
    wait_for(lambda: '"busy":false' in following.get("/job", cookie))
    assert "（本机，" in following.get(f"/p/{MONTH}", cookie)
    (folders / "go").touch()
    assert psutil.wait_procs(workers, timeout=120)[1] == []
    following.post(f"/p/{MONTH}/{task}", form, cookie)
    wait_for(lambda: '"busy":false' in following.get("/job", cookie))
    assert _state(folders) == then


def wait_for(holds: Callable[[], bool]) -> None:
    """Wait until it holds, however slow the machine is."""
    for _ in range(6000):
        if holds():
            return
        time.sleep(0.05)
    pytest.fail("it never came to pass")


def suppressed(desk: Started, task: str, form: str) -> None:
    """Ask a desk that is about to be killed."""
    with suppress(OSError, http.client.HTTPException):
        desk.post(f"/p/{MONTH}/{task}", form, desk.enter())
