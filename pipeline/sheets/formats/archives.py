"""A zip container is looked at and its parts are inflated within a bound, so that nothing in it can lie about size."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable

from pipeline.schema.options import Options
from pipeline.sheets.formats.faults import NotPlain, Refused

_MAX_ENTRIES, _MAX_RATIO, _RATIO_FROM = 2_000, 100, 1_000_000
_ENTRY = b"PK\x01\x02"
_BOUNDED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""Of these zipfile inflates no more than was asked for; a few bytes of the others may become many at once."""
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    KeyError,
    ValueError,
    RuntimeError,
    OverflowError,
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


def open_archive(data: bytes) -> zipfile.ZipFile:
    """Read the container's directory.

    Raises Refused when there is none, when it names more entries than any workbook has, or when one of them is packed
    in a way that zipfile can't inflate in steps.
    """
    # Entries are counted before zipfile makes an object of each. The marks may also stand in compressed bytes, hence
    # the margin.
    if data.count(_ENTRY) > 2 * _MAX_ENTRIES:
        raise Refused("R009", detail=f"内部有{data.count(_ENTRY)}个部件，上限{_MAX_ENTRIES}个")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGED:
        raise Refused("R008", detail="压缩结构不完整") from None
    if any(part.compress_type not in _BOUNDED for part in archive.infolist()):
        raise Refused("R009", detail="内部部件的压缩方式不常见")
    return archive


def _as_stored(part: zipfile.ZipInfo) -> str:
    return part.filename


def open_guarded(
    data: bytes, limits: Options, name_of: Callable[[zipfile.ZipInfo], str] = _as_stored
) -> zipfile.ZipFile:
    """Read the container's directory; ``name_of`` says what a part is called.

    Raises Refused for a container that may swamp a parser: it has too many entries, is too large when inflated or too
    dense, or its names are doubled or absolute.
    """
    archive = open_archive(data)
    parts = archive.infolist()
    if len(parts) > _MAX_ENTRIES:
        raise Refused("R009", detail=f"内部有{len(parts)}个部件，上限{_MAX_ENTRIES}个")
    total = sum(part.file_size for part in parts)
    if total > limits.inflated_mb * 1_000_000:
        raise Refused(
            "R083",
            what="展开后的大小（MB）",
            found=-(-total // 1_000_000),
            limit=limits.inflated_mb,
            setting="展开大小上限MB",
        )
    if any(part.file_size > _RATIO_FROM and part.file_size > _MAX_RATIO * max(part.compress_size, 1) for part in parts):
        raise Refused("R009", detail=f"压缩比超过{_MAX_RATIO}倍")
    names = [name_of(part) for part in parts]
    if len(set(map(str.casefold, names))) < len(names) or any(map(_leads_out, names)):
        raise Refused("R009", detail="内部部件重名或路径异常")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("R006")
    return archive


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name


def read_part(archive: zipfile.ZipFile, name: str | zipfile.ZipInfo, most: int | None = None) -> bytes:
    """Return the bytes of a part, by its name or its entry.

    They are never more than the directory says: a part that holds more fails its checksum.

    Raises Refused when the part is damaged, and NotPlain when it has more than ``most`` bytes.
    """
    try:
        about = archive.getinfo(name) if isinstance(name, str) else name
        if most is not None and about.file_size > most:
            raise NotPlain
        with archive.open(about) as part:
            # A bounded read inflates no more than asked; read() alone inflates up to 2 GB at once.
            content = part.read(about.file_size + 1)
            if len(content) != about.file_size or part.read(1):
                raise Refused("R008", detail="内部部件缺失或残缺")
            return content
    except _DAMAGED:
        raise Refused("R008", detail="内部部件缺失或残缺") from None


def read_xml(archive: zipfile.ZipFile, name: str, most: int | None = None) -> bytes:
    """Return the bytes of an XML part. Raises Refused for one that isn't UTF-8 or has a DOCTYPE."""
    xml = read_part(archive, name, most)
    if xml.startswith(_UTF16):
        raise Refused("R008", detail="内部编码不是 UTF-8")
    if b"<!" in xml and (b"<!DOCTYPE" in xml or b"<!doctype" in xml or b"<!ENTITY" in xml):
        raise Refused("R009", detail="内部含有 DOCTYPE 声明")
    return xml


def part_named(folder: str, target: str) -> str:
    """Return the name of the part to which a link from ``folder`` points."""
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def local_name(tag: str) -> str:
    """Return a tag's or attribute's name without its namespace."""
    return tag.rpartition("}")[2]
