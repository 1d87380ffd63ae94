"""A task watched at every step that it takes: a kill at a step leaves what lies on the disk just before it.

Steps are writing, renaming, making and removing below inputs/ and outputs/, and the stages that the task tells.
``stopped_worker`` counts the same ones.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.editions.cache import CACHE_FOLDER

TOPS = ("inputs", "outputs")
_STEPS = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir"})
Left = Mapping[str, str]
"""Path below the county's folder -> SHA-256 of the content."""


def named(event: str, arguments: tuple[object, ...], place: Path) -> str:
    """The name of an audit event that is a step on the disk below the county's folder, '' for another.

    What is written to the cache is no step: threads write there side by side, in another order every time, and a
    kill there leaves what the step before it leaves.
    """
    writes = event == "open" and any(letter in str(arguments[1] or "r") for letter in "wax+")
    path = str(arguments[0]) if writes or event in _STEPS else ""
    if not path.startswith(tuple(str(place / top) for top in TOPS)):
        return ""
    parts = path.removeprefix(str(place)).replace("\\", "/").strip("/").split("/")
    return "" if CACHE_FOLDER in parts else f"{event} {'/'.join(parts)}"


@dataclass(frozen=True)
class Step:
    """``what``: the event and its path, or the stage; ``left``: what a kill at it leaves."""

    what: str
    left: Left

    @property
    def written(self) -> str:
        """The path of the file that is opened to be written, '' for another step."""
        return self.what.removeprefix("open ") if self.what.startswith("open ") else ""


@dataclass
class Watch:
    """One task over a county's folder. ``contents``: SHA-256 -> content of all that ever lay there."""

    place: Path
    steps: list[Step] = field(default_factory=list)
    contents: dict[str, bytes] = field(default_factory=dict)
    _known: dict[tuple[str, int, int, int], str] = field(default_factory=dict)

    def do(self, task: Callable[..., Any], **words: object) -> None:
        """Do the task to its end; its last step is the end itself."""
        _WATCHING.append(self)
        try:
            task(lambda stage: self._note(f"stage {stage}"), **words)
        finally:
            _WATCHING.pop()
        self._note("end")

    def see(self, event: str, arguments: tuple[object, ...]) -> None:
        """Note an audit event where it is a step."""
        if what := named(event, arguments, self.place):
            self._note(what)

    def which(self, number: int) -> tuple[str, int]:
        """The name of the step of this number, from 1 on, and how often that name had come by then."""
        what = self.steps[number - 1].what
        return what, sum(step.what == what for step in self.steps[:number])

    def states(self) -> Iterator[tuple[str, Left]]:
        """What may be left, each once: at every step, and where a file is written, with half of that file."""
        seen = set()
        for step, after in zip(self.steps, [*self.steps[1:], self.steps[-1]], strict=True):
            path, left = step.written, [(step.what, step.left)]
            sha = after.left.get(path, "")
            if sha and sha != step.left.get(path):
                half = self._keep(self.contents[sha][: len(self.contents[sha]) // 2])
                left.append((f"half of {step.what}", {**step.left, path: half}))
            for what, files in left:
                key = frozenset(files.items())
                if key not in seen:
                    seen.add(key)
                    yield what, files

    def lay(self, left: Left, place: Path) -> None:
        """Lay out what is left in a folder of its own."""
        shutil.rmtree(place, ignore_errors=True)
        for top in TOPS:
            (place / top).mkdir(parents=True)
        for path, sha in left.items():
            target = place / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(self.contents[sha])

    def _note(self, what: str) -> None:
        watching = _WATCHING[:]
        _WATCHING.clear()  # what is read here is no step
        left = {}
        for top in TOPS:
            for path in (self.place / top).rglob("*"):
                if path.is_file() and CACHE_FOLDER not in path.parts and path.name != ".lock":
                    left[path.relative_to(self.place).as_posix()] = self._sha(path)
        self.steps.append(Step(what, left))
        _WATCHING.extend(watching)

    def _sha(self, path: Path) -> str:
        about = path.stat()
        key = (os.fspath(path), about.st_ino, about.st_size, about.st_mtime_ns)
        if key not in self._known:
            self._known[key] = self._keep(path.read_bytes())
        return self._known[key]

    def _keep(self, content: bytes) -> str:
        sha = hashlib.sha256(content).hexdigest()
        self.contents.setdefault(sha, content)
        return sha


_WATCHING: list[Watch] = []


def _heard(event: str, arguments: tuple[object, ...]) -> None:
    for watch in _WATCHING:
        watch.see(event, arguments)


sys.addaudithook(_heard)  # it can't be taken away again, and does nothing while nothing is watched
