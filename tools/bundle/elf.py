"""What a compiled file of Linux asks of the machine, read from its ELF header: which processor, which old libraries.

By the layout of the System V ABI and of the GNU symbol versions (section ``.gnu.version_r``), 64 bit and little-endian
alone, as both machines of the domestic desktops have it.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

_MAGIC = b"\x7fELF\x02\x01"
_MACHINES = {62: "x86_64", 183: "aarch64"}
_HEADER, _SECTION = struct.Struct("<16xHHIQQQIHHHHHH"), struct.Struct("<IIQQQQIIQQ")
_NEEDED, _VERSION = struct.Struct("<HHIII"), struct.Struct("<IHHII")
_ENTRY = struct.Struct("<qQ")
_DYNAMIC, _VERSIONS_NEEDED, _LIBRARY = 6, 0x6FFFFFFE, 1
_NUMBERED = re.compile(r"(GLIBC|GLIBCXX)_(\d+(?:\.\d+)+)")
NEWEST: Mapping[str, tuple[int, ...]] = {"GLIBC": (2, 28), "GLIBCXX": (3, 4, 25)}
"""The newest symbol versions that may be asked: those of Debian 10, on which the domestic desktops stand at least."""


@dataclass(frozen=True)
class Compiled:
    """One compiled file: the processor that it is for, the libraries that it is linked to, and the versions of their
    symbols that it asks for.
    """

    machine: str
    libraries: frozenset[str]
    versions: frozenset[str]


def is_elf(content: bytes) -> bool:
    """Whether the bytes are those of a compiled file of Linux, of whichever machine."""
    return content.startswith(_MAGIC[:4])


def read(content: bytes) -> Compiled:
    """Read a compiled file. Raises ValueError for one that isn't 64 bit little-endian or ends before its tables."""
    if not content.startswith(_MAGIC):
        raise ValueError("no 64-bit little-endian ELF file")
    try:
        (_, code, _, _, _, at, _, _, _, _, size, count, _) = _HEADER.unpack_from(content)
        sections = [_SECTION.unpack_from(content, at + number * size) for number in range(count)]
        found: dict[int, set[str]] = {_DYNAMIC: set(), _VERSIONS_NEEDED: set()}
        for section in sections:
            if section[1] in found:
                looked = _linked if section[1] == _DYNAMIC else _asked
                found[section[1]].update(looked(content, section, sections))
    except (struct.error, IndexError) as fault:
        raise ValueError("an ELF file that is cut off") from fault
    machine = _MACHINES.get(code, f"machine {code}")
    return Compiled(machine, frozenset(found[_DYNAMIC]), frozenset(found[_VERSIONS_NEEDED]))


def _linked(content: bytes, section: tuple[int, ...], sections: list[tuple[int, ...]]) -> Iterator[str]:
    """The names of the libraries that the file is linked to, by its dynamic section."""
    names = sections[section[6]][4]
    for at in range(section[4], section[4] + section[5], _ENTRY.size):
        tag, value = _ENTRY.unpack_from(content, at)
        if tag == _LIBRARY:
            yield _text(content, names + value)


def _asked(content: bytes, section: tuple[int, ...], sections: list[tuple[int, ...]]) -> Iterator[str]:
    """The names of versions in one table of versions needed: a list of libraries, each with a list of versions."""
    names = sections[section[6]][4]
    library = section[4]
    for _ in range(section[7]):
        _, versions, _, first, next_library = _NEEDED.unpack_from(content, library)
        version = library + first
        for _ in range(versions):
            _, _, _, name, next_version = _VERSION.unpack_from(content, version)
            yield _text(content, names + name)
            version += next_version
        library += next_library


def _text(content: bytes, at: int) -> str:
    return content[at : content.find(b"\0", at)].decode("ascii", "replace")


def faults(files: Mapping[str, bytes], machine: str, left_out: Collection[str] = ()) -> list[str]:
    """What would keep compiled files (path -> bytes) from running on the machine, one line each.

    That is another processor, newer libraries than NEWEST, and a library that they are linked to and that was left out
    (paths).
    """
    gone = {path.rpartition("/")[2] for path in left_out} - {path.rpartition("/")[2] for path in files}
    wrong = []
    for path, content in sorted(files.items()):
        if not is_elf(content):
            continue
        try:
            compiled = read(content)
        except ValueError as fault:
            wrong.append(f"{path}: {fault}")
            continue
        if compiled.machine != machine:
            wrong.append(f"{path}: for {compiled.machine}, not {machine}")
        newer = sorted(name for name in compiled.versions if _too_new(name))
        wrong.extend(f"{path}: asks for {name}" for name in newer)
        wrong.extend(f"{path}: linked to {name}, which was left out" for name in sorted(compiled.libraries & gone))
    return wrong


def _too_new(name: str) -> bool:
    match = _NUMBERED.fullmatch(name)
    return match is not None and tuple(map(int, match[2].split("."))) > NEWEST[match[1]]
