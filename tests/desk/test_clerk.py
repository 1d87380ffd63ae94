"""The worker may hang, fall or be ended: the desk goes on with a sentence, and the next task is done by a new one."""

from __future__ import annotations

import pytest

from pipeline.base.errors import UserError
from pipeline.desk.clerk import Clerk
from pipeline.messages import desk_words

WORKER = """
import sys; sys.path[:] = {path!r}
import os, time, pipeline.desk.worker as worker
from pipeline.base.errors import UserError
def refuse(tell): raise UserError("不行。")
def hang(tell): tell("第一步"); time.sleep(60)
def fall(tell): os._exit(3)
def fault(tell): raise ValueError("某人的电话")
def babble(tell): print("x" * 10); return "好"
import types
tasks = types.ModuleType("pipeline.desk.tasks")
tasks.TASKS = {"add": lambda tell, a, b: (tell("加"), a + b)[1], "refuse": refuse, "hang": hang, "fall": fall,
    "fault": fault, "babble": babble}
sys.modules["pipeline.desk.tasks"] = tasks
worker.main()
"""


@pytest.fixture
def logged() -> list[list[str]]:
    return []


@pytest.fixture
def clerk(logged: list[list[str]]):
    opened = Clerk(log=logged.append, start=WORKER)
    yield opened
    opened.end()


def test_a_task_tells_its_stages_and_returns_its_result(clerk: Clerk):
    assert clerk.ask("add", "算", {"a": 2, "b": 3}) == 5
    assert clerk.job is not None
    assert clerk.job.stages == ["ready", "加"]
    assert clerk.ask("babble", "算", {}) == "好", "what a library prints is no answer"


def test_a_refusal_is_its_sentence(clerk: Clerk):
    with pytest.raises(UserError, match=r"^不行。$"):
        clerk.ask("refuse", "算", {})


@pytest.mark.parametrize("task", ["fall", "fault"])
def test_a_crash_is_one_sentence_and_the_next_task_is_done(clerk: Clerk, logged: list[list[str]], task: str):
    with pytest.raises(UserError) as broken:
        clerk.ask(task, "算", {})
    assert str(broken.value) == desk_words.BROKEN
    assert "某人" not in str(logged)
    assert logged[0][:1] == (["ValueError"] if task == "fault" else [])
    assert clerk.ask("add", "算", {"a": 1, "b": 1}) == 2


def test_cancelling_ends_the_process_and_nothing_of_it_is_kept(clerk: Clerk):
    kept: list[object] = []
    job = clerk.give("hang", "算", {}, kept.append)
    with pytest.raises(UserError, match="正在核对或生成"):
        clerk.give("add", "算", {"a": 1, "b": 1})
    process = clerk._process
    clerk.cancel()
    assert (job.end, job.sentence, kept) == ("cancelled", "已取消，原有成果未受影响。", [])
    assert process is not None
    assert process.poll() is not None
    assert clerk.ask("add", "算", {"a": 1, "b": 1}) == 2
