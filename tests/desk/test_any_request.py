"""Whatever comes within the guard, the desk answers with a sentence or a page: never a fault, never a path outside.

``TONGBAO_REQUESTS=20000 uv run pytest tests/desk/test_any_request.py`` asks as often.
"""

from __future__ import annotations

import io
import os
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.base.errors import UserError
from pipeline.base.period import is_period
from pipeline.desk.app import make_app
from pipeline.desk.clerk import Clerk, Job
from pipeline.desk.guard import Guard
from pipeline.desk.state import Desk
from tests.desk.conftest import PORT, Page

pytestmark = pytest.mark.slow

REQUESTS = int(os.environ.get("TONGBAO_REQUESTS", "150"))
ODD = (
    "..",
    ".",
    "",
    "%2e%2e",
    "..%2f..",
    "%00",
    "\\",
    "C:",
    "con",
    "~$x",
    "2023-02",
    "2023-13",
    "审核.html",
    "旁路.txt",
)
HEADERS = ("Range", "If-None-Match", "Accept", "Content-Type", "Content-Length", "Transfer-Encoding", "Expect", "X-A")
ROUTES = ("p", "home", "settings", "periods", "job", "cancel", "enter", "beat", "desk.css", "knock", "favicon.ico")
ENDS = (
    *("files", "claim", "version", "only", "check", "run", "rerun", "tidy", "issue", "out", "review", "returned.zip"),
    *("explain", "cell", "verify", "picture", "book", "registers", "x"),
)
OWN = {".versions", "设置.xlsx"}
FIELDS = ("file", "township", "sha", "as_of", "paper", "number", "day", "signer", "period", "sheet", "cell", "figure")

words = st.one_of(st.sampled_from(ODD), st.text(max_size=30))
parts = st.one_of(st.sampled_from((*ENDS, *ODD)), st.text(max_size=12).map(lambda text: quote(text, safe="%")))
paths = st.builds(
    lambda top, period, rest: "/" + "/".join((top, *([period] if top == "p" else []), *rest)),
    st.sampled_from(ROUTES),
    st.one_of(st.just("2023-02"), parts),
    st.lists(parts, max_size=4),
)
headers = st.dictionaries(
    st.sampled_from(HEADERS), st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30), max_size=3
)
forms = st.dictionaries(st.sampled_from(FIELDS), words, max_size=4)
files = st.lists(st.tuples(words, st.binary(max_size=60)), max_size=3)
bodies = st.one_of(
    forms.map(lambda form: {"data": form}),
    st.tuples(st.sampled_from(("files", "book", "x")), files).map(
        lambda sent: {
            "data": {sent[0]: [(io.BytesIO(content), name) for name, content in sent[1]]},
            "content_type": "multipart/form-data",
        }
    ),
    st.binary(max_size=200).map(lambda data: {"data": data, "content_type": "multipart/form-data; boundary=b"}),
    st.binary(max_size=200).map(lambda data: {"data": data}),
)


class Refusing(Clerk):
    """Has no worker: each task is refused, as one whose words are wrong would be."""

    def give(self, task: str, about: str, *_: object, **__: object) -> Job:
        return Job(task, about, end="refused", sentence="不行。")

    def ask(self, *_: object) -> object:
        raise UserError("不行。")


@pytest.fixture
def asked(folders: Path) -> Page:
    """A desk whose faults end the test, with an edition of one page and one file that leads outside of it."""
    (folders / "secret.txt").write_text("外面的", encoding="utf-8")
    edition = folders / "outputs" / "2023-02"
    edition.mkdir()
    (edition / "审核.html").write_text("<p>里面的</p>", encoding="utf-8")
    (edition / "旁路.txt").symlink_to(folders / "secret.txt")
    guard = Guard(PORT)
    desk = Desk(folders / "inputs", folders / "outputs", Refusing(), log=lambda lines: pytest.fail("\n".join(lines)))
    return Page(make_app(desk, guard).test_client(use_cookies=False), guard)


@settings(
    max_examples=REQUESTS, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
@given(st.sampled_from(("GET", "POST", "HEAD", "PUT", "OPTIONS")), paths, forms, headers, bodies)
def test_any_request_is_answered_with_a_sentence_and_touches_nothing_outside(
    asked: Page, folders: Path, method: str, path: str, query: dict[str, str], more: dict[str, str], body: object
):
    before = {each.name for each in folders.iterdir()}
    own = {"Origin": f"http://127.0.0.1:{PORT}"} if method not in ("GET", "HEAD") else {}
    sent = body if method == "POST" else {}
    assert isinstance(sent, dict)
    more = {name: value for name, value in more.items() if name != "Content-Type" or "content_type" not in sent}
    answer = asked.ask(method, path, headers={**own, **more}, query_string=query, **sent)
    assert answer.status_code < 500
    assert "外面的" not in answer.text
    assert {each.name for each in folders.iterdir()} == before, "nothing beside inputs/ and outputs/"
    lying = {each.name for each in (folders / "inputs").iterdir()}
    assert {name for name in lying - OWN if not is_period(name)} == set(), "and in inputs/ nothing but periods"
    if answer.status_code >= 400 and method != "HEAD":
        assert re.search(r"<main.*[\u4e00-\u9fff].*。.*</main>", answer.text, re.DOTALL), "a sentence"
