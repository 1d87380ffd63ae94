"""The desk answers its own page alone: whoever else asks is refused in a sentence, and nothing has happened."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from pipeline.base.errors import UserError
from pipeline.desk.guard import KNOCK, KNOCK_HEADER, OPEN, Guard
from pipeline.desk.state import LONG, Desk
from pipeline.messages import desk_words
from tests.desk.conftest import PORT, Page

ZIP_BYTES = b"PK\x05\x06" + bytes(18)


def files(*pairs: tuple[bytes, str]) -> dict[str, object]:
    return {"data": {"files": [(io.BytesIO(content), name) for content, name in pairs]}}


@pytest.mark.parametrize(
    "words",
    [
        {"headers": {"Host": "example.invalid"}},
        {"headers": {"Host": "127.0.0.1:1"}},
        {"headers": {"Host": f"localhost:{PORT}"}},
        {"headers": {"Sec-Fetch-Site": "cross-site"}},
        {"headers": {"Sec-Fetch-Site": "same-site"}},
        {"cookie": None},
        {"cookie": "stolen"},
        {"cookie": ""},
    ],
)
@pytest.mark.parametrize("path", ["/home", "/p/2023-02", "/settings/book", "/job"])
def test_a_stranger_reads_nothing(page: Page, path: str, words: dict[str, object]):
    answer = page.get(path, **words)
    assert answer.status_code == 403
    assert desk_words.FORBIDDEN in answer.text


@pytest.mark.parametrize(
    "words",
    [
        {"headers": {"Origin": "http://example.invalid"}},
        {"headers": {"Origin": None}},
        {"headers": {"Origin": "null", "Sec-Fetch-Site": None}},
        {"headers": {"Origin": "null", "Sec-Fetch-Site": "cross-site"}},
        {"headers": {"Sec-Fetch-Site": "none"}},
        {"cookie": None},
    ],
)
def test_a_foreign_page_changes_nothing(page: Page, desk: Desk, words: dict[str, object]):
    for path in ("/leave", "/cancel", "/periods", "/p/2023-02/run", "/p/2023-02/files", "/settings"):
        assert page.post(path, data={"period": "2023-07"}, **words).status_code == 403
    assert not desk.leaving.is_set()
    assert not (desk.inputs / "2023-07").exists()
    assert desk.clerk.job is None


FILLED = {"name": "2023-02", "wanted": "审核.html", "task": "run", "ending": "css"}


def routes(page: Page, method: str) -> list[str]:
    """Every address that the desk answers by a method, but those that need no cookie."""
    app = page.client.application
    built = []
    for rule in app.url_map.iter_rules():
        tasks = LONG if "task" in rule.arguments else ("",)
        for task in tasks:
            words = {key: task if key == "task" else FILLED[key] for key in rule.arguments}
            if method in (rule.methods or ()):
                built.append(unquote(app.url_map.bind("").build(rule.endpoint, words, method=method)))
    return sorted({path for path in built if path.startswith("/")} - OPEN - {KNOCK})


STRANGERS: dict[str, dict[str, Any]] = {
    "no cookie": {"cookie": None},
    "a stolen or guessed cookie": {"cookie": "stolen"},
    "a wrong host": {"headers": {"Host": "example.invalid"}},
    "another port": {"headers": {"Host": "127.0.0.1:1"}},
    "a cross-site form": {"headers": {"Sec-Fetch-Site": "cross-site", "Origin": "http://example.invalid"}},
    "a cross-site frame without origin": {"headers": {"Sec-Fetch-Site": "cross-site"}},
}


@pytest.mark.parametrize("words", STRANGERS.values(), ids=STRANGERS.keys())
def test_no_route_answers_a_stranger_and_nothing_happens(page: Page, desk: Desk, words: dict[str, Any]):
    """Also those of tidy, rerun, settings, picture and 认领: whatever the desk answers is asked for."""
    reads, writes = routes(page, "GET"), routes(page, "POST")
    month = "/p/2023-02"
    assert {month, f"{month}/picture", f"{month}/verify", "/settings", "/settings/blank"} <= set(reads)
    acts = {f"{month}/{act}" for act in ("tidy", "rerun", "claim", "version", "issue", "run", "check", "files")}
    assert acts | {"/settings", "/leave", "/cancel", "/periods"} <= set(writes)
    before = sorted((p, p.stat().st_mtime_ns) for p in desk.inputs.rglob("*"))
    form = {"period": "2023-07", "file": "东岭镇.xlsx", "township": "西河镇"}
    answers = [page.get(path, **words) for path in reads] + [page.post(path, data=form, **words) for path in writes]
    assert {answer.status_code for answer in answers} == {403}
    assert all(desk_words.FORBIDDEN in answer.text for answer in answers)
    assert sorted((p, p.stat().st_mtime_ns) for p in desk.inputs.rglob("*")) == before
    assert desk.clerk.job is None
    assert not desk.leaving.is_set()


@pytest.mark.parametrize("origin", ["http://example.invalid", None, "null"])
def test_no_route_acts_for_a_foreign_origin(page: Page, desk: Desk, origin: str | None):
    headers = {"Origin": origin, "Sec-Fetch-Site": None}
    assert {page.post(path, data={"x": "1"}, headers=headers).status_code for path in routes(page, "POST")} == {403}
    assert desk.clerk.job is None


@pytest.mark.parametrize("act", ["claim", "version", "only", "tidy", "issue"])
@pytest.mark.parametrize("odd", ["\x00", "../../设置.xlsx", "C:\\x", "a" * 3000])
def test_an_odd_name_in_a_form_is_a_sentence(page: Page, desk: Desk, act: str, odd: str, monkeypatch):
    monkeypatch.setattr(desk.clerk, "give", refuse)
    monkeypatch.setattr(desk.clerk, "ask", refuse)
    before = sorted(desk.inputs.rglob("*"))
    form = dict.fromkeys(("file", "township", "sha", "paper", "number", "day", "signer"), odd)
    answer = page.post(f"/p/2023-02/{act}", data=form)
    assert answer.status_code == 303
    assert len(desk.heard()) == 1
    assert sorted(p for p in desk.inputs.rglob("*") if ".versions" not in p.parts) == before


@pytest.mark.parametrize("ask", ["explain?township={0}&figure={0}", "cell?file={0}&sheet={0}&cell={0}", "review/{0}"])
@pytest.mark.parametrize("odd", ["%00", "../../设置.xlsx", "C:%5Cx", "a" * 3000])
def test_an_odd_name_in_an_address_is_a_sentence(page: Page, desk: Desk, ask: str, odd: str, monkeypatch):
    monkeypatch.setattr(desk.clerk, "ask", refuse)
    answer = page.get(f"/p/2023-02/{ask.format(odd)}")
    assert answer.status_code in (400, 404)
    assert "。" in answer.text
    assert desk.clerk.job is None


def test_a_start_token_used_or_not_is_no_cookie(page: Page, guard: Guard):
    fresh, used = guard.new_token(), guard.new_token()
    assert guard.take_token(used)
    for path in routes(page, "GET"):
        assert [page.get(path, cookie=each).status_code for each in (fresh, used, guard.knock)] == [403] * 3, path


def refuse(*_: object, **__: object) -> None:
    """Stand for a worker that refuses."""
    raise UserError("不行。")


def test_a_start_token_opens_the_door_once(page: Page, guard: Guard):
    token = guard.new_token()
    first = page.post("/enter", data=token, cookie=None)
    assert first.status_code == 204
    assert first.headers["Set-Cookie"] == (f"tongbao-{PORT}={guard.cookie}; HttpOnly; Path=/; SameSite=Strict")
    assert [page.post("/enter", data=each, cookie=None).status_code for each in (token, "", "x" * 3000)] == [403] * 3


def test_a_token_is_good_for_ten_minutes(page: Page, guard: Guard, monkeypatch: pytest.MonkeyPatch):
    token = guard.new_token()
    now = guard._tokens[token]
    monkeypatch.setattr("pipeline.desk.guard.time.monotonic", lambda: now + 1)
    assert page.post("/enter", data=token, cookie=None).status_code == 403


def test_a_second_start_gets_a_token_by_its_secret_alone(page: Page, guard: Guard):
    bare = {"Origin": None, "Sec-Fetch-Site": None}
    good = page.post(KNOCK, cookie=None, headers={**bare, KNOCK_HEADER: guard.knock})
    assert guard.take_token(good.json["token"])
    assert page.post(KNOCK, cookie=None, headers={**bare, KNOCK_HEADER: "guess"}).status_code == 403
    assert page.post(KNOCK, headers={KNOCK_HEADER: guard.knock}).status_code == 403, "a page can't have it"


def test_every_answer_says_what_a_browser_may_do(page: Page):
    for answer in (page.get("/"), page.get("/home"), page.get("/nowhere"), page.get("/home", cookie=None)):
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; ")
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_browsers_with_two_engines_are_asked_for_the_newer_one_and_an_old_one_is_told(page: Page):
    """The sentence stands at the door until a script has taken its place; no further page opens without one."""
    for path in ("/", "/home"):
        text = page.get(path).text
        assert '<meta name="renderer" content="webkit">' in text
        assert '<meta http-equiv="X-UA-Compatible" content="IE=edge">' in text
    assert "浏览器版本太旧，打不开工作台；请改用 Edge、Chrome 或把 360、QQ 浏览器切换到极速模式。" in page.get("/").text


def test_a_page_that_the_desk_has_not_made_runs_outside_of_its_origin(page: Page, desk: Desk):
    edition = desk.outputs / "2023-02"
    edition.mkdir()
    (edition / "审核.html").write_text("<script>fetch('/leave')</script>", encoding="utf-8")
    answer = page.get("/p/2023-02/out/审核.html")
    assert answer.headers["Content-Security-Policy"] == (
        "sandbox allow-scripts allow-downloads allow-modals; frame-ancestors 'self'"
    )


@pytest.mark.parametrize(
    "path",
    [
        "/p/2023-02/out/../../inputs/设置.xlsx",
        "/p/2023-02/out/%2e%2e/%2e%2e/inputs/设置.xlsx",
        "/p/2023-02/out//etc/hostname",
        "/p/2023-02/out/..%5c..%5cinputs%5c设置.xlsx",
        "/p/2023-02/out/旁路.txt",
        "/p/2023-02/out/%00",
        "/p/..%2f..",
        "/p/%00",
        "/desk.py",
    ],
)
def test_only_listed_plain_files_are_served(page: Page, desk: Desk, path: str):
    edition = desk.outputs / "2023-02"
    edition.mkdir()
    (desk.inputs / "外面.txt").write_text("x", encoding="utf-8")
    (edition / "旁路.txt").symlink_to(desk.inputs / "外面.txt")
    assert page.get(path).status_code in (400, 404)


@pytest.mark.parametrize(
    ("label", "lies_as"),
    [
        ("../../越界.xlsx", "越界.xlsx"),
        ("C:\\台账\\东岭镇.xlsx", "东岭镇.xlsx"),
        ("夹/二.xlsx", "二.xlsx"),
        ("/etc/x.csv", "x.csv"),
    ],
)
def test_a_name_from_outside_is_a_label_and_no_path(desk: Desk, label: str, lies_as: str):
    def lying() -> set[Path]:
        return {p for p in desk.inputs.parent.rglob("*") if p.is_file() and ".versions" not in p.parts}

    before = lying()
    assert desk.taken(desk.period("2023-02"), [(label, "编号\n1\n".encode())])
    assert lying() - before <= {desk.inputs / "2023-02" / lies_as}
    assert (desk.inputs / "2023-02" / lies_as).read_bytes() == "编号\n1\n".encode()


@pytest.mark.parametrize(
    ("content", "label"),
    [
        (b"MZ" + bytes(200), "程序.xlsx"),
        (ZIP_BYTES, "压缩包.xlsx"),
        (b"", "空.xlsx"),
        (b"a,b\n1,2\n", "con.csv"),
        (b"a,b\n1,2\n", "~$锁.xlsx"),
        (b"a,b\n1,2\n", ".隐藏.csv"),
        (b"a,b\n1,2\n", "认领.xlsx"),
        (b"a,b\n1,2\n", "长" * 300 + ".csv"),
    ],
)
def test_what_is_no_table_or_has_no_usable_name_is_refused_in_a_sentence(
    page: Page, desk: Desk, content: bytes, label: str
):
    before = sorted(p for p in desk.inputs.rglob("*"))
    assert page.post("/p/2023-02/files", **files((content, label))).status_code == 303
    assert len(desk.said) == 1
    assert "没有收下" in desk.said[0]
    assert sorted(p for p in desk.inputs.rglob("*")) == before
    assert desk.clerk.job is None, "nothing came in, so nothing is checked"


def test_a_flood_is_refused_in_a_sentence(page: Page, desk: Desk):
    huge = page.post(
        "/p/2023-02/files",
        environ_overrides={"CONTENT_LENGTH": "200000000"},
        content_type="multipart/form-data; boundary=b",
    )
    parts = b"".join(b'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n' for _ in range(10_000)) + b"--b--"
    many = page.post("/p/2023-02/files", data=parts, content_type="multipart/form-data; boundary=b")
    text = page.post("/p/2023-02/issue", data={"number": "x" * 600_000})
    assert [answer.status_code for answer in (huge, many, text)] == [413] * 3
    assert all(desk_words.TOO_LARGE in answer.text for answer in (huge, many, text))
    assert desk.clerk.job is None


def test_no_cell_and_no_name_comes_into_a_log(page: Page, desk: Desk, monkeypatch: pytest.MonkeyPatch):
    logged: list[list[str]] = []
    desk.log = logged.append

    def fail(_: str) -> None:
        raise ValueError("某人的电话")

    monkeypatch.setattr(desk, "period", fail)
    answer = page.get("/p/2023-02")
    assert (answer.status_code, desk_words.FAULT in answer.text) == (500, True)
    assert logged[0][0] == "ValueError"
    assert "某人" not in str(logged) + answer.text
