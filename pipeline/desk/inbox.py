"""Files come into a period's folder, and every content that was ever dropped stays to be had.

``.versions/`` holds each content under its SHA-256; ``index.json`` says which file had which contents, the newest last.
The folder itself shows the newest, as if it had been copied there by hand. Names from outside are labels: they never
become a path before they have been made into a plain file name.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from pipeline.base.errors import UserError
from pipeline.base.file_names import illegal_part
from pipeline.editions.lock import one_writer
from pipeline.messages import desk_words
from pipeline.messages.refusals import refusal
from pipeline.schema.claims import CLAIMS_BOOK, VERSIONS_FOLDER, VERSIONS_INDEX
from pipeline.schema.registers import ISSUED_BOOK
from pipeline.sheets.files import identify
from pipeline.sheets.formats.faults import Issue, Refused
from pipeline.sheets.kinds import ZIP
from pipeline.sheets.opening import USUAL
from pipeline.sheets.sent_zips import open_sent
from pipeline.sheets.versions import Version, read_index

_OWN = {CLAIMS_BOOK.casefold(), ISSUED_BOOK.casefold()}
_HIDDEN = ("~$", ".")
_TAKEN_AWAY = ""
"""Stands in the index in place of a content: from then on the file was not in the folder."""


HELD = "held"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the folder or one that was there: its name, its versions, the SHA-256 of the present one.

    ``now`` is '' where it is gone, and HELD where another program has it for itself alone.
    """

    name: str
    versions: tuple[Version, ...]
    now: str


@dataclass(frozen=True)
class Inbox:
    """The folder of a period."""

    folder: Path

    def entries(self) -> list[Entry]:
        """Every ledger that lies in the folder and every one that was taken away, by name."""
        index, there = self._index(), self._there()
        names = sorted(name for name in {*index, *there} if name.casefold() not in _OWN)
        return [Entry(name, tuple(index.get(name, ())), there.get(name, "")) for name in names]

    def take(self, label: str, content: bytes) -> str:
        """Put a dropped file into the folder and return the sentence about it.

        A file of the same name gives way to it and stays among the versions. Raises UserError for a name that can't be
        used and for content that is no table.
        """
        name = self._name(label)
        if (fault := _fault(name, content)) is not None:
            found = fault.at(name)
            raise refusal("E205", name=name, message=found.message, remedy=found.remedy)
        sha = _sha(content)
        with self._writing():
            before = self._there()
            if before.get(name) == sha:
                return desk_words.SAME_AGAIN.format(name=name)
            twin = next((other for other, digest in before.items() if digest == sha), "")
            older = any(each.sha256 == sha for each in self._index().get(name, ()))
            self._put(name, content)
        if older and name in before:
            said = desk_words.TAKEN_OLDER.format(name=name)
        elif twin:
            said = desk_words.TWIN.format(name=name, twin=twin)
        elif name in before:
            said = desk_words.REPLACED.format(name=name)
        else:
            said = desk_words.TAKEN.format(name=name)
        return "\n".join([said, *_unread_inside(name, content)])

    def bring_back(self, name: str, sha: str) -> str:
        """Let a file be again what it was in an earlier version; the one of now stays among the versions."""
        entry = self._entry(name)
        if not sha or sha not in {each.sha256 for each in entry.versions}:
            raise gone(name)
        place = self._versions / sha
        content = place.read_bytes() if place.is_file() else b""
        if _sha(content) != sha:
            raise gone(name)
        with self._writing():
            self._put(name, content)
        return desk_words.BROUGHT_BACK.format(name=name)

    def take_away(self, name: str) -> str:
        """Take a file out of the folder; what it held stays among the versions."""
        entry = self._entry(name)
        if not entry.now:
            raise gone(name)
        with self._writing():
            self._keep(name, (self.folder / entry.name).read_bytes())
            self._note(name, _TAKEN_AWAY)
            (self.folder / entry.name).unlink()
        return desk_words.TAKEN_AWAY.format(name=name)

    def put(self, name: str, content: bytes) -> None:
        """Put a file of the program's own into the folder (认领.xlsx, 设置.xlsx); the one of before stays to be had."""
        with self._writing():
            self._put(name, content)

    @property
    def _versions(self) -> Path:
        return self.folder / VERSIONS_FOLDER

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the lock of the folder: two colleagues may have it open. A fault of the disk becomes a sentence."""
        try:
            self._versions.mkdir(parents=True, exist_ok=True)
            with one_writer(self._versions):
                yield
        except OSError as fault:
            raise unwritable(self.folder) from fault

    def _files(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        found = (path for path in self.folder.iterdir() if path.is_file() and not path.is_symlink())
        return sorted(p for p in found if not p.name.startswith(_HIDDEN) and p.name.casefold() not in _OWN)

    def _there(self) -> dict[str, str]:
        """Name -> SHA-256 of every file, HELD for one that can't be opened now."""
        there = {}
        for path in self._files():
            try:
                there[path.name] = _sha(path.read_bytes())
            except OSError:
                there[path.name] = HELD
        return there

    def _entry(self, name: str) -> Entry:
        """The file of this name, found by listing."""
        found = next((entry for entry in self.entries() if entry.name == name), None)
        if found is None:
            raise gone(name)
        return found

    def _name(self, label: str) -> str:
        """A plain file name from a label; the name of a file that is there already where they differ in case alone."""
        name = unicodedata.normalize("NFC", label).replace("\\", "/").rsplit("/", 1)[-1].strip()
        name = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cf", "Zl", "Zp"))
        if (illegal := illegal_part(name)) or name.startswith(_HIDDEN):
            raise refusal("E208", name=name or "？", illegal=illegal or f"“{name[0]}”")
        if name.casefold() in _OWN:
            raise refusal("E209", name=name)
        return next((path.name for path in self._files() if path.name.casefold() == name.casefold()), name)

    def _put(self, name: str, content: bytes) -> None:
        place = self.folder / name
        if place.is_file():
            self._keep(name, place.read_bytes())
        self._keep(name, content)
        new = self._versions / f"{_sha(content)}.new"
        new.write_bytes(content)
        new.replace(place)

    def _keep(self, name: str, content: bytes) -> None:
        sha = _sha(content)
        place = self._versions / sha
        if not place.is_file():
            new = place.with_suffix(".new")
            new.write_bytes(content)
            new.replace(place)
        self._note(name, sha)

    def _note(self, name: str, sha: str) -> None:
        index = self._index()
        versions = [each for each in index.get(name, []) if each.sha256 != sha or not sha]
        index[name] = [*versions, Version(sha, f"{datetime.now():%Y-%m-%d %H:%M}")]
        written = {key: [asdict(each) for each in each_name] for key, each_name in sorted(index.items())}
        new = self._versions / f"{VERSIONS_INDEX}.new"
        new.write_text(json.dumps(written, ensure_ascii=False, indent=1), encoding="utf-8", newline="\n")
        new.replace(self._versions / VERSIONS_INDEX)

    def _index(self) -> dict[str, list[Version]]:
        return read_index(self.folder)


def _fault(name: str, content: bytes) -> Issue | None:
    """Why no reader takes a file; a zip is taken where it can be opened, for its members are read one by one."""
    found = identify(content, name, "")
    if found.kind != ZIP:
        return found.fault
    try:
        open_sent(content, USUAL.limits)
    except Refused as refused:
        return refused.issue
    return None


def _unread_inside(name: str, content: bytes) -> Iterator[str]:
    """A sentence for each file in a zip that no reader takes."""
    if identify(content, name, "").kind != ZIP:
        return
    sent = open_sent(content, USUAL.limits)
    for member, part in sent.parts:
        inner = sent.read(part)
        fault = inner if isinstance(inner, Issue) else identify(inner, member, "").fault
        if fault is not None:
            yield desk_words.UNREAD_INSIDE.format(name=name, member=member, message=fault.at(member).message)


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def gone(name: str) -> UserError:
    """The refusal of a file or version that isn't there."""
    return refusal("E206", name=name)


def unwritable(folder: Path) -> UserError:
    """The refusal of a folder into which nothing can be written."""
    return refusal("E207", folder=folder.name)
