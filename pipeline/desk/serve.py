"""The desk's life: one per inputs folder and user, on a free port of this machine alone, until it is told to leave."""

from __future__ import annotations

import hashlib
import http.client
import json
import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO

from waitress import create_server

from pipeline.base.machine import Lock, open_page, own_folder, try_lock, write_private
from pipeline.desk.app import make_app
from pipeline.desk.clerk import Clerk
from pipeline.desk.guard import KNOCK, KNOCK_HEADER, Guard
from pipeline.desk.state import Desk
from pipeline.messages import desk_words
from pipeline.messages.refusals import refusal

_IDLE_SECONDS = 900
"""How long after the last page's last sign of life the desk leaves."""
_LOOK_SECONDS, _START_SECONDS, _MOST_BODY = 0.2, 10, 400_000_000
Say = Callable[[str], None]


def run_desk(inputs: Path, outputs: Path, say: Say, *, browser: bool = True, idle: float = _IDLE_SECONDS) -> None:
    """Serve the desk until it is told to leave or stands idle, and open its page; a second start opens the first's.

    ``say`` takes what stands in the window. On return nothing that was started is running. Raises UserError when
    another desk has the folder and doesn't answer.
    """
    name = hashlib.sha256(str(inputs.resolve()).encode("utf-8")).hexdigest()[:16]
    note = own_folder() / f"desk-{name}.json"
    note.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with note.with_suffix(".lock").open("a+b") as handle:
        address = _first_one(handle, note)
        if address is None:
            _serve(inputs, outputs, note, say, browser=browser, idle=idle)
            return
    say(desk_words.ALREADY_OPEN)
    _show(address, say, browser=browser)


def _first_one(handle: IO[bytes], note: Path) -> str | None:
    """The address by which the desk that runs already lets one in; None when there is none."""
    if try_lock(handle) is not Lock.HELD:
        return None
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        with suppress(OSError, ValueError, KeyError, http.client.HTTPException):
            there = json.loads(note.read_bytes())
            return _knock(int(there["port"]), str(there["knock"]))
        time.sleep(_LOOK_SECONDS)
    raise refusal("E204")


def _knock(port: int, knock: str) -> str:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=3)
    try:
        asked.request("POST", KNOCK, headers={KNOCK_HEADER: knock})
        return f"http://127.0.0.1:{port}/#{json.loads(asked.getresponse().read())['token']}"
    finally:
        asked.close()


def _serve(inputs: Path, outputs: Path, note: Path, say: Say, *, browser: bool, idle: float) -> None:
    logging.getLogger("waitress").setLevel(logging.CRITICAL)  # what it writes may hold an address with a name
    gate = _Gate()
    server = create_server(gate, host="127.0.0.1", port=0, threads=4, max_request_body_size=_MOST_BODY, ident=None)
    write_log = partial(_log, outputs)
    guard = Guard(int(server.effective_port))
    desk = Desk(inputs, outputs, Clerk(log=write_log), log=write_log)
    gate.app = make_app(desk, guard)
    desk.clerk.warm()
    threading.Thread(target=server.run, daemon=True).start()
    write_private(note, json.dumps({"port": guard.port, "knock": guard.knock}).encode("utf-8"))
    try:
        say(desk_words.KEEP_OPEN)
        _show(f"{guard.origin}/#{guard.new_token()}", say, browser=browser)
        while not desk.leaving.wait(_LOOK_SECONDS):
            if desk.clerk.busy:
                desk.sign_of_life()
            if time.monotonic() - desk.last_sign > idle:
                break
        time.sleep(_LOOK_SECONDS)  # the answer to 退出 is on its way
    finally:
        note.unlink(missing_ok=True)
        desk.clerk.end()
        server.close()
    say(desk_words.LEFT)


class _Gate:
    """What the server calls before the app is made: the guard has to know the port first."""

    def __init__(self) -> None:
        self.app: Callable[..., object] | None = None

    def __call__(self, environment: object, start: object) -> object:
        assert self.app is not None
        return self.app(environment, start)


def _show(address: str, say: Say, *, browser: bool) -> None:
    if not browser or not open_page(address):
        say(desk_words.OPEN_YOURSELF.format(address=address))


def _log(outputs: Path, places: list[str]) -> None:
    with suppress(OSError):
        outputs.mkdir(parents=True, exist_ok=True)
        lines = [desk_words.FAULT_LOG, *places]
        (outputs / "run.log").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
