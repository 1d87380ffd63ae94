"""The files of the period folders: what lies there, its bytes, and what it is.

The only place where ingest touches the disk.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.schema.claims import CLAIMS_BOOK, VERSIONS_FOLDER
from pipeline.sheets.formats.faults import Issue, Refused
from pipeline.sheets.kinds import ENCRYPTED, HTML, READABLE, SHORTCUT, XML, kind_of
from pipeline.sheets.opening import USUAL, Opening
from pipeline.sheets.personal import MASK, masked

_SYSTEM_NAMES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", ".localized", "icon\r"})
_LOCK_PREFIXES = ("~$", ".~", "._")
_HALF_WRITTEN = re.compile(r"~.*\.tmp")
"""The name of what Office leaves behind when it is cut off while it saves: ~WRL0001.tmp."""


@dataclass(frozen=True)
class SourceFile:
    """One file of a folder.

    ``path_rel`` is its path relative to inputs, with '/'. ``kind`` is what kinds.kind_of says, '' when nobody looked.
    ``skipped`` says why the file isn't an input at all (a lock file of Office), and ``fault`` why it can't be read.
    ``data`` is empty in both cases.
    """

    path_rel: str
    folder: str
    data: bytes
    sha256: str
    kind: str
    fault: Issue | None = None
    skipped: str = ""
    opening: Opening = field(default=USUAL, repr=False, compare=False)

    @property
    def stem(self) -> str:
        """The file's name without folder and extension."""
        return Path(self.path_rel).stem


def scan(inputs: Path, folders: Iterable[str], opening: Opening = USUAL) -> Iterator[SourceFile]:
    """Yield every file under the period folders, at any depth, in path order; links are named, never followed.

    认领.xlsx and the folder of earlier versions are the office's own and aren't among them.
    """
    for folder in folders:
        for path, name in _named(inputs, inputs / folder):
            yield load(path, name, folder, opening)


def below(root: Path, opening: Opening = USUAL) -> Iterator[SourceFile]:
    """Yield every file below any folder in path order, as if the folder were that of a period."""
    for path, name in _named(root, root):
        yield load(path, name, "", opening)


def located(inputs: Path, path_rel: str) -> Path:
    """Return the path of the file that scan has named ``path_rel``.

    Where scan has masked numbers of persons in the name, the path holds them.
    """
    if MASK not in path_rel:
        return inputs / path_rel
    folder = path_rel.split("/", maxsplit=1)[0]
    return next((path for path, name in _named(inputs, inputs / folder) if name == path_rel), inputs / path_rel)


def _named(root: Path, top: Path) -> Iterator[tuple[Path, str]]:
    """Yield every file below ``top`` in path order, with its path relative to ``root``.

    Numbers of persons in that path are masked. Names that are the same once masked are distinguished by a number:
    城关镇（已遮盖）.xlsx, 城关镇（已遮盖）-2.xlsx.
    """
    seen: Counter[str] = Counter()
    for path in sorted(_walk(top), key=lambda p: p.relative_to(root).as_posix()):
        name = masked(path.relative_to(root).as_posix())
        seen[name] += 1
        stem, dot, extension = name.rpartition(".")
        yield path, name if seen[name] == 1 else f"{stem}-{seen[name]}{dot}{extension}"


def _walk(root: Path) -> Iterator[Path]:
    for current, directories, names in os.walk(root, followlinks=False):
        here = Path(current)
        if here == root:
            directories[:] = [name for name in directories if name != VERSIONS_FOLDER]
        yield from (here / name for name in names if here != root or name != CLAIMS_BOOK)
        yield from (here / name for name in directories if (here / name).is_symlink())


def load(path: Path, path_rel: str, folder: str, opening: Opening = USUAL) -> SourceFile:
    """Read one file's bytes after a look at what it is and how large it is; nothing is raised."""
    name = path.name.casefold()
    if name in _SYSTEM_NAMES:
        return SourceFile(path_rel, folder, b"", "", "", skipped="系统文件")
    if name.startswith(_LOCK_PREFIXES) or _HALF_WRITTEN.fullmatch(name):
        return SourceFile(path_rel, folder, b"", "", "", skipped="Office 的临时文件")
    try:
        about = path.lstat()
        issue = _unfit(about, opening.limits.file_mb)
        if issue:
            return _faulty(path_rel, folder, b"", "空" if issue.code == "R004" else "", issue)
        data = path.read_bytes()
    except OSError:
        return _faulty(path_rel, folder, b"", "", Issue("R003"))
    return identify(data, path_rel, folder, opening)


def _unfit(about: os.stat_result, most_mb: int) -> Issue | None:
    if not stat.S_ISREG(about.st_mode):
        return Issue("R003")
    if about.st_size == 0:
        return Issue("R004")
    if about.st_size > most_mb * 1_000_000:
        return Issue("R005", words={"size": f"{-(-about.st_size // 100_000) / 10:.1f}", "limit": most_mb})
    return None


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
    return _faulty(path_rel, folder, data, kind, Issue("R007", words={"kind": kind}))


def _faulty(path_rel: str, folder: str, data: bytes, kind: str, fault: Issue) -> SourceFile:
    return SourceFile(path_rel, folder, b"", hashlib.sha256(data).hexdigest() if data else "", kind, fault)
