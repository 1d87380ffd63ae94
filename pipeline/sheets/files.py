"""The files of the period folders: what lies there, its bytes, and what it is.

The only place where ingest touches the disk.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from pipeline.messages import read_words
from pipeline.schema.claims import CLAIMS_BOOK, VERSIONS_FOLDER
from pipeline.sheets.formats.faults import Issue, Refused
from pipeline.sheets.kinds import (
    ARCHIVES,
    ENCRYPTED,
    HTML,
    PACKED,
    RAR,
    READABLE,
    SEVEN_ZIP,
    SHORTCUT,
    XML,
    ZIP,
    kind_of,
)
from pipeline.sheets.opening import USUAL, Opening
from pipeline.sheets.personal import MASK, masked
from pipeline.sheets.sent_zips import distinct, open_sent, unfit_size
from pipeline.sheets.tidied import Tidied, read_tidied

_SYSTEM_NAMES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", ".localized", "icon\r"})
_LOCK_PREFIXES = ("~$", ".~", "._")
_HALF_WRITTEN = re.compile(r"~.*\.tmp")
"""The name of what Office leaves behind when it is cut off while it saves: ~WRL0001.tmp."""

HELD = "R003"
"""The code of the fault of a file that can't be opened: nobody knows what is in it."""

Instead = Mapping[str, bytes | None]
"""Path relative to inputs, with '/' -> what is read instead of that file's content, None for nothing at all."""
NOTHING: Instead = MappingProxyType({})


@dataclass(frozen=True)
class SourceFile:
    """One file of a folder.

    ``path_rel`` is its path relative to inputs, with '/'. ``kind`` is what kinds.kind_of says, '' when nobody looked.
    ``skipped`` says why the file isn't an input at all (a lock file of Office), and ``fault`` why it can't be read.
    ``data`` is empty in both cases. ``sent_kind``: what it was when it was sent, where it was reduced since.
    """

    path_rel: str
    folder: str
    data: bytes
    sha256: str
    kind: str
    fault: Issue | None = None
    skipped: str = ""
    sent_kind: str = ""
    opening: Opening = field(default=USUAL, repr=False, compare=False)

    @property
    def stem(self) -> str:
        """The file's name without folder and extension."""
        return Path(self.path_rel).stem


def scan(
    inputs: Path, folders: Iterable[str], opening: Opening = USUAL, instead: Instead = NOTHING
) -> Iterator[SourceFile]:
    """Yield every file under the period folders, at any depth, in path order; links are named, never followed.

    What lies in a .zip comes after it, as if the zip were a folder: 2023-02/台账.zip/城关镇.xlsx.
    ``instead``: files that aren't read as they lie there.
    认领.xlsx and the folder of earlier versions are the office's own and aren't among them.
    """
    for folder in folders:
        yield from _found(inputs, inputs / folder, folder, opening, instead)


def below(root: Path, opening: Opening = USUAL) -> Iterator[SourceFile]:
    """Yield every file below any folder in path order, as if the folder were that of a period."""
    yield from _found(root, root, "", opening)


def again(inputs: Path, path_rel: str, opening: Opening = USUAL) -> SourceFile:
    """Load the file that scan has named ``path_rel`` once more; one that has gone comes back with its fault."""
    folder = path_rel.split("/", maxsplit=1)[0]
    return as_sent(_again(inputs, path_rel, folder, opening), read_tidied(inputs / folder))


def _again(inputs: Path, path_rel: str, folder: str, opening: Opening) -> SourceFile:
    plain = inputs / path_rel
    if MASK in path_rel or not plain.is_file():
        # Where scan has masked numbers of persons in a name, the path holds them; a zip's member has no path at all.
        for path, name in named(inputs, inputs / folder):
            if name == path_rel:
                return load(path, path_rel, folder, opening)
            if path_rel.startswith(f"{name}/"):
                inside = opened(*_load(path, name, folder, opening), opening)
                return next((file for file in inside if file.path_rel == path_rel), _gone(path_rel, folder))
    return load(plain, path_rel, folder, opening)


def _found(root: Path, top: Path, folder: str, opening: Opening, instead: Instead = NOTHING) -> Iterator[SourceFile]:
    tidied = read_tidied(top) if folder else {}
    for path, name in named(root, top):
        if name in instead:
            content = instead[name]
            if content is not None:
                yield identify(content, name, folder, opening)
            continue
        for source in opened(*_load(path, name, folder, opening), opening):
            yield as_sent(source, tidied)


def as_sent(source: SourceFile, tidied: Tidied) -> SourceFile:
    """A reduced file by the name of the one that was sent, though it was given another path since."""
    sha = source.sha256
    mine = tidied.get(source.path_rel.partition("/")[2], {})
    was = mine.get(sha) or next((by[sha] for by in tidied.values() if sha in by), None)
    return source if was is None else replace(source, sha256=was["sha256"], sent_kind=was["kind"])


def opened(source: SourceFile, data: bytes, opening: Opening) -> Iterator[SourceFile]:
    """The file itself, or if it is a zip the zip as opened and each of its members; ``data`` are its bytes."""
    if source.kind != ZIP:
        yield source
        return
    try:
        sent = open_sent(data, opening.limits)
    except Refused as refusal:
        yield replace(source, fault=refusal.issue)
        return
    yield SourceFile(
        source.path_rel, source.folder, b"", "", ZIP, skipped=read_words.OPENED_ZIP.format(count=len(sent.parts))
    )
    names = distinct(f"{source.path_rel}/{masked(name)}" for name, _ in sent.parts)
    for path_rel, (_, part) in zip(names, sent.parts, strict=True):
        if reason := passed_over(path_rel.rpartition("/")[2]):
            yield SourceFile(path_rel, source.folder, b"", "", "", skipped=reason)
            continue
        content = sent.read(part)
        if isinstance(content, Issue):
            yield _faulty(path_rel, source.folder, b"", "", content)
            continue
        inside = identify(content, path_rel, source.folder, opening)
        yield replace(inside, fault=Issue("R383")) if inside.kind in ARCHIVES else inside


def named(root: Path, top: Path) -> Iterator[tuple[Path, str]]:
    """Yield every file below ``top`` in path order, with its path relative to ``root``.

    Numbers of persons in that path are masked. Names that are the same once masked are distinguished by a number:
    城关镇（已遮盖）.xlsx, 城关镇（已遮盖）-2.xlsx.
    """
    paths = sorted(_walk(top), key=lambda p: p.relative_to(root).as_posix())
    yield from zip(paths, distinct(masked(path.relative_to(root).as_posix()) for path in paths), strict=True)


def _walk(root: Path) -> Iterator[Path]:
    for current, directories, names in os.walk(root, followlinks=False):
        here = Path(current)
        if here == root:
            directories[:] = [name for name in directories if name != VERSIONS_FOLDER]
        yield from (here / name for name in names if here != root or name != CLAIMS_BOOK)
        yield from (here / name for name in directories if (here / name).is_symlink())


def load(path: Path, path_rel: str, folder: str, opening: Opening = USUAL) -> SourceFile:
    """Read one file's bytes after a look at what it is and how large it is; nothing is raised, and no zip is opened."""
    return _load(path, path_rel, folder, opening)[0]


def _load(path: Path, path_rel: str, folder: str, opening: Opening) -> tuple[SourceFile, bytes]:
    """The file, and its bytes even where it isn't read for what it is."""
    if reason := passed_over(path.name):
        return SourceFile(path_rel, folder, b"", "", "", skipped=reason), b""
    try:
        about = path.lstat()
        issue = unfit_size(about.st_size, opening.limits.file_mb) if stat.S_ISREG(about.st_mode) else Issue("R001")
        if issue:
            return _faulty(path_rel, folder, b"", "空" if issue.code == "R004" else "", issue), b""
        data = path.read_bytes()
    except OSError:
        return _gone(path_rel, folder), b""
    return identify(data, path_rel, folder, opening), data


def passed_over(name: str) -> str:
    """Why a file of this name is no input at all, '' for any other."""
    name = name.casefold()
    if name in _SYSTEM_NAMES:
        return "系统文件"
    return "Office 的临时文件" if name.startswith(_LOCK_PREFIXES) or _HALF_WRITTEN.fullmatch(name) else ""


def identify(data: bytes, path_rel: str, folder: str, opening: Opening = USUAL) -> SourceFile:
    """Return the file that these bytes are; one that no reader takes comes back with its fault."""
    extension = Path(path_rel).suffix.lstrip(".").lower()
    try:
        kind = kind_of(data)
    except Refused as refusal:
        return _faulty(path_rel, folder, data, extension if extension in READABLE else "未知", refusal.issue)
    if kind in READABLE or kind == ENCRYPTED:
        return SourceFile(path_rel, folder, data, hashlib.sha256(data).hexdigest(), kind, opening=opening)
    if kind == SHORTCUT:
        return _faulty(path_rel, folder, data, kind, Issue("R001"))
    if kind in (HTML, XML):
        return _faulty(
            path_rel, folder, data, kind, Issue("R010", words={"kind": kind, "extension": extension or "无"})
        )
    code = "R384" if kind in (RAR, SEVEN_ZIP, PACKED) else "R007"
    return _faulty(path_rel, folder, data, kind, Issue(code, words={"kind": kind}))


def _gone(path_rel: str, folder: str) -> SourceFile:
    return _faulty(path_rel, folder, b"", "", Issue(HELD))


def _faulty(path_rel: str, folder: str, data: bytes, kind: str, fault: Issue) -> SourceFile:
    return SourceFile(path_rel, folder, b"", hashlib.sha256(data).hexdigest() if data else "", kind, fault)
