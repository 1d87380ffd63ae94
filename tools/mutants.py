"""Small faults put into merge/ and measure/ one at a time, and the tests run on each: which faults does none see?

``uv run --with coverage tools/mutants.py --count 400`` prints the faults that no fast test noticed and the share of
those noticed; ``--slow`` lets the slow tests of these rooms try what the fast ones missed; ``--seed`` draws others;
``--only PATH`` takes the faults of one file and ``--tests PATHS`` tries these tests; ``--out FILE`` keeps a line of
JSON for each. It needs a system that can fork: the program and the tests are loaded once, and each fault is put into a
copy of that process.
"""

from __future__ import annotations

import argparse
import importlib.abc
import importlib.util
import io
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import partial
from importlib.machinery import ModuleSpec
from itertools import accumulate, zip_longest
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.faults import ROOT, Fault, faults_of, faulty, loaded

ROOMS = ("pipeline/merge", "pipeline/measure")
TESTS = ("tests/merge", "tests/measure", "tests/version_two", "tests/test_golden_case.py", "tests/test_golden_year.py")
OPTIONS = ("-o", "addopts=--strict-markers", "-p", "no:cacheprovider", "-n", "0", "-q", "--tb=native")
MOST = 20
"""Seconds of tests for one fault."""
_SECONDS = 60
"""Processor time for one fault; a fault that takes longer is noticed, for the tests then never end."""


class Mutants:
    """A plugin of pytest that, instead of running what was collected, runs it on faults."""

    def __init__(self, faults: Sequence[Fault], tell: Callable[[dict[str, Any]], None]) -> None:
        self.faults, self.tell = faults, tell

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Learn which test runs which line, then try the faults."""
        items = {item.nodeid: item for item in session.items}
        os.environ.pop("PYTEST_CURRENT_TEST", None)
        known = apart(lambda: tests_by_line(session), 3_600)
        if not isinstance(known, dict):
            sys.exit(f"the tests fail without any fault: {known}")
        for fault in self.faults:
            began = time.monotonic()
            chosen = [items[name] for name in chosen_for(fault, known, items)]
            found = apart(partial(failing, fault, chosen), _SECONDS) if chosen else ""
            self.tell(
                {
                    "place": f"{fault.path}:{fault.line}",
                    "what": fault.what,
                    "by": found,
                    "slow": found in items and is_slow(items[found]),
                    "tests": len(chosen),
                    "seconds": round(time.monotonic() - began, 1),
                }
            )
        return True


def is_slow(item: pytest.Item) -> bool:
    """Whether a test is marked as slow."""
    return item.get_closest_marker("slow") is not None


class _Contexts:
    """A plugin that tells coverage for which test the program works: for one, or for all that share a fixture.

    ``seconds``: what each shared fixture takes, of which the first test that wants it alone would seem to take long.
    """

    def __init__(self, coverage: Any) -> None:
        self.coverage, self.item, self.seconds = coverage, "", dict[str, float]()

    @pytest.hookimpl(hookwrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Iterator[None]:
        if fixturedef.scope != "function":
            self.coverage.switch_context(f"fixture {fixturedef.argname}")
        began = time.process_time()
        yield
        if fixturedef.scope != "function":
            self.seconds[fixturedef.argname] = time.process_time() - began
        self.coverage.switch_context(self.item)


def tests_by_line(session: pytest.Session) -> dict[str, Any]:
    """``lines``: "path:line" -> the tests that run it; ``seconds``: test -> how long it takes."""
    coverage: Any = importlib.import_module("coverage")
    recorder = coverage.Coverage(data_file=None, source=[str(ROOT / room) for room in ROOMS])
    contexts = _Contexts(recorder)
    session.config.pluginmanager.register(contexts)
    recorder.start()
    seconds = dict[str, float]()
    for item, following in zip_longest(session.items, session.items[1:]):
        began = time.process_time()
        contexts.item = item.nodeid
        recorder.switch_context(item.nodeid)
        reports = runtestprotocol(item, log=False, nextitem=following)
        seconds[item.nodeid] = time.process_time() - began
        if any(report.failed for report in reports):
            raise AssertionError(item.nodeid)
    recorder.stop()
    sharing = defaultdict[str, list[str]](list)
    for item in session.items:
        for name in getattr(item, "fixturenames", ()):
            sharing[f"fixture {name}"].append(item.nodeid)
    for name, made in contexts.seconds.items():
        for test in sharing[f"fixture {name}"]:
            seconds[test] += made / len(sharing[f"fixture {name}"])
    lines = dict[str, list[str]]()
    data = recorder.get_data()
    for file in data.measured_files():
        for line, names in data.contexts_by_lineno(file).items():
            tests = {test for name in names if name for test in sharing.get(name, [name])}
            lines[f"{Path(file).relative_to(ROOT).as_posix()}:{line}"] = sorted(tests)
    return {"lines": lines, "seconds": seconds}


def chosen_for(fault: Fault, known: dict[str, Any], items: dict[str, pytest.Item]) -> list[str]:
    """The tests that run the fault's line, fast ones first, the cheapest first, as many as ``MOST`` seconds allow.

    A line that runs where its file is loaded is told by whatever test runs the file.
    """
    if not loaded(fault):
        lines = [tests for place, tests in known["lines"].items() if place.startswith(f"{fault.path}:")]
        tests = {test for each in lines for test in each} or set(items)
    else:
        tests = set(known["lines"].get(f"{fault.path}:{fault.line}", ()))
    ordered = sorted(tests, key=lambda test: (is_slow(items[test]), known["seconds"][test], test))
    spent = accumulate(known["seconds"][test] for test in ordered)
    return [test for test, so_far in zip(ordered, spent, strict=True) if so_far <= MOST]


def failing(fault: Fault, chosen: Sequence[pytest.Item]) -> str:
    """The first of these tests that fails on the program with this fault, or ''."""
    functions = loaded(fault)
    for function, code in functions:
        function.__code__ = code
    if not functions:
        return failing_anew(fault, chosen)
    for item, following in zip_longest(chosen, chosen[1:]):
        if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
            return item.nodeid
    return ""


class _Loader(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Hands out one module with its fault."""

    def __init__(self, fault: Fault) -> None:
        self.name, self.fault = ".".join(Path(fault.path).with_suffix("").parts).removesuffix(".__init__"), fault

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> ModuleSpec | None:  # noqa: ARG002
        return (
            importlib.util.spec_from_file_location(fullname, ROOT / self.fault.path, loader=self)
            if fullname == self.name
            else None
        )

    def create_module(self, spec: Any) -> None:  # noqa: ARG002
        return None

    def exec_module(self, module: Any) -> None:
        exec(faulty(self.fault), module.__dict__)  # noqa: S102 - our own source with one change


class _First:
    """A plugin that keeps the name of the first test that failed."""

    failed = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.failed:
            self.failed = report.nodeid


def failing_anew(fault: Fault, chosen: Sequence[pytest.Item]) -> str:
    """The same for a fault in what runs while its file is loaded: in a process that hasn't loaded it."""
    one = ("--fault", f"{fault.path}:{fault.number}", "--tests", *(item.nodeid for item in chosen))
    done = subprocess.run([sys.executable, __file__, *one], check=False, capture_output=True, text=True)
    return done.stdout.strip() if done.returncode == 0 else f"ended with {done.returncode}"


def first_failed(fault: Fault, tests: Sequence[str]) -> str:
    """The first of these tests that fails where the file is loaded with the fault in it, or ''."""
    sys.meta_path.insert(0, _Loader(fault))
    first = _First()
    code = pytest.main([*OPTIONS, "-x", *tests], plugins=[first])
    return first.failed or ("" if code == pytest.ExitCode.OK else f"ended with {code!r}")


def apart(function: Callable[[], Any], seconds: int) -> Any:
    """What a function answers in a copy of this process, or a sentence where the copy ended without an answer."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            try:
                answer = function()
            except BaseException as fault:  # noqa: BLE001 - whatever ends it is the answer
                answer = f"ended by {type(fault).__name__}: {fault}"[:500]
        with os.fdopen(writing, "w", encoding="utf-8") as out:
            json.dump(answer, out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as output:
        said = output.read()
    os.waitpid(child, 0)
    return json.loads(said) if said else f"ended after {seconds} s of work"


@contextmanager
def quiet() -> Iterator[Callable[[str], None]]:
    """Nothing that pytest says is shown; the function given prints all the same."""
    real = sys.stdout
    with redirect_stdout(io.StringIO()):
        yield lambda text: print(text, file=real, flush=True)


def main() -> None:
    """Print each fault that no fast test noticed, then the share of those noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--seed", type=int, default=20230228)
    parser.add_argument("--only", default="")
    parser.add_argument("--tests", nargs="*", default=TESTS)
    parser.add_argument("--slow", action="store_true")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--fault", default="", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    os.chdir(ROOT)
    if asked.fault:
        path, _, number = asked.fault.partition(":")
        with quiet() as say:
            say(first_failed(faults_of(path)[int(number)], asked.tests))
        return
    every = [
        fault
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        for fault in faults_of(path.relative_to(ROOT).as_posix())
        if fault.path.startswith(asked.only)
    ]
    drawn = random.Random(asked.seed).sample(every, min(asked.count, len(every)))
    noticed, slowly = 0, 0
    with quiet() as say:

        def tell(result: dict[str, Any]) -> None:
            nonlocal noticed, slowly
            noticed += bool(result["by"]) and not result["slow"]
            slowly += bool(result["slow"])
            if not result["by"] or result["slow"]:
                by = f" (noticed by {result['by']})" if result["by"] else ""
                say(f"{result['place']}: {result['what']}; {result['tests']} tests{by}")
            if asked.out:
                with asked.out.open("a", encoding="utf-8") as out:
                    out.write(json.dumps(result, ensure_ascii=False) + "\n")

        chosen = [] if asked.slow else ["-m", "not slow"]
        pytest.main([*OPTIONS, *chosen, *asked.tests], plugins=[Mutants(drawn, tell)])
    print(f"{noticed} of {len(drawn)} noticed by fast tests, {slowly} more by slow ones; drawn from {len(every)}")


if __name__ == "__main__":
    main()
