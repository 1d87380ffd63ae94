"""Several files are replaced together: all are written aside first, and a journal says where each belongs.

The hidden folder ``.NAME.issue`` holds the new files and, last of all, the journal. Without a journal nothing has been
replaced and the folder is rubbish; with one the replacing is finished by whoever comes next, however often it is begun.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from pipeline.base.machine import sync_folder
from pipeline.editions.disk import remove, write_through

ISSUE = ".issue"
_JOURNAL = "journal.json"


def replace_together(outputs: Path, name: str, files: Mapping[Path, bytes]) -> None:
    """Give every file its new content, all or none; a kill at any instant leaves what ``settle_replacing`` finishes.

    The caller holds the lock of ``outputs``. Raises OSError when nothing has been replaced.
    """
    folder = outputs / f".{name}{ISSUE}"
    remove(folder)
    folder.mkdir()
    for place in files:
        if place.exists():
            with place.open("r+b"):
                pass  # Windows refuses here while a program holds the file open, before anything is replaced.
    entries = []
    for number, (place, content) in enumerate(files.items()):
        write_through(folder / str(number), content)
        entries.append([_way_to(place.resolve(), outputs.resolve()), str(number)])
    write_through(folder / f"{_JOURNAL}.new", json.dumps(entries).encode("ascii"))
    sync_folder(folder)
    (folder / f"{_JOURNAL}.new").rename(folder / _JOURNAL)
    sync_folder(folder)
    sync_folder(outputs)
    settle_replacing(outputs, name)


def _way_to(place: Path, outputs: Path) -> str:
    """The way from outputs to a file, so that both may be moved together; its whole path from another drive."""
    try:
        return os.path.relpath(place, outputs).replace(os.sep, "/")
    except ValueError:  # Windows knows no way from one drive to another
        return place.as_posix()


def settle_replacing(outputs: Path, name: str) -> None:
    """Finish the replacing whose journal is there, or drop what was written aside without one."""
    folder = outputs / f".{name}{ISSUE}"
    journal = folder / _JOURNAL
    if journal.is_file():
        for target, number in json.loads(journal.read_bytes()):
            place, content = outputs.resolve() / target, (folder / number).read_bytes()
            if not (place.is_file() and place.read_bytes() == content):
                place.parent.mkdir(parents=True, exist_ok=True)
                beside = place.with_name(f".{place.name}.new")
                beside.unlink(missing_ok=True)
                write_through(beside, content)
                beside.replace(place)
            sync_folder(place.parent)
        journal.unlink()
        sync_folder(folder)
    remove(folder)
