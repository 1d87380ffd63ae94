"""The worker or the desk killed at a step of what it does: whole old or whole new, and the next start is right.

Every step of every task is visited by what it leaves; workers are really killed at some of them, and what they leave is
the same. ``TONGBAO_KILLS=40 uv run pytest tests/desk/test_killed_desk.py`` kills each task as often, each at other
steps by ``TONGBAO_SEED``; with ``TONGBAO_KILLS=all`` at each of its steps.
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

from pipeline.base.errors import UserError
from pipeline.desk.app import make_app
from pipeline.desk.clerk import Clerk
from pipeline.desk.guard import Guard
from pipeline.desk.state import Desk
from pipeline.desk.tasks import TASKS
from pipeline.editions.publish import interrupted, recover
from pipeline.messages import desk_words
from tests.desk.conftest import PORT, Page
from tests.desk.started import Start, Started
from tests.desk.stopped_worker import code
from tests.desk.watched import Watch
from tests.shared_editions import GOLDEN
from tests.whole_editions import editions, other, state

pytestmark = pytest.mark.slow
KILLS = os.environ.get("TONGBAO_KILLS", "1")
SEED = int(os.environ.get("TONGBAO_SEED", "20230228"))
MONTH = "2023-02"
CIRCULAR = {"paper": "通报/月度通报.docx", "number": "青信联办〔2023〕3号", "day": "2023-03-06", "signer": "办公室主任"}
FORMS: dict[str, dict[str, str]] = {"check": {}, "run": {"as_of": ""}, "rerun": {}, "issue": CIRCULAR, "tidy": {}}
"""Task -> what is sent for it, in the order in which a month is done."""
WORDS: dict[str, dict[str, object]] = {**FORMS, "run": {"as_of": "", "known": False}}
WORDS["issue"] = {**CIRCULAR, "township": ""}
WRITES = ("run", "issue", "tidy")
FRONTS = {"run": "os.rename outputs/.", "issue": "open outputs/.", "tidy": "open inputs/"}
"""How a step begins at which the task holds the lock."""
ASIDE = (".lock", "check.json", "check.new")
"""What is no part of a state: locks, and what a check said, which is made again at any time."""
STANDING = """
from functools import partial
from pathlib import Path
from pipeline.desk import serve
from pipeline.desk.clerk import Clerk
from tests.desk.stopped_worker import code
serve.Clerk = partial(Clerk, start=code(Path.cwd(), {at!r}, stands=True))
serve.run_desk(Path.cwd() / "inputs", Path.cwd() / "outputs", print, browser=False)
"""


NEVER = ("", 0)


def by_desk(place: Path, task: str, at: tuple[str, int]) -> str:
    """Do a task on a desk of its own, whose worker is killed at a step, and return what was said."""
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


def watched(place: Path, task: str) -> Watch:
    """Do a task as the worker does, undisturbed, and watch it."""
    watch, folders = Watch(place), {"inputs": str(place / "inputs"), "outputs": str(place / "outputs")}
    watch.do(TASKS[task], **folders, period=MONTH, **WORDS[task])
    return watch


def _state(place: Path) -> dict[str, bytes]:
    return state(place, ASIDE)


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Watch, Path]]:
    """Task -> the county's folder before it, each task before it done undisturbed; how it went; the folder after it."""
    top = tmp_path_factory.mktemp("stages")
    before = top / "before"
    shutil.copytree(GOLDEN, before / "inputs")
    (before / "outputs").mkdir()
    settings = before / "inputs" / "设置.xlsx"
    book = openpyxl.load_workbook(settings)
    office = book.create_sheet("单位")
    for row in (("项目", "值"), ("县名", "青禾县")):
        office.append(row)
    book.save(settings)
    found = {}
    for task in FORMS:
        after = top / task
        shutil.copytree(before, after)
        found[task] = (before, watched(after, task), after)
        before = after
    return found


def drawn(watch: Watch, front: str = "") -> list[int]:
    """Numbers of steps whose names begin so; every other one of the last tenth, where what was made takes its place."""
    which = [number for number, step in enumerate(watch.steps[:-1], 1) if step.what.startswith(front)]
    if KILLS == "all":
        return which
    chance, late = random.Random(f"{SEED}{front}{len(which)}"), which[-max(1, len(which) // 10) :]
    return [chance.choice(which if number % 2 else late) for number in range(int(KILLS))]


@pytest.mark.parametrize("task", FORMS)
def test_whatever_a_kill_leaves_at_any_step_is_whole_and_the_next_one_does_it_right(
    stages: dict[str, tuple[Path, Watch, Path]], tmp_path: Path, task: str
):
    """Each step, and half of each file that is written there; what is left alike is followed once."""
    start, watch, end = stages[task]
    before, then, place = _state(start), _state(end), tmp_path / "left"
    known, followed = [editions(before), editions(then)], [before]
    assert len(watch.steps) > {"run": 250, "issue": 30, "tidy": 10}.get(task, 3), "every step is seen"
    for what, left in watch.states():
        watch.lay(left, place)
        recover(place / "outputs")
        assert interrupted(place / "outputs") == [], (task, what)
        now = _state(place)
        for name, files in editions(now).items():
            assert files in [each[name] for each in known if name in each], (task, what, name)
        assert task in WRITES or now == before, (task, what)
        if now in followed:  # the first is what the undisturbed task began with
            continue
        followed.append(now)
        with suppress(UserError):  # a paper that is issued already
            watched(place, task)
        assert other(_state(place), then) == [], (task, what)


@pytest.mark.parametrize("task", FORMS)
def test_a_worker_killed_at_a_step_leaves_that_and_the_next_desk_does_it_right(
    stages: dict[str, tuple[Path, Watch, Path]], tmp_path: Path, task: str
):
    start, watch, end = stages[task]
    then = _state(end)
    for at in drawn(watch):
        place = tmp_path / str(at)
        shutil.copytree(start, place)
        assert by_desk(place, task, watch.which(at)) == desk_words.BROKEN, (task, at)
        watch.lay(watch.steps[at - 1].left, tmp_path / "seen")
        assert other(_state(place), _state(tmp_path / "seen")) == [], (task, watch.steps[at - 1].what)
        by_desk(place, task, NEVER)
        assert other(_state(place), then) == [], (task, at)
        shutil.rmtree(place)


@pytest.mark.parametrize("task", FORMS)
def test_a_desk_killed_while_its_worker_works_is_followed_by_one_that_says_who_writes_and_then_does_it(
    stages: dict[str, tuple[Path, Watch, Path]], folders: Path, start: Start, task: str
):
    """The worker that was left behind ends what it began; until then the next desk refuses and says since when."""
    county, watch, end = stages[task]
    for top in ("inputs", "outputs"):
        shutil.rmtree(folders / top)
        shutil.copytree(county / top, folders / top)
    killed = start("-c", STANDING.format(at=watch.which(drawn(watch, FRONTS.get(task, ""))[0])))
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
    assert ("（本机，" in following.get(f"/p/{MONTH}", cookie)) == (task in WRITES), "what writes nothing needs no lock"
    (folders / "go").touch()
    assert psutil.wait_procs(workers, timeout=120)[1] == []
    following.post(f"/p/{MONTH}/{task}", form, cookie)
    wait_for(lambda: '"busy":false' in following.get("/job", cookie))
    assert other(_state(folders), _state(end)) == []


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
