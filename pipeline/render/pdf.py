"""Documents as PDF, by the LibreOffice of this machine: one call for all of them, in a folder and with a profile of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

from pipeline.base.errors import UserError

_NAMES = ("soffice", "libreoffice")
_WINDOWS = ("ProgramFiles", "ProgramFiles(x86)")
_BASE_SECONDS, _SECONDS_EACH, _SECONDS_TO_END = 60, 5, 30
_MARK, _NOWHERE = b"%PDF", subprocess.DEVNULL


def find_office() -> Path:
    """The program that converts. Raises UserError when this machine has none."""
    places = [shutil.which(name) for name in _NAMES]
    places += [
        str(Path(os.environ[key], "LibreOffice", "program", "soffice.exe")) for key in _WINDOWS if key in os.environ
    ]
    found = next((Path(place) for place in places if place and Path(place).is_file()), None)
    if found is None:
        raise UserError(
            "没有找到 LibreOffice，不能生成 PDF；请先安装 LibreOffice，或去掉 --pdf 重新运行（Word 文书照常生成）。"
        )
    return found


def to_pdf(documents: Mapping[str, bytes], office: Path) -> tuple[dict[str, bytes], list[str]]:
    """Path (.pdf in place of .docx) -> bytes, and a sentence for each document that couldn't be converted.

    The call ends after a minute and five seconds a document; nothing of it stays on the disk.
    """
    if not documents:
        return {}, []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        # By number: two documents may have one name in different folders.
        numbered = {f"{i}": path for i, path in enumerate(documents)}
        for number, path in numbered.items():
            (work / f"{number}.docx").write_bytes(documents[path])
        command = [
            str(office),
            f"-env:UserInstallation={(work / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "pdf",
            "--outdir",
            str(work),
            *(str(work / f"{number}.docx") for number in numbered),
        ]
        seconds = _BASE_SECONDS + _SECONDS_EACH * len(documents)
        if not run_within(command, seconds):
            return {}, [
                f"PDF没有生成：LibreOffice 在{seconds}秒内没有完成；请关闭其他 LibreOffice 窗口后重新运行，Word 文书已照常生成。"
            ]
        made = {path: work / f"{number}.pdf" for number, path in numbered.items()}
        read = {path: file.read_bytes() if file.is_file() else b"" for path, file in made.items()}
        pages = {
            f"{path.removesuffix('.docx')}.pdf": content for path, content in read.items() if content.startswith(_MARK)
        }
        lost = [path for path, content in read.items() if not content.startswith(_MARK)]
        return pages, [f"“{path}”没有转成 PDF；请用 Word 或 WPS 打开后另存为 PDF。" for path in lost]


def run_within(command: Sequence[str], seconds: int) -> bool:
    """Run a command and wait; False when it can't start or isn't done in time.

    It and all that it started have ended then.

    LibreOffice's own program is a child of the one that is called, and would go on.
    """
    try:
        # Without pipes: a child that holds one open would be waited for after the call has ended.
        started = subprocess.Popen(command, stdin=_NOWHERE, stdout=_NOWHERE, stderr=_NOWHERE)  # noqa: S603 - our own names alone
    except OSError:
        return False
    try:
        started.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    finally:
        if started.poll() is None:
            _end(started)
    return True


def _end(started: subprocess.Popen[bytes]) -> None:
    """Kill the program and its children, and wait until they are gone: a busy machine takes its time to carry a kill out."""
    children: list[psutil.Process] = []
    with suppress(psutil.Error):
        children = psutil.Process(started.pid).children(recursive=True)
    for child in children:
        with suppress(psutil.Error):
            child.kill()
    started.kill()
    started.wait()
    deadline = time.monotonic() + _SECONDS_TO_END
    while any(map(_is_running, children)) and time.monotonic() < deadline:
        time.sleep(0.02)


def _is_running(process: psutil.Process) -> bool:
    try:
        return (
            bool(process.is_running()) and process.status() != psutil.STATUS_ZOMBIE
        )  # a zombie has ended, but isn't buried yet
    except psutil.Error:
        return False
