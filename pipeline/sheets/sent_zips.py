"""A .zip as chat programs and mail send it: its members are files of the folder in which it lies.

A workbook is a zip too; sheets/kinds tells the two apart, and what it calls ZIP comes here. Nothing is written to disk.
"""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zipfile import ZipFile, ZipInfo

from pipeline.schema.convert import clean_text
from pipeline.schema.options import Options
from pipeline.sheets.formats.archives import open_guarded, read_part
from pipeline.sheets.formats.faults import Issue, Refused

MOST_MEMBERS = 500
"""A county has some hundred units at most; what holds more is something else."""
_UTF8 = 0x800


@dataclass(frozen=True)
class SentZip:
    """An opened zip: the path of each file in it, with '/', and its entry, in the order of the paths.

    Folders and what a Mac adds of its own aren't among them.
    """

    archive: ZipFile
    parts: tuple[tuple[str, ZipInfo], ...]
    most_mb: int

    def read(self, part: ZipInfo) -> bytes | Issue:
        """Inflate one file, or say why it isn't read: it is a link, empty, beyond the county's limit or damaged."""
        if stat.S_ISLNK(part.external_attr >> 16):
            return Issue("R001")
        if issue := unfit_size(part.file_size, self.most_mb):
            return issue
        try:
            return read_part(self.archive, part)
        except Refused as refusal:
            return refusal.issue


def open_sent(data: bytes, limits: Options) -> SentZip:
    """Open a zip within the bounds of every container, and of MOST_MEMBERS files.

    Raises Refused for one with a password, one that is damaged, empty or too large, or whose names lead out of it.
    """
    try:
        archive = open_guarded(data, limits, _name_of)
    except Refused as refusal:
        if refusal.issue.code == "R006":
            raise Refused("R381") from None
        if refusal.issue.code == "R083":
            raise
        raise Refused("R380", detail=refusal.issue.words["detail"]) from None
    named = sorted(((_name_of(part), part) for part in archive.infolist()), key=lambda pair: pair[0])
    parts = tuple((name, part) for name, part in named if not name.endswith("/") and not name.startswith("__MACOSX/"))
    if not parts:
        raise Refused("R382")
    if len(parts) > MOST_MEMBERS:
        raise Refused("R380", detail=f"里面有{len(parts)}个文件，上限{MOST_MEMBERS}个")
    return SentZip(archive, parts, limits.file_mb)


def unfit_size(size: int, most_mb: int) -> Issue | None:
    """Why a file of so many bytes isn't read: it is empty, or beyond the county's limit."""
    if size == 0:
        return Issue("R004")
    if size > most_mb * 1_000_000:
        return Issue("R005", words={"size": f"{-(-size // 100_000) / 10:.1f}", "limit": most_mb})
    return None


def distinct(names: Iterable[str]) -> Iterator[str]:
    """The names, those that came before with a number.

    >>> list(distinct(["城关镇.xlsx", "城关镇.xlsx"]))
    ['城关镇.xlsx', '城关镇-2.xlsx']
    """
    seen: Counter[str] = Counter()
    for name in names:
        seen[name] += 1
        stem, dot, extension = name.rpartition(".")
        yield name if seen[name] == 1 else f"{stem}-{seen[name]}{dot}{extension}"


def _name_of(part: ZipInfo) -> str:
    """A member's name with '/', without characters that nobody sees.

    The standard has names in UTF-8 with a flag, and else in code page 437, as which zipfile reads them. Chinese Windows
    writes GB18030 there, a Mac UTF-8 without the flag. ``orig_filename`` is asked because zipfile puts '/' for each
    backslash on Windows, and the second byte of a Chinese character may be one.
    """
    name = part.orig_filename.partition("\0")[0]
    if not part.flag_bits & _UTF8 and not name.isascii():
        try:
            stored = name.encode("cp437")
        except UnicodeEncodeError:
            stored = b""  # the name came from the field in which some programs repeat it in UTF-8
        name = _decoded(stored) or name
    path = "/".join(step for step in map(clean_text, name.replace("\\", "/").split("/")) if step not in {"", "."})
    return f"{path}/" if name.endswith(("/", "\\")) else f"/{path}" if name.startswith(("/", "\\")) else path


def _decoded(stored: bytes) -> str:
    """The text of the bytes as GB18030; as UTF-8 where they are nothing but that, with a character of three bytes.

    Common characters in GB18030 hardly ever read as such.
    """
    for encoding in ("utf-8", "gb18030"):
        try:
            text = stored.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "gb18030" or any(char >= "\u0800" for char in text):
            return text
    return ""
