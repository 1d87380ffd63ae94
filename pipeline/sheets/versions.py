"""The contents that files of a period's folder had before: what the desk kept of them in ``.versions/``.

Each content lies there under its SHA-256; ``index.json`` says which file had which contents, the newest last.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.messages.refusals import refusal
from pipeline.schema.claims import VERSIONS_FOLDER, VERSIONS_INDEX
from pipeline.sheets.files import SourceFile, as_sent, load, named, opened
from pipeline.sheets.opening import USUAL, Opening
from pipeline.sheets.tidied import read_tidied


@dataclass(frozen=True, slots=True)
class Version:
    """A content that a file had: its SHA-256 ('' where the file was taken away) and when it came."""

    sha256: str
    taken: str


def read_index(folder: Path) -> dict[str, list[Version]]:
    """Name of a file of the folder -> its contents, the newest last; {} where none was ever dropped.

    Raises UserError when the list can't be read.
    """
    place = folder / VERSIONS_FOLDER / VERSIONS_INDEX
    if not place.is_file():
        return {}
    try:
        written = json.loads(place.read_text(encoding="utf-8"))
        return {name: [Version(**each) for each in versions] for name, versions in written.items()}
    except (OSError, ValueError, TypeError, AttributeError) as fault:
        raise refusal("E210", folder=folder.name, place=f"{VERSIONS_FOLDER}/{VERSIONS_INDEX}") from fault


def replaced_contents(inputs: Path, now: Mapping[str, str], opening: Opening = USUAL) -> Iterator[SourceFile]:
    """Yield what the files of the period folders held before the content that they hold now, under the same paths.

    ``now``: path -> SHA-256 of every file that was read; of a zip, its members. What has always held the same, what
    isn't kept any more and what is gone has none. Raises UserError as ``read_index`` and ``read_tidied`` do.
    """
    for folder in sorted({path.split("/")[0] for path in now}):
        index, tidied, top = read_index(inputs / folder), read_tidied(inputs / folder), inputs / folder
        for path, name in named(inputs, top) if index else ():
            older = [each.sha256 for each in index.get(path.name, ()) if each.sha256 and path.parent == top]
            content = path.read_bytes() if older else b""
            before = [sha for sha in older if sha != hashlib.sha256(content).hexdigest()]
            kept = top / VERSIONS_FOLDER / before[-1] if before else path
            if before and kept.is_file():
                inside = opened(load(kept, name, folder, opening), kept.read_bytes(), opening)
                sent = (as_sent(old, tidied) for old in inside)
                yield from (old for old in sent if old.data and now.get(old.path_rel, "") not in ("", old.sha256))
