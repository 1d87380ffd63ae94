"""Documents as PDF, by the LibreOffice of this machine: one call for all of them, in a folder and with a profile of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pipeline.model import UserError

_NAMES = ("soffice", "libreoffice")
_WINDOWS = ("ProgramFiles", "ProgramFiles(x86)")
_BASE_SECONDS, _SECONDS_EACH = 60, 5


def find_office() -> Path:
    """The program that converts. Raises UserError when this machine has none."""
    places = [shutil.which(name) for name in _NAMES]
    places += [str(Path(os.environ[key], "LibreOffice", "program", "soffice.exe")) for key in _WINDOWS if key in os.environ]
    found = next((Path(place) for place in places if place and Path(place).is_file()), None)
    if found is None:
        raise UserError("没有找到 LibreOffice，不能生成 PDF；请先安装 LibreOffice，或去掉 --pdf 重新运行（Word 文书照常生成）。")
    return found


def to_pdf(documents: Mapping[str, bytes], office: Path) -> tuple[dict[str, bytes], list[str]]:
    """Path (.pdf in place of .docx) -> bytes, and a sentence for each document that couldn't be converted.

    The call ends after a minute and five seconds a document; nothing of it stays on the disk.
    """
    if not documents:
        return {}, []
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        # By number: two documents may have one name in different folders.
        numbered = {f"{i}": path for i, path in enumerate(documents)}
        for number, path in numbered.items():
            (work / f"{number}.docx").write_bytes(documents[path])
        command = [
            str(office), f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless", "--norestore", "--convert-to", "pdf",
            "--outdir", str(work), *(str(work / f"{number}.docx") for number in numbered),
        ]  # fmt: skip
        seconds = _BASE_SECONDS + _SECONDS_EACH * len(documents)
        try:
            subprocess.run(command, check=False, capture_output=True, timeout=seconds)  # noqa: S603 - our own names alone
        except (OSError, subprocess.TimeoutExpired):
            return {}, [f"PDF没有生成：LibreOffice 在{seconds}秒内没有完成；请关闭其他 LibreOffice 窗口后重新运行，Word 文书已照常生成。"]
        made = {path: work / f"{number}.pdf" for number, path in numbered.items()}
        pages = {f"{path.removesuffix('.docx')}.pdf": file.read_bytes() for path, file in made.items() if file.is_file()}
        lost = [path for path, file in made.items() if not file.is_file()]
        return pages, [f"“{path}”没有转成 PDF；请用 Word 或 WPS 打开后另存为 PDF。" for path in lost]
