"""Whether anything changed since a run: then what it printed is printed again, and nothing is made.

No heavy library is imported for it, so that such a run ends within a fraction of a second.
"""

from __future__ import annotations

import hashlib
import json
from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.base.build import build
from pipeline.base.errors import UserError
from pipeline.base.fingerprint import fingerprint
from pipeline.editions.cache import CACHE_FOLDER, Cache
from pipeline.editions.listed import manifest_outputs
from pipeline.editions.lock import HOLDER_FILE, LOCK_FILE
from pipeline.render.templates.files import template_folders
from pipeline.schema.claims import CHECKED_FILE, VERSIONS_FOLDER

_KIND = "runs"
_OURS = frozenset({CACHE_FOLDER, LOCK_FILE, HOLDER_FILE})
"""What stands in outputs/ and says nothing of an edition; the locks of a period's versions are among them."""
Files = Mapping[str, str]
"""Path from a folder on, with '/' -> SHA-256."""


@dataclass(frozen=True)
class Told:
    """What a run printed, and its exit code."""

    lines: tuple[str, ...]
    code: int


@dataclass(frozen=True)
class Asked:
    """A run that was asked for, with all that it depends on besides what lies in ``outputs``.

    ``sources``: every file under ``inputs``, the templates, the file of passwords, the program with its libraries, and
    what was typed.
    """

    inputs: Path
    outputs: Path
    typed: tuple[str, ...]
    passwords: Path | None
    sources: Files

    def done(self) -> Told | None:
        """What the last such run printed, where nothing has changed since; None where anything has."""
        try:
            kept = Cache.of(self.outputs).get(_KIND, self._key(_files(self.outputs)))
        except OSError:
            return None
        if kept is None:
            return None
        told = json.loads(kept)
        return Told(tuple(told["lines"]), told["code"])

    def keep(self, folder: Path, told: Told) -> None:
        """Remember what the run printed that has just published ``folder``.

        Not where a source changed while it ran, nor where the edition isn't any more as it was published: then nobody
        has seen what the next run makes of it.
        """
        try:
            after, sources = _files(self.outputs), _sources(self.inputs, self.passwords)
            published = manifest_outputs(self.outputs, folder.name)
        except (OSError, UserError):
            return
        whole = all(after.get(f"{folder.name}/{path}") == sha for path, sha in published.items())
        if whole and sources == self.sources:
            content = json.dumps(asdict(told), ensure_ascii=False).encode("utf-8")
            Cache.of(self.outputs).put(_KIND, self._key(after), content)

    def _key(self, editions: Files) -> str:
        return fingerprint(build(), self.typed, sorted(self.sources.items()), sorted(editions.items()))


def as_asked(typed: Namespace) -> Asked | None:
    """What was asked for; None where nobody can tell by files alone what would come out.

    That is so of PDF, which another program makes with the machine's fonts, and of a file that can't be read: the run
    itself says what is to be done about it.
    """
    words = (str(typed.period), str(typed.as_of), str(typed.inputs), str(typed.outputs))
    try:
        sources = _sources(typed.inputs, typed.password_file)
    except OSError:
        return None
    return None if typed.pdf else Asked(typed.inputs, typed.outputs, words, typed.password_file, sources)


def _sources(inputs: Path, passwords: Path | None) -> Files:
    files = {f"inputs/{path}": sha for path, sha in _files(inputs).items()}
    for number, folder in enumerate(template_folders(inputs)):
        files |= {f"templates{number}/{path}": sha for path, sha in _files(folder).items()}
    return files if passwords is None else {**files, "passwords": _sha(passwords)}


def _files(folder: Path) -> Files:
    """The files in a folder and its folders, also those that are linked to. Raises OSError where one can't be read."""
    return {path.relative_to(folder).as_posix(): _sha(path) for path in _below(folder, frozenset())}


def _below(folder: Path, above: frozenset[Path]) -> Iterator[Path]:
    home = folder.resolve()
    if home in above or not folder.is_dir():  # a link into a folder that it lies in
        return
    for entry in sorted(folder.iterdir()):
        if entry.name in _OURS or (folder.name, entry.name) == (VERSIONS_FOLDER, CHECKED_FILE):
            continue
        if entry.is_dir():
            yield from _below(entry, above | {home})
        else:
            yield entry


def _sha(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
