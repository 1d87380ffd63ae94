"""The desk's own claims: ready after start, a month of ledgers checked when it is warm, and a page asked meanwhile.

``uv run benchmarks/desk.py [FILES] [ROWS]`` starts a desk on a made-up county, drops FILES ledgers of ROWS rows (30 and
300), and prints: processor time from start until the door answers; processor time of the desk and its worker from
dropping to the end of the check, for the first drop and for one of them corrected and dropped again. Then the month is
made, and made again after a correction. Each time it prints the clock's longest wait for a page while the task ran.
Times of the processor are those of ``psutil``; a wait depends on what else the machine does.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import uuid
from datetime import date, timedelta
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.render.forms.settings_form import settings_form  # noqa: E402
from pipeline.schema.ledger import LEDGER  # noqa: E402
from tools.sample.books import write_xlsx  # noqa: E402
from tools.sample.layout import Page  # noqa: E402

_READY, _CHECKED, _ANSWERED = 0.5, 5.0, 0.1
"""Seconds that are allowed: until ready, for 30 files of 300 rows, for a page."""
_FILLED = 20
MONTH = "/p/2023-02"
FORM = "application/x-www-form-urlencoded"


def ledger(place: Path, unit: int, name: str, rows: int, persons: int = 1) -> None:
    """A township's ledger for February 2023: most columns filled, one unreadable day in fifty rows."""
    labels = [field.label for field in LEDGER[:_FILLED]]
    cells: list[list[object]] = []
    for n in range(rows):
        day = date(2022, 10, 1) + timedelta(days=n % 140)
        known: dict[str, object] = {
            f.id: day if f.type == "date" else persons if f.type == "count" else f.example for f in LEDGER
        }
        known |= {"case_no": f"YL{unit:02}{n:06}", "township": name, "related_case_no": None, "occurrence": "初件"}
        known["received_on"] = "二月底" if n % 50 == 0 else day
        cells.append([known[field.id] for field in LEDGER[:_FILLED]])
    lines: list[list[object]] = [[*labels], *cells]
    filled = {(r, c): cell for r, line in enumerate(lines) for c, cell in enumerate(line) if cell is not None}
    write_xlsx(place, [Page("台账", filled)])


class Asked:
    """A desk that was started, asked as its page asks."""

    def __init__(self, folder: Path) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(folder / "state")}
        self.process = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-u", str(ROOT / "generate.py"), "desk", "--no-browser"],
            cwd=folder,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env=environment,
        )
        assert self.process.stdout is not None
        found = None
        while found is None:
            found = re.search(r"http://127.0.0.1:(\d+)/#(\S+)", self.process.stdout.readline())
        self.port = int(found[1])
        answer = self.ask("POST", "/enter", found[2].encode())
        self.cookie = str(answer.headers["Set-Cookie"]).split(";")[0]
        self.ready = self._spent(psutil.Process(self.process.pid))

    cookie = ""

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "text/plain") -> http.client.HTTPResponse:
        """Ask and return the answer, with its body in ``text``."""
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        headers = {"Origin": f"http://127.0.0.1:{self.port}", "Cookie": self.cookie, "Content-Type": kind}
        asked.request(method, path, body or None, headers)
        answer = asked.getresponse()
        self.text = answer.read()
        asked.close()
        return answer

    def drop(self, files: list[Path]) -> None:
        """Drop files on the month, as the page's form sends them."""
        mark = uuid.uuid4().hex
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{p.name}"\r\n\r\n'.encode()
            + p.read_bytes()
            + b"\r\n"
            for p in files
        ]
        body = b"".join([*parts, f"--{mark}--\r\n".encode()])
        self.ask("POST", f"{MONTH}/files", body, f"multipart/form-data; boundary={mark}")

    def until_done(self) -> tuple[float, float]:
        """Wait for the task that runs; return the longest wait for the month's page meanwhile, and its processor time.

        The latter is the mean over all pages: a single one takes less than the system's clock can tell.
        """
        own, longest, spent, pages = psutil.Process(self.process.pid), 0.0, 0.0, 0
        while True:
            self.ask("GET", "/job")
            if not json.loads(self.text)["busy"]:
                return longest, spent / max(pages, 1)
            begun, before = time.perf_counter(), self._spent(own)
            self.ask("GET", MONTH)
            longest = max(longest, time.perf_counter() - begun)
            spent, pages = spent + self._spent(own) - before, pages + 1
            time.sleep(0.2)

    @property
    def spent(self) -> float:
        """The processor time of the desk and of all that it started."""
        own = psutil.Process(self.process.pid)
        return sum(map(self._spent, [own, *own.children(recursive=True)]))

    @staticmethod
    def _spent(process: psutil.Process) -> float:
        times = process.cpu_times()
        return float(times.user + times.system)


def tell(page: float, longest: float) -> None:
    """Print what a page took while a task ran: processor time, and the longest wait by the clock."""
    print(
        f"  the page meanwhile: {page * 1000:.0f} ms of processor time, at most {longest * 1000:.0f} ms by the clock;"
    )
    print(f"  bound {_ANSWERED * 1000:.0f} ms")


def main(files: int, rows: int) -> None:
    """Start, drop, correct, and print what it took."""
    with tempfile.TemporaryDirectory() as top:
        folder, made = Path(top), Path(top) / "made"
        for each in (folder / "inputs" / "2023-02", made):
            each.mkdir(parents=True)
        names = [f"样例{n:02}镇" for n in range(files)]
        roster: dict[str, list[list[object]]] = {
            "乡镇名录": [[n, name] for n, name in enumerate(names, 1)],
            "单位": [["县名", "样例县"]],
        }
        (folder / "inputs" / "设置.xlsx").write_bytes(settings_form(roster))
        for unit, name in enumerate(names):
            ledger(made / f"{name}.xlsx", unit, name, rows)
        desk = Asked(folder)
        try:
            print(f"ready: {desk.ready:.2f} s of processor time; bound {_READY} s")
            desk.ask("POST", f"{MONTH}/check", b"x=1", FORM)
            desk.until_done()
            for about in (f"{files} files of {rows} rows dropped", "one of them corrected and dropped again"):
                before, begun = desk.spent, time.perf_counter()
                desk.drop(sorted(made.iterdir()))
                longest, page = desk.until_done()
                clock, busy = time.perf_counter() - begun, desk.spent - before
                print(f"{about}: {busy:.2f} s of processor time ({clock:.1f} s by the clock); bound {_CHECKED} s")
                tell(page, longest)
                for old in sorted(made.iterdir())[1:]:
                    old.unlink()
                ledger(made / f"{names[0]}.xlsx", 0, names[0], rows, persons=2)
            for about in ("the month is made", "one ledger corrected, checked, and the month made again"):
                desk.ask("POST", f"{MONTH}/run", b"as_of=", FORM)
                print(f"{about}:")
                tell(*reversed(desk.until_done()))
                ledger(made / f"{names[0]}.xlsx", 0, names[0], rows, persons=3)
                desk.drop(sorted(made.iterdir()))
                desk.until_done()
            desk.ask("POST", "/leave", b"x=1", FORM)
            desk.process.wait(30)
        finally:
            desk.process.kill()
            desk.process.communicate()


if __name__ == "__main__":
    main(*(int(word) for word in (*sys.argv[1:], "30", "300")[:2]))
