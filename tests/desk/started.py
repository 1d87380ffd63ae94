"""A desk as a process of its own, asked as its page asks."""

from __future__ import annotations

import http.client
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = re.compile(r"http://127.0.0.1:(\d+)/#(\S+)")
Start = Callable[..., "Started"]


class Started:
    """A desk that was started, with what it has printed up to its address."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process, self.lines = process, []
        assert process.stdout is not None
        for line in process.stdout:
            self.lines.append(line.strip())
            if found := ADDRESS.search(line):
                self.port, self.token = int(found[1]), found[2]
                break

    def post(self, path: str, body: str = "", cookie: str = "") -> http.client.HTTPResponse:
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Origin": f"http://127.0.0.1:{self.port}", "Cookie": cookie}
        if body and path != "/enter":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        asked.request("POST", path, body, headers)
        answer = asked.getresponse()
        answer.read()
        asked.close()
        return answer

    def get(self, path: str, cookie: str) -> str:
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        asked.request("GET", path, headers={"Cookie": cookie})
        text = asked.getresponse().read().decode("utf-8")
        asked.close()
        return text

    def enter(self) -> str:
        return str(self.post("/enter", self.token).headers["Set-Cookie"]).split(";")[0]

    def ends(self) -> list[str]:
        out, _ = self.process.communicate(timeout=60)
        return out.split()
