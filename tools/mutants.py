"""Small faults put into merge/ and measure/ one at a time, and the fast tests run on each: which faults does none see?

``uv run --with coverage tools/mutants.py --count 400`` prints the faults that no test noticed and the share of those
noticed; ``--seed`` draws others, ``--out FILE`` keeps a line of JSON for each. It needs a system that can fork.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.abc
import importlib.machinery
import importlib.util
import io
import json
import os
import random
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.faults import ROOT, Fault, faults_of, faulty

ROOMS = ("pipeline/merge", "pipeline/measure")
TESTS = ("tests/merge", "tests/measure", "tests/version_two", "tests/test_golden_case.py", "tests/test_golden_year.py")
_OPTIONS = ["-o", "addopts=--strict-markers", "-p", "no:cacheprovider", "-n", "0", "-q", "-m", "not slow"]
_SECONDS = 120


class _Loader(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Hands out one module with its fault."""

    def __init__(self, fault: Fault) -> None:
        self.name, self.fault = ".".join(Path(fault.path).with_suffix("").parts), fault

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> importlib.machinery.ModuleSpec | None:  # noqa: ARG002
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, ROOT / self.fault.path, loader=self)

    def create_module(self, spec: Any) -> None:  # noqa: ARG002
        return None

    def exec_module(self, module: Any) -> None:
        exec(faulty(self.fault), module.__dict__)  # noqa: S102 - our own source with one change


class _Contexts:
    """A plugin of pytest that tells coverage which test runs, and lists the tests in their order."""

    def __init__(self, coverage: Any) -> None:
        self.coverage, self.order = coverage, list[str]()

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.order.append(nodeid)
        self.coverage.switch_context(nodeid)


def tests_by_line() -> tuple[dict[tuple[str, int], set[str]], list[str]]:
    """(file, line) -> the tests that run it, '' among them where importing does; and all tests in order."""
    import pytest  # noqa: PLC0415

    coverage: Any = importlib.import_module("coverage")
    recorder = coverage.Coverage(data_file=None, source=[str(ROOT / room) for room in ROOMS])
    recorder.start()
    plugin = _Contexts(recorder)
    if code := pytest.main([*_OPTIONS, *TESTS], plugins=[plugin]):
        sys.exit(f"the tests fail without any fault: {code}")
    recorder.stop()
    lines: dict[tuple[str, int], set[str]] = defaultdict(set)
    data = recorder.get_data()
    for file in data.measured_files():
        for line, contexts in data.contexts_by_lineno(file).items():
            lines[Path(file).relative_to(ROOT).as_posix(), line] |= set(contexts)
    return lines, plugin.order


def apart(function: Any, seconds: int) -> tuple[int, str]:
    """Run a function in a forked process. Returns its exit code, -1 when it was ended for its time, and its output."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        code, said = 70, io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said), contextlib.suppress(BaseException):
            code = int(function())
        with os.fdopen(writing, "w", encoding="utf-8") as out:
            out.write(said.getvalue()[-4_000:])
        os._exit(code)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as output:
        said_there = output.read()
    status = os.waitpid(child, 0)[1]
    return (os.WEXITSTATUS(status) if os.WIFEXITED(status) else -1), said_there


def tried(fault: Fault, chosen: Sequence[str]) -> tuple[int, str]:
    """Run these tests, until one fails, on the program with this fault."""

    def run() -> int:
        import pytest  # noqa: PLC0415

        sys.meta_path.insert(0, _Loader(fault))
        return int(pytest.main([*_OPTIONS, "-x", *chosen]))

    return apart(run, _SECONDS)


def chosen_for(fault: Fault, lines: dict[tuple[str, int], set[str]], order: Sequence[str]) -> list[str]:
    """The tests that run the fault's line, then the others of a golden case, which share what was made once."""
    seen = {test for test in lines.get((fault.path, fault.line), set()) if test}
    shared = {test.partition("::")[0] for test in seen if "golden" in test}
    return [
        *(test for test in order if test in seen),
        *(test for test in order if test not in seen and test.partition("::")[0] in shared),
    ]


def results(count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Yield what became of each fault drawn."""
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    import pandas  # noqa: F401, ICN001, PLC0415 - imported once, before forking
    import pyarrow  # noqa: F401, ICN001, PLC0415
    import pytest  # noqa: F401, PLC0415

    read, write = os.pipe()
    if os.fork() == 0:  # the program must not be imported in the process that forks
        os.close(read)
        with contextlib.redirect_stdout(io.StringIO()):
            lines, order = tests_by_line()
        with os.fdopen(write, "w", encoding="utf-8") as out:
            json.dump({"order": order, "lines": [[*key, sorted(tests)] for key, tests in lines.items()]}, out)
        os._exit(0)
    os.close(write)
    with os.fdopen(read, encoding="utf-8") as answer:
        known = json.load(answer)
    os.wait()
    lines = {(path, line): set(tests) for path, line, tests in known["lines"]}
    every = [
        fault
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        for fault in faults_of(path.relative_to(ROOT).as_posix())
    ]
    for fault in random.Random(seed).sample(every, min(count, len(every))):
        began = time.monotonic()
        chosen = chosen_for(fault, lines, known["order"])
        code, said = tried(fault, chosen) if chosen else (0, "")
        failed = next((line for line in said.splitlines() if line.startswith(("FAILED", "ERROR"))), "")
        yield {
            "place": f"{fault.path}:{fault.line}",
            "what": fault.what,
            "noticed": code != 0,
            "by": failed[:200] or f"exit code {code}",
            "tests": len(chosen),
            "of": len(every),
            "seconds": round(time.monotonic() - began, 1),
        }


def main() -> None:
    """Print each fault that nobody noticed, then the share of those noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--seed", type=int, default=20230228)
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    noticed = total = 0
    for result in results(asked.count, asked.seed):
        total += 1
        noticed += result["noticed"]
        if not result["noticed"]:
            print(f"{result['place']}: {result['what']}", flush=True)
        if asked.out:
            with asked.out.open("a", encoding="utf-8") as out:
                out.write(json.dumps(result, ensure_ascii=False) + "\n")
    print(f"{noticed} of {total} noticed")


if __name__ == "__main__":
    main()
