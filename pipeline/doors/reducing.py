"""What a period's folder is to hold once it is reduced: found out first, so that nothing is half done."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.schema.claims import CLAIMS_BOOK, VERSIONS_FOLDER, VERSIONS_INDEX
from pipeline.schema.registers import ISSUED_BOOK
from pipeline.sendback.reduced import Reducer
from pipeline.sheets.files import SourceFile, load, named, opened
from pipeline.sheets.formats.faults import Refused
from pipeline.sheets.kinds import ZIP
from pipeline.sheets.opening import Opening
from pipeline.sheets.sent_zips import open_sent
from pipeline.sheets.tidied import Sent

_OWN = frozenset({CLAIMS_BOOK, ISSUED_BOOK})


@dataclass(frozen=True)
class Index:
    """``written``: the list of versions by their new SHA-256, None where there is none; ``shas``: all that it names.

    ``count``: the versions that were reduced; ``removed``: those of which nothing stays, by file and when it was taken.
    """

    written: bytes | None = None
    shas: frozenset[str] = frozenset()
    count: int = 0
    removed: tuple[tuple[str, str], ...] = ()


@dataclass
class Reducing:
    """The reducing of one folder. ``reduced``: SHA-256 -> content; ``left``: the files that can't be reduced.

    ``held``: those that another program doesn't let go.
    """

    folder: Path
    reducer: Reducer
    opening: Opening
    tidied: dict[str, dict[str, Sent]]
    reduced: dict[str, bytes] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    _after: dict[tuple[str, str], bytes | None] = field(default_factory=dict)

    def files(self) -> dict[Path, tuple[str, bytes, bytes]]:
        """Each file that changes -> what sentences call it, what it holds and what it is to hold."""
        changing = {}
        for path, name in named(self.folder.parent, self.folder):
            if path.is_symlink():
                continue
            try:
                content = path.read_bytes()
            except OSError:
                self.held.append(name)
                continue
            after = self._reduce(content, load(path, name, self.folder.name, self.opening), self.left)
            if after is not None and after != content:
                changing[path] = (name, content, after)
        return changing

    def versions(self) -> Index:
        """The list of versions with each content reduced; what can't be reduced stays only where a file holds it."""
        place = self.folder / VERSIONS_FOLDER / VERSIONS_INDEX
        if not place.is_file():
            return Index()
        listed: dict[str, list[dict[str, str]]] = json.loads(place.read_text(encoding="utf-8"))
        count, removed = 0, []
        for name, versions in listed.items():
            kept: dict[tuple[str, int], dict[str, str]] = {}
            for number, version in enumerate(versions):
                sha = version["sha256"]
                new = sha if not sha or name in _OWN else self._version(name, sha)
                if new is None:
                    removed.append((name, version["taken"]))
                else:
                    count += new != sha
                    kept[new, 0 if new else number] = {**version, "sha256": new}
            listed[name] = list(kept.values())
        written = json.dumps({n: v for n, v in listed.items() if v}, ensure_ascii=False, indent=1).encode("utf-8")
        shas = frozenset(v["sha256"] for each in listed.values() for v in each)
        return Index(written, shas, count, tuple(removed))

    def _version(self, name: str, sha: str) -> str | None:
        """The SHA-256 of a version once it is reduced; None where nothing of it stays."""
        place, path_rel = self.folder / VERSIONS_FOLDER / sha, f"{self.folder.name}/{name}"
        content = place.read_bytes() if place.is_file() else b""
        left: list[str] = []
        after = self._reduce(content, load(place, path_rel, self.folder.name, self.opening), left)
        if not left:
            return None if after is None else _sha(after)
        with suppress(OSError):
            if _sha((self.folder / name).read_bytes()) == sha:  # it is told by that file's name
                return sha if after is None else _sha(after)
        return None

    def _reduce(self, content: bytes, source: SourceFile, left: list[str]) -> bytes | None:
        """The content once it is reduced, itself where it is already or nobody sent it; None where it can't be.

        ``left`` is given what of it can't be.
        """
        if source.skipped:
            return content
        after = self._zip(content, source, left) if source.kind == ZIP else self._file(source, left)
        if after is not None:
            self.reduced[_sha(after)] = after
        return after

    def _file(self, source: SourceFile, left: list[str]) -> bytes | None:
        name, data = source.path_rel.removeprefix(f"{self.folder.name}/"), source.data
        known = self.tidied.setdefault(name, {})
        if name in _OWN or source.sha256 in known or (data and self.reducer.is_the_offices(source)):
            return data
        if (name, source.sha256) not in self._after:
            self._after[name, source.sha256] = self.reducer.reduced(source) if data else None
        after = self._after[name, source.sha256]
        if after is None:
            left.append(source.path_rel)
            return None
        known.setdefault(_sha(after), Sent(sha256=source.sha256, kind=source.kind))
        return after

    def _zip(self, content: bytes, source: SourceFile, left: list[str]) -> bytes | None:
        """A zip of the members once they are reduced; one that can't be reduced stays in it and is told.

        None where the zip or one of its members can't be opened.
        """
        try:
            sent = open_sent(content, self.opening.limits)
        except Refused:
            left.append(source.path_rel)
            return None
        members = list(opened(source, content, self.opening))[1:]
        packed, changed = io.BytesIO(), False
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as together:
            for member, (name, part) in zip(members, sent.parts, strict=True):
                before = sent.read(part)
                if not isinstance(before, bytes):
                    left.append(source.path_rel)
                    return None
                after = before if member.skipped else self._file(member, left)
                changed |= after not in (None, before)
                together.writestr(zipfile.ZipInfo(name), before if after is None else after, zipfile.ZIP_DEFLATED)
        return packed.getvalue() if changed else content


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
