"""Documents as PDF, converted by the LibreOffice of this machine.

One call converts all of them, in a temporary folder and with a user profile of its own.
"""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import psutil

from pipeline.base.machine import office_program
from pipeline.messages import paper_words
from pipeline.messages.refusals import refusal
from pipeline.render.pdf_breaks import with_breaks
from pipeline.render.pdf_bytes import faces_in, replaced_faces, settled

_BASE_SECONDS, _SECONDS_EACH, _SECONDS_TO_END = 60, 5, 30
_TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
_MARK, _NOWHERE = b"%PDF", subprocess.DEVNULL


def find_office() -> Path:
    """The path of LibreOffice. Raises UserError when this machine has none."""
    program = office_program()
    if program is None:
        raise refusal("E022")
    return program


def to_pdf(
    documents: Mapping[str, bytes], office: Path, made_on: date, faces: Sequence[str] = ()
) -> tuple[dict[str, bytes], list[str]]:
    """Path (.pdf in place of .docx) -> bytes, and a sentence for each document that couldn't be converted.

    The PDF are tagged, with title and language, and the same documents give the same bytes with the same LibreOffice
    and fonts. ``made_on``: the day in their properties. ``faces``: the faces that the documents name; those in whose
    place another was taken make one more sentence. The call is ended after a minute and five
    seconds per document. It leaves nothing on the disk.
    """
    if not documents:
        return {}, []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        # By number: two documents may have one name in different folders.
        numbered = {f"{i}": path for i, path in enumerate(documents)}
        for number, path in numbered.items():
            (work / f"{number}.docx").write_bytes(with_breaks(documents[path]))
        command = [
            str(office),
            f"-env:UserInstallation={(work / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            _TAGGED,
            "--outdir",
            str(work),
            *(str(work / f"{number}.docx") for number in numbered),
        ]
        seconds = _BASE_SECONDS + _SECONDS_EACH * len(documents)
        if not run_within(command, seconds):
            late = paper_words.PDF_LATE.format(seconds=seconds)
            return {}, [late]
        files = {path: work / f"{number}.pdf" for number, path in numbered.items()}
        contents = {path: file.read_bytes() if file.is_file() else b"" for path, file in files.items()}
        converted = {path: settled(each, made_on) for path, each in contents.items() if each.startswith(_MARK)}
        pdfs = {f"{path.removesuffix('.docx')}.pdf": content for path, content in converted.items()}
        failed = [path for path in contents if path not in converted]
        told = [paper_words.PDF_FAILED.format(path=path) for path in failed]
        return pdfs, told + _faces_told(faces, pdfs.values())


def _faces_told(faces: Sequence[str], pdfs: Iterable[bytes]) -> list[str]:
    found = {name for pdf in pdfs for name in faces_in(pdf)}
    replaced = replaced_faces(dict.fromkeys(faces), found)
    taken = "、".join(sorted(found))
    return [paper_words.PDF_FACES.format(faces="、".join(replaced), taken=taken)] if replaced else []


def run_within(command: Sequence[str], seconds: int) -> bool:
    """Run a command and wait for its end; False when it can't start or takes longer than ``seconds``.

    On return the command and every process that it started have ended: the program that converts is a child of the one
    that is called, and would go on.
    """
    try:
        # No pipes: we would have to wait for any child that holds one open, even after the command has ended.
        started = subprocess.Popen(command, stdin=_NOWHERE, stdout=_NOWHERE, stderr=_NOWHERE)  # noqa: S603 - only names of our own
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
    """Kill the program and its children, and wait until they are gone, which takes a while on a busy machine."""
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
        # A zombie has ended; only its parent hasn't asked for its exit code yet.
        return bool(process.is_running()) and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False
