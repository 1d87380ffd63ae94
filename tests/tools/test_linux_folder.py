"""The folder for Linux has nothing of Windows, says what is missing where it can't start, and refuses compiled files
that couldn't run there. What is in a compiled file is read from small ones made here, and from those of this machine.
"""

from __future__ import annotations

import gzip
import io
import os
import re
import shutil
import struct
import subprocess
import tarfile
from pathlib import Path

import pytest

from tools.bundle import elf
from tools.bundle.folder import executable, linux_folder
from tools.bundle.handed import from_tar
from tools.bundle.interpreter import NotTrustedError
from tools.bundle.packages import LINUX, listed
from tools.bundle.packed import tarred

pytestmark = pytest.mark.slow

HERE = LINUX["x86_64", "3.11"]


def compiled(machine: int, version: str, library: str = "libm.so.6") -> bytes:
    """A compiled file of one section of versions needed and one of what it is linked to, laid out by hand."""
    names = b"\0" + library.encode() + b"\0" + version.encode() + b"\0"
    at_version = len(library) + 2
    needed = struct.pack("<HHIIIIHHII", 1, 1, 1, 16, 0, 0, 0, 2, at_version, 0)
    dynamic = struct.pack("<qQqQ", 1, 1, 0, 0)
    body = names + needed + dynamic
    start = 64 + 4 * 64
    places = [start, start + len(names), start + len(names) + len(needed)]
    table = [
        bytes(64),
        struct.pack("<IIQQQQIIQQ", 0, 3, 0, 0, places[0], len(names), 0, 0, 1, 0),
        struct.pack("<IIQQQQIIQQ", 0, 0x6FFFFFFE, 0, 0, places[1], len(needed), 1, 1, 8, 0),
        struct.pack("<IIQQQQIIQQ", 0, 6, 0, 0, places[2], len(dynamic), 1, 0, 8, 16),
    ]
    head = b"\x7fELF\x02\x01\x01" + bytes(9)
    head += struct.pack("<HHIQQQIHHHHHH", 3, machine, 1, 0, 0, 64, 0, 64, 0, 0, 64, 4, 0)
    return head + b"".join(table) + body


METADATA = {
    f"{each.name}-{each.version}.dist-info/METADATA": f"Name: {each.name}\nLicense-Expression: MIT\n\n".encode()
    for each in listed(HERE)
}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    wheels = {**METADATA, "numpy/a.so": compiled(62, "GLIBC_2.28"), "b" * 150: b"long"}
    return linux_folder("1.2.3", HERE, "x86_64", {"bin/python3.11": b"", "lib/a.py": b""}, wheels)


def test_nothing_of_windows_is_in_it_and_what_is_started_may_be_started(files):
    assert not any(path.endswith((".bat", ".exe")) or "windows-" in path for path in files)
    assert sorted(filter(executable, files)) == [
        "通报程序/tongbao-1.2.3/python/bin/python3.11",
        "通报程序/tongbao-1.2.3/tongbao",
        "通报程序/启动.sh",
        "通报程序/命令行.sh",
    ]
    assert not any(b"\r" in files[path] for path in files if path.endswith((".sh", ".txt", "/tongbao")))


def test_every_gap_of_its_pages_and_start_files_is_filled(files):
    for path, content in files.items():
        if path.endswith((".sh", ".txt", "/tongbao")) and "/sample/" not in path:
            assert not re.search(r"\{(version|machine|other|python)\}", content.decode())


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (compiled(62, "GLIBC_2.28"), []),
        (compiled(62, "GLIBC_PRIVATE"), []),
        (compiled(183, "GLIBC_2.17"), ["site/a.so: for aarch64, not x86_64"]),
        (compiled(258, "GLIBC_2.17"), ["site/a.so: for machine 258, not x86_64"]),
        (compiled(62, "GLIBC_2.29"), ["site/a.so: asks for GLIBC_2.29"]),
        (compiled(62, "GLIBCXX_3.4.26"), ["site/a.so: asks for GLIBCXX_3.4.26"]),
        (compiled(62, "GLIBC_2.4", "libflight.so"), ["site/a.so: linked to libflight.so, which was left out"]),
        (compiled(62, "GLIBC_2.17")[:90], ["site/a.so: an ELF file that is cut off"]),
        (b"\x7fELF\x01\x01", ["site/a.so: no 64-bit little-endian ELF file"]),
    ],
)
def test_a_compiled_file_that_could_not_run_there_is_a_fault(content: bytes, fault: list[str]):
    assert elf.faults({"site/a.so": content}, "x86_64", ["libs/libflight.so"]) == fault


def test_such_a_file_stops_the_making():
    with pytest.raises(ValueError, match=r"site/a\.so: for aarch64, not x86_64"):
        linux_folder("1.2.3", HERE, "x86_64", {}, {**METADATA, "a.so": compiled(183, "GLIBC_2.17")})


def test_a_real_compiled_file_is_read_as_it_is():
    """numpy's largest: it stands on the C library, whose version it names, and on its own OpenBLAS."""
    from numpy._core import _multiarray_umath as library

    content = Path(library.__file__).read_bytes()
    read = elf.read(content)
    assert read.machine == os.uname().machine
    assert any(name.startswith("GLIBC_2.") for name in read.versions)
    assert any(name.startswith("libscipy_openblas") for name in read.libraries)
    assert all(name.encode() + b"\0" in content for name in read.versions | read.libraries)


def test_the_same_files_give_the_same_package_with_names_in_utf_8_and_of_nobody(files):
    package = tarred(files, executable)
    assert package == tarred(dict(reversed(files.items())), executable)
    assert "通报程序/启动.sh".encode() in gzip.decompress(package)
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        members = archive.getmembers()
    assert [each.name for each in members] == sorted(files)
    assert {(each.uid, each.gid, each.uname, each.mtime) for each in members} == {(0, 0, "", 315_532_800)}
    assert {each.mode for each in members if executable(each.name)} == {0o755}


def handed(place: Path, *names: str) -> Path:
    with tarfile.open(place, "w:gz") as archive:
        for name in names:
            entry = tarfile.TarInfo(name)
            entry.size = 1
            archive.addfile(entry, io.BytesIO(b"x"))
    return place


def test_of_a_python_handed_in_the_program_the_library_and_the_licence_are_taken(tmp_path: Path):
    names = (
        "bin/python3.11",
        "bin/pip",
        "lib/python3.11/os.py",
        "lib/python3.11/test/a.py",
        "lib/libpython3.11.so.1.0",
    )
    place = handed(tmp_path / "p.tar.gz", *(f"python/{name}" for name in (*names, "lib/python3.11/LICENSE.txt")))
    assert sorted(from_tar(place, "3.11")) == [
        "LICENSE.txt",
        "bin/python3.11",
        "lib/libpython3.11.so.1.0",
        "lib/python3.11/LICENSE.txt",
        "lib/python3.11/os.py",
    ]


def test_a_python_that_lies_in_it_is_in_its_list_of_parts(files):
    assert b'"CPython"' in files["通报程序/许可/sbom.cdx.json"]


def test_a_python_of_another_version_is_refused(tmp_path: Path):
    place = handed(tmp_path / "p.tar.gz", "python/bin/python3.12", "python/lib/python3.12/os.py")
    with pytest.raises(NotTrustedError, match=r"p\.tar\.gz: no Python 3\.11 for Linux"):
        from_tar(place, "3.11")


def stand_in(folder: Path, name: str, says: str) -> None:
    """A program of the machine that only says something."""
    folder.mkdir(exist_ok=True)
    place = folder / name
    place.write_text(f"#!/bin/sh\necho '{says}'\n", encoding="utf-8")
    place.chmod(0o755)


OTHER_MACHINE = (
    "这个文件夹用于 x86_64 处理器，这台电脑是 loongarch64；"
    "请换用为 loongarch64 做的文件夹（只有 x86_64 和 aarch64 两种）。"
)
OLD = "这台电脑的系统太旧（glibc 2.27，至少要 glibc 2.28）；请换一台系统较新的电脑，把整个文件夹拷过去。"
NO_GLIBC = "这台电脑的系统没有 glibc（至少要 2.28）；请换一台装有银河麒麟、统信 UOS 等系统的电脑，把整个文件夹拷过去。"
NO_PYTHON = (
    "这台电脑上没有 Python 3.11；请管理员安装（命令 python3.11 能用即可），"
    "或把一份 Python 3.11 放进“{here}/python”文件夹（里面有 bin/python3.11），再打开“启动.sh”。"
)


@pytest.mark.parametrize(
    ("name", "says", "sentence"),
    [
        ("uname", "loongarch64", OTHER_MACHINE),
        ("getconf", "glibc 2.27", OLD),
        ("getconf", "", NO_GLIBC),
        ("python3.11", "3.9", NO_PYTHON),
    ],
    ids=["another machine", "an old glibc", "no glibc", "no such Python"],
)
def test_where_it_cannot_start_one_sentence_says_what_is_missing(
    files, tmp_path: Path, name: str, says: str, sentence: str
):
    tools = tmp_path / "tools"
    for tool in ("sh", "readlink", "dirname"):
        (tools / tool).parent.mkdir(exist_ok=True)
        (tools / tool).symlink_to(shutil.which(tool))
    for each, usual in (("uname", "x86_64"), ("getconf", "glibc 2.36"), ("python3.11", "")):
        stand_in(tools, each, says if each == name else usual)
    start = tmp_path / "信访 办" / "tongbao"
    start.parent.mkdir()
    start.write_bytes(files["通报程序/tongbao-1.2.3/tongbao"].replace(b"/usr/local/bin", b"/nowhere"))
    ended = subprocess.run(
        ("/bin/sh", start), check=False, env={"PATH": str(tools)}, capture_output=True, encoding="utf-8"
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == sentence.format(here=start.parent) + "\n"
